"""Learned, Places: what is remembered of each step, and forgetting it."""

from __future__ import annotations

from app.model.geometry import Box
from app.model.knowledge import RememberedPlace, StepKnowledge
from app.model.target import Picture
from app.ui.main_window import LEARNED
from app.ui.pages.places_list import PlacesList
from tests.gui import fake_desktop as desk
from tests.gui.conftest import Coached
from tests.gui.test_pre_flight import words_of

SAVE = desk.SAVE.relative_to(desk.WINDOW.origin)
SEEN = Picture(image="0-0-1920-1080", box=desk.SAVE)


def opened(full: Coached, *places: RememberedPlace) -> PlacesList:
    full.world.library.steps["s5"] = StepKnowledge(places=places)
    full.main.show_place(LEARNED)
    section = next(each for each in full.main.learned.sections if isinstance(each, PlacesList))
    full.worked(lambda: len(section.rows) == len(places))
    return section


def test_each_place_says_how_it_was_found_its_counts_and_its_last_failure(full: Coached) -> None:
    section = opened(full, RememberedPlace(SAVE, 6, 1, "text", 1_763_000_000.0, SEEN))
    said = words_of(section.rows[0])
    assert "5 · Click Save" in said
    for part in ("found by its text", "worked 6 ×", "failed 1 ×", "last failed 2025-11-1"):
        assert part in said


def test_a_generic_button_says_why_its_place_is_no_hint(full: Coached) -> None:
    section = opened(full, RememberedPlace(SAVE, 6))
    assert "buttons of this name are in many windows" in words_of(section.rows[0])


def test_forget_and_remember_again(full: Coached) -> None:
    section = opened(full, RememberedPlace(SAVE, 6), RememberedPlace(Box(10, 10, 20, 20), 2))
    assert section.undo.isHidden()
    section.rows[0].forget.click()
    full.worked(lambda: ("forget", "s5", SAVE) in full.world.lessons.calls)
    full.worked(lambda: not section.undo.isHidden())
    section.undo.click()
    full.worked(lambda: ("remember", "s5", SAVE) in full.world.lessons.calls)
    full.worked(section.undo.isHidden)

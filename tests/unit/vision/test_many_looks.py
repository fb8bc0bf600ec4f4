"""A target that a person gave many looks: the likeliest are tried, and what is left untried is said."""

from __future__ import annotations

import numpy as np
import pytest

from app.model.frame import Pixels
from app.model.geometry import Box, Point
from app.model.target import Finding, Search, Target, Verdict
from app.vision import locate, look_choice
from app.vision.eye import Eye
from app.vision.keeping import Keeping
from app.vision.references import References
from tests.unit.vision.drawing import DARK, Canvas, shown, taught, window_at

FIRST = ("Nord", "Sued", "West", "Ost", "Mitte")
SECOND = ("Werk", "Hafen", "Lager", "Amt")
NAMES = tuple(f"{one} {two}" for one in FIRST for two in SECOND)


def page(name: str, **options: object) -> Canvas:
    """A page about one thing, with the same button on every page."""
    canvas = Canvas(480, 300, **options)  # type: ignore[arg-type]
    for line in range(5):
        canvas.text(f"{name} line {line}", 20, 30 + 30 * line)
    canvas.button("Save", "Save", Box(140, 220, 90, 30))
    return canvas


def lessons() -> tuple[list[Target], dict[str, Pixels]]:
    """The button on twenty pages."""
    targets, pictures = [], {}
    for name in NAMES:
        lesson = taught(page(name), "Save")
        targets.append(lesson.target)
        pictures.update(lesson.pictures)
    return targets, pictures


class Counting:
    """Pictures that are counted when they are loaded."""

    def __init__(self, pictures: dict[str, Pixels]) -> None:
        self.pictures = pictures
        self.loaded: list[str] = []

    def __call__(self, name: str) -> Pixels | None:
        self.loaded.append(name)
        return self.pictures.get(name)


TARGETS, PICTURES = lessons()


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[Target]:
    """The looks that were compared closely; time is up as soon as it may be."""
    found: list[Target] = []
    closely = locate.by_surroundings

    def noted(scene: object, reference: object, search: Search) -> object:
        found.append(search.looks[0])
        return closely(scene, reference, search)  # type: ignore[arg-type]

    monkeypatch.setattr(locate, "by_surroundings", noted)
    monkeypatch.setattr(look_choice, "LONG", 0.0)
    monkeypatch.setattr(look_choice, "LEARNING", 60.0)
    return found


def sought(eye: Eye, canvas: Canvas, looks: list[Target]) -> Finding:
    window = window_at(200, 150, canvas)
    return eye.locate(shown((window, canvas)), window, Search(tuple(looks)))


def test_of_many_looks_the_few_that_resemble_this_window_are_compared(compared: list[Target]) -> None:
    here = page("West Lager", theme=DARK)
    finding = sought(Eye(PICTURES.get), here, TARGETS)
    assert len(compared) == look_choice.FEW
    assert compared[0] is TARGETS[10]
    assert finding.best is not None
    assert here.places["Save"].moved(200, 150).contains(finding.best.point), finding.reason


def test_what_was_left_untried_is_said(compared: list[Target]) -> None:
    finding = sought(Eye(PICTURES.get), Canvas(480, 300), TARGETS)
    assert finding.verdict is Verdict.ABSENT
    assert f"{20 - look_choice.FEW} of its 20 looks" in finding.reason


def test_up_to_four_looks_are_all_tried_and_nothing_is_said(compared: list[Target]) -> None:
    finding = sought(Eye(PICTURES.get), Canvas(480, 300), TARGETS[:4])
    assert compared == TARGETS[:4]
    assert "looks" not in finding.reason


def test_looks_that_cannot_be_learned_in_time_are_learned_by_the_next_searches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(look_choice, "LEARNING", 0.0)
    pictures = Counting(PICTURES)
    eye, away = Eye(pictures), Canvas(480, 300)
    assert f"{20 - 1} of its 20 looks" in sought(eye, away, TARGETS).reason
    monkeypatch.setattr(look_choice, "LEARNING", 60.0)
    sought(eye, away, TARGETS)
    assert len(set(pictures.loaded)) == len(TARGETS)


def test_the_looks_of_one_target_stay_learned_between_two_searches(compared: list[Target]) -> None:
    pictures = Counting(PICTURES)
    eye, away = Eye(pictures), Canvas(480, 300)
    looks = [one.model_copy(update={"press": Point(number, 5)}) for number in range(3) for one in TARGETS]
    sought(eye, away, looks)
    pictures.loaded.clear()
    sought(eye, away, looks)
    assert not pictures.loaded


def test_a_look_that_fitted_last_is_tried_first(compared: list[Target]) -> None:
    references = References(PICTURES.get)
    references.note_fit(TARGETS[3])
    references.note_fit(TARGETS[7])
    looks = look_choice.LookChoice(references, TARGETS)
    assert [look.number for look in looks.at_hand()][:4] == [7, 3, 0, 19]


def test_what_was_forgotten_for_lack_of_memory_is_not_learned_anew_at_each_search(compared: list[Target]) -> None:
    pictures = Counting(PICTURES)
    references = References(pictures, most_mib=2)
    assert len(list(look_choice.LookChoice(references, TARGETS).at_hand())) == len(TARGETS)
    pictures.loaded.clear()
    held = list(look_choice.LookChoice(references, TARGETS).at_hand())
    assert 1 < len(held) < len(TARGETS)
    assert not pictures.loaded


def test_what_was_used_longest_ago_is_forgotten_first_and_the_newest_stays() -> None:
    kept: Keeping[str, Pixels] = Keeping(250, lambda pixels: pixels.nbytes)
    for name in ("a", "b"):
        kept.put(name, np.zeros(100, np.uint8))
    assert kept.get("a") is not None
    kept.put("c", np.zeros(100, np.uint8))
    assert kept.get("b") is None
    assert kept.get("a") is not None
    kept.put("d", np.zeros(1000, np.uint8))
    assert kept.get("a") is None
    assert kept.get("d") is not None

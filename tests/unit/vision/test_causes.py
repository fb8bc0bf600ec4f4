"""Why a place lost, and why a target is not to be seen, in words a person understands."""

from __future__ import annotations

import numpy as np
import pytest

from app.model.geometry import Box, Point
from app.model.target import Candidate, EvidenceLine, LocatorKind
from app.model.window import Window
from app.vision.causes import likely_cause, why_lost, with_why_lost
from app.vision.gray import gray_of
from app.vision.reference import Reference, learn
from app.vision.scene import Scene
from tests.unit.vision.drawing import DARK, DESKTOP, IDENTITY, Canvas, form, shown, table, window_at

ROWS = ("Alpine Supply", "Baker and Sons", "Citrus Trading", "Delta Freight", "Elm and Oak", "Fjord", "Gale", "Hill")


def line(text: str, score: float, favours: bool = True) -> EvidenceLine:
    return EvidenceLine(LocatorKind.PICTURE, text, score, favours)


def place(score: float, *lines: EvidenceLine, scale: float = 1.0) -> Candidate:
    return Candidate(Box(10, 10, 40, 20), Point(30, 20), score, LocatorKind.PICTURE, scale, lines)


def test_the_runner_up_lost_by_what_speaks_against_it_alone() -> None:
    best = place(0.9, line("its neighbours are missing", 0.6, favours=False))
    other = place(0.3, line("its neighbours are missing", 0.7, False), line("its text differs in detail", 0.4, False))
    assert why_lost(best, other) == "its text differs in detail"


def test_the_runner_up_lost_by_what_speaks_less_for_it() -> None:
    best = place(0.9, line("looks like its picture", 0.95), line("its neighbours stand around it", 0.9))
    other = place(0.3, line("looks like its picture", 0.9), line("its neighbours stand around it", 0.5))
    assert why_lost(best, other) == "less sure: its neighbours stand around it"


def test_the_runner_up_lost_by_its_scale_or_only_by_its_score() -> None:
    assert "1.50×" in why_lost(place(0.9), place(0.3, scale=1.5))
    assert why_lost(place(0.9), place(0.3)) == "a weaker match"
    assert why_lost(place(0.9), place(0.85)) == "nearly as good"


def test_every_place_but_the_best_says_first_why_it_lost() -> None:
    best, second, third = place(0.9, line("looks like its picture", 0.9)), place(0.3), place(0.1, scale=2.0)
    told = with_why_lost((best, second, third))
    assert told[0] == best
    assert [one.evidence[0].text for one in told[1:]] == [why_lost(best, second), why_lost(best, third)]
    assert not any(one.evidence[0].favours for one in told[1:])
    assert with_why_lost(()) == ()


def taught(canvas: Canvas, name: str) -> Reference:
    box = canvas.places[name]
    return learn(gray_of(canvas.pixels), box, box.center)


def cause(reference: Reference, canvas: Canvas, window: Window | None = None, masked: tuple[Box, ...] = ()) -> str:
    window = window or window_at(200, 150, canvas)
    return likely_cause(Scene(shown((window, canvas), masked=masked), window, window.box), reference)


def test_our_own_window_over_the_place_is_named() -> None:
    save = form().places["Save"].moved(200, 150).grown(20)
    assert "our own windows" in cause(taught(form(), "Save"), form(), masked=(save,))


def test_a_place_out_of_the_screen_and_out_of_the_window_is_named() -> None:
    outside = window_at(DESKTOP.w - 150, 150, form())
    assert cause(taught(form(), "Cancel"), form(), outside) == "its place is out of the screen"
    small = Window(7, IDENTITY, 42, Box(200, 150, 480, 180), active=True)
    assert cause(taught(form(), "Save"), form(), small) == "the window is too small to show its place"


@pytest.mark.parametrize(("then", "now"), [("light", "dark"), ("dark", "light")])
def test_another_theme_is_named(then: str, now: str) -> None:
    looks = {"light": form(), "dark": form(theme=DARK)}
    assert cause(taught(looks[then], "Save"), looks[now]) == f"the window has another theme: it is {now} now"


@pytest.mark.parametrize(("step", "words"), [(-120, "scrolled up, its place is out of sight"), (64, "scrolled down")])
def test_a_scrolled_list_is_named(step: int, words: str) -> None:
    now = table(ROWS)
    now.pixels[36:] = np.roll(now.pixels[36:], step, axis=0)
    if step < 0:
        now.pixels[step:] = 238
    else:
        now.pixels[36 : 36 + step] = 238
    name = "Edit Citrus Trading" if step > 0 else "Edit Baker and Sons"
    assert words in cause(taught(table(ROWS), name), now)


def test_other_content_is_named_and_the_same_screen_names_nothing() -> None:
    other = Canvas(480, 300)
    for number in range(9):
        other.text("Completely different words stand here", 8 + 5 * number, 30 + 31 * number)
    assert cause(taught(form(), "Save"), other) == "the window shows something else"
    assert cause(taught(form(), "Save"), form()) == ""


def test_an_empty_scene_has_no_cause_that_breaks() -> None:
    off = Window(7, IDENTITY, 42, Box(5000, 5000, 10, 10), active=True)
    assert cause(taught(form(), "Save"), form(), off) == "its place is out of the screen"

"""What the person said is not a Screen is not taken for it again, and its good looks still are; on real windows."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import cv2
import numpy as np
import pytest

from app.learning.looks import known_screens
from app.model.denied import denied_of
from app.model.frame import Pixels
from app.model.knowledge import DeniedLook, Knowledge, LearnedLook, ScreenKnowledge
from app.model.window import Window, WindowIdentity
from app.model.workflow import Screen, Signature
from app.vision.eye import Eye
from tests.unit.vision.drawing import DARK, IDENTITY, Canvas, form, shown, table, window_at

REAL = Path(__file__).parents[2] / "data" / "relocation" / "img"
GOOD, WRONG = form(), form(("Nordwind", "", "Berlin"), theme=DARK)
ROWS = ("Alpine Supply", "Baker and Sons", "Citrus Trading", "Delta Freight")


@cache
def photo(name: str) -> Pixels:
    """A captured window."""
    pixels = cv2.imread(str(REAL / name))
    assert pixels is not None, name
    return np.asarray(pixels, np.uint8)


def canvas(pixels: Pixels) -> Canvas:
    """The captured window as something that stands on the screen."""
    made = Canvas(pixels.shape[1], pixels.shape[0])
    made.pixels = pixels
    return made


def told(
    now: Canvas,
    good: Canvas,
    denied: Canvas | None = None,
    look: Canvas | None = None,
    window: WindowIdentity = IDENTITY,
) -> str:
    """What is recognised when the Screen was taught as `good` and the person denied `denied`."""
    pictures = {"good": good.pixels}
    known = ScreenKnowledge()
    if look is not None:
        pictures["look"] = look.pixels
        known = ScreenKnowledge((LearnedLook("look"),))
    if denied is not None:
        pictures["denied"] = denied.pixels
        known = ScreenKnowledge(known.looks, denied=(DeniedLook("denied", window),))
    screens = [Screen(id="main", name="Main", window=IDENTITY, signature=Signature(view="good"))]
    at: Window = window_at(20, 20, now)
    knowledge = Knowledge("w", screens={"main": known})
    screen, score = Eye(pictures.get).recognise(shown((at, now)), at, known_screens(screens, knowledge))
    assert (screen is None) == (score < 0.5)
    return "unknown" if screen is None else f"not {denied_of(screen)}" if denied_of(screen) else screen.id


def changed(pixels: Pixels) -> Pixels:
    """The same window a moment later: a line in it is selected."""
    later = pixels.copy()
    high = later.shape[0]
    later[high - 60 : high - 40] = later[high - 60 : high - 40] // 2 + 60
    return later


PAIRS = [
    ("xarchiver-main__base-669-379.png", "xarchiver-main__font0-669-379.png"),
    ("kcalc-main__base-54-105.png", "kcalc-main__base__reflow-313-207.png"),
    ("galculator-main__base-891-289.png", "galculator-main__dark-891-289.png"),
]


@pytest.mark.parametrize(("good", "wrong"), PAIRS)
def test_a_denied_look_is_not_taken_for_the_screen_again_while_the_good_look_still_is(good: str, wrong: str) -> None:
    right, other = canvas(photo(good)), canvas(photo(wrong))
    assert told(other, right) == "main", "without the person's word it is taken for it"
    assert told(other, right, denied=other) == "not main"
    assert told(canvas(changed(photo(wrong))), right, denied=other) == "not main", "a moment later, too"
    assert told(right, right, denied=other) == "main"
    assert told(canvas(changed(photo(good))), right, denied=other) == "main"


def test_the_very_picture_that_was_taught_is_denied_by_the_newer_word() -> None:
    assert told(GOOD, GOOD, denied=GOOD) == "not main"


def test_a_learned_look_that_is_nearer_keeps_its_screen() -> None:
    filled = form(("Quartz", "77", "Rome"), theme=DARK)
    assert told(filled, GOOD, denied=WRONG) == "not main"
    assert told(filled, GOOD, denied=WRONG, look=filled) == "main"


def test_what_is_none_of_both_stays_unknown_and_a_denied_picture_of_another_program_says_nothing() -> None:
    assert told(table(ROWS), GOOD, denied=WRONG) == "unknown"
    elsewhere = WindowIdentity(application="other", title="Invoice")
    assert told(WRONG, GOOD, denied=WRONG, window=elsewhere) == "main"


def test_a_denied_picture_that_is_gone_from_the_disk_says_nothing() -> None:
    screens = [Screen(id="main", name="Main", window=IDENTITY, signature=Signature(view="good"))]
    known = Knowledge("w", screens={"main": ScreenKnowledge(denied=(DeniedLook("lost", IDENTITY),))})
    at = window_at(20, 20, GOOD)
    screen, _ = Eye({"good": GOOD.pixels}.get).recognise(shown((at, GOOD)), at, known_screens(screens, known))
    assert screen is not None
    assert screen.id == "main"

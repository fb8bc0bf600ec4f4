"""Portraits of an element with its surroundings, and the network that compares them."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import pytest

from app.model.frame import Pixels
from app.model.geometry import Box
from app.vision.atoms import cut
from app.vision.gray import gray_of
from app.vision.pairing import pair
from app.vision.portrait import HIGH, WIDE, Portrait, Portraits
from app.vision.propose import Source, Spot
from app.vision.reference import learn
from app.vision.sameness import same_element
from tests.unit.vision.drawing import DARK, Canvas, form


def portrait(
    canvas: Canvas, place: Box, scale: float = 1.0, off: tuple[int, int] = (0, 0), name: str = "Save"
) -> Portrait:
    """The portrait of a place on this screen, looked for a few pixels off, when the form was taught in light."""
    taught = form()
    reference = learn(gray_of(taught.pixels), taught.places[name], taught.places[name].center)
    pairing = pair(reference, cut(gray_of(canvas.pixels)), scale)
    middle = np.asarray(place.center, np.float32) + np.asarray(off, np.float32)
    anchor = middle + scale * (reference.anchor - reference.press)
    return Portraits(pairing).at(Spot(middle, anchor, 1.0, Source.TEXT))


def likeness(one: Portrait) -> float:
    return float(cv2.matchTemplate(one.taught, one.seen, cv2.TM_CCOEFF_NORMED)[0, 0])


@pytest.mark.parametrize(
    "options",
    [{}, {"theme": DARK}, {"scale": 1.5}, {"theme": DARK, "scale": 2.0}],
    ids=["same", "dark", "150 %", "both"],
)
def test_the_portrait_of_the_same_element_is_nearly_the_same_in_another_look(options: dict[str, Any]) -> None:
    canvas = form(**options)
    assert likeness(portrait(canvas, canvas.places["Save"], options.get("scale", 1.0))) > 0.75


def test_a_place_that_is_a_few_pixels_off_is_set_right() -> None:
    canvas = form()
    assert likeness(portrait(canvas, canvas.places["Save"], off=(7, -5))) > 0.6


def test_a_weak_line_is_drawn_as_strongly_as_a_strong_one() -> None:
    def framed(contrast: int) -> Pixels:
        picture = np.full((120, 300), 40, np.uint8)
        cv2.rectangle(picture, (100, 40), (180, 70), 40 + contrast, 1)
        return picture

    place = Box(100, 40, 81, 31)
    reference = learn(framed(120), place, place.center)
    pairing = pair(reference, cut(framed(20)), 1.0)
    found = Portraits(pairing).at(Spot(reference.press, reference.anchor, 1.0, Source.FORECAST))
    assert likeness(found) > 0.95


def test_the_element_itself_is_marked_and_what_lies_beyond_the_picture_goes_on() -> None:
    canvas = form()
    found = portrait(canvas, Box(0, 0, 10, 10))
    assert {part.shape for part in found} == {(HIGH, WIDE)}
    ys, xs = np.nonzero(found.element)
    assert (np.ptp(xs) + 1, np.ptp(ys) + 1) == pytest.approx((84, 28), abs=2)


def test_the_network_knows_the_same_button_in_another_look_from_another_one() -> None:
    dark = form(theme=DARK, scale=1.25)
    same, other = (portrait(dark, dark.places[name], 1.25) for name in ("Save", "Cancel"))
    known, strange = same_element([same, other])
    assert known > 0.6 > 0.3 > strange


def test_nothing_to_compare_is_no_question() -> None:
    assert same_element([]) == []

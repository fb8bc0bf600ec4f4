"""The box under the pointer, by pixels alone."""

from __future__ import annotations

import numpy as np
import pytest

from app.model.geometry import Box, Point
from app.model.resources import resources_folder
from app.vision.element import around_point, element_box
from app.vision.element_shapes import shapes
from app.vision.element_signs import INPUTS, inputs
from app.vision.gray import gray_of
from app.vision.trees import read_forest
from tests.unit.vision.drawing import Canvas, form

CANVAS = form()
GRAY = gray_of(CANVAS.pixels)


def test_the_shipped_forest_asks_what_is_told() -> None:
    assert read_forest(resources_folder() / "vision" / "element.json").inputs == INPUTS


@pytest.mark.parametrize("name", ["Customer", "Save"])
def test_everything_proposed_lies_in_the_picture_and_near_the_point(name: str) -> None:
    around, area = around_point(GRAY, CANVAS.places[name].center)
    proposed = shapes(around)
    assert len(proposed) == len(set(proposed)) > 1
    for shape in proposed:
        assert Box(0, 0, area.w, area.h).encloses(shape.box)
        assert len(inputs(shape, around)) == len(INPUTS)
    assert any(shape.box.overlap(CANVAS.places[name].moved(-area.x, -area.y)) > 0.8 for shape in proposed)


def test_a_button_with_round_corners_is_its_frame() -> None:
    canvas = Canvas(400, 200)
    canvas.surface("Send", Box(120, 80, 110, 34))
    canvas.text("Send", 150, 101)
    for corner in (Point(120, 80), Point(229, 80), Point(120, 113), Point(229, 113)):
        canvas.pixels[corner.y, corner.x] = canvas.pixels[5, 5]
    assert element_box(gray_of(canvas.pixels), Point(175, 97)).overlap(canvas.places["Send"]) > 0.8


@pytest.mark.parametrize("point", [Point(0, 0), Point(-5, 9999), Point(1, 1)], ids=str)
def test_any_point_has_a_box_inside_the_picture(point: Point) -> None:
    box = element_box(GRAY, point)
    assert box.area > 0
    assert Box(0, 0, GRAY.shape[1], GRAY.shape[0]).encloses(box)


def test_a_picture_of_nothing_has_a_box_too() -> None:
    assert element_box(np.full((30, 40), 200, np.uint8), Point(20, 10)).area > 0
    assert element_box(np.full((4, 4), 200, np.uint8), Point(2, 2)).area > 0

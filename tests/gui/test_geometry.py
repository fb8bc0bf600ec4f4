"""Qt's logical coordinates ↔ physical pixels, both ways, on every layout."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF

from app.model.geometry import Box, Point
from app.ui.geometry import (
    ScreenSpec,
    box_to_logical,
    box_to_physical,
    local_to_physical,
    screen_of,
    screen_under,
    to_logical,
    to_physical,
)

SCALES = (1.0, 1.25, 1.5, 1.75, 2.0)
screens = st.builds(
    lambda x, y, w, h, scale: ScreenSpec(Point(x, y), w / scale, h / scale, scale),
    st.integers(-8000, 8000),
    st.integers(-8000, 8000),
    st.integers(640, 7680),
    st.integers(480, 4320),
    st.sampled_from(SCALES),
)


@given(screens, st.integers(0, 639), st.integers(0, 479))
def test_C4_a_physical_pixel_comes_back_from_the_logical_one(screen: ScreenSpec, dx: int, dy: int) -> None:
    point = screen.origin.moved(dx, dy)
    assert to_physical(to_logical(point, screen), screen) == point


@given(screens, st.integers(0, 500), st.integers(0, 400), st.integers(1, 600), st.integers(1, 400))
def test_a_box_comes_back_at_every_scale(screen: ScreenSpec, dx: int, dy: int, w: int, h: int) -> None:
    box = Box(screen.origin.x + dx, screen.origin.y + dy, w, h)
    assert box_to_physical(box_to_logical(box, screen), screen) == box


def test_C5_a_double_scale_display_doubles_the_distance_from_its_origin() -> None:
    screen = ScreenSpec(Point(0, 0), 960, 540, 2.0)
    assert to_physical(QPointF(480.5, 270), screen) == Point(961, 540)
    assert screen.box == Box(0, 0, 1920, 1080)


def test_C12_a_screen_left_of_the_first_has_negative_pixels() -> None:
    left = ScreenSpec(Point(-2560, -200), 1706.666, 960, 1.5)
    assert to_physical(QPointF(-2560 + 100, -200 + 50), left) == Point(-2410, -125)
    assert screen_of(Point(-1, 0), (left, ScreenSpec(Point(0, 0), 1920, 1080, 1.0))) == left


@pytest.mark.parametrize("scale", [1.25, 1.5, 2.0])
def test_F15_the_second_screen_starts_at_its_physical_origin(scale: float) -> None:
    first = ScreenSpec(Point(0, 0), 1920 / scale, 1080 / scale, scale)
    second = ScreenSpec(Point(1920, 0), 1280, 1024, 1.0)
    assert to_physical(QPointF(1930, 10), second) == Point(1930, 10)
    assert screen_of(Point(1930, 10), (first, second)) == second
    assert screen_under(QPointF(1930, 10), (first, second)) == second
    assert screen_under(QPointF(10, 10), (first, second)) == first


def test_a_place_in_the_hole_between_logical_screens_belongs_to_the_nearest() -> None:
    first = ScreenSpec(Point(0, 0), 1280, 720, 1.5)
    second = ScreenSpec(Point(1920, 0), 1280, 1024, 1.0)
    assert screen_under(QPointF(1300, 10), (first, second)) == first
    assert screen_under(QPointF(1900, 10), (first, second)) == second


def test_a_place_in_a_window_over_the_whole_screen_counts_from_the_screen() -> None:
    screen = ScreenSpec(Point(1920, 200), 853.333, 682.666, 1.5)
    assert local_to_physical(QPointF(10, 20), screen) == Point(1935, 230)
    assert box_to_logical(Box(1935, 230, 30, 15), screen) == QRectF(1930, 220, 20, 10)

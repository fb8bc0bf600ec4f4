"""Where the coach card stands."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.model.geometry import Box
from app.ui.card_place import place_card

monitors = st.builds(
    Box, st.integers(-4000, 4000), st.integers(-4000, 4000), st.integers(640, 3840), st.integers(480, 2160)
)
scales = st.sampled_from((1.0, 1.25, 1.5, 2.0))


@st.composite
def layouts(draw: st.DrawFn) -> tuple[Box, Box]:
    monitor = draw(monitors)
    w, h = draw(st.integers(1, monitor.w)), draw(st.integers(1, monitor.h))
    x = draw(st.integers(monitor.x - w // 2, monitor.right - w // 2))
    y = draw(st.integers(monitor.y - h // 2, monitor.bottom - h // 2))
    return monitor, Box(x, y, w, h)


def _room(monitor: Box, target: Box, width: int, height: int) -> bool:
    """Whether any free place exists: a free place lies in one of the four strips beside the target."""
    beside = max(target.x - monitor.x, monitor.right - target.right) >= width and monitor.h >= height
    over = max(target.y - monitor.y, monitor.bottom - target.bottom) >= height and monitor.w >= width
    return beside or over


@given(layouts(), st.integers(100, 600), st.integers(80, 500), scales)
def test_the_card_never_covers_the_target_where_there_is_room(
    layout: tuple[Box, Box], width: int, height: int, scale: float
) -> None:
    monitor, target = layout
    place = place_card(width, height, target, monitor, (), scale)
    card = Box(place.x, place.y, width, height)
    if _room(monitor, target, width, height):
        assert card.common(target) is None
        assert monitor.encloses(card)


@given(layouts(), st.integers(100, 400), st.integers(80, 300))
def test_the_card_stays_on_the_targets_monitor(layout: tuple[Box, Box], width: int, height: int) -> None:
    monitor, target = layout
    place = place_card(width, height, target, monitor)
    assert monitor.encloses(Box(place.x, place.y, width, height))


def test_the_card_leaves_a_runner_up_free_when_that_costs_nothing() -> None:
    monitor, target, other = Box(0, 0, 1920, 1080), Box(800, 500, 100, 40), Box(950, 480, 200, 100)
    place = place_card(380, 200, target, monitor, (other,))
    assert Box(place.x, place.y, 380, 200).common(other) is None


def test_without_a_target_the_card_stands_in_a_corner() -> None:
    monitor = Box(-1920, 0, 1920, 1080)
    place = place_card(380, 200, None, monitor)
    assert monitor.encloses(Box(place.x, place.y, 380, 200))


def test_the_card_stands_beside_the_whole_window_when_that_is_near() -> None:
    monitor, window, target = Box(0, 0, 1920, 1080), Box(300, 200, 330, 340), Box(370, 380, 60, 34)
    place = place_card(380, 200, target, monitor, window=window)
    assert Box(place.x, place.y, 380, 200).common(window) is None


def test_the_card_stays_near_the_target_in_a_large_window() -> None:
    monitor, window, target = Box(0, 0, 1920, 1080), Box(0, 0, 1920, 1080), Box(900, 500, 60, 34)
    place = place_card(380, 200, target, monitor, window=window)
    assert Box(place.x, place.y, 380, 200).center.distance(target.center) < 400

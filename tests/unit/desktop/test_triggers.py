"""Stop keys and corners."""

from __future__ import annotations

from app.desktop.monitors import corners
from app.desktop.record import Kind, Seen
from app.desktop.triggers import Corners, HeldKeys, StopKeys
from app.model.geometry import Box, Point

NAMES = {37: "ctrl", 105: "ctrl", 50: "shift", 96: "f12", 127: "pause", 38: "a"}


def _stop_keys() -> StopKeys:
    keys = StopKeys(("ctrl+shift+f12", "pause"))
    keys.learn(NAMES)
    return keys


def _press(keys: StopKeys, *codes: int) -> list[bool]:
    return [keys.see(Seen(Kind.KEY_DOWN, code, Point(0, 0))) for code in codes]


def test_a_combination_stops_in_any_order_and_on_either_side() -> None:
    assert _press(_stop_keys(), 37, 50, 96) == [False, False, True]
    assert _press(_stop_keys(), 50, 105, 96) == [False, False, True]
    assert _press(_stop_keys(), 127) == [True]


def test_part_of_a_combination_does_not() -> None:
    keys = _stop_keys()
    assert _press(keys, 37, 96) == [False, False]
    keys.see(Seen(Kind.KEY_UP, 37, Point(0, 0)))
    assert _press(keys, 50) == [False]


def test_other_keys_held_do_no_harm_and_do_not_stop_by_themselves() -> None:
    assert _press(_stop_keys(), 38, 37, 50, 96, 38) == [False, False, False, True, False]


def test_a_keyboard_without_the_keys_is_told() -> None:
    keys = _stop_keys()
    assert keys.on_keyboard()
    keys.learn({38: "a", 50: "shift"})
    assert not keys.on_keyboard()


def test_F41_what_the_robot_would_press_is_compared() -> None:
    keys = HeldKeys(("ctrl+shift+f12", "pause"))
    assert keys.contains(("Shift", "ctrl_r", "f12"))
    assert keys.contains(("pause",))
    assert not keys.contains(("ctrl", "f12"))


def test_C45_every_monitor_has_its_corners() -> None:
    found = corners((Box(0, 0, 100, 80), Box(100, -20, 50, 50)))
    assert {Point(0, 0), Point(99, 79), Point(100, -20), Point(149, 29)} <= found
    assert len(found) == 8


def test_C45_a_pointer_that_rests_in_a_corner_must_leave_first() -> None:
    rest = Corners()
    rest.arm(frozenset({Point(0, 0)}), Point(0, 0))
    assert not rest.see(Point(0, 0), ours=False)
    assert not rest.see(Point(5, 5), ours=False)
    assert rest.see(Point(0, 0), ours=False)


def test_C45_our_own_move_into_a_corner_is_no_push() -> None:
    free = Corners()
    free.arm(frozenset({Point(0, 0)}), Point(50, 50))
    assert not free.see(Point(0, 0), ours=True)
    assert not free.see(Point(0, 0), ours=False)

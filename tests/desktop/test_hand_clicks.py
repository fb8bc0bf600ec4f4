"""Clicks land where they should or nowhere: a witness tells what was really delivered."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from Xlib import X
from Xlib.display import Display

from app.desktop.hand import ActingHand
from app.desktop.virtual_display import VirtualDisplay
from app.model.action import ActionKind
from app.model.geometry import Box, Point
from app.model.suggestion import ActStatus
from tests.desktop.acting import Doing, running_hand
from tests.desktop.event_witness import EventWitness
from tests.desktop.person import Person
from tests.desktop.target import Target, nothing_is_pressed, wait_until

HERE = Box(300, 300, 400, 300)


@pytest.fixture
def hand(desktop: VirtualDisplay, person: Person, tmp_path: Path) -> Iterator[ActingHand]:
    with running_hand(tmp_path) as running:
        yield running


@pytest.fixture
def target(desktop: VirtualDisplay) -> Iterator[Target]:
    with Target(HERE) as window:
        yield window


def test_a_click_lands_on_the_point(hand: ActingHand, target: Target) -> None:
    point = target.box.origin.moved(37, 21)
    assert hand.perform(target.order(ActionKind.CLICK, point)).status is ActStatus.DONE
    assert target.presses() == ["press 1", "release 1"]
    assert {heard.point for heard in target.heard} == {point}


def test_nothing_moves_between_press_and_release_so_that_a_drop_down_list_stays_open(
    hand: ActingHand, target: Target, desktop: VirtualDisplay
) -> None:
    with EventWitness(desktop.name) as witness:
        assert hand.perform(target.order(ActionKind.CLICK)).status is ActStatus.DONE
    kinds = [event.kind for event in witness.events]
    assert kinds[kinds.index(X.ButtonPress) :] == [X.ButtonPress, X.ButtonRelease]


@pytest.mark.parametrize(
    ("action", "presses"),
    [
        (ActionKind.DOUBLE_CLICK, ["press 1", "release 1", "press 1", "release 1"]),
        (ActionKind.RIGHT_CLICK, ["press 3", "release 3"]),
    ],
)
def test_other_clicks(hand: ActingHand, target: Target, action: ActionKind, presses: list[str]) -> None:
    assert hand.perform(target.order(action)).status is ActStatus.DONE
    assert target.presses() == presses


def test_the_wheel_turns_notch_by_notch(hand: ActingHand, target: Target) -> None:
    assert hand.perform(target.order(ActionKind.SCROLL, clicks_y=2, clicks_x=-1)).status is ActStatus.DONE
    pressed = [what for what in target.presses() if what.startswith("press")]
    assert pressed == ["press 5", "press 5", "press 6"]


def test_a_drag_presses_at_one_end_and_releases_at_the_other(hand: ActingHand, target: Target) -> None:
    start, end = target.box.origin.moved(20, 20), target.box.origin.moved(250, 180)
    assert hand.perform(target.order(ActionKind.DRAG, start, to=end)).status is ActStatus.DONE
    assert target.presses() == ["press 1", "release 1"]
    assert [heard.point for heard in target.heard] == [start, end]
    assert nothing_is_pressed()


def test_F7_C52_a_window_on_top_is_not_clicked(hand: ActingHand, target: Target) -> None:
    order = target.order(ActionKind.CLICK)
    with Target(Box(400, 350, 200, 150), "Notification", framed=False) as cover:
        report = hand.perform(order)
        assert (report.status, report.reason) == (ActStatus.REFUSED, "COVERED_BY: Notification")
        assert cover.presses() == []
    assert target.presses() == []


def test_F7_a_popup_that_comes_at_any_moment_never_gets_the_click(hand: ActingHand, target: Target) -> None:
    for number in range(8):
        doing = Doing(hand, target.order(ActionKind.CLICK))
        threading.Event().wait(0.03 * number)
        with Target(Box(400, 350, 200, 150), "Late", framed=False) as cover:
            report = doing.report()
            # A release may follow a press that was delivered before the popup came; a press never lands on it.
            assert not [what for what in cover.presses() if what.startswith("press")]
            assert report.status in (ActStatus.DONE, ActStatus.REFUSED)


def test_F6_a_window_that_moved_is_not_clicked(hand: ActingHand, target: Target) -> None:
    order = target.order(ActionKind.CLICK)
    target.move(360, 340)
    wait_until(lambda: target.box != order.window_box)
    report = hand.perform(order)
    assert report.status is ActStatus.REFUSED
    assert report.reason.startswith("WINDOW_MOVED")
    assert target.presses() == []


def test_F6_a_window_that_moves_during_the_way_gets_no_click_elsewhere(hand: ActingHand, target: Target) -> None:
    for number in range(8):
        order = target.order(ActionKind.CLICK)
        before = len(target.presses())
        doing = Doing(hand, order)
        threading.Event().wait(0.025 * number)
        target.move(300 + 13 * (number + 1), 300)
        done = doing.report().status is ActStatus.DONE
        heard = target.presses()[before:]
        assert heard == (["press 1", "release 1"] if done else [])
        if done:
            assert target.heard[before].point == order.point


def test_F23_a_window_that_is_gone_is_told(hand: ActingHand, desktop: VirtualDisplay) -> None:
    with Target(HERE) as gone:
        order = gone.order(ActionKind.CLICK)
    report = hand.perform(order)
    assert report.status is ActStatus.REFUSED
    assert report.reason.startswith("WINDOW_GONE")


def test_F17_a_place_on_no_monitor_is_refused(hand: ActingHand, target: Target) -> None:
    report = hand.perform(target.order(ActionKind.CLICK, Point(-5, 5000)))
    assert (report.status, report.reason) == (ActStatus.REFUSED, "OFF_SCREEN: -5,5000 is on no monitor")


def test_a_menu_of_the_same_program_counts_as_its_window(hand: ActingHand, desktop: VirtualDisplay) -> None:
    with Target(HERE, stranger=False) as window:
        order = window.order(ActionKind.CLICK)
        with Target(Box(400, 350, 200, 150), "menu", framed=False, stranger=False) as menu:
            assert hand.perform(order).status is ActStatus.DONE
            assert hand.perform(menu.order(ActionKind.CLICK)).status is ActStatus.DONE
            assert menu.presses() == ["press 1", "release 1"] * 2
        assert window.presses() == []


def test_F18_the_logical_primary_button_is_pressed_with_swapped_buttons(hand: ActingHand, target: Target) -> None:
    display = Display()
    usual = list(display.get_pointer_mapping())
    display.set_pointer_mapping([3, 2, 1, *usual[3:]])
    try:
        assert hand.perform(target.order(ActionKind.CLICK)).status is ActStatus.DONE
        assert target.presses()[0] == "press 1"
    finally:
        display.set_pointer_mapping(usual)
        display.sync()
        display.close()


def test_a_key_combination_goes_to_the_focused_window_only(hand: ActingHand, target: Target) -> None:
    order = target.order(ActionKind.PRESS_KEYS, keys=("f5",))
    with Target(Box(900, 300, 200, 200), "Other") as other:
        other.focus()
        keyless = hand.perform(type(order)(**{**_fields(order), "point": None}))
        assert keyless.status is ActStatus.REFUSED
        assert keyless.reason.startswith("FOCUS_LOST")
        assert other.presses() == []


def test_the_hand_never_presses_its_own_stop_keys(hand: ActingHand, target: Target) -> None:
    target.focus()
    order = target.order(ActionKind.PRESS_KEYS, keys=("ctrl", "shift", "f12"))
    report = hand.perform(order)
    assert report.status is ActStatus.REFUSED
    assert report.reason.startswith("STOP_KEY")
    assert target.presses() == []


def test_an_unknown_key_is_told_before_anything_is_sent(hand: ActingHand, target: Target) -> None:
    report = hand.perform(target.order(ActionKind.PRESS_KEYS, keys=("ctrl", "nonsense")))
    assert report.reason == "CANNOT_TYPE: the key 'nonsense' is not on this keyboard"
    assert target.presses() == []


def _fields(order: object) -> dict[str, object]:
    return {name: getattr(order, name) for name in order.__dataclass_fields__}  # type: ignore[attr-defined]


def test_the_witness_itself_hears_a_foreign_click(target: Target, person: Person) -> None:
    """The tests above say that nothing was delivered; this one shows that they would have noticed."""
    person.click(*target.box.center)
    target.until(lambda: len(target.heard) == 2)

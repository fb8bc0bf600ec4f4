"""The listener hears the person and nobody else, keeps no key outside recording, and sets the stop at once."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.desktop.listener import InputListener
from app.desktop.own_events import OwnEvents
from app.desktop.virtual_display import VirtualDisplay
from app.model.action import ActionKind
from app.model.geometry import Box, Point
from app.model.input import Button, InputEvent, InputKind
from app.model.suggestion import ActStatus
from tests.desktop.acting import STOP_KEYS, running_hand
from tests.desktop.person import Person
from tests.desktop.target import Target, wait_until

OURS = Box(1500, 100, 200, 200)


@pytest.fixture
def own() -> OwnEvents:
    return OwnEvents()


@pytest.fixture
def stop() -> threading.Event:
    return threading.Event()


@pytest.fixture
def listener(desktop: VirtualDisplay, person: Person, own: OwnEvents, stop: threading.Event) -> Iterator[InputListener]:
    running = InputListener(STOP_KEYS, own, stop.set, OURS.contains, lambda moment: False)
    running.start()
    yield running
    running.close()


def test_clicks_wheel_and_keys_of_the_person_are_heard(listener: InputListener, person: Person) -> None:
    mark = listener.mark()
    person.click(400, 300)
    person.wheel(400, 300, -1)
    person.key("a")
    wait_until(lambda: len(listener.since(mark)) >= 5)
    press, release, scroll, down, up = listener.since(mark)
    assert (press.kind, press.point, press.button) == (InputKind.PRESS, Point(400, 300), Button.LEFT)
    assert (release.kind, scroll.kind, scroll.dy) == (InputKind.RELEASE, InputKind.SCROLL, 1)
    assert (down.kind, up.kind) == (InputKind.KEY_DOWN, InputKind.KEY_UP)
    assert listener.still_since() >= up.at > mark


def test_what_is_heard_late_has_the_time_and_the_order_in_which_it_happened(
    desktop: VirtualDisplay, person: Person
) -> None:
    busy, held_up = threading.Event(), threading.Event()

    def slow(point: Point) -> bool:
        held_up.set()
        busy.wait(5)
        return False

    late = InputListener(STOP_KEYS, OwnEvents(), lambda: None, slow, lambda moment: False)
    late.start()
    try:
        mark = late.mark()
        person.click(400, 300)
        person.key("a")
        done = time.monotonic()
        assert held_up.wait(5)
        threading.Event().wait(0.3)
        busy.set()
        wait_until(lambda: len(late.since(mark)) >= 4)
        events = late.since(mark)
        kinds = [InputKind.PRESS, InputKind.RELEASE, InputKind.KEY_DOWN, InputKind.KEY_UP]
        assert [event.kind for event in events] == kinds
        assert mark < events[0].at
        assert events[-1].at < done + 0.002
    finally:
        busy.set()
        late.close()


def test_F87_outside_recording_no_key_is_kept(listener: InputListener, person: Person) -> None:
    mark = listener.mark()
    person.type("Secret1")
    wait_until(lambda: len(listener.since(mark)) >= 14)
    assert {(event.key, event.char) for event in listener.since(mark)} == {("", "")}


def test_F87_of_an_awaited_chord_only_whether_it_was_pressed_is_known(listener: InputListener, person: Person) -> None:
    listener.await_chord(("ctrl", "s"))
    mark = listener.mark()
    person.key("ctrl+s", "ctrl+p", "x")
    wait_until(lambda: len(listener.since(mark)) >= 10)
    events = listener.since(mark)
    downs = [event.fits for event in events if event.kind is InputKind.KEY_DOWN]
    assert downs == [None, True, None, False, False]
    assert {(event.key, event.char) for event in events} == {("", "")}
    listener.await_chord(())
    mark = listener.mark()
    person.key("ctrl+s")
    wait_until(lambda: len(listener.since(mark)) >= 4)
    assert {event.fits for event in listener.since(mark)} == {None}


def test_F87_of_an_undo_only_that_it_was_one_is_known(listener: InputListener, person: Person) -> None:
    mark = listener.mark()
    person.key("ctrl+z", "ctrl+shift+z", "alt+BackSpace", "z")
    wait_until(lambda: len(listener.since(mark)) >= 16)
    events = listener.since(mark)
    assert [event.undo for event in events if event.kind is InputKind.KEY_DOWN].count(True) == 2
    assert {(event.key, event.char) for event in events} == {("", "")}


def test_while_recording_keys_have_names_and_characters(listener: InputListener, person: Person) -> None:
    heard: list[InputEvent] = []
    listener.recording = True
    end = listener.subscribe(heard.append)
    person.key("ctrl+s", "Return", "Next", "F8", "A", "space")
    wait_until(lambda: sum(event.kind is InputKind.KEY_UP for event in heard) >= 8)
    downs = [(event.key, event.char) for event in heard if event.kind is InputKind.KEY_DOWN]
    for known in [("ctrl", ""), ("s", "s"), ("enter", ""), ("page_down", ""), ("f8", ""), ("a", "A"), ("space", " ")]:
        assert known in downs
    end()
    person.key("b")
    wait_until(lambda: len(listener.since(heard[-1].at)) >= 2)
    assert not [event for event in heard if event.char == "b"]


def test_moves_count_as_not_being_still(listener: InputListener, person: Person) -> None:
    before = listener.still_since()
    mark = listener.mark()
    person.move(500, 510)
    wait_until(lambda: listener.still_since() > before)
    assert listener.since(mark) == ()


def test_events_on_our_own_windows_are_left_out(listener: InputListener, person: Person) -> None:
    mark = listener.mark()
    person.click(*OURS.center)
    person.click(400, 300)
    wait_until(lambda: len(listener.since(mark)) >= 2)
    assert {event.point for event in listener.since(mark)} == {Point(400, 300)}
    assert listener.still_since() >= mark


def test_C55_our_own_hand_is_not_heard(listener: InputListener, own: OwnEvents, person: Person, tmp_path: Path) -> None:
    with running_hand(tmp_path, own) as hand, Target(Box(300, 300, 300, 200)) as target:
        mark = listener.mark()
        for _ in range(3):
            assert hand.perform(target.order(ActionKind.CLICK)).status is ActStatus.DONE
            assert hand.perform(target.order(ActionKind.SCROLL, clicks_y=2)).status is ActStatus.DONE
            assert hand.perform(target.order(ActionKind.TYPE_TEXT, text="own é keys")).status is ActStatus.DONE
        threading.Event().wait(0.3)
        assert listener.since(mark) == ()
        assert listener.still_since() < mark
        # A click of the person right after an act is the person's.
        person.click(700, 700)
        wait_until(lambda: len(listener.since(mark)) >= 2)
        assert [event.point for event in listener.since(mark)] == [Point(700, 700)] * 2


@pytest.mark.parametrize("keys", ["Pause", "ctrl+shift+F12"])
def test_a_stop_key_sets_the_event(listener: InputListener, person: Person, stop: threading.Event, keys: str) -> None:
    person.key("F12")
    assert not stop.is_set()
    pressed = time.monotonic()
    person.key(keys)
    assert stop.wait(2)
    print(f"stop key to event: {(time.monotonic() - pressed) * 1000:.1f} ms, xdotool included")


def test_waiting_ends_with_the_event_the_deadline_or_cancel(listener: InputListener, person: Person) -> None:
    cancel = threading.Event()
    mark = listener.mark()
    assert not listener.wait(mark, time.monotonic() + 0.1, cancel)
    threading.Timer(0.1, person.click, (400, 300)).start()
    assert listener.wait(mark, time.monotonic() + 10, cancel)
    cancel.set()
    assert not listener.wait(listener.mark(), time.monotonic() + 10, cancel)


def test_a_changed_layout_is_followed(listener: InputListener, person: Person) -> None:
    listener.recording = True
    try:
        subprocess.run(["setxkbmap", "de"], check=True)
        threading.Event().wait(0.6)
        mark = listener.mark()
        person.key("z")
        wait_until(lambda: len(listener.since(mark)) >= 2)
        assert listener.since(mark)[0].char == "z"
        assert listener.alive()
    finally:
        subprocess.run(["setxkbmap", "us"], check=True)


@pytest.mark.parametrize(
    ("layout", "text"), [("de", "Grüße @ 7 €"), ("fr", "été à 12 €"), ("us -variant altgr-intl", "José ñ")]
)
def test_C54_characters_of_the_third_level_are_heard(
    listener: InputListener, person: Person, layout: str, text: str
) -> None:
    heard: list[InputEvent] = []
    listener.recording = True
    listener.subscribe(heard.append)
    try:
        subprocess.run(["setxkbmap", *layout.split()], check=True)
        person.type(text)
        wait_until(lambda: "".join(event.char for event in heard if event.kind is InputKind.KEY_DOWN) == text)
    finally:
        subprocess.run(["setxkbmap", "us"], check=True)


def test_C54_a_dead_key_is_heard_by_its_name(listener: InputListener, person: Person) -> None:
    heard: list[InputEvent] = []
    listener.recording = True
    listener.subscribe(heard.append)
    try:
        subprocess.run(["setxkbmap", "de"], check=True)
        person.key("dead_acute", "e")
        wait_until(lambda: len(heard) >= 4)
        downs = [(event.key, event.char) for event in heard if event.kind is InputKind.KEY_DOWN]
        assert downs == [("dead_acute", ""), ("e", "e")]
    finally:
        subprocess.run(["setxkbmap", "us"], check=True)


def test_F18_buttons_are_told_by_what_they_do(listener: InputListener, person: Person) -> None:
    from Xlib.display import Display

    display = Display()
    usual = list(display.get_pointer_mapping())
    try:
        display.set_pointer_mapping([3, 2, 1, *usual[3:]])
        threading.Event().wait(0.6)
        mark = listener.mark()
        person.click(400, 300, button=1)
        wait_until(lambda: len(listener.since(mark)) >= 2)
        assert listener.since(mark)[0].button is Button.RIGHT
    finally:
        display.set_pointer_mapping(usual)
        display.sync()
        display.close()

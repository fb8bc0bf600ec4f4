"""Grabbed keys do not reach the program beneath, refused ones are told, and all come back at once."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from Xlib import X
from Xlib.display import Display

from app.desktop.hot_keys import X11HotKeys
from app.desktop.virtual_display import VirtualDisplay
from app.model.geometry import Box
from tests.desktop.person import Person
from tests.desktop.target import Target, wait_until


@pytest.fixture
def hot_keys(desktop: VirtualDisplay, person: Person) -> Iterator[X11HotKeys]:
    keys = X11HotKeys(("ctrl+shift+f12", "pause"))
    yield keys
    keys.close()


def test_card_keys_do_not_reach_the_program_beneath(hot_keys: X11HotKeys, person: Person) -> None:
    heard: list[str] = []
    with Target(Box(300, 300, 300, 200)) as target:
        target.focus()
        assert hot_keys.grab({"f8": lambda: heard.append("f8"), "ctrl+2": lambda: heard.append("second")}) == ()
        person.key("F8", "ctrl+2")
        wait_until(lambda: heard == ["f8", "second"])
        keys = [what for what in target.presses() if what.startswith("key")]
        assert keys in ([], ["key 37"])  # the modifier alone is not grabbed
        hot_keys.release()
        person.key("F8")
        target.until(lambda: len(target.presses()) > len(keys))
        assert heard == ["f8", "second"]


def test_locks_make_no_difference(hot_keys: X11HotKeys, person: Person) -> None:
    heard: list[str] = []
    hot_keys.grab({"f9": lambda: heard.append("f9")})
    for lock in ("Num_Lock", "Caps_Lock"):
        person.key(lock, "F9", lock)
    wait_until(lambda: heard == ["f9", "f9"])


def test_a_key_that_another_program_has_is_refused(hot_keys: X11HotKeys, desktop: VirtualDisplay) -> None:
    other = Display()
    code = other.keysym_to_keycode(0xFFC3)  # F6
    other.screen().root.grab_key(code, 0, False, X.GrabModeAsync, X.GrabModeAsync)
    other.sync()
    try:
        assert hot_keys.grab({"f6": lambda: None, "f7": lambda: None, "nonsense": lambda: None}) == ("f6", "nonsense")
    finally:
        other.close()


def test_a_held_key_counts_once(hot_keys: X11HotKeys, desktop: VirtualDisplay) -> None:
    heard: list[int] = []
    hot_keys.grab({"f8": lambda: heard.append(1)})
    display = Display()
    code = display.keysym_to_keycode(0xFFC5)
    display.xtest_fake_input(X.KeyPress, code)
    display.sync()
    threading.Event().wait(1.2)  # the server repeats it from half a second on
    display.xtest_fake_input(X.KeyRelease, code)
    display.sync()
    display.close()
    assert heard == [1]


def test_C40_the_stop_key_test_reports_key_and_time(hot_keys: X11HotKeys, person: Person) -> None:
    heard: list[tuple[str, float]] = []
    assert hot_keys.problem() == ""
    hot_keys.test_stop(lambda keys, milliseconds: heard.append((keys, milliseconds)))
    person.key("F12", "Pause", "Pause")
    wait_until(lambda: bool(heard))
    assert len(heard) == 1
    assert heard[0][0] == "pause"
    assert 0 <= heard[0][1] < 1000


def test_after_a_change_the_test_waits_for_the_new_stop_key(hot_keys: X11HotKeys, person: Person) -> None:
    heard: list[str] = []
    hot_keys.test_stop(lambda keys, _: heard.append(keys))
    hot_keys.heed(("f4",))
    person.key("Pause")
    hot_keys.test_stop(lambda keys, _: heard.append(keys))
    person.key("Pause", "F4")
    wait_until(lambda: heard == ["f4"])


def test_without_a_usable_stop_key_it_says_so(desktop: VirtualDisplay) -> None:
    keys = X11HotKeys(("no_such_key",))
    assert keys.problem().startswith("NO_STOP_KEY")
    keys.close()

"""What is typed is what arrives: three layouts, three toolkits, and never a character where it should not go."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from Xlib import X
from Xlib.display import Display

from app.desktop import x11, xkb
from app.desktop.hand import ActingHand
from app.desktop.ping import Ping
from app.desktop.reins import Reins
from app.desktop.virtual_display import VirtualDisplay
from app.model.action import ActionKind
from app.model.geometry import Box
from app.model.suggestion import ActReport, ActStatus, Order
from tests.desktop.acting import Doing, running_hand
from tests.desktop.fields import Field, gtk_field, qt_field, terminal_field
from tests.desktop.person import Person
from tests.desktop.programs import Programs
from tests.desktop.target import Target, nothing_is_pressed, wait_until

TEXT = "Zoë @ #7 / ñ ß € 漢 ツ ^~`\"'|{}[]<>\\ ÉàÇ ŒŽ Ωж 1234,56"


@pytest.fixture
def hand(desktop: VirtualDisplay, person: Person, tmp_path: Path) -> Iterator[ActingHand]:
    with running_hand(tmp_path) as running:
        yield running


@pytest.fixture
def layout(desktop: VirtualDisplay) -> Iterator[Callable[[str], None]]:
    """Sets the keyboard layout for the test."""
    yield lambda name: _run("setxkbmap", name)
    _run("setxkbmap", "us")


@pytest.mark.parametrize("name", ["us", "de", "fr"])
@pytest.mark.parametrize("toolkit", [qt_field, gtk_field, terminal_field])
def test_F42_C54_every_character_arrives_on_every_layout(
    hand: ActingHand,
    programs: Programs,
    layout: Callable[[str], None],
    tmp_path: Path,
    toolkit: Callable[[Programs, Path], Field],
    name: str,
) -> None:
    layout(name)
    field = toolkit(programs, tmp_path)
    report = hand.perform(field.order(TEXT))
    assert (report.status, report.characters) == (ActStatus.DONE, len(TEXT))
    wait_until(lambda: field.content() == TEXT, 8)
    wait_until(_no_borrowed_keys, 8)


@pytest.mark.parametrize("toolkit", [qt_field, gtk_field])
def test_a_program_tells_when_it_has_taken_its_keys(
    desktop: VirtualDisplay, programs: Programs, tmp_path: Path, toolkit: Callable[[Programs, Path], Field]
) -> None:
    ping = Ping(Reins())
    try:
        assert ping.answered(toolkit(programs, tmp_path).window.handle)
    finally:
        x11.close(ping._display)


def test_more_foreign_characters_than_spare_keys(hand: ActingHand, programs: Programs, tmp_path: Path) -> None:
    field = qt_field(programs, tmp_path)
    text = "".join(chr(code) for code in range(0x0430, 0x0450)) + "αβγδ"
    assert hand.perform(field.order(text)).status is ActStatus.DONE
    wait_until(lambda: field.content() == text)


def test_replace_selects_the_old_text_first(hand: ActingHand, programs: Programs, tmp_path: Path) -> None:
    field = qt_field(programs, tmp_path)
    hand.perform(field.order("old text"))
    wait_until(lambda: field.content() == "old text")
    assert hand.perform(field.order("new", replace=True)).status is ActStatus.DONE
    wait_until(lambda: field.content() == "new")


def test_F45_caps_lock_changes_nothing_and_is_left_on(hand: ActingHand, programs: Programs, tmp_path: Path) -> None:
    field = qt_field(programs, tmp_path)
    display = Display()
    state = xkb.KeyboardState(display)
    state.lock(xkb.CAPS)
    display.sync()
    try:
        hand.perform(field.order("Aa Éé Zz"))
        wait_until(lambda: field.content() == "Aa Éé Zz")
        assert state.read().locked & xkb.CAPS
    finally:
        state.lock(0)
        display.sync()
        display.close()


SHIFT = 50


@pytest.mark.parametrize("action", [ActionKind.TYPE_TEXT, ActionKind.CLICK])
def test_a_held_shift_is_the_person(hand: ActingHand, desktop: VirtualDisplay, action: ActionKind) -> None:
    with closing(Display()) as display, Target(Box(300, 300, 300, 200)) as target:
        display.xtest_fake_input(X.KeyPress, SHIFT)
        display.sync()
        report = hand.perform(target.order(action, text="abc"))
        display.xtest_fake_input(X.KeyRelease, SHIFT)
        display.sync()
        assert (report.status, report.characters) == (ActStatus.TAKEN_OVER, 0)
        # The person's own Shift goes to the window when that has the focus already.
        assert [press for press in target.presses() if press != f"key {SHIFT}"] == []


@pytest.mark.parametrize("after", [0, 1, 7, 16, 30])
def test_F5_focus_stolen_while_typing(hand: ActingHand, desktop: VirtualDisplay, after: int) -> None:
    text = "abcdefgh" * 10
    with Target(Box(300, 300, 300, 200)) as target, Target(Box(900, 300, 300, 200), "Thief") as thief:
        target.focus()
        doing = Doing(hand, target.order(ActionKind.TYPE_TEXT, text=text))
        target.until(lambda: _keys(target) >= after)
        thief.focus()
        report = doing.report()
        if report.status is ActStatus.DONE:  # the click into the field came after the theft and took the focus back
            assert _keys(target) == len(text)
            return
        assert report.status is ActStatus.REFUSED
        assert report.reason.startswith("FOCUS_LOST: the keys would go to Thief")
        assert f"after {report.characters} of {len(text)} characters" in report.reason or report.characters == 0
        assert _keys(target) + _keys(thief) == report.characters
        assert report.pressed >= report.characters, "what was sent before the refusal is told"
        assert _keys(thief) <= 1  # the one that was on its way


def test_what_no_key_can_make_is_told_before_anything_is_typed(hand: ActingHand, desktop: VirtualDisplay) -> None:
    with Target(Box(300, 300, 300, 200)) as target:
        report = hand.perform(target.order(ActionKind.TYPE_TEXT, text="bell \x07", secret=True))
        assert report.status is ActStatus.REFUSED
        assert report.reason == "CANNOT_TYPE: a character of the secret is not on this keyboard"
        assert target.presses() == []


def test_F46_a_long_text_goes_by_the_clipboard_and_the_old_one_comes_back(
    hand: ActingHand, programs: Programs, tmp_path: Path
) -> None:
    field = gtk_field(programs, tmp_path)
    other = qt_field(programs, tmp_path)
    hand.perform(other.order("kept é"))
    _press(hand, other, "ctrl", "a")
    _press(hand, other, "ctrl", "c")
    text = "A long sentence with ñ and 漢. " * 20
    report = hand.perform(field.order(text))
    assert (report.status, report.characters) == (ActStatus.DONE, len(text))
    assert report.ended - report.started < len(text) * 0.01  # not key by key
    wait_until(lambda: field.content() == text.rstrip("\n"), 8)
    hand.perform(other.order("", replace=True))
    _press(hand, other, "ctrl", "v")
    wait_until(lambda: other.content().endswith("kept é"))


def test_F46_a_secret_is_never_on_the_clipboard(hand: ActingHand, desktop: VirtualDisplay) -> None:
    with Target(Box(300, 300, 300, 200)) as target, _OwnerWatch() as owners:
        report = hand.perform(target.order(ActionKind.TYPE_TEXT, text="x" * 450, secret=True))
        assert (report.status, report.characters) == (ActStatus.DONE, 450)
        assert _keys(target) == 450
        assert not owners.changed()


def test_a_terminal_gets_keys_never_a_paste(hand: ActingHand, programs: Programs, tmp_path: Path) -> None:
    field = terminal_field(programs, tmp_path)
    text = "\n".join(["0123456789" * 5] * 9)
    with _OwnerWatch() as owners:
        report = hand.perform(field.order(text))
        assert (report.status, report.characters) == (ActStatus.DONE, len(text))
        assert not owners.changed()
    wait_until(lambda: field.content() == text)
    refused = hand.perform(field.order("x", replace=True))
    assert refused.reason.startswith("CANNOT_TYPE: the content of a terminal")


class _OwnerWatch:
    """Says whether the clipboard got a new owner since the block began."""

    def __enter__(self) -> _OwnerWatch:
        self._display = Display()
        self._before = self._owner()
        return self

    def __exit__(self, *_: object) -> None:
        self._display.close()

    def changed(self) -> bool:
        return self._owner() != self._before

    def _owner(self) -> int:
        owner = self._display.get_selection_owner(self._display.get_atom("CLIPBOARD"))
        return int(getattr(owner, "id", owner))


def _press(hand: ActingHand, field: Field, *keys: str) -> ActReport:
    order = Order("k", ActionKind.PRESS_KEYS, None, field.window.handle, field.window.box, keys=keys)
    report = hand.perform(order)
    assert report.status is ActStatus.DONE, report
    return report


def _keys(target: Target) -> int:
    return sum(what.startswith("key") for what in target.presses())


def _no_borrowed_keys() -> bool:
    display = Display()
    try:
        symbols = {symbol for row in display.get_keyboard_mapping(8, 248) for symbol in row}
        return 0x1006F22 not in symbols and nothing_is_pressed()
    finally:
        x11.close(display)


def _run(*words: str) -> None:
    subprocess.run(words, check=True, timeout=20)

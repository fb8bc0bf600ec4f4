from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.action import ActionKind
from app.model.frame import Frame
from app.model.geometry import Box, Point
from app.model.input import Button, InputEvent, InputKind
from app.recording.acts import Act, Heard
from app.recording.moments import Moment, Moments
from app.recording.segment import Segmenter

EMPTY = Moment(Frame(np.zeros((2, 2, 4), np.uint8), Box(0, 0, 2, 2), 1, 0.0), (), None)


class Person:
    """Presses and types on a segmenter; time passes as told."""

    def __init__(self, hot_keys: tuple[str, ...] = ()) -> None:
        self.segmenter = Segmenter(hot_keys)
        self.now = 100.0
        self.acts: list[Act] = []

    def event(self, kind: InputKind, x: int = 0, y: int = 0, **more: object) -> None:
        event = InputEvent(kind, self.now, Point(x, y), **more)  # type: ignore[arg-type]
        self.acts += self.segmenter.feed(Heard(event, EMPTY, None))

    def click(self, x: int, y: int, button: Button = Button.LEFT, then: float = 1.0) -> None:
        self.drag(x, y, x, y, button, then)

    def drag(self, x: int, y: int, to_x: int, to_y: int, button: Button = Button.LEFT, then: float = 1.0) -> None:
        self.event(InputKind.PRESS, x, y, button=button)
        self.now += 0.05
        self.event(InputKind.RELEASE, to_x, to_y, button=button)
        self.wait(then)

    def wheel(self, dy: int, x: int = 50, y: int = 50) -> None:
        self.event(InputKind.SCROLL, x, y, dy=dy)
        self.wait(0.1)

    def key(self, *keys: str) -> None:
        """Press together, the last one may be a character."""
        for key in keys:
            char = key if len(key) == 1 else (" " if key == "space" else "")
            self.event(InputKind.KEY_DOWN, key=key, char=char)
        for key in reversed(keys):
            self.event(InputKind.KEY_UP, key=key)
        self.wait(0.05)

    def type(self, text: str) -> None:
        for char in text:
            self.key(char)

    def wait(self, seconds: float) -> None:
        self.now += seconds
        self.acts += self.segmenter.tick(self.now)

    def done(self) -> list[Act]:
        self.acts += self.segmenter.flush()
        return self.acts

    def kinds(self) -> list[ActionKind]:
        return [act.kind for act in self.done()]


def test_C29_keys_between_clicks_are_complete_and_in_order() -> None:
    person = Person()
    person.click(10, 10)
    person.type("abc")
    person.click(60, 60)
    person.type("de")
    person.key("enter")
    person.type("f")
    acts = person.done()
    assert [(act.kind, act.text or act.keys) for act in acts] == [
        (ActionKind.CLICK, ()),
        (ActionKind.TYPE_TEXT, "abc"),
        (ActionKind.CLICK, ()),
        (ActionKind.TYPE_TEXT, "de"),
        (ActionKind.PRESS_KEYS, ("enter",)),
        (ActionKind.TYPE_TEXT, "f"),
    ]


def test_two_quick_presses_are_a_double_click_and_two_slow_ones_are_two_clicks() -> None:
    quick, slow, apart = Person(), Person(), Person()
    quick.click(10, 10, then=0.1)
    quick.click(12, 11)
    assert quick.kinds() == [ActionKind.DOUBLE_CLICK]
    slow.click(10, 10, then=0.6)
    slow.click(10, 10)
    assert slow.kinds() == [ActionKind.CLICK, ActionKind.CLICK]
    apart.click(10, 10, then=0.1)
    apart.click(40, 10)
    assert apart.kinds() == [ActionKind.CLICK, ActionKind.CLICK]


def test_a_third_quick_press_is_a_click_of_its_own() -> None:
    person = Person()
    for _ in range(3):
        person.click(10, 10, then=0.1)
    assert person.kinds() == [ActionKind.DOUBLE_CLICK, ActionKind.CLICK]


def test_a_double_click_starts_with_its_first_press() -> None:
    person = Person()
    person.click(10, 10, then=0.1)
    person.click(10, 10)
    assert person.done()[0].started == 100.0


def test_a_shaky_click_is_a_click_and_a_long_way_is_a_drag() -> None:
    shaky, far = Person(), Person()
    shaky.drag(10, 10, 16, 14)
    far.drag(10, 10, 90, 40)
    assert shaky.kinds() == [ActionKind.CLICK]
    (drag,) = far.done()
    assert (drag.kind, drag.point, drag.to) == (ActionKind.DRAG, Point(10, 10), Point(90, 40))


def test_right_clicks_stay_and_the_middle_button_is_left_out() -> None:
    person = Person()
    person.click(10, 10, Button.RIGHT)
    person.click(10, 10, Button.MIDDLE)
    assert person.kinds() == [ActionKind.RIGHT_CLICK]


MODIFIERS = ("ctrl", "alt", "super", "shift")


@pytest.mark.parametrize("key", MODIFIERS)
def test_mouse_acts_with_a_held_key_are_left_out_and_those_after_it_stay(key: str) -> None:
    person = Person()
    person.event(InputKind.KEY_DOWN, key=key)
    person.click(10, 10)
    person.click(10, 10, Button.RIGHT)
    person.drag(10, 10, 90, 40)
    person.wheel(1)
    assert person.segmenter.left_out(InputEvent(InputKind.PRESS, person.now, Point(0, 0), Button.LEFT))
    person.event(InputKind.KEY_UP, key=key)
    assert person.done() == []
    person.click(60, 60)
    assert person.kinds() == [ActionKind.CLICK]


def test_a_key_held_at_the_end_of_a_drag_makes_it_another_one() -> None:
    person = Person()
    person.event(InputKind.PRESS, 10, 10, button=Button.LEFT)
    person.event(InputKind.KEY_DOWN, key="ctrl")
    person.event(InputKind.RELEASE, 90, 40, button=Button.LEFT)
    person.event(InputKind.KEY_UP, key="ctrl")
    assert person.done() == []


def test_a_click_before_one_with_a_held_key_is_complete() -> None:
    person = Person()
    person.click(10, 10, then=0.1)
    person.event(InputKind.KEY_DOWN, key="ctrl")
    person.click(10, 10)
    assert person.kinds() == [ActionKind.CLICK]


def test_a_click_after_capital_letters_and_commands_stays() -> None:
    person = Person()
    person.key("shift", "A")
    person.key("ctrl", "s")
    person.click(10, 10)
    assert person.kinds() == [ActionKind.TYPE_TEXT, ActionKind.PRESS_KEYS, ActionKind.CLICK]


def test_the_wheel_is_joined_until_it_rests_or_moves_away() -> None:
    person = Person()
    for _ in range(5):
        person.wheel(1)
    person.wheel(-2)
    person.wait(1.5)
    person.wheel(1, x=400)
    assert [act.clicks_y for act in person.done()] == [3, 1]


def test_a_wheel_turned_back_to_where_it_was_is_nothing() -> None:
    person = Person()
    person.wheel(2)
    person.wheel(-2)
    assert person.done() == []


def test_shift_makes_letters_and_control_makes_commands() -> None:
    person = Person()
    person.key("shift", "A")
    person.key("space")
    person.key("ctrl", "s")
    person.key("ctrl", "shift", "tab")
    person.key("alt", "f4")
    person.key("shift", "tab")
    acts = person.done()
    assert acts[0].text == "A "
    assert [act.keys for act in acts[1:]] == [
        ("ctrl", "s"),
        ("ctrl", "shift", "tab"),
        ("alt", "f4"),
        ("shift", "tab"),
    ]


@pytest.mark.parametrize("key", ["enter", "esc", "tab", "left", "down", "f5", "delete", "page_up"])
def test_keys_without_a_character_are_pressed(key: str) -> None:
    person = Person()
    person.key(key)
    (act,) = person.done()
    assert (act.kind, act.keys) == (ActionKind.PRESS_KEYS, (key,))


def test_altgr_writes_and_dead_keys_make_one_letter() -> None:
    person = Person()
    person.event(InputKind.KEY_DOWN, key="alt_gr")
    person.key("@")
    person.event(InputKind.KEY_UP, key="alt_gr")
    person.key("dead_diaeresis")
    person.key("e")
    (act,) = person.done()
    assert act.text == "@ë"


def test_backspace_edits_the_text_and_is_a_key_where_there_is_none() -> None:
    person = Person()
    person.type("abx")
    person.key("backspace")
    person.type("c")
    person.click(9, 9)
    person.key("backspace")
    acts = person.done()
    assert acts[0].text == "abc"
    assert acts[2].keys == ("backspace",)


def test_a_text_deleted_again_is_nothing() -> None:
    person = Person()
    person.type("ab")
    person.key("backspace")
    person.key("backspace")
    assert person.done() == []


def test_C30_hot_keys_of_the_recorder_are_left_out() -> None:
    person = Person(("ctrl+shift+f9", "pause"))
    person.key("ctrl", "shift", "f9")
    person.key("pause")
    person.key("ctrl", "f9")
    assert [act.keys for act in person.done()] == [("ctrl", "f9")]


def test_secret_and_plain_text_are_never_joined() -> None:
    person = Person()
    person.type("user")
    person.segmenter.secret = True
    person.type("geheim")
    person.wait(30)
    assert [(act.text, act.secret) for act in person.done()] == [("user", False), ("geheim", True)]
    assert "geheim" not in repr(person.acts)


def test_a_rest_ends_a_text() -> None:
    person = Person()
    person.type("ab")
    person.wait(3)
    assert [act.text for act in person.acts] == ["ab"]


def test_a_release_without_its_press_is_nothing() -> None:
    person = Person()
    person.event(InputKind.RELEASE, 5, 5, button=Button.LEFT)
    assert person.done() == []


@given(st.text(alphabet=st.characters(categories=("L", "N", "P")), max_size=40))
def test_what_is_typed_is_what_is_kept(text: str) -> None:
    person = Person()
    person.type(text)
    assert "".join(act.text for act in person.done()) == text


def test_C37_the_picture_is_the_newest_one_from_before_the_press() -> None:
    moments = Moments()
    for taken in (1.0, 1.1, 1.2):
        moments.add(Moment(Frame(EMPTY.frame.pixels, EMPTY.frame.region, 1, taken), (), None))
    assert moments.before(1.15).frame.taken == 1.1
    assert moments.before(9.0).frame.taken == 1.2
    assert moments.before(0.5).frame.taken == 1.0


def test_a_picture_whose_windows_were_known_only_after_the_event_is_not_from_before_it() -> None:
    moments = Moments()
    for taken, known in ((1.0, 1.01), (1.1, 1.3)):
        moments.add(Moment(Frame(EMPTY.frame.pixels, EMPTY.frame.region, 1, taken), (), None, known))
    assert moments.before(1.2).frame.taken == 1.0
    assert moments.before(1.4).frame.taken == 1.1

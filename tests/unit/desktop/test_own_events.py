"""What the hand says it sent is crossed off what the listener heard."""

from __future__ import annotations

import pytest

from app.desktop.own_events import OwnEvents
from app.desktop.wire import Sent, SentButton
from app.model.geometry import Point
from app.model.input import Button, InputEvent, InputKind

HERE, THERE = Point(10, 10), Point(400, 400)
CLICK = Sent(buttons=(SentButton(True, 1, HERE), SentButton(False, 1, HERE)), last=HERE)


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def persons() -> list[InputEvent]:
    return []


@pytest.fixture
def own(clock: Clock, persons: list[InputEvent]) -> OwnEvents:
    events = OwnEvents(clock)
    events.subscribe(persons.append)
    return events


def event(
    kind: InputKind, point: Point = HERE, button: Button | None = Button.LEFT, at: float = Clock.now
) -> InputEvent:
    return InputEvent(kind, at, point, button)


def test_without_an_act_everything_is_the_persons(own: OwnEvents, persons: list[InputEvent]) -> None:
    own.take(event(InputKind.PRESS))
    assert len(persons) == 1


def test_C55_the_hands_click_is_left_out_heard_early_or_late(own: OwnEvents, persons: list[InputEvent]) -> None:
    own.begin()
    own.take(event(InputKind.PRESS))
    own.end(CLICK, taken_over=False)
    own.take(event(InputKind.RELEASE))
    assert persons == []


def test_each_event_is_crossed_off_once(own: OwnEvents, persons: list[InputEvent]) -> None:
    own.begin()
    own.end(CLICK, taken_over=False)
    own.take(event(InputKind.PRESS))
    own.take(event(InputKind.PRESS))
    assert len(persons) == 1


def test_a_click_elsewhere_or_with_another_button_is_the_persons(own: OwnEvents, persons: list[InputEvent]) -> None:
    own.begin()
    own.end(CLICK, taken_over=False)
    own.take(event(InputKind.PRESS, THERE))
    own.take(event(InputKind.PRESS, HERE, Button.RIGHT))
    assert len(persons) == 2


def test_keys_are_counted_not_named(own: OwnEvents, persons: list[InputEvent]) -> None:
    own.begin()
    for _ in range(3):
        own.take(event(InputKind.KEY_DOWN, button=None))
    own.end(Sent(keys_down=2, keys_up=2), taken_over=True)
    assert [one.kind for one in persons] == [InputKind.KEY_DOWN]


def test_the_way_of_the_pointer_is_the_persons_only_when_they_took_over(
    own: OwnEvents, persons: list[InputEvent]
) -> None:
    own.begin()
    own.take(event(InputKind.MOVE, THERE))
    own.end(CLICK, taken_over=False)
    assert persons == []
    own.begin()
    own.take(event(InputKind.MOVE, THERE))
    own.end(CLICK, taken_over=True)
    assert len(persons) == 1


def test_after_a_while_nothing_is_expected_any_more(own: OwnEvents, persons: list[InputEvent], clock: Clock) -> None:
    own.begin()
    own.end(CLICK, taken_over=False)
    clock.now += 5
    own.take(event(InputKind.PRESS, at=clock.now))
    assert len(persons) == 1


def test_the_hands_click_is_known_however_late_it_is_heard(
    own: OwnEvents, persons: list[InputEvent], clock: Clock
) -> None:
    own.begin()
    own.end(CLICK, taken_over=False)
    clock.now += 60
    own.take(event(InputKind.PRESS))
    assert persons == []


def test_what_the_person_did_before_the_act_is_theirs_though_it_is_heard_in_it(
    own: OwnEvents, persons: list[InputEvent], clock: Clock
) -> None:
    own.begin()
    own.take(event(InputKind.PRESS, at=clock.now - 0.1))
    own.take(event(InputKind.PRESS))
    assert [one.at for one in persons] == [clock.now - 0.1]
    own.end(CLICK, taken_over=False)
    assert len(persons) == 1

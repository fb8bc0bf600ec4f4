"""What a decision says about the suggested target; the table row by row, and what must never label."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.learning.labels import (
    SEEN_LONG_ENOUGH,
    Click,
    Event,
    Happening,
    Judgement,
    Said,
    asks_why,
    judged,
    label_of,
    rated_run,
)
from app.model.action import Params
from app.model.decision import (
    Accept,
    ByHand,
    Change,
    Confirm,
    Correct,
    Pointed,
    Reject,
    RejectReason,
    RejectThen,
    Skip,
    WaitMore,
)
from app.model.geometry import Point
from app.model.modes import Label, LabelSource, VerifyResult

RIGHT, WRONG = Label.RIGHT, Label.WRONG
COACHED, WATCHED, BLIND = LabelSource.COACHED, LabelSource.WATCHED, LabelSource.BLIND
AUTO, REPLAY = LabelSource.AUTO, LabelSource.REPLAY
SUCCESS, DEGRADED = VerifyResult.SUCCESS, VerifyResult.DEGRADED
FAILED, TIMEOUT = VerifyResult.FAILED, VerifyResult.TIMEOUT

HAPPENINGS = st.builds(
    Happening,
    st.sampled_from(Event),
    st.floats(0, 600),
    st.booleans(),
    st.none() | st.sampled_from(VerifyResult),
    st.sampled_from(Click),
    st.sampled_from(Said),
    st.booleans(),
    st.booleans(),
)
MUTE = (Event.TIMEOUT, Event.CLOSED, Event.STOP, Event.SKIP, Event.ERROR, Event.CRASH)


def accepted(seconds: float, verified: VerifyResult | None, said: Said = Said.NOTHING) -> Happening:
    return Happening(Event.ACCEPT, seconds, verified is not None, verified, said=said)


def alone(verified: VerifyResult, said: Said = Said.NOTHING, undone: bool = False) -> Happening:
    return Happening(Event.ALONE, done=True, verified=verified, said=said, undone=undone)


def clicked(event: Event, click: Click) -> Happening:
    return Happening(event, click=click)


def keys(event: Event, click: Click, verified: VerifyResult | None) -> Happening:
    return Happening(event, click=click, verified=verified, has_place=False)


TABLE: list[tuple[Happening, Label, LabelSource | None]] = [
    # The person is watched, or does it by hand.
    (clicked(Event.WATCHED, Click.INSIDE), RIGHT, WATCHED),
    (clicked(Event.WATCHED, Click.OUTSIDE), WRONG, WATCHED),
    (clicked(Event.WATCHED, Click.UNSEEN), Label.NONE, None),
    (clicked(Event.BY_HAND, Click.INSIDE), RIGHT, WATCHED),
    (clicked(Event.BY_HAND, Click.OUTSIDE), WRONG, WATCHED),
    (clicked(Event.BY_HAND, Click.UNSEEN), Label.NONE, None),
    # Blind audit: point at it without seeing ours.
    (clicked(Event.AUDIT, Click.INSIDE), RIGHT, BLIND),
    (clicked(Event.AUDIT, Click.OUTSIDE), WRONG, BLIND),
    # A yes.
    (accepted(SEEN_LONG_ENOUGH, SUCCESS), RIGHT, COACHED),
    (accepted(0.59, SUCCESS), Label.NONE, None),
    (accepted(5, None), Label.NONE, None),
    (accepted(5, FAILED, Said.WRONG_PLACE), WRONG, COACHED),
    (accepted(5, FAILED, Said.SOMETHING_ELSE), Label.NONE, None),
    (accepted(5, FAILED, Said.NOTHING), Label.NONE, None),
    (accepted(5, TIMEOUT, Said.WRONG_PLACE), WRONG, COACHED),
    (accepted(5, DEGRADED), Label.NONE, None),
    # A correction.
    (Happening(Event.CORRECT_PLACE, 5), WRONG, COACHED),
    (Happening(Event.CORRECT_OTHER, 5), Label.NONE, None),
    # A no, with its reason.
    (Happening(Event.REJECT, 5, said=Said.WRONG_PLACE), WRONG, COACHED),
    (Happening(Event.REJECT, 5, said=Said.SOMETHING_ELSE), Label.NONE, None),
    (Happening(Event.REJECT, 5, said=Said.NOTHING), WRONG, COACHED),
    # Nobody said anything about the target.
    *((Happening(event, 5, True, SUCCESS, Click.INSIDE, Said.WRONG_PLACE), Label.NONE, None) for event in MUTE),
    # Rated afterwards.
    (Happening(Event.RATED_BAD, said=Said.WRONG_PLACE), WRONG, COACHED),
    (Happening(Event.RATED_BAD, said=Said.SOMETHING_ELSE), Label.NONE, None),
    (Happening(Event.RATED_BAD, said=Said.NOTHING), Label.NONE, None),
    (Happening(Event.RATED_GOOD), Label.NONE, None),
    # Steps without a place.
    (keys(Event.WATCHED, Click.INSIDE, SUCCESS), RIGHT, WATCHED),
    (keys(Event.WATCHED, Click.INSIDE, FAILED), Label.NONE, None),
    (keys(Event.BY_HAND, Click.INSIDE, None), Label.NONE, None),
    (keys(Event.WATCHED, Click.OUTSIDE, SUCCESS), WRONG, WATCHED),
    # The robot acted alone.
    (alone(SUCCESS), RIGHT, AUTO),
    (alone(FAILED, Said.WRONG_PLACE), WRONG, AUTO),
    (alone(FAILED, Said.SOMETHING_ELSE), Label.NONE, None),
    (alone(FAILED, Said.NOTHING), WRONG, AUTO),
    (alone(SUCCESS, Said.WRONG_PLACE, undone=True), WRONG, AUTO),
    (alone(SUCCESS, Said.SOMETHING_ELSE, undone=True), Label.NONE, None),
    (alone(SUCCESS, Said.NOTHING, undone=True), WRONG, AUTO),
    (Happening(Event.ALONE), Label.NONE, None),
    # A stored picture of another run whose true place a person had shown.
    (clicked(Event.REPLAY, Click.INSIDE), RIGHT, REPLAY),
    (clicked(Event.REPLAY, Click.OUTSIDE), WRONG, REPLAY),
    (clicked(Event.REPLAY, Click.UNSEEN), Label.NONE, None),
]


@pytest.mark.parametrize(("happened", "label", "source"), TABLE)
def test_every_row_of_the_table(happened: Happening, label: Label, source: LabelSource | None) -> None:
    expected = Judgement(label, source, happened.event) if source else None
    assert judged(happened) == expected


def test_the_table_speaks_of_every_event() -> None:
    assert {happened.event for happened, _, _ in TABLE} == set(Event)


@given(HAPPENINGS, st.sampled_from(MUTE))
def test_F25_F28_silence_stop_skip_and_crash_never_label(happened: Happening, event: Event) -> None:
    mute = Happening(event, happened.seconds, happened.done, happened.verified, happened.click, happened.said)
    assert judged(mute) is None
    assert not asks_why(mute)


@given(
    st.floats(0, SEEN_LONG_ENOUGH, exclude_max=True), st.none() | st.sampled_from(VerifyResult), st.sampled_from(Said)
)
def test_F31_a_yes_faster_than_a_look_gives_no_label(seconds: float, verified: VerifyResult | None, said: Said) -> None:
    assert judged(accepted(seconds, verified, said)) is None


@given(HAPPENINGS)
def test_a_right_is_always_something_that_was_seen(happened: Happening) -> None:
    found = judged(happened)
    if found and found.label is RIGHT:
        assert happened.proved or happened.click is Click.INSIDE
    assert found is None or found.label is not Label.NONE


@given(HAPPENINGS)
def test_the_reason_is_asked_exactly_where_it_decides(happened: Happening) -> None:
    said = {judged(_saying(happened, each)) for each in Said}
    assert asks_why(happened) == (len(said) > 1)


@given(st.lists(HAPPENINGS, max_size=30))
def test_invariant_15_there_are_no_more_labels_than_decisions(happenings: list[Happening]) -> None:
    labels = [found for happened in happenings if (found := judged(happened))]
    assert len(labels) <= len(happenings)


def _saying(happened: Happening, said: Said) -> Happening:
    return Happening(
        happened.event,
        happened.seconds,
        happened.done,
        happened.verified,
        happened.click,
        said,
        happened.undone,
        happened.has_place,
    )


MOVED = Correct(Change(pointed=Pointed(Point(1, 2))))
RETYPED = Correct(Change(params=Params(text="x")))
ANSWERS = [
    (Accept(), SUCCESS, RIGHT),
    (Accept(), FAILED, Label.NONE),
    (Accept(), None, Label.NONE),
    (MOVED, None, WRONG),
    (Correct(Change(candidate=2)), None, WRONG),
    (RETYPED, SUCCESS, Label.NONE),
    (Reject(RejectThen.SKIP, RejectReason.WRONG_PLACE), None, WRONG),
    (Reject(RejectThen.STOP, RejectReason.NOT_NOW), None, Label.NONE),
    (Reject(RejectThen.STOP), None, WRONG),
    (ByHand(), SUCCESS, Label.NONE),
    (Skip(), None, Label.NONE),
    (WaitMore(), None, Label.NONE),
    (Confirm(), SUCCESS, Label.NONE),
]


@pytest.mark.parametrize(("answer", "verified", "label"), ANSWERS)
def test_an_answer_is_described_as_what_it_is(answer: Accept, verified: VerifyResult | None, label: Label) -> None:
    assert label_of(answer, 5.0, verified) is label


def test_a_rating_of_a_run_moves_its_visible_confidence_and_labels_nothing() -> None:
    assert [rated_run(stars).confidence for stars in range(1, 6)] == [-0.15, -0.15, 0.0, 0.1, 0.1]
    assert [rated_run(stars).withhold for stars in range(1, 6)] == [True, True, False, False, False]
    assert [rated_run(stars).practise for stars in range(1, 6)] == [True, True, False, False, False]

"""From what happened to a label: what was observed about the suggested target, and nothing more.

One total function over a closed description; silence, stop, skip, time-out, errors and crashes never label.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.model.decision import (
    Accept,
    Answer,
    ByHand,
    Change,
    Confirm,
    Correct,
    Explain,
    Recover,
    Reject,
    RejectReason,
    Skip,
    WaitMore,
)
from app.model.modes import Label, LabelSource, VerifyResult

SEEN_LONG_ENOUGH = 0.6
"""Seconds a Suggestion must have been visible before an ACCEPT says anything (F31)."""

FAST_IN_A_ROW = 5
"""So many yeses in a row that were too fast to count, and the person is told once."""


class Event(StrEnum):
    """What happened to one Suggestion (or to one prediction that was never shown)."""

    ACCEPT = "accept"
    CORRECT_PLACE = "correct"
    CORRECT_OTHER = "correct_other"
    REJECT = "reject"
    BY_HAND = "by hand"
    SKIP = "skip"
    WATCHED = "watched"
    AUDIT = "audit"
    ALONE = "automatic"
    REPLAY = "replay"
    RATED_BAD = "rated_bad"
    RATED_GOOD = "rated_good"
    TIMEOUT = "timeout"
    CLOSED = "closed"
    STOP = "stop"
    ERROR = "error"
    CRASH = "crash"


class Click(StrEnum):
    """Where the person acted (or where a replay found the target), against the predicted box with its slack.

    For a step without a place, INSIDE is the same keys in the same window next, OUTSIDE other ones.
    """

    INSIDE = "inside"
    OUTSIDE = "outside"
    UNSEEN = "unseen"


class Said(StrEnum):
    """The answer to the one-click question why; only WRONG_PLACE says anything about the target."""

    WRONG_PLACE = "wrong_place"
    SOMETHING_ELSE = "something_else"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Happening:
    """A closed description: the event, how long it was shown (seconds), whether the act was done and what the verifier
    saw, where the person's click was seen, what was said when asked why, and whether the person undid or stopped it.

    has_place: the action has a target; without one only a verified result can be RIGHT.
    """

    event: Event
    seconds: float = 0.0
    done: bool = False
    verified: VerifyResult | None = None
    click: Click = Click.UNSEEN
    said: Said = Said.NOTHING
    undone: bool = False
    has_place: bool = True

    @property
    def proved(self) -> bool:
        """Whether it was done and the verifier saw the result."""
        return self.done and self.verified is VerifyResult.SUCCESS


@dataclass(frozen=True, slots=True)
class Judgement:
    """A label and where it comes from; `why` is the word under which the evidence is kept."""

    label: Label
    source: LabelSource
    why: Event


def judged(happened: Happening) -> Judgement | None:
    """The label of what happened, None when it says nothing about the suggested target."""
    source = _source(happened.event)
    label = _label(happened)
    return Judgement(label, source, happened.event) if source and label is not Label.NONE else None


def asks_why(happened: Happening) -> bool:
    """Whether the person is asked for the reason, once and with one click, because the label depends on it."""
    match happened.event:
        case Event.REJECT | Event.RATED_BAD:
            return True
        case Event.ACCEPT:
            return happened.done and not happened.proved and happened.seconds >= SEEN_LONG_ENOUGH
        case Event.ALONE:
            return happened.done and (not happened.proved or happened.undone)
        case _:
            return False


def _source(event: Event) -> LabelSource | None:
    match event:
        case Event.ACCEPT | Event.CORRECT_PLACE | Event.REJECT | Event.RATED_BAD:
            return LabelSource.COACHED
        case Event.WATCHED | Event.BY_HAND:
            return LabelSource.WATCHED
        case Event.AUDIT:
            return LabelSource.BLIND
        case Event.ALONE:
            return LabelSource.AUTO
        case Event.REPLAY:
            return LabelSource.REPLAY
        case Event.CORRECT_OTHER | Event.SKIP | Event.RATED_GOOD:
            return None
        case Event.TIMEOUT | Event.CLOSED | Event.STOP | Event.ERROR | Event.CRASH:
            return None


def _label(happened: Happening) -> Label:
    match happened.event:
        case Event.ACCEPT:
            return _of_accept(happened)
        case Event.CORRECT_PLACE:
            return Label.WRONG
        case Event.REJECT:
            return Label.NONE if happened.said is Said.SOMETHING_ELSE else Label.WRONG
        case Event.ALONE:
            return _of_act_alone(happened)
        case Event.RATED_BAD:
            return Label.WRONG if happened.said is Said.WRONG_PLACE else Label.NONE
        case Event.WATCHED | Event.AUDIT | Event.BY_HAND | Event.REPLAY:
            return _of_click(happened)
        case (
            Event.CORRECT_OTHER
            | Event.SKIP
            | Event.RATED_GOOD
            | Event.TIMEOUT
            | Event.CLOSED
            | Event.STOP
            | Event.ERROR
            | Event.CRASH
        ):
            return Label.NONE


def _of_accept(happened: Happening) -> Label:
    """A yes given before the picture can have been looked at says nothing; nor does an act that was not done."""
    if happened.seconds < SEEN_LONG_ENOUGH or not happened.done:
        return Label.NONE
    if happened.proved:
        return Label.RIGHT
    return Label.WRONG if happened.said is Said.WRONG_PLACE else Label.NONE


def _of_act_alone(happened: Happening) -> Label:
    if not happened.done:
        return Label.NONE
    if happened.proved and not happened.undone:
        return Label.RIGHT
    return Label.NONE if happened.said is Said.SOMETHING_ELSE else Label.WRONG


def _of_click(happened: Happening) -> Label:
    match happened.click:
        case Click.INSIDE:
            proved = happened.has_place or happened.verified is VerifyResult.SUCCESS
            return Label.RIGHT if proved else Label.NONE
        case Click.OUTSIDE:
            return Label.WRONG
        case Click.UNSEEN:
            return Label.NONE


def answered(answer: Answer, seconds: float, verified: VerifyResult | None) -> Happening | None:
    """What an answer to a question is, `seconds` after it was shown; None for answers that decide nothing.

    `verified` is None when nothing was executed. Where the person's own hand acted is not known here.
    """
    match answer:
        case Accept():
            return Happening(Event.ACCEPT, seconds, done=verified is not None, verified=verified)
        case Correct(change=change):
            return Happening(_of_change(change), seconds)
        case Reject(reason=reason):
            return Happening(Event.REJECT, seconds, said=_said(reason))
        case ByHand():
            return Happening(Event.BY_HAND, seconds)
        case Skip():
            return Happening(Event.SKIP, seconds)
        case WaitMore() | Confirm() | Explain() | Recover():
            return None


def _of_change(change: Change) -> Event:
    return Event.CORRECT_PLACE if change.moves_target else Event.CORRECT_OTHER


def _said(reason: RejectReason | None) -> Said:
    match reason:
        case RejectReason.WRONG_PLACE:
            return Said.WRONG_PLACE
        case RejectReason.NOT_NOW:
            return Said.SOMETHING_ELSE
        case None:
            return Said.NOTHING


def label_of(answer: Answer, seconds: float, verified: VerifyResult | None) -> Label:
    """The label an answer gives the suggested target."""
    happened = answered(answer, seconds, verified)
    found = judged(happened) if happened else None
    return found.label if found else Label.NONE


@dataclass(frozen=True, slots=True)
class RunRated:
    """What a rating of a whole run changes: the workflow's visible confidence, never a Permission.

    withhold: no promotion is offered now. practise: the run is worth going through again in the practice room.
    """

    confidence: float = 0.0
    withhold: bool = False
    practise: bool = False


def rated_run(rating: int) -> RunRated:
    """What one to five stars for a run change."""
    if rating <= 2:
        return RunRated(-0.15, withhold=True, practise=True)
    return RunRated(0.1) if rating >= 4 else RunRated()

"""The person's answers, and what they change."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from app.model.action import ActionKind, Params
from app.model.advice import RecoveryAct
from app.model.geometry import Box, Point
from app.model.proof import Proof
from app.model.target import Target
from app.model.workflow import Expect


class DecisionKind(StrEnum):
    """The closed set of decisions on one Suggestion."""

    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"
    EXECUTE_MANUAL = "execute_manual"
    SKIP = "skip"


class Keep(StrEnum):
    """How long a correction lasts: this time only, from now on, or as one more look beside the old; SEEN is no
    correction but a look that was new when the person said yes to the place."""

    ONCE = "once"
    ALWAYS = "always"
    LOOK = "look"
    SEEN = "seen"


class RejectThen(StrEnum):
    """What happens after a rejection."""

    SKIP = "skip"
    STOP = "stop"


class RejectReason(StrEnum):
    """Why it was rejected; only WRONG_PLACE says anything about the target."""

    WRONG_PLACE = "wrong_place"
    NOT_NOW = "not_now"


@dataclass(frozen=True, slots=True)
class Note:
    """What the person adds to an answer: a comment, a rating 1 to 5, and whether the step may act alone from now on."""

    comment: str = ""
    rating: int | None = None
    vouch: bool = False


@dataclass(frozen=True, slots=True)
class Pointed:
    """A place shown by the person: point and optional own box in physical pixels, on the frame with this number.

    by_surroundings: the place is to be known by what stands around it, not by its own look.
    """

    point: Point
    box: Box | None = None
    frame: int | None = None
    by_surroundings: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What a CORRECT changes; everything left None stays. `candidate` is 1 for the best place, 2 for the runner-up."""

    pointed: Pointed | None = None
    candidate: int | None = None
    action: ActionKind | None = None
    params: Params | None = None
    wait_before: float | None = None
    wait_after: float | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing would change, which is no correction."""
        return self == Change()

    @property
    def moves_target(self) -> bool:
        """Whether it says that the suggested place was wrong."""
        return self.pointed is not None or self.candidate not in (None, 1)


@dataclass(frozen=True, slots=True)
class Accept:
    """Yes: do exactly what was shown."""

    note: Note = Note()


@dataclass(frozen=True, slots=True)
class Correct:
    """Do this instead, for as long as `keep` says; `proof` is what the person was shown of the new target."""

    change: Change
    keep: Keep = Keep.ALWAYS
    note: Note = Note()
    proof: Proof | None = None


@dataclass(frozen=True, slots=True)
class ByHand:
    """I did it, or I do it now."""

    note: Note = Note()


@dataclass(frozen=True, slots=True)
class Skip:
    """Leave this step out in this run."""

    note: Note = Note()


@dataclass(frozen=True, slots=True)
class Reject:
    """No; then skip or stop, and why (None = no answer)."""

    then: RejectThen
    reason: RejectReason | None = None
    note: Note = Note()


@dataclass(frozen=True, slots=True)
class WaitMore:
    """Not here yet: keep looking (repair card only)."""


@dataclass(frozen=True, slots=True)
class Confirm:
    """Yes to a confirmation: continue at the step that fits, or the second yes of a LOCKED step."""


@dataclass(frozen=True, slots=True)
class Explain:
    """Why an act went wrong: it was the wrong place, or something else."""

    wrong_place: bool


@dataclass(frozen=True, slots=True)
class Recover:
    """Yes to a recommended way out of a trouble (repair card only): do this, then look again."""

    act: RecoveryAct
    what: str = ""


Answer = Accept | Correct | ByHand | Skip | Reject | WaitMore | Confirm | Explain | Recover


def decision_of(answer: Answer) -> DecisionKind | None:
    """The recorded decision an answer stands for; waiting, confirming, explaining, recovering are none."""
    match answer:
        case Accept():
            return DecisionKind.ACCEPT
        case Correct():
            return DecisionKind.CORRECT
        case ByHand():
            return DecisionKind.EXECUTE_MANUAL
        case Skip():
            return DecisionKind.SKIP
        case Reject():
            return DecisionKind.REJECT
        case WaitMore() | Confirm() | Explain() | Recover():
            return None


class StepPatch(BaseModel):
    """The learned part of a step: what replaces the recorded one; None keeps the old."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    target: Target | None = None
    action: ActionKind | None = None
    params: Params | None = None
    wait_before: float | None = None
    wait_after: float | None = None
    expect: Expect | None = None

"""Rows of the ledger that say what happened in a run: what was suggested, decided, done and seen."""

from __future__ import annotations

from dataclasses import dataclass

from app.model.decision import DecisionKind, Keep, RejectReason, RejectThen
from app.model.drift import Drift, Subject
from app.model.geometry import Box, Point
from app.model.modes import Permission, Risk, RunMode, RunState, StepStatus, VerifyResult
from app.model.suggestion import ActStatus, GateCheck, Suggestion
from app.model.surroundings import Surroundings
from app.model.target import Picture
from app.model.window import WindowIdentity


@dataclass(frozen=True, slots=True)
class RunBegun:
    """A run started."""

    run_id: str
    workflow_id: str
    workflow_name: str
    mode: RunMode


@dataclass(frozen=True, slots=True)
class ModeSet:
    """The mode changed during a run, and who wanted it."""

    run_id: str
    mode: RunMode
    reason: str


@dataclass(frozen=True, slots=True)
class SuggestionMade:
    """A Suggestion as shown; `picture` is a stored masked picture with the target's box, `window` the client area in
    it, so that the same search can be tried on it again."""

    suggestion: Suggestion
    workflow_id: str
    mode: RunMode
    risk: Risk
    picture: Picture | None = None
    window: Box | None = None


@dataclass(frozen=True, slots=True)
class DecisionMade:
    """The person's answer to one Suggestion, `seconds` after it was shown."""

    decision_id: str
    suggestion_id: str
    run_id: str
    workflow_id: str
    step_id: str
    kind: DecisionKind
    seconds: float
    then: RejectThen | None = None
    reason: RejectReason | None = None
    keep: Keep | None = None


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question nobody answered in time, or that a stop cancelled; says nothing about the target."""

    suggestion_id: str
    run_id: str
    workflow_id: str
    step_id: str
    cancelled: bool


@dataclass(frozen=True, slots=True)
class ActIntended:
    """Written before the hand moves: exactly what will be done, under which Permission, past which gates."""

    act_id: str
    suggestion_id: str
    run_id: str
    workflow_id: str
    step_id: str
    permission: Permission
    point: Point | None
    gates: tuple[GateCheck, ...]


@dataclass(frozen=True, slots=True)
class ActDone:
    """What came of an intended act."""

    act_id: str
    run_id: str
    status: ActStatus
    reason: str
    verify: VerifyResult | None


@dataclass(frozen=True, slots=True)
class StepEnded:
    """How a step went in a run; `before` and `after` are stored pictures, `place` is relative to the client area.

    apart: the locators that pointed at different places when it was looked for; none when they agreed.
    """

    run_id: str
    workflow_id: str
    step_id: str
    number: int
    status: StepStatus
    decision: DecisionKind | None
    sentence: str
    reason: str
    score: float | None = None
    method: str = ""
    seconds: float = 0.0
    before: Picture | None = None
    after: Picture | None = None
    place: Box | None = None
    version: int = 0
    by_hand: bool = False
    apart: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ScreenSeen:
    """A Screen at a verified act: how surely it was recognised by what a person taught or confirmed, and its picture
    (only when it differs and may be kept)."""

    run_id: str
    workflow_id: str
    step_id: str
    screen_id: str
    score: float
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class SurroundingsSeen:
    """A Screen was seen in surroundings that were new to it; `steps` are those of the Screen at that time."""

    run_id: str
    workflow_id: str
    screen_id: str
    seen: Surroundings
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SurroundingsAccepted:
    """A person was content with a step that asked because its surroundings had changed: it asks no more for that.

    Written while learning is switched off, when a label teaches nothing.
    """

    run_id: str
    workflow_id: str
    step_id: str
    version: int


@dataclass(frozen=True, slots=True)
class ScreenDenied:
    """The person says that what was seen is not this Screen, though it was recognised as it with this score.

    picture: the client area as seen, None where it may not be kept; window: whose it was. instead: the Screen that it
    is, where the person said so. Rows about the same look share the denial_id.
    """

    denial_id: str
    run_id: str
    workflow_id: str
    step_id: str
    screen_id: str
    window: WindowIdentity
    score: float
    picture: Picture | None = None
    instead: str | None = None


@dataclass(frozen=True, slots=True)
class DriftTold:
    """The person is told that a Screen or step no longer looks as taught."""

    run_id: str
    workflow_id: str
    drift: Drift


@dataclass(frozen=True, slots=True)
class DriftLeft:
    """The person wants what was told left as it is."""

    workflow_id: str
    subject: Subject


@dataclass(frozen=True, slots=True)
class RunEnded:
    """How a run ended, with counters; `clean` when every step PASSED (or agreed, in observation)."""

    run_id: str
    workflow_id: str
    mode: RunMode
    state: RunState
    reason: str
    clean: bool
    seconds: float
    frames: int
    questions: int
    peak_rss_mib: float = 0.0
    cpu_seconds: float = 0.0

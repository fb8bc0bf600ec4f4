"""Rows of the append-only ledger, as values; storage adds n, origin, coach and times."""

from __future__ import annotations

from dataclasses import dataclass

from app.model.advice import AdviceAnswer, AdviceKind, Anomaly, RecoveryAct
from app.model.decision import DecisionKind, Keep, RejectReason, RejectThen, StepPatch
from app.model.drift import Drift, Subject
from app.model.feedback import BetterAction, Verdict
from app.model.geometry import Box, Point
from app.model.modes import (
    Label,
    LabelSource,
    LearningState,
    Permission,
    Risk,
    RunMode,
    RunState,
    StepStatus,
    VerifyResult,
)
from app.model.proof import Proof
from app.model.suggestion import ActStatus, GateCheck, Suggestion
from app.model.surroundings import Surroundings
from app.model.target import Picture

FROM_PACK = "pack:"
"""How the decision of a correction is called that came with a pack."""


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
    """How a step went in a run; `before` and `after` are stored pictures, `place` is relative to the client area."""

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


@dataclass(frozen=True, slots=True)
class CorrectionMade:
    """Old and new of a correction that lasts; the new version number is its key, the old stays in the ledger.

    `refused` is a picture of the place that was wrong, so that look-alikes of it are vetoed. A `decision_id`
    that begins with FROM_PACK says that somebody else has pointed, on another machine.
    """

    correction_id: str
    decision_id: str | None
    workflow_id: str
    step_id: str
    version: int
    keep: Keep
    old: StepPatch
    new: StepPatch
    refused: Picture | None = None

    @property
    def imported(self) -> bool:
        """Whether it came with a pack, so that nothing speaks for it here."""
        return self.decision_id is not None and self.decision_id.startswith(FROM_PACK)


@dataclass(frozen=True, slots=True)
class ProofMade:
    """What the new target of a correction was tried on, and what came of it."""

    workflow_id: str
    step_id: str
    correction_id: str
    version: int
    proof: Proof


@dataclass(frozen=True, slots=True)
class AlikeAnswered:
    """To which steps with the same target (workflow and step id) a correction was applied; none: only where it was
    made."""

    workflow_id: str
    correction_id: str
    applied: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlaceForgotten:
    """The person wants this remembered place of a step (relative to the client area) forgotten."""

    workflow_id: str
    step_id: str
    box: Box


@dataclass(frozen=True, slots=True)
class PackImported:
    """A pack of corrections was taken in: which of its items became which corrections of this workflow."""

    workflow_id: str
    pack_id: str
    name: str
    author: str
    correction_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PackExported:
    """Corrections of this workflow were written into a pack, for others."""

    workflow_id: str
    pack_id: str
    name: str
    correction_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecoveryTried:
    """What was done when a run met what it did not expect on this Screen, and whether it went on then.

    `what` names the window that it was done to. recommended: the robot did it, after the person said yes.
    """

    run_id: str
    workflow_id: str
    step_id: str
    screen_id: str
    anomaly: Anomaly
    act: RecoveryAct
    what: str
    worked: bool
    seconds: float
    recommended: bool = False


@dataclass(frozen=True, slots=True)
class AdviceGiven:
    """What the person did with an advice: its key, what it said and why, on which runs it rests, and what was made of
    it (ids of corrections, or the Risk that the step had before)."""

    workflow_id: str
    kind: AdviceKind
    step_id: str
    parameter: str
    value: str
    reason: str
    runs: tuple[str, ...]
    answer: AdviceAnswer
    made: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The person takes back the row with this id; it teaches nothing until this row is taken back in its turn.

    group: what was taken back by one click, `words` what the person was told it is.
    """

    workflow_id: str
    row_id: str
    group_id: str
    words: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One label for one target version."""

    workflow_id: str
    step_id: str
    version: int
    label: Label
    source: LabelSource
    reason: str
    suggestion_id: str | None = None


@dataclass(frozen=True, slots=True)
class Vouched:
    """The person says that this version of the step may act alone, or takes it back."""

    workflow_id: str
    step_id: str
    version: int
    granted: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RiskSet:
    """The person locks or unlocks one step; None returns to the rule by words."""

    workflow_id: str
    step_id: str
    risk: Risk | None


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
class LookLearned:
    """A picture joins a Screen: after a verified act on it that was recognised with this score, or confirmed by the
    person (then without run, step and score)."""

    workflow_id: str
    screen_id: str
    picture: Picture
    confirmed: bool = False
    run_id: str | None = None
    step_id: str | None = None
    score: float | None = None


@dataclass(frozen=True, slots=True)
class SurroundingsSeen:
    """A Screen was seen in surroundings that were new to it; `steps` are those of the Screen at that time."""

    run_id: str
    workflow_id: str
    screen_id: str
    seen: Surroundings
    steps: tuple[str, ...]


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
class Commented:
    """A comment or a rating (1 to 5) on a decision or a run."""

    workflow_id: str
    run_id: str
    step_id: str | None
    comment: str
    rating: int | None = None


@dataclass(frozen=True, slots=True)
class FeedbackGiven:
    """What the person thinks afterwards of a run (no step), or of a step of it with the answer given there.

    The newest about the same counts; it takes the one before it back.
    """

    feedback_id: str
    workflow_id: str
    run_id: str
    step_id: str | None = None
    decision_id: str | None = None
    verdict: Verdict | None = None
    stars: int | None = None
    comment: str = ""
    better: BetterAction | None = None


@dataclass(frozen=True, slots=True)
class BatchMade:
    """Rows `first` to `last` of the outbox are about to be written to this folder, or (`done`) lie there whole."""

    batch_id: str
    first: int
    last: int
    sha256: str
    folder: str
    done: bool


@dataclass(frozen=True, slots=True)
class LearningSet:
    """The workflow reached a learning state, and why."""

    workflow_id: str
    state: LearningState
    reason: str


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


Entry = (
    RunBegun
    | ModeSet
    | SuggestionMade
    | DecisionMade
    | Unanswered
    | ActIntended
    | ActDone
    | StepEnded
    | CorrectionMade
    | ProofMade
    | AlikeAnswered
    | PlaceForgotten
    | PackImported
    | PackExported
    | RecoveryTried
    | AdviceGiven
    | TakenBack
    | Evidence
    | Vouched
    | RiskSet
    | ScreenSeen
    | LookLearned
    | SurroundingsSeen
    | DriftTold
    | DriftLeft
    | Commented
    | FeedbackGiven
    | BatchMade
    | LearningSet
    | RunEnded
)

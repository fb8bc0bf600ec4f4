"""Rows of the ledger that say what was learned, from whom, and what was taken back."""

from __future__ import annotations

from dataclasses import dataclass

from app.model.advice import AdviceAnswer, AdviceKind, Anomaly, RecoveryAct
from app.model.decision import Keep, StepPatch
from app.model.feedback import BetterAction, Verdict
from app.model.geometry import Box
from app.model.modes import Label, LabelSource, LearningState, Risk
from app.model.proof import Proof
from app.model.target import Picture

FROM_PACK = "pack:"
"""How the decision of a correction is called that came with a pack."""
FROM_ADVICE = "advice:"
"""How the decision of a correction is called that was made of an advice."""


@dataclass(frozen=True, slots=True)
class CorrectionMade:
    """Old and new of a correction that lasts; the new version number is its key, the old stays in the ledger.

    `refused` is a picture of the place that was wrong, so that look-alikes of it are vetoed. A `decision_id`
    that begins with FROM_PACK says that somebody else has pointed, on another machine; FROM_ADVICE that nobody has.
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

    @property
    def pointed(self) -> bool:
        """Whether the person has pointed at the place, here."""
        return self.decision_id is None or not self.decision_id.startswith((FROM_PACK, FROM_ADVICE))


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

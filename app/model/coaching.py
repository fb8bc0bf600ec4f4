"""Coaching statistics and what the history shows: read-only summaries of the ledger."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from app.model.action import ActionKind
from app.model.decision import DecisionKind
from app.model.feedback import Opinion, Remembered, Standing
from app.model.modes import LearningState, RunMode, RunState, StepStatus
from app.model.readiness import Readiness
from app.model.target import Picture
from app.model.workflow import WorkflowStatus


@dataclass(frozen=True, slots=True)
class CoachingStats:
    """How often what was suggested, and what the person said, for one workflow."""

    workflow_id: str
    workflow_name: str
    runs: int
    suggested: int
    accepted: int
    rejected: int
    corrected: int
    manual: int
    skipped: int
    unanswered: int

    @property
    def answered(self) -> int:
        """Suggestions that got a decision."""
        return self.accepted + self.rejected + self.corrected + self.manual + self.skipped

    @property
    def acceptance_rate(self) -> float | None:
        """Share of decisions that were ACCEPT; None without any decision."""
        return self.accepted / self.answered if self.answered else None

    @property
    def correction_rate(self) -> float | None:
        """Share of decisions that were CORRECT; None without any decision."""
        return self.corrected / self.answered if self.answered else None


@dataclass(frozen=True, slots=True)
class RunSummary:
    """One run in the history list; `state` None means that it never ended (killed).

    score: how well it went, 0 to 1, None when nothing is on record; weak: there is much to learn from it.
    """

    run_id: str
    workflow_id: str
    workflow_name: str
    mode: RunMode
    started: datetime
    state: RunState | None
    reason: str
    steps: int
    questions: int
    unverified: int
    opinion: Opinion = field(default_factory=Opinion)
    score: float | None = None
    weak: bool = False


@dataclass(frozen=True, slots=True)
class StepRecord:
    """One step of one run as the filmstrip of the history shows it, and what the person thinks of it."""

    number: int
    step_id: str
    sentence: str
    status: StepStatus
    decision: DecisionKind | None
    by_hand: bool
    score: float | None
    method: str
    reason: str
    before: Picture | None
    after: Picture | None
    remembered: Remembered = field(default_factory=lambda: Remembered("", Opinion()))
    action: ActionKind | None = None
    secret: bool = False


@dataclass(frozen=True, slots=True)
class LibraryItem:
    """One workflow in the library; `problem` says why a broken one cannot be opened (then the rest is empty).

    confidence: what the ratings of its runs add up to; withheld: nothing more is offered because the last was bad.
    ready: what an automatic run would ask. reading: what was learned is still being read, its numbers are not known.
    """

    workflow_id: str
    name: str
    status: WorkflowStatus
    state: LearningState
    steps: int
    runs: int
    may_act_alone: int = 0
    problem: str = ""
    standing: Standing = field(default_factory=Standing)
    confidence: float = 0.5
    withheld: bool = False
    ready: Readiness | None = None
    reading: bool = False

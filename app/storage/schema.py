"""The tables of the ledger. Every entry is a row of `journal` (who, when, in which order) and one of its own table.

Nothing is updated in place. Tables named `fold_*` are caches and may be dropped at any time.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.model.decision import DecisionKind, Keep, RejectReason, RejectThen, StepPatch
from app.model.geometry import Box, Point
from app.model.knowledge import Knowledge
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
from app.model.suggestion import ActStatus, GateCheck, Suggestion
from app.model.target import Picture
from app.storage.journal import Base, JournalRow
from app.storage.journal import entry_id as _id
from app.storage.journal import named as _named


class RunRow(JournalRow):
    """A run started."""

    __tablename__ = "run"
    __mapper_args__ = _named("run")

    id: Mapped[str] = _id()
    workflow_name: Mapped[str]
    mode: Mapped[RunMode]


class ModeChangeRow(JournalRow):
    """The mode changed during a run."""

    __tablename__ = "mode_change"
    __mapper_args__ = _named("mode_change")

    id: Mapped[str] = _id()
    mode: Mapped[RunMode]
    reason: Mapped[str]


class SuggestionRow(JournalRow):
    """A Suggestion as shown; the first four columns repeat parts of the JSON for questions in SQL."""

    __tablename__ = "suggestion"
    __mapper_args__ = _named("suggestion")

    id: Mapped[str] = _id()
    suggestion_id: Mapped[str] = mapped_column(index=True)
    step_id: Mapped[str]
    replaces: Mapped[str | None]
    score: Mapped[float]
    suggestion: Mapped[Suggestion]
    mode: Mapped[RunMode]
    risk: Mapped[Risk]
    picture: Mapped[Picture | None]
    window: Mapped[Box | None]


class DecisionRow(JournalRow):
    """The person's answer to a Suggestion."""

    __tablename__ = "decision"
    __mapper_args__ = _named("decision")

    id: Mapped[str] = _id()
    decision_id: Mapped[str] = mapped_column(unique=True)
    suggestion_id: Mapped[str] = mapped_column(index=True)
    step_id: Mapped[str]
    kind: Mapped[DecisionKind]
    seconds: Mapped[float]
    then: Mapped[RejectThen | None]
    reason: Mapped[RejectReason | None]
    keep: Mapped[Keep | None]


class UnansweredRow(JournalRow):
    """A question that nobody answered, or that a stop cancelled."""

    __tablename__ = "unanswered"
    __mapper_args__ = _named("unanswered")

    id: Mapped[str] = _id()
    suggestion_id: Mapped[str] = mapped_column(index=True)
    step_id: Mapped[str]
    cancelled: Mapped[bool]


class ActRow(JournalRow):
    """What is about to be done; an act without outcome means that the program was ended in between."""

    __tablename__ = "act"
    __mapper_args__ = _named("act")

    id: Mapped[str] = _id()
    act_id: Mapped[str] = mapped_column(unique=True)
    suggestion_id: Mapped[str]
    step_id: Mapped[str]
    permission: Mapped[Permission]
    point: Mapped[Point | None]
    gates: Mapped[tuple[GateCheck, ...]]


class ActOutcomeRow(JournalRow):
    """What came of an act."""

    __tablename__ = "act_outcome"
    __mapper_args__ = _named("act_outcome")

    id: Mapped[str] = _id()
    act_id: Mapped[str] = mapped_column(index=True)
    status: Mapped[ActStatus]
    reason: Mapped[str]
    verify: Mapped[VerifyResult | None]


class StepResultRow(JournalRow):
    """How a step went in a run."""

    __tablename__ = "step_result"
    __mapper_args__ = _named("step_result")

    id: Mapped[str] = _id()
    step_id: Mapped[str]
    number: Mapped[int]
    status: Mapped[StepStatus]
    decision: Mapped[DecisionKind | None]
    sentence: Mapped[str]
    reason: Mapped[str]
    score: Mapped[float | None]
    method: Mapped[str]
    seconds: Mapped[float]
    before: Mapped[Picture | None]
    after: Mapped[Picture | None]
    place: Mapped[Box | None]
    version: Mapped[int]
    by_hand: Mapped[bool]
    apart: Mapped[tuple[str, ...]] = mapped_column(server_default="[]")


FAILED = text(f"status = '{StepStatus.FAILED}'")
"""Written out, so that the database sees that its index of failed steps is meant."""
Index("ix_step_result_failed", StepResultRow.__table__.c.id, sqlite_where=FAILED, postgresql_where=FAILED)


class CorrectionRow(JournalRow):
    """Old and new of a correction."""

    __tablename__ = "correction"
    __mapper_args__ = _named("correction")

    id: Mapped[str] = _id()
    correction_id: Mapped[str] = mapped_column(unique=True)
    decision_id: Mapped[str | None]
    step_id: Mapped[str]
    version: Mapped[int]
    keep: Mapped[Keep]
    old: Mapped[StepPatch]
    new: Mapped[StepPatch]
    refused: Mapped[Picture | None]


class EvidenceRow(JournalRow):
    """One label for one target version."""

    __tablename__ = "evidence"
    __mapper_args__ = _named("evidence")

    id: Mapped[str] = _id()
    step_id: Mapped[str]
    version: Mapped[int]
    label: Mapped[Label]
    source: Mapped[LabelSource]
    reason: Mapped[str]
    suggestion_id: Mapped[str | None] = mapped_column(index=True)


class VouchRow(JournalRow):
    """A step may act alone from now on, or no longer."""

    __tablename__ = "vouch"
    __mapper_args__ = _named("vouch")

    id: Mapped[str] = _id()
    step_id: Mapped[str]
    version: Mapped[int]
    granted: Mapped[bool]
    reason: Mapped[str]


class RiskMarkRow(JournalRow):
    """A step was locked or unlocked by the person; null returns to the rule."""

    __tablename__ = "risk_mark"
    __mapper_args__ = _named("risk_mark")

    id: Mapped[str] = _id()
    step_id: Mapped[str]
    risk: Mapped[Risk | None]


class CommentRow(JournalRow):
    """A comment or a rating."""

    __tablename__ = "comment"
    __mapper_args__ = _named("comment")

    id: Mapped[str] = _id()
    step_id: Mapped[str | None]
    comment: Mapped[str]
    rating: Mapped[int | None]


class LearningStateRow(JournalRow):
    """The workflow reached a learning state."""

    __tablename__ = "learning_state"
    __mapper_args__ = _named("learning_state")

    id: Mapped[str] = _id()
    state: Mapped[LearningState]
    reason: Mapped[str]


class RunEndRow(JournalRow):
    """How a run ended."""

    __tablename__ = "run_end"
    __mapper_args__ = _named("run_end")

    id: Mapped[str] = _id()
    mode: Mapped[RunMode]
    state: Mapped[RunState]
    reason: Mapped[str]
    clean: Mapped[bool]
    seconds: Mapped[float]
    frames: Mapped[int]
    questions: Mapped[int]
    peak_rss_mib: Mapped[float]
    cpu_seconds: Mapped[float]


class FoldKnowledgeRow(Base):
    """Cache: the knowledge of a workflow after its row (order_utc, origin, n), made of `rows` rows by these `rules`."""

    __tablename__ = "fold_knowledge"

    workflow_id: Mapped[str] = mapped_column(primary_key=True)
    rules: Mapped[str]
    order_utc: Mapped[datetime]
    origin: Mapped[str] = mapped_column(String(36))
    n: Mapped[int] = mapped_column(BigInteger)
    rows: Mapped[int]
    knowledge: Mapped[Knowledge]

"""What every row of the ledger has: identity, place in the order, time, coach."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import BigInteger, ForeignKey, Index, MetaData, String, UniqueConstraint, true
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from app.model.decision import DecisionKind, Keep, RejectReason, RejectThen, StepPatch
from app.model.drift import Drift, Subject
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
from app.model.proof import Proof
from app.model.suggestion import ActStatus, GateCheck, Suggestion
from app.model.surroundings import Surroundings
from app.model.target import Picture
from app.model.window import WindowIdentity
from app.storage.columns import Choice, Moment, Value, Words


class Base(DeclarativeBase):
    """All tables."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Words,
        datetime: Moment,
        **{
            kind: Choice(kind)
            for kind in (
                ActStatus,
                DecisionKind,
                Keep,
                Label,
                LabelSource,
                LearningState,
                Permission,
                RejectReason,
                RejectThen,
                Risk,
                RunMode,
                RunState,
                StepStatus,
                VerifyResult,
            )
        },
        **{
            kind: Value(kind)
            for kind in (
                Box,
                Drift,
                Knowledge,
                Picture,
                Point,
                Proof,
                StepPatch,
                Subject,
                Suggestion,
                Surroundings,
                WindowIdentity,
                tuple[GateCheck, ...],
                tuple[str, ...],
            )
        },
    }


class JournalRow(Base):
    """What every entry has: `n` counts without gaps per origin, over all tables.

    utc: the wall clock. order_utc: the same, but never before the row before it, so that a clock set back cannot
    change the order in which entries teach; folds go by (order_utc, origin, n). voids: the row this one takes back.
    teaches: whether anything is learned from it; not while learning is switched off.
    """

    __tablename__ = "journal"
    __table_args__ = (
        UniqueConstraint("origin", "n"),
        Index("ix_journal_workflow", "workflow_id", "order_utc", "origin", "n"),
        Index("ix_journal_entry", "entry", "utc", "run_id"),
    )
    __mapper_args__ = {"polymorphic_on": "entry", "polymorphic_abstract": True}  # noqa: RUF012 - read by the mapper

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    origin: Mapped[str] = mapped_column(String(36))
    n: Mapped[int] = mapped_column(BigInteger)
    entry: Mapped[str] = mapped_column(String(40))
    mono_ms: Mapped[int] = mapped_column(BigInteger)
    utc: Mapped[datetime]
    order_utc: Mapped[datetime]
    coach: Mapped[str]
    voids: Mapped[str | None] = mapped_column(String(36), ForeignKey("journal.id"), index=True)
    teaches: Mapped[bool] = mapped_column(server_default=true())
    workflow_id: Mapped[str | None]
    run_id: Mapped[str | None] = mapped_column(index=True)


ORDER = (JournalRow.order_utc, JournalRow.origin, JournalRow.n)
"""The order in which rows teach."""


def named(entry: str) -> dict[str, Any]:
    """The mapper's arguments for the table of this kind of entry."""
    return {"polymorphic_identity": entry, "polymorphic_load": "selectin"}


def entry_id() -> Mapped[str]:
    """The key of such a table: the row's id in the journal."""
    return mapped_column(String(36), ForeignKey("journal.id"), primary_key=True)

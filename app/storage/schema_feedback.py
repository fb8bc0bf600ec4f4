"""The tables about feedback and its export, as in `schema`."""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.model.feedback import BetterAction, Verdict
from app.storage.columns import Choice, Value
from app.storage.journal import Base, JournalRow
from app.storage.journal import entry_id as _id
from app.storage.journal import named as _named


class FeedbackRow(JournalRow):
    """What the person thinks of a run, or of a step of it."""

    __tablename__ = "feedback"
    __mapper_args__ = _named("feedback")

    id: Mapped[str] = _id()
    feedback_id: Mapped[str] = mapped_column(unique=True)
    step_id: Mapped[str | None]
    decision_id: Mapped[str | None]
    verdict: Mapped[Verdict | None] = mapped_column(Choice(Verdict))
    stars: Mapped[int | None]
    comment: Mapped[str]
    better: Mapped[BetterAction | None] = mapped_column(Value(BetterAction))


class BatchRow(JournalRow):
    """A batch of the outbox that is about to be written, or (`done`) lies there whole."""

    __tablename__ = "outbox_batch"
    __mapper_args__ = _named("outbox_batch")

    id: Mapped[str] = _id()
    batch_id: Mapped[str]
    first: Mapped[int] = mapped_column(BigInteger)
    last: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str]
    folder: Mapped[str]
    done: Mapped[bool]


class OutboxRow(Base):
    """A row of the journal that waits to be exported, counted without gaps per profile; written together with it."""

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_row_id", "row_id", unique=True),)

    origin: Mapped[str] = mapped_column(String(36), primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    row_id: Mapped[str] = mapped_column(String(36), ForeignKey("journal.id"))

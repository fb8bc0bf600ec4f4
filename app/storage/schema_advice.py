"""The tables about advice: what was done with it, and what got a run out of a trouble; as in `schema`."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from app.model.advice import AdviceAnswer, AdviceKind, Anomaly, RecoveryAct
from app.storage.columns import Choice
from app.storage.journal import JournalRow
from app.storage.journal import entry_id as _id
from app.storage.journal import named as _named


class RecoveryRow(JournalRow):
    """Something that was tried when a run met what it did not expect."""

    __tablename__ = "recovery"
    __mapper_args__ = _named("recovery")

    id: Mapped[str] = _id()
    step_id: Mapped[str]
    screen_id: Mapped[str]
    anomaly: Mapped[Anomaly] = mapped_column(Choice(Anomaly))
    act: Mapped[RecoveryAct] = mapped_column(Choice(RecoveryAct))
    what: Mapped[str]
    worked: Mapped[bool]
    seconds: Mapped[float]
    recommended: Mapped[bool]


class AdviceRow(JournalRow):
    """What the person did with an advice."""

    __tablename__ = "advice"
    __mapper_args__ = _named("advice")

    id: Mapped[str] = _id()
    kind: Mapped[AdviceKind] = mapped_column(Choice(AdviceKind))
    step_id: Mapped[str]
    parameter: Mapped[str]
    value: Mapped[str]
    reason: Mapped[str]
    runs: Mapped[tuple[str, ...]]
    answer: Mapped[AdviceAnswer] = mapped_column(Choice(AdviceAnswer))
    made: Mapped[tuple[str, ...]]

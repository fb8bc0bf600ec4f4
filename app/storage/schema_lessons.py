"""The tables about what was taught besides answering, and what was taken back, as in `schema`."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.model.geometry import Box
from app.model.proof import Proof
from app.storage.journal import JournalRow
from app.storage.journal import entry_id as _id
from app.storage.journal import named as _named


class ProofRow(JournalRow):
    """What the new target of a correction was tried on."""

    __tablename__ = "proof"
    __mapper_args__ = _named("proof")

    id: Mapped[str] = _id()
    correction_id: Mapped[str] = mapped_column(index=True)
    step_id: Mapped[str]
    version: Mapped[int]
    proof: Mapped[Proof]


class TakenBackRow(JournalRow):
    """A row that was taken back by the person; `voids` in the journal names it, too."""

    __tablename__ = "taken_back"
    __mapper_args__ = _named("taken_back")

    id: Mapped[str] = _id()
    row_id: Mapped[str] = mapped_column(String(36))
    group_id: Mapped[str] = mapped_column(index=True)
    words: Mapped[str]


class AlikeAnswerRow(JournalRow):
    """What was answered about steps with the same target as a corrected one."""

    __tablename__ = "alike_answer"
    __mapper_args__ = _named("alike_answer")

    id: Mapped[str] = _id()
    correction_id: Mapped[str]
    applied: Mapped[tuple[str, ...]]


class PlaceForgottenRow(JournalRow):
    """A remembered place that the person wants forgotten."""

    __tablename__ = "place_forgotten"
    __mapper_args__ = _named("place_forgotten")

    id: Mapped[str] = _id()
    step_id: Mapped[str]
    box: Mapped[Box]


class PackImportRow(JournalRow):
    """A pack of corrections that was taken in."""

    __tablename__ = "pack_import"
    __mapper_args__ = _named("pack_import")

    id: Mapped[str] = _id()
    pack_id: Mapped[str]
    name: Mapped[str]
    author: Mapped[str]
    correction_ids: Mapped[tuple[str, ...]]


class PackExportRow(JournalRow):
    """A pack of corrections that was given away."""

    __tablename__ = "pack_export"
    __mapper_args__ = _named("pack_export")

    id: Mapped[str] = _id()
    pack_id: Mapped[str]
    name: Mapped[str]
    correction_ids: Mapped[tuple[str, ...]]

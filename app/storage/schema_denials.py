"""The tables about Screens that were recognised wrongly and changes that were accepted, as in `schema`."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from app.model.target import Picture
from app.model.window import WindowIdentity
from app.storage.journal import JournalRow
from app.storage.journal import entry_id as _id
from app.storage.journal import named as _named


class ScreenDeniedRow(JournalRow):
    """The person says that what was seen is not this Screen."""

    __tablename__ = "screen_denied"
    __mapper_args__ = _named("screen_denied")

    id: Mapped[str] = _id()
    denial_id: Mapped[str] = mapped_column(index=True)
    step_id: Mapped[str]
    screen_id: Mapped[str]
    window: Mapped[WindowIdentity]
    score: Mapped[float]
    picture: Mapped[Picture | None]
    instead: Mapped[str | None]


class SurroundingsAcceptedRow(JournalRow):
    """A person was content with a step that asked because its surroundings had changed."""

    __tablename__ = "surroundings_accepted"
    __mapper_args__ = _named("surroundings_accepted")

    id: Mapped[str] = _id()
    step_id: Mapped[str]
    version: Mapped[int]

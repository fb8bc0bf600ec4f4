"""The tables about Screens and what no longer looks as it was taught, as in `schema`."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from app.model.drift import Drift, Subject
from app.model.surroundings import Surroundings
from app.model.target import Picture
from app.storage.journal import JournalRow
from app.storage.journal import entry_id as _id
from app.storage.journal import named as _named


class ScreenSeenRow(JournalRow):
    """How surely a Screen was recognised at a verified act, and its picture when it differs."""

    __tablename__ = "screen_seen"
    __mapper_args__ = _named("screen_seen")

    id: Mapped[str] = _id()
    step_id: Mapped[str]
    screen_id: Mapped[str]
    score: Mapped[float]
    picture: Mapped[Picture | None]


class ScreenLookRow(JournalRow):
    """A picture that joined a Screen, learned in a run or confirmed by the person."""

    __tablename__ = "screen_look"
    __mapper_args__ = _named("screen_look")

    id: Mapped[str] = _id()
    screen_id: Mapped[str]
    picture: Mapped[Picture]
    confirmed: Mapped[bool]
    step_id: Mapped[str | None]
    score: Mapped[float | None]


class SurroundingsRow(JournalRow):
    """A Screen was seen in surroundings that were new to it."""

    __tablename__ = "surroundings"
    __mapper_args__ = _named("surroundings")

    id: Mapped[str] = _id()
    screen_id: Mapped[str]
    seen: Mapped[Surroundings]
    steps: Mapped[tuple[str, ...]]


class DriftRow(JournalRow):
    """What was told of a Screen or step that no longer looks as taught."""

    __tablename__ = "drift"
    __mapper_args__ = _named("drift")

    id: Mapped[str] = _id()
    drift: Mapped[Drift]


class DriftLeftRow(JournalRow):
    """The person wants it left as it is."""

    __tablename__ = "drift_left"
    __mapper_args__ = _named("drift_left")

    id: Mapped[str] = _id()
    subject: Mapped[Subject]

"""What a person taught, one correction at a time, and what can be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.model.decision import Keep, StepPatch
from app.model.proof import Proof
from app.model.target import Picture


class LessonState(StrEnum):
    """Whether a correction counts: not before a run was seen to work with it, since then, no longer because a newer one
    took its place, or no longer because the person took it back."""

    PENDING = "pending"
    CONFIRMED = "confirmed"
    REPLACED = "replaced"
    TAKEN_BACK = "taken_back"


@dataclass(frozen=True, slots=True)
class StepName:
    """A step as a person knows it; `number` counts from 1."""

    workflow_id: str
    workflow_name: str
    step_id: str
    number: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """One correction: what was changed from what, when and by whom, what proved it, and whether it counts.

    group: the name that it shares with what was applied together with it. shown: the picture on which the person
    pointed, `wrong` the place that was refused. answered: whether it was said what becomes of other steps with the same
    target. undo: the name under which it was taken back.
    """

    correction_id: str
    group: str
    step: StepName
    when: datetime
    coach: str
    keep: Keep
    old: StepPatch
    new: StepPatch
    state: LessonState
    shown: Picture | None = None
    wrong: Picture | None = None
    proof: Proof | None = None
    run_id: str = ""
    pack: str = ""
    answered: bool = False
    undo: str = ""


@dataclass(frozen=True, slots=True)
class ScreenLesson:
    """What the person said a Screen is not: as it was taught, as it was seen, and which one it is instead ("" where
    that was not said). undo: the name under which it was taken back."""

    denial_id: str
    workflow_id: str
    screen: str
    when: datetime
    coach: str
    state: LessonState
    taught: Picture | None = None
    seen: Picture | None = None
    instead: str = ""
    run_id: str = ""
    undo: str = ""


@dataclass(frozen=True, slots=True)
class OneLesson:
    """One correction, with all that was applied together with it."""

    correction_id: str


@dataclass(frozen=True, slots=True)
class OneDenial:
    """That one look is not the Screen it was taken for, and which one it is."""

    denial_id: str


@dataclass(frozen=True, slots=True)
class OfRun:
    """All that a run taught."""

    run_id: str


@dataclass(frozen=True, slots=True)
class OfDay:
    """All that was taught on one day of the wall clock here."""

    day: date


@dataclass(frozen=True, slots=True)
class OfPack:
    """All that came with one pack of corrections."""

    pack_id: str


Scope = OneLesson | OneDenial | OfRun | OfDay | OfPack


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back by one click and can be put back: under which name, when, what, how many rows."""

    group_id: str
    when: datetime
    words: str
    rows: int

"""The practice room: doubts of past runs that a person settles on stored pictures, with no program touched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.model.frame import Frame
from app.model.geometry import Box
from app.model.lesson import StepName
from app.model.suggestion import Question
from app.model.window import Window, WindowIdentity


class DoubtKind(StrEnum):
    """Why a picture is worth looking at again."""

    UNANSWERED = "unanswered"
    WRONG = "wrong"
    UNSURE = "unsure"
    FAILED = "failed"
    BAD_RUN = "bad_run"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A stored picture of a step about which nothing certain is known; `window` is the client area in the picture."""

    step: StepName
    kind: DoubtKind
    picture: str
    window: Box
    identity: WindowIdentity
    when: datetime


@dataclass(frozen=True, slots=True)
class Posed:
    """A doubt as it is asked: the picture, its window, and the question with what would be suggested today."""

    doubt: Doubt
    frame: Frame
    window: Window
    question: Question
    version: int


def practised(step_id: str, version: int, picture: str) -> str:
    """The name under which the answer about a picture is kept: each counts once for a version of the step."""
    return f"practice/{step_id}/{version}/{picture}"

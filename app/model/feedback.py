"""What the person thinks afterwards of a run, a step of it or an answer in it, and what that adds up to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.model.action import ActionKind
from app.model.geometry import Box, Point
from app.model.workflow import WorkflowStatus

MOST_WORDS = 2000
"""Characters of a comment that are kept; who writes more is told so."""
_STARS = {"good": 5, "neutral": 3, "bad": 1}


class Verdict(StrEnum):
    """How it was, in one word."""

    GOOD = "good"
    NEUTRAL = "neutral"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class BetterAction:
    """What the robot should have done: at another place, with another text, or another action.

    image: the stored picture on which the person pointed; point and box are pixels of it.
    """

    image: str | None = None
    point: Point | None = None
    box: Box | None = None
    text: str | None = None
    action: ActionKind | None = None

    @property
    def teachable(self) -> bool:
        """Whether a correction can be made of it: it names a place, a text or an action."""
        return self.point is not None or self.text is not None or self.action is not None


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the person says: a word, one to five stars, a comment, a better action; any of them may be missing."""

    verdict: Verdict | None = None
    stars: int | None = None
    comment: str = ""
    better: BetterAction | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing is said."""
        return self == Opinion()

    @property
    def rated(self) -> Verdict | None:
        """Good, neutral or bad: the word itself, else what the stars say."""
        if self.verdict is not None or self.stars is None:
            return self.verdict
        return Verdict.GOOD if self.stars >= 4 else Verdict.BAD if self.stars <= 2 else Verdict.NEUTRAL

    @property
    def in_stars(self) -> int | None:
        """One to five: the stars themselves, else what the word stands for."""
        if self.stars is not None or self.verdict is None:
            return self.stars
        return _STARS[self.verdict]


@dataclass(frozen=True, slots=True)
class About:
    """What an opinion is about: a whole run, or a step of it (then with the answer given there, if there was one)."""

    run_id: str
    step_id: str | None = None
    decision_id: str | None = None


@dataclass(frozen=True, slots=True)
class Remembered:
    """The newest opinion about something, with its id; `taught` when a correction was made of its better action."""

    feedback_id: str
    opinion: Opinion
    taught: bool = False


@dataclass(frozen=True, slots=True)
class FeedbackStats:
    """All opinions that stand, and how many rows of the outbox were exported or wait for it.

    `problem` says why the last automatic export failed, empty when it did not.
    """

    total: int = 0
    good: int = 0
    bad: int = 0
    neutral: int = 0
    exported: int = 0
    pending: int = 0
    problem: str = ""

    @property
    def good_rate(self) -> float | None:
        """Share of the good among those with a word or stars; None before any."""
        rated = self.good + self.bad + self.neutral
        return self.good / rated if rated else None


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a workflow is trusted as a piece of work: runs that went well and badly, and the word that follows.

    at_least, at_most: bounds of the rate of good runs, each with 95 % confidence.
    """

    good: int = 0
    bad: int = 0
    at_least: float = 0.0
    at_most: float = 1.0
    status: WorkflowStatus = WorkflowStatus.DRAFT


@dataclass(frozen=True, slots=True)
class PractiseRun:
    """A run that the person called bad: worth going through again in the practice room."""

    run_id: str
    workflow_id: str
    stars: int

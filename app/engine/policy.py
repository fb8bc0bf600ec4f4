"""Mode × permission × what was found → what happens next."""

from __future__ import annotations

from enum import Enum, auto

from app.model.modes import RunMode
from app.model.suggestion import AUTOMATIC_LIMIT, SUPERVISED_LIMIT, Allowance, Suggestion
from app.model.target import Verdict


class Course(Enum):
    """What happens with a Suggestion."""

    WATCH = auto()
    ASK = auto()
    CONFIRM = auto()
    ACT = auto()


def limit_of(mode: RunMode) -> float:
    """The score a Suggestion is shown against: what it must reach to be acted on, in COACHING one day alone."""
    match mode:
        case RunMode.SUPERVISED:
            return SUPERVISED_LIMIT
        case RunMode.OBSERVATION | RunMode.COACHING | RunMode.AUTOMATIC:
            return AUTOMATIC_LIMIT


def course(mode: RunMode, allowed: Allowance, suggestion: Suggestion) -> Course:
    """The course for one Suggestion; anything weak, ambiguous or not allowed is asked as in COACHING."""
    sure = _is_sure(suggestion)
    match mode:
        case RunMode.OBSERVATION:
            return Course.WATCH
        case RunMode.COACHING:
            return Course.ASK
        case RunMode.SUPERVISED:
            return Course.CONFIRM if sure else Course.ASK
        case RunMode.AUTOMATIC:
            return Course.ACT if sure and allowed.alone else Course.ASK


def _is_sure(suggestion: Suggestion) -> bool:
    finding = suggestion.finding
    unique = finding is None or finding.verdict is Verdict.FOUND
    return unique and suggestion.score >= suggestion.limit

"""How much a Screen or a step still looks as it was taught, and what a person is told when it does not."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from app.model.target import Picture


class DriftSeverity(StrEnum):
    """How far it has gone, from least to most: still sure, no longer sure, hardly found."""

    NOTE = "note"
    WARNING = "warning"
    SERIOUS = "serious"

    @property
    def rank(self) -> int:
        """Place in the order, 0 = least."""
        return list(DriftSeverity).index(self)


class NextAction(StrEnum):
    """The one thing that puts it right."""

    POINT_AGAIN = "point_again"
    ADD_LOOK = "add_look"
    RE_RECORD = "re_record"


class SubjectKind(StrEnum):
    """What can drift."""

    SCREEN = "screen"
    STEP = "step"


@dataclass(frozen=True, slots=True)
class Subject:
    """A Screen or a step of a workflow, by its id."""

    kind: SubjectKind
    id: str


@dataclass(frozen=True, slots=True)
class Drift:
    """A Screen or step that no longer looks as taught: both pictures, scores then and now (0 to 1), what to do."""

    subject: Subject
    severity: DriftSeverity
    taught: Picture | None
    latest: Picture | None
    next_action: NextAction
    was: float
    now: float


@dataclass(frozen=True, slots=True)
class Slide:
    """The running sums of the test for a slow decline: how many scores, their mean, the deviations, their peak."""

    count: int = 0
    mean: float = 0.0
    total: float = 0.0
    top: float = 0.0


@dataclass(frozen=True, slots=True)
class Trend:
    """The scores of verified acts since the subject was taught or confirmed.

    first, last: the earliest and the newest ones. sliding: they go down slowly. latest: the newest picture. told: what
    the person was told last; left: the person wants it left as it is.
    """

    count: int = 0
    first: tuple[float, ...] = ()
    last: tuple[float, ...] = ()
    slide: Slide = field(default_factory=Slide)
    sliding: bool = False
    latest: Picture | None = None
    told: Drift | None = None
    left: bool = False

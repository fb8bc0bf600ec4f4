"""What the Insights place shows: counts, curves and figures of what was recorded, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from app.model.decision import DecisionKind
from app.model.drift import DriftSeverity, Subject
from app.model.modes import RunMode, RunState


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which part of the record: one workflow (None: all), and the days from and until, both included (UTC)."""

    workflow_id: str | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """How often right, how often wrong; what says neither is in none of the two."""

    right: int = 0
    wrong: int = 0

    @property
    def of(self) -> int:
        """All that said something."""
        return self.right + self.wrong

    @property
    def rate(self) -> float | None:
        """Share that was right; None when nothing was said."""
        return self.right / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class DecisionsThen:
    """The decisions of a day, week or month that began on `begin`."""

    begin: date
    counts: Mapping[DecisionKind, int]

    @property
    def answered(self) -> int:
        """All decisions."""
        return sum(self.counts.values())

    def share(self, kind: DecisionKind) -> float | None:
        """The share of one kind; None without any decision."""
        return self.counts.get(kind, 0) / self.answered if self.answered else None


@dataclass(frozen=True, slots=True)
class LocatorRecord:
    """What was said about the places that one way of finding found: by people, and by the robot's own checks."""

    locator: str
    people: Score
    alone: Score


@dataclass(frozen=True, slots=True)
class RunsThen:
    """The runs of a day, week or month that began on `begin`, and the questions asked in them."""

    begin: date
    runs: int
    questions: int


@dataclass(frozen=True, slots=True)
class WatchedThen:
    """How often its guess was where the person acted, in a day, week or month that began on `begin`.

    low, high: the 95 % Wilson interval of the share.
    """

    begin: date
    score: Score
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class RunFigures:
    """One run that ended: what it asked and what it cost (memory in MiB at its peak, processor seconds, seconds)."""

    run_id: str
    workflow_id: str
    ended: datetime
    mode: RunMode
    state: RunState
    clean: bool
    questions: int
    seconds: float
    frames: int
    peak_rss_mib: float
    cpu_seconds: float


@dataclass(frozen=True, slots=True)
class ScoreThen:
    """The mean match score of a step's checked acts in a day, week or month that began on `begin`."""

    begin: date
    acts: int
    score: float


@dataclass(frozen=True, slots=True)
class StepScores:
    """How surely a step was found, over time."""

    workflow_id: str
    step_id: str
    then: tuple[ScoreThen, ...]


@dataclass(frozen=True, slots=True)
class Alarm:
    """The person was told that something no longer looks as it was taught: its score then and now."""

    when: datetime
    workflow_id: str
    subject: Subject
    severity: DriftSeverity
    was: float
    now: float


@dataclass(frozen=True, slots=True)
class Risk:
    """If only suggestions with at least this score were made: their share of all, and the share of them that is wrong.

    low, high: the 95 % Wilson interval of that share.
    """

    limit: float
    coverage: float
    asked: int
    wrong: int
    risk: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Alone:
    """What a step did alone, checked; `by_hand` the seconds a person needs for it, None when nobody knows."""

    workflow_id: str
    step_id: str
    acts: int
    by_hand: float | None


@dataclass(frozen=True, slots=True)
class Effort:
    """Seconds taught (answering, and recording where it is known) and seconds saved by acts done alone.

    unknown: acts done alone of steps for which it is not known how long a person needs; they save nothing here.
    """

    answering: float = 0.0
    recording: float | None = None
    saved: float = 0.0
    acts: int = 0
    unknown: int = 0

    @property
    def taught(self) -> float:
        """All that is known of the time spent teaching."""
        return self.answering + (self.recording or 0.0)


@dataclass(frozen=True, slots=True)
class Names:
    """What a workflow and its steps are called; steps that are no longer there are known by their id only."""

    workflow_id: str
    name: str
    steps: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Insights:
    """Everything at once. `first` and `last` are the days of the record that were looked at, None without any row.

    span: how long a point of the curves is, in words: day, week or month. rows: how many labels were counted.
    """

    wanted: Wanted
    names: tuple[Names, ...] = ()
    first: date | None = None
    last: date | None = None
    span: str = "day"
    decisions: tuple[DecisionsThen, ...] = ()
    unanswered: int = 0
    locators: tuple[LocatorRecord, ...] = ()
    runs: tuple[RunsThen, ...] = ()
    figures: tuple[RunFigures, ...] = ()
    watched: Score = Score()
    watched_silent: int = 0
    steps: tuple[StepScores, ...] = ()
    alarms: tuple[Alarm, ...] = ()
    risks: tuple[Risk, ...] = ()
    alone: tuple[Alone, ...] = ()
    effort: Effort = Effort()
    agreement: tuple[WatchedThen, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing was recorded in that time."""
        return not (self.decisions or self.runs or self.figures or self.watched.of)

    def name_of(self, workflow_id: str) -> str:
        """What a workflow is called."""
        return next((each.name for each in self.names if each.workflow_id == workflow_id), workflow_id)

    def step_name(self, workflow_id: str, step_id: str) -> str:
        """What a step is called."""
        steps = next((each.steps for each in self.names if each.workflow_id == workflow_id), {})
        return steps.get(step_id, step_id)

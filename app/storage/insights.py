"""What the Insights place shows, read from the sums of days, weeks and months; at a million rows in a moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from app.learning.insights import begin_of, effort, median_seconds, risk_coverage, span_of, watched_then
from app.model.decision import DecisionKind
from app.model.insights import (
    Alone,
    DecisionsThen,
    Effort,
    Insights,
    LocatorRecord,
    RunsThen,
    Score,
    ScoreThen,
    StepScores,
    Wanted,
    WatchedThen,
)
from app.model.modes import LabelSource
from app.storage import insights_sums as sums
from app.storage.database import Database
from app.storage.insights_days import behind
from app.storage.insights_files import save
from app.storage.insights_names import names_of, recorded_seconds
from app.storage.insights_runs import alarms_in, figures_of
from app.storage.ledger import Ledger
from app.storage.schema_insights import FoldInsightDayRow, FoldInsightRow
from app.storage.workflows import WorkflowFolder

_SPANS = {"d": "day", "w": "week", "m": "month"}
_ROW = FoldInsightRow


class InsightsStore:
    """Safe from any thread; every call may take long while rows have not been counted yet."""

    def __init__(self, database: Database, ledger: Ledger, workflows: WorkflowFolder) -> None:
        self._database = database
        self._ledger = ledger
        self._workflows = workflows

    def save(self, path: Path, data: bytes) -> None:
        """A table or picture in a file of the person's; StoreProblem names one that cannot be written."""
        save(path, data)

    def read(self, wanted: Wanted | None = None) -> Insights:
        """Everything for these workflows and days, with what was recorded until now."""
        with self._database.reading() as session:
            late = behind(session)
        if late:
            self._ledger.count()
        with self._database.reading() as session:
            return _Reading(session, wanted or Wanted(), self._workflows).all()


@dataclass(frozen=True, slots=True)
class _Reading:
    session: Session
    wanted: Wanted
    workflows: WorkflowFolder

    def all(self) -> Insights:
        names = names_of(self.session, self.workflows)
        first, last = self._days()
        if first is None or last is None:
            return Insights(self.wanted, names)
        span = span_of(first, last)
        alone = self._alone()
        return Insights(
            self.wanted,
            names,
            first,
            last,
            _SPANS[span],
            self._decisions(span, first, last),
            self._count(sums.SILENCE),
            self._locators(),
            self._runs(span, first, last),
            figures_of(self.session, self.wanted),
            self._score(sums.WATCHED),
            self._silent(sums.WATCHED),
            self._steps(span, first, last),
            alarms_in(self.session, self.wanted),
            self._risks(),
            alone,
            self._effort(alone),
            self._agreement(span, first, last),
        )

    def _days(self) -> tuple[date | None, date | None]:
        """The first and the last day with rows in the time that is wanted."""
        day = FoldInsightDayRow.day
        query = select(func.min(day), func.max(day))
        if self.wanted.since:
            query = query.where(day >= self.wanted.since.isoformat())
        if self.wanted.until:
            query = query.where(day <= self.wanted.until.isoformat())
        first, last = self.session.execute(query).one()
        return (date.fromisoformat(first), date.fromisoformat(last)) if first else (None, None)

    # --- over time

    def _series(self, about: str, span: str, first: date, last: date, *by: Any) -> Iterator[tuple[date, Any]]:
        """Sums of each day, week or month; the first and the last one are whole."""
        since, until = begin_of(span, first).isoformat(), last.isoformat()
        mine = (_ROW.about == about) & (_ROW.span == span) & _ROW.period.between(since, until) & self._of_workflow()
        query = select(_ROW.period, *by, *_SUMS).where(mine).group_by(_ROW.period, *by).order_by(_ROW.period)
        for row in self.session.execute(query):
            yield date.fromisoformat(row.period), row

    def _decisions(self, span: str, first: date, last: date) -> tuple[DecisionsThen, ...]:
        found: dict[date, dict[DecisionKind, int]] = defaultdict(dict)
        for begin, row in self._series(sums.DECISION, span, first, last, _ROW.part):
            found[begin][DecisionKind(row.part)] = row.n
        return tuple(DecisionsThen(begin, counts) for begin, counts in found.items())

    def _runs(self, span: str, first: date, last: date) -> tuple[RunsThen, ...]:
        return tuple(
            RunsThen(begin, row.n, round(row.total)) for begin, row in self._series(sums.RUN, span, first, last)
        )

    def _agreement(self, span: str, first: date, last: date) -> tuple[WatchedThen, ...]:
        series = self._series(sums.WATCHED, span, first, last)
        found = ((begin, Score(row.good or 0, row.bad or 0)) for begin, row in series)
        return tuple(watched_then(begin, score) for begin, score in found if score.of)

    def _steps(self, span: str, first: date, last: date) -> tuple[StepScores, ...]:
        found: dict[tuple[str, str], list[ScoreThen]] = defaultdict(list)
        by = (_ROW.workflow_id, _ROW.part)
        for begin, row in self._series(sums.STEP, span, first, last, *by):
            found[row.workflow_id, row.part].append(ScoreThen(begin, row.n, row.total / row.n))
        return tuple(StepScores(work, step, tuple(then)) for (work, step), then in sorted(found.items()))

    # --- in all

    def _sums(self, about: str, *by: Any, always: bool = False) -> Sequence[Any]:
        mine = (_ROW.about == about) & self._of_workflow() & (_all() if always else _within(self.wanted))
        return self.session.execute(select(*by, *_SUMS).where(mine).group_by(*by)).all()

    def _count(self, about: str) -> int:
        return sum(row.n or 0 for row in self._sums(about))

    def _score(self, about: str) -> Score:
        rows = self._sums(about)
        return Score(sum(row.good or 0 for row in rows), sum(row.bad or 0 for row in rows))

    def _silent(self, about: str) -> int:
        return sum((row.n or 0) - (row.good or 0) - (row.bad or 0) for row in self._sums(about))

    def _locators(self) -> tuple[LocatorRecord, ...]:
        people: dict[str, Score] = defaultdict(Score)
        alone: dict[str, Score] = defaultdict(Score)
        for row in self._sums(sums.LABEL, _ROW.part, _ROW.more):
            source = LabelSource(row.more)
            if source is LabelSource.REPLAY or not row.part:
                continue
            group = people if source.human else alone
            group[row.part] = Score(group[row.part].right + row.good, group[row.part].wrong + row.bad)
        records = [LocatorRecord(name, people[name], alone[name]) for name in {*people, *alone}]
        return tuple(sorted(records, key=lambda each: (-each.people.of - each.alone.of, each.locator)))

    def _risks(self) -> tuple[Any, ...]:
        return risk_coverage({row.level: Score(row.good, row.bad) for row in self._sums(sums.SCORE, _ROW.level)})

    def _alone(self) -> tuple[Alone, ...]:
        by_hand = self._by_hand()
        recorded = recorded_seconds(self.workflows)
        rows = self._sums(sums.ALONE, _ROW.workflow_id, _ROW.part)
        made = [(row.workflow_id, row.part, row.n) for row in rows]
        return tuple(
            Alone(work, step, acts, by_hand.get((work, step)) or recorded.get((work, step)))
            for work, step, acts in sorted(made)
        )

    def _by_hand(self) -> Mapping[tuple[str, str], float]:
        """How long the person needs for each step, from all times it was watched."""
        found: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
        for row in self._sums(sums.HAND, _ROW.workflow_id, _ROW.part, _ROW.level, always=True):
            found[row.workflow_id, row.part][row.level] = row.n
        medians = {step: median_seconds(classes) for step, classes in found.items()}
        return {step: seconds for step, seconds in medians.items() if seconds is not None}

    def _effort(self, alone: Sequence[Alone]) -> Effort:
        answering = sum(row.total or 0.0 for row in self._sums(sums.DECISION))
        lasted: dict[str, float] = defaultdict(float)
        for (work, _), seconds in recorded_seconds(self.workflows).items():
            lasted[work] += seconds
        recorded = {row.workflow_id for row in self._sums(sums.RECORDING, _ROW.workflow_id)}
        known = [lasted[work] for work in recorded if lasted[work]]
        return effort(answering, sum(known) if known else None, alone)

    def _of_workflow(self) -> ColumnElement[bool]:
        wanted = self.wanted.workflow_id
        return _ROW.workflow_id == wanted if wanted is not None else _ROW.workflow_id.is_not(None)


_SUMS = (
    func.sum(_ROW.n).label("n"),
    func.sum(_ROW.good).label("good"),
    func.sum(_ROW.bad).label("bad"),
    func.sum(_ROW.total).label("total"),
)


def _all() -> ColumnElement[bool]:
    return _ROW.span == "m"


def _within(wanted: Wanted) -> ColumnElement[bool]:
    """Whole months, and the days before and after them: every row once."""
    if wanted.since is None and wanted.until is None:
        return _all()
    since, until = wanted.since or date.min, wanted.until or date.max
    begin = since if since.day == 1 else _next_month(since)
    end = begin_of("m", until) if until != date.max else date.max
    if begin >= end:
        return _days(since, until)
    months = (_ROW.span == "m") & (_ROW.period >= begin.isoformat()) & (_ROW.period < end.isoformat())
    before = _days(since, begin - timedelta(days=1)) if since < begin else None
    after = _days(end, until) if until != date.max else None
    return or_(months, *(part for part in (before, after) if part is not None))


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _days(since: date, until: date) -> ColumnElement[bool]:
    return (_ROW.span == "d") & _ROW.period.between(since.isoformat(), until.isoformat())

"""What the rows of one day add up to.

Labels and match scores of rows that were taken back, or that were written while learning was off, are left out.
Answers, acts, runs and times did happen: they count, unless they were taken back themselves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    JSON,
    ColumnElement,
    FromClause,
    Integer,
    Select,
    cast,
    exists,
    func,
    literal_column,
    select,
    type_coerce,
)
from sqlalchemy.orm import Session

from app.learning.insights import PER_CENT, half_seconds
from app.learning.labels import Event
from app.model.modes import Label, LabelSource, Permission, StepStatus, VerifyResult
from app.model.recording import RECORDED
from app.model.suggestion import ActStatus
from app.storage.insights_days import start_of
from app.storage.journal import ORDER, JournalRow
from app.storage.schema import (
    ActOutcomeRow,
    ActRow,
    DecisionRow,
    EvidenceRow,
    LearningStateRow,
    RunEndRow,
    StepResultRow,
    SuggestionRow,
    UnansweredRow,
)
from app.storage.voids import standing

DECISION, SILENCE, LABEL, SCORE, WATCHED = "decision", "silence", "label", "score", "watched"
RUN, STEP, ALONE, HAND, RECORDING = "run", "step", "alone", "hand", "recording"
BY_ITSELF = (Permission.VOUCHED, Permission.EARNED, Permission.STRICT)
_COUNTED = ("decision", "unanswered", "evidence", "run_end", "step_result", "act_outcome", "learning_state")
_FEW = 500
_NOBODY: ColumnElement[str] = literal_column("''")
_PER_CENT: ColumnElement[int] = literal_column(str(PER_CENT))


class Key(NamedTuple):
    """Of what a sum is, besides its day."""

    about: str
    workflow_id: str
    part: str = ""
    more: str = ""
    level: int = 0


@dataclass(slots=True)
class Sum:
    """How many, how many of them good and bad, and a total of what is measured."""

    n: int = 0
    good: int = 0
    bad: int = 0
    total: float = 0.0

    def add(self, n: int, good: int = 0, bad: int = 0, total: float = 0.0) -> None:
        """Count more."""
        self.n, self.good, self.bad, self.total = self.n + n, self.good + good, self.bad + bad, self.total + total


@dataclass(frozen=True, slots=True)
class Day:
    """The rows of one day; `out` are those that were taken back."""

    session: Session
    begin: datetime
    out: Sequence[str]

    def of(self, entry: str) -> ColumnElement[bool]:
        """The rows of this kind that still stand."""
        end = self.begin + timedelta(days=1)
        these = (JournalRow.entry == entry) & (JournalRow.utc >= self.begin) & (JournalRow.utc < end)
        return these & JournalRow.id.not_in(self.out) if self.out else these


Sums = dict[Key, Sum]


def sums_of(session: Session, day: str) -> Sums:
    """All sums of this day."""
    begin = start_of(day)
    there = Day(session, begin, taken_back(session, begin))
    sums: Sums = {}
    for counting in (_decisions, _silences, _labels, _runs, _scores, _alone, _by_hand, _recordings):
        for key, n, good, bad, total in counting(there):
            sums.setdefault(key, Sum()).add(n, good, bad, total)
    return sums


_Counted = Iterator[tuple[Key, int, int, int, float]]


def taken_back(session: Session, begin: datetime) -> Sequence[str]:
    """The rows of the day that do not stand: another row that stands takes them back."""
    later = JournalRow.__table__.alias("later")
    end = begin + timedelta(days=1)
    mine = select(JournalRow.id).where(JournalRow.entry.in_(_COUNTED), JournalRow.utc >= begin, JournalRow.utc < end)
    doubted = set(session.scalars(mine.where(exists().where(later.c.voids == JournalRow.id))))
    if not doubted:
        return ()
    rows = _with_what_speaks_of(session, doubted)
    still = {row.id for row in standing(rows)}
    # One that teaches nothing is no label, and yet it happened.
    return sorted({row.id for row in rows if row.teaches and row.id in doubted} - still)


def _with_what_speaks_of(session: Session, ids: set[str]) -> list[JournalRow]:
    """These rows, those that take them back, those that take these back, and so on, in order."""
    known, new = set(ids), set(ids)
    while new:
        asked = [new.pop() for _ in range(min(_FEW, len(new)))]
        found = set(session.scalars(select(JournalRow.id).where(JournalRow.voids.in_(asked))))
        new |= found - known
        known |= found
    names = sorted(known)
    slices = [names[start : start + _FEW] for start in range(0, len(names), _FEW)]
    rows = [row for few in slices for row in session.scalars(select(JournalRow).where(JournalRow.id.in_(few)))]
    return sorted(rows, key=lambda row: tuple(getattr(row, column.key) for column in ORDER))


def _work() -> ColumnElement[str]:
    # Written out: a server takes two parameters for two different groupings.
    return func.coalesce(JournalRow.workflow_id, _NOBODY)


def _decisions(day: Day) -> _Counted:
    query = select(_work(), DecisionRow.kind, func.count(), func.sum(DecisionRow.seconds))
    query = query.where(day.of("decision")).group_by(_work(), DecisionRow.kind)
    for work, kind, n, seconds in day.session.execute(query):
        yield Key(DECISION, work, kind), n, 0, 0, seconds


def _silences(day: Day) -> _Counted:
    query = select(_work(), func.count()).where(day.of("unanswered"), UnansweredRow.cancelled.is_(False))
    query = query.select_from(UnansweredRow).group_by(_work())
    for work, n in day.session.execute(query):
        yield Key(SILENCE, work), n, 0, 0, 0.0


def _labels(day: Day) -> _Counted:
    """By locator and source; by score, as people said; and whether watched acts were where they were expected."""
    for work, label, source, reason, score, method, n in day.session.execute(_labels_query(day)):
        right, wrong = n * (label is Label.RIGHT), n * (label is Label.WRONG)
        yield Key(LABEL, work, method or "", source), n, right, wrong, 0.0
        if source is LabelSource.WATCHED and reason == Event.WATCHED:
            yield Key(WATCHED, work), n, right, wrong, 0.0
        if source.human and method:
            yield Key(SCORE, work, level=score), n, right, wrong, 0.0


def _labels_query(day: Day) -> Select[Any]:
    shown: FromClause = SuggestionRow.__table__
    method = type_coerce(shown.c.suggestion, JSON)["match"]["method"].as_string()
    # A Suggestion may have been put twice: then it has two rows, and still one label.
    labels = (
        select(
            _work().label("work"),
            EvidenceRow.label.label("label"),
            EvidenceRow.source.label("source"),
            EvidenceRow.reason.label("reason"),
            func.min(shown.c.score).label("score"),
            func.min(method).label("method"),
        )
        .outerjoin(shown, shown.c.suggestion_id == EvidenceRow.suggestion_id)
        .where(day.of("evidence"), JournalRow.teaches.is_(True))
        .group_by(EvidenceRow.id, JournalRow.workflow_id, EvidenceRow.label, EvidenceRow.source, EvidenceRow.reason)
        .subquery()
    )
    level = cast(func.round(labels.c.score * _PER_CENT), Integer)
    by = (labels.c.work, labels.c.label, labels.c.source, labels.c.reason, level, labels.c.method)
    return select(*by, func.count()).group_by(*by)


def _runs(day: Day) -> _Counted:
    questions, clean = func.sum(RunEndRow.questions), func.sum(cast(RunEndRow.clean, Integer))
    query = select(_work(), RunEndRow.mode, func.count(), clean, questions)
    for work, mode, n, good, total in day.session.execute(
        query.where(day.of("run_end")).group_by(_work(), RunEndRow.mode)
    ):
        yield Key(RUN, work, mode), n, good, 0, total


def _scores(day: Day) -> _Counted:
    query = select(_work(), StepResultRow.step_id, func.count(), func.sum(StepResultRow.score))
    query = query.where(
        day.of("step_result"),
        JournalRow.teaches.is_(True),
        StepResultRow.status == StepStatus.PASSED,
        StepResultRow.by_hand.is_(False),
        StepResultRow.score.is_not(None),
    )
    for work, step, n, total in day.session.execute(query.group_by(_work(), StepResultRow.step_id)):
        yield Key(STEP, work, step), n, 0, 0, total or 0.0


def _alone(day: Day) -> _Counted:
    """Acts nobody was asked about that were done and seen to work, on the day on which that was seen.

    An outcome does not name its workflow; the act's own row does.
    """
    act: FromClause = ActRow.__table__
    intent: FromClause = JournalRow.__table__.alias("intent")
    work = func.coalesce(intent.c.workflow_id, _NOBODY)
    query = select(work, act.c.step_id, func.count()).select_from(ActOutcomeRow)
    query = query.join(act, act.c.act_id == ActOutcomeRow.act_id).join(intent, intent.c.id == act.c.id)
    query = query.where(
        day.of("act_outcome"),
        act.c.permission.in_(BY_ITSELF),
        ActOutcomeRow.status == ActStatus.DONE,
        ActOutcomeRow.verify == VerifyResult.SUCCESS,
    )
    for step_of, step, n in day.session.execute(query.group_by(work, act.c.step_id)):
        yield Key(ALONE, step_of, step), n, 0, 0, 0.0


def _by_hand(day: Day) -> _Counted:
    """How long the person took for a step while it was watched: since the step before, or since the run began."""
    watched = select(JournalRow.run_id).select_from(StepResultRow)
    watched = watched.where(day.of("step_result"), StepResultRow.status == StepStatus.OBSERVED).distinct()
    found: Counter[Key] = Counter()
    runs = [run for run in day.session.scalars(watched) if run]
    for start in range(0, len(runs), _FEW):
        found.update(_times(day, runs[start : start + _FEW]))
    for key, n in found.items():
        yield key, n, 0, 0, 0.0


def _times(day: Day, runs: Sequence[str]) -> Iterator[Key]:
    gaps = _gaps(runs)
    query = select(_work(), StepResultRow.step_id, gaps.c.gap).join(gaps, gaps.c.id == StepResultRow.id)
    query = query.where(day.of("step_result"), StepResultRow.status == StepStatus.OBSERVED)
    for work, step, gap in day.session.execute(query):
        level = half_seconds(gap / 1000) if gap is not None else None
        if level is not None:
            yield Key(HAND, work, step, level=level)


def _gaps(runs: Sequence[str]) -> FromClause:
    """Milliseconds since the row before, for the steps of these runs."""
    row = JournalRow.__table__.alias("walked")
    before = func.lag(row.c.mono_ms).over(partition_by=(row.c.origin, row.c.run_id), order_by=row.c.n)
    # Joined to nothing, so that the few rows of these runs are looked up, and not all rows of these kinds.
    kind = row.c.entry.concat("")
    walked = select(row.c.id.label("id"), (row.c.mono_ms - before).label("gap"))
    return walked.where(row.c.run_id.in_(runs), kind.in_(("run", "step_result"))).subquery()


def _recordings(day: Day) -> _Counted:
    query = select(_work(), func.count()).select_from(LearningStateRow)
    query = query.where(day.of("learning_state"), LearningStateRow.reason == RECORDED)
    for work, n in day.session.execute(query.group_by(_work())):
        yield Key(RECORDING, work), n, 0, 0, 0.0

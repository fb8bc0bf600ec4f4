"""Reads what the person thinks: the opinions that stand, whether given afterwards or with an answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.learning.feedback import judged_run, standing
from app.model.feedback import FeedbackStats, Opinion, PractiseRun, Remembered, Standing, Verdict
from app.model.modes import RunMode
from app.storage.journal import JournalRow
from app.storage.schema import FAILED, CommentRow, CorrectionRow, RunEndRow, StepResultRow
from app.storage.schema_feedback import FeedbackRow

_About = tuple[str | None, str | None]
_FEW = 500


def of_run(session: Session, run_id: str) -> Mapping[str | None, Remembered]:
    """What is thought of a run (None) and of its steps; what came with an answer counts until more is said."""
    given = _with_answers(session, [run_id])
    rows = _newest(session, [run_id])
    taught = _taught(session, [row.feedback_id for row in rows])
    said = {row.step_id: Remembered(row.feedback_id, opinion_in(row), row.feedback_id in taught) for row in rows}
    return {**{step: Remembered("", opinion) for (_, step), opinion in given.items()}, **said}


def of_runs(session: Session, runs: Sequence[str]) -> Mapping[str, Opinion]:
    """What is thought of these runs as a whole."""
    whole = [row for row in _newest(session, runs) if row.step_id is None]
    return {row.run_id: opinion_in(row) for row in whole if row.run_id is not None}


def opinion_in(row: FeedbackRow) -> Opinion:
    """What a row says."""
    return Opinion(row.verdict, row.stars, row.comment, row.better)


def feedback_stats(session: Session) -> FeedbackStats:
    """All that is thought, each run and step once; the outbox is counted elsewhere."""
    opinions: dict[_About, Opinion] = dict(_with_answers(session))
    opinions |= {(row.run_id, row.step_id): opinion_in(row) for row in _newest(session)}
    said = [opinion for opinion in opinions.values() if not opinion.empty]
    rated = Counter(opinion.rated for opinion in said)
    return FeedbackStats(len(said), rated[Verdict.GOOD], rated[Verdict.BAD], rated[Verdict.NEUTRAL])


def to_practise(session: Session, workflow_id: str | None = None) -> tuple[PractiseRun, ...]:
    """Runs that the person called bad, newest opinion first: worth going through again in the practice room."""
    whole = [row for row in _newest(session, workflow_id=workflow_id) if row.step_id is None]
    stars = [(row, opinion_in(row).in_stars) for row in reversed(whole)]
    return tuple(
        PractiseRun(row.run_id or "", row.workflow_id or "", count) for row, count in stars if count and count <= 2
    )


def standings(session: Session) -> Mapping[str, Standing]:
    """How far each workflow with runs is trusted as a piece of work; watching alone says nothing about it."""
    failed = _failed(session)
    thought = {row.run_id: opinion_in(row).in_stars for row in _newest(session) if row.step_id is None and row.run_id}
    counted: Counter[tuple[str | None, bool | None]] = Counter()
    # Years of runs are counted by the database; only those that failed or were rated are looked at one by one.
    by = (RunEndRow.workflow_id, RunEndRow.clean, RunEndRow.state)
    for workflow_id, clean, state, runs in session.execute(_worked(*by, func.count()).group_by(*by)):
        counted[workflow_id, judged_run(clean, state, False, None)] += runs
    for workflow_id, clean, state, run_id in _ends_of(session, sorted(failed | set(thought))):
        counted[workflow_id, judged_run(clean, state, False, None)] -= 1
        counted[workflow_id, judged_run(clean, state, run_id in failed, thought.get(run_id))] += 1
    workflows = {each for (each, judged), runs in counted.items() if each is not None and judged is not None and runs}
    return {each: standing(counted[each, True], counted[each, False]) for each in workflows}


def _worked(*columns: Any) -> Select[Any]:
    """Of all runs that ended, but those that were only watched."""
    return select(*columns).where(RunEndRow.entry == "run_end", RunEndRow.mode != RunMode.OBSERVATION)


def _ends_of(session: Session, runs: Sequence[str]) -> Iterator[Any]:
    columns = (RunEndRow.workflow_id, RunEndRow.clean, RunEndRow.state, RunEndRow.run_id)
    for start in range(0, len(runs), _FEW):
        yield from session.execute(_worked(*columns).where(RunEndRow.run_id.in_(runs[start : start + _FEW])))


def _failed(session: Session) -> set[str]:
    failed = select(StepResultRow.__table__.c.id).where(FAILED)
    runs = session.scalars(select(JournalRow.run_id).where(JournalRow.id.in_(failed)).distinct())
    return {run for run in runs if run is not None}


def _newest(session: Session, runs: Sequence[str] | None = None, workflow_id: str | None = None) -> list[FeedbackRow]:
    """The opinions that no other has replaced, oldest first."""
    replaced = select(JournalRow.voids).where(JournalRow.voids.is_not(None))
    query = select(FeedbackRow).where(FeedbackRow.id.not_in(replaced))
    if runs is not None:
        query = query.where(FeedbackRow.run_id.in_(runs))
    if workflow_id is not None:
        query = query.where(FeedbackRow.workflow_id == workflow_id)
    return list(session.scalars(query.order_by(FeedbackRow.order_utc, FeedbackRow.origin, FeedbackRow.n)))


def _with_answers(session: Session, runs: Sequence[str] | None = None) -> Mapping[_About, Opinion]:
    """What came with answers on the coach card: stars and the last comment."""
    columns = (CommentRow.run_id, CommentRow.step_id, CommentRow.comment, CommentRow.rating)
    query = select(*columns).order_by(CommentRow.order_utc, CommentRow.origin, CommentRow.n)
    if runs is not None:
        query = query.where(CommentRow.run_id.in_(runs))
    found: dict[_About, Opinion] = {}
    for run_id, step_id, comment, rating in session.execute(query):
        before = found.get((run_id, step_id), Opinion())
        stars = before.stars if rating is None else min(5, max(1, rating))
        found[run_id, step_id] = replace(before, stars=stars, comment=comment or before.comment)
    return found


def _taught(session: Session, feedback_ids: Sequence[str]) -> set[str | None]:
    query = select(CorrectionRow.decision_id).where(CorrectionRow.decision_id.in_(feedback_ids))
    return set(session.scalars(query))

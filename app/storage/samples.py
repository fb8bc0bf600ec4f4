"""Reads what is on record of runs for an export: samples, what stands around them, and what the person thinks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.learning.corrections import effective
from app.learning.exporting import Veil, veil
from app.learning.samples import Stamped, run_told
from app.model.feedback import Opinion
from app.model.knowledge import Knowledge
from app.model.modes import Label, LabelSource
from app.model.surroundings import Surroundings
from app.model.target import VALUE_ROLES, Target
from app.model.training import RunTold, Sample, Setting
from app.model.workflow import Workflow
from app.storage.journal import ORDER, JournalRow
from app.storage.opinions import of_run
from app.storage.rows import entry_of
from app.storage.schema import CorrectionRow, DecisionRow, EvidenceRow, RunRow, SuggestionRow
from app.storage.schema_screens import SurroundingsRow
from app.storage.voids import standing


@dataclass(frozen=True, slots=True)
class RunRead:
    """A run with what stands around each of its samples (by Suggestion), opinions (by step), and its veil."""

    told: RunTold
    settings: Mapping[str, Setting]
    opinions: Mapping[str | None, Opinion]
    veil: Veil


def runs_of(session: Session, workflow_id: str) -> list[str]:
    """The ids of its runs, oldest first."""
    query = select(RunRow.run_id).where(RunRow.workflow_id == workflow_id).order_by(*ORDER)
    return [run_id for run_id in session.scalars(query) if run_id is not None]


def run_read(session: Session, run_id: str, workflow: Workflow | None, knowledge: Knowledge | None) -> RunRead | None:
    """All that may be exported of a run; None when its beginning is not on record. Without the workflow the words of
    the record must do."""
    rows = session.scalars(select(JournalRow).where(JournalRow.run_id == run_id).order_by(*ORDER)).all()
    asked = [row.suggestion_id for row in rows if isinstance(row, SuggestionRow)]
    stamped = [Stamped(entry_of(row), row.utc, row.coach) for row in rows]
    told = run_told(stamped, _labels(session, asked), _shown(session, rows))
    if told is None:
        return None
    around = _Around(session, workflow, knowledge)
    settings = {sample.suggestion.id: around.setting(sample) for sample in told.samples}
    opinions = {step: each.opinion for step, each in of_run(session, run_id).items()}
    return RunRead(told, settings, opinions, veil(told.samples, settings))


def _labels(session: Session, suggestions: Sequence[str]) -> Mapping[str, tuple[Label, LabelSource]]:
    about = select(EvidenceRow.id).where(EvidenceRow.suggestion_id.in_(suggestions))
    rows = _closed(session, list(session.scalars(about)))
    judged = [row for row in rows if isinstance(row, EvidenceRow) and row.suggestion_id]
    return {row.suggestion_id: (row.label, row.source) for row in judged if row.suggestion_id}


def _shown(session: Session, rows: Sequence[JournalRow]) -> frozenset[str]:
    """The corrected Suggestions whose correction stands: the person has pointed at their places."""
    decisions = {row.decision_id: row.suggestion_id for row in rows if isinstance(row, DecisionRow)}
    about = select(CorrectionRow.id).where(CorrectionRow.decision_id.in_(decisions))
    found = _closed(session, list(session.scalars(about)))
    moved = {row.decision_id for row in found if isinstance(row, CorrectionRow) and row.new.target is not None}
    corrected = {suggestion for decision, suggestion in decisions.items() if decision in moved}
    made = [row for row in rows if isinstance(row, SuggestionRow)]
    return frozenset(row.suggestion_id for row in made if row.replaces in corrected)


def _closed(session: Session, ids: Sequence[str]) -> list[JournalRow]:
    """Those of these rows that stand, with whatever takes one of them back, in whatever depth."""
    known: set[str] = set(ids)
    newest = set(ids)
    while newest:
        newest = set(session.scalars(select(JournalRow.id).where(JournalRow.voids.in_(newest)))) - known
        known |= newest
    rows = session.scalars(select(JournalRow).where(JournalRow.id.in_(known)).order_by(*ORDER)).all()
    return standing(rows, learned_only=False)


class _Around:
    """What the workflow of today and the record tell of the surroundings of a sample."""

    def __init__(self, session: Session, workflow: Workflow | None, knowledge: Knowledge | None) -> None:
        self._steps = {step.id: step for step in workflow.steps} if workflow else {}
        self._knowledge = knowledge
        mine = SurroundingsRow.workflow_id == (workflow.id if workflow else "")
        self._seen = session.scalars(select(SurroundingsRow).where(mine).order_by(*ORDER)).all()

    def setting(self, sample: Sample) -> Setting:
        step = self._steps.get(sample.step_id)
        if step is None:
            return Setting()
        today = effective(step, self._knowledge.step(step.id)) if self._knowledge else step
        target, seen = today.target, self._at(step.source, sample)
        if target is None:
            return Setting(seen=seen)
        window = target.window
        return Setting(window.application, window.title, target.role, _label(target), seen)

    def _at(self, screen_id: str, sample: Sample) -> Surroundings:
        """The last that was new to this Screen by then; later looks in known surroundings are not recorded."""
        known = [row.seen for row in self._seen if row.screen_id == screen_id and row.utc <= sample.at]
        return known[-1] if known else Surroundings()


def _label(target: Target) -> str:
    """What the element is called; of a field what stands beside it, for its own words may be what was typed."""
    if target.role not in VALUE_ROLES:
        return target.label
    return next((each.text for each in target.neighbours if each.text.strip()), "") or target.label


def run_of_suggestion(session: Session, suggestion_id: str) -> str | None:
    """The run in which it was made."""
    made = select(SuggestionRow.run_id).where(SuggestionRow.suggestion_id == suggestion_id)
    return session.scalar(made.limit(1))

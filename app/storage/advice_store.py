"""Advice as the windows see it: to apply, to dismiss, and to undo either; each is a row."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from uuid import uuid4

from sqlalchemy.orm import Session

from app.learning.advice_drafts import drafts_of, expecting
from app.learning.advising import advised
from app.learning.corrections import effective
from app.model.advice import Advice, AdviceAnswer, AdviceKey, AdviceKind
from app.model.decision import Keep, StepPatch
from app.model.errors import BadInput
from app.model.knowledge import Knowledge
from app.model.ledger import Entry
from app.model.ledger_learning import AdviceGiven, CorrectionMade, RiskSet
from app.model.lesson import OneLesson
from app.model.modes import Risk
from app.model.sentences import step_sentence
from app.model.workflow import Workflow
from app.storage.advice_facts import facts_of, given
from app.storage.database import Database
from app.storage.ledger import Ledger
from app.storage.library import LibraryStore
from app.storage.schema_advice import AdviceRow
from app.storage.undo import taking_back

_log = logging.getLogger(__name__)
_CHANGES = (AdviceKind.WAIT, AdviceKind.TIMEOUT, AdviceKind.CHECK)


@dataclass(frozen=True, slots=True)
class AdviceStore:
    """Safe from any thread; every call may take long."""

    library: LibraryStore
    ledger: Ledger
    database: Database

    def advice(self, workflow_id: str) -> tuple[Advice, ...]:
        """What is open, the best first, then what was answered; a fault in it is logged, and there is none then."""
        workflow, knowledge = self.library.load(workflow_id), self.library.knowledge(workflow_id)
        rules = self.library.advice_rules()
        with self.database.reading() as session:
            facts, answers = facts_of(session, workflow_id), given(session, workflow_id)
        try:
            drafts = drafts_of(workflow, knowledge, facts)
            open_ = advised(drafts, frozenset(answers), rules.min_runs, rules.min_days)
        except (ArithmeticError, LookupError, ValueError):
            _log.exception("no advice for %s: it failed", workflow_id)
            return ()
        return (*open_, *_answered(workflow, tuple(answers.values())))

    def apply(self, workflow_id: str, advice: Advice) -> None:
        """Change the step as advised; BadInput when it does not rest on enough."""
        now = self._open(workflow_id, advice.key)
        if not now.ready:
            raise BadInput(f"The advice for step {now.number}", now.why_not, "Let more runs speak for it.")
        rows, made = self._change(workflow_id, now)
        self.ledger.commit([*rows, _row(workflow_id, now, AdviceAnswer.APPLIED, made)])

    def dismiss(self, workflow_id: str, advice: Advice) -> None:
        """Do not give it again."""
        self.ledger.commit([_row(workflow_id, self._open(workflow_id, advice.key), AdviceAnswer.DISMISSED)])

    def undo(self, workflow_id: str, advice: Advice) -> None:
        """As it was before it was applied or dismissed; BadInput when it was neither."""
        with self.database.reading() as session:
            row = given(session, workflow_id).get(advice.key)
            if row is None:
                raise BadInput(f"The advice for step {advice.number}", "it was undone already", "Open “Learned” again.")
            back = _back(row, workflow_id)
            if row.answer is AdviceAnswer.APPLIED and row.kind in _CHANGES:
                back = _correction_back(session, row.made[0], f"advice for step {advice.number}")
        self.ledger.commit([*back, _row(workflow_id, advice, AdviceAnswer.UNDONE)])

    def _open(self, workflow_id: str, key: AdviceKey) -> Advice:
        """As the record stands now, whatever a window still shows."""
        found = next((each for each in self.advice(workflow_id) if each.key == key and each.answer is None), None)
        if found is None:
            raise BadInput("This advice", "it is not open any more", "Open “Learned” again.")
        return found

    def _change(self, workflow_id: str, advice: Advice) -> tuple[list[Entry], tuple[str, ...]]:
        """The rows, and what undoing needs."""
        workflow, knowledge = self.library.load(workflow_id), self.library.knowledge(workflow_id)
        key, known = advice.key, knowledge.step(advice.key.step_id)
        if key.kind is AdviceKind.ALWAYS_ASK:
            before = known.risk.value if known.risk else ""
            return [RiskSet(workflow_id, key.step_id, Risk.LOCKED)], (before,)
        old, new = _patches(workflow, knowledge, advice)
        made = CorrectionMade(str(uuid4()), None, workflow_id, key.step_id, known.version, Keep.ALWAYS, old, new)
        return [made], (made.correction_id,)


def _patches(workflow: Workflow, knowledge: Knowledge, advice: Advice) -> tuple[StepPatch, StepPatch]:
    key = advice.key
    recorded = next(step for step in workflow.steps if step.id == key.step_id)
    step = effective(recorded, knowledge.step(key.step_id))
    if key.kind is AdviceKind.WAIT:
        return StepPatch(wait_after=step.timing.after), StepPatch(wait_after=float(advice.value))
    return StepPatch(expect=step.expect), StepPatch(expect=expecting(workflow, step, key.kind, advice.value))


def _correction_back(session: Session, correction_id: str, words: str) -> list[Entry]:
    """Nothing when the person has taken back the correction by itself already."""
    try:
        return [*taking_back(session, OneLesson(correction_id), str(uuid4()), words)]
    except BadInput:
        return []


def _back(row: AdviceRow, workflow_id: str) -> list[Entry]:
    if row.answer is not AdviceAnswer.APPLIED or row.kind is not AdviceKind.ALWAYS_ASK:
        return []
    return [RiskSet(workflow_id, row.step_id, Risk(row.made[0]) if row.made[0] else None)]


def _row(workflow_id: str, advice: Advice, answer: AdviceAnswer, made: tuple[str, ...] = ()) -> AdviceGiven:
    key = advice.key
    return AdviceGiven(
        workflow_id, key.kind, key.step_id, key.parameter, advice.value, advice.reason, advice.runs, answer, made
    )


def _answered(workflow: Workflow, rows: tuple[AdviceRow, ...]) -> tuple[Advice, ...]:
    numbers = {step.id: (number, step_sentence(step)) for number, step in enumerate(workflow.steps, 1)}
    return tuple(
        Advice(
            AdviceKey(row.kind, row.step_id, row.parameter),
            *numbers[row.step_id],
            row.value,
            row.reason,
            row.runs,
            answer=row.answer,
            made=row.made,
        )
        for row in rows
        if row.step_id in numbers
    )

"""Advice as the windows see it: to apply, to dismiss, and to undo either; each is a row."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple
from uuid import uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.learning.advice_drafts import drafts_of, expecting
from app.learning.advising import Draft, advised
from app.learning.corrections import effective
from app.learning.shadow import draft_of, proof_of, subjects
from app.model.advice import Advice, AdviceAnswer, AdviceKey, AdviceKind
from app.model.decision import Keep, StepPatch
from app.model.errors import BadInput
from app.model.frame import Pixels
from app.model.knowledge import Knowledge
from app.model.ledger import Entry
from app.model.ledger_learning import FROM_ADVICE, AdviceGiven, CorrectionMade, ProofMade, RiskSet
from app.model.lesson import OneLesson
from app.model.modes import Risk
from app.model.sentences import step_sentence
from app.model.workflow import Workflow
from app.settings import Advice as AdviceRules
from app.storage.advice_facts import facts_of, given
from app.storage.database import Database
from app.storage.journal import JournalRow
from app.storage.ledger import Ledger
from app.storage.library import LibraryStore
from app.storage.schema_advice import AdviceRow
from app.storage.tried import TriedShelf
from app.storage.undo import taking_back

_log = logging.getLogger(__name__)
_TARGETS = (AdviceKind.CROP, AdviceKind.ANCHOR)
_CHANGES = (AdviceKind.WAIT, AdviceKind.TIMEOUT, AdviceKind.CHECK, *_TARGETS)


@dataclass(frozen=True, slots=True)
class AdviceStore:
    """Safe from any thread; every call may take long."""

    library: LibraryStore
    ledger: Ledger
    database: Database
    tried: TriedShelf
    settle: Callable[[set[str]], object]

    def rules(self) -> AdviceRules:
        """On how much it rests."""
        return self.library.advice_rules()

    def rows(self, workflow_id: str) -> int:
        """How many rows are on record about a workflow: none is ever removed, so without more there is no news."""
        query = select(func.count()).select_from(JournalRow.__table__).where(JournalRow.workflow_id == workflow_id)
        with self.database.reading() as session:
            return session.scalars(query).one()

    def advice(self, workflow_id: str) -> tuple[Advice, ...]:
        """What is open, the best first, then what was answered; a fault in it is logged, and there is none then."""
        workflow, knowledge = self.library.load(workflow_id), self.library.knowledge(workflow_id)
        rules = self.library.advice_rules()
        with self.database.reading() as session:
            facts, answers = facts_of(session, workflow_id), given(session, workflow_id)
        try:
            drafts = [*drafts_of(workflow, knowledge, facts), *self._tried(workflow_id, knowledge)]
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
        rows, made, images = self._change(workflow_id, now)
        self.ledger.commit([*rows, _row(workflow_id, now, AdviceAnswer.APPLIED, made)], images)
        self._settle(workflow_id, now)

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
        self._settle(workflow_id, advice)

    def _settle(self, workflow_id: str, advice: Advice) -> None:
        """With another version of a step the workflow may support another learning state."""
        if advice.key.kind in _TARGETS:
            self.settle({workflow_id})

    def _tried(self, workflow_id: str, knowledge: Knowledge) -> Iterator[Draft]:
        """What was found out on stored pictures about the steps as they are today."""
        for outcome in self.tried.of(workflow_id):
            subject = outcome.subject
            if knowledge.step(subject.step.id).version == subject.version:
                yield from (draft_of(subject, each) for each in outcome.compared)

    def _open(self, workflow_id: str, key: AdviceKey) -> Advice:
        """As the record stands now, whatever a window still shows."""
        found = next((each for each in self.advice(workflow_id) if each.key == key and each.answer is None), None)
        if found is None:
            raise BadInput("This advice", "it is not open any more", "Open “Learned” again.")
        return found

    def _change(self, workflow_id: str, advice: Advice) -> _Change:
        """What is written when it is applied."""
        workflow, knowledge = self.library.load(workflow_id), self.library.knowledge(workflow_id)
        key, known = advice.key, knowledge.step(advice.key.step_id)
        if key.kind is AdviceKind.ALWAYS_ASK:
            before = known.risk.value if known.risk else ""
            return _Change([RiskSet(workflow_id, key.step_id, Risk.LOCKED)], (before,))
        if key.kind in _TARGETS:
            return self._new_target(workflow_id, workflow, knowledge, key)
        old, new = _patches(workflow, knowledge, advice)
        made = CorrectionMade(str(uuid4()), None, workflow_id, key.step_id, known.version, Keep.ALWAYS, old, new)
        return _Change([made], (made.correction_id,))

    def _new_target(self, workflow_id: str, workflow: Workflow, knowledge: Knowledge, key: AdviceKey) -> _Change:
        """A new version, about which nothing is known but what the pictures showed. BadInput when they are others now:
        then it has to be tried again first."""
        rules, frames = self.library.advice_rules(), self.library.frames(workflow_id)
        now = {each.step.id: each for each in subjects(workflow, knowledge, frames, rules.min_runs, rules.min_days)}
        outcome = next((each for each in self.tried.of(workflow_id) if each.subject == now.get(key.step_id)), None)
        compared = next((each for each in outcome.compared if each.kind is key.kind), None) if outcome else None
        if outcome is None or compared is None:
            why = "its pictures or the step have changed since it was tried"
            raise BadInput("This advice", why, "Wait until it was tried again.")
        step = outcome.subject.step
        version = knowledge.version_after(step.id, outcome.subject.version)
        old, new = StepPatch(target=step.target), StepPatch(target=compared.taught.target)
        names = (str(uuid4()), f"{FROM_ADVICE}{uuid4()}", workflow_id, step.id)
        made = CorrectionMade(*names, version, Keep.ALWAYS, old, new)
        proof = ProofMade(workflow_id, step.id, made.correction_id, version, proof_of(compared, step.id))
        return _Change([made, proof], (made.correction_id,), compared.taught.images)


class _Change(NamedTuple):
    """The rows, what undoing needs, and pictures to be kept."""

    rows: list[Entry]
    made: tuple[str, ...]
    images: Mapping[str, Pixels] = MappingProxyType({})


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

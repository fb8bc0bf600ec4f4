"""Edits of one workflow with undo and redo; every write happens on the worker and is read back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal, Slot

from app.learning.corrections import effective
from app.learning.progress import Bar
from app.model.action import Params
from app.model.drift import Subject
from app.model.errors import UserError
from app.model.knowledge import Knowledge, StepKnowledge
from app.model.modes import Risk
from app.model.proof import Proof
from app.model.target import Picture, TaughtTarget
from app.model.workflow import Step, Workflow
from app.ui.queries import Queries
from app.ui.services import Library

# How an edit is taken back; None when it changed nothing, or nothing that could come back.
Back = Callable[[], object] | None


@dataclass(eq=False, slots=True)
class Edit:
    """One change in words. Doing it says how to take it back: only the worker knows what stood there until then."""

    words: str
    change: Callable[[], Back]
    back: Back = None

    def do(self) -> None:
        """On the worker."""
        self.back = self.change()

    def undo(self) -> None:
        """On the worker; nothing when doing it had failed."""
        if self.back is not None:
            self.back()


class Loaded(NamedTuple):
    """A workflow with what was learned about it, and by which rules its steps are judged."""

    workflow: Workflow
    knowledge: Knowledge
    bar: Bar


class StepEdits(QObject):
    """`changed` after every load; `failed` with the reason when something could not be written."""

    changed = Signal()
    failed = Signal(object)

    def __init__(self, queries: Queries, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queries = queries
        self._library = library
        self._done: list[Edit] = []
        self._undone: list[Edit] = []
        self.loaded: Loaded | None = None

    def open(self, workflow_id: str) -> None:
        """Work on this one; what was done to another can no longer be undone here."""
        if self.loaded is None or self.loaded.workflow.id != workflow_id:
            self._done.clear()
            self._undone.clear()
        self._run(lambda: None, workflow_id)

    def close(self) -> None:
        """Work on none."""
        self.loaded = None
        self._done.clear()
        self._undone.clear()
        self.changed.emit()

    @property
    def undo_words(self) -> str:
        """What would be taken back; empty when there is nothing."""
        return self._done[-1].words if self._done else ""

    @property
    def redo_words(self) -> str:
        """What would be done again; empty when there is nothing."""
        return self._undone[-1].words if self._undone else ""

    def in_force(self, step: Step) -> Step:
        """The step as it is executed today, with its lasting corrections."""
        return effective(step, self.loaded.knowledge.step(step.id)) if self.loaded else step

    def locked(self, step: Step) -> bool:
        """Whether it asks whatever was learned: the person's word counts before what was recorded."""
        known = self.loaded.knowledge.step(step.id).risk if self.loaded else None
        return (known or step.risk) is Risk.LOCKED

    # --- edits

    def reword(self, step: Step, change: Callable[[Params], Params]) -> None:
        """Other text or keys: in the workflow file, or beside the correction that has replaced what stands there."""
        self._apply(self.tr("editing"), lambda workflow: self._reworded(workflow, step.id, change))

    def alter(self, words: str, step: Step, fields: Mapping[str, object]) -> None:
        """These fields of the step in the workflow file, and no others."""
        self.rewrite(words, lambda workflow: with_step(workflow, step.id, lambda now: now.model_copy(update=fields)))

    def rewrite(self, words: str, change: Callable[[Workflow], Workflow]) -> None:
        """The workflow file itself; the change is made to what stands in it when its turn comes."""
        self._apply(words, lambda workflow: self._rewritten(workflow, change))

    def vouch(self, step: Step, granted: bool) -> None:
        """The step may act alone, or no longer."""
        vouch = self._library.vouch

        def change(workflow: str) -> Back:
            before = self._known(workflow, step.id).vouched
            vouch(workflow, step.id, granted)
            return lambda: vouch(workflow, step.id, before)

        self._apply(self.tr("vouching") if granted else self.tr("taking back a vouching"), change)

    def set_risk(self, step: Step, risk: Risk | None) -> None:
        """The person's lock; None returns to the rule."""
        set_risk = self._library.set_risk

        def change(workflow: str) -> Back:
            before = self._known(workflow, step.id).risk
            set_risk(workflow, step.id, risk)
            return lambda: set_risk(workflow, step.id, before)

        self._apply(self.tr("locking") if risk is Risk.LOCKED else self.tr("unlocking"), change)

    def repoint(self, step: Step, taught: TaughtTarget, proof: Proof | None = None) -> None:
        """Another target; the old one stays in the record and comes back with undo."""
        repoint = self._library.repoint

        def change(workflow: str) -> Back:
            old = self._known(workflow, step.id).patch.target or step.target
            repoint(workflow, step.id, taught, proof)
            return None if old is None else lambda: repoint(workflow, step.id, TaughtTarget(old))

        self._apply(self.tr("pointing again"), change)

    def add_look(self, screen_id: str, picture: Picture) -> None:
        """The Screen may look like this from now on, too."""
        add = self._library.add_look
        self._apply(self.tr("adding a look"), lambda workflow: add(workflow, screen_id, picture))

    def leave_drift(self, subject: Subject) -> None:
        """What was told of this Screen or step stays as it is."""
        leave = self._library.leave_drift
        self._apply(self.tr("leaving it as it is"), lambda workflow: leave(workflow, subject))

    @Slot()
    def undo(self) -> None:
        """Take the last edit back."""
        if self._done:
            edit = self._done.pop()
            self._undone.append(edit)
            self._run(edit.undo, self._workflow_id(), edit)

    @Slot()
    def redo(self) -> None:
        """Do the last one taken back again."""
        if self._undone:
            edit = self._undone.pop()
            self._done.append(edit)
            self._run(edit.do, self._workflow_id(), edit)

    def _workflow_id(self) -> str:
        return self.loaded.workflow.id if self.loaded else ""

    def _apply(self, words: str, change: Callable[[str], Back]) -> None:
        """Counts as done at once, so that an undo pressed before it is written takes back this one and no other."""
        if self.loaded is None:
            return
        workflow = self.loaded.workflow.id
        edit = Edit(words, lambda: change(workflow))
        self._done.append(edit)
        self._undone.clear()
        self._run(edit.do, workflow, edit)

    def _drop(self, edit: Edit | None) -> None:
        self._done = [kept for kept in self._done if kept is not edit]
        self._undone = [kept for kept in self._undone if kept is not edit]

    # --- on the worker, with what is true when the turn of an edit comes

    def _known(self, workflow_id: str, step_id: str) -> StepKnowledge:
        return self._library.knowledge(workflow_id).step(step_id)

    def _reworded(self, workflow_id: str, step_id: str, change: Callable[[Params], Params]) -> Back:
        old, reword = self._known(workflow_id, step_id).patch.params, self._library.reword
        if old is None:
            return self._rewritten(workflow_id, lambda now: with_step(now, step_id, lambda s: _with_params(s, change)))
        reword(workflow_id, step_id, change(old))
        return lambda: reword(workflow_id, step_id, old)

    def _rewritten(self, workflow_id: str, change: Callable[[Workflow], Workflow]) -> Back:
        before = self._library.load(workflow_id)
        changed = change(before)
        if changed == before:
            return None
        self._library.save(changed)
        return lambda: self._library.save(before)

    def _run(self, write: Callable[[], object], workflow_id: str, edit: Edit | None = None) -> None:
        library = self._library

        def work() -> Loaded:
            write()
            return Loaded(library.load(workflow_id), library.knowledge(workflow_id), library.bar())

        def loaded(result: Loaded) -> None:
            self.loaded = result
            if edit is not None and edit.back is None:
                self._drop(edit)
            self.changed.emit()

        def failed(error: UserError) -> None:
            self._drop(edit)
            self.failed.emit(error)
            self.changed.emit()

        self._queries.ask(self, work, loaded, failed)


def without_step(workflow: Workflow, step_id: str) -> Workflow:
    """The workflow without one step; its successor begins where the step began, so that the chain stays whole."""
    steps = list(workflow.steps)
    index = next((place for place, step in enumerate(steps) if step.id == step_id), None)
    if index is None:
        return workflow
    gone = steps.pop(index)
    if index < len(steps) and steps[index].source == gone.to:
        steps[index] = steps[index].model_copy(update={"source": gone.source})
    return workflow.model_copy(update={"steps": tuple(steps)})


def with_step(workflow: Workflow, step_id: str, change: Callable[[Step], Step]) -> Workflow:
    """The workflow with this one step changed."""
    steps = tuple(change(step) if step.id == step_id else step for step in workflow.steps)
    return workflow.model_copy(update={"steps": steps})


def _with_params(step: Step, change: Callable[[Params], Params]) -> Step:
    return step.model_copy(update={"params": change(step.params)})

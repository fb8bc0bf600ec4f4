"""Edits of one workflow with undo and redo; every write happens on the worker and is read back."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal, Slot

from app.learning.corrections import effective
from app.model.action import Params
from app.model.errors import UserError
from app.model.knowledge import Knowledge
from app.model.modes import Risk
from app.model.target import Target, TaughtTarget
from app.model.workflow import Step, Workflow
from app.ui.queries import Queries
from app.ui.services import Library


class Edit(NamedTuple):
    """One change in words, how to do it and how to take it back (both on the worker)."""

    words: str
    do: Callable[[], object]
    undo: Callable[[], object]


class Loaded(NamedTuple):
    """A workflow with what was learned about it."""

    workflow: Workflow
    knowledge: Knowledge


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
        self._run(lambda: None, workflow_id, lambda: None)

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

    def target_of(self, step: Step) -> Target | None:
        """The target in force: what was taught later replaces the recorded one."""
        if self.loaded is None:
            return step.target
        return self.loaded.knowledge.step(step.id).patch.target or step.target

    def in_force(self, step: Step) -> Step:
        """The step as it is executed today, with its lasting corrections."""
        return effective(step, self.loaded.knowledge.step(step.id)) if self.loaded else step

    # --- edits

    def reword(self, step: Step, params: Params) -> None:
        """Other text or keys: in the workflow file, or beside the correction that has replaced what stands there."""
        if self.loaded is None:
            return
        words, workflow = self.tr("editing"), self.loaded.workflow
        if self.loaded.knowledge.step(step.id).patch.params is None:
            self.rewrite(words, with_step(workflow, step.model_copy(update={"params": params})))
            return
        old, reword = self.in_force(step).params, self._library.reword
        edit = Edit(words, lambda: reword(workflow.id, step.id, params), lambda: reword(workflow.id, step.id, old))
        self._apply(edit)

    def rewrite(self, words: str, changed: Workflow) -> None:
        """The workflow file itself."""
        if self.loaded is None:
            return
        before = self.loaded.workflow
        self._apply(Edit(words, lambda: self._library.save(changed), lambda: self._library.save(before)))

    def vouch(self, step: Step, granted: bool) -> None:
        """The step may act alone, or no longer."""
        workflow = self._workflow_id()
        words = self.tr("vouching") if granted else self.tr("taking back a vouching")
        vouch = self._library.vouch
        edit = Edit(words, lambda: vouch(workflow, step.id, granted), lambda: vouch(workflow, step.id, not granted))
        self._apply(edit)

    def set_risk(self, step: Step, risk: Risk | None) -> None:
        """The person's lock; None returns to the rule."""
        if self.loaded is None:
            return
        workflow = self._workflow_id()
        before = self.loaded.knowledge.step(step.id).risk
        words = self.tr("locking") if risk is Risk.LOCKED else self.tr("unlocking")
        change = self._library.set_risk
        edit = Edit(words, lambda: change(workflow, step.id, risk), lambda: change(workflow, step.id, before))
        self._apply(edit)

    def repoint(self, step: Step, taught: TaughtTarget) -> None:
        """Another target; the old one stays in the record and comes back with undo."""
        old = self.target_of(step)
        workflow = self._workflow_id()
        point = self._library.repoint

        def undo() -> None:
            if old is not None:
                point(workflow, step.id, TaughtTarget(old))

        self._apply(Edit(self.tr("pointing again"), lambda: point(workflow, step.id, taught), undo))

    @Slot()
    def undo(self) -> None:
        """Take the last edit back."""
        if self._done:
            edit = self._done.pop()
            self._run(edit.undo, self._workflow_id(), lambda: self._undone.append(edit))

    @Slot()
    def redo(self) -> None:
        """Do the last one taken back again."""
        if self._undone:
            edit = self._undone.pop()
            self._run(edit.do, self._workflow_id(), lambda: self._done.append(edit))

    def _workflow_id(self) -> str:
        return self.loaded.workflow.id if self.loaded else ""

    def _apply(self, edit: Edit) -> None:
        def kept() -> None:
            self._done.append(edit)
            self._undone.clear()

        self._run(edit.do, self._workflow_id(), kept)

    def _run(self, write: Callable[[], object], workflow_id: str, then: Callable[[], object]) -> None:
        library = self._library

        def work() -> Loaded:
            write()
            return Loaded(library.load(workflow_id), library.knowledge(workflow_id))

        def loaded(result: Loaded) -> None:
            self.loaded = result
            then()
            self.changed.emit()

        def failed(error: UserError) -> None:
            self.failed.emit(error)
            self.changed.emit()

        self._queries.ask(self, work, loaded, failed)


def without_step(workflow: Workflow, step: Step) -> Workflow:
    """The workflow without one step; its successor begins where the step began, so that the chain stays whole."""
    index = workflow.index_of(step.id)
    steps = list(workflow.steps)
    del steps[index]
    if index < len(steps) and steps[index].source == step.to:
        steps[index] = steps[index].model_copy(update={"source": step.source})
    return workflow.model_copy(update={"steps": tuple(steps)})


def with_step(workflow: Workflow, changed: Step) -> Workflow:
    """The workflow with this step in place of the one with its id."""
    steps = tuple(changed if step.id == changed.id else step for step in workflow.steps)
    return workflow.model_copy(update={"steps": steps})

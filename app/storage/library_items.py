"""What the library shows of one workflow."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.learning.progress import Bar, alone_count
from app.model.coaching import LibraryItem
from app.model.feedback import Standing
from app.model.knowledge import Knowledge
from app.model.modes import LearningState
from app.model.readiness import Readiness
from app.model.workflow import Workflow, WorkflowStatus
from app.storage.workflows import Shelved

_NOTHING = (WorkflowStatus.DRAFT, LearningState.OBSERVATION, 0, 0)


@dataclass(frozen=True, slots=True)
class Showing:
    """By which rules workflows are shown, how far each is trusted, and of which the record is still to be read."""

    bar: Bar
    trusted: Mapping[str, Standing]
    reading: frozenset[str]
    knowledge: Callable[[str], Knowledge]
    ready: Callable[[Workflow, Knowledge], Readiness]


def item_of(shelved: Shelved, showing: Showing) -> LibraryItem:
    """One workflow; of a broken one only the reason, of one whose record is to be read no numbers."""
    workflow = shelved.workflow
    if workflow is None:
        return LibraryItem(shelved.folder.name, shelved.folder.name, *_NOTHING, problem=shelved.problem)
    standing, steps = showing.trusted.get(workflow.id, Standing()), len(workflow.steps)
    names = (workflow.id, workflow.name, standing.status)
    if workflow.id in showing.reading:
        return LibraryItem(*names, LearningState.COACHING, steps, 0, standing=standing, reading=True)
    known = showing.knowledge(workflow.id)
    return LibraryItem(
        *names,
        known.state,
        steps,
        known.runs,
        alone_count(workflow, known, *showing.bar),
        standing=standing,
        confidence=known.confidence,
        withheld=known.withheld,
        ready=showing.ready(workflow, known),
    )

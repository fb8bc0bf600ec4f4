"""What the Learned place shows of one workflow, read on the worker."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from app.learning.progress import Bar
from app.model.advice import Advice
from app.model.knowledge import Knowledge
from app.model.lesson import Lesson, LessonState, ScreenLesson, StepName, Undone
from app.model.workflow import Workflow
from app.settings import Advice as AdviceRules
from app.ui.learning_services import Lessons
from app.ui.services import Library

Operation = Callable[[], object]
"""Something to be done on the worker; what is shown is read anew after it."""
_ASKED = 5
"""Of so many of the newest corrections it is asked what becomes of steps alike."""


@dataclass(frozen=True, slots=True)
class LearnedView:
    """A workflow, what is known about it, its corrections, steps alike by correction, what was taken back, advice
    and on how much it rests."""

    workflow: Workflow
    knowledge: Knowledge
    bar: Bar
    lessons: tuple[Lesson, ...] = ()
    alike: Mapping[str, tuple[StepName, ...]] = field(default_factory=dict)
    undone: tuple[Undone, ...] = ()
    advice: tuple[Advice, ...] = ()
    denials: tuple[ScreenLesson, ...] = ()
    rests_on: AdviceRules = field(default_factory=AdviceRules)


def read_view(library: Library, taught: Lessons, workflow_id: str) -> LearnedView:
    """Everything that is shown; UserError when the workflow is broken or gone."""
    lessons = taught.lessons(workflow_id)
    return LearnedView(
        library.load(workflow_id),
        library.knowledge(workflow_id),
        library.bar(),
        lessons,
        _alike(taught, lessons),
        taught.undone(workflow_id),
        taught.advisor.advice(workflow_id),
        denials=taught.denials(workflow_id),
        rests_on=taught.advisor.rules(),
    )


def waiting(taught: Lessons, workflow_id: str) -> int:
    """How many corrections wait for a word about other steps with the same target."""
    return sum(bool(names) for names in _alike(taught, taught.lessons(workflow_id)).values())


def _alike(taught: Lessons, lessons: tuple[Lesson, ...]) -> dict[str, tuple[StepName, ...]]:
    open_ = [each for each in lessons if not each.answered and each.state in _COUNTS and each.new.target][:_ASKED]
    return {each.correction_id: taught.alike(each) for each in open_}


_COUNTS = (LessonState.PENDING, LessonState.CONFIRMED)

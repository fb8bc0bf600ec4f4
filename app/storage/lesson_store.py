"""What was taught, as the windows see it: to look at, to take back and put back, to apply to steps alike."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from app.learning.alike import steps_alike
from app.learning.corrections import effective
from app.learning.progress import reached_state
from app.model.decision import Keep, StepPatch
from app.model.errors import BadInput
from app.model.geometry import Box
from app.model.knowledge import Knowledge
from app.model.ledger_learning import AlikeAnswered, CorrectionMade, LearningSet, PlaceForgotten, TakenBack
from app.model.ledger_run import ScreenDenied
from app.model.lesson import Lesson, LessonState, Scope, ScreenLesson, StepName, Undone
from app.model.target import Picture
from app.model.workflow import Step, Workflow
from app.storage.advice_store import AdviceStore
from app.storage.database import Database
from app.storage.denials import denials
from app.storage.folds import knowledge_at
from app.storage.ledger import Ledger
from app.storage.lessons import lessons, step_names, version_without
from app.storage.library import LibraryStore
from app.storage.tried import TriedShelf
from app.storage.undo import forgetting, putting_back, row_of, taking_back, undone
from app.storage.workflows import WorkflowFolder


class LessonStore:
    """Safe from any thread; every call may take long."""

    def __init__(
        self,
        library: LibraryStore,
        workflows: WorkflowFolder,
        ledger: Ledger,
        database: Database,
        tried: TriedShelf | None = None,
    ) -> None:
        self._library = library
        self._workflows = workflows
        self._ledger = ledger
        self._database = database
        self._tried = tried or TriedShelf()

    @property
    def advisor(self) -> AdviceStore:
        """What the record speaks for changing."""
        return AdviceStore(self._library, self._ledger, self._database, self._tried, self._settle)

    def lessons(self, workflow_id: str) -> tuple[Lesson, ...]:
        """The corrections of a workflow that last, newest first."""
        workflow = self._library.load(workflow_id)
        with self._database.reading() as session:
            return lessons(session, workflow)

    def denials(self, workflow_id: str) -> tuple[ScreenLesson, ...]:
        """What was said its Screens are not, newest first."""
        workflow = self._library.load(workflow_id)
        with self._database.reading() as session:
            return denials(session, workflow)

    def deny_screen(self, workflow_id: str, screen_id: str, picture: Picture) -> None:
        """What a past run has seen is not this Screen; BadInput when it or the picture is gone."""
        screens = {screen.id: screen for screen in self._library.load(workflow_id).screens}
        if screen_id not in screens or self._library.picture(workflow_id, picture.image) is None:
            raise BadInput("What was seen", "its picture or its Screen is gone", "Run the workflow again.")
        names = (str(uuid4()), "", workflow_id, "", screen_id, screens[screen_id].window)
        self._ledger.commit([ScreenDenied(*names, 0.0, picture)])

    def knowledge_at(self, workflow_id: str, moment: datetime) -> Knowledge:
        """What was known about a workflow at an earlier moment."""
        with self._database.reading() as session:
            return knowledge_at(session, workflow_id, moment)

    def take_back(self, scope: Scope, words: str) -> str:
        """Let all of this teach nothing any more; the name under which it can be put back comes back."""
        group = str(uuid4())
        with self._database.reading() as session:
            rows = taking_back(session, scope, group, words)
        self._write(rows)
        return group

    def put_back(self, group_id: str, words: str) -> None:
        """Let what was taken back under this name teach again."""
        with self._database.reading() as session:
            rows = putting_back(session, group_id, str(uuid4()), words)
        self._write(rows)

    def undone(self, workflow_id: str | None = None) -> tuple[Undone, ...]:
        """What was taken back and can be put back, newest first."""
        with self._database.reading() as session:
            return undone(session, workflow_id)

    def alike(self, lesson: Lesson) -> tuple[StepName, ...]:
        """The steps of all workflows that point where this correction's step pointed before it."""
        return tuple(_name(workflow, step) for workflow, step in self._alike(lesson))

    def apply(self, lesson: Lesson, chosen: Sequence[StepName]) -> None:
        """Correct these steps in the same way, as one thing with the correction; none: only where it was made."""
        wanted = {(each.workflow_id, each.step_id) for each in chosen}
        found = [(workflow, step) for workflow, step in self._alike(lesson) if (workflow.id, step.id) in wanted]
        made = [self._same(lesson, workflow, step) for workflow, step in found]
        applied = tuple(f"{row.workflow_id}/{row.step_id}" for row in made)
        self._ledger.commit([*made, AlikeAnswered(lesson.step.workflow_id, lesson.correction_id, applied)])
        self._settle({row.workflow_id for row in made})

    def keep_beside(self, lesson: Lesson) -> None:
        """Let the new target of a correction stand beside the old one instead of in its place; what was refused under
        that look stays refused."""
        workflow_id, step_id = lesson.step.workflow_id, lesson.step.step_id
        with self._database.reading() as session:
            row_id = row_of(session, lesson.correction_id)
            version = version_without(session, workflow_id, step_id, row_id)
        words = f"step {lesson.step.number} before it became a variant"
        names = (str(uuid4()), lesson.group, workflow_id, step_id)
        beside = CorrectionMade(*names, version, Keep.LOOK, lesson.old, lesson.new, lesson.wrong)
        self._ledger.commit([TakenBack(workflow_id, row_id, str(uuid4()), words), beside])
        self._settle({workflow_id})

    def forget_place(self, workflow_id: str, step_id: str, box: Box) -> None:
        """The step's target is not looked for first at this place any more."""
        self._ledger.commit([PlaceForgotten(workflow_id, step_id, box)])

    def remember_place(self, workflow_id: str, step_id: str, box: Box) -> None:
        """Undo the forgetting of this place, by the person."""
        with self._database.reading() as session:
            row_id = forgetting(session, workflow_id, step_id, box)
        self._write([TakenBack(workflow_id, row_id, str(uuid4()), "")])

    def _sound(self) -> tuple[Workflow, ...]:
        """The workflows that can be opened."""
        return tuple(shelved.workflow for shelved in self._workflows.all() if shelved.workflow)

    def _alike(self, lesson: Lesson) -> tuple[tuple[Workflow, Step], ...]:
        before = lesson.old.target
        if before is None or lesson.new.target is None or lesson.state is LessonState.TAKEN_BACK:
            return ()
        known = [(each, self._library.knowledge(each.id)) for each in self._sound()]
        return steps_alike(before, known, (lesson.step.workflow_id, lesson.step.step_id))

    def _same(self, lesson: Lesson, workflow: Workflow, step: Step) -> CorrectionMade:
        knowledge = self._library.knowledge(workflow.id)
        known = knowledge.step(step.id)
        old = StepPatch(target=effective(step, known).target)
        version = knowledge.version_after(step.id, known.version) if lesson.keep is Keep.ALWAYS else known.version
        new = StepPatch(target=lesson.new.target)
        return CorrectionMade(
            str(uuid4()), lesson.group, workflow.id, step.id, version, lesson.keep, old, new, lesson.wrong
        )

    def _write(self, rows: Sequence[TakenBack]) -> None:
        self._ledger.commit(rows)
        self._settle({row.workflow_id for row in rows})

    def _settle(self, workflows: set[str]) -> None:
        """What is known now may support another learning state."""
        bar = self._library.bar()
        for workflow in (each for each in self._sound() if each.id in workflows):
            known = self._library.knowledge(workflow.id)
            reached = reached_state(workflow, known, *bar)
            if reached is not known.state:
                self._ledger.commit([LearningSet(workflow.id, reached, "what counts was changed")])


def _name(workflow: Workflow, step: Step) -> StepName:
    return next(name for name in step_names(workflow) if name.step_id == step.id)

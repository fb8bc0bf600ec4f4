"""What the windows need of learning: what was taught, said and proved, as in `services`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import Protocol

from app.model.decision import Answer
from app.model.feedback import About, FeedbackStats, Opinion, Remembered
from app.model.geometry import Box
from app.model.insights import Insights as Reading
from app.model.insights import Wanted
from app.model.knowledge import Knowledge
from app.model.lesson import Lesson, Scope, ScreenLesson, StepName, Undone
from app.model.proof import Proof
from app.model.rehearsal import Doubt, Posed
from app.model.target import Picture, TaughtTarget
from app.model.training import Manifest, Preview, Wish
from app.ui.advisor import Advisor


class Lessons(Protocol):
    """What the person taught, one correction at a time."""

    @property
    def advisor(self) -> Advisor:
        """What the record speaks for changing."""
        ...

    def lessons(self, workflow_id: str) -> tuple[Lesson, ...]:
        """The corrections of a workflow that last, newest first."""
        ...

    def denials(self, workflow_id: str) -> tuple[ScreenLesson, ...]:
        """What was said its Screens are not, newest first."""
        ...

    def deny_screen(self, workflow_id: str, screen_id: str, picture: Picture) -> None:
        """What a past run has seen is not this Screen; UserError when it or the picture is gone."""
        ...

    def knowledge_at(self, workflow_id: str, moment: datetime) -> Knowledge:
        """What was known at an earlier moment."""
        ...

    def take_back(self, scope: Scope, words: str) -> str:
        """Let all of this teach nothing any more; the name under which it can be put back comes back."""
        ...

    def put_back(self, group_id: str, words: str) -> None:
        """Let what was taken back under this name teach again."""
        ...

    def undone(self, workflow_id: str | None = None) -> tuple[Undone, ...]:
        """What was taken back and can be put back, newest first."""
        ...

    def alike(self, lesson: Lesson) -> tuple[StepName, ...]:
        """The steps of all workflows that point where this correction's step pointed before it."""
        ...

    def apply(self, lesson: Lesson, chosen: Sequence[StepName]) -> None:
        """Correct these steps in the same way; none: only where it was made."""
        ...

    def keep_beside(self, lesson: Lesson) -> None:
        """Let the new target of a correction stand beside the old one instead of in its place."""
        ...

    def forget_place(self, workflow_id: str, step_id: str, box: Box) -> None:
        """The step's target is not looked for first at this place any more."""
        ...

    def remember_place(self, workflow_id: str, step_id: str, box: Box) -> None:
        """Undo the forgetting of this place."""
        ...


class Feedback(Protocol):
    """What the person thinks of runs and steps afterwards."""

    def give(self, about: About, opinion: Opinion) -> str:
        """Keep it in the place of what was said before; returns its id. UserError names what cannot be kept."""
        ...

    def of_run(self, run_id: str) -> Mapping[str | None, Remembered]:
        """What was said of a run (None) and of its steps."""
        ...

    def teach(self, feedback_id: str) -> None:
        """Make a correction of the better action that was said; UserError when that cannot be."""
        ...

    def stats(self) -> FeedbackStats:
        """All opinions, and how much of the outbox was exported."""
        ...


class Insights(Protocol):
    """What coaching has brought."""

    def read(self, wanted: Wanted | None = None) -> Reading:
        """Everything for these workflows and days."""
        ...

    def save(self, path: Path, data: bytes) -> None:
        """Write a file of the person's; UserError when it cannot be written there."""
        ...


class Training(Protocol):
    """Data sets for training."""

    def preview(self, wish: Wish) -> Preview:
        """What would be exported; nothing is written."""
        ...

    def write(
        self,
        wish: Wish,
        folder: Path,
        told: Callable[[int, int], object] = lambda done, of: None,
        cancel: Event | None = None,
    ) -> Manifest:
        """Write it; `told` hears how many runs of how many are done. RunCancelled when `cancel` was set."""
        ...


class Proofs(Protocol):
    """Tries a target on the stored pictures of past runs; called on a thread of its own."""

    def prove(
        self,
        workflow_id: str,
        step_id: str,
        taught: TaughtTarget,
        beside: bool,
        told: Callable[[Proof], object],
        cancel: Event,
    ) -> Proof:
        """In the place of the step's old target or `beside` it; `told` hears the proof so far."""
        ...


class Rehearsal(Protocol):
    """The practice room: doubts of past runs, settled on stored pictures."""

    def doubts(self, days: int = 7) -> tuple[Doubt, ...]:
        """What is doubtful in the last days, in all workflows, newest first."""
        ...

    def pose(self, doubt: Doubt) -> Posed:
        """The doubt as it would be asked today; UserError when its picture or step is gone."""
        ...

    def answer(self, posed: Posed, answer: Answer, seconds: float) -> str:
        """Keep what the person says; what it taught, in words. UserError when the place cannot be taught."""
        ...

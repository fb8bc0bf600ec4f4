"""What the windows need besides the engine; bootstrap hands in the real ones, tests hand in fakes.

Every call but those of HotKeys may take long and is made on the queries worker, never on the main thread; a class
that is an exception says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import Protocol

from app.learning.progress import Bar
from app.model.action import Params
from app.model.coaching import CoachingStats, LibraryItem, RunSummary, StepRecord
from app.model.decision import Answer
from app.model.drift import Subject
from app.model.feedback import About, FeedbackStats, Opinion, Remembered
from app.model.frame import Frame, Pixels
from app.model.geometry import Box, Point
from app.model.insights import Insights as Reading
from app.model.insights import Wanted
from app.model.knowledge import Knowledge
from app.model.lesson import Lesson, Scope, StepName, Undone
from app.model.modes import Risk
from app.model.proof import Proof
from app.model.readiness import Preflight
from app.model.recording import Recorded, RecorderNews
from app.model.rehearsal import Doubt, Posed
from app.model.target import Picture, TaughtTarget
from app.model.training import Manifest, Preview, Wish
from app.model.workflow import Workflow
from app.settings import Settings
from app.ui.advisor import Advisor
from app.ui.pack_services import Packs


class Library(Protocol):
    """The workflows, their pictures and what was learned about them."""

    def items(self) -> tuple[LibraryItem, ...]:
        """All workflows, broken ones included with their problem."""
        ...

    def load(self, workflow_id: str) -> Workflow:
        """One workflow; UserError when it is broken."""
        ...

    def save(self, workflow: Workflow, images: Mapping[str, Pixels] | None = None) -> None:
        """Write it back, with new pictures."""
        ...

    def remove(self, workflow_id: str) -> None:
        """Move the folder to the trash folder beside it."""
        ...

    def picture(self, workflow_id: str, name: str) -> Pixels | None:
        """A stored picture (BGR), from the workflow's images or the captures."""
        ...

    def knowledge(self, workflow_id: str) -> Knowledge:
        """What was learned."""
        ...

    def bar(self) -> Bar:
        """By which rules steps are judged at this moment."""
        ...

    def stats(self) -> tuple[CoachingStats, ...]:
        """Coaching statistics of every workflow with runs."""
        ...

    def vouch(self, workflow_id: str, step_id: str, granted: bool) -> None:
        """The person lets the step act alone, or takes it back."""
        ...

    def call_wrong(self, run_id: str, step_id: str) -> None:
        """What the robot did for this step in a past run was the wrong place."""
        ...

    def set_risk(self, workflow_id: str, step_id: str, risk: Risk | None) -> None:
        """The person locks or unlocks a step; None returns to the rule."""
        ...

    def reword(self, workflow_id: str, step_id: str, params: Params) -> None:
        """Other text or keys from now on, where a correction has replaced the recorded ones; the old are kept."""
        ...

    def repoint(self, workflow_id: str, step_id: str, taught: TaughtTarget, proof: Proof | None = None) -> None:
        """A new version of the step's target, the old kept."""
        ...

    def add_look(self, workflow_id: str, screen_id: str, picture: Picture) -> None:
        """The person confirms that the Screen may look like this, too; UserError when it or the picture is gone."""
        ...

    def leave_drift(self, workflow_id: str, subject: Subject) -> None:
        """The person wants what was told of this Screen or step left as it is."""
        ...


class Lessons(Protocol):
    """What the person taught, one correction at a time."""

    @property
    def advisor(self) -> Advisor:
        """What the record speaks for changing."""
        ...

    def lessons(self, workflow_id: str) -> tuple[Lesson, ...]:
        """The corrections of a workflow that last, newest first."""
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


class History(Protocol):
    """Past runs."""

    def runs(self, workflow_id: str | None = None, limit: int = 200) -> tuple[RunSummary, ...]:
        """Newest first."""
        ...

    def steps(self, run_id: str) -> tuple[StepRecord, ...]:
        """The steps of one run, in order."""
        ...

    def picture(self, name: str) -> Pixels | None:
        """A stored picture (BGR)."""
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


class Sight(Protocol):
    """Looking at a frozen frame while the person points."""

    def element_at(self, frame: Frame, point: Point) -> Box:
        """The element under the pointer."""
        ...

    def look_alikes(self, frame: Frame, box: Box) -> tuple[Box, ...]:
        """Every place that looks like the box, itself included."""
        ...

    def teach(self, frame: Frame, point: Point, box: Box | None) -> TaughtTarget:
        """A target from the shown place; BadInput names what is wrong with it."""
        ...

    def place_only(self, frame: Frame, point: Point) -> TaughtTarget:
        """A target from the shown place that is known by its surroundings only."""
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


class Recording(Protocol):
    """One recording at a time; `subscribe` listeners are called on the recorder's thread.

    Only `start`, `finish` and `discard` take long; the others count from the moment they are called.
    """

    def subscribe(self, listener: Callable[[RecorderNews], None]) -> None: ...
    def start(self, name: str) -> None: ...
    def pause(self) -> None: ...
    def resume(self) -> None: ...
    def forget_last(self) -> None: ...
    def set_secret(self, on: bool) -> None: ...
    def finish(self) -> Recorded: ...
    def discard(self) -> None: ...


class HotKeys(Protocol):
    """Keys of the whole desktop; callbacks come on the listener thread."""

    def grab(self, keys: Mapping[str, Callable[[], None]]) -> tuple[str, ...]:
        """Take these keys (name → callback) away from other programs until `release`; the ones refused come back."""
        ...

    def release(self) -> None:
        """Give all of them back."""
        ...

    def test_stop(self, heard: Callable[[str, float], None]) -> None:
        """Report the next stop key pressed and the milliseconds until it was heard."""
        ...

    def problem(self) -> str:
        """Empty when a stop key works, else why not and what to do."""
        ...


class OwnWindows(Protocol):
    """What the desktop must know of our own windows."""

    def click_through(self, window_id: int) -> None:
        """Let clicks fall through this window of ours, its frame included."""
        ...

    def pointer(self) -> Point:
        """Where the pointer is, physical pixels."""
        ...

    def covers(self, window_id: int) -> bool:
        """Whether this window of ours hides part of the window that had the focus before."""
        ...


class Settled(Protocol):
    """Typed settings on disk."""

    def load(self) -> Settings: ...
    def save(self, settings: Settings) -> None: ...


@dataclass(frozen=True, slots=True)
class Services:
    """Everything the windows get, and the folders they may show."""

    library: Library
    lessons: Lessons
    packs: Packs
    history: History
    feedback: Feedback
    training: Training
    sight: Sight
    proofs: Proofs
    rehearsal: Rehearsal
    insights: Insights
    recording: Recording
    hot_keys: HotKeys
    own_windows: OwnWindows
    settings: Settled
    folders: Mapping[str, Path]
    start_practice: Callable[[], None]
    preflight: Callable[[str], Preflight]

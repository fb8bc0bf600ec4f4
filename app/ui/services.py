"""What the windows need besides the engine; bootstrap hands in the real ones, tests hand in fakes.

Every call but those of HotKeys may take long and is made on the queries worker, never on the main thread; a class
that is an exception says so.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Protocol

from app.learning.progress import Bar
from app.model.action import Params
from app.model.coaching import CoachingStats, LibraryItem, RunSummary, StepRecord
from app.model.drift import Subject
from app.model.frame import Frame, Pixels
from app.model.geometry import Box, Point
from app.model.knowledge import Knowledge
from app.model.modes import Risk
from app.model.proof import Proof
from app.model.readiness import Preflight
from app.model.recording import Recorded, RecorderNews
from app.model.target import Picture, TaughtTarget
from app.model.workflow import Workflow
from app.settings import Settings
from app.ui.advisor import PictureTrials
from app.ui.learning_services import Feedback, Insights, Lessons, Proofs, Rehearsal, Training
from app.ui.pack_services import Packs


class Library(Protocol):
    """The workflows, their pictures and what was learned about them."""

    def at_hand(self, waited_for: Collection[str] = ()) -> tuple[LibraryItem, ...]:
        """All workflows, broken ones included with their problem, without waiting: those of which much is to be read
        come without their numbers (`reading`), but for those that are waited for."""
        ...

    def catch_up(self, workflow_id: str, cancel: Event) -> None:
        """Read what was learned of a workflow, so that it is at hand; `cancel` breaks off."""
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
    trials: PictureTrials
    rehearsal: Rehearsal
    insights: Insights
    recording: Recording
    hot_keys: HotKeys
    own_windows: OwnWindows
    settings: Settled
    folders: Mapping[str, Path]
    start_practice: Callable[[], None]
    preflight: Callable[[str, int], Preflight]

"""The engine as the windows and the command line see it; every method is safe from any thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from app.engine.ports import Listener
from app.model.decision import Answer
from app.model.denied import Denial
from app.model.modes import RunMode, RunState
from app.model.workflow import Workflow


@dataclass(frozen=True, slots=True)
class RunRequest:
    """What to run and how; `start_at` is a step id, None begins with the first. `mode` None follows the learning.

    attended: a person sits in front of it, who can be asked more than a run needs to go on.
    """

    workflow: Workflow
    mode: RunMode | None = None
    start_at: str | None = None
    halt_on_question: bool = False
    attended: bool = False


class EngineApi(Protocol):
    """Start, steer and listen."""

    @property
    def state(self) -> RunState:
        """Where the run is."""
        ...

    def subscribe(self, listener: Listener) -> None:
        """Hear all news from now on; called on the engine thread."""
        ...

    def start(self, request: RunRequest) -> None:
        """Begin a run; AlreadyRunning when one is going on, EnvironmentProblem when acting is impossible."""
        ...

    def answer(self, question_id: str, answer: Answer) -> bool:
        """Answer the open question; False when it is not open any more, nothing happens then."""
        ...

    def deny(self, denial: Denial) -> bool:
        """What was shown is not the Screen it was taken for; False when its run is over, nothing happens then."""
        ...

    def freeze(self, request: str) -> None:
        """Ask for a frame with our own windows out of the way; it comes as `Frozen` with the same request."""
        ...

    def set_mode(self, mode: RunMode) -> None:
        """Down at once, up at the next step boundary."""
        ...

    def pause(self) -> None:
        """Pause at the next safe place; an act in progress is stopped."""
        ...

    def resume(self) -> None:
        """Go on after a pause or after the person had control; looks again first."""
        ...

    def stop(self, reason: str = "") -> None:
        """Stop now: nothing more is sent, an open question is cancelled. `reason` names what stopped it."""
        ...

    def close(self) -> bool:
        """Stop and join the engine thread; False when it did not end in time."""
        ...

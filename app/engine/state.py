"""The state table of a run; what is not in it is refused."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock

from app.model.errors import IllegalMove
from app.model.modes import RunState

MOVES: dict[RunState, frozenset[RunState]] = {
    RunState.IDLE: frozenset((RunState.RUNNING,)),
    RunState.RUNNING: frozenset(
        (
            RunState.PAUSED,
            RunState.AWAITING_DECISION,
            RunState.AWAITING_CONFIRMATION,
            RunState.COMPLETED,
            RunState.FAILED,
            RunState.STOPPED,
        )
    ),
    RunState.PAUSED: frozenset((RunState.RUNNING, RunState.FAILED, RunState.STOPPED)),
    RunState.AWAITING_DECISION: frozenset((RunState.RUNNING, RunState.PAUSED, RunState.FAILED, RunState.STOPPED)),
    RunState.AWAITING_CONFIRMATION: frozenset((RunState.RUNNING, RunState.PAUSED, RunState.FAILED, RunState.STOPPED)),
    RunState.COMPLETED: frozenset((RunState.RUNNING,)),
    RunState.FAILED: frozenset((RunState.RUNNING,)),
    RunState.STOPPED: frozenset((RunState.RUNNING,)),
}
"""From an ended state only a new run leads on; ended states are final for their run."""


class StateTable:
    """The one place where a run's state is set; safe from any thread."""

    def __init__(self, tell: Callable[[RunState, str], None]) -> None:
        self._tell = tell
        self._lock = Lock()
        self._state = RunState.IDLE

    @property
    def state(self) -> RunState:
        """The state now."""
        return self._state

    @property
    def active(self) -> bool:
        """Whether a run is going on."""
        return self._state is not RunState.IDLE and not self._state.ended

    def move(self, to: RunState, reason: str = "") -> None:
        """Change the state and tell it; IllegalMove when the table forbids it."""
        with self._lock:
            if to not in MOVES[self._state]:
                raise IllegalMove(f"{self._state} cannot become {to}")
            self._state = to
        self._tell(to, reason)

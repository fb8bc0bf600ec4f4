"""What the engine tells: frozen values, published after they were recorded."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.model.decision import DecisionKind
from app.model.frame import Frame, Monitor
from app.model.geometry import Box, Point
from app.model.modes import RunMode, RunState, StepStatus
from app.model.suggestion import Question, Suggestion
from app.model.target import Finding
from app.model.window import Window


class Severity(StrEnum):
    """How loud a notice is."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class StateChanged:
    """The run is now in this state; `reason` is a sentence for the person, may be empty.

    taken_over: it is paused because the person works with the mouse or the keyboard.
    """

    run_id: str
    state: RunState
    reason: str = ""
    taken_over: bool = False


@dataclass(frozen=True, slots=True)
class ModeChanged:
    """The mode in force, and the one that waits for the next step boundary (None = none waits)."""

    mode: RunMode
    pending: RunMode | None = None


@dataclass(frozen=True, slots=True)
class StepStarted:
    """A step is next: its number from 1 of `total`, and what it says."""

    run_id: str
    step_id: str
    number: int
    total: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Looked:
    """A look at the screen: newest wins. `milliseconds` are capture, recognise, locate.

    `finding` is None also where a blind question may follow: nobody may see its place before. `screen_id` is the Screen
    that was recognised in the window `active` ("" = none), `step_id` the step of the run for which it was looked.
    `denied` is the step's own Screen, where the person said that such a window is not it.
    """

    frame: Frame
    screen: str
    screen_score: float
    finding: Finding | None
    milliseconds: tuple[float, float, float]
    run_id: str = ""
    step_id: str = ""
    screen_id: str = ""
    active: Window | None = None
    denied: str = ""
    denied_id: str = ""

    @property
    def monitor(self) -> Monitor | None:
        """The monitor of the place found, else of the window in front, else the first."""
        best = self.finding.best if self.finding else None
        place = best.box if best else self.active.box if self.active else None
        found = self.frame.monitor_at(place) if place else None
        return found or next(iter(self.frame.monitors), None)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question is open; answers carry its id."""

    question: Question


@dataclass(frozen=True, slots=True)
class QuestionClosed:
    """A question is no longer open: answered, out of time or cancelled."""

    question_id: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Acting:
    """The hand is about to do this."""

    suggestion: Suggestion
    sentence: str


@dataclass(frozen=True, slots=True)
class StepFinished:
    """How a step went; already recorded."""

    run_id: str
    step_id: str
    number: int
    status: StepStatus
    decision: DecisionKind | None
    by_hand: bool
    score: float | None
    reason: str


@dataclass(frozen=True, slots=True)
class Frozen:
    """The frame asked for by `freeze`, taken with our own windows out of the way, before any overlay."""

    request: str
    frame: Frame
    window: Box | None


@dataclass(frozen=True, slots=True)
class PersonActed:
    """In observation: where the person clicked and whether that agrees with the prediction."""

    step_id: str
    point: Point
    agreed: bool


@dataclass(frozen=True, slots=True)
class Notice:
    """One message for the person."""

    severity: Severity
    text: str
    next_step: str = ""


@dataclass(frozen=True, slots=True)
class Saved:
    """Whether every decision so far is committed (status line)."""

    everything: bool


News = (
    StateChanged
    | ModeChanged
    | StepStarted
    | Looked
    | Asked
    | QuestionClosed
    | Acting
    | StepFinished
    | Frozen
    | PersonActed
    | Notice
    | Saved
)

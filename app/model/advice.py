"""What the program advises: how to get out of a trouble as before, and what to change so that a step goes better."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from app.model.modes import Risk
from app.model.target import Picture


class Anomaly(StrEnum):
    """What a run did not expect: nothing to act on, a step that failed, a window of another program in between."""

    NO_MATCH = "no_match"
    STEP_FAILED = "step_failed"
    UNEXPECTED_WINDOW = "unexpected_window"


class RecoveryAct(StrEnum):
    """What may help then; the robot does only what can do no harm by itself, the rest the person does."""

    WAIT = "wait"
    FOCUS = "focus"
    SCROLL = "scroll"
    CLOSE_POPUP = "close_popup"
    STEP_BACK = "step_back"
    UNDO = "undo"
    ASK = "ask"

    @property
    def risk(self) -> Risk:
        """Waiting and looking change nothing; whatever closes or takes something back is locked."""
        harmless = (RecoveryAct.WAIT, RecoveryAct.FOCUS, RecoveryAct.SCROLL, RecoveryAct.ASK)
        return Risk.OPEN if self in harmless else Risk.LOCKED


@dataclass(frozen=True, slots=True)
class Recovery:
    """How often an act got a run out of an anomaly on one Screen; `what` names the window it was done to, `seconds`
    are those of the times it worked, all together."""

    anomaly: Anomaly
    screen_id: str
    act: RecoveryAct
    what: str = ""
    right: int = 0
    tried: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class WayOut:
    """A recommended Recovery as a question carries it: at least so often (`bound`) it works, mean seconds."""

    anomaly: Anomaly
    act: RecoveryAct
    what: str
    right: int
    tried: int
    bound: float
    seconds: float


class AdviceKind(StrEnum):
    """What may be changed about a step."""

    THRESHOLD = "threshold"
    WAIT = "wait"
    TIMEOUT = "timeout"
    CROP = "crop"
    ANCHOR = "anchor"
    CHECK = "check"
    ALWAYS_ASK = "always_ask"
    FINE_TUNE = "fine_tune"


class AdviceAnswer(StrEnum):
    """What the person did with it; UNDONE takes the answer before it back."""

    APPLIED = "applied"
    DISMISSED = "dismissed"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True, order=True)
class AdviceKey:
    """What the advice is about, in every run the same."""

    kind: AdviceKind
    step_id: str
    parameter: str


class TrialEnd(StrEnum):
    """How trying changes on stored pictures ended: something new is known, nothing new, or a run needs the eyes."""

    NEWS = "news"
    NOTHING_NEW = "nothing_new"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class PictureTrial:
    """Where the step's target was found in past pictures, as it is and as it would be; and both in the picture that
    they were made from (None where it is not kept)."""

    pictures: int
    before: int
    now: int
    old: Picture | None = None
    new: Picture | None = None


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to change, with what it rests on.

    value: what it is to become, in words of the file (seconds, or a name). better, worse: in how many of the cases
    tried with both the new one was right alone and the old one was; p: how likely that is by chance. ready: whether
    that is enough to be applied by a click; else `why_not` says what is missing. outside: only a tool outside this
    program can do it. answer: what the person did with it, `made` what was made of it. seconds: what it costs a run.
    trial: what it rests on where it was tried on stored pictures.
    """

    key: AdviceKey
    number: int
    sentence: str
    value: str
    reason: str
    runs: tuple[str, ...] = ()
    days: int = 0
    better: int = 0
    worse: int = 0
    p: float = 1.0
    bound: float = 0.0
    risk: Risk = Risk.OPEN
    seconds: float = 0.0
    ready: bool = False
    why_not: str = ""
    outside: bool = False
    answer: AdviceAnswer | None = None
    made: tuple[str, ...] = field(default_factory=tuple)
    trial: PictureTrial | None = None

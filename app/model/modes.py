"""Modes, states and words of trust: the closed sets of the program."""

from __future__ import annotations

from enum import StrEnum


class RunMode(StrEnum):
    """How much the robot may do; ordered from least to most."""

    OBSERVATION = "observation"
    COACHING = "coaching"
    SUPERVISED = "supervised"
    AUTOMATIC = "automatic"

    @property
    def rank(self) -> int:
        """Place in the order, 0 = only watches."""
        return list(RunMode).index(self)

    @property
    def acts(self) -> bool:
        """Whether the robot itself touches the screen in this mode."""
        return self is not RunMode.OBSERVATION


class RunState(StrEnum):
    """Where a run is."""

    IDLE = "idle"
    RUNNING = "running"
    PAUSED = "paused"
    AWAITING_DECISION = "awaiting_decision"
    AWAITING_CONFIRMATION = "awaiting_confirmation"
    COMPLETED = "completed"
    FAILED = "failed"
    STOPPED = "stopped"

    @property
    def ended(self) -> bool:
        """Whether the run is over for good."""
        return self in (RunState.COMPLETED, RunState.FAILED, RunState.STOPPED)


class StepStatus(StrEnum):
    """How a step went; PASSED only after the verifier saw the result."""

    PASSED = "passed"
    FAILED = "failed"
    OBSERVED = "observed"
    SKIPPED = "skipped"
    REJECTED = "rejected"
    UNANSWERED = "unanswered"
    UNVERIFIED = "unverified"
    CANCELLED = "cancelled"


class VerifyResult(StrEnum):
    """What the verifier saw; only SUCCESS makes a step PASSED."""

    SUCCESS = "success"
    DEGRADED = "degraded"
    FAILED = "failed"
    TIMEOUT = "timeout"


class LearningState(StrEnum):
    """How far a workflow has been learned; decides the mode a run starts in."""

    OBSERVATION = "observation"
    COACHING = "coaching"
    AUTO_CANDIDATE = "auto_candidate"
    AUTO_CONFIRMED = "auto_confirmed"

    @property
    def start_mode(self) -> RunMode:
        """The mode a run starts in by itself; AUTOMATIC is only ever offered."""
        match self:
            case LearningState.OBSERVATION:
                return RunMode.OBSERVATION
            case LearningState.COACHING:
                return RunMode.COACHING
            case LearningState.AUTO_CANDIDATE | LearningState.AUTO_CONFIRMED:
                return RunMode.SUPERVISED


class Risk(StrEnum):
    """How bad a wrong act would be."""

    OPEN = "open"
    UNKNOWN = "unknown"
    LOCKED = "locked"
    BLOCKED = "blocked"


class Label(StrEnum):
    """What one observed fact says about a suggested target."""

    RIGHT = "right"
    WRONG = "wrong"
    NONE = "none"


class LabelSource(StrEnum):
    """How a label came about: the person was watched, answered, pointed without seeing ours (BLIND); the robot acted
    alone (AUTO), or went through a stored picture again (REPLAY)."""

    WATCHED = "watched"
    COACHED = "coached"
    BLIND = "blind"
    REPLAY = "replay"
    AUTO = "auto"

    @property
    def human(self) -> bool:
        """Whether a person said so at the time."""
        return self not in (LabelSource.AUTO, LabelSource.REPLAY)


class Permission(StrEnum):
    """What allowed a step to act, or that nothing did."""

    CLOSED = "closed"
    VOUCHED = "vouched"
    EARNED = "earned"
    STRICT = "strict"
    ANSWERED = "answered"

"""What the robot would do, the question it asks, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.model.action import ActionKind, Params
from app.model.advice import WayOut
from app.model.geometry import Box, Point
from app.model.modes import Permission, Risk, RunMode, VerifyResult
from app.model.target import Candidate, Finding, LocatorKind, Picture

SHOW_LIMIT = 0.2
SUPERVISED_LIMIT = 0.5
AUTOMATIC_LIMIT = 0.95


@dataclass(frozen=True, slots=True)
class Suggestion:
    """ "I would click here": action, place, evidence, score against its limit, runner-up.

    `finding` is None for actions without a target. `version` is the target version it was located by.
    A corrected Suggestion is a new one with `replaces` set, and it is what is executed.
    `apart` are the locators that pointed at different places.
    """

    id: str
    run_id: str
    step_id: str
    action: ActionKind
    params: Params
    version: int
    frame: int
    limit: float
    finding: Finding | None = None
    match: Candidate | None = None
    replaces: str | None = None
    why: str = ""
    apart: tuple[LocatorKind, ...] = ()

    @property
    def score(self) -> float:
        """Probability that the place is right; 1 for an action without a place."""
        return self.match.score if self.match else 1.0

    @property
    def point(self) -> Point | None:
        """Where it would act, physical pixels."""
        return self.match.point if self.match else None

    @property
    def runner_up(self) -> Candidate | None:
        """The place that lost."""
        return self.finding.runner_up if self.finding else None


class QuestionKind(StrEnum):
    """The kinds of questions; only SUGGESTION, REPAIR and AUDIT take decisions. AUDIT asks for the place and shows
    none; WHY asks about an act that was done already."""

    SUGGESTION = "suggestion"
    REPAIR = "repair"
    AUDIT = "audit"
    DO_IT_NOW = "do_it_now"
    SECOND_YES = "second_yes"
    CONTINUE_AT = "continue_at"
    WHY = "why"


@dataclass(frozen=True, slots=True)
class Question:
    """One open question. `deadline` is a monotonic second, None waits without end.

    `sentence` says the step in plain words ("Click Save in “Invoice – Edit”"), `why` one line of reason.
    `avoid` is the box the card must not cover, `around` its window. `number` counts the steps from 1. `again` says why
    it is asked once more. `look_for` is the picture that was learned. `label` and `window` are the words in the
    sentence, so that a window can say it in another language. `fits` names the step at which to continue (CONTINUE_AT).
    `hint` is a quiet word about how the person answers, once in a run. `ways`: what got out of this trouble
    before, the best first (REPAIR).
    """

    id: str
    kind: QuestionKind
    run_id: str
    workflow: str
    step_id: str
    number: int
    total: int
    mode: RunMode
    risk: Risk
    sentence: str
    why: str
    suggestion: Suggestion | None = None
    finding: Finding | None = None
    avoid: Box | None = None
    deadline: float | None = None
    again: str = ""
    look_for: Picture | None = None
    trust: str = ""
    label: str = ""
    window: str = ""
    fits: int | None = None
    around: Box | None = None
    hint: str = ""
    ways: tuple[WayOut, ...] = ()


class ActStatus(StrEnum):
    """How the acting itself ended; says nothing about success."""

    DONE = "done"
    STOPPED = "stopped"
    TAKEN_OVER = "taken_over"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Order:
    """One act for the hand process: what, where, and in which window it must land.

    `window` is the X id that must own `point` (and the focus for keys); `window_box` its client box when matched;
    the hand refuses when either differs at the moment of the press. `secret` text is never logged.
    """

    act_id: str
    action: ActionKind
    point: Point | None
    window: int
    window_box: Box
    text: str = ""
    secret: bool = False
    replace: bool = False
    keys: tuple[str, ...] = ()
    to: Point | None = None
    clicks_x: int = 0
    clicks_y: int = 0


@dataclass(frozen=True, slots=True)
class ActReport:
    """What the hand did: how it ended, why, characters sent, first and last primitive in monotonic seconds.

    pressed: how many presses of buttons and keys were sent; after a refusal more than 0 says that it was partly done.
    """

    status: ActStatus
    reason: str = ""
    characters: int = 0
    started: float = 0.0
    ended: float = 0.0
    pressed: int = 0


@dataclass(frozen=True, slots=True)
class GateCheck:
    """One gate of SAFETY section 1 (G1 to G10): whether it held and the value seen."""

    gate: str
    passed: bool
    value: str = ""


@dataclass(frozen=True, slots=True)
class Verification:
    """What the verifier saw after an act, in words, and how long it took (seconds)."""

    result: VerifyResult
    reason: str
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Allowance:
    """Whether a step may act now without asking, by which Permission, and the reason in plain words."""

    alone: bool
    permission: Permission
    risk: Risk
    reason: str

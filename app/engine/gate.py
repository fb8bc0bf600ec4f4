"""The gate G1 to G10 (SAFETY section 1): all must hold right before an act, else it asks again."""

from __future__ import annotations

from dataclasses import dataclass

from app.engine.context import RunContext
from app.model.action import ActionKind
from app.model.frame import Frame
from app.model.geometry import Box
from app.model.modes import Permission, Risk
from app.model.suggestion import AUTOMATIC_LIMIT, GateCheck, Suggestion
from app.model.target import Candidate, LocatorKind, Verdict
from app.model.window import Window

FRESH = 0.3
SETTLE = 0.06
MARGIN = 0.05
EDGE = 4


@dataclass(frozen=True, slots=True)
class Sight:
    """The fresh look an act relies on: newest frame, the window in it, the place (None without a target).

    `then` is an older frame since which nobody acted: what differs between the two stirs by itself.
    """

    frame: Frame
    window: Window
    match: Candidate | None
    then: Frame | None = None


def checked(
    ctx: RunContext, suggestion: Suggestion, sight: Sight, permission: Permission, risk: Risk
) -> tuple[GateCheck, ...]:
    """Every gate with the value seen, in order; the caller acts only when all passed."""
    settled = _settled(ctx, sight)
    window = ctx.world.windows.refresh(sight.window.handle)
    return (
        _fresh(ctx, settled),
        _unique(suggestion, permission),
        GateCheck("G3", settled is not None, "stable" if settled else "the place is changing"),
        _same_window(ctx, sight, window),
        _on_top(ctx, suggestion, sight, window),
        _focus(ctx, suggestion, sight),
        _idle(ctx),
        GateCheck("G8", _may(permission, risk), str(risk)),
        _same_session(ctx),
        GateCheck("G10", not ctx.control.stopping.is_set(), "no stop"),
    )


def refusal(gates: tuple[GateCheck, ...]) -> str:
    """Why the act was not carried out; empty when every gate held."""
    failed = next((gate for gate in gates if not gate.passed), None)
    return f"{_WORDS[failed.gate]} ({failed.value})" if failed else ""


_WORDS = {
    "G1": "The picture is too old",
    "G2": "There are several places like this",
    "G3": "The place is still changing",
    "G4": "The window moved or changed",
    "G5": "Something covers the place",
    "G6": "The window does not have the focus",
    "G7": "You are using mouse or keyboard",
    "G8": "This step always asks",
    "G9": "The session is locked or the screens changed",
    "G10": "Stopped",
}


def _may(permission: Permission, risk: Risk) -> bool:
    """A LOCKED step needs an answer each time; a BLOCKED one is never done by the robot."""
    match risk:
        case Risk.OPEN | Risk.UNKNOWN:
            return True
        case Risk.LOCKED:
            return permission is Permission.ANSWERED
        case Risk.BLOCKED:
            return False


def _settled(ctx: RunContext, sight: Sight) -> Frame | None:
    ctx.wait(SETTLE)
    now = ctx.grab()
    if sight.match is None:
        return now
    same = ctx.eye.still_there(sight.frame, now, sight.match.box.grown(EDGE))
    return now if same else None


def _fresh(ctx: RunContext, settled: Frame | None) -> GateCheck:
    age = ctx.now() - settled.taken if settled else FRESH + 1
    return GateCheck("G1", settled is None or age <= FRESH, f"{1000 * age:.0f} ms")


def _unique(suggestion: Suggestion, permission: Permission) -> GateCheck:
    finding, match = suggestion.finding, suggestion.match
    if match is None or finding is None or match.method is LocatorKind.POINTED:
        return GateCheck("G2", True, "shown by the person" if match else "no place needed")
    if permission is Permission.ANSWERED:
        return GateCheck("G2", True, "chosen by the person")
    margin = match.score - (finding.runner_up.score if finding.runner_up else 0.0)
    sure = finding.verdict is Verdict.FOUND and margin >= MARGIN and match.score >= AUTOMATIC_LIMIT
    return GateCheck("G2", sure, f"margin {margin:.2f}")


def _same_window(ctx: RunContext, sight: Sight, window: Window | None) -> GateCheck:
    if window is None:
        return GateCheck("G4", False, "the window is gone")
    apps = ctx.workflow.allowed_apps
    allowed = not apps or window.identity.application in apps
    same = window.box == sight.window.box and window.identity.fits(sight.window.identity)
    return GateCheck("G4", same and allowed, window.identity.title if allowed else "not an allowed program")


def _on_top(ctx: RunContext, suggestion: Suggestion, sight: Sight, window: Window | None) -> GateCheck:
    if sight.match is None:
        return GateCheck("G5", True, "no place needed")
    top = ctx.world.windows.at(sight.match.point)
    mine = top is not None and window is not None and (top.handle == window.handle or _popup_of(top, window))
    if top is not None and not mine:
        return GateCheck("G5", False, f"covered by {top.identity.title or 'another window'}")
    stranger = _dropped_on(ctx, suggestion, sight)
    if mine and stranger is not None:
        return GateCheck("G5", False, f"it would drop on {stranger.identity.title or 'another window'}")
    return GateCheck("G5", mine, "on top")


def _dropped_on(ctx: RunContext, suggestion: Suggestion, sight: Sight) -> Window | None:
    """The window of a strange program in which a drag would end; the desktop itself is none."""
    to = suggestion.params.to
    if suggestion.action is not ActionKind.DRAG or to is None or sight.match is None:
        return None
    below = ctx.world.windows.at(sight.match.point.moved(to.x, to.y))
    if below is None or below.pid == sight.window.pid:
        return None
    return None if below.identity.application in ctx.workflow.allowed_apps else below


def _popup_of(top: Window, window: Window) -> bool:
    return top.pid == window.pid and window.identity.title == "" and not top.own


def _focus(ctx: RunContext, suggestion: Suggestion, sight: Sight) -> GateCheck:
    if not suggestion.action.uses_keys or sight.match is not None:
        return GateCheck("G6", True, "the press brings the focus")
    active = ctx.world.windows.active()
    focused = active is not None and active.handle == sight.window.handle
    return GateCheck("G6", focused, active.identity.title if active else "no window")


def _idle(ctx: RunContext) -> GateCheck:
    if not ctx.world.watcher.alive():
        return GateCheck("G7", False, "your mouse and keyboard are not heard any more: start the program again")
    still = ctx.now() - ctx.world.watcher.still_since()
    return GateCheck("G7", still >= ctx.settings.matching.still_hands, f"{still:.1f} s")


def _same_session(ctx: RunContext) -> GateCheck:
    session = ctx.world.session
    same = session.layout() == ctx.layout and not session.locked()
    return GateCheck("G9", same, "same screens" if same else "changed")


def place_in(window: Window, box: Box) -> Box:
    """A box of the virtual plane relative to the window's client area."""
    return box.relative_to(window.box.origin)

"""One look at the screen: capture, recognise the Screen, find the window, locate the target."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.engine.context import RunContext
from app.engine.recognising import recognised
from app.learning.corrections import search_for
from app.model.frame import Frame
from app.model.knowledge import StepKnowledge
from app.model.news import Looked
from app.model.suggestion import SHOW_LIMIT
from app.model.target import Finding, Verdict
from app.model.window import Window, WindowIdentity
from app.model.workflow import Screen, Step


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen: `window` is the step's window now, `active` the focused one, in which the Screen was recognised;
    `finding` None for a step without a target. denied: the Screens that the person says this is not; stranger: the name
    of the step's own Screen, where it is among them."""

    frame: Frame
    window: Window | None
    screen: Screen | None
    screen_score: float
    finding: Finding | None
    active: Window | None = None
    denied: frozenset[str] = frozenset()
    stranger: str = ""

    @property
    def usable(self) -> bool:
        """Whether there is something to suggest."""
        if self.window is None or self.stranger:
            return False
        if self.finding is None:
            return True
        best = self.finding.best
        return self.finding.verdict is not Verdict.ABSENT and best is not None and best.score >= SHOW_LIMIT


def window_of(ctx: RunContext, step: Step) -> WindowIdentity:
    """The window a step belongs to."""
    return step.target.window if step.target else ctx.workflow.screen(step.source).window


def look(ctx: RunContext, step: Step, known: StepKnowledge, blind: bool = False) -> Look:
    """Look once and tell it; Screens are recognised in the focused window, targets found in the step's window.

    blind: nobody is told where the target is, for it may be asked about blind.
    """
    start = ctx.now()
    frame = ctx.grab()
    captured = ctx.now()
    windows = ctx.world.windows
    window, active = windows.find(window_of(ctx, step)), windows.active()
    screen, score, denied = recognised(ctx, frame, active)
    compared = ctx.now()
    search = search_for(step, known)
    finding = ctx.eye.locate(frame, window, search) if window and search else None
    if finding is not None and window is not None and finding.verdict is Verdict.ABSENT:
        finding = replace(finding, reason=finding.reason + _covered(ctx, step, window))
    times = (captured - start, compared - captured, ctx.now() - compared)
    capture_ms, recognise_ms, locate_ms = (1000 * seconds for seconds in times)
    stranger = _stranger(ctx, step, denied, window, active)
    seen = Look(frame, window, screen, score, finding, active, denied, stranger)
    ctx.bus.publish(_told(ctx, step, seen, blind, (capture_ms, recognise_ms, locate_ms)))
    return seen


def _stranger(ctx: RunContext, step: Step, denied: frozenset[str], window: Window | None, active: Window | None) -> str:
    """The name of the step's Screen, when the person says that the step's window does not show it."""
    here = window is not None and active is not None and window.handle == active.handle
    return ctx.workflow.screen(step.source).name if here and step.source in denied else ""


def _told(ctx: RunContext, step: Step, seen: Look, blind: bool, times: tuple[float, float, float]) -> Looked:
    name, screen_id = (seen.screen.name, seen.screen.id) if seen.screen else ("", "")
    finding = None if blind else seen.finding
    where = (ctx.run_id, step.id, screen_id, seen.active, seen.stranger, step.source if seen.stranger else "")
    return Looked(seen.frame, name, seen.screen_score, finding, times, *where)


def may_be_own_screen(ctx: RunContext, step: Step, seen: Look) -> bool:
    """Whether the step's own Screen, asked for alone, is as likely as the one that was recognised."""
    if step.source in seen.denied:
        return False
    own = tuple(screen for screen in ctx.screens if screen.id == step.source)
    _, score = ctx.eye.recognise(seen.frame, seen.active, own)
    return score >= seen.screen_score


def _covered(ctx: RunContext, step: Step, window: Window) -> str:
    """Which window of another program lies over the place where the target was taught."""
    if step.target is None:
        return ""
    place = step.target.place.box.moved(*window.box.origin).center
    top = ctx.world.windows.at(place)
    if top is None or top.handle == window.handle or top.pid == window.pid:
        return ""
    return f"; “{top.identity.title or top.identity.application}” covers its place"


def absence(look: Look, label: str) -> str:
    """Why there is nothing to suggest, in plain words."""
    if look.stranger:
        return f"You said that this is not “{look.stranger}”"
    if look.window is None:
        return "Its window is not there"
    reason = look.finding.reason if look.finding else ""
    return reason or f"{label or 'The target'} is not on this screen"

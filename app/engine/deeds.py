"""What the person was seen to do about a trouble: of their input only what can be named, the rest says nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.engine.context import RunContext
from app.engine.look import Look
from app.model.advice import RecoveryAct
from app.model.input import InputEvent, InputKind
from app.model.trouble import Deed, Did, Trouble
from app.model.window import Window

SLACK = 4
"""Pixels outside the place of an act in which a press still does it again (LEARNING 3.2)."""


def deeds(ctx: RunContext, trouble: Trouble, seen: Look) -> tuple[Deed, ...]:
    """What the robot did, or else what the person was seen to do, each once; nothing at all is waiting."""
    if trouble.ran is not None:
        return (Deed(trouble.ran, trouble.what),)
    events = ctx.world.watcher.since(trouble.mark)
    closed = [window for window in trouble.windows if _was_closed(ctx, trouble, window)]
    found = [*_turned(events), *(Deed(RecoveryAct.CLOSE_POPUP, window.identity.title) for window in closed)]
    found += _to_the_act_before(ctx, trouble.before, events) if trouble.before else ()
    pressed = any(event.kind in (InputKind.PRESS, InputKind.KEY_DOWN) for event in events)
    if pressed and not closed and _came_to_front(trouble, seen):
        found.append(Deed(RecoveryAct.FOCUS))
    # Anything else that the person did cannot be named, so nothing is said of it.
    return tuple(found) if found or pressed else (Deed(RecoveryAct.WAIT),)


def _turned(events: Sequence[InputEvent]) -> Iterator[Deed]:
    turned = sum(event.dy for event in events if event.kind is InputKind.SCROLL)
    if turned:
        yield Deed(RecoveryAct.SCROLL, "up" if turned < 0 else "down")


def _to_the_act_before(ctx: RunContext, did: Did, events: Sequence[InputEvent]) -> Iterator[Deed]:
    """Taking it back with the undo key in its window, and doing it again by a press at its place."""
    if any(event.undo and _focused(ctx, event, did.window) for event in events):
        yield Deed(RecoveryAct.UNDO)
    presses = (event for event in events if event.kind is InputKind.PRESS)
    if did.place is not None and any(did.place.contains(event.point, SLACK) for event in presses):
        yield Deed(RecoveryAct.STEP_BACK)


def _focused(ctx: RunContext, event: InputEvent, window: Window) -> bool:
    focused = ctx.world.windows.active_at(event.at)
    return focused is not None and focused.handle == window.handle


def _was_closed(ctx: RunContext, trouble: Trouble, window: Window) -> bool:
    """Only a window in front can have been in the way."""
    in_front = trouble.active is not None and trouble.active.handle == window.handle
    mine = trouble.window is not None and trouble.window.handle == window.handle
    return in_front and not mine and bool(window.identity.title) and ctx.world.windows.refresh(window.handle) is None


def _came_to_front(trouble: Trouble, seen: Look) -> bool:
    mine, before, now = seen.window, trouble.active, seen.active
    if mine is None or now is None or now.handle != mine.handle:
        return False
    return before is None or before.handle != mine.handle

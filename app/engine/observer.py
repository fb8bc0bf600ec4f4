"""Observation: predict, watch what the person does, record whether it agrees. Nothing is ever acted here."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile

from app.engine.by_hand import SLACK, has_place
from app.engine.gate import Sight
from app.engine.look import Look, look
from app.engine.outcome import Ending, close_step, evidence, picture_of, suggestion_row
from app.engine.proof import verify
from app.engine.shown import Shown
from app.engine.suggest import suggestion_of
from app.engine.surroundings import take_in
from app.engine.walk import Walk
from app.learning.labels import Click, Event, Happening, judged
from app.learning.risk import risk_of
from app.model.action import ActionKind
from app.model.frame import Frame
from app.model.input import InputEvent, InputKind
from app.model.ledger import Entry
from app.model.modes import Label, LabelSource, RunMode, StepStatus, VerifyResult
from app.model.news import PersonActed
from app.model.suggestion import Suggestion, Verification

QUIET = 1.0
"""Seconds without a key after which typing counts as finished."""
ANYWAY = 10.0
"""Seconds after which a screen that did not change is looked at again: its program may tell more by then."""
GLANCE = 0.02
"""Seconds in which the camera says whether the screen has changed."""


@dataclass(frozen=True, slots=True)
class Watched:
    """What the person did for a step: the first event that counts, and until when events belong to this step.

    whole: it was more than the press into a field that comes before the typing.
    """

    event: InputEvent
    until: float
    whole: bool = True


class Observer:
    """Follows the person through a run; `_mark` is the monotonic second up to which events are used up."""

    def __init__(self, mark: float) -> None:
        self._mark = mark

    def observe(self, walk: Walk) -> StepStatus | None:
        """Watch one step to its end; None when the mode changed or a pause came first. Raises RunCancelled."""
        while not walk.ctx.control.urgent and walk.ctx.mode is RunMode.OBSERVATION:
            walk.ctx.serve_freezes()
            walk.ctx.control.quiet()
            walk.ctx.world.watcher.await_chord(walk.step.params.keys)
            seen = look(walk.ctx, walk.step, walk.known)
            predicted = suggestion_of(walk.ctx, walk.step, walk.known, seen)
            watched = self._next_act(walk, seen)
            if watched is None:
                continue
            status = self._judged(walk, seen, predicted, watched)
            if status:
                return status
        return None

    def _next_act(self, walk: Walk, seen: Look) -> Watched | None:
        """The person's next act of this step's kind; None when it is time to look again: a change, or a wish."""
        ctx, interval = walk.ctx, walk.ctx.settings.capture.interval
        anyway, pace = ctx.now() + ANYWAY, ctx.now() + interval
        while True:
            ctx.control.check()
            events = ctx.world.watcher.since(self._mark)
            found = self._first(walk.step.action, events)
            if found is not None:
                return self._followed(walk, found)
            if ctx.control.interrupt.is_set() or ctx.now() >= anyway:
                return None
            if ctx.now() >= pace:
                if ctx.camera.wait_change(seen.frame, ctx.now() + GLANCE, ctx.control.interrupt):
                    return None
                pace = ctx.now() + interval
            ctx.world.watcher.wait(events[-1].at if events else self._mark, pace, ctx.control.interrupt)

    @staticmethod
    def _first(action: ActionKind, events: tuple[InputEvent, ...]) -> InputEvent | None:
        wanted = _STARTS[action]
        return next((event for event in events if event.kind in wanted), None)

    def _followed(self, walk: Walk, first: InputEvent) -> Watched:
        """The whole act: a press ends at once, typing when the keys rest or another press follows."""
        if not walk.step.action.uses_keys:
            return Watched(first, first.at)
        ctx, last, typed = walk.ctx, first.at, first.kind is InputKind.KEY_DOWN
        patience = ctx.now() + ANYWAY
        while True:
            ctx.world.watcher.wait(last, max(last, ctx.now()) + QUIET, ctx.control.interrupt)
            events = ctx.world.watcher.since(last)
            own = tuple(takewhile(lambda event: event.kind is not InputKind.PRESS, events))
            typed = typed or any(event.kind is InputKind.KEY_DOWN for event in own)
            last = max((event.at for event in own), default=last)
            rests = not own and (typed or ctx.now() >= patience)
            if rests or len(own) < len(events) or ctx.control.interrupt.is_set():
                return Watched(first, last, typed)

    def _judged(self, walk: Walk, seen: Look, predicted: Suggestion, watched: Watched) -> StepStatus | None:
        since, self._mark = self._mark, watched.until
        click = _click(walk, seen, predicted, watched, since)
        inside = click is Click.INSIDE
        verification, after = _outcome(walk, seen)
        done = verification.result is VerifyResult.SUCCESS or (walk.step.expect.empty and watched.whole)
        if not done and not (inside and watched.whole):
            return None
        return _record(walk, Shown(predicted, seen.frame, seen.window), watched.event, click, verification, after)


def _click(walk: Walk, seen: Look, predicted: Suggestion, watched: Watched, since: float) -> Click:
    """Where the person acted against the prediction; for keys whether they were these, in this window, and next."""
    event, match = watched.event, predicted.match
    if not has_place(walk):
        events = walk.ctx.world.watcher.since(since)
        decisive = next((one for one in events if one.at <= watched.until and one.fits is not None), None)
        here = seen.active is not None and seen.window is not None and seen.active.handle == seen.window.handle
        return _CHORD[decisive.fits if decisive and here else None]
    if match is None:
        return Click.UNSEEN
    return Click.INSIDE if match.box.contains(event.point, SLACK) else Click.OUTSIDE


_CHORD = {True: Click.INSIDE, False: Click.OUTSIDE, None: Click.UNSEEN}


def _outcome(walk: Walk, seen: Look) -> tuple[Verification, Frame]:
    if seen.window is None:
        return Verification(VerifyResult.TIMEOUT, "the step's window was not there"), seen.frame
    best = seen.finding.best if seen.finding else None
    return verify(walk.ctx, walk.step, Sight(seen.frame, seen.window, best))


def _record(
    walk: Walk, shown: Shown, event: InputEvent, click: Click, verification: Verification, after: Frame
) -> StepStatus:
    ctx, step = walk.ctx, walk.step
    take_in(walk, shown)
    # Keys typed into a field that has the focus already show no place.
    click = Click.UNSEEN if has_place(walk) and event.kind is InputKind.KEY_DOWN else click
    found = judged(Happening(Event.WATCHED, click=click, verified=verification.result, has_place=has_place(walk)))
    label = found.label if found else Label.NONE
    picture, first = picture_of(ctx, shown)
    later, second = picture_of(ctx, shown, after)
    rows: list[Entry] = [
        suggestion_row(ctx, shown, risk_of(step, walk.learned), picture),
        evidence(ctx, step, shown, label, LabelSource.WATCHED, "watched"),
    ]
    words = {Label.RIGHT: "agreed", Label.WRONG: "you did it elsewhere", Label.NONE: "nothing to compare"}
    ending = Ending(StepStatus.OBSERVED, words[label], by_hand=True, before=picture, after=later)
    ctx.bus.publish(PersonActed(step.id, event.point, label is Label.RIGHT))
    return close_step(ctx, step, shown, ending, rows, {**first, **second})


_PRESSES = frozenset((InputKind.PRESS,))
_KEYS = frozenset((InputKind.KEY_DOWN,))
_STARTS: dict[ActionKind, frozenset[InputKind]] = {
    ActionKind.CLICK: _PRESSES,
    ActionKind.DOUBLE_CLICK: _PRESSES,
    ActionKind.RIGHT_CLICK: _PRESSES,
    ActionKind.DRAG: _PRESSES,
    ActionKind.SCROLL: frozenset((InputKind.SCROLL,)),
    ActionKind.TYPE_TEXT: _PRESSES | _KEYS,
    ActionKind.PRESS_KEYS: _KEYS,
    ActionKind.WAIT: _PRESSES | _KEYS,
    ActionKind.CHECK: _PRESSES | _KEYS,
}

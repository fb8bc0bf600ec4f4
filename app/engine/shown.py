"""What the person was shown, and how a correction turns it into what is executed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from app.engine.context import RunContext, new_id
from app.model.action import missing_param
from app.model.decision import Change, Pointed, StepPatch
from app.model.errors import BadInput
from app.model.frame import Frame, Pixels
from app.model.geometry import Box, Point
from app.model.suggestion import Suggestion
from app.model.target import Candidate, LocatorKind, Picture, Target, TaughtTarget
from app.model.window import Window
from app.model.workflow import Step

REFUSED_MARGIN = 24


@dataclass(frozen=True, slots=True)
class Shown:
    """A Suggestion with the frame and the window it was made from; `window` None when that was not there."""

    suggestion: Suggestion
    frame: Frame
    window: Window | None


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a correction makes: the new Suggestion, what changes in the step, pictures to store with the decision."""

    shown: Shown
    old: StepPatch
    new: StepPatch
    images: Mapping[str, Pixels] = field(default_factory=dict)
    refused: Picture | None = None


def corrected(ctx: RunContext, step: Step, shown: Shown, change: Change) -> Corrected:
    """The Suggestion after this change; BadInput when it changes nothing or cannot be used."""
    if change.empty:
        raise BadInput("The correction", "it changes nothing", "Point to the right place or change text or action.")
    _keep_secret(step, change)
    taught, frame, window = _retaught(ctx, shown, change)
    old, new = _patches(step, change, taught.target if taught else None)
    before = shown.suggestion.version
    suggestion = replace(
        shown.suggestion,
        id=new_id(),
        replaces=shown.suggestion.id,
        version=ctx.knowledge.version_after(step.id, before) if new.target or new.action else before,
        action=new.action or step.action,
        params=new.params or step.params,
        frame=frame.number,
        match=_match(taught, window) if taught and window else shown.suggestion.match,
        apart=() if taught else shown.suggestion.apart,
    )
    missing = missing_param(suggestion.action, suggestion.params)
    if missing:
        raise BadInput("The correction", f"{suggestion.action} needs {missing}", "Give it with the correction.")
    images, refused = _pictures(ctx, shown, taught, change)
    return Corrected(Shown(suggestion, frame, window), old, new, images, refused)


def _keep_secret(step: Step, change: Change) -> None:
    """A correction is recorded for good, so what replaces a secret must never come as readable text."""
    if step.params.secret and change.params and change.params.text is not None:
        why = "this step types a secret, and a correction would record the new one as readable text"
        raise BadInput("The correction", why, "Change it in the keyring, or type it by hand and press “I did it”.")


def _retaught(ctx: RunContext, shown: Shown, change: Change) -> tuple[TaughtTarget | None, Frame, Window | None]:
    place = _place(shown, change)
    if place is None:
        return None, shown.frame, shown.window
    frame = ctx.frozen(place.frame) or shown.frame
    window = _window_at(ctx, place.point) or shown.window
    if window is None:
        raise BadInput("The place", "there is no window", "Point to a place inside the program's window.")
    if place.by_surroundings:
        return ctx.eye.place_only(frame, window, place.point), frame, window
    return ctx.eye.teach(frame, window, place.point, place.box), frame, window


def _window_at(ctx: RunContext, point: Point) -> Window | None:
    """The top-most window of another program there; our own may still be on the screen."""
    windows = ctx.world.windows.all()
    return next((window for window in windows if not window.own and window.box.contains(point)), None)


def _place(shown: Shown, change: Change) -> Pointed | None:
    if change.pointed is not None:
        return change.pointed
    if change.candidate is None:
        return None
    finding = shown.suggestion.finding
    candidates = finding.candidates if finding else ()
    if not 1 <= change.candidate <= len(candidates):
        raise BadInput(f"Candidate {change.candidate}", f"there are {len(candidates)}", "Choose one that is shown.")
    chosen = candidates[change.candidate - 1]
    return Pointed(chosen.point, chosen.box)


def _match(taught: TaughtTarget, window: Window) -> Candidate:
    target = taught.target
    box = target.place.box.moved(window.box.x, window.box.y)
    point = Point(box.x + target.press.x, box.y + target.press.y)
    return Candidate(box, point, 1.0, LocatorKind.POINTED)


def _patches(step: Step, change: Change, target: Target | None) -> tuple[StepPatch, StepPatch]:
    new = StepPatch(
        target=target,
        action=change.action,
        params=change.params,
        wait_before=change.wait_before,
        wait_after=change.wait_after,
    )
    old = StepPatch(
        target=step.target if new.target else None,
        action=step.action if new.action else None,
        params=step.params if new.params else None,
        wait_before=step.timing.before if new.wait_before is not None else None,
        wait_after=step.timing.after if new.wait_after is not None else None,
    )
    return old, new


def _pictures(
    ctx: RunContext, shown: Shown, taught: TaughtTarget | None, change: Change
) -> tuple[Mapping[str, Pixels], Picture | None]:
    images = dict(taught.images) if taught else {}
    wrong = shown.suggestion.match
    if wrong is None or not change.moves_target:
        return images, None
    name, pixels, mark = kept(ctx, shown.frame, wrong.box, wrong.box.grown(REFUSED_MARGIN))
    images[name] = pixels
    return images, Picture(image=name, box=mark)


def kept(ctx: RunContext, frame: Frame, box: Box, around: Box) -> tuple[str, Pixels, Box]:
    """Name, pixels and the box in them, of a part of a frame that is to be stored."""
    part = around.common(frame.region) or frame.region
    name, pixels = ctx.eye.keep(frame, part)
    return name, pixels, box.relative_to(part.origin)

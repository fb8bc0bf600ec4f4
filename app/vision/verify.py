"""Did the act do what it should? Success needs every expected part seen; silence is never success."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from app.model.frame import Frame
from app.model.geometry import Box
from app.model.modes import VerifyResult
from app.model.suggestion import Verification
from app.model.window import Window
from app.model.workflow import Expect
from app.vision.change import changed_boxes
from app.vision.gray import correlation, edges_of, seen
from app.vision.ports import Alive

_MOSTLY = 0.3
_STILL_ITS_SHAPE, _REACH, _RIM, _LEAST = 0.6, 6, 6, 12


class Held(Enum):
    """Whether one expected part is there, not there yet, or contradicted."""

    YES = auto()
    NOT_YET = auto()
    NEVER = auto()


@dataclass(frozen=True, slots=True)
class Part:
    """One expected part in words; `window` marks the parts that say the right window is there."""

    held: Held
    words: str
    window: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """The two moments that are compared: the step's window before the act, the focused one now."""

    before: Frame
    now: Frame
    was: Window
    window: Window | None
    gone: bool


def judge(
    expect: Expect, before: Frame, now: Frame, was: Window, window: Window | None, alive: Alive | None
) -> Verification:
    """Whether everything expected holds at this moment; asked again with newer frames until the time-out."""
    look = Look(before, now, was, window, _gone(before, now, was, window, alive))
    parts = tuple(_parts(expect, look))
    if not parts:
        return Verification(VerifyResult.TIMEOUT, "nothing is expected of this step that could be seen")
    return Verification(_result(parts), _reason(parts))


def _parts(expect: Expect, look: Look) -> Iterator[Part]:
    if expect.window is not None:
        here = look.window is not None and expect.window.fits(look.window.identity)
        title = expect.window.title or expect.window.application
        yield Part(Held.YES if here else Held.NOT_YET, f"the window “{title}” has the focus", window=True)
    if expect.closed:
        yield Part(Held.YES if look.gone else Held.NOT_YET, f"the window “{look.was.identity.title}” is closed", True)
    elif look.gone and not _expects_other(expect, look.was):
        yield Part(Held.NEVER, f"the window “{look.was.identity.title}” vanished")
    if expect.changed is not None:
        words = "the element is gone" if expect.target_gone else "the expected place looks different"
        yield Part(_changed(expect, look), words)


def _expects_other(expect: Expect, was: Window) -> bool:
    """Whether another window is expected: then the step's own may go."""
    return expect.window is not None and not expect.window.fits(was.identity)


def _changed(expect: Expect, look: Look) -> Held:
    if expect.changed is None or look.gone:
        return Held.NOT_YET
    other = look.window is not None and look.window.handle != look.was.handle
    box = expect.changed.moved(look.was.box.x, look.was.box.y)
    if other and look.window is not None and not _awaited(expect, look.window) and look.window.box.common(box):
        return Held.NOT_YET
    if not _differs(look, box) or (expect.target_gone and _stands(look, box)):
        return Held.NOT_YET
    return Held.YES


def _stands(look: Look, box: Box) -> bool:
    """Whether the element's shape is still there: pressed, grayed out or under the pointer it is not gone."""
    inner = box.grown(-_RIM)  # a focus frame comes and goes at the rim
    core = inner if min(inner.w, inner.h) >= _LEAST else box
    shape = edges_of(seen(look.before, core))
    if not shape.size or shape.std() == 0:
        return False
    here = correlation(edges_of(seen(look.now, core.moved(*_step(look)).grown(_REACH))), shape)
    return bool(here.size) and float(here.max()) >= _STILL_ITS_SHAPE


def _awaited(expect: Expect, window: Window) -> bool:
    return expect.window is not None and expect.window.fits(window.identity)


def _differs(look: Look, box: Box) -> bool:
    """Compare the place in the window then and now; the window may have been moved in between."""
    step = _step(look)
    now = look.now if step == (0, 0) else _shifted(look.now, *step)
    return bool(changed_boxes(look.before, now, box))


def _step(look: Look) -> tuple[int, int]:
    """How far the step's window was moved in between."""
    if look.window is None or look.window.handle != look.was.handle:
        return 0, 0
    return look.window.box.x - look.was.box.x, look.window.box.y - look.was.box.y


def _shifted(frame: Frame, step_x: int, step_y: int) -> Frame:
    masked = tuple(own.moved(-step_x, -step_y) for own in frame.masked)
    return Frame(frame.pixels, frame.region.moved(-step_x, -step_y), frame.number, frame.taken, (), masked)


def _gone(before: Frame, now: Frame, was: Window, window: Window | None, alive: Alive | None) -> bool:
    """Whether the step's window is closed: asked from the desktop, else judged by focus and picture."""
    if window is not None and window.handle == was.handle:
        return False
    if alive is not None:
        return alive.refresh(was.handle) is None
    area = was.box.common(before.region)
    covered = sum(box.area for box in changed_boxes(before, now, area)) if area else 0
    return area is not None and covered > _MOSTLY * area.area


def _result(parts: tuple[Part, ...]) -> VerifyResult:
    held = [part.held for part in parts]
    if Held.NEVER in held:
        return VerifyResult.FAILED
    if all(one is Held.YES for one in held):
        return VerifyResult.SUCCESS
    window_right = any(part.window and part.held is Held.YES for part in parts)
    return VerifyResult.DEGRADED if window_right else VerifyResult.TIMEOUT


def _reason(parts: tuple[Part, ...]) -> str:
    never = [part.words for part in parts if part.held is Held.NEVER]
    missing = [part.words for part in parts if part.held is Held.NOT_YET]
    if never:
        return never[0]
    if missing:
        return "not seen: " + ", ".join(missing)
    return "seen: " + ", ".join(part.words for part in parts)

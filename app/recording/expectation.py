"""What must be seen after an act, learned from the moments before and after it."""

from __future__ import annotations

from app.model.geometry import Box
from app.model.window import Window
from app.model.workflow import Expect
from app.recording.moments import Moment
from app.recording.ports import Eye

_SHORTEST, _LONGEST, _TIMES_SEEN = 5.0, 60.0, 3.0
_ONE_LINE = 64
_RIM, _FLAT, _EDGE, _NEAR = 6, 3.0, 3, 24


def expectation(
    eye: Eye, before: Moment, after: Moment, window: Window, element: Box | None, seconds: float, typed: bool = False
) -> Expect:
    """The strongest thing that was seen: another window, a closed one, a changed place; empty when nothing was.

    `element` is the acted place on the desktop, `seconds` how long the change took, `typed` whether a text went there.
    """
    timeout = min(_LONGEST, max(_SHORTEST, _TIMES_SEEN * seconds))
    gone = not after.has(window.handle) and before.has(window.handle)
    opened = _opened(before, after)
    if opened is not None or gone:
        return Expect(window=opened.identity if opened else None, closed=gone, timeout=timeout)
    renamed = _renamed(before, after, window)
    if renamed is not None:
        return Expect(window=renamed.identity, timeout=timeout)
    text = _text(eye, before, after, element) if typed and element is not None else None
    if text is not None:
        return Expect(changed=text.relative_to(window.box.origin), timeout=timeout)
    return _changed(eye, before, after, window, element, timeout)


def _text(eye: Eye, before: Moment, after: Moment, field: Box) -> Box | None:
    """Where a text appeared inside its field, the focus frame aside: that alone proves that it arrived.

    In a field of one line the next text may differ anywhere, so all of it counts.
    """
    inside = field.grown(-_RIM)
    boxes = eye.changes(before.frame, after.frame, inside)
    if not boxes:
        return None
    return inside if field.h <= _ONE_LINE else _largest(_groups(list(boxes)))


def _opened(before: Moment, after: Moment) -> Window | None:
    """The window that got the focus through the act."""
    now, then = after.active, before.active
    if now is None or now.own or (then is not None and then.handle == now.handle):
        return None
    return now


def _renamed(before: Moment, after: Moment, window: Window) -> Window | None:
    """The same window under another class of title: another page or document."""
    then = next((one for one in before.windows if one.handle == window.handle), window)
    now = next((one for one in after.windows if one.handle == window.handle), None)
    return now if now is not None and not now.identity.fits(then.identity) else None


def _changed(eye: Eye, before: Moment, after: Moment, window: Window, element: Box | None, timeout: float) -> Expect:
    boxes = _without_tips(eye.changes(before.frame, after.frame, window.box), before, after, window)
    if not boxes:
        return Expect(timeout=timeout)
    # A pressed look or a focus frame of the element itself proves least; what it caused elsewhere proves more.
    outside = [box for box in boxes if element is None or not element.grown(_RIM).encloses(box)]
    caused = [group for group in _groups(outside) if not _only_frame(eye, before, after, group)]
    if not caused and element is not None and _emptied(after, element):
        return Expect(target_gone=True, changed=element.relative_to(window.box.origin), timeout=timeout)
    inside = [box for box in boxes if box not in outside]
    place = _largest(caused or _groups(inside) or _groups(outside)).grown(_EDGE).common(window.box) or window.box
    return Expect(changed=place.relative_to(window.box.origin), timeout=timeout)


def _only_frame(eye: Eye, before: Moment, after: Moment, box: Box) -> bool:
    """Whether only the rim of a place changed: a focus frame that came or went (and a caret), which proves nothing."""
    inner = box.grown(-_RIM - _EDGE)
    if inner.w < 1 or inner.h < 1:
        return False
    return not eye.changes(before.frame, after.frame, inner)


def _without_tips(boxes: tuple[Box, ...], before: Moment, after: Moment, window: Window) -> tuple[Box, ...]:
    """Without what only uncovered: hints that hung over the window before and went away by themselves."""
    tips = [one.box.grown(_RIM) for one in before.windows if not one.identity.title and one.handle != window.handle]
    tips = [tip for tip in tips if not any(one.box.grown(_RIM) == tip for one in after.windows)]
    return tuple(box for box in boxes if not any(tip.encloses(box) for tip in tips))


def _emptied(after: Moment, element: Box) -> bool:
    pixels = after.frame.crop(element)
    return bool(pixels.size) and float(pixels[:, :, :3].std()) < _FLAT


def _groups(boxes: list[Box]) -> list[Box]:
    """The changes, near ones taken together."""
    groups: list[Box] = []
    for box in boxes:
        near = [group for group in groups if group.grown(_NEAR).common(box)]
        for group in near:
            box = box.union(group)
        groups = [group for group in groups if group not in near] + [box]
    return groups


def _largest(groups: list[Box]) -> Box:
    return max(groups, key=lambda group: group.area)

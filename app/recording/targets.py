"""Where an act was done: the window, and the element that becomes the step's target."""

from __future__ import annotations

from dataclasses import dataclass

from app.model.action import ActionKind
from app.model.errors import BadInput
from app.model.frame import Frame
from app.model.geometry import Box, Point
from app.model.target import TaughtTarget
from app.model.window import Window
from app.recording.acts import Act
from app.recording.draft import Draft
from app.recording.fields import LINE
from app.recording.moments import Moment
from app.recording.ports import Eye, OwnWindow

_INTO, _MOST, _RIM = 10, 3, 9
FIELDS = frozenset(("text", "entry", "password text", "spin button", "editbar", "terminal"))
_NO_FIELDS = frozenset(
    ("push button", "toggle button", "check box", "radio button", "label", "static", "menu", "menu item", "page tab")
)


@dataclass(frozen=True, slots=True, eq=False)
class Targets:
    """Finds windows and teaches targets; used by the recorder's thread."""

    eye: Eye
    own: OwnWindow

    def window(self, act: Act) -> Window | None:
        """The window an act belongs to; None for our own windows, window frames and the empty desktop."""
        window = self._pressed(act) if act.kind not in (ActionKind.TYPE_TEXT, ActionKind.PRESS_KEYS) else act.window
        window = window or (act.before.active if act.kind.uses_keys else None)
        return None if window is None or window.own or self.own(window) else window

    def _pressed(self, act: Act) -> Window | None:
        """A menu or dialog may be gone by the time we ask, so what was open before the press counts first."""
        top = act.before.at(act.point)
        if top is not None and (act.window is None or act.before.has(act.window.handle)):
            return top
        return act.window if act.window is not None and act.window.box.contains(act.point) else None

    def teach(self, frame: Frame, window: Window, point: Point) -> TaughtTarget:
        """The element under a point; a plain place is known by its surroundings."""
        try:
            return self.eye.teach(frame, window, point, None)
        except BadInput:
            return self.eye.place_only(frame, window, point)

    def appeared(self, act: Act, window: Window, now: Moment) -> list[Box]:
        """Where on the desktop the typed text may have appeared, the widest change first."""
        boxes = self.eye.changes(act.before.frame, now.frame, window.box)
        written = [box for box in boxes if not self._only_frame(act, now, box)] or list(boxes)
        return sorted(written, key=lambda box: (box.h <= LINE, box.w), reverse=True)[:_MOST]

    def _only_frame(self, act: Act, now: Moment, box: Box) -> bool:
        """Whether only the rim changed: the focus frame of the field that Tab came from."""
        inner = box.grown(-_RIM)
        return inner.h > 0 and inner.w > 0 and not self.eye.changes(act.before.frame, now.frame, inner)

    def typed_into(self, act: Act, window: Window, lines: list[Box]) -> TaughtTarget:
        """The field in which the text appeared, when no click says which it was.

        A counter or a button may change with the text, so what the program calls a field counts first.
        """
        frame, possible = act.before.frame, list[TaughtTarget]()
        for line in lines:
            taught = self.teach(frame, window, Point(line.x + min(line.w // 2, _INTO), line.center.y))
            if taught.target.role in FIELDS:
                return taught
            possible += [taught] if taught.target.role not in _NO_FIELDS else []
        place = lines[0].center if lines else window.box.center
        return possible[0] if possible else self.eye.place_only(frame, window, place)

    def only_focus(self, click: Draft, before: Moment, after: Moment) -> bool:
        """Whether a click changed nothing but the look of its own element: caret, focus frame, highlight.

        What a field is, its program tells: there the focus frame that goes out elsewhere does not count either.
        """
        element, window = click.element, click.window
        if element is None or not after.has(window.handle):
            return False
        if after.active is not None and after.active.handle != window.handle:
            return False
        if len(after.windows) > len(before.windows):
            return False
        if click.target is not None and click.target.role in FIELDS:
            return True
        boxes = self.eye.changes(before.frame, after.frame, window.box)
        return all(element.grown(_INTO).encloses(box) for box in boxes)

"""A stream of events becomes acts: clicks, double clicks, drags, wheel turns, typed texts, key combinations."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from app.model.action import ActionKind
from app.model.input import Button, InputEvent, InputKind
from app.recording.acts import Act, Heard
from app.recording.keyboard import Keyboard

DOUBLE_SECONDS, DOUBLE_PIXELS, DRAG_PIXELS = 0.4, 4, 8
WHEEL_SECONDS, WHEEL_PIXELS, TYPING_SECONDS = 1.0, 40, 1.5
_MOST_NOTCHES = 200
_RECORDED = frozenset({Button.LEFT, Button.RIGHT})
_OTHER_BUTTON = "Not recorded: only the left and the right button are. Do it another way."
_HELD_KEY = "Not recorded: clicks, drags and wheel turns with a held key are not. Do it another way."


class Segmenter:
    """Feed it events in order; it answers the acts that are complete. Used by one thread."""

    def __init__(self, hot_keys: Collection[str] = ()) -> None:
        self._keyboard = Keyboard(hot_keys)
        self._open: Act | None = None
        self._down: Heard | None = None
        self._doubles = False
        self.secret = False

    def left_out(self, event: InputEvent) -> str:
        """Why no step can say what this event does, to be asked before it is fed; empty when one can."""
        if event.kind is InputKind.PRESS and event.button not in _RECORDED:
            return _OTHER_BUTTON
        acts = event.kind in (InputKind.PRESS, InputKind.SCROLL) or self._drops(event)
        return _HELD_KEY if acts and self._keyboard.changes_clicks else ""

    def overhear(self, event: InputEvent) -> None:
        """An event that is not recorded; which keys are held must be known all the same."""
        if event.kind in (InputKind.KEY_DOWN, InputKind.KEY_UP):
            self._keyboard.take(event)

    def feed(self, heard: Heard) -> tuple[Act, ...]:
        """One event; the acts that are complete now."""
        if self.left_out(heard.event):
            self._down = None
            return self.flush()
        match heard.event.kind:
            case InputKind.PRESS:
                return self._press(heard)
            case InputKind.RELEASE:
                return self._release(heard)
            case InputKind.SCROLL:
                return self._wheel(heard)
            case InputKind.KEY_DOWN | InputKind.KEY_UP:
                return self._key(heard)
            case InputKind.MOVE:
                return ()

    def tick(self, now: float) -> tuple[Act, ...]:
        """Time passed: what can no longer become more is complete."""
        act = self._open
        if act is None or self._down is not None:
            return ()
        limits = {ActionKind.CLICK: DOUBLE_SECONDS, ActionKind.SCROLL: WHEEL_SECONDS}
        since = act.started if act.kind is ActionKind.CLICK else act.ended
        # A secret stays open until something else follows: its text cannot be read back to be joined.
        limit = limits.get(act.kind, 1e9 if act.secret else TYPING_SECONDS)
        return self.flush() if now - since > limit else ()

    def flush(self) -> tuple[Act, ...]:
        """Whatever is open is complete."""
        act, self._open, self._doubles = self._open, None, False
        empty = act is None or (act.kind is ActionKind.SCROLL and not (act.clicks_x or act.clicks_y))
        nothing = act is not None and act.kind is ActionKind.TYPE_TEXT and not act.text
        return () if act is None or empty or nothing else (act,)

    def _press(self, heard: Heard) -> tuple[Act, ...]:
        self._doubles = self._joins_click(heard)
        done = () if self._doubles else self.flush()
        self._down = heard
        return done

    def _joins_click(self, heard: Heard) -> bool:
        act, event = self._open, heard.event
        if act is None or act.kind is not ActionKind.CLICK or event.button is not Button.LEFT:
            return False
        return event.at - act.started <= DOUBLE_SECONDS and event.point.distance(act.point) <= DOUBLE_PIXELS

    def _release(self, heard: Heard) -> tuple[Act, ...]:
        down, self._down = self._down, None
        if down is None or down.event.button is not heard.event.button:
            return ()
        if down.event.button is Button.RIGHT:
            return (_act(ActionKind.RIGHT_CLICK, down, heard),)
        if down.event.point.distance(heard.event.point) > DRAG_PIXELS:
            return (*self.flush(), replace(_act(ActionKind.DRAG, down, heard), to=heard.event.point))
        if self._doubles and self._open is not None:
            double = replace(self._open, kind=ActionKind.DOUBLE_CLICK, ended=heard.event.at)
            self._open, self._doubles = None, False
            return (double,)
        self._open = _act(ActionKind.CLICK, down, heard)
        return ()

    def _drops(self, event: InputEvent) -> bool:
        """Whether this ends a drag; a key held then decides between moving and copying."""
        down = self._down.event if self._down is not None and event.kind is InputKind.RELEASE else None
        return down is not None and down.button is event.button and down.point.distance(event.point) > DRAG_PIXELS

    def _wheel(self, heard: Heard) -> tuple[Act, ...]:
        act, event = self._open, heard.event
        if act is not None and act.kind is ActionKind.SCROLL and _same_turn(act, heard):
            x, y = _notches(act.clicks_x + event.dx), _notches(act.clicks_y + event.dy)
            self._open = replace(act, clicks_x=x, clicks_y=y, ended=event.at)
            return ()
        done = self.flush()
        turn = _act(ActionKind.SCROLL, heard, heard)
        self._open = replace(turn, clicks_x=_notches(event.dx), clicks_y=_notches(event.dy))
        return done

    def _key(self, heard: Heard) -> tuple[Act, ...]:
        meaning = self._keyboard.take(heard.event)
        if meaning is None:
            return ()
        if isinstance(meaning, str):
            return self._typed(heard, meaning)
        act = self._open
        if meaning == ("backspace",) and act is not None and act.text:
            self._open = replace(act, text=act.text[:-1], ended=heard.event.at)
            return ()
        return (*self.flush(), replace(_act(ActionKind.PRESS_KEYS, heard, heard), keys=meaning))

    def _typed(self, heard: Heard, text: str) -> tuple[Act, ...]:
        act = self._open
        if (
            act is not None
            and act.kind is ActionKind.TYPE_TEXT
            and act.secret == self.secret
            and _same_window(act, heard)
        ):
            self._open = replace(act, text=act.text + text, ended=heard.event.at)
            return ()
        done = self.flush()
        self._open = replace(_act(ActionKind.TYPE_TEXT, heard, heard), text=text, secret=self.secret)
        return done


def _act(kind: ActionKind, first: Heard, last: Heard) -> Act:
    return Act(kind, first.event.at, last.event.at, first.event.point, first.before, first.window)


def _same_turn(act: Act, heard: Heard) -> bool:
    near = heard.event.point.distance(act.point) <= WHEEL_PIXELS
    return near and heard.event.at - act.ended <= WHEEL_SECONDS


def _same_window(act: Act, heard: Heard) -> bool:
    if act.window is None or heard.window is None:
        return True
    return act.window.handle == heard.window.handle


def _notches(value: int) -> int:
    return max(-_MOST_NOTCHES, min(_MOST_NOTCHES, value))

"""What the person does with mouse and keyboard, as the listener reports it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.model.geometry import Point


class InputKind(StrEnum):
    """The kinds of input events."""

    MOVE = "move"
    PRESS = "press"
    RELEASE = "release"
    SCROLL = "scroll"
    KEY_DOWN = "key_down"
    KEY_UP = "key_up"


class Button(StrEnum):
    """Mouse buttons."""

    LEFT = "left"
    MIDDLE = "middle"
    RIGHT = "right"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class InputEvent:
    """One event at a monotonic second. `key` is a key name ("a", "enter", "ctrl"), `char` the character it makes.

    Outside recording, key and char stay empty: only that some key was used is kept (SAFETY F87).
    `point` is the pointer in physical pixels. `fits`, of a key that goes down while a chord is awaited: True when it
    completes just that, False when it is no part of it, None when neither is known. `undo`: of a key that goes down,
    whether it completes a chord by which programs take back what was done last.
    """

    kind: InputKind
    at: float
    point: Point
    button: Button | None = None
    dx: int = 0
    dy: int = 0
    key: str = ""
    char: str = ""
    fits: bool | None = None
    undo: bool = False

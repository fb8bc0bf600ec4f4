"""What is known about a program before it is started: how to open it, its states, and what a capture tells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from tests.bench.relocation.case import Rect, Variation


class Toolkit(StrEnum):
    """What draws a program, and so where its look comes from."""

    GTK2 = "gtk2"
    GTK3 = "gtk3"
    QT5 = "qt5"
    QT6 = "qt6"
    GRID = "term"

    @property
    def kind(self) -> str:
        """The word of the case files."""
        return {"gtk": "gtk", "qt": "qt"}.get(self.value[:-1], self.value)


class Edition(StrEnum):
    """Which content a program is opened with: the first, one with other values, one with rows taken out."""

    FIRST = "first"
    OTHER = "other"
    FEWER = "fewer"


class Act(StrEnum):
    """One thing done to reach a state."""

    KEY = "key"
    TYPE = "type"
    PRESS = "press"
    RIGHT = "right"
    DOUBLE = "double"
    WINDOW = "window"
    GONE = "gone"


class Deed(NamedTuple):
    """An act with its words: keys, a text, a window's title, or the role and name of an element."""

    act: Act
    text: str
    role: str = ""


def keys(*chords: str) -> tuple[Deed, ...]:
    """Press these key chords one after the other."""
    return tuple(Deed(Act.KEY, chord) for chord in chords)


def typed(text: str) -> tuple[Deed, ...]:
    """Type a text."""
    return (Deed(Act.TYPE, text),)


def press(role: str, name: str) -> tuple[Deed, ...]:
    """Click an element."""
    return (Deed(Act.PRESS, name, role),)


def double(role: str, name: str) -> tuple[Deed, ...]:
    """Click an element twice quickly."""
    return (Deed(Act.DOUBLE, name, role),)


def dialog(title: str) -> tuple[Deed, ...]:
    """Wait for a window whose title holds these words."""
    return (Deed(Act.WINDOW, title),)


def gone(title: str) -> tuple[Deed, ...]:
    """Wait until no window's title holds these words."""
    return (Deed(Act.GONE, title),)


@dataclass(frozen=True)
class State:
    """One state of a program: how to get there from the start, how to leave it, and what can be done in it.

    `start` is done in place of nothing once after the program came up; `other` replaces `start` for the second edition.
    `scroll` and `sort` name where the wheel is turned (parts of the window) and what is done to sort.
    """

    name: str
    start: tuple[Deed, ...] = ()
    end: tuple[Deed, ...] = ()
    other: tuple[Deed, ...] | None = None
    menu: bool = False
    scroll: tuple[float, float] | None = None
    sort: tuple[Deed, ...] = ()
    pressing: bool = True
    resizing: bool = True


@dataclass(frozen=True)
class Program:
    """A program to capture. `command` may hold {home}; `content` puts the files of an edition into that folder.

    `before` is done once after the start; without `rows` no row is a target, as where they change by themselves.
    """

    name: str
    toolkit: Toolkit
    command: tuple[str, ...]
    states: tuple[State, ...]
    size: tuple[int, int] | None = None
    content: Callable[[Path, Edition], None] | None = None
    before: tuple[Deed, ...] = ()
    rows: bool = True
    env: dict[str, str] = field(default_factory=dict)


class Cover(StrEnum):
    """How much of an element other windows hide."""

    CLEAR = "clear"
    PART = "part"
    WHOLE = "whole"


class Seen(BaseModel):
    """One element as it was seen in a capture; `key` is the same for the same element in another one."""

    model_config = ConfigDict(frozen=True)

    key: str
    role: str
    name: str
    context: str
    box: Rect
    cover: Cover
    window: int
    row: bool
    whole: bool
    enabled: bool
    focusable: bool


class Shot(BaseModel):
    """One capture: the picture and all that was known when it was taken; `about` is the key of what was touched."""

    model_config = ConfigDict(frozen=True)

    name: str
    state: str
    variation: Variation
    reference: bool
    title: str
    window: int
    win: Rect | None
    seen: tuple[Seen, ...]
    about: str = ""

    @property
    def picture(self) -> str:
        """Its file, relative to the program's folder."""
        return f"img/{self.name}.png"

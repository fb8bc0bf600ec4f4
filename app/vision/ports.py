"""What looking needs from elsewhere; bootstrap hands it in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from app.model.frame import Pixels
from app.model.geometry import Point
from app.model.target import AccessibleElement, ToldElements
from app.model.window import Window

Pictures = Callable[[str], Pixels | None]
"""Loads a stored picture (BGR) by its name; None when there is none."""


class Accessibility(Protocol):
    """What programs tell about their elements; bounded in time, empty on doubt."""

    def at(self, window: Window, point: Point) -> AccessibleElement | None:
        """The element under a point."""
        ...

    def find(self, window: Window, role: str, name: str) -> tuple[AccessibleElement, ...]:
        """Elements of this role and name."""
        ...

    def like(self, window: Window, role: str, name: str | None, path: tuple[str, ...], rows: bool) -> ToldElements:
        """Shown elements of this role, name (None: any) and path of roles, with the names of their rows if wanted."""
        ...

    def field(self, window: Window, point: Point) -> AccessibleElement | None:
        """The field under a point with the text that stands in it now."""
        ...


class Reader(Protocol):
    """Reads the text in a picture."""

    def read(self, pixels: Pixels) -> str:
        """The text of one element or line, empty when nothing can be read."""
        ...


class Alive(Protocol):
    """Knows whether a window still exists."""

    def refresh(self, handle: int) -> Window | None:
        """The same window as it is now; None when it is gone."""
        ...

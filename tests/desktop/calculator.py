"""galculator as the tests use it: its keys, what it shows, and the person's own hands on it."""

from __future__ import annotations

from app.desktop.virtual_display import VirtualDisplay
from app.model.geometry import Box, Point
from tests.desktop.atspi import Tree
from tests.desktop.person import Person
from tests.desktop.programs import Program, Programs
from tests.desktop.target import wait_until

ROLE = "toggle button"
HOME, CORNER = Point(300, 200), Point(1910, 1070)
SILENT = "+"
"""The key that changes nothing that can be seen."""


class Calculator:
    """Started at a place on the desktop; in the colours of a GTK theme."""

    def __init__(
        self, programs: Programs, tree: Tree, person: Person, at: Point = HOME, theme: str = "Adwaita"
    ) -> None:
        self._tree = tree
        self.person = person
        programs.env["GTK_THEME"] = theme
        self.program: Program = programs.start(["galculator"], "^galculator$")
        self.move(at)
        self.program.activate()
        self._tree.one("galculator", ROLE, "=")

    def move(self, to: Point) -> None:
        """Put the window elsewhere."""
        self.program.move(*to)

    def key(self, name: str) -> Box:
        """Where a key is now."""
        return self._tree.box(self._tree.one("galculator", ROLE, name))

    def points(self, names: str) -> list[Point]:
        """The middles of these keys."""
        return [self.key(name).center for name in names]

    def press(self, names: str) -> None:
        """The person presses these keys, each one when the one before has had its effect."""
        for name in names:
            before = self.shown()
            self.person.click(*self.key(name).center)
            if name != SILENT:
                wait_until(lambda before=before: self.shown() != before)

    def shown(self) -> str:
        """What the calculator itself says it shows."""
        return self._tree.text(self._tree.find("galculator", "text")[0])

    def clear(self) -> None:
        """The person clears it and leaves the mouse alone, out of the way."""
        self.person.click(*self.key("AC").center)
        self.person.move(*CORNER)
        wait_until(lambda: self.shown() == "0")


def room_beside(desktop: VirtualDisplay) -> Point:
    """A place for a window that leaves the usual one free."""
    return Point(desktop.width // 2, desktop.height // 2 - 100)

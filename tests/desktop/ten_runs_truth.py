"""Where the right place of each step of the parcel is now: read from the program by a client of its own."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from app.model.geometry import Box, Point
from tests.desktop.atspi import Element, Tree
from tests.desktop.target import wait_until

STEPS, LOCKED, WRONGLY_SHOWN, RENAMED_STEP = 10, 10, 7, 6
"""How many there are; that which always asks; that which was shown wrongly; that whose button is renamed."""
_PROGRAM, _BUTTON, _FIELD = "yad", "push button", "text"
_GOES_ON = ("Continue", "Go on")
_WORD = 25


class Truth:
    """Used by one thread."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._steps: dict[int, Callable[[], Box | None]] = {
            1: partial(self._field, 0, 2),
            2: partial(self._field, 1, 2),
            3: partial(self._named, "combo box"),
            4: partial(self._named, "menu item", "France"),
            5: partial(self._named, "check box", "Insured"),
            6: partial(self._named, _BUTTON, *_GOES_ON),
            7: partial(self._row, "Express"),
            8: partial(self._named, _BUTTON, "Choose"),
            9: partial(self._field, 0, 1),
            10: partial(self._named, _BUTTON, "Send"),
        }

    def place(self, number: int) -> Box | None:
        """The place of this step, counted from 1; None while it is not on the screen."""
        return self._steps[number]()

    def aim(self, number: int) -> Point | None:
        """Where a person presses for this step: the middle, in a row that of its first word."""
        place = self.place(number)
        return Point(place.x + _WORD, place.center.y) if place and number == WRONGLY_SHOWN else place and place.center

    def cell(self, name: str, seconds: float) -> Point:
        """The first word of the row with this service, as soon as it is there."""
        wait_until(lambda: self._row(name) is not None, seconds)
        found = self._row(name)
        assert found is not None
        return Point(found.x + _WORD, found.center.y)

    def _field(self, number: int, of: int) -> Box | None:
        """The fields of a window from above; only the right window has so many."""
        boxes = sorted((box for _, box in self._shown(_FIELD)), key=lambda box: box.y)
        return boxes[number] if len(boxes) == of else None

    def _named(self, role: str, *names: str) -> Box | None:
        # An open menu is told of twice: as the box's own and as a window.
        boxes = {box for element, box in self._shown(role) if not names or element.name in names}
        return boxes.pop() if len(boxes) == 1 else None

    def _row(self, name: str) -> Box | None:
        """All cells on one height: pressing any of them chooses the row."""
        cells = self._shown("table cell")
        height = next((box.y for element, box in cells if element.name == name), None)
        boxes = [box for _, box in cells if box.y == height]
        return boxes[0].union(boxes[-1]) if boxes else None

    def _shown(self, role: str) -> list[tuple[Element, Box]]:
        found = [(element, self._tree.box(element)) for element in self._tree.all(_PROGRAM) if element.role == role]
        return [(element, box) for element, box in found if box.area > 1 and box.x >= 0]

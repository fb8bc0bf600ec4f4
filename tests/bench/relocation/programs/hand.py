"""The person at the desk who can also hold the button down."""

from __future__ import annotations

from tests.desktop.person import Person


class Hand(Person):
    """A person whose presses may last until a picture was taken."""

    def hold(self, x: int, y: int) -> None:
        """Press the left button there and keep it down."""
        self._do("mousemove", str(x), str(y), "mousedown", "1")

    def let_go(self) -> None:
        """Release it where the pointer is."""
        self._do("mouseup", "1")

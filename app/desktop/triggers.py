"""The two stops that need no window: a key combination, and the pointer pushed into a corner of a monitor."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from app.desktop import keysyms
from app.desktop.record import Kind, Seen
from app.model.geometry import Point


class HeldKeys:
    """Which keys are down by name, and whether a combination just became complete. Used by one thread, but `heed`."""

    def __init__(self, combinations: Collection[str]) -> None:
        self.heed(combinations)
        self._down: dict[object, str] = {}

    def heed(self, combinations: Collection[str]) -> None:
        """Other combinations from now on, what is down stays down; from any thread."""
        self._chords = tuple(frozenset(keysyms.chord(keys)) for keys in combinations if keysyms.chord(keys))

    def press(self, key: object, name: str) -> bool:
        """A key goes down; more keys down than a combination needs do no harm."""
        self._down[key] = name
        held = set(self._down.values())
        return any(name in chord and chord <= held for chord in self._chords)

    @property
    def held(self) -> frozenset[str]:
        """The names of the keys that are down."""
        return frozenset(self._down.values())

    def release(self, key: object) -> None:
        """A key goes up."""
        self._down.pop(key, None)

    def possible(self, names: Collection[str]) -> bool:
        """Whether at least one combination can be pressed with these keys."""
        return any(chord <= set(names) for chord in self._chords)

    def contains(self, keys: Collection[str]) -> bool:
        """Whether pressing these keys together would complete a combination."""
        held = {keysyms.plain_name(key) for key in keys}
        return any(chord <= held for chord in self._chords)


class StopKeys(HeldKeys):
    """The same for events with key codes, named by the layout in force."""

    def __init__(self, combinations: Collection[str]) -> None:
        super().__init__(combinations)
        self._names: Mapping[int, str] = {}

    def learn(self, names: Mapping[int, str]) -> None:
        """The names of the key codes on the layout in force."""
        self._names = names

    def on_keyboard(self) -> bool:
        """Whether at least one combination can be pressed on this keyboard."""
        return self.possible(self._names.values())

    def see(self, event: Seen) -> bool:
        """Whether this event completes a stop combination."""
        if event.kind is Kind.KEY_UP:
            self.release(event.detail)
        if event.kind is not Kind.KEY_DOWN:
            return False
        return self.press(event.detail, self._names.get(event.detail, ""))


class Corners:
    """Says when the person pushes the pointer into a corner; one that rests there already must leave it first."""

    def __init__(self) -> None:
        self._corners: frozenset[Point] = frozenset()
        self._resting = True

    def arm(self, corners: frozenset[Point], pointer: Point) -> None:
        """Begin anew with the corners of the layout in force."""
        self._corners = corners
        self._resting = pointer in corners

    def see(self, point: Point, ours: bool) -> bool:
        """Whether this move is the person's push into a corner; a move of our own there is not."""
        if point not in self._corners:
            self._resting = False
            return False
        pushed = not ours and not self._resting
        self._resting = True
        return pushed

"""Keeps what was learned as long as memory allows: what was used longest ago is forgotten first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from app.vision.reference import Reference

MIB = 2**20
Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Keeping(Generic[Key, Value]):
    """Values by their keys, all together no heavier than `most` bytes; the newest one stays, however heavy it is."""

    def __init__(self, most: int, weigh: Callable[[Value], int]) -> None:
        self._most = most
        self._weigh = weigh
        self._values: OrderedDict[Key, Value] = OrderedDict()
        self._weight = 0

    def get(self, key: Key) -> Value | None:
        """The value, which counts as used now; None when it is not kept."""
        if key not in self._values:
            return None
        self._values.move_to_end(key)
        return self._values[key]

    def put(self, key: Key, value: Value) -> None:
        """Keep a value that is not kept yet, and forget what has no room beside it."""
        self._values[key] = value
        self._weight += self._weigh(value)
        while self._weight > self._most and len(self._values) > 1:
            _, forgotten = self._values.popitem(last=False)
            self._weight -= self._weigh(forgotten)


def weight(reference: Reference) -> int:
    """The bytes of what is heavy in a reference: its picture and the looks of its texts."""
    return int(reference.atoms.gray.nbytes + reference.atoms.looks.nbytes)

"""Memory for frames that is used again: for a large desktop fresh memory costs more time than the copy itself."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from dataclasses import dataclass
from mmap import mmap
from typing import Generic, TypeVar

import numpy as np

from app.model.frame import Pixels

SPARE = 2
"""So many pieces that nobody uses are kept; the engine compares a frame with the one before."""
Name = TypeVar("Name")


@dataclass(frozen=True, slots=True, eq=False)
class Piece(Generic[Name]):
    """One piece of memory, and what the screen's server calls it."""

    memory: mmap
    name: Name


@dataclass(slots=True, eq=False)
class _Kept(Generic[Name]):
    piece: Piece[Name]
    lent: weakref.ref[Pixels]

    @property
    def free(self) -> bool:
        """Every picture made of the lent one keeps that one alive, so without it nobody looks at this memory."""
        return self.lent() is None


class FrameMemory(Generic[Name]):
    """Lends memory of one size; used by one thread, while the frames may end on any."""

    def __init__(self, make: Callable[[int], Piece[Name]], drop: Callable[[Name], None]) -> None:
        self._make = make
        self._drop = drop
        self._kept: list[_Kept[Name]] = []

    def lend(self, size: int) -> tuple[Name, Pixels]:
        """So many bytes, flat; they stay the borrower's as long as any picture made of them."""
        piece = self._free(size) or self._make(size)
        pixels = np.frombuffer(piece.memory, np.uint8)
        self._kept.append(_Kept(piece, weakref.ref(pixels)))
        return piece.name, pixels

    def _free(self, size: int) -> Piece[Name] | None:
        """A piece of this size that nobody uses; of the others that nobody uses only a few are kept."""
        free = [one for one in self._kept if one.free]
        fitting = [one for one in free if len(one.piece.memory) == size]
        chosen, spare = fitting[:1], fitting[1 : 1 + SPARE]
        self._kept = [one for one in self._kept if one not in free or one in spare]
        for one in free:
            if one not in chosen and one not in spare:
                self._drop(one.piece.name)
        return chosen[0].piece if chosen else None

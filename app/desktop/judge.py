"""Whose event is it: the hand announces what it sends, everything else is the person's."""

from __future__ import annotations

import threading
from enum import Enum

from app.desktop.record import Kind, Seen
from app.model.geometry import Point

STRAY = 12.0
_DOWN = (Kind.KEY_DOWN, Kind.PRESS)


class Whose(Enum):
    """The verdicts on one event; TAKING_OVER is the person's and ends the act."""

    OURS = "ours"
    PERSONS = "persons"
    TAKING_OVER = "taking_over"


class Judge:
    """The ledger of announced events; safe from any thread.

    Events come in the server's order, so one that is seen settles all announced before it. Moves that are not ours
    add up over an act: 12 pixels, or any press of a key or button, is a taking over.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._announced: list[Seen] = []
        self._sent: list[Seen] = []
        self._held: set[int] = set()
        self._at = Point(0, 0)
        self._strayed = 0.0
        self._acting = False

    def begin(self, pointer: Point) -> None:
        """An act begins with the pointer here."""
        with self._lock:
            self._announced.clear()
            self._sent.clear()
            self._held.clear()
            self._at, self._strayed, self._acting = pointer, 0.0, True

    def announce(self, event: Seen) -> None:
        """This is about to be sent; called before sending."""
        with self._lock:
            self._announced.append(event)
            self._sent.append(event)
            if event.kind is Kind.KEY_DOWN:
                self._held.add(event.detail)
            elif event.kind is Kind.KEY_UP:
                self._held.discard(event.detail)

    def end(self) -> tuple[Seen, ...]:
        """The act is over; everything that was sent. What is seen late is still known as ours."""
        with self._lock:
            self._acting = False
            return tuple(self._sent)

    def see(self, event: Seen) -> Whose:
        """The verdict on an event just seen."""
        with self._lock:
            if self._is_announced(event) or self._goes_on(event):
                if event.kind is Kind.MOVE:
                    self._at = event.point
                return Whose.OURS
            takes_over = self._acting and self._takes_over(event)
            return Whose.TAKING_OVER if takes_over else Whose.PERSONS

    def _is_announced(self, event: Seen) -> bool:
        for index, known in enumerate(self._announced):
            if _same(known, event):
                del self._announced[: index + 1]
                return True
        return False

    def _goes_on(self, event: Seen) -> bool:
        """A key of ours that repeats by itself, or a move to where the pointer is."""
        if event.kind is Kind.MOVE:
            return self._acting and event.point == self._at
        return event.kind is Kind.KEY_DOWN and event.detail in self._held

    def _takes_over(self, event: Seen) -> bool:
        if event.kind is Kind.MOVE:
            self._strayed += event.point.distance(self._at)
            self._at = event.point
            return self._strayed >= STRAY
        return event.kind in _DOWN


def _same(known: Seen, event: Seen) -> bool:
    if known.kind is not event.kind:
        return False
    return known.point == event.point if event.kind is Kind.MOVE else known.detail == event.detail

"""What trying changes on stored pictures has shown since the program began; a cache, made anew when it is gone."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from app.learning.shadow import Outcome, Stand, Subject

KEPT = 200
"""Outcomes of so many steps are kept, those asked for last."""


class TriedShelf:
    """One outcome a step: the newest. Safe from any thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: OrderedDict[tuple[str, str], Outcome] = OrderedDict()
        self._stands: dict[str, Stand] = {}

    def is_done(self, stand: Stand) -> bool:
        """Whether everything of this was tried, so that no picture needs to be looked up."""
        with self._lock:
            return self._stands.get(stand.workflow.id) == stand

    def note_done(self, stand: Stand) -> None:
        """Everything of this was tried."""
        with self._lock:
            self._stands[stand.workflow.id] = stand

    def of(self, workflow_id: str) -> tuple[Outcome, ...]:
        """What is known of the steps of a workflow."""
        with self._lock:
            return tuple(outcome for (owner, _), outcome in self._kept.items() if owner == workflow_id)

    def knows(self, workflow_id: str, subject: Subject) -> bool:
        """Whether just this was tried: the same version, searched for in the same way on the same pictures."""
        key = (workflow_id, subject.step.id)
        with self._lock:
            known = self._kept.get(key)
            if known is not None:
                self._kept.move_to_end(key)
            return known is not None and known.subject == subject

    def keep(self, workflow_id: str, outcome: Outcome) -> None:
        """In the place of what was known of this step."""
        key = (workflow_id, outcome.subject.step.id)
        with self._lock:
            self._kept[key] = outcome
            self._kept.move_to_end(key)
            while len(self._kept) > KEPT:
                (owner, _), _ = self._kept.popitem(last=False)
                self._stands.pop(owner, None)

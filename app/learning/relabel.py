"""A Suggestion has one label, the newest: a newer one takes the older back, and NONE takes it back for good."""

from __future__ import annotations

from collections.abc import Iterable

from app.model.ledger import Entry
from app.model.ledger_learning import Evidence

Timed = tuple[float, Entry]


def without_old_labels(rows: Iterable[Timed]) -> list[Timed]:
    """The rows in their order, less the labels that a newer one of the same Suggestion has replaced."""
    kept: dict[int, Timed] = {}
    last: dict[tuple[str, str], int] = {}
    for place, row in enumerate(rows):
        about = _about(row[1])
        if about is not None:
            kept.pop(last.get(about, -1), None)
            last[about] = place
        kept[place] = row
    return list(kept.values())


def _about(entry: Entry) -> tuple[str, str] | None:
    """Of which Suggestion it is a label; None when it is none, or of nothing that has a name."""
    if isinstance(entry, Evidence) and entry.suggestion_id:
        return entry.workflow_id, entry.suggestion_id
    return None

"""The second keys as a fold over the rows of all workflows; each label counts for the keys that were open before it."""

from __future__ import annotations

from collections.abc import Iterable

from app.learning.fleet import after_trial
from app.learning.fold import fold
from app.learning.trust import proved_levels
from app.model.knowledge import Knowledge
from app.model.ledger import CorrectionMade, Entry, Evidence
from app.model.trust import Fleet
from app.settings import TrustRules


def counted(fleet: Fleet, knowledge: Knowledge, entry: Entry, rules: TrustRules, at: float | None) -> Fleet:
    """The second keys after one more row of a workflow of which this was known before it."""
    if not isinstance(entry, Evidence):
        return fleet
    known = knowledge.step(entry.step_id)
    if entry.version != known.version:
        return fleet
    proved = proved_levels(known.trust, known.right, known.streak, rules, at)
    return after_trial(fleet, entry.label, entry.source, proved)


def fleet_folded(rows: Iterable[tuple[float, Entry]], rules: TrustRules) -> Fleet:
    """The second keys after all rows of a profile, in order, with the moment of each (seconds)."""
    fleet, known = Fleet(), dict[str, Knowledge]()
    for at, entry in rows:
        if isinstance(entry, Evidence | CorrectionMade):
            before = known.get(entry.workflow_id) or Knowledge(entry.workflow_id)
            fleet = counted(fleet, before, entry, rules, at)
            known[entry.workflow_id] = fold(before, entry, at)
    return fleet

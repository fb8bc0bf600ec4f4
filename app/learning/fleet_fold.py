"""The second keys as a fold over the rows of all workflows; each label counts for the keys that were open before it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from app.learning.fleet import after_trial
from app.learning.fold import step_folded
from app.learning.trust import proved_levels
from app.model.knowledge import Knowledge, StepKnowledge
from app.model.ledger import Entry
from app.model.ledger_learning import CorrectionMade, Evidence
from app.model.trust import Fleet
from app.settings import TrustRules


@dataclass(frozen=True, slots=True)
class Everything:
    """The second keys, and of each workflow as much as they need to go on."""

    fleet: Fleet = field(default_factory=Fleet)
    known: Mapping[str, Knowledge] = field(default_factory=lambda: MappingProxyType({}))


def counted(fleet: Fleet, knowledge: Knowledge, entry: Entry, rules: TrustRules, at: float | None) -> Fleet:
    """The second keys after one more row of a workflow of which this was known before it."""
    if not isinstance(entry, Evidence):
        return fleet
    return _counted(fleet, knowledge.step(entry.step_id), entry, rules, at)


def _counted(fleet: Fleet, known: StepKnowledge, entry: Evidence, rules: TrustRules, at: float | None) -> Fleet:
    if entry.version != known.version:
        return fleet
    proved = proved_levels(known.trust, known.right, known.streak, rules, at)
    return after_trial(fleet, entry.label, entry.source, proved)


def followed(before: Everything, rows: Iterable[tuple[float, Entry]], rules: TrustRules) -> Everything:
    """Everything after more rows of a profile, in order, with the moment of each (seconds)."""
    fleet, steps = before.fleet, {each: dict(known.steps) for each, known in before.known.items()}
    for at, entry in rows:
        if isinstance(entry, Evidence | CorrectionMade):
            mine = steps.setdefault(entry.workflow_id, {})
            known = mine.get(entry.step_id) or StepKnowledge()
            if isinstance(entry, Evidence):
                fleet = _counted(fleet, known, entry, rules, at)
            mine[entry.step_id] = _lean(step_folded(known, entry, at))
    known_then = {each: Knowledge(each, steps=MappingProxyType(mine)) for each, mine in steps.items()}
    return Everything(fleet, MappingProxyType(known_then))


def _lean(known: StepKnowledge) -> StepKnowledge:
    """Only what the keys need of a step: no pictures, no corrections."""
    return StepKnowledge(version=known.version, right=known.right, streak=known.streak, trust=known.trust)


def fleet_folded(rows: Iterable[tuple[float, Entry]], rules: TrustRules) -> Fleet:
    """The second keys after all rows of a profile."""
    return followed(Everything(), rows, rules).fleet

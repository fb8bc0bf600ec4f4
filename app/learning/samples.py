"""From the rows of a run to what is known of each Suggestion in it; pure, so that it can be tested without a store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from app.model.decision import DecisionKind
from app.model.geometry import Box
from app.model.ledger import Entry
from app.model.ledger_run import ActDone, ActIntended, DecisionMade, RunBegun, RunEnded, StepEnded, SuggestionMade
from app.model.modes import Label, LabelSource
from app.model.suggestion import ActStatus
from app.model.training import RunTold, Sample

Labels = Mapping[str, tuple[Label, LabelSource]]


@dataclass(frozen=True, slots=True)
class Stamped:
    """A row: what it says, when it was written, and by whom."""

    entry: Entry
    at: datetime
    coach: str


def run_told(rows: Iterable[Stamped], labels: Labels, shown: frozenset[str]) -> RunTold | None:
    """The run with a Sample for each Suggestion that anything is known of; None without its beginning.

    `labels` are those that stand, by Suggestion; `shown` the Suggestions at whose places a person has pointed.
    """
    rows = tuple(rows)
    begun = next((row for row in rows if isinstance(row.entry, RunBegun)), None)
    if begun is None or not isinstance(begun.entry, RunBegun):
        return None
    ended = next((row.entry for row in reversed(rows) if isinstance(row.entry, RunEnded)), None)
    told = _Told(labels, shown)
    for row in rows:
        told.take(row)
    run = begun.entry
    mode, state = (ended.mode, ended.state) if ended else (run.mode, None)
    return RunTold(run.run_id, run.workflow_id, run.workflow_name, mode, state, begun.at, begun.coach, told.samples())


class _Told:
    """Follows the rows of one run in their order."""

    def __init__(self, labels: Labels, shown: frozenset[str]) -> None:
        self._labels = labels
        self._shown = shown
        self._found: dict[str, Sample] = {}
        self._acts: dict[str, str] = {}
        self._latest: dict[str, str] = {}

    def take(self, row: Stamped) -> None:
        match row.entry:
            case SuggestionMade():
                self._suggested(row.entry, row)
            case DecisionMade():
                self._change(row.entry.suggestion_id, decision=row.entry)
            case ActIntended():
                self._acts[row.entry.act_id] = row.entry.suggestion_id
                self._latest[row.entry.step_id] = row.entry.suggestion_id
            case ActDone():
                self._done(row.entry)
            case StepEnded():
                self._ended(row.entry)
            case _:
                return

    def samples(self) -> tuple[Sample, ...]:
        """Those that something is known of: decided, acted on, or judged."""
        labelled = (self._labelled(sample) for sample in self._found.values())
        return tuple(each for each in labelled if each.decision or each.acted or each.label is not Label.NONE)

    def _suggested(self, entry: SuggestionMade, row: Stamped) -> None:
        made = entry.suggestion
        self._latest[made.step_id] = made.id
        if made.id not in self._found:
            self._found[made.id] = Sample(
                made.run_id,
                entry.workflow_id,
                made.step_id,
                row.at,
                row.coach,
                entry.mode,
                made,
                entry.picture,
                entry.window,
            )

    def _change(self, suggestion_id: str, **changes: object) -> None:
        sample = self._found.get(suggestion_id)
        if sample is not None:
            self._found[suggestion_id] = replace(sample, **changes)  # type: ignore[arg-type]

    def _done(self, entry: ActDone) -> None:
        done = entry.status is ActStatus.DONE
        self._change(self._acts.get(entry.act_id, ""), acted=done, verify=entry.verify)

    def _ended(self, entry: StepEnded) -> None:
        """The end belongs to what was suggested last; what it replaced shares only the words."""
        suggestion_id = self._latest.pop(entry.step_id, "")
        sample = self._found.get(suggestion_id)
        if sample is None:
            return
        for older in self._replaced_by(sample):
            self._change(older, number=entry.number, sentence=entry.sentence)
        self._change(
            suggestion_id,
            status=entry.status,
            by_hand=entry.by_hand or entry.decision is DecisionKind.EXECUTE_MANUAL,
            number=entry.number,
            sentence=entry.sentence,
            **_picture(sample, entry),
        )

    def _replaced_by(self, sample: Sample) -> list[str]:
        older, found = sample.suggestion.replaces, []
        while older is not None and older in self._found and older not in found:
            found.append(older)
            older = self._found[older].suggestion.replaces
        return found

    def _labelled(self, sample: Sample) -> Sample:
        if sample.suggestion.id in self._shown:
            return replace(sample, label=Label.RIGHT, source=LabelSource.COACHED, shown=True)
        label, source = self._labels.get(sample.suggestion.id, (Label.NONE, None))
        return replace(sample, label=label, source=source)


def _picture(sample: Sample, ended: StepEnded) -> dict[str, object]:
    """The picture from before the act, where the Suggestion has none of its own."""
    if sample.picture is not None or ended.before is None:
        return {}
    mark, place = ended.before.box, ended.place
    window = Box(mark.x - place.x, mark.y - place.y, 0, 0) if place else None
    return {"picture": ended.before, "window": window}

"""Stored pictures on which today's version of a step was not tried yet, and whose true place a person has shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.learning.replay import PREFIX, Kept, ShownBy, Taught, trials
from app.model.decision import Keep
from app.model.knowledge import Knowledge
from app.model.ledger_learning import FROM_PACK
from app.model.modes import Label
from app.model.proof import Proof, Replay, StoredFrame
from app.model.rehearsal import practised
from app.storage.journal import JournalRow
from app.storage.schema import CorrectionRow, DecisionRow, EvidenceRow, SuggestionRow
from app.storage.schema_lessons import ProofRow
from app.storage.voids import standing, taken_ids

_ORDER = (JournalRow.order_utc, JournalRow.origin, JournalRow.n)
_LOOKS = (Keep.LOOK, Keep.SEEN)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where today's version of a step comes from: the rows that taught it, oldest first, the run of each (None: not
    known), what was proved of each, and the pictures of wrong places that each run taught."""

    taught: Taught
    rows: tuple[CorrectionRow, ...]
    runs: Mapping[str, str | None]
    proofs: Mapping[str, Proof]
    refused: Mapping[str, frozenset[str]]

    @property
    def open(self) -> bool:
        """Whether anything older may count: it is on record what the person was shown before the first was kept."""
        return bool(self.rows) and self.shown(self.rows[0]) is not None

    def shown(self, row: CorrectionRow) -> Collection[str] | None:
        """The pictures that were shown before it was kept; None where nobody knows. What joined by itself after a yes
        was chosen by its own run only."""
        if row.keep is Keep.SEEN and self.runs.get(row.id) is not None:
            return ()
        proof = self.proofs.get(row.correction_id)
        known = row.decision_id is not None and (self.runs.get(row.id) is not None or _from_pack(row))
        return proof.pictures if proof is not None and known else None


def origins(session: Session, workflow_id: str, knowledge: Knowledge) -> tuple[Origin, ...]:
    """Of each step that has another version than the recorded one: what was recorded is tried by every run."""
    kinds = JournalRow.entry.in_(("correction", "proof", "taken_back"))
    query = select(JournalRow).where(JournalRow.workflow_id == workflow_id, kinds).order_by(*_ORDER)
    rows = standing(session.scalars(query).all())
    made: dict[str, list[CorrectionRow]] = defaultdict(list)
    for row in rows:
        if isinstance(row, CorrectionRow):
            made[row.step_id].append(row)
    made_in = select(DecisionRow.decision_id, DecisionRow.run_id).where(DecisionRow.workflow_id == workflow_id)
    decided = {decision: run for decision, run in session.execute(made_in)}
    proofs = {row.correction_id: row.proof for row in rows if isinstance(row, ProofRow)}
    return tuple(_origin(step, knowledge.step(step).version, mine, decided, proofs) for step, mine in made.items())


def _origin(
    step_id: str,
    version: int,
    made: Sequence[CorrectionRow],
    decided: Mapping[str, str | None],
    proofs: Mapping[str, Proof],
) -> Origin:
    runs = {row.id: decided.get(row.decision_id or "") for row in made}
    rows = tuple(_of_version(made, version))
    first = runs.get(rows[0].id) if rows else None
    refused: dict[str, frozenset[str]] = defaultdict(frozenset)
    for row in made:
        if row.refused is not None:
            refused[runs[row.id] or ""] |= {row.refused.image}
    return Origin(Taught(step_id, version, first), rows, runs, proofs, refused)


def _of_version(made: Sequence[CorrectionRow], version: int) -> Iterator[CorrectionRow]:
    """The row that made this version, and the looks that joined it since."""
    places = [k for k, row in enumerate(made) if _retargets(row) and row.version == version]
    if version and places:
        last = places[-1]
        yield made[last]
        yield from (row for row in made[last + 1 :] if row.keep in _LOOKS and row.version == version)


def _retargets(row: CorrectionRow) -> bool:
    return row.keep is Keep.ALWAYS and (row.new.target is not None or row.new.action is not None)


def _from_pack(row: CorrectionRow) -> bool:
    return row.decision_id is not None and row.decision_id.startswith(FROM_PACK)


def open_trials(
    session: Session, workflow_id: str, found: Iterable[Origin], frames: Sequence[StoredFrame]
) -> tuple[Replay, ...]:
    """What is still to be tried, the newest pictures of each step first."""
    counted = _counted(session, workflow_id)
    return tuple(replay for origin in found for replay in _of_step(origin, frames, counted))


@dataclass(frozen=True, slots=True)
class _Counted:
    """What has counted already: the names of labels of pictures, and the runs with a label for a step's version."""

    names: frozenset[str]
    runs: Mapping[tuple[str, int], frozenset[str]]


def _counted(session: Session, workflow_id: str) -> _Counted:
    """A picture that was tried is done for ever; a label of a run counts while it stands, learned from or not."""
    columns = (EvidenceRow.id, EvidenceRow.step_id, EvidenceRow.version, EvidenceRow.label, EvidenceRow.suggestion_id)
    labels = session.execute(select(*columns).where(EvidenceRow.workflow_id == workflow_id)).all()
    shown = select(SuggestionRow.suggestion_id, SuggestionRow.run_id).where(SuggestionRow.workflow_id == workflow_id)
    run_of = {about: run for about, run in session.execute(shown)}
    gone = taken_ids(session, [workflow_id])
    runs: dict[tuple[str, int], set[str]] = defaultdict(set)
    for row_id, step_id, version, label, about in labels:
        if label is not Label.NONE and row_id not in gone:
            runs[step_id, version].add(run_of.get(about or "") or "")
    names = frozenset(about for _, _, _, _, about in labels if about)
    return _Counted(names, {key: frozenset(found) - {""} for key, found in runs.items()})


def _of_step(origin: Origin, frames: Sequence[StoredFrame], counted: _Counted) -> Iterator[Replay]:
    """The newest word about a picture counts; one that a counting run has left, too, is not tried."""
    taught = origin.taught
    own = [frame for frame in reversed(frames) if frame.step_id == taught.step_id]
    mine = {frame.picture: frame for frame in own if frame.right}
    kept = [Kept(frame.picture, frame.run_id, _shown_by(frame)) for frame in mine.values()]
    done = [taught.pair(picture) for picture in mine if _tried(taught, picture) & counted.names]
    taught_by = {run for row in origin.rows if (run := origin.runs.get(row.id))}
    runs = counted.runs.get((taught.step_id, taught.version), frozenset()) | taught_by
    seen = {*_seen(origin, frames), *(frame.picture for frame in own if frame.run_id in runs)}
    for each in reversed(trials(taught, kept, done, seen, runs)):
        refused = origin.refused.get(each.run_id, frozenset())
        yield Replay(taught.step_id, taught.version, mine[each.picture], refused)


def _shown_by(frame: StoredFrame) -> ShownBy:
    if not frame.honest:
        return ShownBy.ACCEPTED
    return ShownBy.WATCHED if frame.run_id else ShownBy.RECORDED


def _tried(taught: Taught, picture: str) -> frozenset[str]:
    return frozenset((taught.key(picture), practised(taught.step_id, taught.version, picture)))


def _seen(origin: Origin, frames: Sequence[StoredFrame]) -> Iterator[str]:
    """What was used to choose this version and its looks; where nobody knows, everything that was there."""
    for row in origin.rows:
        shown, at = origin.shown(row), row.order_utc.timestamp()
        yield from (frame.picture for frame in frames if frame.at <= at) if shown is None else shown


def trials_on(session: Session, pictures: Iterable[str]) -> Sequence[str]:
    """The ids of the labels of trials on these pictures."""
    names = {f"/{picture}" for picture in pictures}
    query = select(EvidenceRow.id, EvidenceRow.suggestion_id).where(EvidenceRow.suggestion_id.startswith(PREFIX))
    found = session.execute(query).all() if names else ()
    return [row_id for row_id, about in found if f"/{(about or '').rpartition('/')[2]}" in names]

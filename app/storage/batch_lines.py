"""Composes a batch: a line for each row that waited, and the pictures that the lines name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.learning.batches import Waited, batch_line
from app.learning.exporting import Kept
from app.learning.feedback import opinion_of
from app.model.errors import UserError
from app.model.feedback import Opinion
from app.model.ledger_learning import Commented, Evidence, FeedbackGiven
from app.model.ledger_run import DecisionMade
from app.model.training import Sample, Setting, Shared
from app.model.workflow import Workflow
from app.storage.columns import storable
from app.storage.export_pictures import Load, prepared
from app.storage.folds import knowledge_of
from app.storage.outbox_rows import Waiting
from app.storage.rows import entry_of
from app.storage.samples import RunRead, run_of_suggestion, run_read
from app.storage.workflows import WorkflowFolder


@dataclass(frozen=True, slots=True)
class Composed:
    """The text of a batch, the files of its pictures by name, and which rows it holds."""

    first: int
    last: int
    text: bytes
    pictures: dict[str, bytes]


def composed(
    session: Session, rows: Sequence[Waiting], workflows: WorkflowFolder, load: Load, shared: Shared
) -> Composed:
    """The batch of these rows; there must be one at least."""
    composer = _Composer(session, workflows, load)
    lines = [batch_line(composer.waited(each), shared).model_dump_json() for each in rows]
    text = "".join(f"{storable(line)}\n" for line in lines).encode()
    return Composed(rows[0].seq, rows[-1].seq, text, composer.pictures)


class _Composer:
    """Reads each run once."""

    def __init__(self, session: Session, workflows: WorkflowFolder, load: Load) -> None:
        self._session = session
        self._workflows = workflows
        self._load = load
        self._runs: dict[str, RunRead | None] = {}
        self._kept: dict[str, Kept | None] = {}
        self.pictures: dict[str, bytes] = {}

    def waited(self, waiting: Waiting) -> Waited:
        """What a row is about."""
        row, entry = waiting.row, entry_of(waiting.row)
        read, sample, kind, opinion = None, None, "decision", Opinion()
        run_id, workflow_id = row.run_id, row.workflow_id
        match entry:
            case DecisionMade():
                read = self._run(entry.run_id, entry.workflow_id)
                sample = _by_id(read, entry.suggestion_id)
            case FeedbackGiven():
                read, kind, opinion = self._run(entry.run_id, entry.workflow_id), "feedback", opinion_of(entry)
                sample = _last_of(read, entry.step_id)
            case Commented():
                read, kind = self._run(entry.run_id, entry.workflow_id), "feedback"
                opinion = Opinion(stars=min(5, max(1, entry.rating or 3)), comment=entry.comment)
                sample = _last_of(read, entry.step_id)
            case Evidence():
                kind, run_id = "label", run_of_suggestion(self._session, entry.suggestion_id or "")
                read = self._run(run_id or "", entry.workflow_id)
                sample = _by_id(read, entry.suggestion_id or "")
            case _:
                raise ValueError(f"the row {row.n} is not exported")
        setting = read.settings.get(sample.suggestion.id, Setting()) if read and sample else Setting()
        return Waited(
            row.origin,
            waiting.seq,
            kind,
            row.utc,
            row.coach,
            workflow_id,
            run_id,
            sample,
            setting,
            _later(read, sample),
            opinion,
            self._picture(read, sample),
        )

    def _run(self, run_id: str, workflow_id: str) -> RunRead | None:
        if run_id not in self._runs:
            workflow = _workflow(self._workflows, workflow_id)
            knowledge = knowledge_of(self._session, workflow_id).knowledge
            self._runs[run_id] = run_read(self._session, run_id, workflow, knowledge)
        return self._runs[run_id]

    def _picture(self, read: RunRead | None, sample: Sample | None) -> Kept | None:
        """The sample's picture with its run's veil over it, prepared once; None when it may not or cannot go along."""
        picture = sample.picture if sample else None
        if read is None or picture is None or picture.image in read.veil.withheld:
            return None
        painted = read.veil.boxes.get(picture.image, ())
        key = f"{picture.image} {painted}"
        if key not in self._kept:
            made = prepared(self._load, picture.image, painted)
            self._kept[key] = made[0] if made else None
            if made:
                self.pictures[made[0].name] = made[1]
        return self._kept[key]


def _workflow(workflows: WorkflowFolder, workflow_id: str) -> Workflow | None:
    try:
        return workflows.load(workflow_id)
    except UserError:
        return None


def _by_id(read: RunRead | None, suggestion_id: str) -> Sample | None:
    samples = read.told.samples if read else ()
    return next((each for each in samples if each.suggestion.id == suggestion_id), None)


def _last_of(read: RunRead | None, step_id: str | None) -> Sample | None:
    samples = [each for each in read.told.samples if each.step_id == step_id] if read and step_id else []
    return samples[-1] if samples else None


def _later(read: RunRead | None, sample: Sample | None) -> tuple[Sample, ...]:
    """What replaced it, in order."""
    found: list[Sample] = []
    about = sample.suggestion.id if sample else ""
    for each in read.told.samples if read else ():
        if each.suggestion.replaces == about:
            found.append(each)
            about = each.suggestion.id
    return tuple(found)

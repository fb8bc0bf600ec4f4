"""Exports what waits, each row exactly once: intent, file (draft, to the disk, moved into place), mark.

A program that is killed at any point leaves either nothing, or a whole file that the next export finds and marks.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import NamedTuple
from uuid import uuid4

from app.model.errors import AlreadyRunning, UserError
from app.model.ledger import Entry
from app.model.ledger_learning import BatchMade, FeedbackGiven
from app.model.ledger_run import RunEnded
from app.model.news import Notice, Severity
from app.model.training import Shared
from app.storage.atomic import replace_file, sync_folder
from app.storage.batch_lines import Composed, composed
from app.storage.captures import Captures
from app.storage.database import Database
from app.storage.export_pictures import write_pictures
from app.storage.faults import file_problem
from app.storage.instance import Instance
from app.storage.ledger import Ledger
from app.storage.outbox_rows import begun, counts, waiting
from app.storage.settled import SettingsFile
from app.storage.workflows import WorkflowFolder
from app.storage.writer import Writer

_log = logging.getLogger(__name__)


class Batch(NamedTuple):
    """A file that was exported: rows `first` to `last`."""

    first: int
    last: int
    file: Path


class OutboxState(NamedTuple):
    """How many rows were exported and wait; why the last automatic export failed, empty when it did not."""

    exported: int
    pending: int
    problem: str


class Outbox:
    """Safe from any thread; one export at a time, also among programs. `close` joins its thread."""

    def __init__(
        self,
        folder: Path,
        database: Database,
        captures: Captures,
        ledger: Ledger,
        workflows: WorkflowFolder,
        settings: SettingsFile,
    ) -> None:
        self._folder = folder
        self._database = database
        self._captures = captures
        self._ledger = ledger
        self._workflows = workflows
        self._settings = settings
        self._one = Lock()
        self._thread = Writer("export")
        self._problem = ""
        self.tell: Callable[[Notice], object] = lambda notice: None
        """Hears once what an automatic export failed of; called on the export's thread."""

    def state(self) -> OutboxState:
        """Of this profile."""
        with self._database.reading() as session:
            return OutboxState(*counts(session, self._ledger.origin), self._problem)

    @property
    def folder(self) -> Path:
        """Where batches go by themselves."""
        chosen = self._settings.load().learning.export_folder
        return Path(chosen).expanduser() if chosen else self._folder / "exports"

    def export(self, folder: Path | None = None, shared: Shared | None = None, rest: bool = True) -> tuple[Batch, ...]:
        """Write what waits in batches of the size in the settings, the last one smaller (`rest`) or not at all.

        StoreProblem when the folder cannot be written: nothing is lost, the same rows are tried again next time.
        """
        learning = self._settings.load().learning
        what = shared or Shared(
            learning.export_texts, learning.export_titles, learning.export_comments, learning.export_coach
        )
        target = folder or self.folder
        with self._alone():
            self._mark_what_a_killed_one_left()
            return tuple(self._batches(target, what, learning.batch_size, rest))

    def take_note(self, entries: tuple[Entry, ...]) -> None:
        """Rows were written: export by itself, where that is wished and enough waits. Any thread; does not wait."""
        if any(isinstance(entry, RunEnded | FeedbackGiven) for entry in entries):
            self._thread.later(self._by_itself, "The automatic export")

    def be_quiet(self) -> None:
        """Nobody is there to be told any more."""
        self.tell = lambda notice: None

    def close(self) -> None:
        """Finish the export that is going on; may be called twice."""
        self._thread.close()

    def _by_itself(self) -> None:
        """What fails is told once and tried again next time; the run goes on."""
        try:
            if self._settings.load().learning.automatic_export:
                self.export(rest=False)
            self._problem = ""
        except AlreadyRunning:
            _log.info("another export is going on and takes these rows along")
        except UserError as error:
            self._failed(error)

    def _failed(self, error: UserError) -> None:
        _log.info("the automatic export failed: %s", error)
        if str(error) != self._problem:
            self._problem = str(error)
            words = f"The automatic export failed. {error.what}: {error.why}. Nothing is lost"
            self.tell(Notice(Severity.WARNING, words, error.next_step))

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with self._one:
            lock = Instance(self._folder / "outbox")
            try:
                lock.acquire()
            except AlreadyRunning as error:
                why = "another program is exporting just now"
                raise AlreadyRunning("The export", why, "Wait until it has ended.") from error
            try:
                yield
            finally:
                lock.release()

    def _mark_what_a_killed_one_left(self) -> None:
        """A whole file whose mark is missing was exported; anything else was not, and its rows still wait."""
        with self._database.reading() as session:
            left = begun(session, self._ledger.origin)
        if left is None:
            return
        entry = BatchMade(left.batch_id, left.first, left.last, left.sha256, left.folder, done=True)
        try:
            whole = sha256((Path(left.folder) / file_name(entry)).read_bytes()).hexdigest() == left.sha256
        except OSError:
            whole = False
        if whole:
            self._ledger.commit([entry])

    def _batches(self, folder: Path, shared: Shared, size: int, rest: bool) -> Iterator[Batch]:
        while True:
            with self._database.reading() as session:
                ready = waiting(session, self._ledger.origin, size)
                if not ready or (len(ready) < size and not rest):
                    return
                made = composed(session, ready, self._workflows, self._captures.load, shared)
            yield self._write(folder, made)

    def _write(self, folder: Path, made: Composed) -> Batch:
        digest = sha256(made.text).hexdigest()
        entry = BatchMade(str(uuid4()), made.first, made.last, digest, str(folder.absolute()), done=False)
        file = folder / file_name(entry)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            write_pictures(folder, made.pictures)
            self._ledger.commit([entry])
            replace_file(file, made.text)
            sync_folder(folder)
        except OSError as error:
            raise file_problem(error, f"Export {folder}") from error
        self._ledger.commit([BatchMade(entry.batch_id, entry.first, entry.last, digest, entry.folder, done=True)])
        return Batch(made.first, made.last, file)


def file_name(batch: BatchMade) -> str:
    """How the file of a batch is called."""
    return f"batch_{batch.first}_{batch.last}_{batch.sha256[:8]}.jsonl"

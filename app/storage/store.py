"""Everything that is kept on disk, opened together and closed together."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.model.frame import Pixels
from app.model.news import Notice
from app.model.recording import Recorded
from app.settings import Folders, Settings
from app.storage.aftermath import settled
from app.storage.captures import Captures
from app.storage.database import Database, open_database
from app.storage.feedback import FeedbackStore
from app.storage.history import HistoryStore
from app.storage.insights import InsightsStore
from app.storage.inspection import inconsistencies
from app.storage.ledger import Clock, Ledger
from app.storage.lesson_store import LessonStore
from app.storage.library import LibraryStore
from app.storage.outbox import Outbox
from app.storage.pack_store import PackStore
from app.storage.profile import open_profile
from app.storage.replays import ReplayStore
from app.storage.report import ReportedRun, Screenshot, StoredPictures, write_report
from app.storage.retention import pictures_of
from app.storage.settled import SettingsFile
from app.storage.training_export import TrainingExport
from app.storage.tried import TriedShelf
from app.storage.workflow_file import read_workflow
from app.storage.workflows import WorkflowFolder, load_image

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Store:
    """The parts of the store; safe from any thread."""

    folders: Folders
    database: Database
    captures: Captures
    ledger: Ledger
    workflows: WorkflowFolder
    library: LibraryStore
    history: HistoryStore
    settings: SettingsFile
    outbox: Outbox
    feedback: FeedbackStore
    tried: TriedShelf

    @property
    def insights(self) -> InsightsStore:
        """What coaching has brought."""
        return InsightsStore(self.database, self.ledger, self.workflows)

    @property
    def packs(self) -> PackStore:
        """Packs of corrections."""
        return PackStore(self.library, self.workflows, self.ledger, self.database)

    @property
    def replays(self) -> ReplayStore:
        """Trials on stored pictures."""
        return ReplayStore(self.library, self.ledger, self.database)

    @property
    def lessons(self) -> LessonStore:
        """What was taught, one correction at a time."""
        return LessonStore(self.library, self.workflows, self.ledger, self.database, self.tried)

    def report(
        self, folder: Path, title: str, runs: list[tuple[str, str]], screenshots: tuple[Screenshot, ...] = ()
    ) -> Path:
        """One HTML page about these runs (heading, run id) in this folder; returns its path."""
        summaries = {summary.run_id: summary for summary in self.history.runs()}
        told = [
            ReportedRun(heading, summaries[run_id], self.history.steps(run_id))
            for heading, run_id in runs
            if run_id in summaries
        ]
        return write_report(folder, title, told, StoredPictures(self._file, self._size), screenshots)

    def _file(self, name: str) -> Path | None:
        return self.captures.folder / name if self.captures.load(name) is not None else None

    def _size(self, name: str) -> tuple[int, int] | None:
        pixels = self.captures.load(name)
        return None if pixels is None else (pixels.shape[1], pixels.shape[0])

    def picture(self, name: str) -> Pixels | None:
        """A stored picture by its name alone, for what belongs to no workflow."""
        return self.captures.load(name)

    @property
    def training(self) -> TrainingExport:
        """Data sets for training."""
        return TrainingExport(self.database, self.captures, self.workflows)

    def check(self) -> str:
        """What is wrong with the database or does not fit in the ledger, empty when it is sound; changes nothing."""
        damage = self.database.check()
        if damage:
            return damage
        with self.database.reading() as session:
            return "; ".join(inconsistencies(session))

    def settle(self) -> Notice | None:
        """What a killed program left in the middle, told once and closed in the record; before any run begins."""
        return settled(self.database, self.ledger, self.workflows)

    def install(self, folder: Path) -> None:
        """Put a shipped workflow into the library, unless it is there or was thrown away; its first run is coached."""
        if not folder.is_dir():
            _log.warning("the program was installed without %s", folder)
            return
        workflow = read_workflow(folder)
        marker = self.folders.data / f"installed-{workflow.id}"
        if marker.exists():
            return
        images = {name: load_image(folder, name) for _, name in pictures_of(workflow)}
        found = {name: pixels for name, pixels in images.items() if pixels is not None}
        self.library.add(Recorded(workflow, found))
        marker.touch()


@contextmanager
def opened(folders: Folders, settings: Settings, clock: Clock, wait: bool = True) -> Iterator[Store]:
    """The store of these folders, upgraded if need be; StoreProblem names what is wrong and what to do.

    Without `wait` the look for damage goes on beside what comes next, until the database is asked whether it is sound.
    """
    database = open_database(folders.database, settings.store.url, wait=wait)
    try:
        captures = Captures(folders.captures)
        ledger = Ledger(database, captures, open_profile(folders.data, settings.coach), clock)
        workflows = WorkflowFolder(folders.workflows)
        try:
            kept = SettingsFile(folders.settings)
            library = LibraryStore(workflows, ledger, captures, database, kept)
            history = HistoryStore(database, captures)
            outbox = Outbox(folders.data, database, captures, ledger, workflows, kept)
            feedback = FeedbackStore(database, ledger, library, captures, kept, outbox)
            ledger.written = outbox.take_note
            try:
                tried = TriedShelf()
                yield Store(
                    folders, database, captures, ledger, workflows, library, history, kept, outbox, feedback, tried
                )
            finally:
                outbox.close()
        finally:
            ledger.close()
    finally:
        database.close()

"""Where the trials of stored pictures come from, and where their outcome is kept."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from app.learning.fold import folded
from app.learning.progress import reached_state
from app.learning.replay import Taught
from app.model.knowledge import Knowledge
from app.model.ledger import Entry
from app.model.ledger_learning import Evidence, LearningSet
from app.model.modes import Label, LabelSource
from app.model.proof import Replay
from app.storage.database import Database
from app.storage.ledger import Ledger
from app.storage.library import LibraryStore
from app.storage.schema import RunRow
from app.storage.trials import open_trials, origins

REASON = "replay"


class ReplayStore:
    """Safe from any thread; every call may take long."""

    def __init__(self, library: LibraryStore, ledger: Ledger, database: Database) -> None:
        self._library = library
        self._ledger = ledger
        self._database = database

    def workflow_of(self, run_id: str) -> str | None:
        """The workflow of a run; None when the run is not known."""
        with self._database.reading() as session:
            return session.scalar(select(RunRow.workflow_id).where(RunRow.run_id == run_id))

    def open_trials(self, workflow_id: str) -> tuple[Replay, ...]:
        """What is still to be tried of a workflow; pictures are read only where something may be left."""
        knowledge = self._library.knowledge(workflow_id)
        with self._database.reading() as session:
            found = [origin for origin in origins(session, workflow_id, knowledge) if origin.open]
        if not found:
            return ()
        frames = self._library.frames(workflow_id)
        with self._database.reading() as session:
            return open_trials(session, workflow_id, found, frames)

    def keep(self, workflow_id: str, replay: Replay, label: Label) -> None:
        """Count it, once for ever; NONE is kept as well, so that it is not tried again. A newer version of the step
        has other trials."""
        workflow, bar = self._library.load(workflow_id), self._library.bar()
        key = Taught(replay.step_id, replay.version).key(replay.frame.picture)
        step = (workflow_id, replay.step_id, replay.version)
        entry = Evidence(*step, label, LabelSource.REPLAY, REASON, key)

        def decide(knowledge: Knowledge) -> Sequence[Entry]:
            if knowledge.step(replay.step_id).version != replay.version:
                return ()
            reached = reached_state(workflow, folded(knowledge, [entry], bar.now), *bar)
            why = "what the steps may do now"
            return [entry] if reached is knowledge.state else [entry, LearningSet(workflow_id, reached, why)]

        self._ledger.amend(workflow, decide)

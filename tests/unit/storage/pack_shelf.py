"""Two data folders, the author's and mine, with one workflow each, for tests of packs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from app.model.decision import Keep, StepPatch
from app.model.ledger import Entry
from app.model.ledger_learning import CorrectionMade, ProofMade
from app.model.lesson import OfPack
from app.model.pack import Choice, OpenedPack, Pack, PackWish, Take
from app.model.proof import Proof
from app.model.recording import Recorded
from app.model.target import Picture, Target
from app.model.workflow import Workflow
from app.storage.lesson_store import LessonStore
from app.storage.library import LibraryStore
from app.storage.pack_store import PackStore
from app.storage.settled import SettingsFile
from app.storage.workflows import WorkflowFolder
from tests.unit.storage.shelf import IMAGES, VIEW, button, invoice
from tests.unit.storage.stores import Store

NEW, WRONG = "00000000000000dd.png", "00000000000000ee.png"
PROOF = Proof(hits=3, frames=3, others=5)
PICTURES = {
    NEW: np.full((9, 12, 3), 90, np.uint8),
    WRONG: np.arange(200 * 300 * 3, dtype=np.uint32).astype(np.uint8).reshape(200, 300, 3),
}
TARGET = button("New", NEW).model_copy(update={"view": VIEW})


class Desk:
    """One person's data folder with a workflow."""

    def __init__(self, store: Store, workflow: Workflow | None = None) -> None:
        self.store = store
        workflows = WorkflowFolder(store.folder / "workflows")
        settings = SettingsFile(store.folder / "settings.json")
        self.library = LibraryStore(workflows, store.ledger, store.captures, store.database, settings)
        self.workflow = workflow or invoice()
        self.library.add(Recorded(self.workflow, IMAGES))
        self.packs = PackStore(self.library, workflows, store.ledger, store.database)
        self.lessons = LessonStore(self.library, workflows, store.ledger, store.database)

    def correct(
        self,
        number: int = 1,
        step: str = "new",
        target: Target = TARGET,
        keep: Keep = Keep.ALWAYS,
        refused: Picture | None = None,
    ) -> None:
        """The person has pointed elsewhere."""
        workflow, correction = self.workflow.id, f"c{number}"
        version = self.library.knowledge(workflow).step(step).version + (keep is Keep.ALWAYS)
        before = next(each.target for each in self.workflow.steps if each.id == step)
        old, new = StepPatch(target=before), StepPatch(target=target)
        rows: list[Entry] = [CorrectionMade(correction, None, workflow, step, version, keep, old, new, refused)]
        rows.append(ProofMade(workflow, step, correction, version, PROOF))
        self.store.ledger.commit(rows, PICTURES)

    def export(self, path: Path, screenshots: bool = False, *ids: str) -> Pack:
        """A pack of these corrections, by default of all."""
        chosen = ids or tuple(each.lesson.correction_id for each in self.packs.sharables(self.workflow.id))
        return self.packs.export(PackWish(self.workflow.id, chosen, "Fixes", screenshots), path)

    def adopt(self, path: Path, take: Take = Take.ADOPT) -> OpenedPack:
        """Take in all that fits."""
        opened = self.packs.open(path)
        self.packs.adopt(opened, [Choice(each, take, PROOF) for each in opened.offers if each.step])
        return opened

    def uninstall(self, pack: Pack) -> str:
        """Take the whole pack back."""
        return self.lessons.take_back(OfPack(pack.id), "the pack")


OpenDesk = Callable[..., Desk]


def changed(workflow: Workflow, number: int, **changes: object) -> Workflow:
    steps = list(workflow.steps)
    steps[number] = steps[number].model_copy(update=changes)
    return workflow.model_copy(update={"steps": tuple(steps)})

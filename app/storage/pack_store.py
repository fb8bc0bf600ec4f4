"""Packs of corrections: made, opened, taken in, and what was taken in; taking one back is the business of `undo`."""

from __future__ import annotations

import platform
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import __version__
from app.learning.corrections import effective
from app.learning.fold import folded
from app.learning.packs import is_secret, steps_for
from app.learning.progress import Bar, reached_state
from app.model.decision import Keep, StepPatch
from app.model.errors import BadInput
from app.model.frame import Pixels
from app.model.knowledge import Knowledge
from app.model.ledger import Entry
from app.model.ledger_learning import FROM_PACK, CorrectionMade, LearningSet, PackExported, PackImported, ProofMade
from app.model.lesson import Lesson
from app.model.modes import LearningState
from app.model.pack import (
    Choice,
    Environment,
    InstalledPack,
    Offer,
    OpenedPack,
    Pack,
    PackItem,
    PackWish,
    Sharable,
    Take,
)
from app.model.target import Target, TaughtTarget
from app.model.workflow import Step, Workflow
from app.storage.database import Database
from app.storage.journal import ORDER, JournalRow
from app.storage.ledger import Ledger
from app.storage.lessons import lessons, step_names
from app.storage.library import LibraryStore
from app.storage.pack_file import pictures_of_item, pictures_of_target, read_pack, write_pack
from app.storage.pack_making import Shelf, cleaned, packed, sharable, shared, shelf
from app.storage.schema_lessons import PackExportRow, PackImportRow
from app.storage.undo import because_of
from app.storage.voids import taken_ids
from app.storage.workflows import WorkflowFolder

_TO_BE_HASHED = "0" * 64
_AGAIN = "Open the pack again."


class PackStore:
    """Safe from any thread; every call may take long."""

    def __init__(self, library: LibraryStore, workflows: WorkflowFolder, ledger: Ledger, database: Database) -> None:
        self._library = library
        self._workflows = workflows
        self._ledger = ledger
        self._database = database

    def installed(self, workflow_id: str) -> tuple[InstalledPack, ...]:
        """The packs that count for a workflow, newest first."""
        with self._database.reading() as session:
            rows = _standing(session, PackImportRow, workflow_id)
            found = [(row, len(row.correction_ids)) for row in rows if isinstance(row, PackImportRow)]
            return tuple(
                InstalledPack(row.pack_id, row.name, row.author, row.utc, count) for row, count in reversed(found)
            )

    # --- giving away

    def sharables(self, workflow_id: str) -> tuple[Sharable, ...]:
        """The corrections of a workflow that count today, in the order of its steps."""
        mine = self._shelf(self._library.load(workflow_id))
        with self._database.reading() as session:
            made = lessons(session, mine.workflow)
            given = _given(session, workflow_id)
        found = (sharable(lesson, mine, lesson.correction_id not in given) for lesson in made)
        return tuple(sorted((each for each in found if each), key=lambda each: each.lesson.step.number))

    def export(self, wish: PackWish, path: Path) -> Pack:
        """Write the chosen corrections into a file and take note of it; BadInput when there is nothing to write."""
        mine = self._shelf(self._library.load(wish.workflow_id))
        chosen = [
            each.lesson
            for each in self.sharables(wish.workflow_id)
            if not each.why_not and each.lesson.correction_id in wish.correction_ids
        ]
        if not chosen:
            cure = "Choose corrections that count; see Learned."
            raise BadInput("The pack", "none of the chosen corrections can be in it", cure)
        pack, images = self._packed(mine, chosen, wish)
        written = write_pack(path, pack, images)
        ids = tuple(lesson.correction_id for lesson in chosen)
        self._ledger.commit([PackExported(mine.workflow.id, pack.id, pack.name, ids)])
        return written

    def _packed(self, mine: Shelf, chosen: Iterable[Lesson], wish: PackWish) -> tuple[Pack, dict[str, Pixels]]:
        made = [packed(lesson, mine, wish.screenshots) for lesson in chosen]
        pack = Pack(
            id=str(uuid4()),
            name=cleaned(wish.name) or cleaned(mine.workflow.name) or "Pack",
            author=cleaned(self._ledger.coach),
            made=datetime.fromtimestamp(self._ledger.moment(), UTC),
            environment=Environment(platform=platform.system().lower(), understudy=__version__),
            items=tuple(item for item, _ in made),
            images={},
            content=_TO_BE_HASHED,
        )
        return pack, {name: pixels for _, images in made for name, pixels in images.items()}

    # --- taking in

    def open(self, path: Path) -> OpenedPack:
        """A pack that passed all checks, and which of my steps its items fit; BadInput names what is wrong."""
        pack, images = read_pack(path)
        mine = [self._shelf(each) for each in self._sound()]
        offers = tuple(offer for item in pack.items for offer in _offers(item, images, mine))
        return OpenedPack(path, pack, offers, images, self._when(pack.id))

    def adopt(self, opened: OpenedPack, choices: Sequence[Choice]) -> int:
        """Take in what was chosen, with no trust at all; how many corrections became of it."""
        wanted = [each for each in choices if each.take is not Take.REFUSE and each.offer.step is not None]
        for workflow_id, group in groupby(sorted(wanted, key=_workflow_of), key=_workflow_of):
            self._adopt(self._library.load(workflow_id), opened, tuple(group))
        return len(wanted)

    def _adopt(self, workflow: Workflow, opened: OpenedPack, chosen: Sequence[Choice]) -> None:
        steps = {step.id: step for step in workflow.steps}
        for each in chosen:
            if each.offer.step is None or each.offer.step.step_id not in steps:
                raise BadInput(f"Workflow {workflow.name!r}", "a step of it is gone", _AGAIN)
        bar, pack = self._library.bar(), opened.pack

        def decide(knowledge: Knowledge) -> Sequence[Entry]:
            rows = _rows(workflow.id, chosen, steps, knowledge)
            made = tuple(row.correction_id for row in rows if isinstance(row, CorrectionMade))
            now = folded(knowledge, rows, bar.now)
            taken_in = PackImported(workflow.id, pack.id, pack.name, pack.author, made)
            return [*rows, taken_in, *_state(workflow, now, bar, pack.id)]

        self._ledger.amend(workflow, decide, _pictures(opened, chosen))

    def _shelf(self, workflow: Workflow) -> Shelf:
        def load(name: str) -> Pixels | None:
            return self._library.picture(workflow.id, name)

        return shelf(workflow, self._library.knowledge(workflow.id), load)

    def _sound(self) -> tuple[Workflow, ...]:
        return tuple(shelved.workflow for shelved in self._workflows.all() if shelved.workflow)

    def _when(self, pack_id: str) -> datetime | None:
        """When this pack was taken in, if it still counts."""
        with self._database.reading() as session:
            rows = session.scalars(select(PackImportRow).where(PackImportRow.pack_id == pack_id)).all()
            gone = taken_ids(session, {row.workflow_id for row in rows if row.workflow_id})
            return max((row.utc for row in rows if row.id not in gone), default=None)


def _workflow_of(choice: Choice) -> str:
    return choice.offer.step.workflow_id if choice.offer.step else ""


def _standing(session: Session, kind: type[JournalRow], workflow_id: str) -> list[JournalRow]:
    rows = session.scalars(select(kind).where(kind.workflow_id == workflow_id).order_by(*ORDER)).all()
    gone = taken_ids(session, {workflow_id})
    return [row for row in rows if row.id not in gone]


def _given(session: Session, workflow_id: str) -> frozenset[str]:
    """The corrections that were in a pack already."""
    rows = _standing(session, PackExportRow, workflow_id)
    return frozenset(each for row in rows if isinstance(row, PackExportRow) for each in row.correction_ids)


def _offers(item: PackItem, images: Mapping[str, Pixels], mine: Sequence[Shelf]) -> list[Offer]:
    used = {name: images[name] for name, _ in pictures_of_target(item.target)}
    taught = TaughtTarget(item.target, used)
    steps = steps_for(item, [(each.workflow, each.knowledge) for each in mine])
    if not steps:
        return [Offer(item, None, taught, item.refused, why="it fits none of your steps")]
    shelves = {each.workflow.id: each for each in mine}
    return [_offer(item, taught, shelves[workflow.id], step) for workflow, step in steps]


def _offer(item: PackItem, taught: TaughtTarget, mine: Shelf, step: Step) -> Offer:
    known = mine.knowledge.step(step.id)
    today = effective(step, known)
    name = next(each for each in step_names(mine.workflow) if each.step_id == step.id)
    secret = item.secret or is_secret(today)
    there = [each for each in (today.target, *known.looks) if each is not None]
    return Offer(
        item,
        name,
        taught,
        item.refused,
        today.target,
        known=any(_same(each, item, mine, secret) for each in there),
        secret=secret,
    )


def _same(target: Target, item: PackItem, mine: Shelf, secret: bool) -> bool:
    """Whether a target of mine would be this item's, were it given away."""
    if target == item.target:
        return True
    return shared(target, mine, item.target.view is not None, secret)[0] == item.target


def _rows(
    workflow_id: str, chosen: Sequence[Choice], steps: Mapping[str, Step], knowledge: Knowledge
) -> list[CorrectionMade | ProofMade]:
    """A correction with its proof for each; the targets in place of the old ones first, the looks beside them after."""
    rows: list[CorrectionMade | ProofMade] = []
    for choice in sorted(chosen, key=lambda each: each.take is Take.VARIANT):
        offer = choice.offer
        assert offer.step is not None
        known = folded(knowledge, rows).step(offer.step.step_id)
        adopted = choice.take is Take.ADOPT
        after = knowledge.version_after(offer.step.step_id, known.version)
        version, correction = after if adopted else known.version, str(uuid4())
        old = StepPatch(target=effective(steps[offer.step.step_id], known).target)
        row = CorrectionMade(
            correction,
            f"{FROM_PACK}{correction}",
            workflow_id,
            offer.step.step_id,
            version,
            Keep.ALWAYS if adopted else Keep.LOOK,
            old,
            StepPatch(target=offer.taught.target),
            offer.refused if adopted else None,
        )
        rows.append(row)
        if choice.proof is not None:
            rows.append(ProofMade(workflow_id, offer.step.step_id, correction, version, choice.proof))
    return rows


def _state(workflow: Workflow, knowledge: Knowledge, bar: Bar, pack_id: str) -> list[LearningSet]:
    """What came in may leave the workflow less far than it was."""
    reached = reached_state(workflow, knowledge, *bar)
    order = tuple(LearningState).index
    less = order(reached) < order(knowledge.state)
    return [LearningSet(workflow.id, reached, because_of(pack_id))] if less else []


def _pictures(opened: OpenedPack, chosen: Sequence[Choice]) -> dict[str, Pixels]:
    names = {name for each in chosen for name, _ in pictures_of_item(each.offer.item)}
    return {name: opened.images[name] for name in names}

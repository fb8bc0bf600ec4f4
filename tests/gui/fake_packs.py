"""Packs of corrections as two colleagues exchange them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from app.model.action import ActionKind
from app.model.decision import Keep
from app.model.frame import Frame, Pixels
from app.model.geometry import Box
from app.model.lesson import Lesson
from app.model.pack import (
    Choice,
    Environment,
    InstalledPack,
    Offer,
    OpenedPack,
    Pack,
    PackItem,
    PackProof,
    PackWish,
    Sharable,
)
from app.model.target import Picture, Target, TaughtTarget
from app.model.workflow import Workflow
from tests.gui import fake_desktop as desk
from tests.gui.fake_lessons import STEPS

INSTALLED = (
    InstalledPack("p1", "Invoices, new version 7", "Grace", datetime(2026, 11, 18, 8, 30, tzinfo=UTC), 4),
    InstalledPack("p0", "Dark theme", "Linus", datetime(2026, 10, 2, 16, 5, tzinfo=UTC), 1),
)
PIECE = "a" * 32 + ".png"


@dataclass
class FakePacks:
    """Remembers what was asked; `fail` refuses it."""

    there: tuple[InstalledPack, ...] = ()
    can_go: tuple[Sharable, ...] = ()
    opened: OpenedPack | None = None
    calls: list[tuple[object, ...]] = field(default_factory=list)
    fail: Exception | None = None

    def installed(self, workflow_id: str) -> tuple[InstalledPack, ...]:
        return self.there

    def sharables(self, workflow_id: str) -> tuple[Sharable, ...]:
        return self.can_go

    def export(self, wish: PackWish, path: Path) -> Pack:
        self._note("export", wish, path)
        return pack_of(())

    def open(self, path: Path) -> OpenedPack:
        self._note("open", path)
        assert self.opened is not None
        return self.opened

    def adopt(self, opened: OpenedPack, choices: Sequence[Choice]) -> int:
        self._note("adopt", tuple((each.offer.item.id, each.take) for each in choices))
        return len(choices)

    def _note(self, *call: object) -> None:
        if self.fail is not None:
            raise self.fail
        self.calls.append(call)


def pack_of(items: tuple[PackItem, ...]) -> Pack:
    """A pack that a colleague made."""
    about = Environment(platform="linux", understudy="1.0")
    made = datetime(2026, 11, 19, 14, 0, tzinfo=UTC)
    some = items or (item_of(1, 2, desk_target()),)
    name = "Invoices, new version 7"
    return Pack(
        id="p1", name=name, author="Grace", made=made, environment=about, items=some, images={}, content="0" * 64
    )


def desk_target() -> Target:
    """Anything with a place."""
    from tests.gui.fake_services import invoice_workflow

    return next(step.target for step in invoice_workflow().steps if step.id == "s5" and step.target)


def item_of(number: int, step: int, target: Target, keep: Keep = Keep.ALWAYS) -> PackItem:
    """One correction of the pack."""
    return PackItem(
        id=f"c{number}",
        workflow_id="w1",
        workflow_name="Enter supplier invoice",
        step_id=f"s{step}",
        number=step,
        action=ActionKind.CLICK,
        keep=keep,  # type: ignore[arg-type]
        taught=date(2026, 11, 12),
        target=target,
        proof=PackProof(hits=22, frames=22),
    )


def opened_pack(frame: Frame, workflow: Workflow, again: bool = False) -> OpenedPack:
    """Five items: two for my steps, a look, one that is known, one for nobody."""
    ring = desk.SAVE.grown(40)
    images: dict[str, Pixels] = {PIECE: desk.bgr_of(frame, ring)}
    inside = desk.SAVE.moved(-ring.x, -ring.y)
    targets = {step.id: step.target for step in workflow.steps if step.target}
    theirs = targets["s5"].model_copy(update={"ring": Picture(image=PIECE, box=inside), "picture": None})
    taught, (amount, save) = TaughtTarget(theirs, images), STEPS
    items = (
        item_of(1, 5, theirs),
        item_of(2, 2, theirs),
        item_of(3, 5, theirs, Keep.LOOK),
        item_of(4, 2, theirs),
        item_of(5, 9, theirs),
    )
    offers = (
        Offer(items[0], save, taught, today=targets["s5"]),
        Offer(items[1], amount, taught, today=targets["s2"], secret=True),
        Offer(items[2], save, taught, today=targets["s5"]),
        Offer(items[3], amount, taught, today=targets["s2"], known=True),
        Offer(items[4], None, taught, why="it fits none of your steps"),
    )
    before = datetime(2026, 11, 18, 8, 30, tzinfo=UTC) if again else None
    return OpenedPack(Path("theirs.understudy-pack"), pack_of(items), offers, images, before)


def sharables_of(lessons: Sequence[Lesson]) -> tuple[Sharable, ...]:
    """The first is new, the second was given away before, the third is a password."""
    first, second, third, *_ = lessons
    rings = [each.new.target.ring for each in (first, second) if each.new.target and each.new.target.ring]
    images = {ring.image: _drawn(ring.image) for ring in rings}
    return (
        Sharable(first, True, "", first.new.target, 2, images),
        Sharable(second, False, "", second.new.target, 2, images),
        Sharable(third, False, "a password field is never shared"),
    )


def _drawn(name: str) -> Pixels:
    """The part of the drawn desktop that a picture's name tells."""
    x, y, w, h = (int(part) for part in name.partition("-dark")[0].split("-"))
    pixels: Pixels = desk.bgr_of(desk.desktop_frame(), Box(x, y, w, h))
    return pixels

"""Makes the items of a pack from corrections: named pictures around the place, nothing typed, no secret."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.learning.corrections import effective
from app.learning.packs import (
    Private,
    counts,
    fields_in,
    is_secret,
    private,
    secret_free,
    shared_target,
    why_not,
    without_pictures,
)
from app.model.decision import Keep
from app.model.frame import Pixels
from app.model.knowledge import Knowledge
from app.model.lesson import Lesson
from app.model.pack import PackItem, PackProof, Sharable, Stamps
from app.model.proof import Proof
from app.model.target import Picture, Target
from app.model.workflow import Step, Workflow
from app.storage.columns import storable
from app.storage.pack_file import MAX_PICTURE, MAX_SIDE, content_name, pictures_of_target, renamed
from app.storage.pack_masks import masked

Load = Callable[[str], Pixels | None]
AROUND = 40
"""Pixels of a refused place that are looked at, as the finder does."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A workflow with what is known of it, what of it is private, and its pictures."""

    workflow: Workflow
    knowledge: Knowledge
    hidden: Private
    load: Load


def shelf(workflow: Workflow, knowledge: Knowledge, load: Load) -> Shelf:
    """Ready to share."""
    return Shelf(workflow, knowledge, private(workflow, knowledge), load)


def shared(target: Target, mine: Shelf, screenshots: bool, secret: bool) -> tuple[Target, dict[str, Pixels]]:
    """The target as it may leave, with its pictures under the names of their content."""
    images = _loaded(target, mine.load) if not secret else {}
    sizes = {name: (pixels.shape[1], pixels.shape[0]) for name, pixels in images.items()}
    cleaned, images = _emptied(shared_target(target, mine.hidden, screenshots, sizes), target, mine.hidden, images)
    used = {name for name, _ in pictures_of_target(cleaned)}
    names = {name: content_name(images[name]) for name in used}
    return renamed(cleaned, names), {names[name]: images[name] for name in used}


def _emptied(
    cleaned: Target, target: Target, hidden: Private, images: Mapping[str, Pixels]
) -> tuple[Target, dict[str, Pixels]]:
    """Without what stood in fields, and without a picture of which nobody knows where its fields are."""
    made, dropped = dict(images), dict[str, None]()
    shown: dict[str, Picture | None] = {"picture": cleaned.picture, "ring": cleaned.ring, "view": _whole(cleaned)}
    for part, picture in shown.items():
        if picture is None:
            continue
        fields = fields_in(target, picture, hidden, alone=part == "picture")
        if fields is None:
            dropped[part] = None
        else:
            made[picture.image] = masked(made[picture.image], fields)
    return cleaned.model_copy(update=dropped), made


def _whole(target: Target) -> Picture | None:
    return Picture(image=target.view, box=target.place.box) if target.view else None


def sharable(lesson: Lesson, mine: Shelf, fresh: bool) -> Sharable | None:
    """The correction as the person chooses it; None when it does not count today."""
    step, target = _step(mine, lesson), lesson.new.target
    if target is None or not counts(lesson, mine.knowledge.step(step.id)):
        return None
    why = why_not(step, target)
    if why:
        return Sharable(lesson, False, why)
    item, images = packed(lesson, mine, screenshots=False)
    return Sharable(lesson, fresh and not lesson.pack, "", item.target, len(images), images)


def packed(lesson: Lesson, mine: Shelf, screenshots: bool) -> tuple[PackItem, dict[str, Pixels]]:
    """One item with its pictures."""
    step, new, old = _step(mine, lesson), lesson.new.target, lesson.old.target
    assert new is not None
    secret = is_secret(step)
    target, images = shared(new, mine, screenshots, secret)
    # Where a place beside a field was wrong, that was mostly another field: nobody knows what stood in it.
    refused, wrong = _refused(None if new in mine.hidden.fields else lesson.wrong, mine, secret)
    seen = mine.knowledge.screen(step.source).surroundings
    item = PackItem(
        id=lesson.correction_id,
        workflow_id=mine.workflow.id,
        workflow_name=cleaned(mine.workflow.name),
        step_id=lesson.step.step_id,
        number=lesson.step.number,
        action=step.action,
        keep=Keep.ALWAYS if lesson.keep is Keep.ALWAYS else Keep.LOOK,
        taught=lesson.when.date(),
        target=target,
        before=without_pictures(shared(old, mine, False, secret)[0]) if old else None,
        refused=refused,
        secret=secret,
        seen_in=Stamps(**{name: getattr(seen[-1], name) for name in Stamps.model_fields}) if seen else Stamps(),
        proof=_told(lesson.proof),
    )
    return item, {**images, **wrong}


def cleaned(text: str) -> str:
    """A name without signs that cannot be shown, not too long."""
    return "".join(each for each in storable(" ".join(text.split())) if each.isprintable())[:200]


def _step(mine: Shelf, lesson: Lesson) -> Step:
    step = next(step for step in mine.workflow.steps if step.id == lesson.step.step_id)
    return effective(step, mine.knowledge.step(step.id))


def _loaded(target: Target, load: Load) -> dict[str, Pixels]:
    """Its pictures that are kept and small enough."""
    found: Mapping[str, Pixels | None] = {name: load(name) for name, _ in pictures_of_target(target)}
    return {name: pixels[:, :, :3] for name, pixels in found.items() if pixels is not None and _fits(pixels)}


def _fits(pixels: Pixels) -> bool:
    height, width = pixels.shape[:2]
    return bool(max(height, width) <= MAX_SIDE and height * width <= MAX_PICTURE)


def _refused(wrong: Picture | None, mine: Shelf, secret: bool) -> tuple[Picture | None, dict[str, Pixels]]:
    """Only what the finder looks at of a refused place; where the workflow types secrets nobody knows what it shows."""
    pixels = mine.load(wrong.image) if wrong and not secret and secret_free(mine.hidden) else None
    if wrong is None or pixels is None:
        return None, {}
    part = wrong.box.grown(AROUND)
    left, top = max(part.x, 0), max(part.y, 0)
    cut = pixels[top : max(part.bottom, 0), left : max(part.right, 0), :3]
    height, width = cut.shape[:2]
    box = wrong.box.moved(-left, -top)
    if min(box.w, box.h) < 1 or box.x < 0 or box.y < 0 or box.right > width or box.bottom > height:
        return None, {}
    name = content_name(cut)
    return Picture(image=name, box=box), {name: cut.copy()}


def _told(proof: Proof | None) -> PackProof | None:
    if proof is None:
        return None
    return PackProof(hits=proof.hits, frames=proof.frames, false=proof.false, others=proof.others)

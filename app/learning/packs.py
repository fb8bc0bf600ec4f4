"""What may be in a pack of corrections, which of my steps an item of one fits, and what its proof here recommends."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from app.learning.alike import same_target
from app.learning.corrections import effective
from app.model.decision import Keep
from app.model.geometry import Box, Point
from app.model.knowledge import Knowledge, StepKnowledge
from app.model.lesson import Lesson, LessonState
from app.model.pack import Judged, Offer, PackItem, Take
from app.model.proof import Proof
from app.model.target import PASSWORD, VALUE_ROLES, Neighbour, Picture, Target, ToldElement
from app.model.window import WindowIdentity
from app.model.workflow import Step, Workflow

Known = tuple[Workflow, Knowledge]
SAME_WORDS = 0.6
"""What is read from a picture is seldom spelled as the program spells it; words less alike are other words."""
SHORTEST = 3
"""Typed texts of fewer characters stand everywhere; leaving them out would leave nothing."""
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Private:
    """What of a workflow nobody else may see: the texts that its steps type, the fields that take its secrets, and what
    stood in any field."""

    typed: tuple[str, ...] = ()
    secrets: tuple[Target, ...] = ()
    fields: tuple[Target, ...] = ()


def private(workflow: Workflow, knowledge: Knowledge) -> Private:
    """Of the recorded steps and of what was learned about them."""
    steps = [each for step in workflow.steps for each in (step, effective(step, knowledge.step(step.id)))]
    typed = {step.params.text for step in steps if step.params.text} | set(workflow.variables.values())
    secrets = tuple(step.target for step in steps if step.target and _types_secret(step))
    return Private(
        tuple(sorted(text.casefold() for text in typed if len(text) >= SHORTEST)), secrets, _fields(steps, knowledge)
    )


def _fields(steps: Sequence[Step], knowledge: Knowledge) -> tuple[Target, ...]:
    """What is typed into, by its role or by what the step does; and what shows other words than its name."""
    pointed = [(step, each) for step in steps for each in (step.target, *knowledge.step(step.id).looks) if each]
    found = (each for step, each in pointed if _is_field(step, each))
    return tuple(dict.fromkeys(found))


def _is_field(step: Step, target: Target) -> bool:
    types = step.params.text is not None or step.params.secret is not None
    return types or target.role in VALUE_ROLES or _shows_content(target)


def _shows_content(target: Target) -> bool:
    """Whether the words in its picture are others than those by which the program calls it."""
    name, text = target.name.casefold().strip(), target.text.casefold().strip()
    return bool(name and text) and SequenceMatcher(None, name, text).ratio() < SAME_WORDS


def fields_in(target: Target, picture: Picture, hidden: Private, alone: bool = False) -> tuple[Box, ...] | None:
    """Where fields lie in one of the target's pictures, which shows the element `alone` or more of its window; None
    where that is not known: the window had another size."""
    if alone and target in hidden.fields:
        return (picture.box,)
    place = target.place
    origin = Point(place.box.x - picture.box.x, place.box.y - picture.box.y)
    near = [each for each in hidden.fields if each.window.fits(target.window)]
    known = [each for each in near if _sized(each) == _sized(target)]
    if len(known) < len(near) and not alone:
        return None
    return tuple(each.place.box.relative_to(origin) for each in known)


def _sized(target: Target) -> tuple[int, int]:
    return target.place.window_width, target.place.window_height


def _types_secret(step: Step) -> bool:
    return step.params.secret is not None or (step.target is not None and step.target.role == PASSWORD)


def counts(lesson: Lesson, known: StepKnowledge) -> bool:
    """Whether the correction's target is what its step points at, or one of its looks, today."""
    new = lesson.new.target
    if new is None or lesson.state not in (LessonState.PENDING, LessonState.CONFIRMED):
        return False
    return new == known.patch.target if lesson.keep is Keep.ALWAYS else new in known.looks


def why_not(step: Step, target: Target) -> str:
    """Why this target cannot be given away; empty when it can."""
    if target.role == PASSWORD or (step.target is not None and step.target.role == PASSWORD):
        return "a password field is never shared"
    return ""


def is_secret(step: Step) -> bool:
    """Whether the step types a secret, so that no picture of its field is given away."""
    return step.params.secret is not None


def shared_target(target: Target, hidden: Private, screenshots: bool, sizes: Mapping[str, tuple[int, int]]) -> Target:
    """The target without what was typed and without pictures that may show a secret; sizes: of its pictures (w, h)."""
    field = target.role in VALUE_ROLES
    told = ToldElement(row=_untyped(target.told.row, hidden), twins=target.told.twins) if target.told else None
    named = told.model_copy(update={"name": target.told.name}) if told and target.told and not field else told
    changes = {
        "window": _unnumbered(target.window),
        "picture": _unless_secret(target, target.picture, hidden, sizes),
        "ring": _unless_secret(target, target.ring, hidden, sizes),
        "view": target.view if screenshots and target.view in sizes and not _near(target, hidden) else None,
        "text": "" if field else target.text,
        "name": "" if field else target.name,
        "neighbours": tuple(each for each in target.neighbours if _is_untyped(each, hidden)),
        "told": named,
    }
    return target.model_copy(update=changes)


def without_pictures(target: Target) -> Target:
    """To know it again by its words and its place."""
    return target.model_copy(update={"picture": None, "ring": None, "view": None})


def secret_free(hidden: Private) -> bool:
    """Whether the workflow types no secret at all, so that a picture of an unknown place can show none."""
    return not hidden.secrets


def _untyped(words: Iterable[str], hidden: Private) -> tuple[str, ...]:
    return tuple(each for each in words if not any(typed in each.casefold() for typed in hidden.typed))


def _is_untyped(neighbour: Neighbour, hidden: Private) -> bool:
    return bool(_untyped((neighbour.text,), hidden)) or not neighbour.text


def _unnumbered(window: WindowIdentity) -> WindowIdentity:
    """Numbers of a title do not tell windows apart, and may be somebody's."""
    return window.model_copy(update={"title": _DIGITS.sub("#", window.title)})


def _near(target: Target, hidden: Private) -> list[Target]:
    """The secret fields in its window."""
    return [each for each in hidden.secrets if each.window.fits(target.window)]


def _unless_secret(
    target: Target, picture: Picture | None, hidden: Private, sizes: Mapping[str, tuple[int, int]]
) -> Picture | None:
    """The picture, unless a field that takes a secret may be seen in it."""
    if picture is None or picture.image not in sizes:
        return None
    place, (width, height) = target.place, sizes[picture.image]
    seen = Box(place.box.x - picture.box.x, place.box.y - picture.box.y, width, height)
    for each in _near(target, hidden):
        other = each.place
        moved = (other.window_width, other.window_height) != (place.window_width, place.window_height)
        if moved or seen.common(other.box.grown(2)) is not None:
            return None
    return picture


def steps_for(item: PackItem, mine: Sequence[Known]) -> tuple[tuple[Workflow, Step], ...]:
    """My steps that the item is for: the same step of the same workflow, else those that point at the same element.

    Never one of another program: what a pack says must not lead a step to somewhere else.
    """
    same = [
        (workflow, step)
        for workflow, _ in mine
        for step in workflow.steps
        if (workflow.id, step.id) == (item.workflow_id, item.step_id)
    ]
    found = same or _alike(item, mine)
    knowledge = {workflow.id: known for workflow, known in mine}
    return tuple((each, step) for each, step in found if _same_program(item, step, knowledge[each.id]))


def _alike(item: PackItem, mine: Sequence[Known]) -> list[tuple[Workflow, Step]]:
    """By what the author's step pointed at before the correction, or at the element itself."""
    meant = [_nameless(target) for target in (item.before, item.target) if target is not None]
    return [
        (workflow, step)
        for workflow, known in mine
        for step in workflow.steps
        if step.enabled and step.action is item.action and _is_one_of(meant, step, known)
    ]


def _is_one_of(meant: Sequence[Target], step: Step, known: Knowledge) -> bool:
    today = effective(step, known.step(step.id)).target
    return today is not None and any(same_target(each, _nameless(today)) for each in meant)


def _nameless(target: Target) -> Target:
    """The words of a field may be its content, which is never in a pack."""
    return target.model_copy(update={"text": "", "name": ""}) if target.role in VALUE_ROLES else target


def _same_program(item: PackItem, step: Step, knowledge: Knowledge) -> bool:
    today = effective(step, knowledge.step(step.id)).target
    return today is not None and today.window.same_application(item.target.window)


def proved(proof: Proof | None) -> bool:
    """Tried on at least one picture of the step, on all there are, found there and nowhere else."""
    return proof is not None and proof.frames > 0 and proof.left == 0 and proof.green


def judged(offer: Offer, prove: Callable[[bool], Proof]) -> Judged:
    """Try an offer in the place of the old target, and `beside` it where that is not enough."""
    if offer.step is None or offer.known:
        return Judged(offer)
    plain = prove(False) if offer.item.keep is Keep.ALWAYS else None
    beside = None if proved(plain) else prove(True)
    return Judged(offer, plain, beside, recommended(offer, plain, beside))


def recommended(offer: Offer, plain: Proof | None, beside: Proof | None) -> Take:
    """What is chosen at first: only what was proved here, and never for a step that types a secret."""
    if offer.secret:
        return Take.REFUSE
    if proved(plain):
        return Take.ADOPT
    return Take.VARIANT if proved(beside) else Take.REFUSE

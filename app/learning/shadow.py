"""Another way to find a step's target, tried on the pictures of past runs beside the way it is found today."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.learning.advising import DAYS, RUNS, Case, Draft, enough
from app.learning.corrections import effective, search_for
from app.model.advice import AdviceKey, AdviceKind, PictureTrial
from app.model.geometry import Box
from app.model.knowledge import Knowledge
from app.model.proof import BIGGER, Proof, StoredFrame
from app.model.sentences import step_sentence
from app.model.target import Picture, Search, Target, TaughtTarget
from app.model.workflow import Step, Workflow
from app.settings import Advice

MOST_OWN, MOST_OTHERS = 40, 20
"""So many of the newest pictures are tried at most: of the step itself, and of others that could be mistaken for it."""
RING = 70
"""Pixels round a place by which its surroundings are shown."""
_WORDS = {AdviceKind.CROP: "With more around it", AdviceKind.ANCHOR: "By what stands around it"}


@dataclass(frozen=True, slots=True)
class Subject:
    """What is tried: a step as it is today, where its target is looked for, and on which pictures, newest first."""

    number: int
    step: Step
    version: int
    search: Search
    own: tuple[StoredFrame, ...]
    others: tuple[StoredFrame, ...] = ()


@dataclass(frozen=True, slots=True)
class Tried:
    """One picture: whether what was done on it was right as the step is (`old`) and as it would be (`new`)."""

    frame: StoredFrame
    old: bool
    new: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """One change of a target with every picture that it was tried on, newest first; the step's own ones come first."""

    kind: AdviceKind
    taught: TaughtTarget
    tried: tuple[Tried, ...]


@dataclass(frozen=True, slots=True)
class Stand:
    """Of what everything was tried: so many rows, the workflow as it was then, on how much advice rests."""

    rows: int
    workflow: Workflow
    rules: Advice


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is known of a subject; nothing is compared where the target was right often enough as it is."""

    subject: Subject
    compared: tuple[Compared, ...] = ()


def subjects(
    workflow: Workflow, knowledge: Knowledge, frames: Sequence[StoredFrame], runs: int = RUNS, days: int = DAYS
) -> Iterator[Subject]:
    """The steps of which enough is kept to try anything."""
    for number, recorded in enumerate(workflow.steps, 1):
        known = knowledge.step(recorded.id)
        step = effective(recorded, known)
        search = search_for(step, known)
        if not step.enabled or step.target is None or step.target.view is None or search is None:
            continue
        dated = [frame for frame in frames if frame.day is not None and _fits(search, frame)]
        own = _once([frame for frame in dated if frame.step_id == step.id])[:MOST_OWN]
        others = _once([frame for frame in dated if frame.step_id != step.id])[:MOST_OTHERS]
        if enough(moments(own), runs, days):
            yield Subject(number, step, known.version, search, own, others)


def moments(frames: Sequence[StoredFrame]) -> list[tuple[str, date]]:
    """The runs and days of these pictures."""
    return [(frame.run_id, frame.day) for frame in frames if frame.day is not None]


def _fits(search: Search, frame: StoredFrame) -> bool:
    return any(look.window.fits(frame.identity) for look in search.looks)


def _once(frames: Sequence[StoredFrame]) -> tuple[StoredFrame, ...]:
    """Each picture with each place once: the same screen again proves nothing new."""
    once: dict[tuple[str, Box, bool], StoredFrame] = {}
    for frame in frames:
        once.setdefault((frame.picture, frame.box, frame.right), frame)
    return tuple(once.values())


def wider(target: Target) -> Box:
    """The target's place with more around it, inside its window."""
    whole = Box(0, 0, target.place.window_width, target.place.window_height)
    return target.place.box.grown(BIGGER).common(whole) or target.place.box


def like(target: Target, new: Target) -> Target:
    """The new target with what the program itself told of the element: a picture does not show that."""
    told = {"role": target.role, "name": target.name or new.name, "path": target.path, "told": target.told}
    return new.model_copy(update=told)


def draft_of(subject: Subject, compared: Compared) -> Draft:
    """The change with its cases, oldest first."""
    cases = [
        Case(each.frame.run_id, each.frame.day, each.new and not each.old, each.old and not each.new)
        for each in reversed(compared.tried)
        if each.frame.day is not None
    ]
    value = {AdviceKind.CROP: f"{BIGGER}"}.get(compared.kind, "")
    key = AdviceKey(compared.kind, subject.step.id, "target")
    trial, worse = _trial(subject, compared), sum(case.worse for case in cases)
    reason = (
        f"{_WORDS[compared.kind]}, it was found in {trial.now} instead of {trial.before} of {trial.pictures} past "
        f"pictures, {f'worse in {worse}' if worse else 'never worse'}."
    )
    return Draft(key, subject.number, step_sentence(subject.step), value, reason, tuple(cases), trial=trial)


def proof_of(compared: Compared, step_id: str) -> Proof:
    """The same as what a person is shown of a correction; no picture of it counts for the new version later."""
    own = [each for each in compared.tried if each.frame.step_id == step_id and each.frame.right]
    rest = [each for each in compared.tried if each not in own]
    return Proof(
        hits=sum(each.new for each in own),
        frames=len(own),
        false=sum(not each.new for each in rest),
        others=len(rest),
        before_hits=sum(each.old for each in own),
        pictures=tuple(sorted({each.frame.picture for each in compared.tried})),
    )


def _trial(subject: Subject, compared: Compared) -> PictureTrial:
    proof, old, new = proof_of(compared, subject.step.id), subject.step.target, compared.taught.target
    assert old is not None
    return PictureTrial(proof.frames, proof.before_hits, proof.hits, _marked(old, old), _marked(old, new))


def _marked(old: Target, new: Target) -> Picture | None:
    """Where the target lies in the picture that both were made from; with its surroundings where only they count."""
    if old.view is None:
        return None
    whole = Box(0, 0, old.place.window_width, old.place.window_height)
    place = new.place.box if new.picture else new.place.box.grown(RING)
    return Picture(image=old.view, box=place.common(whole) or new.place.box)

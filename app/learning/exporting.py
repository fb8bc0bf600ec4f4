"""Samples become the lines of an export: what is personal only where it is shared, secrets never, a place whose label
is NONE never as a success."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from app.model.action import ActionKind
from app.model.feedback import Opinion
from app.model.geometry import Box, Point
from app.model.modes import Label
from app.model.sentences import describe
from app.model.target import PASSWORD, VALUE_ROLES
from app.model.training import (
    FORMAT,
    GroundingLine,
    Look,
    RunTold,
    Sample,
    SequenceLine,
    SequenceStep,
    Setting,
    Shared,
)

_IN_WINDOW = " in “"
PLACELESS = "the step has no place on the screen"
NO_PICTURE = "its picture is no longer kept"
OUTSIDE = "its place lies outside the picture"
SECRET = "a secret may be seen in the picture"
PAINTED = "its place is painted over"
NO_WORDS = "nothing says what the step was"


class Kept(NamedTuple):
    """A picture as it is exported: its name, width and height in pixels, and what is painted over in it."""

    name: str
    width: int
    height: int
    painted: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Veil:
    """What nobody may see of the pictures of a run because of its secrets: boxes in them, and whole pictures."""

    boxes: Mapping[str, tuple[Box, ...]] = field(default_factory=lambda: MappingProxyType({}))
    withheld: frozenset[str] = frozenset()

    def joined(self, other: Veil) -> Veil:
        """Both; a picture may belong to several runs."""
        names = {*self.boxes, *other.boxes}
        boxes = {name: (*self.boxes.get(name, ()), *other.boxes.get(name, ())) for name in names}
        return Veil(MappingProxyType(boxes), self.withheld | other.withheld)


def veil(samples: Iterable[Sample], settings: Mapping[str, Setting]) -> Veil:
    """The veil over a run. The place of a secret is painted over in every picture of a window of that size; what
    followed a secret typed into a field that the program does not call a password field is left out."""
    samples = tuple(samples)
    secret = [each for each in samples if each.suggestion.params.secret]
    boxes: dict[str, tuple[Box, ...]] = {}
    withheld: set[str] = set()
    spilled = False
    for sample in samples if secret else ():
        if sample.picture is not None:
            places = [_place_in(sample, other) for other in secret]
            if spilled or None in places:
                withheld.add(sample.picture.image)
            boxes[sample.picture.image] = tuple(place for place in places if place is not None and place.area)
        if sample in secret:
            spilled = spilled or _spills(sample, settings)
    return Veil(MappingProxyType(boxes), frozenset(withheld))


def _spills(sample: Sample, settings: Mapping[str, Setting]) -> bool:
    """Whether the secret may stand readable on the screen from now on."""
    return settings.get(sample.suggestion.id, Setting()).role != PASSWORD or _client_place(sample) is None


def _place_in(sample: Sample, secret: Sample) -> Box | None:
    """Where the secret's field lies in this sample's picture; empty in another window, None when nobody knows."""
    place = _client_place(secret)
    if sample.picture is None or sample.window is None or place is None or secret.window is None:
        return None
    mine, theirs = sample.window, secret.window
    if mine.area and theirs.area and (mine.w, mine.h) != (theirs.w, theirs.h):
        return Box(0, 0, 0, 0)
    return place.moved(mine.x, mine.y).grown(2)


def _client_place(sample: Sample) -> Box | None:
    if sample.picture is None or sample.window is None or not sample.picture.box.area:
        return None
    return sample.picture.box.relative_to(sample.window.origin)


def positive(label: Label) -> bool | None:
    """Right, wrong, or nobody knows; NONE is never a success."""
    return {Label.RIGHT: True, Label.WRONG: False, Label.NONE: None}[label]


def instruction(sample: Sample, setting: Setting, titles: bool) -> str:
    """The step in plain words, without the window's title unless titles are shared; empty when nothing is known."""
    title = (setting.title or "") if titles else ""
    if setting.role in VALUE_ROLES and setting.label:
        return describe(sample.suggestion.action, sample.suggestion.params, setting.label, title)
    if sample.sentence:
        return sample.sentence if titles else sample.sentence.partition(_IN_WINDOW)[0]
    if setting.label or not sample.suggestion.action.needs_target:
        return describe(sample.suggestion.action, sample.suggestion.params, setting.label, title)
    return ""


def typed_text(sample: Sample, shared: Shared) -> str | None:
    """What was typed, where it is shared and no secret."""
    params = sample.suggestion.params
    return params.text if shared.texts and not params.secret else None


def typed_keys(sample: Sample, shared: Shared) -> list[str]:
    """The chord; single characters without a modifier may be text, so they count as such."""
    keys = list(sample.suggestion.params.keys)
    readable = len(keys) == 1 and len(keys[0]) == 1
    return [] if sample.suggestion.params.secret or (readable and not shared.texts) else keys


def marked_place(sample: Sample) -> tuple[Box, Point] | None:
    """Box and point in the pixels of the picture; None for a step without a place."""
    match, picture = sample.suggestion.match, sample.picture
    if match is None or picture is None or not picture.box.area or sample.suggestion.action is ActionKind.WAIT:
        return None
    dx, dy = picture.box.x - match.box.x, picture.box.y - match.box.y
    return picture.box, match.point.moved(dx, dy)


def why_not(sample: Sample, setting: Setting, kept: Kept | None, veiled: Veil) -> str:
    """Why no example can be made of it; empty when one can."""
    place = marked_place(sample)
    if sample.suggestion.match is None or (place is None and sample.picture is not None):
        return PLACELESS
    if place is None:
        return NO_PICTURE
    if sample.picture is not None and sample.picture.image in veiled.withheld:
        return SECRET
    if kept is None:
        return NO_PICTURE
    if not instruction(sample, setting, titles=False):
        return NO_WORDS
    if _clipped(place[0], place[1], kept) is None:
        return OUTSIDE
    covered = any(box.common(place[0]) is not None for box in kept.painted)
    return (SECRET if sample.suggestion.params.secret else PAINTED) if covered else ""


def _clipped(box: Box, point: Point, kept: Kept) -> tuple[Box, Point] | None:
    whole = Box(0, 0, kept.width, kept.height)
    inside = box.common(whole)
    if inside is None or not inside.contains(point):
        return None
    return inside, point


def grounding_line(
    sample: Sample, setting: Setting, opinion: Opinion, shared: Shared, kept: Kept, workflow_name: str
) -> GroundingLine:
    """The example; ask `why_not` first whether one can be made."""
    place = marked_place(sample)
    found = _clipped(*place, kept) if place else None
    if found is None:
        raise ValueError(f"no example can be made of the suggestion {sample.suggestion.id!r}")
    box, point = found
    made = sample.suggestion
    return GroundingLine(
        format=FORMAT,
        id=made.id,
        image=f"images/{kept.name}",
        image_width=kept.width,
        image_height=kept.height,
        instruction=instruction(sample, setting, shared.titles),
        action=made.action,
        text=typed_text(sample, shared),
        keys=typed_keys(sample, shared),
        box=list(box),
        point=list(point),
        positive=positive(sample.label),
        label=sample.label,
        label_source=sample.source,
        shown_by_person=sample.shown,
        decision=sample.decision.kind if sample.decision else None,
        outcome=sample.status,
        verified=sample.verify,
        by_hand=sample.by_hand,
        mode=sample.mode,
        score=made.score,
        method=str(made.match.method) if made.match else "",
        workflow=sample.workflow_id,
        workflow_name=workflow_name if shared.titles else None,
        run=sample.run_id,
        step=sample.number,
        time=sample.at.isoformat(),
        application=setting.application,
        window_title=setting.title if shared.titles else None,
        verdict=opinion.rated,
        stars=opinion.in_stars,
        comment=(opinion.comment or None) if shared.comments else None,
        coach=sample.coach if shared.coach else None,
        look=_look(sample, setting),
    )


def _look(sample: Sample, setting: Setting) -> Look:
    seen, match = setting.seen, sample.suggestion.match
    return Look(
        theme=seen.theme or None,
        language=seen.language or None,
        program_version=seen.version or None,
        screens=seen.screens or None,
        scale=match.scale if match else None,
    )


def sequence_line(
    run: RunTold,
    settings: Mapping[str, Setting],
    opinions: Mapping[str | None, Opinion],
    shared: Shared,
    grounded: frozenset[str],
) -> SequenceLine:
    """The run step by step; `grounded` are the Suggestions with an example of their own."""
    whole = opinions.get(None, Opinion())
    return SequenceLine(
        format=FORMAT,
        run=run.run_id,
        workflow=run.workflow_id,
        workflow_name=run.workflow_name if shared.titles else None,
        mode=run.mode,
        state=run.state,
        time=run.at.isoformat(),
        coach=run.coach if shared.coach else None,
        verdict=whole.rated,
        stars=whole.in_stars,
        comment=(whole.comment or None) if shared.comments else None,
        steps=[
            _sequence_step(each, settings.get(each.suggestion.id, Setting()), opinions, shared, grounded)
            for each in run.samples
        ],
    )


def _sequence_step(
    sample: Sample,
    setting: Setting,
    opinions: Mapping[str | None, Opinion],
    shared: Shared,
    grounded: frozenset[str],
) -> SequenceStep:
    made, decision = sample.suggestion, sample.decision
    opinion = opinions.get(sample.step_id, Opinion())
    return SequenceStep(
        id=made.id,
        grounding=made.id if made.id in grounded else None,
        step=sample.number,
        instruction=instruction(sample, setting, shared.titles),
        action=made.action,
        text=typed_text(sample, shared),
        keys=typed_keys(sample, shared),
        decision=decision.kind if decision else None,
        reason=decision.reason if decision else None,
        keep=decision.keep if decision else None,
        seconds=decision.seconds if decision else None,
        outcome=sample.status,
        verified=sample.verify,
        label=sample.label,
        positive=positive(sample.label),
        by_hand=sample.by_hand,
        score=made.score,
        verdict=opinion.rated,
        stars=opinion.in_stars,
        comment=(opinion.comment or None) if shared.comments else None,
    )

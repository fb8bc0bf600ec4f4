"""Rows of the outbox become lines of a batch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.learning.exporting import Kept, instruction, marked_place, positive, typed_keys, typed_text
from app.model.feedback import BetterAction, Opinion
from app.model.geometry import Box, Point
from app.model.modes import Label, StepStatus
from app.model.training import FORMAT, BatchLine, Sample, Setting, Shared


@dataclass(frozen=True, slots=True)
class Waited:
    """A row that waited: its number, what kind it is, when and by whom it was written, and about what it is.

    sample: the Suggestion that it is about; later: those that replaced it. kept: the sample's picture, `covered` when
    its place or the place that would be better is painted over there.
    """

    profile: str
    seq: int
    kind: str
    at: datetime
    coach: str
    workflow_id: str | None
    run_id: str | None
    sample: Sample | None = None
    setting: Setting = field(default_factory=Setting)
    later: Sequence[Sample] = ()
    opinion: Opinion = field(default_factory=Opinion)
    kept: Kept | None = None


def batch_line(waited: Waited, shared: Shared) -> BatchLine:
    """The line of one row."""
    opinion = waited.opinion
    return BatchLine(
        format=FORMAT,
        profile=waited.profile,
        seq=waited.seq,
        kind=waited.kind,
        time=waited.at.isoformat(),
        workflow=waited.workflow_id,
        run=waited.run_id,
        verdict=opinion.rated,
        stars=opinion.in_stars,
        comment=(opinion.comment or None) if shared.comments else None,
        coach=waited.coach if shared.coach else None,
        **_of_sample(waited, shared),
        **_better(waited, shared),
    )


def _of_sample(waited: Waited, shared: Shared) -> dict[str, Any]:
    sample = waited.sample
    if sample is None:
        return dict.fromkeys(_EMPTY) | {"label": Label.NONE, "keys": []}
    made, decision = sample.suggestion, sample.decision
    place = _seen(waited, marked_place(sample))
    return {
        "step": sample.step_id,
        "suggestion": made.id,
        "decision_id": decision.decision_id if decision else None,
        "decision": decision.kind if decision else None,
        "reason": decision.reason if decision else None,
        "seconds": decision.seconds if decision else None,
        "instruction": instruction(sample, waited.setting, shared.titles) or None,
        "action": made.action,
        "text": typed_text(sample, shared),
        "keys": typed_keys(sample, shared),
        "image": f"images/{waited.kept.name}" if waited.kept else None,
        "box": list(place[0]) if place else None,
        "point": list(place[1]) if place else None,
        "score": made.score,
        "label": sample.label,
        "label_source": sample.source,
        "positive": positive(sample.label),
        "outcome": _outcome(sample, waited.later),
    }


_EMPTY = (
    *("step", "suggestion", "decision_id", "decision", "reason", "seconds", "instruction", "action", "text", "image"),
    *("box", "point", "score", "label_source", "positive", "outcome"),
)


def _outcome(sample: Sample, later: Sequence[Sample]) -> StepStatus | None:
    """How the step went: with what was done in the end, which a correction may have replaced."""
    return next((each.status for each in (*reversed(later), sample) if each.status is not None), None)


def _better(waited: Waited, shared: Shared) -> dict[str, Any]:
    """What would have been better: said afterwards, or done with a correction."""
    better = waited.opinion.better or _corrected(waited)
    if better is None:
        return {"better_action": None, "better_text": None, "better_box": None, "better_point": None}
    secret = waited.sample is not None and waited.sample.suggestion.params.secret
    place = _seen(waited, _of_picture(waited, better))
    return {
        "better_action": better.action,
        "better_text": better.text if shared.texts and not secret else None,
        "better_box": list(place[0]) if place else None,
        "better_point": list(place[1]) if place else None,
    }


def _corrected(waited: Waited) -> BetterAction | None:
    if waited.sample is None or not waited.later:
        return None
    old, new = waited.sample.suggestion, waited.later[-1].suggestion
    place = marked_place(waited.later[-1])
    picture = waited.later[-1].picture
    moved = place is not None and (old.match is None or new.match is None or old.match.box != new.match.box)
    return BetterAction(
        picture.image if picture and moved else None,
        place[1] if place and moved else None,
        place[0] if place and moved else None,
        new.params.text if new.params.text != old.params.text else None,
        new.action if new.action is not old.action else None,
    )


def _of_picture(waited: Waited, better: BetterAction) -> tuple[Box, Point] | None:
    picture = waited.sample.picture if waited.sample else None
    if better.point is None or picture is None or better.image != picture.image:
        return None
    return better.box or Box(better.point.x, better.point.y, 1, 1), better.point


def _seen(waited: Waited, place: tuple[Box, Point] | None) -> tuple[Box, Point] | None:
    """The place, where the picture goes along and shows it."""
    if place is None or waited.kept is None:
        return None
    box = place[0].common(Box(0, 0, waited.kept.width, waited.kept.height))
    if box is None or not box.contains(place[1]) or any(each.common(box) for each in waited.kept.painted):
        return None
    return box, place[1]

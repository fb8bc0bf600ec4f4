"""Which steps point at the same thing: what was corrected in one of them is likely wrong in the others."""

from __future__ import annotations

from collections.abc import Iterable

from app.learning.corrections import effective
from app.model.knowledge import Knowledge
from app.model.target import Target
from app.model.workflow import Step, Workflow

SAME_PLACE = 0.5
"""Share of their places that two targets without words of their own must have in common."""


def same_target(one: Target, other: Target) -> bool:
    """Whether both mean the same element of the same window, as far as what is known of them tells."""
    if not one.window.fits(other.window) or one.role != other.role:
        return False
    if one.picture and other.picture and one.picture.image == other.picture.image:
        return _same_row(one, other)
    if one.label or other.label:
        return one.label.casefold() == other.label.casefold() and _same_row(one, other)
    return _same_size(one, other) and one.place.box.overlap(other.place.box) >= SAME_PLACE


def steps_alike(
    target: Target, workflows: Iterable[tuple[Workflow, Knowledge]], but: tuple[str, str]
) -> tuple[tuple[Workflow, Step], ...]:
    """The enabled steps of all workflows that point at this element today, without the one named in `but`."""
    return tuple(
        (workflow, step)
        for workflow, knowledge in workflows
        for step in workflow.steps
        if step.enabled and (workflow.id, step.id) != but and _points_at(target, step, knowledge)
    )


def _points_at(target: Target, step: Step, knowledge: Knowledge) -> bool:
    today = effective(step, knowledge.step(step.id)).target
    return today is not None and same_target(target, today)


def _same_row(one: Target, other: Target) -> bool:
    """Two "Delete" of one list differ by what stands in their rows."""
    mine, theirs = _row(one), _row(other)
    return mine == theirs if mine and theirs else True


def _row(target: Target) -> frozenset[str]:
    told = target.told.row if target.told else ()
    return frozenset(told or tuple(each.text for each in target.neighbours))


def _same_size(one: Target, other: Target) -> bool:
    return (one.place.window_width, one.place.window_height) == (other.place.window_width, other.place.window_height)

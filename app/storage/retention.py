"""Which stored pictures must never be removed."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.learning.looks import MOST_LOOKS
from app.model.decision import StepPatch
from app.model.target import Picture, Target
from app.model.workflow import Workflow
from app.storage.schema import CorrectionRow
from app.storage.schema_denials import ScreenDeniedRow
from app.storage.schema_feedback import FeedbackRow
from app.storage.schema_screens import DriftRow, ScreenLookRow


def referenced(session: Session) -> frozenset[str]:
    """The pictures that corrections need (old and new target, looks, refused places), and those of Screens."""
    rows = session.execute(select(CorrectionRow.old, CorrectionRow.new, CorrectionRow.refused))
    corrections = (name for old, new, refused in rows for name in _of_correction(old, new, refused))
    return frozenset(
        (*corrections, *_of_looks(session), *_of_denials(session), *_of_drift(session), *_of_feedback(session))
    )


def _of_looks(session: Session) -> Iterator[str]:
    """Looks that can still be known: all that were confirmed, of the others the newest of each Screen."""
    newest_first = (ScreenLookRow.order_utc.desc(), ScreenLookRow.origin.desc(), ScreenLookRow.n.desc())
    looks: dict[tuple[str | None, str], set[str]] = {}
    for row in session.scalars(select(ScreenLookRow).order_by(*newest_first)):
        kept = looks.setdefault((row.workflow_id, row.screen_id), set())
        if row.confirmed:
            yield row.picture.image
        elif len(kept) < MOST_LOOKS:
            kept.add(row.picture.image)
    for names in looks.values():
        yield from names


def _of_denials(session: Session) -> Iterator[str]:
    for picture in session.scalars(select(ScreenDeniedRow.picture).where(ScreenDeniedRow.picture.is_not(None))):
        if picture is not None:
            yield picture.image


def _of_drift(session: Session) -> Iterator[str]:
    for drift in session.scalars(select(DriftRow.drift)):
        yield from (picture.image for picture in (drift.taught, drift.latest) if picture is not None)


def _of_feedback(session: Session) -> Iterator[str]:
    """Pictures on which the person has shown what would have been right."""
    for better in session.scalars(select(FeedbackRow.better).where(FeedbackRow.better.is_not(None))):
        if better is not None and better.image is not None:
            yield better.image


def pictures_of(workflow: Workflow) -> Iterator[tuple[str, str]]:
    """Every picture a workflow names, with the field that names it (steps.3.target.ring.image)."""
    for number, screen in enumerate(workflow.screens):
        if screen.signature.view is not None:
            yield f"screens.{number}.signature.view", screen.signature.view
    for number, step in enumerate(workflow.steps):
        if step.target is not None:
            for field, name in _of_target(step.target):
                yield f"steps.{number}.target.{field}", name


def _of_target(target: Target) -> Iterator[tuple[str, str]]:
    if target.picture is not None:
        yield "picture.image", target.picture.image
    if target.ring is not None:
        yield "ring.image", target.ring.image
    if target.view is not None:
        yield "view", target.view


def _of_correction(old: StepPatch, new: StepPatch, refused: Picture | None) -> Iterator[str]:
    for patch in (old, new):
        if patch.target is not None:
            yield from (name for _, name in _of_target(patch.target))
    if refused is not None:
        yield refused.image

"""What the person said a Screen is not, read from the rows: each word with its pictures and whether it counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import groupby

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.model.geometry import Box
from app.model.lesson import LessonState, ScreenLesson
from app.model.target import Picture
from app.model.workflow import Screen, Workflow
from app.storage.journal import ORDER, JournalRow
from app.storage.schema_denials import ScreenDeniedRow
from app.storage.schema_lessons import TakenBackRow
from app.storage.schema_screens import ScreenSeenRow
from app.storage.voids import standing


def denials(session: Session, workflow: Workflow) -> tuple[ScreenLesson, ...]:
    """The denied looks of Screens that the workflow still has, newest first."""
    kinds = ("screen_denied", "taken_back")
    mine = (JournalRow.workflow_id == workflow.id) & JournalRow.entry.in_(kinds)
    rows = session.scalars(select(JournalRow).where(mine).order_by(*ORDER)).all()
    counting = standing(rows, learned_only=False)
    undone = {row.row_id: row.group_id for row in counting if isinstance(row, TakenBackRow)}
    seen, screens = _seen(session, workflow.id), {screen.id: screen for screen in workflow.screens}
    told = sorted((row for row in rows if isinstance(row, ScreenDeniedRow)), key=lambda row: row.denial_id)
    groups = [list(group) for _, group in groupby(told, key=lambda row: row.denial_id)]
    known = [group for group in groups if group[0].screen_id in screens]
    made = [_lesson(group, screens, {row.id for row in counting}, undone, seen) for group in known]
    return tuple(sorted(made, key=lambda each: each.when, reverse=True))


def _seen(session: Session, workflow_id: str) -> Mapping[str, datetime]:
    """When each Screen was last recognised at an act that was seen to work."""
    query = select(ScreenSeenRow.screen_id, func.max(ScreenSeenRow.order_utc))
    rows = session.execute(query.where(ScreenSeenRow.workflow_id == workflow_id).group_by(ScreenSeenRow.screen_id))
    return {screen_id: when for screen_id, when in rows}


def _lesson(
    rows: Sequence[ScreenDeniedRow],
    screens: Mapping[str, Screen],
    counting: set[str],
    undone: Mapping[str, str],
    seen: Mapping[str, datetime],
) -> ScreenLesson:
    first, stand = rows[0], [row for row in rows if row.id in counting]
    named = next((row for row in reversed(stand or rows) if row.instead in screens), None)
    instead = screens[named.instead] if named and named.instead else None
    screen = screens[first.screen_id]
    view = screen.signature.view
    return ScreenLesson(
        denial_id=first.denial_id,
        workflow_id=first.workflow_id or "",
        screen=screen.name,
        when=first.utc,
        coach=first.coach,
        state=_state(stand, named, seen),
        taught=Picture(image=view, box=Box(0, 0, 0, 0)) if view else None,
        seen=first.picture,
        instead=instead.name if instead else "",
        run_id=first.run_id or "",
        undo=_group(rows, undone),
    )


def _state(
    stand: Sequence[ScreenDeniedRow], named: ScreenDeniedRow | None, seen: Mapping[str, datetime]
) -> LessonState:
    """A word counts at once; that it is another Screen waits for an act that was seen to work there."""
    if not stand:
        return LessonState.TAKEN_BACK
    if named is None or named.instead is None:
        return LessonState.CONFIRMED
    last = seen.get(named.instead)
    return LessonState.CONFIRMED if last is not None and last > named.order_utc else LessonState.PENDING


def _group(rows: Iterable[ScreenDeniedRow], undone: Mapping[str, str]) -> str:
    return next((undone[row.id] for row in rows if row.id in undone), "")

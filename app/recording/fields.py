"""What typing says about the field it went into: whether keys only led there, and whether old content gave way."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from app.model.action import ActionKind
from app.model.geometry import Box
from app.recording.draft import Draft
from app.recording.moments import Moment
from app.recording.ports import Eye

LINE = 60
"""Pixels up to which a field counts as one line; a taller one is a page, where Tab and Enter write."""
_TABS = frozenset({("tab",), ("shift", "tab")})
_ENTER = ("enter",)
_RIM, _INK, _GAP, _SLACK, _CARET = 5, 40, 24, 4, 4


def is_page(draft: Draft) -> bool:
    """Whether a text was typed into something of several lines."""
    return draft.kind is ActionKind.TYPE_TEXT and draft.element is not None and draft.element.h > LINE


def leading_keys(drafts: Sequence[Draft], window: int, field: Box) -> int:
    """How many of the last steps only led into this field or selected what it held: Tab, and Ctrl+A."""
    count = 0
    for draft in reversed(drafts):
        tab = draft.kind is ActionKind.PRESS_KEYS and draft.params.keys in _TABS
        if draft.window.handle != window or not (tab or draft.selects_all):
            break
        if tab and field.h > LINE:
            break
        count += 1
    typed = drafts[-count - 1].element if len(drafts) > count else None
    # Tab inside the very field that was typed into completes a word, it leads nowhere.
    return 0 if typed is not None and typed.contains(field.center) else count


def new_lines(drafts: Sequence[Draft]) -> int:
    """How many times Enter was pressed since the last other step."""
    count = 0
    for draft in reversed(drafts):
        if draft.kind is not ActionKind.PRESS_KEYS or draft.params.keys != _ENTER:
            break
        count += 1
    return count


def overwritten(eye: Eye, before: Moment, now: Moment, field: Box) -> bool:
    """Whether what stood in a field of one line is gone, so it was selected when the typing began."""
    inner = field.grown(-_RIM).common(before.frame.region)
    if inner is None or field.h > LINE:
        return False
    held = _first_words(before, inner)
    changes = eye.changes(before.frame, now.frame, inner)
    if held is None or not changes:
        return False
    left, right = min(box.x for box in changes), max(box.right for box in changes)
    return left <= inner.x + held[0] + _SLACK and right >= inner.x + held[1] - _SLACK


def _first_words(moment: Moment, inner: Box) -> tuple[int, int] | None:
    """First and last column of what is written or selected at the left; None in an empty field."""
    gray = moment.frame.crop(inner)[:, :, :3].mean(axis=2)
    marks = np.flatnonzero((np.abs(gray - np.median(gray[0])) > _INK).any(axis=0))
    if not len(marks) or np.ptp(marks) < _CARET:
        return None
    gaps = np.flatnonzero(np.diff(marks) > _GAP)
    return int(marks[0]), int(marks[gaps[0]] if len(gaps) else marks[-1])

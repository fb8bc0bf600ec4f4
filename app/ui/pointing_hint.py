"""The line of words at the edge of the pointing overlay."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def pointing_hint(taken: bool, checking: bool, keyboard: bool) -> str:
    """What the person can do now: a place was `taken`, one is being looked at, we have the `keyboard` or not yet."""
    if taken:
        return ""
    if checking:
        return _tr("Looking at this place…")
    if not keyboard:
        return _tr("A menu still holds the keyboard: click once to close it, the picture stays.")
    return _tr(
        "Click the right place · drag a box · arrows nudge · wheel sizes the crop · "
        "F2 three-second delay · Enter takes it · Esc goes back"
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("PointingHint", text)

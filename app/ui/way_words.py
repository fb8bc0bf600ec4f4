"""Ways out of a trouble in words: what the button does, and on what that rests."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.learning.ranking import ENOUGH
from app.model.advice import RecoveryAct, WayOut


def _tr(text: str) -> str:
    return QCoreApplication.translate("way_words", text)


def way_words(way: WayOut) -> str:
    """What is done when the person says yes."""
    match way.act:
        case RecoveryAct.WAIT:
            return _tr("Wait, then look again")
        case RecoveryAct.FOCUS:
            return _tr("Bring its window to the front")
        case RecoveryAct.SCROLL:
            return _tr("Scroll up") if way.what == "up" else _tr("Scroll down")
        case RecoveryAct.CLOSE_POPUP:
            return _tr("Close “{title}”").format(title=_short(way.what))
        case RecoveryAct.STEP_BACK:
            return _tr("Repeat the step before")
        case RecoveryAct.UNDO:
            return _tr("Undo the step")
        case RecoveryAct.ASK:
            return _tr("Ask")


def none_words() -> str:
    """Nothing is recommended, and what it would take."""
    return _tr(
        "No recommendation yet: one thing has to help here {count} times, nearly every time it is tried."
    ).format(count=ENOUGH)


def evidence_words(way: WayOut) -> str:
    """How often it helped here, what that proves, and how long it took."""
    words = _tr("“{act}” helped here {right} of {tried} times (at least {bound} %, about {seconds} s).")
    return words.format(
        act=way_words(way).replace("“", "").replace("”", ""),
        right=way.right,
        tried=way.tried,
        bound=int(100 * way.bound),
        seconds=max(1, round(way.seconds)),
    )


def _short(title: str) -> str:
    return title if len(title) <= 28 else title[:27] + "…"

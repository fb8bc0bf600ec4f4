"""Icons by what they mean, drawn in a colour of the palette."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from app.ui.glyphs import Glyph, sign

_NAMES = {
    "record": "record",
    "run": "play",
    "pause": "pause",
    "stop": "stop",
    "coach": "bullseye-arrow",
    "steps": "format-list-numbered",
    "learned": "pencil-outline",
    "history": "history",
    "insights": "chart-line",
    "settings": "cog-outline",
    "undo": "undo",
    "redo": "redo",
    "delete": "trash-can-outline",
    "rename": "rename-outline",
    "text": "form-textbox",
    "point": "crosshairs-gps",
    "vouch": "shield-check-outline",
    "lock": "lock-outline",
    "unlock": "lock-open-variant-outline",
    "secret": "form-textbox-password",
    "eye": "eye-outline",
    "folder": "folder-open-outline",
    "practise": "school-outline",
    "warning": "alert-outline",
    "info": "information-outline",
    "clock": "clock-outline",
}


def icon(meaning: str, colour: str, on: str | None = None) -> QIcon:
    """The icon of this meaning; `on` is its colour while checked or under the pointer. Main thread only."""
    return QIcon(Glyph(sign(_NAMES[meaning]), colour, on or colour))


def application_icon(badge: str | None = None) -> QIcon:
    """The program's own sign (a target with a hand's mark), with a round badge in the mode's colour."""
    made = QIcon()
    for size in (16, 24, 32, 48, 64, 128):
        made.addPixmap(_sign(size, badge))
    return made


def _sign(size: int, badge: str | None) -> QPixmap:
    picture = QPixmap(size, size)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for part, colour in ((1.0, "#3452d9"), (0.68, "#ffffff"), (0.36, "#3452d9")):
        painter.setBrush(QColor(colour))
        side = size * part
        painter.drawEllipse(QRectF((size - side) / 2, (size - side) / 2, side, side))
    if badge is not None:
        painter.setBrush(QColor("#ffffff"))
        painter.drawEllipse(QRectF(size * 0.5, size * 0.5, size * 0.5, size * 0.5))
        painter.setBrush(QColor(badge))
        painter.drawEllipse(QRectF(size * 0.56, size * 0.56, size * 0.4, size * 0.4))
    painter.end()
    return picture

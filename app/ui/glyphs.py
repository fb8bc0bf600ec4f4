"""Signs of the icon font that qtawesome ships; importing the package itself would cost a fifth of a second."""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

from app.model.errors import EnvironmentProblem

_FILES = "materialdesignicons6-webfont"
_SHARE = 0.875
"""Height of the letters in the height of the icon: fonts keep some room around them."""


class Glyph(QIconEngine):
    """Draws one sign in a colour, and in another one while it is checked or under the pointer. Main thread only."""

    def __init__(self, sign: str, colour: str, on: str) -> None:
        super().__init__()
        self._sign, self._colour, self._on = sign, colour, on

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """The sign in the middle; a disabled one is never lit."""
        lit = mode is not QIcon.Mode.Disabled and (state is QIcon.State.On or mode is not QIcon.Mode.Normal)
        font = QFont(_family())
        font.setPixelSize(max(round(_SHARE * rect.height()), 1))
        painter.setFont(font)
        painter.setPen(QColor(self._on if lit else self._colour))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._sign)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """The same on nothing."""
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return picture

    def clone(self) -> QIconEngine:
        """Qt copies icons by this."""
        return Glyph(self._sign, self._colour, self._on)


def sign(name: str) -> str:
    """The character of an icon's name in the font."""
    return chr(int(_characters()[name], 16))


@cache
def _characters() -> dict[str, str]:
    found: dict[str, str] = json.loads(_file(f"{_FILES}-charmap-*.json").read_text(encoding="utf-8"))
    return found


@cache
def _family() -> str:
    number = QFontDatabase.addApplicationFont(str(_file(f"{_FILES}-[0-9]*.ttf")))
    return QFontDatabase.applicationFontFamilies(number)[0]


def _file(pattern: str) -> Path:
    package = find_spec("qtawesome")
    folders = (package.submodule_search_locations if package else None) or ()
    found = [file for folder in folders for file in (Path(folder) / "fonts").glob(pattern)]
    if not found:
        why = f"the package qtawesome or its font {_FILES} is missing"
        raise EnvironmentProblem("The icons", why, "Run the set-up again.")
    return found[0]

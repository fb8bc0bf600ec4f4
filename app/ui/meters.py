"""Small drawn things: score bar with its limit, badges, dots."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.looks import Look, badge_ink
from app.ui.theme import Theme


class ScoreBar(QWidget):
    """A score from 0 to 1, and a tick where the limit is."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._score = 0.0
        self._limit: float | None = None
        self._colour = ""
        self.setFixedHeight(14)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_score(self, score: float, limit: float | None = None, colour: str = "") -> None:
        """Show this score; `colour` names a palette colour, else it follows from score and limit."""
        self._score, self._limit, self._colour = max(0.0, min(score, 1.0)), limit, colour
        below = limit is not None and score < limit
        words = self.tr("Score {score} below the limit {limit}") if below else self.tr("Score {score}")
        self.setAccessibleName(words.format(score=f"{score:.2f}", limit=f"{limit or 0:.2f}"))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Track, bar, tick."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        track = QRectF(0, 4, self.width(), 6)
        painter.setBrush(self._theme.palette.colour("line"))
        painter.drawRoundedRect(track, 3, 3)
        painter.setBrush(self._theme.palette.colour(self._bar_colour()))
        painter.drawRoundedRect(QRectF(0, 4, self.width() * self._score, 6), 3, 3)
        if self._limit is not None:
            painter.setPen(QPen(self._theme.palette.colour("ink"), 2))
            x = self.width() * self._limit
            painter.drawLine(QPointF(x, 1), QPointF(x, 13))
        painter.end()

    def _bar_colour(self) -> str:
        if self._colour:
            return self._colour
        return "accept" if self._limit is None or self._score >= self._limit else "correct"


class Badge(QWidget):
    """A short word in a rounded field, with its sign."""

    def __init__(self, theme: Theme, look: Look | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._look = look
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._name()

    def show_look(self, look: Look) -> None:
        """Show another word."""
        self._look = look
        self._name()
        self.updateGeometry()
        self.update()

    def _name(self) -> None:
        self.setAccessibleName(self._look.word if self._look else "")

    def _badge_font(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(8.5)
        return font

    def _text(self) -> str:
        return f"{self._look.sign} {self._look.word}" if self._look else ""

    def sizeHint(self) -> QSize:
        """The word and its padding."""
        metrics = QFontMetricsF(self._badge_font())
        return QSize(round(metrics.horizontalAdvance(self._text())) + 16, round(metrics.height()) + 5)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Field and word."""
        if self._look is None:
            return
        palette = self._theme.palette
        soft = self._look.colour.startswith("soft_")
        ink = palette.colour(badge_ink(self._look.colour) if soft else self._look.colour)
        field = palette.colour(self._look.colour) if soft else QColor(ink)
        if not soft:
            field.setAlphaF(0.16)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(field)
        radius = self.height() / 2
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        painter.setPen(ink)
        painter.setFont(self._badge_font())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text())
        painter.end()

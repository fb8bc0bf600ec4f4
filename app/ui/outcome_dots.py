"""The last outcomes of a step as dots: right, wrong, and which of them the robot did alone."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.model.knowledge import Outcome
from app.model.modes import LabelSource
from app.ui.theme import Theme

DOT, GAP, MOST = 9, 4, 20


class OutcomeDots(QWidget):
    """Right ones are full circles, wrong ones crosses (never colour alone), those done alone are rings."""

    def __init__(self, theme: Theme, outcomes: tuple[Outcome, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._outcomes = outcomes[-MOST:]
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        right = sum(each.right for each in self._outcomes)
        words = self.tr("{right} right of the last {count}").format(right=right, count=len(self._outcomes))
        self.setAccessibleName(words)
        self.setToolTip(words + self.tr("; full: you judged it, ring: done alone and checked, cross: wrong"))

    def sizeHint(self) -> QSize:
        """Room for as many dots as can ever be shown, so that columns line up."""
        return QSize(MOST * (DOT + GAP), DOT + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Oldest at the left."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, outcome in enumerate(self._outcomes):
            self._draw(painter, QRectF(place * (DOT + GAP) + 1, 2, DOT - 1, DOT - 1), outcome)
        painter.end()

    def _draw(self, painter: QPainter, box: QRectF, outcome: Outcome) -> None:
        palette = self._theme.palette
        ink = QColor(palette.accept if outcome.right else palette.reject)
        painter.setPen(QPen(ink, 2))
        painter.setBrush(ink if outcome.right and outcome.source is not LabelSource.AUTO else QColor(0, 0, 0, 0))
        if outcome.right:
            painter.drawEllipse(box.adjusted(1, 1, -1, -1))
            return
        painter.drawLine(box.topLeft() + QPointF(1, 1), box.bottomRight() - QPointF(1, 1))
        painter.drawLine(box.topRight() + QPointF(-1, 1), box.bottomLeft() + QPointF(1, -1))

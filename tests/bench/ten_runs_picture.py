"""Draws the learning curves: questions in each run, what had to be corrected, and what was changed in the program."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QPainter, QPen, QPolygonF

_SIZE, _AREA, _TWICE = QSize(900, 460), QRectF(64, 92, 800, 286), 2
_PAPER, _INK, _FAINT, _BAND = "#ffffff", "#24292f", "#d0d7de", "#eef2f7"
_COLOURS = ("#9aa4b0", "#1f6feb")
_CENTRE, _RIGHT, _LEFT = Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft
_STEP = 2


@dataclass(frozen=True)
class Curve:
    """Its name, the questions in each run, and how many corrections each run needed."""

    name: str
    questions: tuple[int, ...]
    corrections: tuple[int, ...]


@dataclass(frozen=True)
class Mark:
    """From this run on something is other than before."""

    run: int
    words: str


def draw(curves: Sequence[Curve], marks: Sequence[Mark], file: Path) -> None:
    """Write the picture; the later curves lie above the earlier ones."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = QGuiApplication.instance() or QGuiApplication([])
    image = QImage(_SIZE * _TWICE, QImage.Format.Format_RGB32)
    image.fill(QColor(_PAPER))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(_TWICE, _TWICE)
    _Sheet(painter, curves, marks).paint()
    painter.end()
    file.parent.mkdir(parents=True, exist_ok=True)
    image.save(str(file))
    del application


class _Sheet:
    """The picture on its painter; both axes are linear."""

    def __init__(self, painter: QPainter, curves: Sequence[Curve], marks: Sequence[Mark]) -> None:
        self._painter = painter
        self._curves = curves
        self._marks = marks
        self._runs = len(curves[0].questions)
        self._most = max(max(curve.questions) for curve in curves) + 1

    def paint(self) -> None:
        """Everything."""
        self._words("Questions in each run, beside the step that always asks", 16, 10, 700, 13, bold=True)
        self._bands()
        self._grid()
        for curve, colour in zip(self._curves, _COLOURS, strict=True):
            self._curve(curve, colour)
        self._legend()

    def _at(self, run: int, questions: float) -> QPointF:
        x = _AREA.left() + (run - 0.5) * _AREA.width() / self._runs
        return QPointF(x, _AREA.bottom() - questions * _AREA.height() / self._most)

    def _bands(self) -> None:
        """Which runs a change reaches to, and what it is."""
        ends = [*(mark.run for mark in self._marks[1:]), self._runs + 1]
        for number, (mark, end) in enumerate(zip(self._marks, ends, strict=True)):
            left, right = self._at(mark.run, 0).x(), self._at(end, 0).x()
            half = _AREA.width() / self._runs / 2
            place = QRectF(left - half, _AREA.top() - 26, right - left, _AREA.height() + 26)
            self._painter.fillRect(place, QColor(_BAND if number % 2 else _PAPER))
            self._words(f"{mark.run}: {mark.words}", place.x() + 6, place.y() + 3, place.width() - 6)

    def _grid(self) -> None:
        for questions in range(0, self._most + 1, _STEP):
            height = self._at(1, questions).y()
            self._pen(_FAINT, 0.8)
            self._painter.drawLine(QPointF(_AREA.left(), height), QPointF(_AREA.right(), height))
            self._words(str(questions), _AREA.left() - 48, height - 10, 40, align=_RIGHT)
        for run in range(1, self._runs + 1):
            self._words(str(run), self._at(run, 0).x() - 20, _AREA.bottom() + 6, 40, align=_CENTRE)
        self._words("run", _AREA.left(), _AREA.bottom() + 26, _AREA.width(), align=_CENTRE)

    def _curve(self, curve: Curve, colour: str) -> None:
        places = [self._at(run, questions) for run, questions in enumerate(curve.questions, 1)]
        self._pen(colour, 2.6)
        self._painter.drawPolyline(QPolygonF(places))
        for place, corrections in zip(places, curve.corrections, strict=True):
            self._point(place, colour, corrections)

    def _point(self, place: QPointF, colour: str, corrections: int) -> None:
        """A full dot; with a ring and the number where something had to be corrected."""
        self._painter.setBrush(QColor(colour))
        self._painter.drawEllipse(place, 4, 4)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        if corrections:
            self._painter.drawEllipse(place, 8, 8)
            self._words(str(corrections), place.x() - 33, place.y() - 24, 24, align=_RIGHT, colour=colour, bold=True)
            self._pen(colour, 2.6)

    def _legend(self) -> None:
        top, left = 40.0, 16.0
        for curve, colour in zip(reversed(self._curves), reversed(_COLOURS), strict=True):
            self._pen(colour, 2.6)
            self._painter.drawLine(QPointF(left, top + 9), QPointF(left + 26, top + 9))
            corrections = sum(curve.corrections)
            words = f"{curve.name}: {sum(curve.questions)} questions, {corrections} corrections"
            self._words(words, left + 34, top, 260)
            left += 290
        self._pen(_INK, 1.4)
        self._painter.drawEllipse(QPointF(left + 10, top + 9), 7, 7)
        self._words("so many corrections in this run", left + 26, top, 260)

    def _pen(self, colour: str, wide: float) -> None:
        self._painter.setPen(QPen(QColor(colour), wide))

    def _words(
        self,
        words: str,
        x: float,
        y: float,
        wide: float,
        points: int = 10,
        bold: bool = False,
        align: Qt.AlignmentFlag = _LEFT,
        colour: str = _INK,
    ) -> None:
        font = QFont("sans-serif", points)
        font.setBold(bold)
        self._painter.setFont(font)
        self._pen(colour, 1)
        self._painter.drawText(QRectF(x, y, wide, 22), align | Qt.AlignmentFlag.AlignVCenter, words)

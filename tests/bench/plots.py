"""Small plots as SVG: both axes logarithmic, colours that can be read on white and on black."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPainter, QPen, QPolygonF
from PySide6.QtSvg import QSvgGenerator

from tests.bench.growth_points import Line, Plot

_SIZE, _AREA = QSize(760, 400), QRectF(74, 44, 400, 290)
_INK, _GOAL = "#7c7c7c", "#e5484d"
_COLOURS = ("#3b82f6", "#d97706", "#16a34a", "#a855f7", "#0d9488", "#db2777")
_STEPS = (1, 2, 5)


def draw(plot: Plot, folder: Path) -> Path:
    """Write the plot as NAME.svg and return its path."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication.instance() or QGuiApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{plot.name}.svg"
    image = QSvgGenerator()
    image.setFileName(str(file))
    image.setSize(_SIZE)
    image.setViewBox(QRectF(0, 0, _SIZE.width(), _SIZE.height()))
    image.setTitle(plot.title)
    painter = QPainter(image)
    _Sheet(painter, plot).paint()
    painter.end()
    del application
    return file


@dataclass(frozen=True)
class _Axis:
    """From values to places, by their logarithms."""

    least: float
    most: float
    begin: float
    end: float

    def at(self, value: float) -> float:
        share = (math.log(value) - math.log(self.least)) / (math.log(self.most) - math.log(self.least))
        return self.begin + share * (self.end - self.begin)

    def ticks(self) -> list[float]:
        """1, 2 and 5 in each decade; of long axes only the decades."""
        lowest, highest = math.floor(math.log10(self.least)), math.ceil(math.log10(self.most))
        steps = _STEPS if highest - lowest <= 3 else (1,)
        every = [step * 10.0**power for power in range(lowest, highest + 1) for step in steps]
        return [tick for tick in every if self.least * 0.999 <= tick <= self.most * 1.001]


class _Sheet:
    """One plot on its painter."""

    def __init__(self, painter: QPainter, plot: Plot) -> None:
        self._painter = painter
        self._plot = plot
        xs = [x for line in plot.lines for x, _ in line.points]
        ys = [y for line in plot.lines for _, y in line.points] + ([plot.goal] if plot.goal else [])
        self._x = _Axis(min(xs) / 1.15, max(xs) * 1.15, _AREA.left(), _AREA.right())
        self._y = _Axis(min(ys) / 1.4, max(ys) * 1.4, _AREA.bottom(), _AREA.top())

    def paint(self) -> None:
        """Everything."""
        self._frame()
        self._grid()
        for number, line in enumerate(self._plot.lines):
            self._line(line, _COLOURS[number % len(_COLOURS)], number)
        if self._plot.goal is not None:
            height = self._y.at(self._plot.goal)
            self._pen(_GOAL, 1.4, Qt.PenStyle.DashLine)
            self._painter.drawLine(QPointF(_AREA.left(), height), QPointF(_AREA.right(), height))
            self._words(f"goal {self._plot.goal:g}", _AREA.right() + 10, height - 9, 120, _GOAL)

    def _frame(self) -> None:
        self._words(self._plot.title, _AREA.left(), 12, 660, _INK, 11, bold=True)
        self._words(self._plot.x, _AREA.left(), _AREA.bottom() + 30, _AREA.width(), _INK, align=_CENTRE)
        self._painter.save()
        self._painter.translate(10, _AREA.bottom())
        self._painter.rotate(-90)
        self._words(self._plot.y, 0, 0, _AREA.height(), _INK, align=_CENTRE)
        self._painter.restore()

    def _grid(self) -> None:
        self._pen(_INK, 0.4)
        for x in self._x.ticks():
            self._painter.drawLine(QPointF(self._x.at(x), _AREA.top()), QPointF(self._x.at(x), _AREA.bottom()))
        for y in self._y.ticks():
            self._painter.drawLine(QPointF(_AREA.left(), self._y.at(y)), QPointF(_AREA.right(), self._y.at(y)))
        for x in self._x.ticks():
            self._words(f"{x:g}", self._x.at(x) - 40, _AREA.bottom() + 8, 80, _INK, align=_CENTRE)
        for y in self._y.ticks():
            self._words(f"{y:g}", _AREA.left() - 66, self._y.at(y) - 9, 58, _INK, align=_RIGHT)

    def _line(self, line: Line, colour: str, number: int) -> None:
        places = [QPointF(self._x.at(x), self._y.at(y)) for x, y in line.points]
        self._pen(colour, 2)
        self._painter.drawPolyline(QPolygonF(places))
        self._painter.setBrush(QColor(colour))
        key = QPointF(_AREA.right() + 18, _AREA.top() + 14 + 26 * number)
        for place in (*places, key):
            self._painter.drawEllipse(place, 3, 3)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._words(line.name, key.x() + 10, key.y() - 9, 250, _INK)

    def _pen(self, colour: str, wide: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> None:
        self._painter.setPen(QPen(QColor(colour), wide, style))

    def _words(
        self,
        words: str,
        x: float,
        y: float,
        wide: float,
        colour: str,
        points: int = 9,
        bold: bool = False,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        font = QFont("sans-serif", points)
        font.setBold(bold)
        self._painter.setFont(font)
        self._pen(colour, 1)
        self._painter.drawText(QRectF(x, y, wide, 18), align | Qt.AlignmentFlag.AlignVCenter, words)


_CENTRE, _RIGHT = Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight

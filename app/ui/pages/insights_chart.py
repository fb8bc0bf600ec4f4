"""One calm chart: lines, points and bands in the palette's colours, axes with units. Draws with pyqtgraph.

This module is imported when Insights is shown for the first time, and not before.
"""

from __future__ import annotations

from datetime import UTC, datetime

import numpy
import pyqtgraph
from PySide6.QtCore import QPointF, Qt, Slot
from PySide6.QtGui import QColor, QFont, QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.pages.insights_plans import Line, Plan
from app.ui.theme import Theme

HEIGHT = 190
_POINTS = 8.5
_DAY = 86400.0


class _Days(pyqtgraph.DateAxisItem):
    """Days as 22 Nov, or Nov 2026 where many are shown; in UTC, as they are counted."""

    def __init__(self) -> None:
        super().__init__(orientation="bottom", utcOffset=0)

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        """The labels."""
        form = "%-d %b" if spacing < 25 * _DAY else "%b %Y"
        return [datetime.fromtimestamp(value, UTC).strftime(form) for value in values if value > 0]

    def tickSpacing(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, float]]:
        """Whole days only."""
        room = max(2.0, size / 80)
        days = max(1.0, (maxVal - minVal) / _DAY / room)
        return [(next((each for each in (1, 2, 7, 14, 30, 91, 182, 365) if each >= days), 730) * _DAY, 0)]


class _Shares(pyqtgraph.AxisItem):
    """0 to 1 as per cent."""

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        """The labels."""
        digits = 0 if spacing >= 0.01 else 1
        return [f"{100 * value:.{digits}f} %" for value in values]


class Chart(QWidget):
    """Shows one plan; the pointer over a point tells it in words. No dragging, no menus."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._plan: Plan | None = None
        self._plot: pyqtgraph.PlotWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.setFixedHeight(HEIGHT)
        theme.changed.connect(self._draw)

    def show_plan(self, plan: Plan) -> None:
        """Draw this instead."""
        self._plan = plan
        self.setAccessibleName(plan.y_label)
        self.setAccessibleDescription(plan.words)
        self._draw()

    def image(self) -> QImage:
        """The chart as it looks now, on its ground."""
        return self.grab().toImage()

    @Slot()
    def _draw(self) -> None:
        if self._plan is None:
            return
        if self._plot is not None:
            self._column.removeWidget(self._plot)
            self._plot.hide()
            self._plot.close()
            self._plot.deleteLater()
        self._plot = self._made(self._plan)
        self._column.addWidget(self._plot)

    def _made(self, plan: Plan) -> pyqtgraph.PlotWidget:
        colour = self._theme.palette.colour
        axes = {"left": _Shares("left") if plan.percent else pyqtgraph.AxisItem("left")}
        axes["bottom"] = _Days() if plan.dates else _Shares("bottom")
        plot = pyqtgraph.PlotWidget(self, background=colour("surface"), axisItems=axes)
        plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        plot.setMouseEnabled(False, False)
        plot.setMenuEnabled(False)
        plot.hideButtons()
        plot.setFrameShape(plot.Shape.NoFrame)
        self._dress(plot, plan)
        for line in plan.lines:
            self._add(plot, line)
        _frame(plot, plan)
        plot.scene().sigMouseMoved.connect(self._tell)
        return plot

    def _dress(self, plot: pyqtgraph.PlotWidget, plan: Plan) -> None:
        colour, font = self._theme.palette.colour, QFont(self.font())
        font.setPointSizeF(_POINTS)
        words = {"left": plan.y_label, "bottom": plan.x_label}
        for side in ("left", "bottom"):
            axis = plot.getAxis(side)
            axis.setStyle(tickFont=font, tickLength=-4)
            axis.setPen(pyqtgraph.mkPen(colour("line")))
            axis.setTextPen(pyqtgraph.mkPen(colour("muted")))
            axis.enableAutoSIPrefix(False)
            axis.setLabel(words[side], color=colour("muted").name(), **{"font-size": f"{_POINTS}pt"})
        plot.showGrid(x=False, y=True, alpha=0.25)

    def _add(self, plot: pyqtgraph.PlotWidget, line: Line) -> None:
        ink = self._theme.palette.colour(line.colour)
        if line.low and line.bars:
            self._bars(plot, line, ink)
        elif line.low:
            self._band(plot, line, ink)
        style = Qt.PenStyle.DashLine if line.dashed else Qt.PenStyle.SolidLine
        pen = None if line.dots else pyqtgraph.mkPen(ink, width=2, style=style)
        few = len(line.x) <= 40
        options = {"symbol": "o", "symbolSize": 5, "symbolBrush": ink, "symbolPen": None} if line.dots or few else {}
        plot.plot(list(line.x), list(line.y), pen=pen, antialias=True, **options)

    @staticmethod
    def _bars(plot: pyqtgraph.PlotWidget, line: Line, ink: QColor) -> None:
        soft = QColor(ink)
        soft.setAlphaF(0.45)
        x, y, low, high = (numpy.array(each, dtype=float) for each in (line.x, line.y, line.low, line.high))
        pen = pyqtgraph.mkPen(soft, width=4)
        plot.addItem(pyqtgraph.ErrorBarItem(x=x, y=y, bottom=y - low, top=high - y, pen=pen))

    @staticmethod
    def _band(plot: pyqtgraph.PlotWidget, line: Line, ink: QColor) -> None:
        soft = QColor(ink)
        soft.setAlphaF(0.16)
        edges = [pyqtgraph.PlotCurveItem(list(line.x), list(edge)) for edge in (line.low, line.high)]
        plot.addItem(pyqtgraph.FillBetweenItem(*edges, brush=soft))

    @Slot(object)
    def _tell(self, where: QPointF) -> None:
        """The nearest point under the pointer, in words."""
        plot, plan = self._plot, self._plan
        if plot is None or plan is None:
            return
        view = plot.getViewBox()
        near: list[tuple[float, str]] = []
        for line in plan.lines:
            for x, y, words in zip(line.x, line.y, line.told, strict=False):
                spot = view.mapViewToScene(QPointF(x, y))
                near.append((abs(spot.x() - where.x()) + abs(spot.y() - where.y()), words))
        distance, words = min(near, default=(1e9, ""))
        plot.setToolTip(words if distance < 24 else "")


def _frame(plot: pyqtgraph.PlotWidget, plan: Plan) -> None:
    """From zero, with room above; one day alone stands in the middle."""
    ys = [y for line in plan.lines for y in (*line.y, *line.high)]
    xs = [x for line in plan.lines for x in line.x]
    bottom = min(ys, default=0.0) if plan.bottom is None else plan.bottom
    top = max(max(ys, default=1.0), plan.top if plan.top is not None else 0.0)
    plot.setYRange(bottom, top if top > bottom else bottom + 1, padding=0.06)
    if plan.dates and xs and max(xs) - min(xs) < 2 * _DAY:
        plot.setXRange(min(xs) - _DAY, max(xs) + _DAY, padding=0)
    elif not plan.dates:
        plot.setXRange(0.0, 1.0, padding=0.03)

"""The line on top of Insights: which workflow, which days."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta

from PySide6.QtCore import QDate, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QComboBox, QDateEdit, QHBoxLayout, QWidget

from app.model.insights import Names, Wanted
from app.ui.buttons import button, labelled

PRESETS = (7, 30, 90, 0)


def today() -> date:
    """The day it is, in UTC as the days are counted."""
    return datetime.now(UTC).date()


class InsightsFilter(QWidget):
    """`changed` when something else is wanted; the buttons set both days, the days unset the buttons."""

    changed = Signal()

    def __init__(self, now: Callable[[], date] = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._first = now() - timedelta(days=365)
        self._quiet = False
        self.workflow = QComboBox()
        self.workflow.setAccessibleName(self.tr("Workflow"))
        self.workflow.setToolTip(self.tr("Which workflow is shown"))
        self.workflow.setMinimumWidth(190)
        self.workflow.addItem(self.tr("All workflows"), None)
        self.presets = QButtonGroup(self)
        self.since = self._day(self.tr("From"))
        self.until = self._day(self.tr("Until"))
        self._lay_out()
        self._set(0)
        self.workflow.currentIndexChanged.connect(self._say)
        self.since.dateChanged.connect(self._own_days)
        self.until.dateChanged.connect(self._own_days)
        self.presets.idClicked.connect(self._preset)

    def _lay_out(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(self.workflow)
        line.addSpacing(8)
        for days in PRESETS:
            line.addWidget(self._choice(days))
        line.addSpacing(8)
        line.addWidget(labelled(self.tr("From"), "muted"))
        line.addWidget(self.since)
        line.addWidget(labelled(self.tr("until"), "muted"))
        line.addWidget(self.until)
        line.addStretch(1)

    def _choice(self, days: int) -> QWidget:
        label = self.tr("{n} days").format(n=days) if days else self.tr("All")
        tip = self.tr("The last {n} days").format(n=days) if days else self.tr("Everything that was recorded")
        made = button(label, "choice", tip, tip)
        made.setCheckable(True)
        self.presets.addButton(made, days)
        return made

    def _day(self, name: str) -> QDateEdit:
        made = QDateEdit()
        made.setCalendarPopup(True)
        made.setDisplayFormat("yyyy-MM-dd")
        made.setAccessibleName(name)
        made.setToolTip(self.tr("{name} this day, included (days in UTC)").format(name=name))
        return made

    @property
    def wanted(self) -> Wanted:
        """What is chosen now; days in the wrong order are put right."""
        workflow = self.workflow.currentData()
        if self.presets.checkedId() == 0:
            return Wanted(workflow)
        days = sorted((_date(self.since.date()), _date(self.until.date())))
        return Wanted(workflow, *days)

    def show_names(self, names: Sequence[Names]) -> None:
        """These workflows can be chosen; the chosen one stays."""
        there = [self.workflow.itemData(row) for row in range(1, self.workflow.count())]
        if there == [each.workflow_id for each in names]:
            return
        chosen, self._quiet = self.workflow.currentData(), True
        while self.workflow.count() > 1:
            self.workflow.removeItem(1)
        for each in names:
            self.workflow.addItem(each.name, each.workflow_id)
        self.workflow.setCurrentIndex(max(0, self.workflow.findData(chosen)))
        self._quiet = False

    def show_days(self, first: date | None) -> None:
        """While everything is shown, the days say since when there is something."""
        if first is not None:
            self._first = first
        if self.presets.checkedId() == 0:
            self._set(0)

    @Slot(int)
    def _preset(self, days: int) -> None:
        self._set(days)
        self._say()

    def _set(self, days: int) -> None:
        """Both days as this button means them."""
        self._quiet = True
        last = self._now()
        first = last - timedelta(days=days - 1) if days else self._first
        self.since.setDate(QDate(first.year, first.month, first.day))
        self.until.setDate(QDate(last.year, last.month, last.day))
        self.presets.button(days).setChecked(True)
        self._quiet = False

    @Slot()
    def _own_days(self) -> None:
        if self._quiet:
            return
        self.presets.setExclusive(False)
        for made in self.presets.buttons():
            made.setChecked(False)
        self.presets.setExclusive(True)
        self._say()

    @Slot()
    def _say(self) -> None:
        if not self._quiet:
            self.changed.emit()


def _date(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())

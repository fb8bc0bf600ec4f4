"""The main window: tool bar, places, banner, status line. It shows and forwards; others decide."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from app.model.modes import RunMode
from app.settings import Settings
from app.ui.banner import Banner
from app.ui.drift_card import DriftStrip
from app.ui.icons import application_icon
from app.ui.looks import mode_look
from app.ui.pages.coach import CoachPage
from app.ui.pages.history import HistoryPage
from app.ui.pages.insights import InsightsPage
from app.ui.pages.learned_sections import learned_page
from app.ui.pages.settings import SettingsPage
from app.ui.pages.step_edits import StepEdits
from app.ui.pages.steps import StepsPage
from app.ui.parts import Parts
from app.ui.places import Places
from app.ui.status_line import StatusLine
from app.ui.tool_bar import ToolBar

COACH, STEPS, LEARNED, HISTORY, INSIGHTS, SETTINGS = range(6)
SIZE = (1320, 840)
END_WITHIN_MS = 3000


class MainWindow(QMainWindow):
    """`closed` when the person closed it and no run is open any more."""

    closed = Signal()
    place_shown = Signal(int)

    def __init__(self, parts: Parts, settings: Settings) -> None:
        super().__init__()
        self._parts = parts
        self._closing = False
        self._minimised_by_us = False
        self.setWindowTitle("Understudy")
        self.setWindowIcon(application_icon())
        room = QGuiApplication.primaryScreen().availableGeometry()
        self.resize(min(SIZE[0], room.width() - 40), min(SIZE[1], room.height() - 60))
        self.setMinimumSize(980, 600)
        self.edits = StepEdits(parts.queries, parts.services.library, self)
        self.tool_bar = ToolBar(parts.theme, settings.keys)
        self.banner = Banner()
        self.drift = DriftStrip(parts.theme, parts.pictures)
        self.status = StatusLine()
        self.coach = CoachPage(parts.theme, settings.keys, parts.pictures, parts.screens)
        self.steps = StepsPage(parts.theme, self.edits, parts.pictures, parts.pointing)
        self.learned = learned_page(parts)
        self.history = HistoryPage(
            parts.theme,
            parts.queries,
            parts.services.history,
            parts.services.library,
            parts.services.feedback,
            parts.pictures,
        )
        services = parts.services
        self.insights = InsightsPage(parts.theme, parts.queries, services.insights, services.feedback.stats)
        self.settings_page = SettingsPage(
            parts.queries, services.settings, services.hot_keys, services.folders, settings
        )
        self._lay_out()
        self._give_up = QTimer(self)
        self._give_up.setSingleShot(True)
        self._give_up.setInterval(END_WITHIN_MS)
        self._give_up.timeout.connect(self._end)
        self.show_place(COACH)
        self.tool_bar.run_button.setFocus()

    def _lay_out(self) -> None:
        names = (
            ("coach", self.tr("Coach")),
            ("steps", self.tr("Steps")),
            ("learned", self.tr("Learned")),
            ("history", self.tr("History")),
            ("insights", self.tr("Insights")),
            ("settings", self.tr("Settings")),
        )
        self.places = Places(self._parts.theme, names)
        self.places.chosen.connect(self.show_place)
        self._pages = QStackedWidget()
        for page in (self.coach, self.steps, self.learned, self.history, self.insights, self.settings_page):
            self._pages.addWidget(page)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.banner)
        right.addWidget(self.drift)
        right.addWidget(self._pages, 1)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.places)
        middle.addLayout(right, 1)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tool_bar)
        column.addLayout(middle, 1)
        column.addWidget(self.status)
        self.setCentralWidget(whole)

    @Slot(int)
    def show_place(self, number: int) -> None:
        """Go there; what it shows is read anew."""
        self._pages.setCurrentIndex(number)
        self.places.show_place(number)
        self.place_shown.emit(number)

    @property
    def place(self) -> int:
        """The place shown."""
        return self._pages.currentIndex()

    def show_mode(self, mode: RunMode | None) -> None:
        """The title says the mode while a run is open."""
        self.setWindowTitle(f"Understudy: {mode_look(mode).name}" if mode else "Understudy")

    # --- out of the way

    def step_aside(self) -> None:
        """Minimise if it covers the window that the person works in; asked on the worker."""
        if not self.isVisible() or self.isMinimized():
            return
        own, handle = self._parts.services.own_windows, int(self.winId())
        self._parts.queries.ask(self, lambda: own.covers(handle), self._aside_if, self._parts_failed)

    def minimise(self) -> None:
        """Out of the way until `come_back`."""
        if self.isVisible() and not self.isMinimized():
            self._minimised_by_us = True
            self.showMinimized()

    @Slot()
    def come_back(self) -> None:
        """Back, if it went away by itself."""
        if self._minimised_by_us:
            self._minimised_by_us = False
            self.showNormal()

    def _aside_if(self, covers: bool) -> None:
        if covers:
            self.minimise()

    def _parts_failed(self, _: object) -> None:
        """Whether it covers something could not be found out: stay, the person can move it."""

    # --- the end

    def closeEvent(self, event: QCloseEvent) -> None:
        """With a run open: stop it, wait for its end off the event loop's back, then close."""
        if self._closing or not self._parts.bridge.running:
            self._closing = True
            event.accept()
            self.closed.emit()
            return
        event.ignore()
        self.banner.say("info", self.tr("Stopping the run, then closing…"))
        self._parts.bridge.stop()
        self._give_up.start()
        self._parts.bridge.state_changed.connect(self._state_while_closing)

    @Slot(object)
    def _state_while_closing(self, _: object) -> None:
        if not self._parts.bridge.running:
            self._end()

    @Slot()
    def _end(self) -> None:
        if not self._closing:
            self._closing = True
            self._give_up.stop()
            self.close()

"""The Coach place: library, live picture, filmstrip, suggestion."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedLayout, QVBoxLayout, QWidget

from app.model.coaching import LibraryItem
from app.model.news import Looked, StepFinished, StepStarted
from app.model.suggestion import Question
from app.model.workflow import Step, Workflow
from app.settings import Keys
from app.ui.buttons import button, labelled
from app.ui.icons import application_icon
from app.ui.looks import result_look
from app.ui.pages.filmstrip import Filmstrip
from app.ui.pages.library_list import LibraryList
from app.ui.pages.live_view import LiveView
from app.ui.pages.suggestion_panel import SuggestionPanel
from app.ui.screen_word import ScreenWord
from app.ui.step_pictures import StepPictures
from app.ui.theme import Theme
from app.ui.words import short_step_words

SIGN = 64


class CoachPage(QWidget):
    """Shows what the engine tells; what the person wants goes out as signals."""

    chosen = Signal(str)
    run_from = Signal(str)
    practise = Signal()
    record = Signal()

    def __init__(
        self, theme: Theme, keys: Keys, pictures: StepPictures, screens: ScreenWord, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._pictures = pictures
        self._workflow: Workflow | None = None
        self.library = LibraryList(theme)
        self.live = LiveView(theme, screens)
        self.filmstrip = Filmstrip(theme)
        self.panel = SuggestionPanel(theme, keys)
        self.library.chosen.connect(self.chosen)
        self.filmstrip.run_from.connect(self._run_from)
        self._lay_out()

    def _lay_out(self) -> None:
        self._stage = QStackedLayout()
        self._stage.addWidget(self._welcome())
        self._stage.addWidget(self._idle())
        self._stage.addWidget(self.live)
        frame = QVBoxLayout()
        frame.setContentsMargins(12, 12, 12, 12)
        frame.addLayout(self._stage)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addLayout(frame, 1)
        middle.addWidget(self.filmstrip)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.library)
        line.addLayout(middle, 1)
        line.addWidget(self.panel)

    def _welcome(self) -> QWidget:
        title = labelled(self.tr("Show the robot a task once, then coach it."), "heading", wrap=True)
        title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words = self.tr("It suggests each next step on your screen, and you decide. Try it on the practice invoices.")
        practise = button(self.tr("Practise (2 minutes)"), "primary", name=self.tr("Practise"))
        practise.setToolTip(self.tr("Opens the practice program and its workflow"))
        practise.clicked.connect(self.practise)
        own = button(self.tr("Record my own task"), tip=self.tr("Record my own task (Ctrl+R)"))
        own.clicked.connect(self.record)
        return _centred(title, words, practise, own)

    def _idle(self) -> QWidget:
        title = labelled(self.tr("Ready"), "heading")
        title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words = self.tr("Press Run, and what the robot sees appears here.")
        practise = button(self.tr("Open the practice program"))
        practise.clicked.connect(self.practise)
        return _centred(title, words, practise)

    # --- library and workflow

    def show_items(self, items: tuple[LibraryItem, ...], current: str) -> None:
        """The library; without any workflow the welcome with its two buttons."""
        self.library.show_items(items, current)
        empty = not items
        self.filmstrip.setVisible(not empty)
        self.library.setVisible(not empty)
        self.panel.setVisible(not empty)
        if self._stage.currentWidget() is not self.live:
            self._stage.setCurrentIndex(0 if empty else 1)

    def show_workflow(self, workflow: Workflow | None) -> None:
        """The chosen workflow's steps in the filmstrip."""
        self._workflow = workflow
        steps = workflow.steps if workflow else ()
        self.filmstrip.show_steps([short_step_words(step) for step in steps])
        for card, step in zip(self.filmstrip.cards, steps, strict=True):
            if workflow is not None:
                self._pictures.show(card, workflow.id, step, card.show_picture)

    def step(self, number: int) -> Step | None:
        """The step with this number, counted from 1."""
        steps = self._workflow.steps if self._workflow else ()
        return steps[number - 1] if 1 <= number <= len(steps) else None

    # --- the run

    def begin_run(self) -> None:
        """A new run: no results yet, the picture comes with the first look."""
        self.filmstrip.clear_results()
        self.live.clear()
        self._stage.setCurrentWidget(self.live)

    @Slot()
    def end_run(self) -> None:
        """The last picture stays; nothing is suggested any more."""
        self.filmstrip.show_current(None)
        self.panel.show_question(None, None)
        self.live.show_question(None)

    @Slot(Looked)
    def show_look(self, look: Looked) -> None:
        """The newest picture."""
        self.live.show_look(look)

    def show_question(self, question: Question | None, look: Looked | None) -> None:
        """What is asked now."""
        self.panel.show_question(question, look)
        self.live.show_question(question)

    @Slot(StepStarted)
    def show_started(self, news: StepStarted) -> None:
        """The step the run is at."""
        self.filmstrip.show_current(news.number)

    @Slot(StepFinished)
    def show_finished(self, news: StepFinished) -> None:
        """How it went."""
        card = self.filmstrip.card(news.number)
        if card is not None:
            card.show_result(result_look(news.status, news.decision, news.by_hand))

    @Slot(int)
    def _run_from(self, number: int) -> None:
        step = self.step(number)
        if step is not None:
            self.run_from.emit(step.id)


def _centred(title: QWidget, words: str, *buttons: QWidget) -> QWidget:
    """A calm empty state: one sentence and a button or two."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.addStretch(2)
    sign = QLabel()
    sign.setPixmap(application_icon().pixmap(SIGN, SIGN))
    sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
    column.addWidget(sign)
    column.addSpacing(10)
    column.addWidget(title)
    text = labelled(words, "muted", wrap=True)
    text.setAlignment(Qt.AlignmentFlag.AlignCenter)
    column.addWidget(text)
    column.addSpacing(14)
    line = QHBoxLayout()
    line.addStretch(1)
    for made in buttons:
        line.addWidget(made)
    line.addStretch(1)
    column.addLayout(line)
    column.addStretch(3)
    return page

"""Chooses the card's page for a question, places the card and holds its keys while it is up."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape
from time import monotonic

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QCursor, QImage

from app.model.decision import Keep
from app.model.geometry import Box
from app.model.modes import RunMode
from app.model.news import Looked, StateChanged
from app.model.suggestion import Question
from app.model.target import Picture
from app.settings import Keys
from app.ui.card_page import CardPage
from app.ui.card_pages import first_page, panel_for
from app.ui.coach_card import CoachCard
from app.ui.correct_panel import CorrectPanel
from app.ui.geometry import ScreenSpec, screen_of, screen_under, screens_now
from app.ui.grabs import Grabs
from app.ui.pixels import crop_image
from app.ui.plain_page import PausedPage
from app.ui.question_page import QuestionPage
from app.ui.repair_card import RepairPage
from app.ui.screen_line import ScreenLine
from app.ui.screen_word import ScreenWord
from app.ui.theme import Theme
from app.ui.wishes import Wish
from app.ui.words import key_word, question_words

LAYER = "card"
AROUND = 40

# Reads the picture that was learned and hands it to the callback, later, on the main thread.
ShowLearned = Callable[[QObject, Picture, Callable[[QImage], object]], object]


class CardDesk(QObject):
    """The card as the coaching sees it."""

    answered = Signal(object)
    wished = Signal(object)

    def __init__(
        self,
        theme: Theme,
        grabs: Grabs,
        keys: Keys,
        learned: ShowLearned,
        screens: ScreenWord,
        parent: QObject | None = None,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._grabs = grabs
        self._keys = keys
        self._learned = learned
        self._question: Question | None = None
        self._look: Looked | None = None
        self._paused = False
        self.card = CoachCard(theme, ScreenLine(screens), clock)
        self.card.answered.connect(self.answered)
        self.card.wished.connect(self.wished)

    @property
    def stop_key(self) -> str:
        """The first stop key as it is written."""
        return key_word(self._keys.stop)

    def use_keys(self, keys: Keys) -> None:
        """Other keys, from the next question on."""
        self._keys = keys

    @property
    def keep(self) -> Keep:
        """How long a correction typed now lasts: the choice of the correct panel."""
        page = self.card.page
        return page.keep if isinstance(page, CorrectPanel) else Keep.ALWAYS

    def open(self, question: Question, look: Looked | None) -> None:
        """Show the question beside its target and take the keys."""
        self._question, self._look, self._paused = question, look, False
        place = self.tr("STEP {number} OF {total} · {workflow}")
        head = place.format(number=question.number, total=question.total, workflow=question.workflow.upper())
        words = question_words(question, self._theme.palette.accent, short=True)
        short = words != escape(question.sentence)
        where = self.tr("in “{window}”").format(window=question.window) if question.window and short else ""
        self.card.show_head(head, words, question.mode, question.deadline, where)
        self._turn_to(self._first_page(question))

    def open_paused(self, pause: StateChanged, mode: RunMode) -> None:
        """Say that the run waits; no keys are taken."""
        self._question, self._paused = None, True
        title = self.tr("You have control") if pause.taken_over else self.tr("Paused")
        go_on = self.tr("Hand back") if pause.taken_over else self.tr("Go on")
        self.card.show_head(self.tr("THE RUN WAITS FOR YOU"), escape(title), mode, None)
        self._turn_to(PausedPage("" if pause.taken_over else pause.reason, go_on, self._keys))

    @Slot(str)
    def say(self, words: str) -> None:
        """A line on the card, while it is up."""
        if self.card.isVisible():
            self.card.say(words)

    def turn(self, wish: Wish) -> None:
        """Open the correct or reject panel in place, or go back."""
        question = self._question
        if question is not None:
            self._turn_to(panel_for(wish, question, self._keys) or self._first_page(question))

    def hide(self) -> bool:
        """Off the screen, the question stays; says whether it was there."""
        was_there = self.card.isVisible()
        self.card.hide()
        self.release_keys()
        return was_there

    def close(self) -> None:
        """The question is no longer open."""
        self._question, self._paused = None, False
        self.hide()

    def close_paused(self) -> None:
        """The run goes on."""
        if self._paused:
            self.close()

    def release_keys(self) -> None:
        """Give the keys back to the programs."""
        self._grabs.give_back(LAYER)

    def _first_page(self, question: Question) -> CardPage:
        return first_page(question, self._keys, self._question_page, self._repair_page)

    def _question_page(self, question: Question) -> QuestionPage:
        return QuestionPage(question, self._keys, self._theme)

    def _repair_page(self, question: Question) -> RepairPage:
        page = RepairPage(question, self._keys, self._theme)
        if question.look_for is not None:
            box = question.look_for.box
            self._learned(page, question.look_for, lambda image: page.looked_for.show_picture(image, (("", box),)))
        image, boxes = _here_now(question, self._look)
        page.here_now.show_picture(image, boxes, "correct")
        return page

    def _turn_to(self, page: CardPage) -> None:
        self.card.show_page(page)
        self._take_keys(page)
        question = self._question
        match = question.suggestion.match if question and question.suggestion else None
        avoid = (question.avoid or (match.box if match else None)) if question else None
        found = question.finding.candidates if question and question.finding else ()
        others = tuple(candidate.box for candidate in found[:3] if candidate.box != avoid)
        window = question.around if question else None
        self.card.present(avoid, others, None if avoid else self._screen(others), window)

    def _take_keys(self, page: CardPage) -> None:
        self.release_keys()
        if not page.presses:
            return
        keys = {key: partial(self.card.press, name) for name, key in self._named(page)}
        page.show_refused_keys(self._grabs.take(LAYER, keys))

    def _named(self, page: CardPage) -> list[tuple[str, str]]:
        return [(name, str(getattr(self._keys, name))) for name in page.presses]

    def _screen(self, boxes: tuple[Box, ...]) -> ScreenSpec:
        screens = screens_now()
        if boxes:
            return screen_of(boxes[0].center, screens)
        return screen_under(QCursor.pos(), screens)


def _here_now(question: Question, look: Looked | None) -> tuple[QImage, tuple[tuple[str, Box], ...]]:
    """The part of the newest picture that holds the candidates, with their numbers."""
    found = question.finding.candidates[:3] if question.finding else ()
    if look is None or not found:
        return QImage(), ()
    area = found[0].box
    for candidate in found[1:]:
        area = area.union(candidate.box)
    part = area.grown(AROUND).common(look.frame.region)
    if part is None:
        return QImage(), ()
    boxes = tuple((str(number), c.box.relative_to(part.origin)) for number, c in enumerate(found, start=1))
    return crop_image(look.frame, part), boxes

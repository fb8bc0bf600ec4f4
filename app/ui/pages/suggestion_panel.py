"""What is suggested and why: crop, score against its limit, evidence line by line, the five decisions, trust."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from app.model.decision import Note
from app.model.news import Looked
from app.model.suggestion import Question, QuestionKind
from app.settings import Keys
from app.ui.buttons import labelled
from app.ui.card_page import CardPage
from app.ui.card_pages import first_page, panel_for
from app.ui.meters import ScoreBar
from app.ui.pages.evidence_list import EvidenceList
from app.ui.pixels import crop_image
from app.ui.question_page import Decisions
from app.ui.repair_card import PictureBox, RepairButtons
from app.ui.scrolling import scrolling
from app.ui.theme import Theme
from app.ui.wishes import Wish
from app.ui.words import question_words

AROUND = 26
WIDTH = 326


class SuggestionPanel(QFrame):
    """`answered` carries an Answer, `wished` a Wish, `noted` the comment and vouching for the next answer."""

    answered = Signal(object)
    wished = Signal(object)
    noted = Signal(object)

    def __init__(self, theme: Theme, keys: Keys, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "right")
        self.setFixedWidth(WIDTH)
        self._theme = theme
        self._keys = keys
        self._question: Question | None = None
        self._page: CardPage | None = None
        self._build()
        self.show_question(None, None)

    def _build(self) -> None:
        self._head = labelled("", "section")
        self._sentence = QLabel()
        self._sentence.setProperty("kind", "title")
        self._sentence.setTextFormat(Qt.TextFormat.RichText)
        self._sentence.setWordWrap(True)
        self._crop = PictureBox(self._theme, self.tr("No place on the screen belongs to this step"))
        self._limit = labelled("", "")
        self._score = labelled("", "strong")
        self._bar = ScoreBar(self._theme)
        self._evidence = EvidenceList()
        self._slot = QVBoxLayout()
        self._comment = QLineEdit()
        self._comment.setPlaceholderText(self.tr("Add a comment…"))
        self._comment.setAccessibleName(self.tr("Comment"))
        self._comment.setToolTip(self.tr("A comment that is kept with your decision"))
        self._vouch = QCheckBox(self.tr("It may do this step alone from now on"))
        self._vouch.setAccessibleName(self.tr("It may do this step alone from now on"))
        self._vouch.setToolTip(self.tr("You vouch for this step: in Automatic it will not ask"))
        self._trust = labelled("", "muted", wrap=True)
        self._comment.textChanged.connect(self._note)
        self._vouch.toggled.connect(self._note)
        self._lay_out()

    def _lay_out(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(14, 14, 14, 14)
        column.setSpacing(9)
        for widget in (self._head, self._sentence, self._crop, self._score_field(), self._evidence):
            column.addWidget(widget)
        column.addLayout(self._slot)
        column.addWidget(self._comment)
        column.addWidget(self._vouch)
        column.addStretch(1)
        column.addWidget(labelled(self.tr("TRUST IN THIS STEP"), "section"))
        column.addWidget(self._trust)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self._nothing())
        self._stack.addWidget(scrolling(inner))

    def _score_field(self) -> QWidget:
        line = QHBoxLayout()
        line.addWidget(self._limit, 1)
        line.addWidget(self._score)
        self._score_line = QWidget()
        column = QVBoxLayout(self._score_line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addLayout(line)
        column.addWidget(self._bar)
        return self._score_line

    def _nothing(self) -> QLabel:
        words = self.tr("Nothing is asked now. What the robot suggests appears here while a task runs.")
        empty = labelled(words, "muted", wrap=True)
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        empty.setContentsMargins(30, 0, 30, 0)
        return empty

    def use_keys(self, keys: Keys) -> None:
        """Other keys, from the next question on."""
        self._keys = keys

    def show_question(self, question: Question | None, look: Looked | None) -> None:
        """Show it, or that nothing is asked."""
        self._question = question
        self._stack.setCurrentIndex(0 if question is None else 1)
        if question is None:
            return
        asks = question.kind in (QuestionKind.AUDIT, QuestionKind.WHY)
        head = self.tr("STEP {number} OF {total} ASKS") if asks else self.tr("STEP {number} OF {total} SUGGESTS")
        self._head.setText(head.format(number=question.number, total=question.total))
        self._sentence.setText(question_words(question, self._theme.palette.accent))
        self._comment.clear()
        self._vouch.setChecked(False)
        self._show_place(question, look)
        self._evidence.show_question(question)
        self._trust.setText(question.trust or self.tr("Nothing was learned about it yet."))
        self._turn_to(self._first_page(question))

    @Slot(object)
    def turn(self, wish: Wish) -> None:
        """The correct or reject panel in place of the decisions, or back."""
        question = self._question
        if question is not None:
            self._turn_to(panel_for(wish, question, self._keys) or self._first_page(question))

    def _first_page(self, question: Question) -> CardPage:
        return first_page(
            question,
            self._keys,
            lambda asked: Decisions(asked, self._keys, narrow=True),
            lambda asked: RepairButtons(asked, self._keys),
        )

    def _turn_to(self, page: CardPage) -> None:
        if self._page is not None:
            self._slot.removeWidget(self._page)
            self._page.hide()
            self._page.deleteLater()
        self._page = page
        page.answered.connect(self.answered)
        page.wished.connect(self._wish)
        self._slot.addWidget(page)
        page.show()

    @Slot(object)
    def _wish(self, wish: Wish) -> None:
        if wish in (Wish.CORRECT, Wish.REJECT, Wish.BACK):
            self.turn(wish)
        else:
            self.wished.emit(wish)

    def _show_place(self, question: Question, look: Looked | None) -> None:
        match = question.suggestion.match if question.suggestion else None
        self._score_line.setVisible(match is not None)
        blind = question.kind is QuestionKind.AUDIT
        self._crop.setVisible(not blind and (question.suggestion is None or question.suggestion.action.needs_target))
        part = match.box.grown(AROUND).common(look.frame.region) if match and look else None
        if match is None or look is None or part is None or question.suggestion is None:
            self._crop.show_picture(QImage())
            return
        self._crop.show_picture(crop_image(look.frame, part), (("", match.box.relative_to(part.origin)),))
        limit = question.suggestion.limit
        self._limit.setText(self.tr("Score (asks below {limit})").format(limit=f"{limit:.2f}"))
        self._score.setText(f"{match.score:.2f}")
        self._bar.show_score(match.score, limit)

    @Slot()
    def _note(self) -> None:
        self.noted.emit(Note(self._comment.text().strip(), None, self._vouch.isChecked()))

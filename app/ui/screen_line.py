"""Where the recognised Screen is named: one click says that it is another one, another says which."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from app.ui.buttons import button, labelled
from app.ui.screen_word import ScreenName, ScreenWord

NEAREST = 3
"""So many of the other Screens stand on the card; the live picture offers all."""


class ScreenLine(QWidget):
    """On the coach card, which opens no menu: that would take the focus.

    `resized` when it needs other room; `ready` says whether it is up long enough for a click to be meant.
    """

    resized = Signal()

    def __init__(self, word: ScreenWord, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._word = word
        self._others: list[QPushButton] = []
        self._label = labelled("", "small", wrap=True)
        self.ready: Callable[[], bool] = lambda: True
        self.deny = _deny_button("link")
        self.deny.clicked.connect(lambda: self._meant(word.deny))
        self.after_all = _after_all_button()
        self.after_all.clicked.connect(lambda: self._meant(word.is_it))
        line = QHBoxLayout()
        line.addWidget(self._label, 1)
        line.addWidget(self.deny)
        line.addWidget(self.after_all)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addLayout(line)
        word.changed.connect(self._show)
        self._show()

    def _meant(self, say: Callable[[], object]) -> None:
        if self.ready():
            say()

    @Slot()
    def _show(self) -> None:
        word = self._word
        for old in self._others:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._others = self._offered() if word.denied else []
        for made in self._others:
            self._column.addWidget(made)
            made.show()
        self._label.setText(self._words())
        self.deny.setVisible(bool(word.name and not word.denied and not word.stranger))
        self.after_all.setVisible(bool(word.stranger))
        self.setVisible(bool(word.name or word.denied or word.stranger))
        self.resized.emit()

    def _words(self) -> str:
        word = self._word
        if word.stranger:
            return self.tr("You said that this is not “{screen}”.").format(screen=word.stranger)
        if not word.denied:
            return self.tr("Screen: {screen}").format(screen=word.name)
        asks = self.tr("Noted: this is not “{screen}”. Is it one of these?")
        denied = self.tr("Noted: this is not “{screen}”.")
        return (asks if self._others else denied).format(screen=word.denied)

    def _offered(self) -> list[QPushButton]:
        word, others = self._word, self._word.others[:NEAREST]
        if not others:
            return []
        made = [self._one(other) for other in others]
        none = button(self.tr("None of these"), "choice")
        none.clicked.connect(lambda: self._meant(word.leave))
        return [*made, none]

    def _one(self, other: ScreenName) -> QPushButton:
        made = button(other.words, "choice", self.tr("This is “{screen}”").format(screen=other.words))
        made.clicked.connect(lambda: self._meant(partial(self._word.is_rather, other.id)))
        return made


class ScreenTools(QWidget):
    """On the live picture, beside the name: the same with all other Screens in a menu. `resized` as above."""

    resized = Signal()

    def __init__(self, word: ScreenWord, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._word = word
        self.deny = _deny_button()
        self.deny.clicked.connect(word.deny)
        self.after_all = _after_all_button()
        self.after_all.clicked.connect(word.is_it)
        self.rather = button(self.tr("It is…"), "choice", self.tr("Say which Screen it is"))
        self._menu = QMenu(self.rather)
        self.rather.setMenu(self._menu)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        for made in (self.deny, self.after_all, self.rather):
            line.addWidget(made)
        word.changed.connect(self._show)
        self._show()

    @Slot()
    def _show(self) -> None:
        word = self._word
        self._menu.clear()
        others = word.others
        for other in others:
            self._menu.addAction(other.words).triggered.connect(partial(self._choose, other.id))
        if others:
            self._menu.addSeparator()
            self._menu.addAction(self.tr("None of these")).triggered.connect(word.leave)
        self.deny.setVisible(bool(word.name and not word.denied and not word.stranger))
        self.after_all.setVisible(bool(word.stranger))
        self.after_all.setText(self.tr("It is “{screen}”").format(screen=word.stranger))
        self.rather.setVisible(bool(others))
        self.rather.setText(self.tr("Not “{screen}”: it is…").format(screen=word.denied))
        self.setVisible(bool(word.name or word.stranger or others))
        self.adjustSize()
        self.resized.emit()

    def _choose(self, screen_id: str, _: bool = False) -> None:
        self._word.is_rather(screen_id)


def _after_all_button() -> QPushButton:
    said = QCoreApplication.translate
    tip = said("ScreenLine", "This window does show the Screen that you said it is not: it is known by this look, too")
    return button(said("ScreenLine", "It is this Screen"), "choice", tip)


def _deny_button(kind: str = "choice") -> QPushButton:
    said = QCoreApplication.translate
    tip = said("ScreenLine", "What is shown is another Screen: the robot asks, and does not take it for this one again")
    return button(said("ScreenLine", "Not this Screen"), kind, tip)

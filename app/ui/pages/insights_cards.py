"""The cards of Insights: a big figure with its sentence, and a titled panel whose content can be saved."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from app.ui.buttons import button, labelled, surface
from app.ui.pages.insights_words import Fact

CSV, PICTURE = "csv", "png"


class FactCard(QWidget):
    """A few characters to be seen from afar, and one sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figure = labelled("", "figure")
        self.sentence = labelled("", "muted", wrap=True)
        frame = surface("panel")
        column = QVBoxLayout(frame)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(2)
        column.addWidget(self.figure)
        column.addWidget(self.sentence)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)

    def show_fact(self, fact: Fact) -> None:
        """Say this."""
        self.figure.setText(fact.figure)
        self.sentence.setText(fact.sentence)
        self.setAccessibleName(f"{fact.figure}. {fact.sentence}")


class Panel(QWidget):
    """A title, a sentence, a body, and a menu to save it: `save` carries the table's name and `csv` or `png`."""

    save = Signal(str, str)

    def __init__(self, table: str, title: str, pictured: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = table
        self.title = title
        self.sentence = labelled("", "small", wrap=True)
        self.empty = labelled("", "muted", wrap=True)
        self.body = QVBoxLayout()
        self.body.setSpacing(6)
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        self.head.addWidget(labelled(title, "strong"))
        self.head.addStretch(1)
        self.menu_button = self._menu(pictured)
        self.head.addWidget(self.menu_button)
        self._frame = surface("panel")
        column = QVBoxLayout(self._frame)
        column.setContentsMargins(16, 10, 12, 12)
        column.setSpacing(6)
        column.addLayout(self.head)
        column.addLayout(self.body)
        column.addWidget(self.empty)
        column.addWidget(self.sentence)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._frame)

    def _menu(self, pictured: bool) -> QWidget:
        name = self.tr("Save “{title}”…").format(title=self.title)
        made = button(self.tr("Save…"), "quiet", self.tr("Save these figures as a table or a picture"), name)
        menu = QMenu(made)
        menu.addAction(self.tr("Save as CSV…"), partial(self.save.emit, self.table, CSV))
        if pictured:
            menu.addAction(self.tr("Save as picture…"), partial(self.save.emit, self.table, PICTURE))
        made.setMenu(menu)
        return made

    def say(self, sentence: str, empty: str = "") -> None:
        """One sentence below; `empty` instead of the body, in words."""
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))
        self.empty.setText(empty)
        self.empty.setVisible(bool(empty))
        self.menu_button.setVisible(not empty)

    def image(self) -> QImage:
        """The panel without its button, as it looks now."""
        shown = not self.menu_button.isHidden()
        self.menu_button.hide()
        picture = self._frame.grab().toImage()
        self.menu_button.setVisible(shown)
        return picture


class Grid(QWidget):
    """A small table: heads, rows; the columns after the first stand to the right."""

    def __init__(self, header: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._header = tuple(header)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 2, 0, 2)
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(5)

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Show these."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for line, row in enumerate((self._header, *rows)):
            for column, words in enumerate(row):
                self._grid.addWidget(_cell(words, line == 0), line, column, _side(column))
        self._grid.setColumnStretch(0, 1)


def _cell(words: str, head: bool) -> QLabel:
    return labelled(words, "small" if head else "")


def _side(column: int) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag.AlignRight

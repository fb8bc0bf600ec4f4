"""The Insights place: what coaching has brought, in few big figures and calm charts; everything can be saved."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QStandardPaths, Signal, Slot
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.learning.insights_tables import Table, csv_text, feedback_table, tables
from app.model.errors import UserError
from app.model.feedback import FeedbackStats
from app.model.insights import Insights, Wanted
from app.ui.buttons import button, labelled
from app.ui.learning_services import Insights as InsightsService
from app.ui.pages.insights_cards import CSV, FactCard
from app.ui.pages.insights_filter import InsightsFilter
from app.ui.pages.insights_words import facts
from app.ui.queries import Queries
from app.ui.scrolling import scrolling
from app.ui.theme import Theme

Asked = Callable[[QWidget, str, str], str]
"""Where a file or (with an empty filter) a folder is to be saved; empty when the person thought better of it."""


class InsightsPage(QWidget):
    """Reads on the worker. Charts and the library that draws them are made when the place is first shown."""

    failed = Signal(object)
    saved = Signal(str)

    def __init__(
        self,
        theme: Theme,
        queries: Queries,
        insights: InsightsService,
        feedback: Callable[[], FeedbackStats] | None = None,
        ask: Asked | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._theme = theme
        self._queries = queries
        self._insights = insights
        self._feedback = feedback
        self._ask = ask or asked
        self._found = Insights(Wanted())
        self._opinions: FeedbackStats | None = None
        self._panels: QWidget | None = None
        self._build()

    def _build(self) -> None:
        self.filter = InsightsFilter()
        self.filter.changed.connect(self.refresh)
        self.note = labelled("", "muted", wrap=True)
        self._row = self._big_figures()
        self._inside = QWidget()
        self._content = QVBoxLayout(self._inside)
        self._content.setContentsMargins(0, 0, 8, 0)
        self._content.setSpacing(12)
        self._content.addWidget(self._row)
        self._content.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 16, 12)
        column.setSpacing(10)
        column.addLayout(self._top())
        column.addWidget(self.filter)
        column.addWidget(self.note)
        column.addWidget(scrolling(self._inside), 1)
        self._show_nothing(self.tr("Reading what was recorded…"))

    def _top(self) -> QHBoxLayout:
        save_tables = button(self.tr("Save as CSV…"), "", self.tr("Save all tables into a folder"))
        save_tables.clicked.connect(self._save_tables)
        save_picture = button(self.tr("Save as picture…"), "", self.tr("Save the whole page as a picture"))
        save_picture.clicked.connect(self._save_page)
        self._save_buttons = (save_tables, save_picture)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(labelled(self.tr("Insights"), "heading"))
        top.addStretch(1)
        top.addWidget(save_tables)
        top.addWidget(save_picture)
        return top

    def _big_figures(self) -> QWidget:
        self.cards = [FactCard() for _ in range(4)]
        holder = QWidget()
        row = QGridLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for place, card in enumerate(self.cards):
            row.addWidget(card, 0, place)
            row.setColumnStretch(place, 1)
        return holder

    @Slot()
    def refresh(self) -> None:
        """Read again for what is wanted now; the first time the drawing library is imported on the worker, too."""
        wanted, insights, feedback = self.filter.wanted, self._insights, self._feedback

        def read() -> tuple[Insights, FeedbackStats | None]:
            import_module("app.ui.pages.insights_panels")
            return insights.read(wanted), feedback() if feedback else None

        self._queries.ask(self, read, self._show, self._fail)

    @Slot(object)
    def _fail(self, error: UserError) -> None:
        self._show_nothing(self.tr("This could not be read."))
        self.failed.emit(error)

    def _show(self, read: tuple[Insights, FeedbackStats | None]) -> None:
        found, feedback = read
        self._opinions = feedback
        if found.wanted != self.filter.wanted:
            return
        self._found = found
        self.filter.show_names(found.names)
        self.filter.show_days(found.first)
        if found.empty and (feedback is None or not feedback.total):
            self._show_nothing(self._why_empty())
            return
        self.note.hide()
        self._row.show()
        for card, fact in zip(self.cards, facts(found), strict=True):
            card.show_fact(fact)
        self._show_panels(found, feedback)
        for each in self._save_buttons:
            each.setEnabled(True)

    def _why_empty(self) -> str:
        wanted = self.filter.wanted
        if wanted == Wanted():
            return self.tr(
                "Nothing to tell yet. Run a workflow: with every answer you give, this page says better what it has "
                "learned, how often it was right, and what it saves you."
            )
        return self.tr("Nothing was recorded for this workflow in these days. Choose others above.")

    def _show_nothing(self, words: str) -> None:
        self.note.setText(words)
        self.note.show()
        self._row.hide()
        if self._panels is not None:
            self._panels.hide()
        for each in self._save_buttons:
            each.setEnabled(False)

    def _show_panels(self, found: Insights, feedback: FeedbackStats | None) -> None:
        from app.ui.pages.insights_panels import Panels

        if not isinstance(self._panels, Panels):
            self._panels = Panels(self._theme)
            self._panels.save.connect(self._save_one)
            self._content.insertWidget(1, self._panels)
        self._panels.show()
        self._panels.show_found(found, feedback)

    @property
    def panels(self) -> QWidget | None:
        """The charts and tables; None before the place was shown with something in it."""
        return self._panels

    # --- saving

    @Slot(str, str)
    def _save_one(self, name: str, kind: str) -> None:
        picture = self._image_of(name)
        if kind == CSV:
            self._save(f"{name}.csv", self.tr("Tables (*.csv)"), csv_text(self._table(name)).encode())
        elif picture is not None:
            self._save(f"{name}.png", self.tr("Pictures (*.png)"), png(picture))

    def _table(self, name: str) -> Table:
        return next(each for each in self._tables() if each.name == name)

    def _tables(self) -> tuple[Table, ...]:
        opinions = (feedback_table(self._opinions),) if self._opinions else ()
        return (*tables(self._found), *opinions)

    def _image_of(self, name: str) -> QImage | None:
        from app.ui.pages.insights_panels import Panels

        return self._panels.image_of(name) if isinstance(self._panels, Panels) else None

    @Slot()
    def _save_page(self) -> None:
        self._save("insights.png", self.tr("Pictures (*.png)"), png(self._inside.grab().toImage()))

    @Slot()
    def _save_tables(self) -> None:
        chosen = self._ask(self, self.tr("Folder for the tables"), "")
        if chosen:
            files = {Path(chosen) / f"{each.name}.csv": csv_text(each).encode() for each in self._tables()}
            self._write(files, chosen)

    def _save(self, name: str, kinds: str, data: bytes) -> None:
        chosen = self._ask(self, name, kinds)
        if chosen:
            path = Path(chosen)
            path = path if path.suffix else path.with_suffix(Path(name).suffix)
            self._write({path: data}, str(path))

    def _write(self, files: dict[Path, bytes], where: str) -> None:
        insights = self._insights

        def write() -> None:
            for path, data in files.items():
                insights.save(path, data)

        self._queries.ask(self, write, lambda _: self.saved.emit(where), self.failed.emit)


def png(image: QImage) -> bytes:
    """The picture as a file holds it."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"png").write(image)
    return bytes(buffer.data().data())


def asked(parent: QWidget, name: str, kinds: str) -> str:
    """The platform's own dialogs."""
    home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    if not kinds:
        return QFileDialog.getExistingDirectory(parent, name, home)
    return QFileDialog.getSaveFileName(parent, "", str(Path(home) / name), kinds)[0]

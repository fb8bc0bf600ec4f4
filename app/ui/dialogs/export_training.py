"""Exports for training: which workflows, which words go along, what is painted over; seen before it is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QCloseEvent, QImage
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from app.model.coaching import LibraryItem
from app.model.errors import RunCancelled, UserError
from app.model.training import Manifest, Preview, Shared, Wish
from app.ui.buttons import button, labelled
from app.ui.dialogs.export_pictures import PaintPictures
from app.ui.learning_services import Training
from app.ui.queries import Newest, Queries
from app.ui.scrolling import scrolling
from app.ui.theme import Theme

Show = Callable[[QObject, str, Callable[[QImage], object]], object]
"""Shows a stored picture by its name, when it has been read."""


class ExportDialog(QDialog):
    """Non-modal; `written` carries the folder. Closing it while it writes cancels, and nothing is left there."""

    written = Signal(str)
    _progress = Signal(int, int)

    def __init__(
        self,
        training: Training,
        queries: Queries,
        theme: Theme,
        items: Sequence[LibraryItem],
        chosen: str,
        show: Show,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._training = training
        self._queries = queries
        self._newest = Newest(queries, self)
        self._cancel: Event | None = None
        self.setWindowTitle(self.tr("Export for training"))
        self.resize(980, 640)
        self.workflows = _Choices({i.workflow_id: i.name for i in items if not i.problem}, {chosen})
        self.words = _Choices(self._words(), set())
        self.pictures = PaintPictures(theme, show)
        self._summary = labelled("", "", wrap=True)
        self._problem = labelled("", "problem", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Progress"))
        self.folder = QLineEdit()
        self.folder.setAccessibleName(self.tr("Folder"))
        self.folder.setPlaceholderText(self.tr("A folder that is new or empty"))
        self.folder.setToolTip(self.tr("Where the data set is written; nothing is ever sent"))
        self.write = button(self.tr("Export"), "primary", self.tr("Write the data set to the folder"))
        self._lay_out()
        self._connect()
        self._ask()

    def _words(self) -> Mapping[str, str]:
        return {
            "texts": self.tr("Typed texts"),
            "titles": self.tr("Window titles"),
            "comments": self.tr("Your comments"),
            "coach": self.tr("Your name"),
        }

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addWidget(labelled(self.tr("WORKFLOWS"), "section"))
        left.addWidget(scrolling(self.workflows), 1)
        left.addWidget(labelled(self.tr("WORDS THAT GO ALONG"), "section"))
        left.addWidget(self.words)
        left.addWidget(labelled(self.tr("Secrets never go along."), "small", wrap=True))
        left.addSpacing(8)
        left.addWidget(self._summary)
        side = QWidget()
        side.setLayout(left)
        side.setFixedWidth(270)
        left.setContentsMargins(0, 0, 0, 0)
        middle = QHBoxLayout()
        middle.setSpacing(18)
        middle.addWidget(side)
        middle.addWidget(self.pictures, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(10)
        column.addWidget(labelled(self.tr("Export for training"), "heading"))
        words = self.tr("Nothing is sent: a folder of your own gets pictures with instructions and places.")
        column.addWidget(labelled(words, "muted", wrap=True))
        column.addLayout(middle, 1)
        column.addWidget(self._problem)
        column.addWidget(self._bar)
        column.addLayout(self._bottom())
        self._problem.hide()
        self._bar.hide()

    def _bottom(self) -> QHBoxLayout:
        choose = button(self.tr("Choose…"), "", self.tr("Choose the folder"), self.tr("Choose the folder"))
        choose.clicked.connect(self._choose)
        self.cancel = button(self.tr("Cancel"), "", self.tr("Cancel (Esc)"))
        self.cancel.clicked.connect(self.reject)
        line = QHBoxLayout()
        line.addWidget(self.folder, 1)
        for made in (choose, self.cancel, self.write):
            line.addWidget(made)
        return line

    def _connect(self) -> None:
        self.workflows.changed.connect(self._ask)
        self.words.changed.connect(self._ask)
        self.pictures.changed.connect(self._ask)
        self.folder.textChanged.connect(self._judge)
        self.write.clicked.connect(self._write)
        self._progress.connect(self._show_progress)

    @property
    def wish(self) -> Wish:
        """What is chosen now."""
        shared = Shared(**{name: name in self.words.chosen for name in ("texts", "titles", "comments", "coach")})
        return Wish(tuple(self.workflows.chosen), shared, self.pictures.masks)

    @Slot()
    def _ask(self) -> None:
        """What would be exported now; the newest wish counts."""
        wish = self.wish
        self._judge()
        if not wish.workflows:
            self._seen(Preview())
            return
        training = self._training

        def look() -> Preview | UserError:
            try:
                return training.preview(wish)
            except UserError as error:
                return error

        self._newest.ask(look, self._looked)

    def _looked(self, seen: Preview | UserError) -> None:
        if isinstance(seen, UserError):
            self._tell(seen)
        else:
            self._seen(seen)

    def _seen(self, seen: Preview) -> None:
        words = self.tr("{examples} examples of {runs} runs: {right} right places, {wrong} wrong ones.")
        lines = [words.format(examples=seen.examples, runs=seen.runs, right=seen.positive, wrong=seen.negative)]
        left_out = self.tr("Left out {count} ×: {reason}")
        lines += [left_out.format(count=count, reason=reason) for reason, count in seen.left_out.items()]
        self._summary.setText("\n".join(lines))
        self.pictures.show_pictures(seen.pictures)

    @Slot()
    def _judge(self) -> None:
        ready = bool(self.folder.text().strip()) and bool(self.workflows.chosen) and self._cancel is None
        self.write.setEnabled(ready)

    @Slot()
    def _choose(self) -> None:
        found = QFileDialog.getExistingDirectory(self, self.tr("A folder that is new or empty"))
        if found:
            self.folder.setText(found)

    @Slot()
    def _write(self) -> None:
        wish, folder, cancel = self.wish, Path(self.folder.text().strip()).expanduser(), Event()
        training, told = self._training, self._progress.emit
        self._cancel = cancel
        self._problem.hide()
        self._bar.setRange(0, 0)
        self._bar.show()
        self._judge()

        def work() -> Manifest | None:
            try:
                return training.write(wish, folder, told, cancel)
            except RunCancelled:
                return None

        self._queries.ask(self, work, lambda made: self._wrote(made, folder), self._failed)

    @Slot(int, int)
    def _show_progress(self, done: int, of: int) -> None:
        self._bar.setRange(0, of)
        self._bar.setValue(done)

    def _wrote(self, made: Manifest | None, folder: Path) -> None:
        self._over()
        if made is not None:
            self.written.emit(str(folder))
            self.accept()

    def _failed(self, error: UserError) -> None:
        self._over()
        self._tell(error)

    def _over(self) -> None:
        self._cancel = None
        self._bar.hide()
        self._judge()

    def _tell(self, error: UserError) -> None:
        self._problem.setText(f"{error.what}: {error.why}. {error.next_step}")
        self._problem.show()

    def reject(self) -> None:
        """Escape and Cancel: the first one ends the writing, the next one closes."""
        if self._cancel is not None:
            self._cancel.set()
            return
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The program ends, or the person closes it: nothing goes on in the back."""
        if self._cancel is not None:
            self._cancel.set()
        super().closeEvent(event)


class _Choices(QWidget):
    """Check boxes by key; `changed` when one was clicked."""

    changed = Signal()

    def __init__(self, names: Mapping[str, str], chosen: set[str]) -> None:
        super().__init__()
        self._boxes: dict[str, QCheckBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for key, name in names.items():
            box = QCheckBox(name)
            box.setAccessibleName(name)
            box.setToolTip(name)
            box.setChecked(key in chosen)
            box.toggled.connect(self.changed)
            self._boxes[key] = box
            column.addWidget(box)
        column.addStretch(1)

    @property
    def chosen(self) -> list[str]:
        """The keys that are on."""
        return [key for key, box in self._boxes.items() if box.isChecked()]

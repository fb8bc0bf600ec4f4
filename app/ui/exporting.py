"""Opens the dialog that exports for training, and keeps the library up to date with what the person thinks."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from app.model.coaching import LibraryItem
from app.model.geometry import Box
from app.model.target import Picture
from app.ui.dialogs.export_training import ExportDialog
from app.ui.main_window import MainWindow
from app.ui.parts import Parts


class Exporting(QObject):
    """One per main window; one dialog at a time."""

    failed = Signal(object)
    opinion_changed = Signal()

    def __init__(self, window: MainWindow, parts: Parts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._parts = parts
        self.dialog: ExportDialog | None = None
        window.history.export.connect(self.ask)
        window.history.opinion_changed.connect(self.opinion_changed)

    @Slot(str)
    def ask(self, workflow_id: str) -> None:
        """Export, this workflow chosen at first."""
        if self.dialog is not None:
            self.dialog.raise_()
            return
        library = self._parts.services.library
        self._parts.queries.ask(self, library.at_hand, lambda items: self._open(items, workflow_id), self.failed.emit)

    def _open(self, items: tuple[LibraryItem, ...], workflow_id: str) -> None:
        parts = self._parts
        dialog = ExportDialog(
            parts.services.training, parts.queries, parts.theme, items, workflow_id, self._show, self._window
        )
        dialog.written.connect(self._written)
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        dialog.show()

    def _show(self, owner: QObject, name: str, show: Callable[[QImage], object]) -> None:
        picture = Picture(image=name, box=Box(0, 0, 0, 0))
        self._parts.pictures.show_capture(owner, picture, lambda image, _: show(image))

    @Slot(str)
    def _written(self, folder: str) -> None:
        self._window.banner.say("good", self.tr("The data set was written."), folder)

    @Slot()
    def _closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

"""Packs of corrections: which were taken in here, taking them in and back, and making one for others."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.model.errors import UserError
from app.model.lesson import OfPack
from app.model.pack import SUFFIX, Choice, InstalledPack, OpenedPack, PackWish, Sharable
from app.ui.buttons import button, labelled
from app.ui.dialogs.pack_export import PackExportDialog
from app.ui.dialogs.pack_import import PackImportDialog
from app.ui.learned_view import LearnedView
from app.ui.learning_services import Lessons, Proofs
from app.ui.pack_services import Packs
from app.ui.pages.learned import ListSection
from app.ui.queries import Queries
from app.ui.step_pictures import StepPictures
from app.ui.theme import Theme


class PacksList(ListSection):
    """Newest first; Uninstall restores exactly what was known before. `saved` carries the file of a pack made here."""

    failed = Signal(object)
    saved = Signal(str)

    def __init__(
        self,
        theme: Theme,
        queries: Queries,
        packs: Packs,
        lessons: Lessons,
        proofs: Proofs,
        pictures: StepPictures,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.title = self.tr("Packs")
        self._theme = theme
        self._queries = queries
        self._packs = packs
        self._lessons = lessons
        self._proofs = proofs
        self._pictures = pictures
        self._view: LearnedView | None = None
        self.dialog: QDialog | None = None
        self.rows: list[QFrame] = []
        self._export = button(self.tr("Export a pack…"), tip=self.tr("Give corrections of this workflow to others"))
        self._import = button(self.tr("Import a pack…"), tip=self.tr("Try corrections of others on your own pictures"))
        self.lay_out(self._export, self._import)
        self._export.clicked.connect(self._ask_sharables)
        self._import.clicked.connect(self._ask_file)

    def show_view(self, view: LearnedView) -> None:
        """The packs of this workflow."""
        self._view = view
        packs, workflow_id = self._packs, view.workflow.id
        self._queries.ask(
            self, lambda: packs.installed(workflow_id), lambda found: self._show(workflow_id, found), self.failed.emit
        )

    def _show(self, workflow_id: str, found: Sequence[InstalledPack]) -> None:
        if self._view is None or self._view.workflow.id != workflow_id:
            return
        self.rows = [self._row(pack) for pack in found]
        self.fill(self.rows)
        none = self.tr("No pack is installed. A pack is a file of corrections that somebody else has made.")
        some = self.tr("What came with a pack asks until it has proved itself here.")
        self._words.setText(some if found else none)

    def _row(self, pack: InstalledPack) -> QFrame:
        row = QFrame()
        row.setProperty("surface", "panel")
        row.setAccessibleName(pack.name)
        count = self.tr("one correction") if pack.corrections == 1 else self.tr("{count} corrections")
        author = self.tr("by {author}").format(author=pack.author) if pack.author else self.tr("author not told")
        when = self.tr("taken in {when}").format(when=f"{pack.when.astimezone():%Y-%m-%d %H:%M}")
        texts = QVBoxLayout()
        texts.setSpacing(3)
        texts.addWidget(labelled(pack.name, "strong", wrap=True))
        told = " · ".join((author, when, count.format(count=pack.corrections)))
        texts.addWidget(labelled(told, "small", wrap=True))
        tip = self.tr("Restore exactly what was known before; it can be put back")
        away = button(self.tr("Uninstall"), tip=tip)
        away.clicked.connect(lambda: self._uninstall(pack))
        line = QHBoxLayout(row)
        line.setContentsMargins(14, 11, 12, 11)
        line.addLayout(texts, 1)
        line.addWidget(away)
        return row

    def _uninstall(self, pack: InstalledPack) -> None:
        taught, words = self._lessons, self.tr("the pack “{name}”").format(name=pack.name)
        self.wanted.emit(lambda: taught.take_back(OfPack(pack.pack_id), words))

    # --- giving away

    @Slot()
    def _ask_sharables(self) -> None:
        if self._view is None:
            return
        packs, workflow = self._packs, self._view.workflow
        self._queries.ask(
            self,
            lambda: packs.sharables(workflow.id),
            lambda found: self._choose(workflow.id, workflow.name, found),
            self.failed.emit,
        )

    def _choose(self, workflow_id: str, name: str, found: Sequence[Sharable]) -> None:
        dialog = PackExportDialog(workflow_id, name, found, self._theme, self)
        dialog.chosen.connect(self._write)
        self._open(dialog)

    def _write(self, wish: PackWish, path: Path) -> None:
        packs = self._packs
        self._queries.ask(
            self, lambda: packs.export(wish, path), lambda _: self.saved.emit(str(path)), self.failed.emit
        )

    # --- taking in

    @Slot()
    def _ask_file(self) -> None:
        kinds = self.tr("Packs of corrections") + f" (*{SUFFIX})"
        file, _ = QFileDialog.getOpenFileName(self, self.tr("Import a pack"), "", kinds)
        if file:
            self.open_file(Path(file))

    def open_file(self, path: Path) -> None:
        """Check the file and show what it offers."""
        packs = self._packs
        self._queries.ask(self, lambda: packs.open(path), self._offer, self._refused)

    def _refused(self, error: UserError) -> None:
        self.failed.emit(error)

    def _offer(self, opened: OpenedPack) -> None:
        dialog = PackImportDialog(opened, self._proofs, self._pictures, self._theme, self)
        dialog.chosen.connect(lambda choices: self._take(opened, choices))
        self._open(dialog)

    def _take(self, opened: OpenedPack, choices: Sequence[Choice]) -> None:
        packs = self._packs
        self.wanted.emit(lambda: packs.adopt(opened, choices))

    def _open(self, dialog: QDialog) -> None:
        """One at a time."""
        if self.dialog is not None:
            self.dialog.reject()
        self.dialog = dialog
        dialog.finished.connect(lambda: self._closed(dialog))
        dialog.show()

    def _closed(self, dialog: QDialog) -> None:
        dialog.deleteLater()
        if self.dialog is dialog:
            self.dialog = None

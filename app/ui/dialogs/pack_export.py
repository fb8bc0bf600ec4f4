"""What goes into a pack for others: corrections with ticks, the pictures they bring, and the file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.model.decision import Keep
from app.model.pack import SUFFIX, PackWish, Sharable
from app.ui.buttons import button, labelled
from app.ui.pixels import image_of, surroundings
from app.ui.repair_card import PictureBox
from app.ui.scrolling import scrolling
from app.ui.theme import Theme

PICTURE = (150, 84)


class PackExportDialog(QDialog):
    """Non-modal; `chosen` carries the wish and the file."""

    chosen = Signal(object, object)

    def __init__(
        self,
        workflow_id: str,
        name: str,
        found: Sequence[Sharable],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workflow_id = workflow_id
        self.setWindowTitle(self.tr("Export a pack"))
        self.resize(760, 600)
        self.rows = [_Row(each, theme) for each in found]
        self.name = QLineEdit(name)
        self.name.setMaxLength(200)
        self.name.setAccessibleName(self.tr("Name of the pack"))
        self.name.setToolTip(self.tr("What others read when they open it"))
        self.screenshots = QCheckBox(self.tr("With pictures of whole windows"))
        self.screenshots.setToolTip(self.tr("All that stood in these windows can be seen then; off is safer"))
        self._summary = labelled("", "muted", wrap=True)
        self.write = button(self.tr("Export…"), "primary", self.tr("Choose the file and write it"), self.tr("Export"))
        self.write.setDefault(True)
        self._lay_out(bool(found))
        for row in self.rows:
            row.tick.toggled.connect(self._sum_up)
        self.screenshots.toggled.connect(self._sum_up)
        self.name.textChanged.connect(self._sum_up)
        self._sum_up()

    @property
    def wish(self) -> PackWish:
        """What is chosen now."""
        ids = tuple(row.sharable.lesson.correction_id for row in self.rows if row.tick.isChecked())
        return PackWish(self._workflow_id, ids, self.name.text().strip(), self.screenshots.isChecked())

    def take(self, file: Path) -> None:
        """Write it there."""
        path = file if file.suffix == SUFFIX else file.with_name(file.name + SUFFIX)
        self.chosen.emit(self.wish, path)
        self.accept()

    def _lay_out(self, any_: bool) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(8)
        column.addWidget(labelled(self.tr("Export a pack"), "heading"))
        words = self.tr(
            "One file that others can try and take in. The texts that steps type, and secrets, are never in it; the "
            "fields of this workflow are emptied in its pictures. Look at what else they show. What was in no pack yet "
            "is ticked."
        )
        column.addWidget(labelled(words, "muted", wrap=True))
        line = QHBoxLayout()
        line.addWidget(labelled(self.tr("Name"), "muted"))
        line.addWidget(self.name, 1)
        column.addLayout(line)
        inside = QVBoxLayout()
        inside.setContentsMargins(0, 0, 6, 0)
        for row in self.rows:
            inside.addWidget(row)
        if not any_:
            inside.addWidget(labelled(self.tr("No correction counts today that could be given away."), "muted"))
        inside.addStretch(1)
        column.addWidget(scrolling(inside), 1)
        column.addWidget(self.screenshots)
        column.addLayout(self._bottom())

    def _bottom(self) -> QHBoxLayout:
        cancel = button(self.tr("Cancel"), "", self.tr("Write nothing (Esc)"), self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        self.write.clicked.connect(self._ask_file)
        line = QHBoxLayout()
        line.addWidget(self._summary, 1)
        line.addWidget(cancel)
        line.addWidget(self.write)
        return line

    @Slot()
    def _sum_up(self) -> None:
        ticked = [row.sharable for row in self.rows if row.tick.isChecked()]
        whole = self.screenshots.isChecked()
        pictures = sum(each.pictures for each in ticked)
        count = self.tr("One correction") if len(ticked) == 1 else self.tr("{count} corrections")
        more = self.tr("with whole windows") if whole else self.tr("no whole windows")
        small = self.tr("{pictures} small pictures")
        words = ", ".join((count, small, more))
        self._summary.setText(words.format(count=len(ticked), pictures=pictures))
        self.write.setEnabled(bool(ticked) and bool(self.name.text().strip()))

    @Slot()
    def _ask_file(self) -> None:
        kinds = self.tr("Packs of corrections") + f" (*{SUFFIX})"
        file, _ = QFileDialog.getSaveFileName(self, self.tr("Export a pack"), f"{self._file_name()}{SUFFIX}", kinds)
        if file:
            self.take(Path(file))

    def _file_name(self) -> str:
        name = "".join(each if each.isalnum() or each in " -_" else "-" for each in self.name.text().strip())
        return name.strip() or "pack"


class _Row(QFrame):
    """One correction: a tick, the picture it brings, what it is."""

    def __init__(self, sharable: Sharable, theme: Theme) -> None:
        super().__init__()
        self.sharable = sharable
        self.setProperty("surface", "panel")
        lesson = sharable.lesson
        heading = f"{lesson.step.number} · {lesson.step.sentence}"
        self.tick = QCheckBox()
        self.tick.setAccessibleName(heading)
        self.tick.setToolTip(self.tr("Put this correction into the pack"))
        self.tick.setChecked(sharable.fresh and not sharable.why_not)
        self.tick.setEnabled(not sharable.why_not)
        self._box = PictureBox(theme, self.tr("No picture goes along"))
        self._box.setFixedSize(*PICTURE)
        texts = QVBoxLayout()
        texts.setSpacing(3)
        texts.addWidget(labelled(heading, "strong", wrap=True))
        texts.addWidget(labelled(self._told(), "small", wrap=True))
        if sharable.why_not:
            why = self.tr("Not in the pack: {why}.").format(why=sharable.why_not)
            texts.addWidget(labelled(why, "problem", wrap=True))
        texts.addStretch(1)
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 10, 12, 10)
        line.setSpacing(12)
        line.addWidget(self.tick)
        line.addWidget(self._box)
        line.addLayout(texts, 1)
        self._show_picture()

    def _told(self) -> str:
        lesson = self.sharable.lesson
        keep = self.tr("from now on") if lesson.keep is Keep.ALWAYS else self.tr("beside the old look")
        parts = [keep, f"{lesson.when.astimezone():%Y-%m-%d}", self._state()]
        return " · ".join(part for part in parts if part)

    def _state(self) -> str:
        if self.sharable.lesson.pack:
            return self.tr("from the pack “{name}”").format(name=self.sharable.lesson.pack)
        return "" if self.sharable.fresh or self.sharable.why_not else self.tr("was in a pack before")

    def _show_picture(self) -> None:
        """The picture that goes along, as it goes along; none when none does."""
        target = self.sharable.target
        picture = (target.ring or target.picture) if target else None
        pixels = self.sharable.images.get(picture.image) if picture else None
        if picture is not None and pixels is not None:
            image, mark = surroundings(image_of(pixels), picture.box, 2 * PICTURE[0], 2 * PICTURE[1])
            self._box.show_picture(image, (("", mark),))

"""The Steps place: the workflow as a list, and what can be changed in it, always with undo."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.learning.audit import agreement_line
from app.model.action import ActionKind
from app.model.modes import Risk, RunMode
from app.model.workflow import Step
from app.ui.buttons import button, labelled
from app.ui.dialogs.text import keys_of
from app.ui.focus_line import FocusLine
from app.ui.icons import icon
from app.ui.keep_bar import PointedPlace
from app.ui.pages.step_edits import StepEdits, without_step
from app.ui.pages.step_input import input_dialog, name_dialog, workflow_name_dialog
from app.ui.pages.step_mode import StepMode
from app.ui.pages.step_row import StepRow
from app.ui.pointing import Pointing
from app.ui.proving import Subject
from app.ui.scrolling import scrolling
from app.ui.step_pictures import StepPictures
from app.ui.theme import Theme


class StepsPage(QWidget):
    """`away` asks for the main window out of the way while the person points, `back` for its return."""

    away = Signal()
    back = Signal()
    rename_workflow = Signal(str)
    delete_workflow = Signal()
    record = Signal()

    def __init__(
        self, theme: Theme, edits: StepEdits, pictures: StepPictures, pointing: Pointing, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._theme = theme
        self._edits = edits
        self._pictures = pictures
        self._pointing = pointing
        self._rows: list[StepRow] = []
        self._to_focus = False
        self._current = ""
        self._running = False
        self._icons: list[tuple[QPushButton, str]] = []
        self._build()
        edits.changed.connect(self.refresh)
        theme.changed.connect(self._draw_icons)
        self.refresh()

    def _build(self) -> None:
        self._title = labelled("", "heading")
        self._hint = labelled("", "muted", wrap=True)
        self._make_buttons()
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        for made in (self.rename_all, self.delete_all, self.undo, self.redo):
            head.addWidget(made)
        tools = QHBoxLayout()
        tools.setSpacing(6)
        for made in (self.rename, self.text, self.point, self.vouch, self.lock, self.enable, self.delete):
            tools.addWidget(made)
        tools.addStretch(1)
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        self._list.setContentsMargins(0, 0, 6, 0)
        self._list.addStretch(1)
        scroll = scrolling(self._list)
        self._walk = FocusLine(scroll)
        self._walk.walked.connect(lambda row: self._choose(row.step.id))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 18, 14)
        column.setSpacing(10)
        column.addLayout(head)
        column.addLayout(tools)
        column.addLayout(self.mode.beside(self._hint))
        column.addWidget(scroll, 1)

    def _make_buttons(self) -> None:
        self.mode = StepMode()
        self.mode.wanted.connect(self._set_mode)
        self.rename = self._tool(self.tr("Rename"), "rename", "F2", self._rename)
        self.text = self._tool(self.tr("Edit text"), "text", "Ctrl+T", self._edit_text)
        self.point = self._tool(self.tr("Point again"), "point", "Ctrl+G", self._point)
        self.vouch = self._tool(self.tr("Vouch"), "vouch", "Ctrl+J", self._vouch)
        self.lock = self._tool(self.tr("Lock"), "lock", "Ctrl+L", self._lock)
        self.enable = self._tool(self.tr("Leave out"), "eye", "Ctrl+E", self._enable)
        self.delete = self._tool(self.tr("Delete"), "delete", "Del", self._delete)
        self.undo = self._tool(self.tr("Undo"), "undo", "Ctrl+Z", self._edits.undo)
        self.redo = self._tool(self.tr("Redo"), "redo", "Ctrl+Shift+Z", self._edits.redo)
        self.rename_all = self._tool(self.tr("Rename workflow"), "rename", "", self._rename_workflow)
        self.delete_all = self._tool(self.tr("Delete workflow"), "delete", "", self.delete_workflow.emit)

    def _tool(self, label: str, meaning: str, shortcut: str, act: object) -> QPushButton:
        made = button(f" {label}", "tool", f"{label} ({shortcut})" if shortcut else label)
        made.setAccessibleName(label)
        if shortcut:
            made.setShortcut(QKeySequence(shortcut))
        made.clicked.connect(act)
        self._icons.append((made, meaning))
        return made

    # --- showing

    def show_running(self, running: bool) -> None:
        """During a run the screen belongs to the run: nothing is pointed at from here, nothing deleted under it."""
        self._running = running
        self._show_buttons()

    @Slot()
    def refresh(self) -> None:
        """Show the workflow as it is now."""
        loaded = self._edits.loaded
        self._to_focus = self._to_focus or any(row.hasFocus() for row in self._rows)
        for row in self._rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = []
        self._title.setText(loaded.workflow.name if loaded else self.tr("Steps"))
        self._hint.setText(self._hint_words())
        self._hint.setVisible(bool(self._hint.text()))
        for place, step in enumerate(loaded.workflow.steps if loaded else ()):
            self._add_row(place, step)
        self._walk.hold(self._rows)
        self._choose(self._current)
        if self._to_focus and self._rows:
            self._to_focus = False
            self._walk.focus()

    def _hint_words(self) -> str:
        loaded = self._edits.loaded
        if loaded is None:
            return self.tr("Choose a workflow in Coach, and its steps appear here.")
        if not loaded.workflow.steps:
            return self.tr("This workflow has no steps. Record it again.")
        return agreement_line(loaded.knowledge)

    def _add_row(self, place: int, step: Step) -> None:
        loaded = self._edits.loaded
        if loaded is None:
            return
        shown = self._edits.in_force(step)
        row = StepRow(place + 1, shown, loaded.knowledge.step(step.id), loaded.bar, self._theme)
        row.chosen.connect(self._choose)
        self._pictures.show(row, loaded.workflow.id, shown, row.show_picture)
        self._list.insertWidget(place, row)
        self._rows.append(row)

    @Slot(str)
    def _choose(self, step_id: str) -> None:
        ids = [row.step.id for row in self._rows]
        self._current = step_id if step_id in ids else (ids[0] if ids else "")
        for row in self._rows:
            row.show_chosen(row.step.id == self._current)
            if row.step.id == self._current:
                self._walk.stop_at(row)
        self._show_buttons()

    @Slot(int)
    def _show_buttons(self) -> None:
        step = self._step()
        for made in (self.rename, self.delete, self.enable, self.vouch, self.lock):
            made.setEnabled(step is not None)
        loaded = self._edits.loaded
        for made in (self.rename_all, self.delete_all):
            made.setEnabled(loaded is not None and not self._running)
        self.mode.show_step(step)
        typed = (ActionKind.TYPE_TEXT, ActionKind.PRESS_KEYS)
        self.text.setEnabled(step is not None and step.action in typed and step.params.secret is None)
        self.point.setEnabled(step is not None and step.action.needs_target and not self._running)
        known = loaded.knowledge.step(step.id) if loaded and step else None
        self._say(self.vouch, self.tr("Take back vouching") if known and known.vouched else self.tr("Vouch"))
        self._say(self.lock, self.tr("Unlock") if step and self._edits.locked(step) else self.tr("Lock"))
        self._say(self.enable, self.tr("Leave out") if step is None or step.enabled else self.tr("Use again"))
        self.undo.setEnabled(bool(self._edits.undo_words))
        self.redo.setEnabled(bool(self._edits.redo_words))
        self.undo.setToolTip(self.tr("Undo {words} (Ctrl+Z)").format(words=self._edits.undo_words))
        self.redo.setToolTip(self.tr("Redo {words} (Ctrl+Shift+Z)").format(words=self._edits.redo_words))
        self._draw_icons()

    def _say(self, made: QPushButton, label: str) -> None:
        shortcut = made.shortcut()
        made.setText(f" {label}")
        made.setAccessibleName(label)
        made.setToolTip(f"{label} ({shortcut.toString()})")
        made.setShortcut(shortcut)

    @Slot()
    def _draw_icons(self) -> None:
        palette = self._theme.palette
        for made, meaning in self._icons:
            made.setIcon(icon(meaning, palette.ink if made.isEnabled() else palette.muted))

    def _step(self) -> Step | None:
        loaded = self._edits.loaded
        steps = loaded.workflow.steps if loaded else ()
        return next((step for step in steps if step.id == self._current), None)

    # --- edits

    @Slot()
    def _rename(self) -> None:
        step = self._step()
        if step is None:
            return
        dialog = name_dialog(step.name, self)
        dialog.given.connect(lambda text: self._edits.alter(self.tr("renaming"), step, {"name": text.strip()}))
        dialog.open()

    @Slot()
    def _edit_text(self) -> None:
        step = self._step()
        if step is None:
            return
        keys = step.action is ActionKind.PRESS_KEYS
        dialog = input_dialog(self._edits.in_force(step).params, keys, self)

        def given(text: str) -> None:
            update = {"keys": keys_of(text)} if keys else {"text": text}
            self._edits.reword(step, lambda params: params.model_copy(update=update))

        dialog.given.connect(given)
        dialog.open()

    def point_at(self, step_id: str) -> None:
        """Choose this step and let the person point to its element again."""
        self._choose(step_id)
        if self._current == step_id and not self._running:
            self._point()

    @Slot()
    def _point(self) -> None:
        step = self._step()
        if step is None or self._pointing.active:
            return

        def done(place: PointedPlace) -> None:
            self.back.emit()
            self._edits.repoint(step, place.taught, place.proof)

        self.away.emit()
        loaded = self._edits.loaded
        subject = Subject(loaded.workflow.id, step.id) if loaded else None
        self._pointing.begin(done, self.back.emit, keeps=False, subject=subject)

    @Slot()
    def _vouch(self) -> None:
        step, loaded = self._step(), self._edits.loaded
        if step is not None and loaded is not None:
            self._edits.vouch(step, not loaded.knowledge.step(step.id).vouched)

    @Slot()
    def _lock(self) -> None:
        step = self._step()
        if step is not None:
            self._edits.set_risk(step, Risk.OPEN if self._edits.locked(step) else Risk.LOCKED)

    @Slot(object)
    def _set_mode(self, mode: RunMode | None) -> None:
        step = self._step()
        if step is not None and step.mode is not mode:
            self._edits.alter(self.tr("another mode"), step, {"mode": mode})

    @Slot()
    def _enable(self) -> None:
        step = self._step()
        if step is not None:
            words = self.tr("leaving out") if step.enabled else self.tr("using again")
            self._edits.alter(words, step, {"enabled": not step.enabled})

    @Slot()
    def _delete(self) -> None:
        step = self._step()
        if step is not None:
            self._edits.rewrite(self.tr("deleting"), lambda workflow: without_step(workflow, step.id))

    @Slot()
    def _rename_workflow(self) -> None:
        loaded = self._edits.loaded
        if loaded is None:
            return
        dialog = workflow_name_dialog(loaded.workflow.name, self)

        def given(text: str) -> None:
            update = {"name": text.strip()}
            self._edits.rewrite(self.tr("renaming"), lambda workflow: workflow.model_copy(update=update))
            self.rename_workflow.emit(text.strip())

        dialog.given.connect(given)
        dialog.open()

"""The Settings place: fields with plain errors, the self-test of the stop keys, the folders."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError
from PySide6.QtCore import Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.settings import Keys, Settings
from app.ui.buttons import button, labelled, restyle, surface
from app.ui.key_field import KeyField
from app.ui.pages.settings_fields import Field, Group, changes, make_editor, put, said, taken
from app.ui.pages.settings_groups import GROUPS
from app.ui.pages.trust_note import TrustNote
from app.ui.queries import Queries
from app.ui.scrolling import scrolling
from app.ui.services import HotKeys, Settled
from app.ui.words import key_word


class SettingsPage(QWidget):
    """`saved` carries the new Settings after they were written."""

    saved = Signal(object)
    failed = Signal(object)
    _heard = Signal(str, float)

    def __init__(
        self,
        queries: Queries,
        settled: Settled,
        hot_keys: HotKeys,
        folders: Mapping[str, Path],
        settings: Settings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._queries = queries
        self._settled = settled
        self._hot_keys = hot_keys
        self._settings = settings
        self._keys = settings.keys
        self._editors: dict[Field, QWidget] = {}
        self._problems: dict[str, QLabel] = {}
        self._note = TrustNote()
        self._build(folders)
        self._heard.connect(self._show_heard, Qt.ConnectionType.QueuedConnection)
        self.show_settings(settings)

    def _build(self, folders: Mapping[str, Path]) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 4, 24, 18)
        column.setSpacing(14)
        for group in GROUPS:
            column.addWidget(self._group(group))
            if any(field.section == "keys" for field in group.fields):
                column.addWidget(self._self_test())
        column.addWidget(self._folders(folders))
        column.addStretch(1)
        inner.setMaximumWidth(820)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 18, 0, 12)
        page.addLayout(self._head())
        page.addWidget(scrolling(inner), 1)

    def _head(self) -> QHBoxLayout:
        self.save = button(self.tr("Save"), "primary", self.tr("Save the settings (Ctrl+S)"))
        self.save.setShortcut("Ctrl+S")
        self.undo = button(self.tr("Undo changes"), tip=self.tr("Back to what is saved"))
        self.save.clicked.connect(self._save)
        self.undo.clicked.connect(lambda: self.show_settings(self._settings))
        self._said = labelled("", "good")
        head = QHBoxLayout()
        head.setContentsMargins(24, 0, 24, 8)
        head.addWidget(labelled(self.tr("Settings"), "heading"))
        head.addSpacing(16)
        head.addWidget(self._said, 1)
        head.addWidget(self.undo)
        head.addWidget(self.save)
        return head

    def _group(self, group: Group) -> QWidget:
        frame = surface("panel")
        grid = QGridLayout(frame)
        grid.setContentsMargins(18, 14, 18, 16)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(7)
        grid.setColumnMinimumWidth(0, 210)
        grid.setColumnStretch(2, 1)
        grid.addWidget(labelled(said(group.title), "strong"), 0, 0, 1, 3)
        for row, field in enumerate(group.fields, start=1):
            self._add_field(grid, row, field)
        if any(field.section == "trust" for field in group.fields):
            grid.addWidget(self._note, len(group.fields) + 1, 0, 1, 3)
        return frame

    def _add_field(self, grid: QGridLayout, row: int, field: Field) -> None:
        editor = make_editor(field)
        editor.setMinimumWidth(190)
        self._editors[field] = editor
        if field.section == "trust":
            changes(editor).connect(self._show_note)
        label = labelled(said(field.label))
        label.setBuddy(editor)
        problem = labelled(said(field.meaning), "small", wrap=True)
        self._problems[field.path] = problem
        grid.addWidget(label, row, 0)
        grid.addWidget(editor, row, 1)
        grid.addWidget(problem, row, 2)

    def _self_test(self) -> QWidget:
        frame = surface("panel")
        line = QHBoxLayout(frame)
        line.setContentsMargins(18, 12, 18, 12)
        self.test = button(self.tr("Test the stop keys"))
        self.test.clicked.connect(self._begin_test)
        self._tested = labelled("", "muted", wrap=True)
        line.addWidget(self.test)
        line.addWidget(self._tested, 1)
        return frame

    def _folders(self, folders: Mapping[str, Path]) -> QWidget:
        frame = surface("panel")
        grid = QGridLayout(frame)
        grid.setContentsMargins(18, 14, 18, 16)
        grid.setColumnStretch(1, 1)
        grid.addWidget(labelled(self.tr("Folders"), "strong"), 0, 0, 1, 3)
        for row, (name, path) in enumerate(folders.items(), start=1):
            place = QLineEdit(str(path))
            place.setReadOnly(True)
            place.setAccessibleName(name)
            place.setToolTip(str(path))
            show = button(self.tr("Open"), name=self.tr("Open {name}").format(name=name))
            show.setToolTip(self.tr("Open {name}").format(name=name))
            show.clicked.connect(lambda _=False, path=path: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))))
            grid.addWidget(labelled(name), row, 0)
            grid.addWidget(place, row, 1)
            grid.addWidget(show, row, 2)
        return frame

    # --- values

    def show_settings(self, settings: Settings) -> None:
        """Show these; all marks of errors go."""
        self._settings = settings
        for field, editor in self._editors.items():
            section = getattr(settings, field.section) if field.section else settings
            put(editor, getattr(section, field.name))
        self._mark({})
        self._show_note()
        self._said.setText("")
        self._show_keys()

    @Slot()
    def _show_note(self) -> None:
        """What the rules of trust as they are chosen now promise; faulty ones are told when they are saved."""
        try:
            rules = self._wanted().trust
        except ValidationError:
            return
        self._note.show_rules(rules, self._settings.trust)

    def use_keys(self, keys: Keys) -> None:
        """These keys count from now on; until then those stand here that counted before."""
        self._keys = keys
        self._said.setText("")
        self._show_keys()

    def _show_keys(self) -> None:
        problem = self._hot_keys.problem()
        words = self.tr("Press a stop key after the click: {first} or {second}.")
        words = words.format(first=key_word(self._keys.stop), second=key_word(self._keys.stop_too))
        self._show_test(problem or words, "problem" if problem else "muted")

    def errors(self) -> dict[str, str]:
        """What is wrong, by field path, in plain words; empty when all can be saved."""
        found = self._double_keys()
        try:
            self._wanted()
        except ValidationError as error:
            for fault in error.errors():
                path = ".".join(str(part) for part in fault["loc"])
                found[path] = fault["msg"].replace("Input should be", self.tr("It must be"))
        return found

    def _wanted(self) -> Settings:
        values = self._settings.model_dump()
        for field, editor in self._editors.items():
            section = values[field.section] if field.section else values
            section[field.name] = taken(field, editor)
        return Settings.model_validate(values)

    def _double_keys(self) -> dict[str, str]:
        keys = {field: editor.key for field, editor in self._editors.items() if isinstance(editor, KeyField)}
        found: dict[str, str] = {}
        for field, key in keys.items():
            others = [said(other.label) for other, used in keys.items() if used == key and other is not field]
            if others:
                words = self.tr("{key} is also: {other}. Choose another key.")
                found[field.path] = words.format(key=key_word(key), other=others[0])
        return found

    @Slot()
    def _save(self) -> None:
        errors = self.errors()
        self._mark(errors)
        if errors:
            self._say(self.tr("Not saved: see the fields in red."), "problem")
            return
        wanted = self._wanted()
        settled = self._settled
        self._queries.ask(self, lambda: settled.save(wanted), lambda _: self._was_saved(wanted), self.failed.emit)

    def _was_saved(self, settings: Settings) -> None:
        self.show_settings(settings)
        self.saved.emit(settings)
        later = self.tr("Saved. The keys change after this run or recording.")
        self._say(self.tr("Saved") if settings.keys == self._keys else later, "good")

    def _mark(self, errors: Mapping[str, str]) -> None:
        for field, editor in self._editors.items():
            label = self._problems[field.path]
            fault = errors.get(field.path, "")
            label.setText(fault or said(field.meaning))
            label.setProperty("kind", "problem" if fault else "small")
            restyle(label)
            if not isinstance(editor, QComboBox):
                editor.setProperty("wrong", "true" if fault else "false")
                restyle(editor)

    def _say(self, words: str, kind: str) -> None:
        self._said.setText(words)
        self._said.setProperty("kind", kind)
        restyle(self._said)

    # --- self-test

    @Slot()
    def _begin_test(self) -> None:
        self._show_test(self.tr("Press a stop key now…"), "muted")
        self._hot_keys.test_stop(self._heard.emit)

    @Slot(str, float)
    def _show_heard(self, key: str, milliseconds: float) -> None:
        words = self.tr("✓ Heard {key} after {ms} ms")
        self._show_test(words.format(key=key_word(key), ms=f"{milliseconds:.0f}"), "good")

    def _show_test(self, words: str, kind: str) -> None:
        self._tested.setText(words)
        self._tested.setProperty("kind", kind)
        restyle(self._tested)

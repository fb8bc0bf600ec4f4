"""A field of the settings page: what it is called, what it means, and the widget that edits it."""

from __future__ import annotations

from enum import Enum, auto
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, SignalInstance
from PySide6.QtWidgets import QAbstractSpinBox, QCheckBox, QComboBox, QDoubleSpinBox, QLineEdit, QSpinBox, QWidget

from app.ui.key_field import KeyField


class Kind(Enum):
    """How a field is edited."""

    SECONDS = auto()
    COUNT = auto()
    TEXT = auto()
    WORDS = auto()
    YES = auto()
    KEY = auto()
    CHOICE = auto()


class Field(NamedTuple):
    """Section and name in the settings (section empty = top level), label and explanation (both translatable).

    choices: value and words (translatable) of each, for a field that is chosen.
    """

    section: str
    name: str
    kind: Kind
    label: object
    meaning: object = ""
    choices: tuple[tuple[object, object], ...] = ()

    @property
    def path(self) -> str:
        """Where the settings call it."""
        return f"{self.section}.{self.name}" if self.section else self.name


class Group(NamedTuple):
    """Fields under one heading."""

    title: object
    fields: tuple[Field, ...]


def said(text: object) -> str:
    """The words in the person's language."""
    return QCoreApplication.translate("SettingsFields", str(text)) if text else ""


def make_editor(field: Field) -> QWidget:
    """The widget for a field, with its accessible name and meaning."""
    made = _bare_editor(field)
    made.setAccessibleName(said(field.label))
    made.setToolTip(said(field.meaning) or said(field.label))
    return made


def _bare_editor(field: Field) -> QWidget:
    match field.kind:
        case Kind.SECONDS:
            return _seconds()
        case Kind.COUNT:
            count = QSpinBox()
            count.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
            count.setRange(0, 100_000)
            return count
        case Kind.TEXT | Kind.WORDS:
            return QLineEdit()
        case Kind.YES:
            return QCheckBox(said(field.label))
        case Kind.KEY:
            return KeyField(said(field.label))
        case Kind.CHOICE:
            return _choice(field)


class Seconds(QDoubleSpinBox):
    """Shows no digits that say nothing."""

    def textFromValue(self, value: float) -> str:
        """120, not 120.00."""
        return self.locale().toString(value, "g", 6)


def _seconds() -> QDoubleSpinBox:
    made = Seconds()
    made.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
    made.setRange(0.0, 3600.0)
    made.setDecimals(2)
    made.setSuffix(" s")
    return made


def _choice(field: Field) -> QComboBox:
    made = QComboBox()
    for value, words in field.choices:
        made.addItem(said(words), value)
    return made


def changes(editor: QWidget) -> SignalInstance:
    """What tells that the person chose another value."""
    match editor:
        case QComboBox():
            return editor.currentIndexChanged
        case QSpinBox() | QDoubleSpinBox():
            return editor.valueChanged
        case QLineEdit():
            return editor.textChanged
        case QCheckBox():
            return editor.toggled
        case _:
            raise TypeError(f"no field of this kind: {type(editor).__name__}")


def put(editor: QWidget, value: object) -> None:
    """Show a value of the settings."""
    match editor:
        case KeyField():
            editor.show_key(str(value))
        case QLineEdit():
            editor.setText(", ".join(value) if isinstance(value, tuple) else str(value))
        case QCheckBox():
            editor.setChecked(bool(value))
        case QComboBox():
            editor.setCurrentIndex(editor.findData(value))
        case QSpinBox() | QDoubleSpinBox():
            editor.setValue(value)  # type: ignore[arg-type]  # int and float as the settings hold them
        case _:
            raise TypeError(f"no field of this kind: {type(editor).__name__}")


def taken(field: Field, editor: QWidget) -> object:
    """The value as the settings want it."""
    match editor:
        case KeyField():
            return editor.key
        case QLineEdit() if field.kind is Kind.WORDS:
            return tuple(word.strip() for word in editor.text().split(",") if word.strip())
        case QLineEdit():
            return editor.text().strip()
        case QCheckBox():
            return editor.isChecked()
        case QComboBox():
            return editor.currentData()
        case QSpinBox() | QDoubleSpinBox():
            return editor.value()
        case _:
            raise TypeError(f"no field of this kind: {type(editor).__name__}")

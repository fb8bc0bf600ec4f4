"""The fields of the settings page: what each is called, what it means, and the widget that edits it."""

from __future__ import annotations

from enum import Enum, auto
from typing import NamedTuple

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtWidgets import QAbstractSpinBox, QCheckBox, QComboBox, QDoubleSpinBox, QLineEdit, QSpinBox, QWidget

from app.settings import Appearance
from app.ui.key_field import KeyField


class Kind(Enum):
    """How a field is edited."""

    SECONDS = auto()
    COUNT = auto()
    TEXT = auto()
    WORDS = auto()
    YES = auto()
    KEY = auto()
    APPEARANCE = auto()


class Field(NamedTuple):
    """Section and name in the settings (section empty = top level), label and explanation (both translatable)."""

    section: str
    name: str
    kind: Kind
    label: object
    meaning: object = ""

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


def _key(name: str, label: object) -> Field:
    return Field("keys", name, Kind.KEY, label)


GROUPS = (
    Group(
        QT_TRANSLATE_NOOP("SettingsFields", "General"),
        (
            Field(
                "",
                "appearance",
                Kind.APPEARANCE,
                QT_TRANSLATE_NOOP("SettingsFields", "Appearance"),
            ),
            Field(
                "",
                "coach",
                Kind.TEXT,
                QT_TRANSLATE_NOOP("SettingsFields", "Your name"),
                QT_TRANSLATE_NOOP("SettingsFields", "Stands beside your decisions; empty: the name of your account"),
            ),
        ),
    ),
    Group(
        QT_TRANSLATE_NOOP("SettingsFields", "How long a question stays open"),
        (
            Field("questions", "coaching", Kind.SECONDS, QT_TRANSLATE_NOOP("SettingsFields", "In Coach")),
            Field("questions", "supervised", Kind.SECONDS, QT_TRANSLATE_NOOP("SettingsFields", "In Supervise")),
            Field(
                "questions",
                "automatic",
                Kind.SECONDS,
                QT_TRANSLATE_NOOP("SettingsFields", "In Automatic"),
                QT_TRANSLATE_NOOP("SettingsFields", "At its end the run pauses; nothing is done and nothing learned"),
            ),
        ),
    ),
    Group(
        QT_TRANSLATE_NOOP("SettingsFields", "Looking"),
        (
            Field(
                "matching",
                "no_match_looks",
                Kind.COUNT,
                QT_TRANSLATE_NOOP("SettingsFields", "Looks before it asks for help"),
                QT_TRANSLATE_NOOP("SettingsFields", "How often it looks for a missing place"),
            ),
            Field(
                "capture",
                "interval",
                Kind.SECONDS,
                QT_TRANSLATE_NOOP("SettingsFields", "Time between two looks"),
            ),
            Field(
                "matching",
                "still_hands",
                Kind.SECONDS,
                QT_TRANSLATE_NOOP("SettingsFields", "Your hands must rest"),
                QT_TRANSLATE_NOOP("SettingsFields", "Before it acts after your answer"),
            ),
        ),
    ),
    Group(
        QT_TRANSLATE_NOOP("SettingsFields", "Hot keys"),
        (
            _key("stop", QT_TRANSLATE_NOOP("SettingsFields", "Stop key")),
            _key("stop_too", QT_TRANSLATE_NOOP("SettingsFields", "Second stop key")),
            _key("accept", QT_TRANSLATE_NOOP("SettingsFields", "Accept key")),
            _key("correct", QT_TRANSLATE_NOOP("SettingsFields", "Correct key")),
            _key("by_hand", QT_TRANSLATE_NOOP("SettingsFields", "I did it key")),
            _key("skip", QT_TRANSLATE_NOOP("SettingsFields", "Skip key")),
            _key("reject", QT_TRANSLATE_NOOP("SettingsFields", "Reject key")),
            _key("second", QT_TRANSLATE_NOOP("SettingsFields", "Take number 2 key")),
            _key("third", QT_TRANSLATE_NOOP("SettingsFields", "Take number 3 key")),
            _key("record", QT_TRANSLATE_NOOP("SettingsFields", "Stop recording key")),
            _key("pause_recording", QT_TRANSLATE_NOOP("SettingsFields", "Pause recording key")),
            _key("forget_last", QT_TRANSLATE_NOOP("SettingsFields", "Forget last key")),
        ),
    ),
    Group(
        QT_TRANSLATE_NOOP("SettingsFields", "Safety"),
        (
            Field(
                "safety",
                "corner",
                Kind.YES,
                QT_TRANSLATE_NOOP("SettingsFields", "Pointer in a corner stops"),
                QT_TRANSLATE_NOOP("SettingsFields", "Move the pointer into any corner of a monitor to stop"),
            ),
            Field(
                "safety",
                "two_confirmations",
                Kind.YES,
                QT_TRANSLATE_NOOP("SettingsFields", "Locked steps ask twice"),
                QT_TRANSLATE_NOOP("SettingsFields", "Send, pay, delete and the like need a second yes"),
            ),
        ),
    ),
    Group(
        QT_TRANSLATE_NOOP("SettingsFields", "Privacy"),
        (
            Field(
                "privacy",
                "masked_apps",
                Kind.WORDS,
                QT_TRANSLATE_NOOP("SettingsFields", "Programs never to be seen"),
                QT_TRANSLATE_NOOP("SettingsFields", "Their windows are black in every picture; separate by commas"),
            ),
            Field("privacy", "keep_days", Kind.COUNT, QT_TRANSLATE_NOOP("SettingsFields", "Keep pictures (days)")),
            Field(
                "privacy",
                "keep_megabytes",
                Kind.COUNT,
                QT_TRANSLATE_NOOP("SettingsFields", "Keep pictures (megabytes)"),
            ),
        ),
    ),
    Group(
        QT_TRANSLATE_NOOP("SettingsFields", "Store"),
        (
            Field(
                "store",
                "url",
                Kind.TEXT,
                QT_TRANSLATE_NOOP("SettingsFields", "Database"),
                QT_TRANSLATE_NOOP(
                    "SettingsFields", "Empty: a file in the data folder; else postgresql://…; counts after a restart"
                ),
            ),
        ),
    ),
)


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
        case Kind.APPEARANCE:
            return _appearance()


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


def _appearance() -> QComboBox:
    made = QComboBox()
    words = (
        (Appearance.SYSTEM, QCoreApplication.translate("SettingsFields", "As the system")),
        (Appearance.LIGHT, QCoreApplication.translate("SettingsFields", "Light")),
        (Appearance.DARK, QCoreApplication.translate("SettingsFields", "Dark")),
    )
    for value, text in words:
        made.addItem(text, value)
    return made


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

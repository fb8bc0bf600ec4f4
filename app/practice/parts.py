"""Buttons and fields that carry a name for people, for accessibility and for the witness."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton

from app.practice.witness import Witness


def named_button(text: str, name: str, pressed: Callable[[], object], primary: bool = False) -> QPushButton:
    """A push button; `primary` makes it the one that stands out."""
    button = QPushButton(text)
    button.setObjectName(name)
    button.setAccessibleName(text.rstrip("…"))
    button.setProperty("primary", primary)
    button.setAutoDefault(False)
    button.clicked.connect(lambda _checked: pressed())
    return button


def named_field(label: str, name: str, witness: Witness) -> QLineEdit:
    """A line to type in; each change by the person is noted."""
    field = QLineEdit()
    field.setObjectName(name)
    field.setAccessibleName(label)
    field.textEdited.connect(lambda text: witness.changed(name, text))
    return field


def named_check(label: str, name: str, witness: Witness) -> QCheckBox:
    """A box to tick; each change by the person is noted."""
    box = QCheckBox(label)
    box.setObjectName(name)
    box.setAccessibleName(label)
    box.clicked.connect(lambda checked: witness.changed(name, checked))
    return box

"""The dialogs that edit what a step types or presses, and names."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from app.model.action import Params
from app.ui.dialogs.text import TextDialog, keys_of


def input_dialog(today: Params, keys: bool, parent: QWidget) -> TextDialog:
    """Shows what is typed (or the keys pressed) today; keys that cannot be pressed are refused."""
    label = _tr("Keys pressed by this step, for instance ctrl+s") if keys else _tr("Text typed by this step")
    shown = "+".join(today.keys) if keys else today.text or ""
    problem = _tr("Write keys like this: ctrl+s")

    def check(text: str) -> str:
        return problem if keys and not keys_of(text) else ""

    return TextDialog(_tr("Edit text"), label, shown, check, parent)


def name_dialog(name: str, parent: QWidget) -> TextDialog:
    """The name of a step; empty returns to its own sentence."""
    return TextDialog(_tr("Rename"), _tr("Name of the step (empty: its own sentence)"), name, parent=parent)


def workflow_name_dialog(name: str, parent: QWidget) -> TextDialog:
    """The name of a workflow, which it needs."""
    empty = _tr("A workflow needs a name")

    def check(text: str) -> str:
        return "" if text.strip() else empty

    return TextDialog(_tr("Rename workflow"), _tr("Name of the workflow"), name, check, parent)


def _tr(text: str) -> str:
    return QCoreApplication.translate("StepsPage", text)

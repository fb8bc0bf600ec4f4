"""A fault of ours on the main thread: logged, and told once."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QMessageBox

_log = logging.getLogger(__name__)


class CrashReport:
    """Takes the place of sys.excepthook while it is installed."""

    def __init__(self, log_folder: Path | None) -> None:
        self._log_folder = log_folder
        self._before = sys.excepthook
        self._told = False
        self.dialog: QMessageBox | None = None

    def install(self) -> None:
        """From now on faults come here."""
        self._before = sys.excepthook
        sys.excepthook = self._hook

    def remove(self) -> None:
        """As it was before."""
        if sys.excepthook == self._hook:
            sys.excepthook = self._before
        if self.dialog is not None:
            self.dialog.close()
            self.dialog = None

    def _hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._before(kind, error, trace)
            return
        _log.error("a fault in the windows", exc_info=(kind, error, trace))
        if not self._told and QApplication.instance() is not None:
            self._told = True
            self._tell(kind, error)

    def _tell(self, kind: type[BaseException], error: BaseException) -> None:
        title = QCoreApplication.translate("CrashReport", "A fault in the program")
        words = QCoreApplication.translate(
            "CrashReport", "Something in Understudy went wrong. Your decisions are saved. If it goes on, restart it."
        )
        where = QCoreApplication.translate("CrashReport", "Details are in the log file in {folder}.")
        self.dialog = QMessageBox(QMessageBox.Icon.Warning, title, words)
        if self._log_folder is not None:
            self.dialog.setInformativeText(where.format(folder=self._log_folder))
        self.dialog.setDetailedText(f"{kind.__name__}: {error}")
        self.dialog.open()

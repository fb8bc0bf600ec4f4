"""SIGTERM and Ctrl+C end the program, whatever stands open."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from app.ui.signals import heeded_signals


class Stubborn(QDialog):
    """Does not let itself be closed, as a review that is neither saved nor discarded."""

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()


@pytest.fixture
def late(qapp: QApplication) -> Iterator[QTimer]:
    """Ends the loop with 9 when nothing else has."""
    timer = QTimer(singleShot=True, interval=5000)
    timer.timeout.connect(lambda: qapp.exit(9))
    timer.start()
    yield timer
    timer.stop()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_leaves_the_loop_although_a_window_will_not_close(
    qapp: QApplication, qtbot: QtBot, late: QTimer, number: signal.Signals
) -> None:
    stopped: list[bool] = []
    window = Stubborn()
    qtbot.addWidget(window)
    window.show()
    with heeded_signals(qapp) as signals:
        QTimer.singleShot(50, lambda: os.kill(os.getpid(), number))
        signals.serve(lambda: stopped.append(True))
    assert stopped
    assert late.isActive()


def test_a_signal_that_comes_before_the_loop_runs_is_not_lost(qapp: QApplication, late: QTimer) -> None:
    stopped: list[bool] = []
    with heeded_signals(qapp) as signals:
        QTimer.singleShot(0, lambda: os.kill(os.getpid(), signal.SIGINT))  # inside a call of Qt's
        qapp.processEvents()
        signals.serve(lambda: stopped.append(True))
    assert stopped
    assert late.isActive()

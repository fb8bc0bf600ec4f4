"""SIGTERM and Ctrl+C end the program, whatever stands open."""

from __future__ import annotations

import os
import signal

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from app.ui.signals import quit_on_signals


class Stubborn(QDialog):
    """Does not let itself be closed, as a review that is neither saved nor discarded."""

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_leaves_the_loop_although_a_window_will_not_close(
    qapp: QApplication, qtbot: QtBot, number: signal.Signals
) -> None:
    stopped: list[bool] = []
    window = Stubborn()
    qtbot.addWidget(window)
    window.show()
    late = QTimer(singleShot=True, interval=5000)
    late.timeout.connect(lambda: qapp.exit(9))
    with quit_on_signals(qapp, lambda: stopped.append(True)):
        QTimer.singleShot(50, lambda: os.kill(os.getpid(), number))
        late.start()
        assert qapp.exec() == 0
    late.stop()
    assert stopped == [True]

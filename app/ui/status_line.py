"""The line at the bottom: what is watched, how fast, how much of the processor, whether everything is saved."""

from __future__ import annotations

from time import monotonic, process_time

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from app.model.frame import Monitor
from app.model.news import Looked, Saved
from app.ui.buttons import labelled
from app.ui.geometry import screens_now

CPU_EVERY_MS = 2000


class StatusLine(QFrame):
    """`All decisions saved` is shown only while the engine says so."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "status")
        self._watching = labelled("", "small")
        self._times = labelled("", "small")
        self._cpu = labelled("", "small")
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setFixedWidth(90)
        self._busy.setTextVisible(False)
        self._busy.setAccessibleName(self.tr("Working"))
        self._busy.hide()
        self.saved = labelled("", "small")
        self.reading = labelled("", "small")
        self.reading.hide()
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 5, 16, 5)
        line.setSpacing(24)
        for part in (self._watching, self._times, self._cpu, self._busy):
            line.addWidget(part)
        line.addStretch(1)
        line.addWidget(self.reading)
        line.addWidget(self.saved)
        self._before = (monotonic(), process_time())
        self._timer = QTimer(self)
        self._timer.setInterval(CPU_EVERY_MS)
        self._timer.timeout.connect(self._measure)
        self._timer.start()
        self._show_screens()
        self.show_saved(Saved(True))

    @Slot(Looked)
    def show_look(self, look: Looked) -> None:
        """Its monitor, and the milliseconds of this look."""
        if look.monitor is not None:
            self._watching.setText(self._monitor_words(look.monitor))
        capture, match, locate = (round(part) for part in look.milliseconds)
        times = self.tr("Capture {capture} ms · match {match} ms · locate {locate} ms")
        self._times.setText(times.format(capture=capture, match=match, locate=locate))

    @Slot(Saved)
    def show_saved(self, news: Saved) -> None:
        """True only when it is."""
        self.saved.setText(self.tr("All decisions saved") if news.everything else self.tr("Saving…"))

    @Slot(bool)
    def show_busy(self, busy: bool) -> None:
        """Something takes longer than a second."""
        self._busy.setVisible(busy)

    @Slot(int, int)
    def show_reading(self, read: int, workflows: int) -> None:
        """How far long records are read after an update; nothing when all are."""
        words = self.tr("Reading what was learned: {read} of {workflows} workflows …")
        self.reading.setText(words.format(read=read, workflows=workflows))
        self.reading.setVisible(read < workflows)

    def _monitor_words(self, monitor: Monitor) -> str:
        words = self.tr("● Watching display {number} · {width}×{height} · {scale} %")
        box = monitor.box
        return words.format(number=max(1, monitor.index), width=box.w, height=box.h, scale=round(monitor.scale * 100))

    def _show_screens(self) -> None:
        screen = screens_now()[0]
        self._watching.setText(self._monitor_words(Monitor(1, screen.box, screen.scale, screen.name)))

    @Slot()
    def _measure(self) -> None:
        now = (monotonic(), process_time())
        passed = now[0] - self._before[0]
        share = 100 * (now[1] - self._before[1]) / passed if passed else 0.0
        self._before = now
        self._cpu.setText(self.tr("CPU {percent} %").format(percent=round(share)))

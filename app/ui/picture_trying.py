"""Tries other ways to find a workflow's targets on past pictures, on a thread of its own, while the windows go on."""

from __future__ import annotations

import logging
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot

from app.model.advice import TrialEnd
from app.model.errors import UserError
from app.ui.advisor import PictureTrials

_log = logging.getLogger(__name__)


class PictureTrying(QObject):
    """One workflow at a time. `progressed` says how many steps of how many were tried; `ended` how it ended, `failed`
    why it could not be done: after that nothing is tried any more until the program begins anew."""

    progressed = Signal(int, int)
    ended = Signal(object)
    failed = Signal(str)
    _told = Signal(int, int, object)
    _over = Signal(object, object)

    def __init__(self, trials: PictureTrials, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._trials = trials
        self._cancel = Event()
        self._broken = False
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.end)
        self._told.connect(self._hear_progress, Qt.ConnectionType.QueuedConnection)
        self._over.connect(self._hear_end, Qt.ConnectionType.QueuedConnection)

    def begin(self, workflow_id: str) -> None:
        """Try what was not tried yet; what is under way for another workflow is given up."""
        self._cancel.set()
        if self._broken:
            return
        cancel = self._cancel = Event()
        worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="picture-trial")
        work = worker.submit(self._work, workflow_id, cancel)
        work.add_done_callback(lambda ended: self._tell_end(ended, cancel))
        worker.shutdown(wait=False)

    @Slot()
    def end(self) -> None:
        """Give up what is under way; its worker ends after the picture that it is looking at."""
        self._cancel.set()

    def _work(self, workflow_id: str, cancel: Event) -> TrialEnd:
        return self._trials.try_all(workflow_id, lambda done, of: self._tell(done, of, cancel), cancel)

    def _tell(self, done: int, of: int, cancel: Event) -> None:
        if not cancel.is_set():
            self._told.emit(done, of, cancel)

    def _tell_end(self, ended: Future[TrialEnd], cancel: Event) -> None:
        if not ended.cancelled() and not cancel.is_set():
            self._over.emit(ended, cancel)

    @Slot(int, int, object)
    def _hear_progress(self, done: int, of: int, cancel: Event) -> None:
        if not cancel.is_set():
            self.progressed.emit(done, of)

    @Slot(object, object)
    def _hear_end(self, ended: Future[TrialEnd], cancel: Event) -> None:
        if cancel.is_set():
            return
        error = ended.exception()
        if error is None:
            self.ended.emit(ended.result())
            return
        self._broken = True
        if not isinstance(error, UserError):
            _log.error("trying on past pictures failed", exc_info=error)
        self.failed.emit(str(error) if isinstance(error, UserError) else type(error).__name__)

"""Tries the offers of a pack on my own past pictures, one after the other, on a thread of its own."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from threading import Event

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot

from app.learning.packs import judged
from app.model.errors import UserError
from app.model.pack import Judged, Offer
from app.model.proof import Proof
from app.ui.learning_services import Proofs

_log = logging.getLogger(__name__)


class PackTrying(QObject):
    """`tried` carries the number of the offer and what it showed; `failed` says why one could not be tried."""

    tried = Signal(int, object)
    failed = Signal(int, str)
    _heard = Signal(int, object)

    def __init__(self, proofs: Proofs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._proofs = proofs
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="pack")
        self._cancel = Event()
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.end)
        self._heard.connect(self._hear, Qt.ConnectionType.QueuedConnection)

    def begin(self, offers: Sequence[Offer]) -> None:
        """Try these, once; the worker ends with the last of them."""
        for number, offer in enumerate(offers):
            work = self._worker.submit(self._try, offer)
            work.add_done_callback(partial(self._over, number))
        self._worker.shutdown(wait=False)

    @Slot()
    def end(self) -> None:
        """Give up what is under way; the worker ends after the picture that it is looking at."""
        self._cancel.set()
        self._worker.shutdown(wait=False, cancel_futures=True)

    def _try(self, offer: Offer) -> Judged:
        def prove(beside: bool) -> Proof:
            assert offer.step is not None
            step = offer.step
            return self._proofs.prove(
                step.workflow_id, step.step_id, offer.taught, beside, lambda _: None, self._cancel
            )

        return judged(offer, prove)

    def _over(self, number: int, ended: Future[Judged]) -> None:
        if not ended.cancelled() and not self._cancel.is_set():
            self._heard.emit(number, ended)

    @Slot(int, object)
    def _hear(self, number: int, ended: Future[Judged]) -> None:
        if self._cancel.is_set():
            return
        error = ended.exception()
        if error is None:
            self.tried.emit(number, ended.result())
            return
        if not isinstance(error, UserError):
            _log.error("the proof of a pack failed", exc_info=error)
        self.failed.emit(number, str(error) if isinstance(error, UserError) else type(error).__name__)

"""The person shows a place: ask for a frozen frame, let them point, hand on one result for all screens."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.model.news import Frozen
from app.ui.bridge import EngineBridge
from app.ui.delay_hint import DelayHint
from app.ui.keep_bar import PointedPlace
from app.ui.learning_services import Proofs
from app.ui.pointing_session import PointingSession
from app.ui.proving import ProofFor, Proving, Subject
from app.ui.queries import Queries
from app.ui.services import Sight

FROZEN_WITHIN_MS = 5000
DELAY_SECONDS = 3


class Pointing(QObject):
    """One pointing at a time. Exactly one of `done` and `cancelled` is called for each `begin`."""

    failed = Signal(str)
    active_changed = Signal(bool)

    def __init__(
        self, bridge: EngineBridge, queries: Queries, sight: Sight, proofs: Proofs, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._proving = Proving(proofs, sight, self)
        self._subject: Subject | None = None
        self._bridge = bridge
        self._queries = queries
        self._sight = sight
        self._request = ""
        self._keeps = True
        self._done: Callable[[PointedPlace], object] | None = None
        self._cancelled: Callable[[], object] | None = None
        self._session: PointingSession | None = None
        self._delay = DelayHint(DELAY_SECONDS)
        self._delay.over.connect(self._freeze)
        self._limit = QTimer(self)
        self._limit.setSingleShot(True)
        self._limit.setInterval(FROZEN_WITHIN_MS)
        self._limit.timeout.connect(self._no_picture)
        bridge.frozen.connect(self._on_frozen)

    @property
    def active(self) -> bool:
        """Whether the person is pointing, or about to."""
        return self._done is not None

    @property
    def session(self) -> PointingSession | None:
        """The windows on the screen, while they are there."""
        return self._session

    def begin(
        self,
        done: Callable[[PointedPlace], object],
        cancelled: Callable[[], object],
        keeps: bool = True,
        subject: Subject | None = None,
    ) -> bool:
        """Let the person point; False when somebody else's pointing is open.

        keeps: ask for how long it counts. subject: the step on whose past pictures the new place is tried.
        """
        if self.active:
            return False
        self._done, self._cancelled, self._keeps, self._subject = done, cancelled, keeps, subject
        self.active_changed.emit(True)
        self._freeze()
        return True

    def cancel(self) -> None:
        """Take everything off the screen; nothing was pointed at."""
        cancelled = self._cancelled
        self._end()
        if cancelled is not None:
            cancelled()

    def drop(self) -> None:
        """The program ends: the countdown's window and the thread that proves go too."""
        self._proving.close()
        self._delay.deleteLater()

    @Slot()
    def _freeze(self) -> None:
        if not self.active:
            return
        self._request = uuid4().hex
        self._limit.start()
        self._bridge.freeze(self._request)

    @Slot(Frozen)
    def _on_frozen(self, news: Frozen) -> None:
        if news.request != self._request or not self.active:
            return
        self._limit.stop()
        self._request = ""
        proof = ProofFor(self._proving, self._subject)
        session = PointingSession(news.frame, self._queries, self._sight, self._keeps, self, proof)
        self._proving.offered.connect(session.show_offer)
        self._proving.failed.connect(session.show_failure)
        session.taken.connect(self._take)
        session.back.connect(self.cancel)
        session.later.connect(self._later)
        self._session = session
        session.open()

    @Slot()
    def _later(self) -> None:
        self._drop_session()
        self._delay.begin()

    @Slot(object)
    def _take(self, place: PointedPlace) -> None:
        done = self._done
        self._end()
        if done is not None:
            done(place)

    @Slot()
    def _no_picture(self) -> None:
        self.failed.emit(self.tr("No picture of the screen came in time. Try again."))
        self.cancel()

    def _end(self) -> None:
        was_active = self.active
        self._done = self._cancelled = None
        self._request = ""
        self._limit.stop()
        self._delay.stop()
        self._drop_session()
        if was_active:
            self.active_changed.emit(False)

    def _drop_session(self) -> None:
        if self._session is not None:
            session, self._session = self._session, None
            session.close()

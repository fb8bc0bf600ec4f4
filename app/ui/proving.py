"""Proves what the person has just pointed at, on a thread of its own, and offers better ways where it is not enough."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from enum import StrEnum
from threading import Event
from time import monotonic
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.model.decision import Keep, Pointed
from app.model.errors import BadInput, UserError
from app.model.frame import Frame
from app.model.geometry import Box
from app.model.proof import BIGGER, Proof
from app.model.target import TaughtTarget
from app.ui.learning_services import Proofs
from app.ui.services import Sight

TELL_EVERY = 0.1
"""Seconds between two reports of a proof that goes on."""

_log = logging.getLogger(__name__)


class OfferKind(StrEnum):
    """The ways to keep what was pointed at: as it is, with more around it, known by its surroundings only, or beside
    the old look."""

    PLAIN = "plain"
    BIGGER = "bigger"
    AROUND = "around"
    LOOK = "look"


class Subject(NamedTuple):
    """The step that the pointing is about."""

    workflow_id: str
    step_id: str


class Taken(NamedTuple):
    """What was pointed at: the frame, the place as it is answered, the box that was shown, the target made of it."""

    frame: Frame
    pointed: Pointed
    box: Box | None
    taught: TaughtTarget


@dataclass(frozen=True, slots=True)
class Offer:
    """One way to keep it, with what is known of it so far; `done` when all pictures were tried."""

    kind: OfferKind
    pointed: Pointed
    taught: TaughtTarget
    proof: Proof = field(default_factory=Proof)
    done: bool = False

    @property
    def keep(self) -> Keep:
        """How long it counts when it is taken."""
        return Keep.LOOK if self.kind is OfferKind.LOOK else Keep.ALWAYS

    @property
    def green(self) -> bool:
        """Whether nothing speaks against it."""
        return self.done and self.proof.green


class Proving(QObject):
    """One proof at a time. `offered` comes again and again as more is known, `failed` when it could not be made."""

    offered = Signal(object)
    failed = Signal(str)
    _heard = Signal(object, object)

    def __init__(self, proofs: Proofs, sight: Sight, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._proofs = proofs
        self._sight = sight
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="proof")
        self._cancel = Event()
        self._heard.connect(self._hear, Qt.ConnectionType.QueuedConnection)

    def begin(self, subject: Subject, taken: Taken) -> None:
        """Prove this; what was under way before is given up."""
        self.end()
        cancel = self._cancel = Event()
        work = self._worker.submit(self._work, subject, taken, cancel)
        work.add_done_callback(lambda ended: self._over(ended, cancel))

    def end(self) -> None:
        """Nothing more is told of what is under way."""
        self._cancel.set()

    def close(self) -> None:
        """Join the worker; may be called twice."""
        self.end()
        self._worker.shutdown(wait=True, cancel_futures=True)

    def _work(self, subject: Subject, taken: Taken, cancel: Event) -> None:
        """On the worker: as it is; where that is not green, the other ways too."""
        for offer in self._ways(taken):
            proved = self._proved(subject, offer, cancel)
            if cancel.is_set() or (offer.kind is OfferKind.PLAIN and proved.green):
                return

    def _ways(self, taken: Taken) -> Iterator[Offer]:
        frame, pointed, box, taught = taken
        yield Offer(OfferKind.PLAIN, pointed, taught)
        yield Offer(OfferKind.LOOK, pointed, taught)
        shown = box or Box(pointed.point.x, pointed.point.y, 1, 1)
        wider = replace(pointed, box=shown.grown(BIGGER).common(frame.region))
        made = _made(lambda: self._sight.teach(frame, wider.point, wider.box))
        yield from () if made is None else (Offer(OfferKind.BIGGER, wider, made),)
        around = replace(pointed, by_surroundings=True)
        made = _made(lambda: self._sight.place_only(frame, pointed.point))
        yield from () if made is None else (Offer(OfferKind.AROUND, around, made),)

    def _proved(self, subject: Subject, offer: Offer, cancel: Event) -> Offer:
        told = _Seldom(lambda proof: self._tell(replace(offer, proof=proof), cancel))
        proof = self._proofs.prove(*subject, offer.taught, offer.kind is OfferKind.LOOK, told, cancel)
        ended = replace(offer, proof=proof, done=not cancel.is_set())
        self._tell(ended, cancel)
        return ended

    def _tell(self, offer: Offer, cancel: Event) -> None:
        if not cancel.is_set():
            self._heard.emit(offer, cancel)

    @Slot(object, object)
    def _hear(self, offer: Offer, cancel: Event) -> None:
        if not cancel.is_set():
            self.offered.emit(offer)

    def _over(self, ended: Future[None], cancel: Event) -> None:
        error = None if ended.cancelled() else ended.exception()
        if error is None or cancel.is_set():
            return
        if isinstance(error, UserError):
            self.failed.emit(str(error))
            return
        _log.error("the proof failed", exc_info=error)
        self.failed.emit(type(error).__name__)


class ProofFor:
    """Proves for one step; for none there is nothing to prove."""

    def __init__(self, proving: Proving, subject: Subject | None) -> None:
        self._proving = proving
        self._subject = subject

    def begin(self, taken: Taken, begun: Callable[[], object]) -> None:
        """Try this on the step's past pictures; `begun` is called first."""
        if self._subject is not None:
            begun()
            self._proving.begin(self._subject, taken)

    def end(self) -> None:
        """Give up what is under way."""
        if self._subject is not None:
            self._proving.end()


class _Seldom:
    """Hands on what it hears, but not more often than anybody can read."""

    def __init__(self, told: Callable[[Proof], object]) -> None:
        self._told = told
        self._last = 0.0

    def __call__(self, proof: Proof) -> None:
        now = monotonic()
        if now - self._last >= TELL_EVERY:
            self._last = now
            self._told(proof)


def _made(teach: Callable[[], TaughtTarget]) -> TaughtTarget | None:
    """A place that cannot be taught this way is not offered this way."""
    try:
        return teach()
    except BadInput:
        return None

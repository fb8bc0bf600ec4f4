"""Tells everybody who listens; a listener's fault never stops the run."""

from __future__ import annotations

import logging
from threading import Lock

from app.engine.ports import Listener
from app.model.news import News

_log = logging.getLogger(__name__)


class Bus:
    """Publishes news in order to all listeners, without holding a lock while they are called."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._listeners: tuple[Listener, ...] = ()

    def subscribe(self, listener: Listener) -> None:
        """Hear everything published from now on."""
        with self._lock:
            self._listeners = (*self._listeners, listener)

    def publish(self, news: News) -> None:
        """Tell all listeners, on the calling thread."""
        for listener in self._listeners:
            listener(news)

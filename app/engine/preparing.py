"""A run learns what its Screens look like before its first look, so that no look of a step has to wait for that."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Event

from app.engine.context import RunContext
from app.engine.control import Woke
from app.engine.ports import Eye
from app.model.news import Severity
from app.model.workflow import Screen

_log = logging.getLogger(__name__)
_AT_ONCE = 8
"""So many Screens are learned before the worker asks whether the run still needs them."""


def prepare(ctx: RunContext) -> None:
    """Wait until all is learned; a failure costs the preparation only. Raises as `attend` does.

    A worker learns while the engine's thread waits, so that a stop or a pause is heard at once; nothing else uses the
    eye in the meantime.
    """
    enough, pool = Event(), ThreadPoolExecutor(1, "preparing")
    learning = pool.submit(_learn, ctx.eye, ctx.screens, enough)
    learning.add_done_callback(lambda _: ctx.control.notify())
    try:
        while ctx.control.wait(learning.done) is Woke.INTERRUPTED:
            ctx.attend()
    finally:
        enough.set()
        pool.shutdown(wait=False)
    problem = learning.exception()
    if problem is not None:
        _log.error("the Screens could not be prepared; they are learned when they are needed", exc_info=problem)
        words = "The Screens of this workflow could not be prepared, so some steps may take longer."
        ctx.notice(Severity.WARNING, words, "Nothing needs to be done; the log file says why.")


def _learn(eye: Eye, screens: Sequence[Screen], enough: Event) -> None:
    """All Screens, the first ones last: where memory is short, what was learned last stays."""
    eye.remember(())
    order = tuple(reversed(screens))
    for begin in range(0, len(order), _AT_ONCE):
        if enough.is_set():
            return
        eye.remember(order[begin : begin + _AT_ONCE])

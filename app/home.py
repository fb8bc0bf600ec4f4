"""Where everything of this person is kept: opened alone, without windows or devices, so that it is there at once."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.model.news import Notice
from app.model.resources import resources_folder
from app.settings import Folders, Settings, folders, load
from app.storage.instance import Instance
from app.storage.store import Store, opened


class SystemClock:
    """The machine's clocks."""

    def now(self) -> float:
        """Monotonic seconds."""
        return time.monotonic()

    def utc(self) -> datetime:
        """Aware wall time."""
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Home:
    """Settings and store, for this program alone; `cut_off` tells what a killed one left in the middle."""

    folders: Folders
    settings: Settings
    store: Store
    cut_off: Notice | None


@contextmanager
def opened_store() -> Iterator[Store]:
    """Settings and store alone, for what needs no screen."""
    found = folders()
    with opened(found, load(found.settings), SystemClock()) as store:
        yield store


@contextmanager
def opened_home() -> Iterator[Home]:
    """Settings and store of the one program that may act; AlreadyRunning names the other."""
    found = folders()
    settings = load(found.settings)
    with ExitStack() as stack:
        _alone(stack, found.data)
        store = stack.enter_context(opened(found, settings, SystemClock(), wait=False))
        store.install(resources_folder() / "practice" / "workflow")
        cut_off = store.settle()
        store.library.tidy_later(settings.privacy.keep_days, settings.privacy.keep_megabytes)
        store.ledger.count_later()
        yield Home(found, settings, store, cut_off)


def _alone(stack: ExitStack, folder: Path) -> None:
    instance = Instance(folder)
    instance.acquire()
    stack.callback(instance.release)

"""Guards for every test: a home of its own, no quiet warning, no thread left behind."""

from __future__ import annotations

import logging
import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

_THREAD_SECONDS = 2.0

# Windows are drawn in memory unless a test asks for the real (virtual) desktop.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_API", "pyside6")

# A shell ignores interrupts in what it runs in the background, and programs under test would inherit that.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# Two slow shared cores: how long one example takes says nothing.
settings.register_profile("understudy", deadline=None)
settings.load_profile("understudy")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every test has its own folder for all that the program keeps; the person's own is never touched."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("UNDERSTUDY_HOME", str(folder))
    return folder


@pytest.fixture(autouse=True)
def _no_thread_left() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    for thread in set(threading.enumerate()) - before:
        if not thread.daemon:
            thread.join(_THREAD_SECONDS)
            assert not thread.is_alive(), f"the thread {thread.name!r} was left behind"


@pytest.fixture(autouse=True)
def _no_warning_logged(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    if request.node.get_closest_marker("logs_warnings"):
        return
    records = [*caplog.get_records("setup"), *caplog.get_records("call")]
    loud = [record for record in records if record.levelno >= logging.WARNING]
    words = "\n".join(f"{record.levelname} {record.name}: {record.getMessage()}" for record in loud)
    assert not loud, f"the test logged warnings:\n{words}"

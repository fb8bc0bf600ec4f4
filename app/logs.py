"""The structured log file: JSON lines with rotation; never a typed text, never a secret, never a key."""

from __future__ import annotations

import logging
from functools import cache
from logging.handlers import RotatingFileHandler
from pathlib import Path

from app.model.errors import EnvironmentProblem

FILE = "understudy.log"
BYTES = 5 * 1024 * 1024
FILES = 10


def start_log(folder: Path) -> Path:
    """Write everything from INFO up to the log file of this folder and return its path.

    Raises EnvironmentProblem when the folder cannot be written.
    """
    file = folder / FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(file, maxBytes=BYTES, backupCount=FILES - 1, encoding="utf-8", delay=False)
    except OSError as error:
        raise EnvironmentProblem(f"Log folder {folder}", str(error.strerror), "Make it writable.") from error
    handler.setFormatter(_Structured())
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    return file


def stop_log() -> None:
    """Close the log files, so that their folder may go."""
    root = logging.getLogger()
    for handler in [h for h in root.handlers if isinstance(h, RotatingFileHandler)]:
        root.removeHandler(handler)
        handler.close()


class _Structured(logging.Formatter):
    """One JSON object a line. Its library is loaded at the first record: a usual start has none before its window."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line."""
        return _json_lines().format(record)


@cache
def _json_lines() -> logging.Formatter:
    import structlog

    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
        ],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )

"""Faults of the database in words: what happened, whether anything is lost, and what to do next."""

from __future__ import annotations

import errno

from sqlalchemy.exc import SQLAlchemyError, StatementError

from app.model.errors import StoreProblem

DISK_FULL = "the disk is full (DISK_FULL)"
_LOCKED = "another program keeps it locked (LOCKED)"
_UNLOCK = "Close what has it open (a backup or database tool), then go on; nothing of this was written."
_ALLOW = "Give yourself the right to write this file and its folder, and see that the disk is not write-protected."
_DAMAGED = "it is damaged (CORRUPT)"
_RESTART = "Start the program again: it puts the file aside and names the newest backup."
_CODES = (
    ("SQLITE_FULL", DISK_FULL, "Free some space, then go on; nothing of this was written."),
    ("SQLITE_BUSY", _LOCKED, _UNLOCK),
    ("SQLITE_LOCKED", _LOCKED, _UNLOCK),
    ("SQLITE_READONLY", "it cannot be written (READ_ONLY)", _ALLOW),
    ("SQLITE_CANTOPEN", "it cannot be opened (READ_ONLY)", _ALLOW),
    ("SQLITE_PERM", "it cannot be opened (READ_ONLY)", _ALLOW),
    ("SQLITE_CORRUPT", _DAMAGED, _RESTART),
    ("SQLITE_NOTADB", _DAMAGED, _RESTART),
    ("SQLITE_IOERR", "the disk reported an error (DISK_ERROR)", "Check the disk and its cables, then start again."),
)
_DISK = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def store_problem(error: SQLAlchemyError | ValueError, where: str) -> StoreProblem:
    """The error as the person is told it; `where` names the store and never holds a password."""
    cause = error.orig if isinstance(error, StatementError) else error
    name = str(getattr(cause, "sqlite_errorname", ""))
    for code, why, next_step in _CODES:
        if name.startswith(code):
            return StoreProblem(where, why, next_step)
    first_line = (str(cause).strip() or type(error).__name__).splitlines()[0]
    return StoreProblem(where, first_line, "Check that the store can be reached; the log file has the details.")


def file_problem(error: OSError, what: str) -> StoreProblem:
    """A file or folder that could not be written or read."""
    if error.errno in _DISK:
        return StoreProblem(what, DISK_FULL, "Free some space, then go on; nothing of this was written.")
    reason = error.strerror or type(error).__name__
    return StoreProblem(what, reason, "Check the folder, its permissions and the free space.")


def is_disk_full(problem: StoreProblem) -> bool:
    """Whether room on the disk would cure it."""
    return problem.why == DISK_FULL

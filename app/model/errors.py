"""What can go wrong, by owner: the user's world, the coach's wish, or our own fault (anything else)."""

from __future__ import annotations


class UserError(Exception):
    """Something in the user's world: says what happened, why, and what to do next."""

    def __init__(self, what: str, why: str, next_step: str) -> None:
        super().__init__(f"{what}: {why}. {next_step}")
        self.what = what
        self.why = why
        self.next_step = next_step


class BadInput(UserError):
    """A file, an option or an answer that cannot be used as it is."""


class EnvironmentProblem(UserError):
    """The machine lacks something: a display, a permission, a program, a session that allows acting."""


class StoreProblem(UserError):
    """The ledger or a workflow folder could not be read or written."""


class AlreadyRunning(UserError):
    """A run or a recording is going on; there is one at a time."""


class Refused(UserError):
    """An act was not carried out because a gate did not hold."""


class RunCancelled(BaseException):
    """The person stopped the run; derives from BaseException so that no broad except can swallow it."""


class IllegalMove(Exception):
    """A state change that the state table forbids; a fault of ours."""

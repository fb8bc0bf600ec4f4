"""Secrets in the keyring of the operating system, and nowhere else."""

from __future__ import annotations

from typing import Any

from app.model.errors import BadInput, EnvironmentProblem

_SERVICE = "understudy"


class KeyringSecrets:
    """The port Secrets, with storing and deleting for the windows; calls may take long and ask the person."""

    def read(self, reference: str) -> str:
        """The secret text; EnvironmentProblem without a keyring, BadInput when it is not there."""
        keyring, failed = _keyring()
        try:
            found = keyring.get_password(_SERVICE, reference)
        except failed as error:
            raise _refused(error) from error
        if found is None:
            raise BadInput(f"Secret {reference!r}", "it is not in the keyring", "Open the step and enter it again.")
        return str(found)

    def store(self, reference: str, text: str) -> None:
        """Put it into the keyring; EnvironmentProblem when that is impossible."""
        keyring, failed = _keyring()
        try:
            keyring.set_password(_SERVICE, reference, text)
        except failed as error:
            raise _refused(error) from error

    def delete(self, reference: str) -> None:
        """Take it out; nothing happens when it is not there."""
        keyring, failed = _keyring()
        try:
            if keyring.get_password(_SERVICE, reference) is not None:
                keyring.delete_password(_SERVICE, reference)
        except failed as error:
            raise _refused(error) from error

    def problem(self) -> str:
        """Empty when secrets can be kept, else why not."""
        try:
            _keyring()
        except EnvironmentProblem as problem:
            return str(problem)
        return ""


def _keyring() -> tuple[Any, type[Exception]]:
    """The library and its error; a back end that keeps nothing, or keeps it readable, is refused."""
    import keyring
    import keyring.errors
    from keyring.backends import fail, null

    backend = keyring.get_keyring()
    chained = getattr(backend, "backends", None)
    plain = type(backend).__name__.startswith("Plaintext")
    if plain or isinstance(backend, fail.Keyring | null.Keyring) or (chained is not None and not list(chained)):
        raise EnvironmentProblem(
            "NO_SECRET_STORE: secret typing",
            "this session has no keyring, and a secret is never kept in a file",
            "Install and unlock one (gnome-keyring or KWallet), then start the program again.",
        )
    return keyring, keyring.errors.KeyringError


def _refused(error: Exception) -> EnvironmentProblem:
    why = f"the keyring refused ({type(error).__name__})"
    return EnvironmentProblem("NO_SECRET_STORE: secret typing", why, "Unlock the keyring and try again.")

"""A PostgreSQL server of the tests' own, reached through a socket in its folder; Debian's package is `postgresql`."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from glob import glob
from pathlib import Path
from tempfile import mkdtemp

import pytest

_ACCOUNT = "nobody"
"""The server refuses to run as root."""


@contextmanager
def server() -> Iterator[str]:
    """Start one in a new folder; the address of an empty database. Stopped and removed at the end."""
    programs = _programs()
    folder = Path(mkdtemp(prefix="pg-", dir="/tmp"))  # the name of a socket may have 107 bytes
    account = {"user": _ACCOUNT} if os.geteuid() == 0 else {}
    if account:
        shutil.chown(folder, _ACCOUNT)
    data = folder / "data"

    def call(program: str, *arguments: str) -> None:
        command = [str(programs / program), "-D", str(data), *arguments]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, **account)
        assert done.returncode == 0, f"{program}: {done.stdout}\n{done.stderr}"

    call("initdb", "--username=ada", "--auth=trust", "--encoding=UTF8", "--no-sync")
    options = f"-c listen_addresses='' -c unix_socket_directories={folder}"
    call("pg_ctl", "--wait", f"--log={folder}/log", f"--options={options}", "start")
    try:
        yield f"postgresql://ada@/postgres?host={folder}"
    finally:
        call("pg_ctl", "--wait", "--mode=immediate", "stop")
        shutil.rmtree(folder)


def _programs() -> Path:
    """Where initdb and pg_ctl are: Debian keeps them out of the path."""
    found = shutil.which("initdb") or max(glob("/usr/lib/postgresql/*/bin/initdb"), default="")
    if not found:
        pytest.fail("The PostgreSQL server is missing: install the package `postgresql` (make setup does it).")
    return Path(found).resolve().parent

"""The command line in a process of its own, as a shell starts it, but forked from one that has read the program
already: many commands are tried, and reading the program takes longer than most of them."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Mapping
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.shell import ROOT, SECONDS, Ended, Shell

_READ = ("pytest", "tests.forked_shell", "app.cli", "app.bootstrap", "app.storage.store", "app.batch.commands")
_OUT, _ERR = 1, 2


class ForkedShell(Shell):
    """Every command begins with fresh variables, folder and output, and ends its process."""

    def at_once(self, *commands: tuple[str, ...], apart: bool = False) -> list[Ended]:
        """Several commands side by side, in this order; `apart` gives each a copy of the home to itself."""
        with TemporaryDirectory() as folder:
            running = [self._begin(words, Path(folder) / str(n), n, apart) for n, words in enumerate(commands)]
            return [_ended(process, Path(folder) / str(n)) for n, process in enumerate(running)]

    def _begin(self, words: tuple[str, ...], printed: Path, number: int, apart: bool) -> ForkServerProcess:
        home = self._copy(number) if apart else self.home
        printed.mkdir()
        env = self.env | {"UNDERSTUDY_HOME": str(home)}
        process = _context().Process(target=_command, args=(words, env, printed), daemon=True)
        process.start()
        return process


def _context() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(_READ))
    return context


def _command(words: tuple[str, ...], env: Mapping[str, str], printed: Path) -> None:
    """In the new process: what `python -m app` does."""
    for number, name in ((_OUT, "out"), (_ERR, "err")):
        os.dup2(os.open(printed / name, os.O_CREAT | os.O_WRONLY), number)
    os.environ.clear()
    os.environ.update(env)
    os.chdir(ROOT)
    sys.argv = ["understudy", *words]
    from app.cli import main

    main()


def _ended(process: ForkServerProcess, printed: Path) -> Ended:
    process.join(SECONDS)
    hangs = process.is_alive()
    if hangs:
        process.kill()
        process.join()
    out, err = ((printed / name).read_text(encoding="utf-8") for name in ("out", "err"))
    assert not hangs, f"not ended after {SECONDS} s\n{out}\n{err}"
    assert process.exitcode is not None
    return Ended(process.exitcode, out, err)

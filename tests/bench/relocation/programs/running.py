"""Programs on a virtual display: started in a home folder of their own, waited for, ended by their process group."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path

_END_SECONDS = 3.0


class Running:
    """One started program and what it starts itself."""

    def __init__(self, command: Sequence[str], env: dict[str, str], folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / f"{Path(command[0]).name}.log").open("wb") as log:
            self._process = subprocess.Popen(
                list(command), env=env, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip

    @property
    def pid(self) -> int:
        """Process number of what was started; its children may show the windows."""
        return self._process.pid

    def end(self) -> None:
        """End the whole group; kill what does not go."""
        self._signal(signal.SIGTERM)
        try:
            self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self._signal(signal.SIGKILL)
            self._process.wait()
        self._signal(signal.SIGKILL)

    def _signal(self, number: signal.Signals) -> None:
        try:
            os.killpg(self._process.pid, number)
        except ProcessLookupError:
            return


def homely(env: dict[str, str], home: Path) -> dict[str, str]:
    """The variables of a person whose files all lie in this folder."""
    folders = {
        "XDG_CONFIG_HOME": "config",
        "XDG_DATA_HOME": "data",
        "XDG_CACHE_HOME": "cache",
        "XDG_RUNTIME_DIR": "run",
    }
    for name in folders.values():
        (home / name).mkdir(parents=True, exist_ok=True)
    (home / "run").chmod(0o700)
    return env | {"HOME": str(home)} | {key: str(home / name) for key, name in folders.items()}

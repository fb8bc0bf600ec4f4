"""The person's keyboard: another layout for a while."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def layout(env: dict[str, str], *names: str) -> Iterator[None]:
    """This layout (and variant) until the context is left."""
    subprocess.run(["setxkbmap", *names], env=env, check=True)
    try:
        yield
    finally:
        subprocess.run(["setxkbmap", "us"], env=env, check=True)

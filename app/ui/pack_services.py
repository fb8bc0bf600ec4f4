"""What the windows need of packs of corrections, as in `services`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from app.model.pack import Choice, InstalledPack, OpenedPack, Pack, PackWish, Sharable


class Packs(Protocol):
    """Packs of corrections: taken in, and made for others."""

    def installed(self, workflow_id: str) -> tuple[InstalledPack, ...]:
        """The packs that count for a workflow, newest first."""
        ...

    def sharables(self, workflow_id: str) -> tuple[Sharable, ...]:
        """The corrections of a workflow that count today, in the order of its steps."""
        ...

    def export(self, wish: PackWish, path: Path) -> Pack:
        """Write the chosen corrections into a file; UserError when that cannot be."""
        ...

    def open(self, path: Path) -> OpenedPack:
        """A pack that passed all checks, with what it offers; UserError names what is wrong with it."""
        ...

    def adopt(self, opened: OpenedPack, choices: Sequence[Choice]) -> int:
        """Take in what was chosen; how many corrections became of it."""
        ...

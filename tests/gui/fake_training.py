"""Data sets that are only told of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from types import MappingProxyType

from app.model.errors import RunCancelled
from app.model.geometry import Box
from app.model.training import Manifest, Preview, PreviewPicture, Wish
from tests.gui import fake_desktop as desk

PICTURES = tuple(
    PreviewPicture(name, (box,))
    for name, box in (("0-0-1920-1080", desk.SAVE), ("0-0-1920-1000", desk.SUPPLIER), ("0-0-1900-1000", desk.AMOUNT))
)


@dataclass
class FakeTraining:
    """Remembers what was wished; an example under a mask is left out."""

    wished: list[Wish] = field(default_factory=list)
    written: dict[Path, Wish] = field(default_factory=dict)
    fail: Exception | None = None
    patience: Event | None = None

    def preview(self, wish: Wish) -> Preview:
        if self.fail is not None:
            raise self.fail
        self.wished.append(wish)
        covered = [
            picture
            for picture in PICTURES
            if any(mask.common(picture.boxes[0]) for mask in wish.masks.get(picture.name, ()))
        ]
        left_out = {"its place is painted over": len(covered)} if covered else {}
        left = len(PICTURES) - len(covered)
        return Preview(wish.workflows, 2, left, left, 0, PICTURES, MappingProxyType(left_out))

    def write(
        self,
        wish: Wish,
        folder: Path,
        told: Callable[[int, int], object] = lambda done, of: None,
        cancel: Event | None = None,
    ) -> Manifest:
        if self.fail is not None:
            raise self.fail
        told(1, 2)
        if self.patience is not None and cancel is not None and cancel.wait(10):
            raise RunCancelled
        self.written[folder] = wish
        shared = [name for name in ("texts", "titles", "comments", "coach") if getattr(wish.shared, name)]
        return Manifest(
            format=1,
            program="Understudy",
            workflows=list(wish.workflows),
            runs=2,
            examples=3,
            positive=3,
            negative=0,
            pictures=3,
            shared=shared,
            painted_over=sum(map(len, wish.masks.values())),
            left_out={},
        )


def inside(box: Box) -> Box:
    """A box that covers it."""
    return box.grown(10)

"""Pictures as they are exported: painted over where they must be, named by what is left."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from app.learning.exporting import Kept
from app.model.frame import Pixels
from app.model.geometry import Box
from app.storage.atomic import replace_file, sync_folder
from app.storage.png import encoded

IMAGES = "images"
Load = Callable[[str], Pixels | None]


def prepared(load: Load, name: str, painted: Iterable[Box]) -> tuple[Kept, bytes] | None:
    """A stored picture and its file; None when it is no longer kept."""
    pixels = load(name)
    if pixels is None:
        return None
    height, width = pixels.shape[:2]
    whole = Box(0, 0, width, height)
    boxes = tuple(inside for box in painted if (inside := box.common(whole)) is not None)
    file = encoded(_painted(pixels, boxes))
    return Kept(f"{sha256(file).hexdigest()[:32]}.png", width, height, boxes), file


def _painted(pixels: Pixels, boxes: tuple[Box, ...]) -> Pixels:
    if not boxes:
        return pixels
    covered = pixels.copy()
    for box in boxes:
        covered[box.y : box.bottom, box.x : box.right] = 0
    return covered


def write_pictures(folder: Path, files: Mapping[str, bytes]) -> None:
    """Force these files to the disk, each whole at every moment; one that is there already is left. Raises OSError."""
    place = folder / IMAGES
    place.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        if not (place / name).exists():
            replace_file(place / name, data)
    sync_folder(place)

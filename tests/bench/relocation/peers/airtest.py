"""airtest: a Template with its default threshold and strategies."""

from __future__ import annotations

import logging
import tempfile
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from airtest.core.cv import Template
from numpy.typing import NDArray
from PIL import Image

from tests.bench.relocation.peers.running import Center, answer_all


class Airtest:
    """Its Template reads a file, which is a part of every find of its own; a needle is small."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "needle.png"

    def needle(self, picture: Image.Image) -> Any:
        """The Template of a file."""
        picture.save(self._file)
        return Template(str(self._file))

    def screen(self, picture: Image.Image) -> NDArray[np.uint8]:
        """Blue, green, red, as its own snapshot gives it."""
        return np.asarray(cv2.cvtColor(np.asarray(picture), cv2.COLOR_RGB2BGR), np.uint8)

    def find(self, needle: Any, screen: NDArray[np.uint8]) -> Center | None:
        """The best match of the first strategy that has one."""
        middle = needle.match_in(screen)
        return Center(*middle) if middle else None


if __name__ == "__main__":
    logging.getLogger("airtest").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as name:
        answer_all(Airtest(Path(name)))

"""pyautogui: `locate`, which is pyscreeze's; default, or with the confidence named last on the command line."""

from __future__ import annotations

import sys
from typing import Any

import pyscreeze
from PIL import Image

from tests.bench.relocation.peers.running import Center, answer_all


class Pyautogui:
    """Without a confidence it is the tool's own, 0.999; both look at grays, the tool's default."""

    def __init__(self, confidence: float | None) -> None:
        self._options: dict[str, Any] = {} if confidence is None else {"confidence": confidence, "grayscale": True}

    def needle(self, picture: Image.Image) -> Image.Image:
        """As it is."""
        return picture

    def screen(self, picture: Image.Image) -> Image.Image:
        """As its own screenshot gives it."""
        return picture

    def find(self, needle: Image.Image, screen: Image.Image) -> Center | None:
        """The first match from the top."""
        try:
            box = pyscreeze.locate(needle, screen, **self._options)
        except pyscreeze.ImageNotFoundException:
            return None
        return Center(box.left + box.width / 2, box.top + box.height / 2) if box else None


if __name__ == "__main__":
    answer_all(Pyautogui(float(sys.argv[3]) if len(sys.argv) > 3 else None))

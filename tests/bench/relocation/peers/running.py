"""What the peers' small programs share: read the cases, cut the needle, find under the clock, write one row a case.

It is run by each peer's own Python and needs only Pillow and OpenCV there.
"""

from __future__ import annotations

import json
import sys
import time
from collections import OrderedDict
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import cv2
from PIL import Image

_KEPT = 4


class Center(NamedTuple):
    """The middle of a match, physical pixels."""

    x: float
    y: float


class Tool(Protocol):
    """A peer; only `find` is under the clock."""

    def needle(self, picture: Image.Image) -> Any:
        """The picture to find, as the tool takes it."""

    def screen(self, picture: Image.Image) -> Any:
        """The picture to find it in, as the tool takes it."""

    def find(self, needle: Any, screen: Any) -> Center | None:
        """The first match as the tool gives it; None for none."""


def answer_all(tool: Tool) -> None:
    """Answer the case file named first on the command line; the rows go to the file named second as they come."""
    cv2.setNumThreads(1)  # like Understudy, so that processor time means the same for all
    asked, out = (Path(word) for word in sys.argv[1:3])
    album = _Album()
    with out.open("w", encoding="utf-8") as file:
        for line in asked.read_text(encoding="utf-8").splitlines():
            file.write(json.dumps(_row(tool, json.loads(line), album)) + "\n")
            file.flush()


class _Album:
    """Decoded pictures; the last few are kept, because neighbouring cases share them."""

    def __init__(self) -> None:
        self._pictures: OrderedDict[str, Image.Image] = OrderedDict()

    def picture(self, name: str) -> Image.Image:
        """The whole picture in colour."""
        if name not in self._pictures:
            with Image.open(name) as opened:
                self._pictures[name] = opened.convert("RGB")
            while len(self._pictures) > _KEPT:
                self._pictures.popitem(last=False)
        self._pictures.move_to_end(name)
        return self._pictures[name]


def _row(tool: Tool, case: dict[str, Any], album: _Album) -> dict[str, object]:
    """The click is where the person pointed in the needle, seen from the needle's middle."""
    left, top, wide, high = case["box"]
    ref, query = album.picture(case["ref"]), album.picture(case["query"])
    try:
        center, spent = _found(tool, ref.crop((left, top, left + wide, top + high)), query)
    except Exception as error:  # noqa: BLE001 - whatever a tool raises is its own answer to this case
        return {"id": case["id"], "found": False, "error": _told(error)}
    row: dict[str, object] = {"id": case["id"], "found": center is not None, "ms": round(spent * 1000, 3)}
    if center is not None:
        row["x"] = float(center.x) + case["point"][0] - (left + wide / 2)
        row["y"] = float(center.y) + case["point"][1] - (top + high / 2)
    return row


def _found(tool: Tool, needle: Image.Image, screen: Image.Image) -> tuple[Center | None, float]:
    """What was found, and the seconds of processor time of finding alone."""
    shown, searched = tool.needle(needle), tool.screen(screen)
    started = time.process_time()
    center = tool.find(shown, searched)
    return center, time.process_time() - started


def _told(error: Exception) -> str:
    kind = type(error)
    name = kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__name__}"
    return f"{name}: {error}".split("\n")[0]

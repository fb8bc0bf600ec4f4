"""What was there when a picture was taken: the elements with their boxes on the desktop."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.bench.relocation.case import Rect
from tests.bench.relocation.pages.looks import Shot

_SLACK = 1.01  # a page's size in its own pixels is cut to whole ones


@dataclass(frozen=True)
class Item:
    """One marked element; `state` is `shown` when a person could point at it, `out` when scrolled out of sight."""

    mark: str
    role: str
    name: str
    context: str
    box: Rect
    state: str


@dataclass(frozen=True)
class Taken:
    """A picture that was saved: its title and browser window, its elements by mark, and what stands before them."""

    shot: Shot
    title: str
    window: Rect | None
    items: Mapping[str, Item]
    cover: Rect | None = None

    @property
    def picture(self) -> str:
        """The name of the file, relative to the cases."""
        return f"img/{self.shot.name}.png"


def items_on_desktop(measured: Mapping[str, Any], corners: Rect | None) -> dict[str, Item]:
    """The page's boxes in physical pixels; RuntimeError when the corner squares are not where the page must end."""
    ratio = float(measured["ratio"])
    size = (measured["width"] * ratio, measured["height"] * ratio)
    if corners is None or any(abs(seen - told) > ratio * _SLACK for seen, told in zip(corners[2:], size, strict=True)):
        raise RuntimeError(f"the page is {size} pixels but its corners are at {corners}")
    found = [_item(one, corners[0], corners[1], ratio) for one in measured["items"]]
    marks = [item.mark for item in found]
    return {item.mark: item for item in found if marks.count(item.mark) == 1}


def _item(one: Mapping[str, Any], left: int, top: int, ratio: float) -> Item:
    x, right = (left + round(one[side] * ratio) for side in ("left", "right"))
    y, bottom = (top + round(one[side] * ratio) for side in ("top", "bottom"))
    return Item(one["t"], one["role"], one["name"], one["context"], (x, y, right - x, bottom - y), one["state"])

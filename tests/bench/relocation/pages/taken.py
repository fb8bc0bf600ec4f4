"""What was there when a picture was taken: the elements with their boxes on the desktop."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tests.bench.relocation.case import Rect
from tests.bench.relocation.pages.looks import Shot

_SLACK = 1.01


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


def checked_corners(corners: Rect | None, size: tuple[float, float], ratio: float) -> Rect:
    """The page's box on the desktop as its corner squares show it; RuntimeError when its own size is another one."""
    told = (size[0] * ratio, size[1] * ratio)
    if corners is None or any(abs(seen - one) > _SLACK for seen, one in zip(corners[2:], told, strict=True)):
        raise RuntimeError(f"the page is {told} pixels but its corners are at {corners}")
    return corners


def items_on_desktop(measured: Mapping[str, Any], corners: Rect) -> dict[str, Item]:
    """The page's boxes in physical pixels; marks that stand there twice are left out."""
    ratio = float(measured["ratio"])
    found = [_item(one, corners[0], corners[1], ratio) for one in measured["items"]]
    often = Counter(item.mark for item in found)
    return {item.mark: item for item in found if often[item.mark] == 1}


def behind(items: Mapping[str, Item], popups: Sequence[Rect], target: str) -> dict[str, Item]:
    """The elements once more, those that a bubble of the browser touches as partly seen; the target may be touched."""
    return {mark: _behind(item, popups, mark == target) for mark, item in items.items()}


def _behind(item: Item, popups: Sequence[Rect], pointed: bool) -> Item:
    x, y, width, height = item.box
    asked = (x + width // 2, y + height // 2, 1, 1) if pointed else item.box
    return replace(item, state="partly") if any(touch(asked, popup) for popup in popups) else item


def touch(one: Rect, other: Rect) -> bool:
    """Whether two boxes share a pixel."""
    beside = one[0] >= other[0] + other[2] or other[0] >= one[0] + one[2]
    return not beside and one[1] < other[1] + other[3] and other[1] < one[1] + one[3]


def _item(one: Mapping[str, Any], left: int, top: int, ratio: float) -> Item:
    x, right = (left + round(one[side] * ratio) for side in ("left", "right"))
    y, bottom = (top + round(one[side] * ratio) for side in ("top", "bottom"))
    return Item(one["t"], one["role"], one["name"], one["context"], (x, y, right - x, bottom - y), one["state"])

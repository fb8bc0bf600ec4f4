"""From the raw tree to elements of a capture: true boxes on the screen, keys that last, and what hides them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from app.model.geometry import Box
from tests.bench.relocation.programs.panes import Pane
from tests.bench.relocation.programs.spec import Cover, Seen, Toolkit
from tests.bench.relocation.programs.tree import Node

ROWS = frozenset({"table cell", "list item", "tree item", "icon"})
CONTROLS = frozenset(
    {"push button", "button", "toggle button", "check box", "radio button", "menu", "menu item", "check menu item"}
    | {"radio menu item", "page tab", "combo box", "entry", "text", "password text", "spin button", "link", "slider"}
    | {"table column header", "switch"}
)
_CLIPS = frozenset(
    {
        "scroll pane",
        "viewport",
        "table",
        "tree table",
        "list",
        "list box",
        "tree",
        "layered pane",
        "frame",
        "dialog",
        "page tab list",
    }
)
_MENUS = frozenset({"menu", "popup menu", "combo box"})
_NAMED = frozenset({"push button", "button", "toggle button", "menu", "page tab", "dialog"})
_SAME_WINDOW = 0.6
_INSIDE = 2


class Reader:
    """Makes elements of nodes; knows how the toolkit counts pixels."""

    def __init__(self, toolkit: Toolkit, pixels: float) -> None:
        self._toolkit = toolkit
        self._pixels = pixels

    def pairs(self, nodes: Sequence[Node], panes: Sequence[Pane], own: frozenset[int]) -> list[tuple[Node, Seen]]:
        """Everything worth pointing at in the windows of `own` handles, with its place, beside its node."""
        keys = _keys(nodes)
        found = []
        for node in nodes:
            if node.role in ROWS | CONTROLS and self._showing(node) and (key := keys.get(id(node))):
                one = self._element(node, key, panes, own)
                if one is not None:
                    found.append((node, one))
        return found

    def _showing(self, node: Node) -> bool:
        """GTK 2 never calls items of an open menu shown; those of closed ones have no place, or no pop-up over it."""
        in_menu = bool(node.above) and node.above[-1].role == "menu"
        return node.showing or (self._toolkit is Toolkit.GTK2 and in_menu)

    def _element(self, node: Node, key: str, panes: Sequence[Pane], own: frozenset[int]) -> Seen | None:
        pane = self._pane(node, panes, own)
        if pane is None:
            return None
        box = self.box(node)
        if box.w <= 3 or box.h <= 3 or not pane.client.grown(_INSIDE).encloses(box):
            return None
        whole = all(self.box(one).grown(_INSIDE).encloses(box) for one in node.above if one.role in _CLIPS)
        cover = covered(box, [other.outer for other in panes[panes.index(pane) + 1 :]])
        return Seen(
            key=key, role=node.role, name=node.name, context=_context(node), box=tuple(box), cover=cover,
            window=pane.handle, row=node.role in ROWS, whole=whole, enabled=node.enabled, focusable=node.focusable,
        )  # fmt: skip

    def box(self, node: Node) -> Box:
        """The told box in physical pixels of the screen."""
        return Box(*(round(value * self._pixels) for value in node.box))

    def _pane(self, node: Node, panes: Sequence[Pane], own: frozenset[int]) -> Pane | None:
        """The window in which an element is drawn: the pop-up over it for menus, else the one told of."""
        mine = [pane for pane in panes if pane.handle in own]
        if node.above and any(one.role in _MENUS for one in node.above):
            free = [pane for pane in mine if not pane.managed and pane.client.grown(1).encloses(self.box(node))]
            if free or node.role.endswith("menu item"):
                return free[-1] if free else None
        top = node.above[0] if node.above else node
        best = max(mine, key=lambda pane: self._likeness(top, pane), default=None)
        return best if best is not None and self._likeness(top, best) >= _SAME_WINDOW else None

    def _likeness(self, top: Node, pane: Pane) -> float:
        told = self.box(top)
        same_name = 0.1 if top.name and top.name == pane.title else 0.0
        return max(told.overlap(pane.client), told.overlap(pane.outer)) + same_name


def covered(box: Box, above: Iterable[Box]) -> Cover:
    """How much of a box the windows above it hide."""
    hidden = np.zeros((box.h, box.w), bool)
    for other in above:
        shared = box.common(other)
        if shared:
            x, y = shared.x - box.x, shared.y - box.y
            hidden[y : y + shared.h, x : x + shared.w] = True
    if hidden.all():
        return Cover.WHOLE
    return Cover.PART if hidden.any() else Cover.CLEAR


def _keys(nodes: Sequence[Node]) -> dict[int, str]:
    """A path for every node that stays the same when values, places and looks change."""
    keys: dict[int, str] = {}
    twins: Counter[tuple[str, str]] = Counter()
    rows = _row_names(nodes)
    for node in nodes:
        if node.above and id(node.above[-1]) not in keys:
            continue
        above = keys[id(node.above[-1])] if node.above else ""
        word = node.role + (f":{node.name}" if node.role in _NAMED else "")
        if node.role in ROWS and node.above and node.above[-1].role in ROWS:
            keys[id(node)] = f"{above}/part#{node.order}"
            continue
        if node.role in ROWS:
            row = rows.get(id(node))
            if row is None and not node.name:
                continue
            keys[id(node)] = f"{above}/{node.role}:{row if row is not None else node.name}"
            continue
        twins[above, word] += 1
        keys[id(node)] = f"{above}/{word}#{twins[above, word]}"
    return keys


def _row_names(nodes: Sequence[Node]) -> dict[int, str]:
    """For cells of tables with columns: the first name in the row and the number of the column."""
    tables: dict[int, list[Node]] = {}
    for node in nodes:
        if node.role in ROWS and node.above and node.above[-1].columns:
            tables.setdefault(id(node.above[-1]), []).append(node)
    names: dict[int, str] = {}
    inside = _names_inside(nodes)
    for cells in tables.values():
        columns = cells[0].above[-1].columns
        cells.sort(key=lambda cell: cell.order)
        for first in range(0, len(cells), columns):
            row = cells[first : first + columns]
            title = next((name for cell in row if (name := cell.name or inside.get(id(cell)))), None)
            if title is not None:
                names.update({id(cell): f"{title}|{column}" for column, cell in enumerate(row)})
    return names


def _names_inside(nodes: Sequence[Node]) -> dict[int, str]:
    """The first name among the parts of a cell that has none itself."""
    names: dict[int, str] = {}
    for node in nodes:
        if node.role in ROWS and node.name and node.above:
            names.setdefault(id(node.above[-1]), node.name)
    return names


def unique(found: Sequence[Seen]) -> tuple[Seen, ...]:
    """Those whose key nobody else has."""
    counts = Counter(one.key for one in found)
    return tuple(one for one in found if counts[one.key] == 1)


def _context(node: Node) -> str:
    """The nearest name above it."""
    return next((one.name for one in reversed(node.above) if one.name), "")

"""Which element of a program lies under a point: asked of the toolkit, and looked for where that does not look."""

from __future__ import annotations

from collections.abc import Sequence

from app.desktop.accessible_tree import DEPTH, INSIDE, WIDEST, Path, Tree
from app.desktop.atspi import Node
from app.model.geometry import Box, Point

_WINDOWS = frozenset({"frame", "window", "dialog", "alert", "file chooser"})
_ACTORS = frozenset(
    {"push button", "button", "toggle button", "check box", "radio button", "page tab", "link", "table column header"}
    | {"menu item", "check menu item", "radio menu item", "table cell", "table row", "tree item", "list item"}
)
_PARTS = frozenset({"label", "static", "text", "image", "icon", "inline text box", "section"})
_HOLDERS = frozenset(
    {"page tab list", "panel", "filler", "scroll pane", "viewport", "split pane", "layered pane", "section", "list"}
    | {"root pane", "tool bar", "table", "tree", "tree table", "list box", "grouping", "unknown", "statusbar"}
)
_POPUPS = frozenset({"menu", "popup menu", "combo box", "window", "list"})
_MENU_WAYS = _WINDOWS | {"filler", "menu bar", "menu", "menu item", "popup menu"}
_LISTS = frozenset({"menu", "popup menu"})
_LOOSE = frozenset({"page tab", "menu", "popup menu", "combo box"})
_LEVELS_UP = 4


def path_at(tree: Tree, point: Point) -> Path:
    """The way down to the element under a point; empty when there is none but the window ittree."""
    menu = not tree.window.identity.title
    for top, box in zip(tree.tops, tree.placed(tree.tops), strict=True):
        if box is None or not (menu or box.contains(point)):
            continue
        if menu:
            path = _smallest(tree, (top,), point, _MENU_WAYS) or _smallest(tree, (top,), point, frozenset())
        else:
            path = _deepest(tree, top, point)
            if tree.surveyed(path[-1:])[0].role in _HOLDERS | _WINDOWS:
                path = _smallest(tree, path, point, None) or path
        if len(path) > 1 or (path and tree.surveyed(path)[0].role not in _WINDOWS):
            return _whole(tree, path, point) if menu else _closed(tree, _whole(tree, path, point), point)
    return ()


def _closed(tree: Tree, path: Path, point: Point) -> Path:
    """Up to a drop-down box whose list has opened over it: the press was on the box, the answer came after it."""
    roles = [survey.role for survey in tree.surveyed(path)]
    opened = next((k for k, role in enumerate(roles) if role in _LISTS and "combo box" in roles[:k]), None)
    if opened is None:
        return path
    box = tree.here(path[:opened])
    return path[:opened] if roles[opened - 1] == "combo box" and box is not None and box.contains(point) else path


def _deepest(tree: Tree, top: Node, point: Point) -> Path:
    """Down from the window: some toolkits answer with the next level, some with the innermost element."""
    path = [top]
    theirs = Point(round(point.x / tree.factor), round(point.y / tree.factor))
    for _ in range(DEPTH):
        below = tree.bus.at(path[-1], theirs)
        if below is None or below in path:
            break
        path.append(below)
    way = _from_top(tree, top, path)
    box = tree.here(way)
    return way if box is not None and box.contains(point) else (top,)


def _from_top(tree: Tree, top: Node, path: Sequence[Node]) -> Path:
    """The whole way; as it was walked where the parents do not lead to the window."""
    way = [path[-1]]
    while way[-1] != top and len(way) < DEPTH:
        above = tree.bus.parent(way[-1])
        if above is None or above in way:
            return tuple(path)
        way.append(above)
    return tuple(reversed(way))


def _smallest(tree: Tree, path: Path, point: Point, ways: frozenset[str] | None) -> Path:
    """The smallest shown element under a point, of all below: some toolkits do not look into tabs and menus.

    `ways`: None for what lies in the window; for a menu the roles that lead to it, empty for all.
    """
    found: list[tuple[int, int, Path]] = []
    level = [path]
    while level and len(level[0]) < DEPTH:
        below = _shown_children(tree, level)
        level = []
        tree.placed([one[-1] for one in below])
        for one in below:
            box = tree.here(one)
            hit = box is not None and box.contains(point)
            if hit and box is not None and (ways is None or _in_menu(tree, one, box)):
                found.append((box.area, -len(one), one))
            if _leads_on(tree, one, hit or box is None, ways):
                level.append(one)
    return min(found)[2] if found else ()


def _leads_on(tree: Tree, path: Path, hit: bool, ways: frozenset[str] | None) -> bool:
    """Whether to look below; what tabs and menus hold stands outside of their own boxes."""
    role = tree.surveyed(path[-1:])[0].role
    if ways is None:
        return hit or role in _LOOSE
    return not ways or role in ways


def _shown_children(tree: Tree, level: Sequence[Path]) -> list[Path]:
    below = [
        (*path, child)
        for path, survey in zip(level, tree.surveyed([path[-1] for path in level]), strict=True)
        for child in survey.children
    ][:WIDEST]
    surveys = tree.surveyed([path[-1] for path in below])
    return [path for path, survey in zip(below, surveys, strict=True) if survey.showing]


def _in_menu(tree: Tree, path: Path, box: Box) -> bool:
    above = {survey.role for survey in tree.surveyed(path[:-1])}
    return bool(_POPUPS & above) and tree.window.box.grown(INSIDE).encloses(box)


def _whole(tree: Tree, path: Path, point: Point) -> Path:
    """From the label or picture inside a control up to the control ittree."""
    roles = [survey.role for survey in tree.surveyed(path)]
    if roles[-1] not in _PARTS:
        return path
    for depth in range(len(path) - 2, max(0, len(path) - 2 - _LEVELS_UP), -1):
        box = tree.here(path[: depth + 1])
        if roles[depth] in _ACTORS and box is not None and box.contains(point):
            return path[: depth + 1]
    return path

"""What stands with an element in its row, card or group: the names by which twins are told apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, takewhile

from app.desktop.accessible_tree import LONG, WIDEST, Path, Tree, Wanted
from app.desktop.atspi import Node
from app.model.geometry import Box
from app.model.target import VALUE_ROLES, AccessibleElement

_ROWS = frozenset({"table cell", "table row", "tree item", "list item"})
_LEVELS_UP, _LEVELS_DOWN, _TEXTS, _NAMES, _FEW, _MUCH_HIGHER = 4, 4, 60, 12, 6, 3


def told_apart(tree: Tree, path: Path, element: AccessibleElement) -> AccessibleElement:
    """The element with what tells it from others of its role and name along the same path."""
    name = None if element.role in VALUE_ROLES else element.name
    found = tree.search(Wanted(element.role, name, element.path))
    others = [one for one in found.paths if one[-1] != path[-1]][:LONG]
    if not others:
        return replace(element, row=_own_row(tree, path), twins=0)
    rows = rows_of(tree, [path, *others], [path, *others])
    theirs = {word for one in others for word in rows[one]}
    telling = sorted((word for word in rows[path] if word not in theirs), key=_is_value)
    return replace(element, row=tuple(telling[:_NAMES]), twins=len(others))


def _is_value(word: str) -> bool:
    """Whether it is a number, an amount or a date: such names change, and name no row."""
    return sum(sign.isalpha() for sign in word) * 2 <= sum(sign.isdigit() for sign in word)


def _own_row(tree: Tree, path: Path) -> tuple[str, ...]:
    """The row of a lone element, where it is in one: the row may go, and another like it come."""
    roles = [survey.role for survey in tree.surveyed(path)]
    root = max((place for place, role in enumerate(roles) if role in _ROWS), default=0)
    while root > 1 and roles[root - 1] in _ROWS:
        root -= 1
    if root == 0 or not (roles[root] == "table row" or tree.lined(path[root - 1])[0] > 1):
        return ()
    if _is_first(tree, path, root):
        return ()  # it names its row itself
    _prepare(tree, {path: root})
    return tuple(sorted(_row(tree, path, root, None), key=_is_value))[:_NAMES]


def _is_first(tree: Tree, path: Path, root: int) -> bool:
    columns, headers = tree.lined(path[root - 1])
    if columns > 1:
        return (tree.surveyed([path[root - 1]])[0].children.index(path[root]) - headers) % columns == 0
    return len(path) > root + 1 and tree.surveyed([path[root]])[0].children[:1] == (path[root + 1],)


def rows_of(tree: Tree, paths: Sequence[Path], among: Sequence[Path]) -> dict[Path, tuple[str, ...]]:
    """For each way the names that belong to its element: its label's, those of its row or card, its groups'.

    `among` are all of its kind, the hidden ones too: where the row of one begins, that of its neighbour ends.
    """
    roots = {path: _root(tree, path, among) for path in paths}
    _prepare(tree, roots)
    return {path: _row(tree, path, root, _stops(path, root, among)) for path, root in roots.items()}


def _stops(path: Path, root: int, paths: Sequence[Path]) -> frozenset[Node]:
    """Where the rows of the others begin, beside the row's own beginning."""
    return frozenset(one[root] for one in paths if one != path and len(one) > root and one[:root] == path[:root])


def _root(tree: Tree, path: Path, paths: Sequence[Path]) -> int:
    """Where its own row begins on a way: below all that it shares with another; a few steps up when it is alone."""
    others = [one for one in paths if one != path]
    if others:
        return min(len(path) - 1, max(_shared(path, one) for one in others))
    return max(1, len(path) - 1 - _LEVELS_UP)


def _row(tree: Tree, path: Path, root: int, stops: frozenset[Node] | None) -> tuple[str, ...]:
    own = tree.named(path[-1:])[0]
    labels = tree.named(tree.labelled(path[-1:])[0])
    names = chain(labels, _beside(tree, path, root, stops), reversed(tree.named(path[root:-1])))
    return tuple(dict.fromkeys(name for name in names if name and name != own))


def _beside(tree: Tree, path: Path, root: int, stops: frozenset[Node] | None) -> tuple[str, ...]:
    """The names in an element's row, nearest first; where rows are no groups, those up to the next twin."""
    names: list[str] = []
    for depth in range(len(path) - 2, root - 1, -1):
        names += _texts(tree, tree.others(path[depth], path[depth + 1]))
    if root == 0:
        return tuple(names)
    if tree.lined(path[root - 1])[0] > 1:
        return (*names, *_texts(tree, tree.others(path[root - 1], path[root])))
    if stops is None:
        return tuple(names)
    before, after = tree.around(path[root - 1], path[root])
    line = _in_line(tree, path[root], (*before, *after), stops)
    return (*names, *_texts(tree, line), *_texts(tree, _until(before, stops)))


def _in_line(tree: Tree, own: Node, others: Sequence[Node], stops: frozenset[Node]) -> tuple[Node, ...]:
    """What stands in the same line on the screen: to the left as far as the next twin, else to the right."""
    here = tree.placed((own,))[0]
    if here is None:
        return ()
    boxes = zip(others, tree.placed(others), strict=True)
    line = sorted((abs(box.x - here.x), box.x > here.x, node) for node, box in boxes if box and _same_line(here, box))
    left = _until([node for _, right, node in line if not right], stops)
    return left or _until([node for _, right, node in line if right], stops)


def _until(nodes: Sequence[Node], stops: frozenset[Node]) -> tuple[Node, ...]:
    """The first few, none from a twin on."""
    return tuple(takewhile(lambda node: node not in stops, nodes))[:_FEW]


def _prepare(tree: Tree, roots: dict[Path, int]) -> None:
    """Ask in a few large questions what the rows of all these will be read from."""
    tree.labelled([path[-1] for path in roots])
    level = [path[root] for path, root in roots.items()]
    level += [node for path, root in roots.items() if root for node in _near(tree, path[root - 1], path[root])]
    for _ in range(_LEVELS_DOWN):
        level = list(dict.fromkeys(level))[:WIDEST]
        tree.named(level)
        level = [child for survey in tree.surveyed(level) for child in survey.children]


def _near(tree: Tree, parent: Node, own: Node) -> tuple[Node, ...]:
    if tree.lined(parent)[0] > 1:
        return tree.others(parent, own)
    before, after = tree.around(parent, own)
    tree.placed((own, *before, *after))
    return (*before, *after)


def _texts(tree: Tree, nodes: Sequence[Node]) -> tuple[str, ...]:
    """The names of objects, in order; where one has none, those of what it holds."""
    found: list[tuple[int, str]] = []
    level = list(enumerate(nodes))
    for _ in range(_LEVELS_DOWN):
        level = level[:_TEXTS]
        names = tree.named([node for _, node in level])
        found += [(place, name) for (place, _), name in zip(level, names, strict=True) if name]
        unnamed = [one for one, name in zip(level, names, strict=True) if not name]
        surveys = tree.surveyed([node for _, node in unnamed])
        level = [(place, child) for (place, _), one in zip(unnamed, surveys, strict=True) for child in one.children]
    return tuple(name for _, name in sorted(found, key=lambda one: one[0]))


def _shared(path: Path, other: Path) -> int:
    """How many steps two ways have in common."""
    return next((n for n, (one, two) in enumerate(zip(path, other, strict=False)) if one != two), len(path) - 1)


def _same_line(one: Box, other: Box) -> bool:
    middles = one.y <= other.center.y < one.bottom or other.y <= one.center.y < other.bottom
    return middles and max(one.h, other.h) < _MUCH_HIGHER * min(one.h, other.h)

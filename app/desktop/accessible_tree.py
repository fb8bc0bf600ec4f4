"""One walk through what a program tells of a window: elements by place or by role and name, and who stands by them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from app.desktop.atspi import Bus, NoAnswer, Node, Survey
from app.model.geometry import Box
from app.model.target import AccessibleElement
from app.model.window import Window

Path = tuple[Node, ...]
_T = TypeVar("_T")

DEPTH, WIDEST, LONG, _MOST = 45, 500, 30, 50
_TABLES = frozenset({"table", "tree table", "tree", "list"})
_PAGES = frozenset({"document web", "document frame"})
_CLIPS = _PAGES | {"scroll pane", "viewport", "table", "tree table", "tree", "list", "list box", "layered pane"}
_SAME_WINDOW = 0.8
_FACTORS = (1.0, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)
_WIDE, _BESIDE, INSIDE = 60, 24, 2


class Wanted(NamedTuple):
    """What to look for; `name` None for any, `path` the roles from the window down, empty for any."""

    role: str
    name: str | None
    path: tuple[str, ...] = ()

    def called(self, name: str) -> bool:
        """Whether an object of this name is meant."""
        return self.name is None or name.casefold() == self.name.casefold()


class Found(NamedTuple):
    """The ways to the objects that fit; `complete` when nothing was left out for size or time."""

    paths: tuple[Path, ...]
    complete: bool


class Tree:
    """Reads one window within the bus's deadline, and remembers what it was told while it lasts.

    `factor`: physical pixels by the pixels that the program counts; toolkits that scale tell the smaller ones.
    """

    def __init__(self, bus: Bus, window: Window, factor: float = 1.0) -> None:
        self.bus = bus
        self.window = window
        self.factor = factor
        self._surveys: dict[Node, Survey] = {}
        self._names: dict[Node, str] = {}
        self._boxes: dict[Node, Box | None] = {}
        self._labels: dict[Node, tuple[Node, ...]] = {}
        self._tables: dict[Node, tuple[int, int]] = {}
        self.tops = tuple(self._own_tops())

    def search(self, wanted: Wanted) -> Found:
        """All objects that fit, level by level; what was found when the time is over is the answer."""
        found: list[Path] = []
        level: list[Path] = [(top,) for top in self.tops]
        complete = bool(level)
        try:
            while level and len(level[0]) < DEPTH and len(found) < _MOST:
                hits, below = self._level(level, wanted)
                found += hits
                complete = complete and len(below) <= WIDEST
                level = below[:WIDEST]
        except NoAnswer:
            if not found:
                raise
            complete = False
        return Found(tuple(found), complete and not level)

    def element(self, path: Path, box: Box, row: tuple[str, ...] = (), twins: int = -1) -> AccessibleElement:
        """What is told of one object."""
        roles = tuple(survey.role for survey in self.surveyed(path))
        return AccessibleElement(roles[-1], self.named(path[-1:])[0], box, roles, row, twins)

    def _own_tops(self) -> Iterator[Node]:
        """What the program calls this window; for a menu, which has no title, all of its that touch it.

        A dialog lies over the window it belongs to, and may be gone by now: only the place tells whose element it is.
        """
        program = self.bus.program(self.window.pid)
        if program is None:
            return
        tops = tuple(reversed(self.bus.children(program)))
        here = self.window.box
        fits = [(*_fit(box, here), node) for node, box in zip(tops, self.bus.boxes(tops), strict=True) if box]
        same = sorted((one for one in fits if one[0] >= _SAME_WINDOW), key=lambda one: -one[0])
        if same:
            self.factor = same[0][1]
            yield from (node for _, _, node in same)
        elif not self.window.identity.title:
            placed = zip(tops, self.placed(tops), strict=True)
            yield from (node for node, box in placed if box is not None and box.common(here))

    def _level(self, level: Sequence[Path], wanted: Wanted) -> tuple[list[Path], list[Path]]:
        """Of one level: the objects that fit, and the next level; with a path wanted, only along it."""
        depth = len(level[0])
        hits: list[Path] = []
        below: list[Path] = []
        for path, survey in zip(level, self.surveyed([path[-1] for path in level]), strict=True):
            if wanted.path and survey.role != wanted.path[depth - 1]:
                continue
            if survey.role.casefold() == wanted.role.casefold() and depth >= len(wanted.path):
                hits.append(path)
            if (survey.showing or depth == 1) and (not wanted.path or depth < len(wanted.path)):
                below.extend((*path, child) for child in survey.children)
        names = self.named([path[-1] for path in hits])
        return [path for path, name in zip(hits, names, strict=True) if wanted.called(name)], below

    def visible(self, path: Path) -> Box | None:
        """The box of what is really shown: not of what is hidden, flat, or scrolled out of sight."""
        surveys = self.surveyed(path)
        box = self.here(path)
        if box is None or not surveys[-1].showing or min(box.w, box.h) <= INSIDE:
            return None
        clips = [path[: n + 1] for n, survey in enumerate(surveys[:-1]) if survey.role in _CLIPS]
        around = [one for one in (self.window.box, *map(self.here, clips)) if one is not None]
        return box if all(one.contains(box.center, INSIDE) for one in around) else None

    def others(self, parent: Node, own: Node) -> tuple[Node, ...]:
        """What stands beside an object; of a table only its row."""
        children = self.surveyed([parent])[0].children
        columns, headers = self.lined(parent)
        if columns > 1 and own in children:
            first = (children.index(own) - headers) // columns * columns + headers
            children = children[max(0, first) : first + columns]
        return tuple(child for child in children if child != own)[:_WIDE]

    def around(self, parent: Node, own: Node) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
        """Some objects before and after one in its parent's order, the nearest first."""
        children = self.surveyed([parent])[0].children
        at = children.index(own) if own in children else 0
        return children[max(0, at - _BESIDE) : at][::-1], children[at + 1 : at + 1 + _BESIDE]

    def lined(self, table: Node) -> tuple[int, int]:
        """How many columns a table of cells has, and how many headers stand before these; (0, 0) for others."""
        if table not in self._tables:
            survey = self.surveyed([table])[0]
            columns = self.bus.columns(table) if survey.role in _TABLES else 0
            roles = self.bus.roles(survey.children[: columns + 1] if columns else ())
            flat = "table row" not in roles
            self._tables[table] = (columns, sum("header" in role for role in roles)) if flat else (0, 0)
        return self._tables[table]

    def here(self, path: Path) -> Box | None:
        """Where an object is, in physical pixels; some browsers scale their window's box and not their pages'."""
        box = _kept(self._boxes, path[-1:], self.bus.boxes)[0]
        return _times(box, self._factor_of(path)) if box is not None else None

    def _factor_of(self, path: Path) -> float:
        page = next((n for n, one in enumerate(self.surveyed(path)) if one.role in _PAGES), None)
        if self.factor == 1.0 or page is None:
            return self.factor
        told = _kept(self._boxes, path[page : page + 1], self.bus.boxes)[0]
        here = self.window.box
        inside = told is not None and told.overlap(here) > _times(told, self.factor).overlap(here)
        return 1.0 if inside else self.factor

    def placed(self, nodes: Sequence[Node]) -> tuple[Box | None, ...]:
        """Boxes in physical pixels."""
        boxes = _kept(self._boxes, nodes, self.bus.boxes)
        return tuple(_times(box, self.factor) if box is not None else None for box in boxes)

    def surveyed(self, nodes: Sequence[Node]) -> tuple[Survey, ...]:
        return _kept(self._surveys, nodes, self.bus.surveys)

    def labelled(self, nodes: Sequence[Node]) -> tuple[tuple[Node, ...], ...]:
        return _kept(self._labels, nodes, self.bus.labels)

    def named(self, nodes: Sequence[Node]) -> tuple[str, ...]:
        return _kept(self._names, nodes, self.bus.names)


def _kept(
    known: dict[Node, _T], nodes: Sequence[Node], ask: Callable[[Sequence[Node]], Sequence[_T]]
) -> tuple[_T, ...]:
    """What is known of these objects, asked for where it is not."""
    fresh = [node for node in dict.fromkeys(nodes) if node not in known]
    known.update(zip(fresh, ask(fresh) if fresh else (), strict=True))
    return tuple(known[node] for node in nodes)


def _fit(told: Box, real: Box) -> tuple[float, float]:
    """How well a told window is the real one, and the factor with which it is; none where that is possible."""
    plain = told.overlap(real)
    if plain >= _SAME_WINDOW:
        return plain, 1.0
    return max((_times(told, factor).overlap(real), factor) for factor in _FACTORS)


def _times(box: Box, factor: float) -> Box:
    return box if factor == 1.0 else Box(*(round(value * factor) for value in box))

"""A program's tree played by a table of objects, in place of the accessibility bus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.desktop.atspi import Bus, NoAnswer, Node, Survey
from app.model.geometry import Box, Point

PROGRAM = 42


@dataclass
class Thing:
    """One object of the played program."""

    role: str
    name: str = ""
    box: Box | None = None
    children: tuple[Thing, ...] = ()
    showing: bool = True
    columns: int = 0
    label: str = ""
    text: str | None = None
    number: int = field(default=0)


class PlayedBus(Bus):
    """Answers from the things; `blind` toolkits do not look below these roles when asked for a place."""

    def __init__(self, top: Thing, blind: frozenset[str] = frozenset(), silent: bool = False) -> None:
        super().__init__()
        self._things: list[Thing] = []
        self._above: dict[int, Thing] = {}
        self._add(top)
        self._top = top
        self._blind = blind
        self.silent = silent
        self.texts_told = 0

    def _add(self, thing: Thing) -> None:
        thing.number = len(self._things)
        self._things.append(thing)
        for child in thing.children:
            self._add(child)
            self._above[child.number] = thing

    def program(self, pid: int) -> Node | None:
        if self.silent:
            raise NoAnswer("it sleeps")
        return Node("app", "root") if pid == PROGRAM else None

    def children(self, node: Node) -> tuple[Node, ...]:
        return (_node(self._top),) if node.path == "root" else tuple(map(_node, self._of(node).children))

    def parent(self, node: Node) -> Node | None:
        above = self._above.get(int(node.path))
        return _node(above) if above else None

    def at(self, node: Node, point: Point) -> Node | None:
        thing = self._of(node)
        if thing.role in self._blind:
            return None
        hits = [child for child in thing.children if child.box and child.box.contains(point)]
        return _node(hits[-1]) if hits else None

    def columns(self, node: Node) -> int:
        return self._of(node).columns

    def text(self, node: Node) -> str | None:
        self.texts_told += 1
        return self._of(node).text

    def labels(self, nodes: Sequence[Node]) -> tuple[tuple[Node, ...], ...]:
        labels = [self._of(node).label for node in nodes]
        return tuple(tuple(_node(one) for one in self._things if label and one.name == label) for label in labels)

    def roles(self, nodes: Sequence[Node]) -> tuple[str, ...]:
        return tuple(self._of(node).role for node in nodes)

    def names(self, nodes: Sequence[Node]) -> tuple[str, ...]:
        return tuple(self._of(node).name for node in nodes)

    def boxes(self, nodes: Sequence[Node]) -> tuple[Box | None, ...]:
        return tuple(self._of(node).box for node in nodes)

    def surveys(self, nodes: Sequence[Node]) -> tuple[Survey, ...]:
        things = [self._of(node) for node in nodes]
        return tuple(Survey(one.role, tuple(map(_node, one.children)), one.showing) for one in things)

    def _of(self, node: Node) -> Thing:
        return self._things[int(node.path)]


def _node(thing: Thing) -> Node:
    return Node("app", str(thing.number))

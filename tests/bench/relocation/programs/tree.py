"""Reads what all programs of a display tell about themselves, level by level, many questions at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, NamedTuple, Self

from jeepney import DBusAddress, HeaderFields, MessageType, Properties, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.low_level import Message

from app.model.geometry import Box

_SECONDS = 8.0
_ATSPI = "org.a11y.atspi"
_ROOT = "/org/a11y/atspi/accessible/root"
_NULL = "/org/a11y/atspi/null"
_BUS = DBusAddress("/org/a11y/bus", bus_name="org.a11y.Bus", interface="org.a11y.Bus")
_DRIVER = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
_DEPTH, _WIDEST, _MOST = 45, 700, 6000
_FOCUSABLE, _SENSITIVE, _SHOWING, _VISIBLE = 11, 24, 25, 30
_TABLES = frozenset({"table", "tree table", "tree"})


class Address(NamedTuple):
    """One accessible object: the program's name on the bus and the object's path there."""

    bus: str
    path: str


@dataclass(frozen=True)
class Node:
    """One element with what it tells of itself; `above` is its way down from the window, `order` its place there."""

    address: Address
    role: str
    name: str
    states: int
    box: Box
    above: tuple[Node, ...]
    order: int
    columns: int = 0

    def has(self, state: int) -> bool:
        """Whether it tells of this state."""
        return bool(self.states & 1 << state)

    @property
    def showing(self) -> bool:
        """Whether it says that it is drawn."""
        return self.has(_SHOWING) and self.has(_VISIBLE)

    @property
    def enabled(self) -> bool:
        """Whether it can be used."""
        return self.has(_SENSITIVE)

    @property
    def focusable(self) -> bool:
        """Whether it can have the keys."""
        return self.has(_FOCUSABLE)


class Forest:
    """The trees of all programs; a context that closes the connection."""

    def __init__(self, session_bus: str) -> None:
        with open_dbus_connection(session_bus) as session:
            address = session.send_and_get_reply(new_method_call(_BUS, "GetAddress"), timeout=_SECONDS).body[0]
        self._connection: DBusConnection = open_dbus_connection(address)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._connection.close()

    def nodes(self, strangers: frozenset[int]) -> list[Node]:
        """All nodes of all programs but those of the strangers' process numbers; windows first, then level by level."""
        found: list[Node] = []
        level = self._survey([(top, (), 0) for app in self._programs(strangers) for top in self._children([app])[0]])
        while level and len(found) < _MOST:
            found.extend(level)
            open_ones = [node for node in level if node.showing or not node.above]
            below = self._children([node.address for node in open_ones])
            level = self._survey(
                [
                    (child, (*node.above, node), order)
                    for node, children in zip(open_ones, below, strict=True)
                    for order, child in enumerate(children[:_WIDEST])
                    if len(node.above) < _DEPTH
                ]
            )
        return found

    def focus(self, address: Address) -> None:
        """Ask for the keys to go to this element."""
        self._answers([self._call(address, "Component", "GrabFocus")])

    def _programs(self, strangers: frozenset[int]) -> list[Address]:
        """The roots of the programs on the bus."""
        tops = self._children([Address(f"{_ATSPI}.Registry", _ROOT)])[0]
        pids = self._answers([new_method_call(_DRIVER, "GetConnectionUnixProcessID", "s", (top.bus,)) for top in tops])
        return [top for top, pid in zip(tops, pids, strict=True) if pid and int(pid[0]) not in strangers]

    def _children(self, nodes: Sequence[Address]) -> list[list[Address]]:
        answers = self._answers([self._call(node, "Accessible", "GetChildren") for node in nodes])
        return [[Address(*one) for one in (body[0] if body else ()) if one[1] != _NULL] for body in answers]

    def _survey(self, places: Sequence[tuple[Address, tuple[Node, ...], int]]) -> list[Node]:
        """Role, name, states and box of many objects."""
        where = [place for place, _, _ in places]
        roles = self._answers([self._call(place, "Accessible", "GetRoleName") for place in where])
        names = self._answers([self._property(place, "Accessible", "Name") for place in where])
        states = self._answers([self._call(place, "Accessible", "GetState") for place in where])
        boxes = self._answers([self._call(place, "Component", "GetExtents", "u", (0,)) for place in where])
        nodes = []
        for (place, above, order), role, name, state, box in zip(places, roles, names, states, boxes, strict=True):
            if role:
                told = Box(*box[0]) if box else Box(0, 0, 0, 0)
                bits = int(state[0][0]) | int(state[0][1]) << 32 if state else 0
                title = str(name[0][1]).strip() if name else ""
                if not title and str(role[0]) == "icon":
                    title = self._text(place)
                columns = self._columns(place) if str(role[0]) in _TABLES else 0
                nodes.append(Node(place, str(role[0]), title, bits, told, above, order, columns))
        return nodes

    def _text(self, place: Address) -> str:
        body = self._answers([self._call(place, "Text", "GetText", "ii", (0, -1))])[0]
        return str(body[0]).strip() if body else ""

    def _columns(self, place: Address) -> int:
        body = self._answers([self._property(place, "Table", "NColumns")])[0]
        return int(body[0][1]) if body else 0

    def _call(
        self, place: Address, interface: str, method: str, signature: str | None = None, body: tuple[Any, ...] = ()
    ) -> Message:
        address = DBusAddress(place.path, place.bus, f"{_ATSPI}.{interface}")
        return new_method_call(address, method, signature, body)

    def _property(self, place: Address, interface: str, name: str) -> Message:
        return Properties(DBusAddress(place.path, place.bus, f"{_ATSPI}.{interface}")).get(name)

    def _answers(self, messages: Sequence[Message]) -> list[Any]:
        """The bodies of the replies in order, None for errors; sent a hundred at a time."""
        bodies: list[Any] = []
        for first in range(0, len(messages), 100):
            bodies.extend(self._hundred(messages[first : first + 100]))
        return bodies

    def _hundred(self, messages: Sequence[Message]) -> list[Any]:
        numbers = [next(self._connection.outgoing_serial) for _ in messages]
        for number, message in zip(numbers, messages, strict=True):
            self._connection.send(message, serial=number)
        bodies: dict[int, Any] = {}
        while len(bodies) < len(numbers):
            reply = self._connection.receive(timeout=_SECONDS)
            number = reply.header.fields.get(HeaderFields.reply_serial, -1)
            if number in numbers:
                good = reply.header.message_type is MessageType.method_return
                bodies[number] = reply.body if good else None
        return [bodies[number] for number in numbers]

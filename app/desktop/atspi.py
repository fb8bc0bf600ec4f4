"""The accessibility bus: who is on it, and what its objects say, within a time that the caller sets."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any, NamedTuple

from jeepney import DBusAddress, HeaderFields, Message, MessageType, Properties, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from app.model.geometry import Box, Point
from app.model.target import PASSWORD

_ATSPI = "org.a11y.atspi"
_BUS = DBusAddress("/org/a11y/bus", bus_name="org.a11y.Bus", interface="org.a11y.Bus")
_DRIVER = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
_SCREEN = 0
_NULL = "/org/a11y/atspi/null"
_DEAD = -2147483648
_SHOWING, _LABELLED_BY = 25, 2
_CONNECT = 1.0
_AT_ONCE = 100
_LONGEST_TEXT = 20_000
_TEXT, _PASSWORD_NUMBER = "text", 40
_EMBEDDED = "\ufffc"


class NoAnswer(Exception):
    """The program said nothing useful in time."""


class Node(NamedTuple):
    """One accessible object: the program's name on the bus and the object's path there."""

    bus: str
    path: str


class Survey(NamedTuple):
    """Role and children of one object, and whether it says that it is shown."""

    role: str
    children: tuple[Node, ...]
    showing: bool


class Bus:
    """One connection, used by one thread. Every call ends at `deadline` (monotonic), with NoAnswer if need be."""

    def __init__(self) -> None:
        self._connection: DBusConnection | None = None
        self._programs: dict[int, Node] = {}
        self.deadline = 0.0

    def program(self, pid: int) -> Node | None:
        """The root object of the program with this process number."""
        if pid not in self._programs:
            for node in self.children(Node(f"{_ATSPI}.Registry", f"/{_ATSPI.replace('.', '/')}/accessible/root")):
                self._programs[self._pid(node.bus)] = node
        return self._programs.get(pid)

    def forget(self, pid: int) -> None:
        """The program did not answer under its known name."""
        self._programs.pop(pid, None)

    def children(self, node: Node) -> tuple[Node, ...]:
        """What it contains."""
        body = self._call(node, "Accessible", "GetChildren")
        return _nodes(body[0])

    def at(self, node: Node, point: Point) -> Node | None:
        """The part of it under a point; None when it knows of none."""
        body = self._call(node, "Component", "GetAccessibleAtPoint", "iiu", (point.x, point.y, _SCREEN))
        found = Node(*body[0])
        return None if found.path == _NULL or not found.bus else found

    def parent(self, node: Node) -> Node | None:
        """What it is a part of."""
        address = DBusAddress(node.path, node.bus, f"{_ATSPI}.Accessible")
        body = self._answers([Properties(address).get("Parent")])[0]
        return next(iter(_nodes([body[0][1]])), None) if body else None

    def columns(self, node: Node) -> int:
        """How many columns a table has; 0 for what is none."""
        address = DBusAddress(node.path, node.bus, f"{_ATSPI}.Table")
        body = self._answers([Properties(address).get("NColumns")])[0]
        return int(body[0][1]) if body else 0

    def text(self, node: Node) -> str | None:
        """The text that stands in it; None for what holds no text, a very long one, or one with other objects in it."""
        address = DBusAddress(node.path, node.bus, f"{_ATSPI}.Text")
        body = self._answers([Properties(address).get("CharacterCount")])[0]
        if not body or int(body[0][1]) > _LONGEST_TEXT:
            return None
        told = self._answers([self._message(node, "Text", "GetText", "ii", (0, -1))])[0]
        return str(told[0]) if told and _EMBEDDED not in told[0] else None

    def labels(self, nodes: Sequence[Node]) -> tuple[tuple[Node, ...], ...]:
        """The objects that label each of many."""
        bodies = self._answers([self._message(node, "Accessible", "GetRelationSet") for node in nodes])
        return tuple(
            tuple(one for kind, ends in (body[0] if body else ()) if kind == _LABELLED_BY for one in _nodes(ends))
            for body in bodies
        )

    def roles(self, nodes: Sequence[Node]) -> tuple[str, ...]:
        """The roles of many objects, asked all at once; empty for those that do not answer."""
        bodies = self._answers([self._message(node, "Accessible", "GetRoleName") for node in nodes])
        roles = [str(body[0]) if body else "" for body in bodies]
        texts = [place for place, role in enumerate(roles) if role == _TEXT]
        # Qt calls a field for passwords a text like any other, and knows better by number.
        numbers = self._answers([self._message(nodes[place], "Accessible", "GetRole") for place in texts])
        for place, number in zip(texts, numbers, strict=True):
            roles[place] = PASSWORD if number and number[0] == _PASSWORD_NUMBER else _TEXT
        return tuple(roles)

    def names(self, nodes: Sequence[Node]) -> tuple[str, ...]:
        """The names of many objects, without blanks around them."""
        addresses = [DBusAddress(node.path, node.bus, f"{_ATSPI}.Accessible") for node in nodes]
        bodies = self._answers([Properties(address).get("Name") for address in addresses])
        return tuple(str(body[0][1]).strip() if body else "" for body in bodies)

    def boxes(self, nodes: Sequence[Node]) -> tuple[Box | None, ...]:
        """Where many objects are; None for those that are not shown or do not tell."""
        bodies = self._answers([self._message(node, "Component", "GetExtents", "u", (_SCREEN,)) for node in nodes])
        return tuple(_living(Box(*body[0])) if body else None for body in bodies)

    def surveys(self, nodes: Sequence[Node]) -> tuple[Survey, ...]:
        """Role, children and state of many objects; those that do not answer have none of them."""
        children = self._answers([self._message(node, "Accessible", "GetChildren") for node in nodes])
        states = self._answers([self._message(node, "Accessible", "GetState") for node in nodes])
        return tuple(
            Survey(role, _nodes(below[0]) if below else (), bool(state and int(state[0][0]) & 1 << _SHOWING))
            for role, below, state in zip(self.roles(nodes), children, states, strict=True)
        )

    def close(self) -> None:
        """Give the connection back; may be called twice."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self._programs.clear()

    def _pid(self, name: str) -> int:
        message = new_method_call(_DRIVER, "GetConnectionUnixProcessID", "s", (name,))
        try:
            return int(self._answer(message)[0])
        except NoAnswer:
            return 0

    def _call(self, node: Node, interface: str, method: str, signature: str = "", body: tuple[Any, ...] = ()) -> Any:
        return self._answer(self._message(node, interface, method, signature, body))

    def _message(
        self, node: Node, interface: str, method: str, signature: str = "", body: tuple[Any, ...] = ()
    ) -> Message:
        address = DBusAddress(node.path, node.bus, f"{_ATSPI}.{interface}")
        return new_method_call(address, method, signature or None, body)

    def _answer(self, message: Message) -> Any:
        body = self._answers([message])[0]
        if not body:
            raise NoAnswer("an error came back")
        return body

    def _answers(self, messages: Sequence[Message]) -> tuple[Any, ...]:
        """The bodies of the replies, in order; None for errors. NoAnswer when one does not come in time."""
        bodies: list[Any] = []
        # Some at a time: with too many under way both sides could wait for the other to read.
        for first in range(0, len(messages), _AT_ONCE):
            bodies.extend(self._exchanged(messages[first : first + _AT_ONCE]))
        return tuple(bodies)

    def _exchanged(self, messages: Sequence[Message]) -> list[Any]:
        try:
            connection = self._open()
            numbers = [next(connection.outgoing_serial) for _ in messages]
            for number, message in zip(numbers, messages, strict=True):
                connection.send(message, serial=number)
            return self._received(connection, numbers)
        except (OSError, ValueError) as error:  # time-outs are OSErrors too
            if not isinstance(error, TimeoutError):
                self.close()
            raise NoAnswer(str(error)) from error

    def _received(self, connection: DBusConnection, numbers: Sequence[int]) -> list[Any]:
        bodies: dict[int, Any] = dict.fromkeys(numbers)
        awaited = set(numbers)
        while awaited:
            reply = connection.receive(timeout=self._left())
            number = reply.header.fields.get(HeaderFields.reply_serial, -1)
            if number in awaited:
                awaited.discard(number)
                good = reply.header.message_type is MessageType.method_return
                bodies[number] = reply.body if good else None
        return [bodies[number] for number in numbers]

    def _left(self) -> float:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise NoAnswer("no time left")
        return left

    def _open(self) -> DBusConnection:
        if self._connection is None:
            with open_dbus_connection("SESSION") as session:
                reply = session.send_and_get_reply(new_method_call(_BUS, "GetAddress"), timeout=_CONNECT)
            if reply.header.message_type is not MessageType.method_return:
                raise NoAnswer("there is no accessibility bus")
            self._connection = open_dbus_connection(reply.body[0])
        return self._connection


def _nodes(children: Sequence[tuple[str, str]]) -> tuple[Node, ...]:
    return tuple(Node(*child) for child in children if child[1] != _NULL)


def _living(box: Box) -> Box | None:
    """The box itself, None for that of something that is not shown."""
    return None if _DEAD in (box.x, box.y) or box.w <= 0 or box.h <= 0 else box

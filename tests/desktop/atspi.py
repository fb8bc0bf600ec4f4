"""What a program says about itself, read by a client of its own: the tests' witness, apart from the product's code."""

from __future__ import annotations

from collections.abc import Iterator
from types import TracebackType
from typing import Any, NamedTuple, Self

from jeepney import DBusAddress, MessageType, Properties, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.low_level import Message

from app.model.geometry import Box
from tests.desktop.target import wait_until

_ROOT = "/org/a11y/atspi/accessible/root"
_REGISTRY = "org.a11y.atspi.Registry"
_ACCESSIBLE = "org.a11y.atspi.Accessible"
_ON_SCREEN, _SECONDS, _DEPTH = 0, 5.0, 40


class Element(NamedTuple):
    """One element: where it is told of, its role and its name."""

    bus: str
    path: str
    role: str
    name: str


class Tree:
    """The accessibility tree of all programs of a desktop; a context that closes the connection."""

    def __init__(self, session_bus: str) -> None:
        with open_dbus_connection(session_bus) as session:
            place = DBusAddress("/org/a11y/bus", bus_name="org.a11y.Bus", interface="org.a11y.Bus")
            address = session.send_and_get_reply(new_method_call(place, "GetAddress"), timeout=_SECONDS).body[0]
        self._connection: DBusConnection = open_dbus_connection(address)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._connection.close()

    def find(self, program: str, role: str, name: str | None = None) -> list[Element]:
        """The elements of this role (and name) that are on the screen, in the program of this name."""
        found = [e for e in self.all(program) if e.role == role and name in (None, e.name)]
        return [e for e in found if self.box(e).area > 0 and self.box(e).x >= 0]

    def one(self, program: str, role: str, name: str | None = None, seconds: float = 20.0) -> Element:
        """The only such element, as soon as there is one."""
        found: list[Element] = []

        def single() -> bool:
            found[:] = self.find(program, role, name)
            return len(found) == 1

        try:
            wait_until(single, seconds)
        except AssertionError:
            there = [(e.role, e.name) for e in self.all(program) if e.name]
            raise AssertionError(f"{len(found)} of {role!r} {name!r} in {program}: {there}") from None
        return found[0]

    def all(self, program: str) -> list[Element]:
        """Everything a program tells of."""
        registry = Element(_REGISTRY, _ROOT, "", "")
        tops = [top for top in self._children(registry) if top.name.casefold().startswith(program.casefold())]
        return [element for top in tops for element in self._walk(top, 0)]

    def box(self, element: Element) -> Box:
        """Where it is on the screen in physical pixels; empty when it is gone."""
        told = self._call(element, "org.a11y.atspi.Component", "GetExtents", "u", (_ON_SCREEN,))
        return Box(*told[0]) if told else Box(0, 0, 0, 0)

    def text(self, element: Element) -> str:
        """The text in it."""
        told = self._call(element, "org.a11y.atspi.Text", "GetText", "ii", (0, -1))
        return str(told[0]) if told else ""

    def _walk(self, element: Element, depth: int) -> Iterator[Element]:
        yield element
        if depth < _DEPTH:
            for child in self._children(element):
                yield from self._walk(child, depth + 1)

    def _children(self, element: Element) -> list[Element]:
        told = self._call(element, _ACCESSIBLE, "GetChildren", None, ())
        return [self._element(bus, path) for bus, path in (told[0] if told else ())]

    def _element(self, bus: str, path: str) -> Element:
        role = self._call(Element(bus, path, "", ""), _ACCESSIBLE, "GetRoleName", None, ())
        address = DBusAddress(path, bus_name=bus, interface=_ACCESSIBLE)
        name = self._answer(Properties(address).get("Name"))
        return Element(bus, path, str(role[0]) if role else "", str(name[0][1]) if name else "")

    def _call(
        self, element: Element, interface: str, method: str, signature: str | None, body: tuple[Any, ...]
    ) -> tuple[Any, ...]:
        address = DBusAddress(element.path, bus_name=element.bus, interface=interface)
        return self._answer(new_method_call(address, method, signature, body))

    def _answer(self, message: Message) -> tuple[Any, ...]:
        """The answer; nothing when the element has gone meanwhile."""
        reply = self._connection.send_and_get_reply(message, timeout=_SECONDS)
        return () if reply.header.message_type is MessageType.error else tuple(reply.body)

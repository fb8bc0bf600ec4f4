"""Asking the desktop's services over D-Bus whether the session is locked."""

from __future__ import annotations

import os

from jeepney import DBusAddress, MessageType, Properties, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

_PATIENCE = 0.2
_SAVERS = (
    DBusAddress("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "org.freedesktop.ScreenSaver"),
    DBusAddress("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "org.gnome.ScreenSaver"),
)
_NO_BUS = (OSError, KeyError, ValueError, ConnectionError, TimeoutError)


def asks_locked() -> bool:
    """Whether a screen saver or the login service says so; no answer counts as not locked."""
    return _by_savers() or _by_login()


def _by_savers() -> bool:
    if not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return False
    try:
        with open_dbus_connection("SESSION") as bus:
            return any(_answer(bus, new_method_call(saver, "GetActive")) is True for saver in _SAVERS)
    except _NO_BUS:
        return False


def _by_login() -> bool:
    session = os.environ.get("XDG_SESSION_ID")
    if not session:
        return False
    login = "org.freedesktop.login1"
    manager = DBusAddress("/org/freedesktop/login1", login, f"{login}.Manager")
    try:
        with open_dbus_connection("SYSTEM") as bus:
            path = _answer(bus, new_method_call(manager, "GetSession", "s", (session,)))
            if not isinstance(path, str):
                return False
            hint = Properties(DBusAddress(path, login, f"{login}.Session")).get("LockedHint")
            return _answer(bus, hint) == ("b", True)
    except _NO_BUS:
        return False


def _answer(bus: DBusConnection, message: object) -> object:
    """The first value of the reply; None when there is none in time."""
    try:
        reply = bus.send_and_get_reply(message, timeout=_PATIENCE)
    except TimeoutError:
        return None
    if reply.header.message_type is not MessageType.method_return or not reply.body:
        return None
    return reply.body[0]

"""The practice program on a real X server: places, names and clicks are what a robot will meet."""

from __future__ import annotations

import json
import select
import subprocess
import sys
from pathlib import Path

import pytest
from jeepney import DBusAddress, Properties, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from tests.desktop.person import Person
from tests.desktop.programs import Program, Programs, box_of, focused_window

_ACCESSIBLE = "org.a11y.atspi.Accessible"


def _start(programs: Programs, witness: Path, *options: str) -> Program:
    command = [sys.executable, "-m", "app.practice", "--witness", str(witness), *options]
    return programs.start(command, "^Invoices$")


def _clicks(witness: Path) -> list[dict]:
    lines = [json.loads(line) for line in witness.read_text().splitlines()]
    return [line for line in lines if line["event"] == "click"]


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """The file of the program's own witness."""
    return tmp_path / "witness.jsonl"


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_a_click_is_witnessed_at_its_physical_place(
    programs: Programs, person: Person, record: Path, scale: float
) -> None:
    program = _start(programs, record, "--scale", str(scale), "--at", "300,120")
    box = program.box()
    assert abs(box.x - 300) <= 2
    assert abs(box.w - 800 * scale) <= 1
    place = box.origin.moved(round(300 * scale), round(240 * scale))
    person.double_click(place.x, place.y)
    programs.wait_for_window("Edit$")
    first, second = _clicks(record)
    assert (first["x"], first["y"]) == pytest.approx(place, abs=1)
    assert first["row"] == second["row"]
    assert second["double"]


def test_an_invoice_is_saved_by_hand(programs: Programs, person: Person, record: Path) -> None:
    program = _start(programs, record)
    places = _named_boxes(program, programs.env)
    person.double_click(*places["2041"])
    form = programs.wait_for_window("^Invoice 2041")
    assert focused_window(programs.env["DISPLAY"]) == form
    places = _named_boxes(program, programs.env)
    person.click(*places["Amount"])
    person.key("ctrl+a")
    person.type("1284.50")
    person.click(*places["Save"])
    programs.wait_for_window("^Save invoice$")
    person.key("Return")
    _wait_for_line(record, '"saved"')
    saved = json.loads(record.read_text().splitlines()[-1])["value"]
    assert (saved["number"], saved["amount"], saved["reference"]) == (2041, "1284.50", "INV-2041")


def test_windows_belong_to_the_practice_program_and_open_where_expected(programs: Programs, record: Path) -> None:
    program = _start(programs, record)
    words = subprocess.run(
        ["xprop", "-id", str(program.window), "WM_CLASS"], env=programs.env, check=True, capture_output=True, text=True
    )
    assert words.stdout.count('"understudy-practice"') == 2
    first = program.box()
    programs.end_all()
    assert _start(programs, record).box() == first


def test_the_moved_form_has_save_elsewhere(programs: Programs, person: Person, record: Path) -> None:
    places = []
    for options in ([], ["--moved"]):
        program = _start(programs, record, *options)
        person.double_click(*_named_boxes(program, programs.env)["2041"])
        form = box_of(programs.env["DISPLAY"], programs.wait_for_window("^Invoice 2041"))
        save = _named_boxes(program, programs.env)["Save"]
        places.append((save[0] - form.x, save[1] - form.y))
        programs.end_all()
    assert places[0][0] > places[1][0] + 200
    assert places[0][1] > places[1][1] + 200


def _wait_for_line(file: Path, word: str) -> None:
    """Follow the file until the word is in it."""
    with subprocess.Popen(["tail", "-n", "+1", "-F", str(file)], stdout=subprocess.PIPE, bufsize=0) as tail:
        assert tail.stdout is not None
        seen = b""
        while word.encode() not in seen:
            assert select.select([tail.stdout], [], [], 15)[0], f"{word} never came: {seen.decode()}"
            seen += tail.stdout.read(65536)
        tail.terminate()


def _named_boxes(program: Program, env: dict[str, str]) -> dict[str, tuple[int, int]]:
    """The centre of everything that the program shows, by accessible name; later windows win."""
    with open_dbus_connection(env["DBUS_SESSION_BUS_ADDRESS"]) as session:
        bus = DBusAddress("/org/a11y/bus", bus_name="org.a11y.Bus", interface="org.a11y.Bus")
        (address,) = session.send_and_get_reply(new_method_call(bus, "GetAddress")).body
    with open_dbus_connection(address) as connection:
        root = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
        mine = [
            one for one in _children(connection, root) if _property(connection, one, "Name") == "understudy-practice"
        ]
        centres: dict[str, tuple[int, int]] = {}
        for application in mine:
            _collect(connection, application, centres)
        return centres


def _collect(connection: DBusConnection, node: tuple[str, str], centres: dict[str, tuple[int, int]]) -> None:
    for child in _children(connection, node):
        name = _property(connection, child, "Name")
        x, y, width, height = _extents(connection, child)
        if name and width > 0 and height > 0:
            centres[name] = (x + width // 2, y + height // 2)
        _collect(connection, child, centres)


def _children(connection: DBusConnection, node: tuple[str, str]) -> list[tuple[str, str]]:
    reply = connection.send_and_get_reply(new_method_call(_at(node, _ACCESSIBLE), "GetChildren"), timeout=10)
    return list(reply.body[0])


def _property(connection: DBusConnection, node: tuple[str, str], name: str) -> str:
    reply = connection.send_and_get_reply(Properties(_at(node, _ACCESSIBLE)).get(name), timeout=10)
    return str(reply.body[0][1])


def _extents(connection: DBusConnection, node: tuple[str, str]) -> tuple[int, int, int, int]:
    call = new_method_call(_at(node, "org.a11y.atspi.Component"), "GetExtents", "u", (0,))
    (box,) = connection.send_and_get_reply(call, timeout=10).body
    return tuple(box) if not isinstance(box, str) else (0, 0, 0, 0)


def _at(node: tuple[str, str], interface: str) -> DBusAddress:
    return DBusAddress(node[1], bus_name=node[0], interface=interface)

"""The parts of the desktop room that need no desktop."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import keyring
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from keyring.backend import KeyringBackend
from keyring.backends import fail

from app.desktop import regions, session, wire
from app.desktop.accessibility import Breaker
from app.desktop.actor import path
from app.desktop.capture import one_colour
from app.desktop.person import read_deed
from app.desktop.pressed import PressedFile
from app.desktop.reins import LEASE, Halted, Pull, Reins
from app.desktop.secrets import KeyringSecrets
from app.model.action import ActionKind
from app.model.errors import BadInput, EnvironmentProblem
from app.model.geometry import Box, Point
from app.model.suggestion import ActReport, ActStatus, Order

boxes = st.builds(Box, st.integers(-20, 20), st.integers(-20, 20), st.integers(1, 25), st.integers(1, 25))


def _pixels(parts: tuple[Box, ...]) -> list[tuple[int, int]]:
    return [(x, y) for box in parts for x in range(box.x, box.right) for y in range(box.y, box.bottom)]


@given(boxes, st.lists(boxes, max_size=4))
def test_what_is_left_of_a_window_is_exactly_what_the_others_do_not_cover(box: Box, holes: list[Box]) -> None:
    left = _pixels(regions.without_all((box,), holes))
    assert len(left) == len(set(left))
    expected = {p for p in _pixels((box,)) if not any(hole.contains(Point(*p)) for hole in holes)}
    assert set(left) == expected


@given(st.tuples(st.integers(-500, 500), st.integers(-500, 500)), st.floats(0.01, 0.5))
def test_the_way_of_the_pointer_ends_at_the_target_in_small_steps(end: tuple[int, int], seconds: float) -> None:
    steps = list(path(Point(0, 0), Point(*end), seconds))
    assert steps[-1] == Point(*end)
    assert len(steps) >= seconds / 0.01 - 1


def test_pulled_reins_end_every_wait_and_every_sending() -> None:
    reins = Reins()
    threading.Timer(0.05, reins.pull, (Pull.STOPPED,)).start()
    begun = time.monotonic()
    with pytest.raises(Halted, match="STOPPED"):
        reins.wait(30)
    assert time.monotonic() - begun < 5
    with pytest.raises(Halted), reins.sending():
        raise AssertionError("something was sent")


def test_a_stop_outlives_a_taking_over_and_only_arming_ends_it() -> None:
    reins = Reins()
    reins.pull(Pull.YOU_TOOK_OVER)
    reins.pull(Pull.STOP_KEY)
    reins.loosen()
    assert reins.pulled is Pull.STOP_KEY
    reins.arm()
    assert reins.pulled is None
    reins.pull(Pull.YOU_TOOK_OVER)
    reins.loosen()
    reins.check()


def test_a_lease_that_is_not_renewed_is_lost() -> None:
    reins = Reins()
    reins.begin_lease()
    with pytest.raises(Halted, match="LEASE_LOST"):
        reins.wait(LEASE + 0.2)


def test_a_renewal_that_comes_after_the_act_begins_no_lease() -> None:
    reins = Reins()
    reins.begin_lease()
    reins.end_lease()
    reins.renew()
    reins.wait(LEASE + 0.1)
    assert not reins.lease_lost()


def test_F39_what_is_pressed_survives_the_process(tmp_path: Path) -> None:
    first = PressedFile(tmp_path / "pressed")
    first.key(50, True)
    first.key(38, True)
    first.key(38, False)
    first.button(3, True)
    first.borrow(255, True)
    again = PressedFile(tmp_path / "pressed")
    assert (again.keys(), again.buttons(), again.borrowed()) == ((50,), (3,), (255,))


def test_words_between_program_and_hand_arrive_as_they_were() -> None:
    order = Order("a", ActionKind.DRAG, Point(-5, 7), 77, Box(0, 0, 9, 9), "é\n漢", True, True, ("ctrl",), Point(1, 2))
    assert wire.read_command(wire.command_line(wire.Do(order))) == wire.Do(order)
    report = wire.Report(
        ActReport(ActStatus.DONE, "", 3, 1.5, 2.5),
        wire.Sent(3, 3, (wire.SentButton(True, 1, Point(1, 2)),), Point(1, 2)),
    )
    assert wire.read_news(wire.news_line(report)) == report
    for command in (wire.Renew(), wire.Stop(), wire.Arm(), wire.Heed(("f4", "pause"), True), wire.AreYouReady()):
        assert wire.read_command(wire.command_line(command)) == command


def test_F49_one_colour_means_all_channels_and_nearly_all_pixels() -> None:
    pixels = np.zeros((200, 300, 4), np.uint8)
    assert one_colour(pixels, ())
    pixels[50:100, 50:150, 2] = 255
    assert not one_colour(pixels, ())
    assert one_colour(pixels, (Box(40, 40, 130, 80),))


def test_a_silent_program_is_left_in_peace_for_a_while() -> None:
    now = [0.0]
    breaker = Breaker(lambda: now[0])
    for answered in (False, False, True, False, False):
        breaker.note(7, answered)
    assert not breaker.closed(7)
    breaker.note(7, answered=False)
    assert breaker.closed(7)
    assert not breaker.closed(8)
    now[0] = 31.0
    assert not breaker.closed(7)


@pytest.mark.parametrize(
    "env", [{"WAYLAND_DISPLAY": "wayland-0"}, {"XDG_SESSION_TYPE": "wayland", "DISPLAY": ":0"}], ids=str
)
def test_C57_a_wayland_session_says_what_works_and_what_does_not(env: dict[str, str]) -> None:
    problem = session.wayland_problem(env)
    assert problem is not None
    assert "can be opened" in problem.why
    assert "do not work" in problem.why
    assert "Xorg" in problem.next_step
    assert session.problems(env) == (problem,) or len(session.problems(env)) == 1


def test_an_x11_session_is_no_wayland_session() -> None:
    assert session.wayland_problem({"DISPLAY": ":0", "XDG_SESSION_TYPE": "x11"}) is None


def test_deeds_of_coach_scripts_are_checked() -> None:
    assert read_deed({"click": [200, 90]}).click == Point(200, 90)
    for wrong in ({}, {"click": [1]}, {"type": "x", "keys": ["a"]}, {"jump": 1}):
        with pytest.raises(BadInput):
            read_deed(wrong)


class _Memory(KeyringBackend):
    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


def test_secrets_are_kept_in_the_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    memory = _Memory()
    monkeypatch.setattr(keyring, "get_keyring", lambda: memory)
    for name in ("get_password", "set_password", "delete_password"):
        monkeypatch.setattr(keyring, name, getattr(memory, name))
    secrets = KeyringSecrets()
    secrets.store("invoice", "S3CR3T")
    assert secrets.read("invoice") == "S3CR3T"
    secrets.delete("invoice")
    secrets.delete("invoice")
    with pytest.raises(BadInput, match="invoice"):
        secrets.read("invoice")
    assert secrets.problem() == ""


def test_F86_without_a_keyring_secrets_are_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring, "get_keyring", fail.Keyring)
    with pytest.raises(EnvironmentProblem, match="NO_SECRET_STORE"):
        KeyringSecrets().read("invoice")
    assert KeyringSecrets().problem().startswith("NO_SECRET_STORE")

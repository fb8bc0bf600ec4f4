"""One virtual desktop for all desktop tests, a person who moves and types on it, and a witness of what was clicked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.desktop.virtual_display import VirtualDisplay
from app.model.geometry import Box
from tests.desktop.atspi import Tree
from tests.desktop.coaching import Understudy, environment
from tests.desktop.event_witness import PressWitness
from tests.desktop.person import Person
from tests.desktop.programs import Programs
from tests.desktop.witness import Witness


@pytest.fixture(scope="session")
def desktop() -> Iterator[VirtualDisplay]:
    """The virtual display, 1920 x 1080; our own process sees it too (Xlib, pynput and mss find it by DISPLAY)."""
    with VirtualDisplay() as display, pytest.MonkeyPatch.context() as patch:
        for name, value in display.env.items():
            patch.setenv(name, value)
        patch.delenv("QT_QPA_PLATFORM", raising=False)
        patch.delenv("WAYLAND_DISPLAY", raising=False)
        patch.delenv("XAUTHORITY", raising=False)
        yield display


@pytest.fixture
def person(desktop: VirtualDisplay) -> Person:
    """The person's hands: a separate X client, never the program's own hand. Starts in an empty corner."""
    hands = Person(desktop.env)
    hands.move(desktop.width - 2, desktop.height - 2)
    return hands


@pytest.fixture
def programs(desktop: VirtualDisplay, tmp_path: Path) -> Iterator[Programs]:
    """Starts third-party programs on the desktop with a home of their own and ends them after the test."""
    started = Programs(desktop.env, tmp_path / "program-home")
    yield started
    started.end_all()


@pytest.fixture
def witness(desktop: VirtualDisplay) -> Iterator[Callable[[Box], Witness]]:
    """Makes windows of ours that record every button press really delivered to them."""
    made: list[Witness] = []

    def make(box: Box) -> Witness:
        made.append(Witness(desktop.name, box))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def tree(desktop: VirtualDisplay) -> Iterator[Tree]:
    """What the programs say about themselves."""
    with Tree(desktop.env["DBUS_SESSION_BUS_ADDRESS"]) as opened:
        yield opened


@pytest.fixture
def understudy(desktop: VirtualDisplay, tmp_path: Path) -> Understudy:
    """The program under test with an empty home."""
    return Understudy(environment(desktop.env), tmp_path / "understudy")


@pytest.fixture
def pressing(desktop: VirtualDisplay) -> Callable[[], PressWitness]:
    """Makes contexts that witness every press on the desktop."""
    return lambda: PressWitness(desktop.name)

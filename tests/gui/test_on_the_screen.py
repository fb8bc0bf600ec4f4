"""Card, overlay and pointing on a real X server with a window manager and somebody else's window."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from app.desktop.virtual_display import VirtualDisplay

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the virtual display exists on Linux only")


@pytest.fixture(scope="module")
def seen() -> Iterator[dict[str, Any]]:
    """What the probe saw."""
    with VirtualDisplay() as display:
        env = {key: value for key, value in os.environ.items() if not key.startswith("QT_")} | display.env
        env["QT_QPA_PLATFORM"] = "xcb"
        command = [sys.executable, "-m", "tests.gui.screen_probe"]
        done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=90, check=False)
        assert done.returncode == 0, done.stderr
        yield json.loads(done.stdout.splitlines()[-1])


def test_F30_the_card_leaves_the_focus_with_the_program(seen: dict[str, Any]) -> None:
    assert seen["card"]
    assert seen["focus_kept"]
    assert seen["focus_at_the_end"]


def test_the_frame_is_drawn_round_the_target(seen: dict[str, Any]) -> None:
    assert seen["through"]["ring_colour"] == "0x3452d9"


def test_C56_clicks_on_the_overlay_reach_the_program(seen: dict[str, Any]) -> None:
    assert seen["through"]["clicks"] == seen["through"]["wanted"]


def test_F55_the_screen_is_clear_before_the_engine_looks(seen: dict[str, Any]) -> None:
    assert seen["dirty"] == 0


def test_while_pointing_nothing_reaches_the_program(seen: dict[str, Any]) -> None:
    pointing = seen["pointing"]
    assert pointing["opened"]
    assert pointing["bar"]
    assert pointing["closed"]
    assert pointing["reached_the_other"] == [0, 0]


def test_the_pointed_place_is_the_clicked_pixel(seen: dict[str, Any]) -> None:
    assert seen["pointing"]["taught"] == [seen["pointing"]["target"]]


def test_after_pointing_the_keyboard_belongs_to_the_program_again(seen: dict[str, Any]) -> None:
    assert seen["pointing"]["key_after"] == 1

"""What is read from the desktop before a run in AUTOMATIC."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest

from app.desktop.machine import Machine
from app.model.errors import EnvironmentProblem
from app.model.frame import Frame
from app.model.geometry import Box
from app.model.window import Window, WindowIdentity
from app.preflight import _outside

BOX = Box(0, 0, 60, 40)
OWN = Window(1, WindowIdentity(application="us"), 1, BOX, own=True)
OTHER = Window(2, WindowIdentity(application="it"), 2, BOX)


def machine(*windows: Window, problem: Exception | None = None) -> Machine:
    def grab() -> Frame:
        if problem:
            raise problem
        return Frame(np.full((40, 60, 4), 20, np.uint8), BOX, 1, 0.0)

    made = SimpleNamespace(
        windows=SimpleNamespace(all=lambda: windows),
        session=SimpleNamespace(layout=lambda: "one"),
        hot_keys=SimpleNamespace(problem=str),
        open_camera=lambda: SimpleNamespace(grab=grab, close=lambda: None),
    )
    return cast("Machine", made)


def test_the_themes_of_other_windows_are_told_and_of_one_that_ours_covers_nothing() -> None:
    assert _outside(machine(OTHER)).themes == ("dark",)
    covered = _outside(machine(OWN, OTHER))
    assert (covered.windows, covered.themes) == ((OTHER.identity,), ("",))


def test_a_picture_that_cannot_be_taken_does_not_keep_the_sheet_away() -> None:
    blank = EnvironmentProblem("Capture", "the picture of the screen is one colour", "Unlock the screen.")
    assert _outside(machine(OTHER, problem=blank)).themes == ("",)
    with pytest.raises(ZeroDivisionError):
        _outside(machine(OTHER, problem=ZeroDivisionError()))

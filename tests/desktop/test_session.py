"""What the session lacks is told with its next step; the layout has a hash."""

from __future__ import annotations

import gc
import subprocess

import pytest
from Xlib import Xatom
from Xlib.display import Display

from app.desktop import session
from app.desktop.monitors import monitors
from app.desktop.session import X11Session
from app.desktop.virtual_display import VirtualDisplay
from app.model.errors import EnvironmentProblem


def test_this_session_is_fit(desktop: VirtualDisplay) -> None:
    assert session.problems({}) == ()
    session.check({})


def test_F16_the_layout_has_a_hash_that_changes_with_the_scale(desktop: VirtualDisplay) -> None:
    here = X11Session()
    before = here.layout()
    assert here.layout() == before
    display = Display()
    root, name = display.screen().root, display.get_atom("RESOURCE_MANAGER")
    try:
        root.change_property(name, Xatom.STRING, 8, b"Xft.dpi:\t144\n")
        display.sync()
        assert here.layout() != before
        assert [monitor.scale for monitor in monitors(display)] == [1.5]
    finally:
        root.delete_property(name)
        display.close()
        here.close()


def test_F51_a_screen_saver_counts_as_locked(desktop: VirtualDisplay) -> None:
    here = X11Session(lambda: False)
    assert not here.locked()
    here.close()
    subprocess.run(["xset", "s", "on"], check=True)
    subprocess.run(["xset", "s", "activate"], check=True)
    try:
        fresh = X11Session(lambda: False)
        assert fresh.locked()
        fresh.close()
    finally:
        subprocess.run(["xset", "s", "reset"], check=True)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_no_display_is_told(desktop: VirtualDisplay, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY")
    with pytest.raises(EnvironmentProblem, match="DISPLAY is empty"):
        session.check({})
    monkeypatch.setenv("DISPLAY", ":987")
    with pytest.raises(EnvironmentProblem, match="Screen :987"):
        session.check({})
    gc.collect()  # the library leaves the socket of a refused connection to the collector

"""Real programs of three toolkits with one field each, to type into."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from app.desktop.windows import X11Windows
from app.model.action import ActionKind
from app.model.suggestion import Order
from app.model.window import Window
from tests.desktop.programs import Programs


class Field:
    """A real program with one field; `content` is what it has got."""

    def __init__(self, handle: int, content: Callable[[], str]) -> None:
        windows = X11Windows()
        found = windows.refresh(handle)
        windows.close()
        assert found is not None
        self.window: Window = found
        self.content = content

    def order(self, text: str, **more: object) -> Order:
        """Click into it and type."""
        window = self.window
        return Order("t", ActionKind.TYPE_TEXT, window.box.center, window.handle, window.box, text=text, **more)  # type: ignore[arg-type]


def qt_field(programs: Programs, folder: Path) -> Field:
    """A Qt line edit."""
    file = folder / "qt.txt"
    file.write_text("")
    program = Path(__file__).parent / "line_edit.py"
    started = programs.start([sys.executable, str(program), str(file)], "Line edit of the tests")
    return Field(started.window, lambda: file.read_text(encoding="utf-8"))


def gtk_field(programs: Programs, folder: Path) -> Field:
    """A GTK editor; its content is what it saves."""
    file = folder / "gtk.txt"
    file.write_text("")
    started = programs.start(["mousepad", "--disable-server", str(file)], "gtk.txt")

    def content() -> str:
        _xdotool_key(programs, "ctrl+s")
        return file.read_text(encoding="utf-8").rstrip("\n")

    return Field(started.window, content)


def terminal_field(programs: Programs, folder: Path) -> Field:
    """A terminal whose content is what a program in it read up to the last Return."""
    file = folder / "xterm.txt"
    programs.env["LC_ALL"] = "C.UTF-8"
    shell = f"stty -ixon; cat > {file}"
    started = programs.start(["xterm", "-T", "Terminal of the tests", "-u8", "-e", shell], "Terminal of the tests")

    def content() -> str:
        _xdotool_key(programs, "Return")
        return file.read_text(encoding="utf-8").rstrip("\n") if file.exists() else ""

    return Field(started.window, content)


def _xdotool_key(programs: Programs, key: str) -> None:
    subprocess.run(["xdotool", "key", key], env=programs.env, check=True, timeout=20)

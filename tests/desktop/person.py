"""The person at the desk, played by xdotool: a client of the X server apart from the program under test."""

from __future__ import annotations

import subprocess


class Person:
    """Moves, clicks and types in physical pixels; each call returns when the X server has taken the events."""

    def __init__(self, env: dict[str, str]) -> None:
        self._env = env

    def move(self, x: int, y: int) -> None:
        """Put the pointer there."""
        self._do("mousemove", str(x), str(y))

    def click(self, x: int, y: int, button: int = 1) -> None:
        """Press and release there; button 1 left, 2 middle, 3 right."""
        self._do("mousemove", str(x), str(y), "click", str(button))

    def slow_click(self, x: int, y: int) -> None:
        """Press and release there as a hand does, with a rest before the press and between the two."""
        self._do("mousemove", str(x), str(y), "sleep", "0.15", "mousedown", "1", "sleep", "0.08", "mouseup", "1")

    def double_click(self, x: int, y: int) -> None:
        """Two quick presses of the left button."""
        self._do("mousemove", str(x), str(y), "click", "--repeat", "2", "--delay", "60", "1")

    def right_click(self, x: int, y: int) -> None:
        """Press and release the right button there."""
        self.click(x, y, button=3)

    def drag(self, x: int, y: int, to_x: int, to_y: int, button: int = 1) -> None:
        """Press at the first place, go over the middle to the second, release there."""
        middle = (str((x + to_x) // 2), str((y + to_y) // 2))
        there = ("mousemove", *middle, "mousemove", str(to_x), str(to_y))
        self._do("mousemove", str(x), str(y), "mousedown", str(button), *there, "mouseup", str(button))

    def wheel(self, x: int, y: int, clicks: int) -> None:
        """Turn the wheel there; positive is up, as the person sees it."""
        button = "4" if clicks > 0 else "5"
        self._do("mousemove", str(x), str(y), "click", "--repeat", str(abs(clicks)), "--delay", "20", button)

    def key(self, *chords: str) -> None:
        """Press key chords such as `ctrl+s`, `Return`, `F8`, one after the other."""
        self._do("key", "--delay", "20", *chords)

    def type(self, text: str) -> None:
        """Type a text, any script."""
        self._do("type", "--delay", "12", "--", text)

    def where(self) -> tuple[int, int]:
        """Where the pointer is."""
        words = dict(word.split(":") for word in self._do("getmouselocation").split())
        return int(words["x"]), int(words["y"])

    def _do(self, *words: str) -> str:
        command = ["xdotool", *words]
        return subprocess.run(command, env=self._env, check=True, timeout=20, stdout=subprocess.PIPE, text=True).stdout

"""A client of the X server that stands for the person in coach scripts: apart from the hand and its rules.

`python -m app.desktop.person STATE` reads one JSON object a line from its standard input and answers each with
`ok`, or with `error` and the reason: {"click": [x, y]}, {"move": [x, y]}, {"drag": [[x, y], [x, y]]},
{"scroll": [dx, dy]}, {"type": "x"}, {"keys": ["ctrl", "s"]}; places in physical pixels.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator
from Xlib import X

from app.desktop import x11
from app.desktop.keyboard import Keyboard, PlainSender
from app.desktop.pressed import PressedFile, Releaser
from app.model.errors import BadInput, EnvironmentProblem
from app.model.geometry import Point

_ROOT = Path(__file__).parents[2]
_STEP = 0.01
_STEPS = 12
_DWELL = 0.04
_SETTLE = 0.4
_END = 5.0


class Deed(BaseModel):
    """One thing to do; exactly one of the fields is set."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    click: Point | None = None
    move: Point | None = None
    drag: tuple[Point, Point] | None = None
    scroll: tuple[int, int] | None = None
    type: str | None = None
    keys: tuple[str, ...] | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if len(self.model_dump(exclude_none=True)) != 1:
            raise ValueError("give one of click, move, drag, scroll, type, keys")
        return self


def read_deed(words: Mapping[str, Any]) -> Deed:
    """A deed from a coach script; BadInput names what is wrong."""
    try:
        return Deed.model_validate(words)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or json.dumps(dict(words))
        raise BadInput("The person's deed", f"{where}: {first['msg']}", "Correct the coach script.") from error


class Hands:
    """The person's mouse and keyboard; used by one thread."""

    def __init__(self, state: Path) -> None:
        self._display = x11.connect()
        self._pressed = PressedFile(state)
        self._wait = threading.Event().wait
        self._keyboard = Keyboard(self._display, PlainSender(self._display, self._wait), self._pressed)

    def do(self, deed: Deed) -> None:
        """Carry it out at once."""
        if deed.move is not None:
            self._go(deed.move)
        elif deed.click is not None:
            self._go(deed.click)
            self._button(1)
        elif deed.drag is not None:
            self._go(deed.drag[0])
            self._button(1, then=deed.drag[1])
        elif deed.scroll is not None:
            self._turn(*deed.scroll)
        elif deed.type is not None:
            self._type(deed.type)
        elif deed.keys is not None:
            self._press(deed.keys)

    def _go(self, end: Point) -> None:
        start = x11.pointer(self._display)[0]
        for number in range(1, _STEPS + 1):
            x = start.x + (end.x - start.x) * number // _STEPS
            y = start.y + (end.y - start.y) * number // _STEPS
            self._fake(X.MotionNotify, 0, Point(x, y))
            self._wait(_STEP)

    def _button(self, number: int, then: Point | None = None) -> None:
        self._fake(X.ButtonPress, number)
        self._wait(_DWELL)
        if then is not None:
            self._go(then)
        self._fake(X.ButtonRelease, number)

    def _turn(self, dx: int, dy: int) -> None:
        for number in [5 if dy > 0 else 4] * abs(dy) + [7 if dx > 0 else 6] * abs(dx):
            self._button(number)

    def _type(self, text: str) -> None:
        strange = self._keyboard.cannot_type(text)
        if strange:
            raise BadInput("The person's deed", f"{strange!r} is not on this keyboard", "Correct the coach script.")
        self._keyboard.type(text)
        if self._pressed.borrowed():
            self._wait(_SETTLE)
            Releaser(self._display, self._pressed).give_back()

    def _press(self, keys: tuple[str, ...]) -> None:
        missing = self._keyboard.press(keys)
        if missing:
            raise BadInput("The person's deed", f"there is no key {missing!r}", "Correct the coach script.")

    def _fake(self, kind: int, detail: int, point: Point | None = None) -> None:
        x, y = point or Point(0, 0)
        self._display.xtest_fake_input(kind, detail, x=x, y=y)
        self._display.sync()


class Person:
    """Runs the client and waits for each deed; a context that ends it."""

    def __init__(self, state: Path) -> None:
        self._state = state
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH", ""))))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "app.desktop.person", str(self._state)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": path},
            text=True,
        )
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            return
        process.stdin.close()
        try:
            process.wait(_END)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()

    def do(self, deeds: Iterable[Mapping[str, Any]]) -> None:
        """Do them one after the other; BadInput when one is wrong, EnvironmentProblem when the client is gone."""
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            raise EnvironmentProblem("The person's hands", "they were not started", "Use it as a context.")
        for words in deeds:
            deed = read_deed(words)
            process.stdin.write(deed.model_dump_json(exclude_none=True) + "\n")
            process.stdin.flush()
            answer = process.stdout.readline().strip()
            if answer.startswith("error "):
                raise BadInput("The person's deed", answer.removeprefix("error "), "Correct the coach script.")
            if answer != "ok":
                raise EnvironmentProblem("The person's hands", "they ended early", "Look at the log for the reason.")


def main() -> int:
    """Read deeds until the input ends."""
    parser = argparse.ArgumentParser(description="Stands for the person in coach scripts; started by the program.")
    parser.add_argument("state", type=Path)
    hands = Hands(parser.parse_args().state)
    for line in sys.stdin:
        try:
            hands.do(read_deed(json.loads(line)))
            answer = "ok"
        except (BadInput, ValueError) as error:
            answer = f"error {error}"
        sys.stdout.write(answer + "\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())

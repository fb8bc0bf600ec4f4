"""The painted form from the other side: starts it, tells it what to do, and makes a workflow of its button."""

from __future__ import annotations

import select
import subprocess
import sys
from types import TracebackType
from typing import Self

from app.desktop.capture import open_camera
from app.desktop.windows import X11Windows
from app.model.action import ActionKind
from app.model.recording import Recorded
from app.model.window import Window, WindowIdentity
from app.model.workflow import Expect, Screen, Signature, Step, Workflow
from app.vision.eye import Eye
from tests.bench.painter import BUTTON, TITLE, press_point
from tests.desktop.target import wait_until

IDENTITY = WindowIdentity(application="figures", title=TITLE)
_SECONDS = 10.0


class Form:
    """A context; used by one thread."""

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", "tests.bench.painter"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._windows = X11Windows()
        wait_until(lambda: self.window() is not None, _SECONDS)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._windows.close()
        self._process.communicate(timeout=_SECONDS)

    def window(self) -> Window | None:
        """Its window as it is now."""
        return self._windows.find(IDENTITY)

    def tell(self, word: str) -> float:
        """One command; the monotonic second at which the server had done it."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(word + "\n")
        self._process.stdin.flush()
        assert select.select([self._process.stdout], [], [], _SECONDS)[0], f"the form did not {word}"
        return float(self._process.stdout.readline())

    def recorded(self) -> Recorded:
        """A workflow of one click on its button, taught by picture alone: no text, no name."""
        window = self.window()
        assert window is not None
        camera = open_camera()
        try:
            frame = camera.grab()
        finally:
            camera.close()
        point = press_point().moved(*window.box.origin)
        taught = Eye(lambda name: None).teach(frame, window, point, BUTTON.moved(*window.box.origin))
        signature = Signature(view=taught.target.view, width=window.box.w, height=window.box.h)
        screens = (
            Screen(id="form", name=TITLE, window=IDENTITY, signature=signature, entry=True),
            Screen(id="after", name="After", window=IDENTITY),
        )
        click = {"id": "save", "from": "form", "to": "after", "action": ActionKind.CLICK, "target": taught.target}
        step = Step.model_validate({**click, "expect": Expect(target_gone=True)})
        return Recorded(Workflow(id="figures", name="Figures", screens=screens, steps=(step,)), taught.images)

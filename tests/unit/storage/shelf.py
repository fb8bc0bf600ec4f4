"""A small workflow with pictures, for tests."""

from __future__ import annotations

import numpy as np

from app.model.action import ActionKind, Params
from app.model.geometry import Box, Point
from app.model.target import Picture, Place, Target
from app.model.window import WindowIdentity
from app.model.workflow import Expect, Screen, Signature, Step, Workflow

WINDOW = WindowIdentity(application="ledger", title="Invoice – Edit")
IMAGE, RING, VIEW = "00000000000000aa.png", "00000000000000bb.png", "00000000000000cc.png"
PIXELS = np.arange(12 * 9 * 3, dtype=np.uint8).reshape(9, 12, 3)
IMAGES = {IMAGE: PIXELS, RING: PIXELS.repeat(2, axis=1), VIEW: PIXELS.repeat(4, axis=0)}


def button(label: str, image: str = IMAGE) -> Target:
    """A target with picture and ring."""
    return Target(
        window=WINDOW,
        place=Place(box=Box(10, 20, 12, 9), window_width=400, window_height=300),
        press=Point(6, 4),
        picture=Picture(image=image, box=Box(0, 0, 12, 9)),
        ring=Picture(image=RING, box=Box(6, 0, 12, 9)),
        text=label,
    )


def invoice(id: str = "w-1", name: str = "Invoice") -> Workflow:
    """Two steps on one screen: press New, type the number."""
    opens = Expect(window=WINDOW)
    screen = Screen(id="main", name="Main", window=WINDOW, signature=Signature(view=VIEW, width=12, height=36))
    new = Step(id="new", source="main", to="main", action=ActionKind.CLICK, target=button("New"), expect=opens)
    number = Step(
        id="number",
        source="main",
        to="main",
        action=ActionKind.TYPE_TEXT,
        params=Params(text="Zoë 漢"),
        target=button("Number"),
        expect=opens,
    )
    return Workflow(id=id, name=name, screens=(screen,), steps=(new, number), variables={"K": "V"})

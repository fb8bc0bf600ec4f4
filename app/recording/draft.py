"""One step while the recording goes on: the act, its target, and what is known of its effect so far."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from app.model.action import ActionKind, Params
from app.model.geometry import Box, Point
from app.model.target import Target
from app.model.window import Window
from app.model.workflow import Expect, Step, Timing
from app.recording.acts import Act
from app.recording.moments import Moment


@dataclass(frozen=True, slots=True, eq=False)
class Draft:
    """`before` is the moment before the whole step, a focusing click included; `element` lies on the desktop.

    `after` is the moment its effect was judged by, None while that is open. Only the last draft keeps its moments:
    a picture of the screen takes megabytes.
    """

    id: str
    kind: ActionKind
    ended: float
    before: Moment | None
    window: Window
    source: str
    params: Params
    target: Target | None
    element: Box | None
    paused: float
    after: Moment | None = None
    expect: Expect = field(default_factory=Expect)
    comment: str = ""

    @property
    def is_click(self) -> bool:
        """Whether it may turn out to have only brought the focus."""
        return self.kind in (ActionKind.CLICK, ActionKind.DOUBLE_CLICK)

    @property
    def selects_all(self) -> bool:
        """Whether it only selects what the field holds, to be replaced by the text that follows."""
        return self.kind is ActionKind.PRESS_KEYS and self.params.keys == ("ctrl", "a")

    def light(self) -> Draft:
        """The same without its moments."""
        return replace(self, before=None, after=None)

    def step(self, to: str) -> Step:
        """The step as it will be stored."""
        return Step(
            id=self.id,
            source=self.source,
            to=to,
            action=self.kind,
            params=self.params,
            target=self.target,
            expect=self.expect,
            timing=Timing(recorded=round(max(0.0, self.paused), 3)),
            comment=self.comment,
        )


def params_of(act: Act, press: Point | None) -> Params:
    """The changeable part of an act; `press` is its point on the desktop, which a drag's end is relative to."""
    match act.kind:
        case ActionKind.TYPE_TEXT:
            return Params(text=act.text)
        case ActionKind.PRESS_KEYS:
            return Params(keys=act.keys)
        case ActionKind.SCROLL:
            return Params(clicks_x=act.clicks_x, clicks_y=act.clicks_y)
        case ActionKind.DRAG:
            start, end = press or act.point, act.to or act.point
            return Params(to=Point(end.x - start.x, end.y - start.y))
        case _:
            return Params()

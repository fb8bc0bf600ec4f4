"""What can be done on the screen."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from app.model.geometry import Point


class ActionKind(StrEnum):
    """The closed set of actions."""

    CLICK = "click"
    DOUBLE_CLICK = "double_click"
    RIGHT_CLICK = "right_click"
    DRAG = "drag"
    SCROLL = "scroll"
    TYPE_TEXT = "type_text"
    PRESS_KEYS = "press_keys"
    WAIT = "wait"
    CHECK = "check"

    @property
    def needs_target(self) -> bool:
        """Whether the action cannot be done without a place on the screen."""
        return self not in (ActionKind.PRESS_KEYS, ActionKind.WAIT)

    @property
    def uses_keys(self) -> bool:
        """Whether the action sends keys, so that the focus matters."""
        return self in (ActionKind.TYPE_TEXT, ActionKind.PRESS_KEYS)


class Params(BaseModel):
    """The changeable part of an action; which fields count depends on the ActionKind.

    text: typed text. secret: name of a keyring entry typed instead of a text. keys: key names pressed together,
    modifiers first ("ctrl", "s"). clicks: wheel notches, down and right positive. to: end of a drag, relative to
    the target's point. seconds: length of a Wait. replace: the field's content is selected before typing.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    text: str | None = None
    secret: str | None = None
    keys: tuple[str, ...] = ()
    clicks_x: int = Field(default=0, ge=-200, le=200)
    clicks_y: int = Field(default=0, ge=-200, le=200)
    to: Point | None = None
    seconds: float = Field(default=0.0, ge=0.0, le=3600.0)
    replace: bool = False


def missing_param(kind: ActionKind, params: Params) -> str | None:
    """The field an action of this kind cannot do without, None when all is there."""
    if kind is ActionKind.TYPE_TEXT and params.text is None and params.secret is None:
        return "text"
    if kind is ActionKind.PRESS_KEYS and not params.keys:
        return "keys"
    if kind is ActionKind.SCROLL and not (params.clicks_x or params.clicks_y):
        return "clicks_y"
    if kind is ActionKind.DRAG and params.to is None:
        return "to"
    if kind is ActionKind.WAIT and params.seconds <= 0:
        return "seconds"
    return None

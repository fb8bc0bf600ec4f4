"""A task as a graph: Screens are nodes, Steps are edges. These types are the format of workflow.json."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from app.model.action import ActionKind, Params, missing_param
from app.model.geometry import Box
from app.model.modes import Risk, RunMode
from app.model.target import Target
from app.model.window import WindowIdentity

FORMAT = 1
NO_SCREEN = "!"
"""How the ids of pictures begin that are not a Screen, so no Screen's own id may."""
MAX_STEPS = 500


class WorkflowStatus(StrEnum):
    """How far the workflow itself is trusted as a piece of work."""

    DRAFT = "DRAFT"
    APPROVED = "APPROVED"
    DEPRECATED = "DEPRECATED"


class Strict(BaseModel):
    """Frozen, and unknown fields are an error that names them."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, populate_by_name=True)


class Signature(Strict):
    """How a Screen is recognised: picture of the client area when taught and its size in pixels."""

    view: str | None = None
    width: int = Field(default=0, ge=0)
    height: int = Field(default=0, ge=0)


class Screen(Strict):
    """A recognisable state of a window."""

    id: str = Field(min_length=1)
    name: str
    window: WindowIdentity
    signature: Signature = Signature()
    entry: bool = False
    end: bool = False


class Expect(Strict):
    """What must be seen after the act, learned from the recording; at least one part, else nothing is proved.

    window: this window has the focus. closed: the step's window is gone. target_gone: the element is no longer there.
    changed: this box of the client area looks different. timeout: seconds.
    """

    window: WindowIdentity | None = None
    screen: str | None = None
    closed: bool = False
    target_gone: bool = False
    changed: Box | None = None
    timeout: float = Field(default=5.0, gt=0, le=600)

    @property
    def empty(self) -> bool:
        """Whether nothing is expected, so that success can never be proved."""
        return not (self.window or self.screen or self.closed or self.target_gone or self.changed)


class Timing(Strict):
    """Seconds to wait before and after the act, and the pause seen when recording (evidence for time-outs)."""

    before: float = Field(default=0.0, ge=0, le=600)
    after: float = Field(default=0.0, ge=0, le=600)
    recorded: float = Field(default=0.0, ge=0)


class Step(Strict):
    """One action that leads from a Screen to a Screen."""

    id: str = Field(min_length=1)
    source: str = Field(alias="from")
    to: str
    name: str = ""
    action: ActionKind
    params: Params = Params()
    target: Target | None = None
    expect: Expect = Expect()
    timing: Timing = Timing()
    risk: Risk | None = None
    mode: RunMode | None = None
    enabled: bool = True
    comment: str = ""

    @model_validator(mode="after")
    def _complete(self) -> Self:
        missing = missing_param(self.action, self.params)
        if missing:
            raise ValueError(f"params.{missing} is needed for the action {self.action}")
        if self.action.needs_target and self.target is None:
            raise ValueError(f"target is needed for the action {self.action}")
        return self


class Workflow(Strict):
    """A named task with its Screens and Steps; stored as a folder with workflow.json and images/."""

    format: int = FORMAT
    id: str = Field(min_length=1)
    name: str = Field(min_length=1)
    status: WorkflowStatus = WorkflowStatus.DRAFT
    allowed_apps: tuple[str, ...] = ()
    variables: dict[str, str] = {}
    screens: tuple[Screen, ...] = ()
    steps: Annotated[tuple[Step, ...], Field(max_length=MAX_STEPS)] = ()

    @model_validator(mode="after")
    def _linked(self) -> Self:
        screens = [screen.id for screen in self.screens]
        steps = [step.id for step in self.steps]
        for kind, ids in (("screens", screens), ("steps", steps)):
            twice = sorted({i for i in ids if ids.count(i) > 1})
            if twice:
                raise ValueError(f"{kind}: the id {twice[0]!r} is used twice")
        if wrong := next((i for i in screens if i.startswith(NO_SCREEN)), None):
            raise ValueError(f"screens: the id {wrong!r} begins with {NO_SCREEN!r}")
        for number, step in enumerate(self.steps):
            for end in (step.source, step.to):
                if end not in screens:
                    raise ValueError(f"steps.{number}: there is no screen {end!r}")
        return self

    def screen(self, screen_id: str) -> Screen:
        """The Screen with this id; KeyError when there is none."""
        return next((s for s in self.screens if s.id == screen_id), None) or _absent(screen_id)

    def index_of(self, step_id: str) -> int:
        """Position of a step in the chain; KeyError when there is none."""
        for index, step in enumerate(self.steps):
            if step.id == step_id:
                return index
        raise KeyError(step_id)


def _absent(screen_id: str) -> Screen:
    raise KeyError(screen_id)

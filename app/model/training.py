"""The lines of what is exported for training. These types are the format; its JSON Schema is generated from them.

Every line of a file has the same fields with the same types; what is not shared or not known is null.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from app.model.action import ActionKind
from app.model.decision import DecisionKind, Keep, RejectReason
from app.model.feedback import Verdict
from app.model.geometry import Box
from app.model.ledger_run import DecisionMade
from app.model.modes import Label, LabelSource, RunMode, RunState, StepStatus, VerifyResult
from app.model.suggestion import Suggestion
from app.model.surroundings import Surroundings
from app.model.target import Picture

FORMAT = 1

Side = Annotated[int, Field(ge=0)]
Place = Annotated[list[int], Field(min_length=4, max_length=4)]
Spot = Annotated[list[int], Field(min_length=2, max_length=2)]


@dataclass(frozen=True, slots=True)
class Shared:
    """Which personal words are exported; none of them unless the person says so. Secrets never are."""

    texts: bool = False
    titles: bool = False
    comments: bool = False
    coach: bool = False


Masks = Mapping[str, tuple[Box, ...]]
"""What the person paints over: boxes (pixels) by the name of the stored picture."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be exported: workflows by id, name or folder, which words are shared, what is painted over."""

    workflows: tuple[str, ...]
    shared: Shared = field(default_factory=Shared)
    masks: Masks = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Sample:
    """All that is on record about one Suggestion that was decided on, acted on or judged.

    window: the client area in the picture. label: what a person (or an act alone) said of the place; `shown`: a person
    pointed at it. sentence: the step in words at that time, empty when it never ended.
    """

    run_id: str
    workflow_id: str
    step_id: str
    at: datetime
    coach: str
    mode: RunMode
    suggestion: Suggestion
    picture: Picture | None = None
    window: Box | None = None
    decision: DecisionMade | None = None
    acted: bool = False
    verify: VerifyResult | None = None
    status: StepStatus | None = None
    by_hand: bool = False
    number: int = 0
    sentence: str = ""
    label: Label = Label.NONE
    source: LabelSource | None = None
    shown: bool = False


class Line(BaseModel):
    """Frozen, and unknown fields are an error that names them."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Look(Line):
    """In what surroundings the picture was taken: stamps that can only be compared, and `scale` against the taught
    picture; null where it is not known."""

    theme: str | None
    language: str | None
    program_version: str | None
    screens: str | None
    scale: float | None


class GroundingLine(Line):
    """One picture, one instruction, and where it must be carried out (or, for a wrong place, must not be).

    positive: true when the place is right, false when it is wrong, null when nobody knows. Boxes are left, top, width,
    height and points x, y in pixels of the image.
    """

    format: int
    id: str
    image: str
    image_width: Side
    image_height: Side
    instruction: str
    action: ActionKind
    text: str | None
    keys: list[str]
    box: Place
    point: Spot
    positive: bool | None
    label: Label
    label_source: LabelSource | None
    shown_by_person: bool
    decision: DecisionKind | None
    outcome: StepStatus | None
    verified: VerifyResult | None
    by_hand: bool
    mode: RunMode
    score: float
    method: str
    workflow: str
    workflow_name: str | None
    run: str
    step: int
    time: str
    application: str | None
    window_title: str | None
    verdict: Verdict | None
    stars: int | None
    comment: str | None
    coach: str | None
    look: Look


class SequenceStep(Line):
    """One step of a run, in the order in which they were decided; `grounding` names its line in grounding.jsonl."""

    id: str
    grounding: str | None
    step: int
    instruction: str
    action: ActionKind
    text: str | None
    keys: list[str]
    decision: DecisionKind | None
    reason: RejectReason | None
    keep: Keep | None
    seconds: float | None
    outcome: StepStatus | None
    verified: VerifyResult | None
    label: Label
    positive: bool | None
    by_hand: bool
    score: float
    verdict: Verdict | None
    stars: int | None
    comment: str | None


class SequenceLine(Line):
    """One run: what was suggested, decided and came of it, step by step, and what the person thought of it all."""

    format: int
    run: str
    workflow: str
    workflow_name: str | None
    mode: RunMode
    state: RunState | None
    time: str
    coach: str | None
    verdict: Verdict | None
    stars: int | None
    comment: str | None
    steps: list[SequenceStep]


class BatchLine(Line):
    """One row of the outbox: a decision, an opinion, or a label that replaces an older one. `seq` counts without gaps
    for each profile."""

    format: int
    profile: str
    seq: int
    kind: str
    time: str
    workflow: str | None
    run: str | None
    step: str | None
    suggestion: str | None
    decision_id: str | None
    decision: DecisionKind | None
    reason: RejectReason | None
    seconds: float | None
    instruction: str | None
    action: ActionKind | None
    text: str | None
    keys: list[str]
    image: str | None
    box: Place | None
    point: Spot | None
    score: float | None
    label: Label
    label_source: LabelSource | None
    positive: bool | None
    outcome: StepStatus | None
    verdict: Verdict | None
    stars: int | None
    comment: str | None
    better_action: ActionKind | None
    better_text: str | None
    better_box: Place | None
    better_point: Spot | None
    coach: str | None


class Manifest(Line):
    """What lies in the folder, and what was left out of it and why."""

    format: int
    program: str
    workflows: list[str]
    runs: int
    examples: int
    positive: int
    negative: int
    pictures: int
    shared: list[str]
    painted_over: int
    left_out: dict[str, int]


@dataclass(frozen=True, slots=True)
class RunTold:
    """A run with everything in it that may be exported."""

    run_id: str
    workflow_id: str
    workflow_name: str
    mode: RunMode
    state: RunState | None
    at: datetime
    coach: str
    samples: tuple[Sample, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known around a step: how its window is called, and in what surroundings it was seen."""

    application: str | None = None
    title: str | None = None
    role: str = ""
    label: str = ""
    seen: Surroundings = field(default_factory=Surroundings)


@dataclass(frozen=True, slots=True)
class PreviewPicture:
    """A picture that would be exported, with its places (of examples) and what is painted over by itself."""

    name: str
    boxes: tuple[Box, ...] = ()
    painted: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """What an export would hold. `left_out`: why something is not in it, and how often."""

    workflows: tuple[str, ...] = ()
    runs: int = 0
    examples: int = 0
    positive: int = 0
    negative: int = 0
    pictures: tuple[PreviewPicture, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))

"""What a recording tells while it runs, and what it becomes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.model.errors import UserError
from app.model.frame import Pixels
from app.model.workflow import Workflow

RECORDED = "recorded by the person"
"""Why a workflow is coached at first."""


class RecorderState(StrEnum):
    """Where a recording is."""

    IDLE = "idle"
    RECORDING = "recording"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class RecorderNews:
    """State, steps so far, and the last one as a sentence with its picture (BGR pixels).

    left_out: why what the person just did is not in the recording; empty when nothing is missing.
    error: what broke the recording off; the steps from before are still there to be finished.
    """

    state: RecorderState
    steps: int
    sentence: str = ""
    thumbnail: Pixels | None = None
    secret: bool = False
    left_out: str = ""
    error: UserError | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """A finished recording: the workflow and its pictures by name (BGR pixels)."""

    workflow: Workflow
    images: Mapping[str, Pixels] = field(default_factory=dict)

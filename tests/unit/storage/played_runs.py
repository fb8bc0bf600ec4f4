"""Runs of a small workflow as the engine records them, with pictures, for tests of feedback and exports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from app.model.action import ActionKind, Params
from app.model.decision import DecisionKind, Keep, StepPatch
from app.model.frame import Pixels
from app.model.geometry import Box, Point
from app.model.ledger import Entry
from app.model.ledger_learning import CorrectionMade, Evidence
from app.model.ledger_run import ActDone, ActIntended, DecisionMade, RunBegun, RunEnded, StepEnded, SuggestionMade
from app.model.modes import (
    Label,
    LabelSource,
    Permission,
    Risk,
    RunMode,
    RunState,
    StepStatus,
    VerifyResult,
)
from app.model.suggestion import ActStatus, Suggestion
from app.model.target import Candidate, LocatorKind, Picture
from app.storage.ledger import Ledger
from tests.unit.storage.shelf import button

CLIENT = Box(10, 10, 100, 60)
"""The client area in each picture of 120 x 80 pixels."""
SCREEN = Point(300, 200)
"""Where a picture's upper left corner lies on the screen."""


def picture_name(run: str, number: int) -> str:
    return f"{int.from_bytes(run.encode(), 'big') % 16**12:012x}{number:04x}.png"


def pixels(shade: int) -> Pixels:
    made = np.full((80, 120, 3), shade % 200, np.uint8)
    made[::7, ::5] = 255
    return made


@dataclass
class Played:
    """A run that is being recorded; each method is one step of it."""

    run_id: str
    workflow_id: str = "w-1"
    rows: list[Entry] = field(default_factory=list)
    pictures: dict[str, Pixels] = field(default_factory=dict)
    number: int = 0

    def __post_init__(self) -> None:
        self.rows.append(RunBegun(self.run_id, self.workflow_id, "Invoice of Zoë", RunMode.COACHING))

    def accepted(self, step: str, place: Box, params: Params | None = None, label: Label = Label.RIGHT) -> str:
        """Suggested here, accepted, done and seen to work; the Suggestion's id."""
        about, picture = self._suggested(step, place, params)
        self._decided(about, step, DecisionKind.ACCEPT)
        if label is not Label.NONE:
            self.rows.append(Evidence(self.workflow_id, step, 0, label, LabelSource.COACHED, "accept", about))
        self._done(about, step, StepStatus.PASSED, DecisionKind.ACCEPT, picture, place)
        return about

    def corrected(self, step: str, wrong: Box, right: Box) -> tuple[str, str]:
        """Suggested at one place, corrected to another; both Suggestions' ids."""
        about, _ = self._suggested(step, wrong)
        self._decided(about, step, DecisionKind.CORRECT, Keep.ALWAYS)
        new, picture = self._suggested(step, right, replaces=about, method=LocatorKind.POINTED)
        self.rows.append(Evidence(self.workflow_id, step, 0, Label.WRONG, LabelSource.COACHED, "correct", about))
        old, patch = StepPatch(target=button("Old")), StepPatch(target=button("New"))
        self.rows.append(CorrectionMade(f"c-{about}", f"d-{about}", self.workflow_id, step, 1, Keep.ALWAYS, old, patch))
        self._done(new, step, StepStatus.PASSED, DecisionKind.CORRECT, picture, right)
        return about, new

    def skipped(self, step: str, place: Box) -> str:
        """Suggested and left out; says nothing about the place."""
        about, picture = self._suggested(step, place)
        self._decided(about, step, DecisionKind.SKIP)
        self._ended(step, StepStatus.SKIPPED, DecisionKind.SKIP, picture, place)
        return about

    def ended(self, state: RunState = RunState.COMPLETED, clean: bool = True) -> Played:
        """The run is over."""
        row = RunEnded(self.run_id, self.workflow_id, RunMode.COACHING, state, "done", clean, 12.5, 90, 3)
        self.rows.append(row)
        return self

    def commit(self, ledger: Ledger) -> Played:
        """Write what was played."""
        ledger.commit(self.rows, self.pictures)
        return self

    def _suggested(
        self,
        step: str,
        place: Box,
        params: Params | None = None,
        replaces: str | None = None,
        method: LocatorKind = LocatorKind.PICTURE,
    ) -> tuple[str, Picture]:
        self.number += 1
        about = f"{self.run_id}-{self.number}"
        name = picture_name(self.run_id, self.number)
        self.pictures[name] = pixels(self.number * 30 + len(self.run_id))
        on_screen = place.moved(*SCREEN)
        match = Candidate(on_screen, on_screen.center, 0.91, method)
        action = ActionKind.TYPE_TEXT if params and not params.keys else ActionKind.CLICK
        made = Suggestion(about, self.run_id, step, action, params or Params(), 0, 1, 0.2, None, match, replaces)
        picture = Picture(image=name, box=place)
        self.rows.append(SuggestionMade(made, self.workflow_id, RunMode.COACHING, Risk.OPEN, picture, CLIENT))
        return about, picture

    def _decided(self, about: str, step: str, kind: DecisionKind, keep: Keep | None = None) -> None:
        self.rows.append(DecisionMade(f"d-{about}", about, self.run_id, self.workflow_id, step, kind, 2.0, keep=keep))

    def _done(
        self, about: str, step: str, status: StepStatus, decision: DecisionKind, picture: Picture, place: Box
    ) -> None:
        intent = ActIntended(
            f"a-{about}", about, self.run_id, self.workflow_id, step, Permission.ANSWERED, place.center, ()
        )
        done = ActDone(f"a-{about}", self.run_id, ActStatus.DONE, "", VerifyResult.SUCCESS)
        self.rows += [intent, done]
        self._ended(step, status, decision, picture, place)

    def _ended(self, step: str, status: StepStatus, decision: DecisionKind, picture: Picture, place: Box) -> None:
        words = f"Click {step.capitalize()} in “Invoice of Zoë – Edit”"
        inside = place.moved(-CLIENT.x, -CLIENT.y)
        row = StepEnded(
            self.run_id, self.workflow_id, step, self.number, status, decision, words, "because", 0.91, "picture"
        )
        values = {"before": picture, "place": inside}
        self.rows.append(_with(row, values))


def _with(row: StepEnded, values: dict[str, object]) -> StepEnded:
    from dataclasses import replace

    return replace(row, **values)  # type: ignore[arg-type]


def played(ledger: Ledger, runs: Sequence[str]) -> None:
    """Some runs of two accepted steps each."""
    for run in runs:
        run_played = Played(run)
        run_played.accepted("new", Box(30, 20, 40, 16))
        run_played.accepted("number", Box(60, 40, 30, 12), Params(text="Zoë 漢"))
        run_played.ended().commit(ledger)

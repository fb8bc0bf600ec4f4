"""What is known about a workflow: a fold over its ledger rows, never stored as truth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from app.model.advice import Recovery
from app.model.decision import StepPatch
from app.model.drift import Trend
from app.model.geometry import Box
from app.model.modes import LabelSource, LearningState, Risk
from app.model.surroundings import Surroundings
from app.model.target import Picture, Target
from app.model.trust import Trust
from app.model.window import WindowIdentity


@dataclass(frozen=True, slots=True)
class RememberedPlace:
    """Where the target was found before (client-area box), with how often it worked and failed; a hint, no click.

    how: the locator that found it there last. failed: when it last failed (seconds of the ledger). picture: what it
    looked like there, if that was kept.
    """

    box: Box
    good: int = 0
    bad: int = 0
    how: str = ""
    failed: float | None = None
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """One label of a step: whether it was right, by which source, of which version, when (seconds of the ledger)."""

    right: bool
    source: LabelSource
    version: int
    at: float | None = None


@dataclass(frozen=True, slots=True)
class StepKnowledge:
    """What was learned about one step. Version 0 is the recorded target; `patch` sums the lasting corrections.

    `accepted` counts acts accepted by the person and verified for the current version; `right` and `wrong` are labels
    from a person for it, `streak` the RIGHT ones since the last WRONG; `passed` counts verified acts of any kind.
    `trend` follows the scores with which the current version was found in verified acts. `trust` is what the labels of
    the current version prove, `recent` are the last labels of all versions, oldest first. `apart` says of its last acts
    which locators disagreed (joined by +, empty when they agreed).
    """

    version: int = 0
    patch: StepPatch = field(default_factory=StepPatch)
    looks: tuple[Target, ...] = ()
    refused: tuple[Picture, ...] = ()
    places: tuple[RememberedPlace, ...] = ()
    vouched: bool = False
    risk: Risk | None = None
    accepted: int = 0
    right: int = 0
    wrong: int = 0
    streak: int = 0
    passed: int = 0
    corrections: int = 0
    trend: Trend = field(default_factory=Trend)
    trust: Trust = field(default_factory=Trust)
    recent: tuple[Outcome, ...] = ()
    apart: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LearnedLook:
    """A picture of a Screen's client area that was learned after a verified act; `confirmed` by the person, or else
    learned in this run ("" when the person named the Screen)."""

    image: str
    confirmed: bool = False
    run: str = ""


@dataclass(frozen=True, slots=True)
class DeniedLook:
    """A picture of a client area that the person says is not the Screen it was taken for, and whose window it was."""

    image: str
    window: WindowIdentity


@dataclass(frozen=True, slots=True)
class ScreenKnowledge:
    """What was learned about one Screen: looks beside its taught picture, oldest first.

    `trend` follows how surely it was recognised by what a person taught or confirmed, once in each run; `run` is the
    last run that counted. `surroundings` are those it was seen in, the newest last. `denied`: what it is not.
    """

    looks: tuple[LearnedLook, ...] = ()
    trend: Trend = field(default_factory=Trend)
    run: str = ""
    surroundings: tuple[Surroundings, ...] = ()
    denied: tuple[DeniedLook, ...] = ()


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What was learned about one workflow, by step and by Screen; `supervised_streak` counts clean supervised runs.

    `audits` counts the acts that were asked about blind, `agreed` those of them where the person pointed at our place.
    `confidence` is what the person's ratings of whole runs add up to (0 to 1), shown and nothing more; `withheld` while
    the last of them was bad, so that nothing more is offered. `recoveries`: what was tried in a trouble, newest last.
    `numbered`: by step the highest version that any correction ever had, those included that were taken back.
    """

    workflow_id: str
    state: LearningState = LearningState.OBSERVATION
    runs: int = 0
    supervised_streak: int = 0
    steps: Mapping[str, StepKnowledge] = field(default_factory=lambda: MappingProxyType({}))
    screens: Mapping[str, ScreenKnowledge] = field(default_factory=lambda: MappingProxyType({}))
    audits: int = 0
    agreed: int = 0
    confidence: float = 0.5
    withheld: bool = False
    recoveries: tuple[Recovery, ...] = ()
    numbered: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}), compare=False)

    def step(self, step_id: str) -> StepKnowledge:
        """What is known about one step; a fresh value when nothing is."""
        return self.steps.get(step_id) or StepKnowledge()

    def version_after(self, step_id: str, version: int) -> int:
        """The number of the next target of a step that has this version now. None is ever given twice: else what was
        labelled under one correction would count for another, once that is put back."""
        return max(version, self.numbered.get(step_id, 0)) + 1

    def screen(self, screen_id: str) -> ScreenKnowledge:
        """What is known about one Screen; a fresh value when nothing is."""
        return self.screens.get(screen_id) or ScreenKnowledge()

"""What a step's record proves: values of the rules of trust, all of them folds over evidence."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from app.model.drift import Slide


class Level(StrEnum):
    """A promise: how often an act alone may be wrong, from loose to strict."""

    TEN = "0.10"
    FIVE = "0.05"
    TWO = "0.02"

    @property
    def tolerated(self) -> float:
        """The tolerated share of wrong acts."""
        return float(self.value)


@dataclass(frozen=True, slots=True)
class Wealth:
    """Evidence against "wrong at least as often as tolerated": natural logarithms, one for each alternative."""

    logs: tuple[float, float, float] = (0.0, 0.0, 0.0)


class Demotion(StrEnum):
    """Why a step that could act alone asks again, at once and by itself."""

    WRONG_ALONE = "wrong_alone"
    STOPPED = "stopped"
    SCORES_FELL = "scores_fell"
    ERRORS_ROSE = "errors_rose"
    SURROUNDINGS_CHANGED = "surroundings_changed"
    CORRECTED = "corrected"
    ACCURACY_FELL = "accuracy_fell"
    TAKEN_BACK = "taken_back"
    LOOK_IMPORTED = "look_imported"

    @property
    def sentence(self) -> str:
        """What the person reads."""
        return _SENTENCES[self]


_SENTENCES = {
    Demotion.WRONG_ALONE: "it was wrong when it acted alone",
    Demotion.STOPPED: "you stopped it during this step",
    Demotion.SCORES_FELL: "it is found less surely than before",
    Demotion.ERRORS_ROSE: "it was wrong more often than before",
    Demotion.SURROUNDINGS_CHANGED: "its program, theme, language or the screens changed, so its record counts half",
    Demotion.CORRECTED: "it was corrected, so its record begins anew",
    Demotion.ACCURACY_FELL: "accuracy fell over all steps that acted alone",
    Demotion.LOOK_IMPORTED: "a look from somebody else's pack stands beside its own, so its record counts half",
    Demotion.TAKEN_BACK: "it may not act alone until you say so again",
}


@dataclass(frozen=True, slots=True)
class Trust:
    """The record of one target version, beside its counts of RIGHT and WRONG.

    wealth: one for each Level, in their order, as it was at `at` (seconds of the ledger's own clock, which never runs
    back). alone: acts alone that were checked, shown only. failed, rejected: WRONG labels by what happened and by the
    person's no; the `since` counts begin after the last failure. last_wrong: when. errors, slide: the sums of the two
    alarms. hold: why it asks until the person's next RIGHT or vouch (TAKEN_BACK: vouch), whatever the evidence.
    """

    wealth: tuple[Wealth, Wealth, Wealth] = (Wealth(), Wealth(), Wealth())
    at: float | None = None
    alone: int = 0
    failed: int = 0
    rejected: int = 0
    right_since: int = 0
    rejected_since: int = 0
    last_wrong: float | None = None
    errors: float = 0.0
    slide: Slide = field(default_factory=Slide)
    hold: Demotion | None = None


@dataclass(frozen=True, slots=True)
class FleetKey:
    """The second key of one Level for the whole profile: its evidence and the sum that closes it again.

    opened: the evidence was enough once since the key was last closed. closings: how often accuracy fell.
    """

    wealth: Wealth = Wealth()
    opened: bool = False
    errors: float = 0.0
    trials: int = 0
    closings: int = 0


@dataclass(frozen=True, slots=True)
class Fleet:
    """The second keys, one for each Level in their order."""

    keys: tuple[FleetKey, FleetKey, FleetKey] = (FleetKey(), FleetKey(), FleetKey())

"""The second key: whether all steps whose own key is open are, taken together, wrong less than once in a hundred acts.

A fold over the trials of the whole profile. Only what a person said opens it; an error of an act alone counts in full.
Once the evidence was enough it stays open until a sum over the newest trials says that accuracy fell.
"""

from __future__ import annotations

from collections.abc import Collection
from math import log

from app.learning.alarms import FLEET_ERRORS
from app.learning.wealth import ALPHA, after_right, after_wrong, bet_against, log_e
from app.model.modes import Label, LabelSource
from app.model.trust import Fleet, FleetKey, Level, Wealth

TOLERATED = 0.008
"""One wrong act in a hundred, less a fifth for errors that nobody notices."""
OPEN = log(len(Level) / ALPHA)
"""The Levels share alpha."""
BET = bet_against(TOLERATED)


def after_trial(fleet: Fleet, label: Label, source: LabelSource, proved: Collection[Level]) -> Fleet:
    """After one label of a step whose own keys were open for the Levels in `proved` before it."""
    if label is Label.NONE or source is LabelSource.REPLAY or not proved:
        return fleet
    first, second, third = (
        _tried(key, label, source) if level in proved else key for key, level in zip(fleet.keys, Level, strict=True)
    )
    return Fleet((first, second, third))


def _tried(key: FleetKey, label: Label, source: LabelSource) -> FleetKey:
    right = label is Label.RIGHT
    errors = FLEET_ERRORS.after(key.errors, right)
    if FLEET_ERRORS.rings(errors):
        return FleetKey(closings=key.closings + 1)
    wealth = _judged(key.wealth, right, source)
    return FleetKey(wealth, key.opened or log_e(wealth) >= OPEN, errors, key.trials + 1, key.closings)


def _judged(wealth: Wealth, right: bool, source: LabelSource) -> Wealth:
    if not right:
        return after_wrong(wealth, BET)
    return after_right(wealth, BET) if source.human else wealth


def open_levels(fleet: Fleet) -> frozenset[Level]:
    """The Levels whose second key is open."""
    return frozenset(level for key, level in zip(fleet.keys, Level, strict=True) if key.opened)

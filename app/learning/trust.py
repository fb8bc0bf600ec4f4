"""A step's record as a fold over its labels: what it proves, what the person sees, and what makes it ask again."""

from __future__ import annotations

from collections.abc import Callable

from app.learning.alarms import STEP_ERRORS, has_fallen, slid
from app.learning.labels import Event
from app.learning.wealth import (
    OPEN,
    Bet,
    after_right,
    after_wrong,
    bet_against,
    decayed,
    elapsed,
    halved,
    log_e,
    newest,
    unbanked,
)
from app.model.copies import replace
from app.model.drift import Slide
from app.model.modes import Label, LabelSource
from app.model.trust import Demotion, Level, Trust, Wealth
from app.settings import TrustRules

BETS = tuple(bet_against(level.tolerated) for level in Level)
REPLAY_WEIGHT = 0.5
_SAID_NO = (Event.REJECT, Event.CORRECT_PLACE)


def after_label(trust: Trust, label: Label, source: LabelSource, why: str, at: float | None) -> Trust:
    """The record after one label for this version, given at this moment (seconds, None when it is not known)."""
    match label:
        case Label.NONE:
            return trust
        case Label.WRONG:
            return _after_wrong(aged(trust, at), source, why, at)
        case Label.RIGHT if source is LabelSource.AUTO:
            # What it did alone never speaks for it: its own check may have missed the error.
            return replace(trust, alone=trust.alone + 1)
        case Label.RIGHT:
            return _after_right(trust, source, at)


def aged(trust: Trust, now: float | None) -> Trust:
    """The same record at a later moment; waiting never opens anything."""
    seconds = elapsed(trust.at, now)
    faded = _each(trust, lambda wealth, _: decayed(wealth, seconds))
    return replace(trust, wealth=faded, at=newest(trust.at, now))


def _after_right(trust: Trust, source: LabelSource, at: float | None) -> Trust:
    # As `aged` and then weighed, in one copy: a long history is folded from millions of these.
    seconds, weight = elapsed(trust.at, at), 1.0 if source.human else REPLAY_WEIGHT
    wealth = _each(trust, lambda wealth, bet: after_right(decayed(wealth, seconds), bet, weight))
    now = newest(trust.at, at)
    if not source.human:
        return replace(trust, wealth=wealth, at=now)
    errors = STEP_ERRORS.after(trust.errors, right=True)
    counted = replace(trust, wealth=wealth, at=now, right_since=trust.right_since + 1, errors=errors)
    return counted if trust.hold is Demotion.TAKEN_BACK else released(counted)


def _after_wrong(trust: Trust, source: LabelSource, why: str, at: float | None) -> Trust:
    said_no = source is LabelSource.COACHED and why in _SAID_NO
    worse = replace(
        trust,
        wealth=_each(trust, lambda wealth, bet: after_wrong(unbanked(wealth), bet)),
        failed=trust.failed + (not said_no),
        rejected=trust.rejected + said_no,
        right_since=trust.right_since if said_no else 0,
        rejected_since=trust.rejected_since + 1 if said_no else 0,
        last_wrong=newest(trust.last_wrong, at),
        errors=STEP_ERRORS.after(trust.errors, right=False),
    )
    if source is LabelSource.AUTO:
        return demoted(worse, Demotion.WRONG_ALONE)
    return demoted(worse, Demotion.ERRORS_ROSE) if STEP_ERRORS.rings(worse.errors) else worse


def after_score(trust: Trust, score: float) -> Trust:
    """After a verified act for which the robot found the target with this score."""
    fallen = replace(trust, slide=slid(trust.slide, score))
    if trust.hold is None and has_fallen(fallen.slide):
        return demoted(fallen, Demotion.SCORES_FELL)
    return fallen


def demoted(trust: Trust, reason: Demotion) -> Trust:
    """The step asks again from now on; what else the reason does to its record."""
    match reason:
        case Demotion.CORRECTED:
            return Trust()
        case Demotion.SURROUNDINGS_CHANGED | Demotion.LOOK_IMPORTED:
            return _holding(replace(trust, wealth=_each(trust, lambda wealth, _: halved(wealth))), reason)
        case Demotion.ACCURACY_FELL:
            # The second keys are closed; what this step proved by itself stays.
            return trust
        case Demotion.WRONG_ALONE | Demotion.STOPPED | Demotion.SCORES_FELL | Demotion.ERRORS_ROSE:
            return _holding(trust, reason)
        case Demotion.TAKEN_BACK:
            return replace(trust, hold=reason)


def _holding(trust: Trust, reason: Demotion) -> Trust:
    """It asks for this reason; what the person took back stays taken back."""
    return replace(trust, hold=trust.hold if trust.hold is Demotion.TAKEN_BACK else reason)


def released(trust: Trust) -> Trust:
    """The person was asked and was content, or lets it act alone: an alarm costs one question, not the history."""
    match trust.hold:
        case Demotion.SCORES_FELL:
            return replace(trust, hold=None, slide=Slide())
        case Demotion.ERRORS_ROSE:
            return replace(trust, hold=None, errors=0.0)
        case _:
            return replace(trust, hold=None) if trust.hold else trust


def proved_levels(trust: Trust, right: int, streak: int, rules: TrustRules, now: float | None) -> frozenset[Level]:
    """The Levels whose step key is open at this moment, as far as the record goes."""
    if right < rules.min_right or streak < rules.min_streak:
        return frozenset()
    pairs = zip(aged(trust, now).wealth, Level, strict=True)
    return frozenset(level for wealth, level in pairs if log_e(wealth) >= OPEN)


def _each(trust: Trust, change: Callable[[Wealth, Bet], Wealth]) -> tuple[Wealth, Wealth, Wealth]:
    (first, second, third), (ten, five, two) = trust.wealth, BETS
    return change(first, ten), change(second, five), change(third, two)


def visible_score(trust: Trust, right: int, rules: TrustRules, apart: int = 0) -> int:
    """The score that the person sees; it opens nothing. apart: in so many of its last acts its locators disagreed,
    each of which takes one away."""
    if rules.failure == "reset":
        return rules.success * trust.right_since + rules.human_reject * trust.rejected_since - apart
    return rules.success * right + rules.failure * trust.failed + rules.human_reject * trust.rejected - apart

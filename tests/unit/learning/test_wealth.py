"""The test that opens a step: its figures, that it closes at once, and that waiting opens nothing."""

from __future__ import annotations

from math import exp, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.learning.wealth import (
    DAY,
    FLOOR,
    HALF_LIFE,
    OPEN,
    after_right,
    after_wrong,
    bet_against,
    clean_needed,
    decayed,
    elapsed,
    halved,
    log_e,
    newest,
    unbanked,
)
from app.model.trust import Level, Wealth

RATES = (0.10, 0.05, 0.02, 0.01)
CLEAN = [(0.10, 36, 24), (0.05, 73, 50), (0.02, 184, 126), (0.01, 370, 253)]
START = Wealth()
_LOGS = st.floats(FLOOR, 60)
WEALTHS = st.builds(Wealth, st.tuples(_LOGS, _LOGS, _LOGS))
LEVELS = st.sampled_from(Level)
_ROUNDING = 1e-9


def clean(count: int, rate: float, wealth: Wealth = START, weight: float = 1.0) -> Wealth:
    for _ in range(count):
        wealth = after_right(wealth, bet_against(rate), weight)
    return wealth


def wrong(wealth: Wealth, rate: float) -> Wealth:
    return after_wrong(unbanked(wealth), bet_against(rate))


@pytest.mark.parametrize(("rate", "opens", "reopens"), CLEAN)
def test_so_many_clean_trials_open_and_open_again(rate: float, opens: int, reopens: int) -> None:
    assert log_e(clean(opens - 1, rate)) < OPEN <= log_e(clean(opens, rate))
    assert clean_needed(START, bet_against(rate)) == opens
    assert clean_needed(wrong(clean(opens, rate), rate), bet_against(rate)) == reopens


@pytest.mark.parametrize("rate", RATES)
def test_a_trial_at_the_tolerated_rate_neither_wins_nor_loses_on_average(rate: float) -> None:
    bet = bet_against(rate)
    right, wrong_ = (exp(log_e(after(START, bet))) for after in (after_right, after_wrong))
    assert (1 - rate) * right + rate * wrong_ == pytest.approx(1.0)


def test_two_replays_weigh_as_much_as_one_trial() -> None:
    assert clean(2, 0.1, weight=0.5).logs == pytest.approx(clean(1, 0.1).logs)


@given(WEALTHS, LEVELS)
def test_the_number_told_is_the_number_needed(wealth: Wealth, level: Level) -> None:
    bet = bet_against(level.tolerated)
    count = clean_needed(wealth, bet)
    assert log_e(clean(count, level.tolerated, wealth)) >= OPEN - _ROUNDING
    if count:
        assert log_e(clean(count - 1, level.tolerated, wealth)) < OPEN + _ROUNDING


@given(WEALTHS, LEVELS)
def test_invariant_2_one_wrong_always_closes_and_never_raises(wealth: Wealth, level: Level) -> None:
    after = wrong(wealth, level.tolerated)
    assert log_e(after) < OPEN
    assert log_e(after) < log_e(wealth) or wealth.logs == (FLOOR,) * 3
    assert min(after.logs) >= FLOOR


@given(WEALTHS, LEVELS)
def test_what_lies_beyond_an_open_key_is_no_reserve(wealth: Wealth, level: Level) -> None:
    # What the floor holds up weighs next to nothing.
    assert log_e(wrong(wealth, level.tolerated)) <= OPEN - log(2) + 0.001


@given(WEALTHS, st.floats(0, 4000 * DAY))
def test_invariant_4_waiting_never_raises_and_spares_what_speaks_against(wealth: Wealth, seconds: float) -> None:
    after = decayed(wealth, seconds)
    assert log_e(after) <= log_e(wealth)
    assert [new for new in after.logs if new < 0] == [old for old in wealth.logs if old < 0]
    assert (log_e(after) >= OPEN) <= (log_e(wealth) >= OPEN)


def test_what_speaks_for_a_step_halves_in_ninety_days() -> None:
    assert decayed(Wealth((4.0, 2.0, -1.0)), HALF_LIFE * DAY).logs == (2.0, 1.0, -1.0)
    assert halved(Wealth((4.0, 2.0, -1.0))).logs == (2.0, 1.0, -1.0)


@given(WEALTHS, st.floats(0, 1000 * DAY), st.floats(0, 1000 * DAY))
def test_two_waits_are_one_long_wait(wealth: Wealth, first: float, second: float) -> None:
    once, twice = decayed(wealth, first + second), decayed(decayed(wealth, first), second)
    assert twice.logs == pytest.approx(once.logs, abs=1e-6)


MOMENTS = st.none() | st.floats(0, 1e10)


@given(WEALTHS, MOMENTS, MOMENTS)
def test_invariant_5_a_clock_set_back_is_harmless(wealth: Wealth, then: float | None, now: float | None) -> None:
    assert elapsed(then, now) >= 0
    if then is not None and (now is None or now <= then):
        assert decayed(wealth, elapsed(then, now)) == wealth
        assert newest(then, now) == then


@given(st.integers(0, 60), LEVELS)
def test_invariant_6_opening_takes_more_than_the_rule_of_three(count: int, level: Level) -> None:
    if log_e(clean(count, level.tolerated)) >= OPEN:
        assert count >= 3 / level.tolerated

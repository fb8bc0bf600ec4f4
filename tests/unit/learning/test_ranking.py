"""What worked before is ranked by what it proves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.learning.audit import SHARE, audited
from app.learning.ranking import Remedy, interval, lower_bound, ranked, recommended, upper_bound
from app.model.modes import Risk

REMEDIES = st.builds(
    lambda key, tried, share, risk, seconds: Remedy(key, round(tried * share), tried, risk, seconds),
    st.text("abc", min_size=1, max_size=2),
    st.integers(0, 40),
    st.floats(0, 1),
    st.sampled_from(Risk),
    st.sampled_from((0.5, 1.0)),
)


def _both_ways(remedies: list[Remedy]) -> st.SearchStrategy[tuple[list[Remedy], list[Remedy]]]:
    return st.tuples(st.just(remedies), st.permutations(remedies))


@pytest.mark.parametrize(("right", "tried", "bound"), [(50, 50, 0.949), (5, 5, 0.649), (600, 1000, 0.574)])
def test_fifty_of_fifty_proves_more_than_six_hundred_of_a_thousand(right: int, tried: int, bound: float) -> None:
    assert round(lower_bound(right, tried), 3) == bound


@given(st.integers(1, 5000), st.data())
def test_invariant_7_a_bound_never_says_more_than_the_rate_and_grows_with_it(tried: int, data: st.DataObject) -> None:
    right = data.draw(st.integers(0, tried))
    assert 0.0 <= lower_bound(right, tried) <= right / tried <= upper_bound(right, tried) <= 1.0
    if right < tried:
        assert lower_bound(right, tried) < lower_bound(right + 1, tried)
    if right:
        assert lower_bound(right, tried) < lower_bound(right + 1, tried + 1)


@given(st.lists(REMEDIES, max_size=8, unique_by=lambda each: each.key).flatmap(_both_ways))
def test_invariant_8_the_order_they_came_in_does_not_matter(both: tuple[list[Remedy], list[Remedy]]) -> None:
    first, second = both
    assert ranked(first) == ranked(second)


def test_no_history_means_no_recommendation_and_ties_go_to_the_harmless_and_quick() -> None:
    new, lucky = Remedy("new", 0, 0), Remedy("lucky", 4, 4)
    risky, slow, quick = (Remedy("risky", 20, 20, Risk.LOCKED), Remedy("b", 20, 20, seconds=2), Remedy("c", 20, 20))
    bad = Remedy("bad", 400, 1000)
    assert recommended([new, lucky, risky, slow, quick, bad]) == (quick, slow, risky)
    assert lower_bound(0, 0) == 0.0
    assert upper_bound(0, 0) == 1.0


def test_invariant_18_the_share_of_audits_lies_in_the_band_of_chance() -> None:
    count = 40_000
    drawn = sum(audited(f"run {run}", f"step {step}") for run in range(count // 40) for step in range(40))
    spread = 3.29 * (count * SHARE * (1 - SHARE)) ** 0.5
    assert abs(drawn - count * SHARE) <= spread


def test_the_same_run_draws_the_same_audits() -> None:
    drawn = [audited("r", f"s{step}") for step in range(200)]
    assert drawn == [audited("r", f"s{step}") for step in range(200)]
    assert drawn != [audited("another", f"s{step}") for step in range(200)]
    assert [audited("r", "s", visit) for visit in range(200)] != [audited("r", "s")] * 200


@given(st.integers(0, 400), st.integers(0, 400))
def test_an_interval_holds_its_rate_and_narrows_with_trials(right: int, wrong: int) -> None:
    tried = right + wrong
    low, high = interval(right, tried)
    assert 0 <= low <= (right / tried if tried else 0.5) <= high <= 1
    wide = interval(10 * right, 10 * tried)
    assert wide[1] - wide[0] <= high - low

from __future__ import annotations

from datetime import date
from math import isclose

from hypothesis import given
from hypothesis import strategies as st

from app.learning.advising import Case, Draft, advised, sign_test
from app.model.advice import AdviceKey, AdviceKind
from app.model.modes import Risk

KEY = AdviceKey(AdviceKind.WAIT, "s1", "after")


def case(number: int, better: bool = True, worse: bool = False) -> Case:
    return Case(f"r{number}", date(2026, 11, 1 + number % 2), better, worse)


def draft(cases: int, key: AdviceKey = KEY, *more: Case, seconds: float = 1.0, outside: bool = False) -> Draft:
    made = (*(case(number) for number in range(cases)), *more)
    return Draft(key, 1, "Click Save", "2", "why", made, Risk.OPEN, seconds, outside)


def test_two_runs_or_a_single_day_are_no_advice_at_all() -> None:
    assert advised([draft(2)]) == ()
    one_day = Draft(KEY, 1, "", "2", "", tuple(Case(f"r{n}", date(2026, 11, 1), True) for n in range(9)))
    assert advised([one_day]) == ()
    one_run = Draft(KEY, 1, "", "2", "", tuple(Case("r", date(2026, 11, 1 + n), True) for n in range(9)))
    assert advised([one_run]) == ()


def test_three_runs_are_shown_and_five_can_be_applied_when_nothing_else_is_open() -> None:
    assert not advised([draft(3)])[0].ready
    assert not advised([draft(4)])[0].ready
    five = advised([draft(5)])[0]
    assert five.ready
    assert isclose(five.p, 1 / 32)


def test_more_open_advice_asks_for_more_evidence() -> None:
    other = AdviceKey(AdviceKind.WAIT, "s2", "after")
    both = advised([draft(5), draft(5, other)])
    assert [one.ready for one in both] == [False, False]
    assert all(one.ready for one in advised([draft(6), draft(6, other)]))


def test_one_worse_case_of_late_forbids_it_and_one_of_long_ago_does_not() -> None:
    worse = case(99, better=False, worse=True)
    late = advised([draft(40, KEY, worse)])[0]
    assert not late.ready
    assert "worse" in late.why_not
    old = Draft(KEY, 1, "", "2", "", (worse, *(case(number) for number in range(40))))
    assert advised([old])[0].ready


def test_what_was_answered_is_not_given_again() -> None:
    assert advised([draft(9)], {KEY}) == ()


def test_what_only_outside_tools_can_do_is_last_and_never_ready() -> None:
    outside = AdviceKey(AdviceKind.THRESHOLD, "s1", "score")
    found = advised([draft(30, outside, outside=True), draft(5)])
    assert [(one.key, one.ready) for one in found] == [(KEY, True), (outside, False)]


@given(st.permutations(range(6)))
def test_the_order_does_not_hang_on_the_order_of_the_drafts(order: list[int]) -> None:
    drafts = [draft(4 + n // 2, AdviceKey(AdviceKind.WAIT, f"s{n}", "after"), seconds=float(n % 2)) for n in range(6)]
    assert advised(drafts[place] for place in order) == advised(drafts)


@given(st.integers(0, 30), st.integers(0, 30))
def test_the_sign_test_is_a_probability_and_falls_with_each_better_case(better: int, worse: int) -> None:
    assert 0.0 < sign_test(better, worse) <= 1.0
    assert sign_test(better + 1, worse) < sign_test(better, worse) or better == worse == 0

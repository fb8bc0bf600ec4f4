"""The formulas of Insights: curves, medians and minutes, and nothing invented where nothing is known."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.learning.insights import begin_of, effort, half_seconds, median_seconds, risk_coverage, span_of
from app.learning.insights_tables import Table, csv_text, tables, told_in_short
from app.learning.ranking import interval
from app.model.insights import Alone, Insights, Score, Wanted

COUNTS = st.builds(Score, st.integers(0, 50), st.integers(0, 50))


def test_a_higher_limit_asks_less_and_says_how_much_of_that_is_wrong() -> None:
    sure, unsure, hardly = risk_coverage({99: Score(8, 0), 80: Score(1, 1), 20: Score(0, 2), 50: Score()})
    assert (sure.limit, sure.coverage, sure.asked, sure.wrong, sure.risk) == (0.99, 8 / 12, 8, 0, 0.0)
    assert (unsure.limit, unsure.coverage, unsure.risk) == (0.8, 10 / 12, 0.1)
    assert (hardly.limit, hardly.coverage, hardly.risk) == (0.2, 1.0, 0.25)
    assert (unsure.low, unsure.high) == interval(1, 10)


@given(st.dictionaries(st.integers(0, 100), COUNTS))
def test_the_curve_covers_more_and_more_up_to_all(by_score: dict[int, Score]) -> None:
    curve = risk_coverage(by_score)
    covered = [point.coverage for point in curve]
    assert covered == sorted(covered)
    assert [point.limit for point in curve] == sorted((point.limit for point in curve), reverse=True)
    assert all(point.low <= point.risk <= point.high for point in curve)
    assert not curve or covered[-1] == 1.0


def test_without_labels_there_is_no_curve() -> None:
    assert risk_coverage({}) == ()
    assert risk_coverage({90: Score()}) == ()


@given(st.lists(st.integers(1, 60), min_size=1))
def test_the_median_of_counted_times_is_a_middle_one(times: list[int]) -> None:
    classes: dict[int, int] = {}
    for seconds in times:
        level = half_seconds(seconds)
        assert level is not None
        classes[level] = classes.get(level, 0) + 1
    assert median_seconds(classes) == sorted(times)[(len(times) - 1) // 2]


def test_times_of_somebody_who_was_away_say_nothing() -> None:
    assert half_seconds(0) is None
    assert half_seconds(-3.0) is None
    assert half_seconds(4000.0) is None
    assert median_seconds({}) is None


def test_minutes_saved_are_acts_alone_times_the_seconds_by_hand() -> None:
    told = effort(90.0, 30.0, [Alone("w", "a", 10, 4.0), Alone("w", "b", 3, 2.5)])
    assert told.taught == 120.0
    assert told.saved == pytest.approx(47.5)
    assert (told.acts, told.unknown) == (13, 0)


def test_a_step_whose_time_by_hand_nobody_knows_saves_nothing() -> None:
    told = effort(90.0, None, [Alone("w", "a", 10, None)])
    assert (told.saved, told.acts, told.unknown, told.taught) == (0, 10, 10, 90.0)


def test_long_times_are_told_in_weeks_and_months() -> None:
    assert span_of(date(2026, 1, 1), date(2026, 3, 31)) == "d"
    assert span_of(date(2026, 1, 1), date(2026, 12, 31)) == "w"
    assert span_of(date(2020, 1, 1), date(2026, 12, 31)) == "m"
    assert begin_of("w", date(2026, 11, 22)) == date(2026, 11, 16)
    assert begin_of("m", date(2026, 11, 22)) == date(2026, 11, 1)
    assert begin_of("d", date(2026, 11, 22)) == date(2026, 11, 22)


def test_a_table_is_saved_with_points_and_without_what_nobody_knows() -> None:
    table = Table(
        "x", ("step", "score", "day", "proved"), (("=1+1", 0.25, date(2026, 11, 22), True), ("b", None, None, False))
    )
    assert csv_text(table).splitlines() == ["step,score,day,proved", "'=1+1,0.25,2026-11-22,yes", "b,,,no"]


def test_every_table_is_there_when_nothing_was_recorded() -> None:
    empty = tables(Insights(Wanted()))
    assert len({each.name for each in empty}) == len(empty)
    assert all(each.header and not each.rows for each in empty)
    assert told_in_short(Insights(Wanted()))["questions_per_run"] is None

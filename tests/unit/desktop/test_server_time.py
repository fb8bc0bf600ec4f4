"""The server's milliseconds as our seconds: when it happened, not when we heard of it."""

from __future__ import annotations

import pytest

from app.desktop.server_time import EventTimes, seconds_of

ROUND = 2**32


@pytest.mark.parametrize("late", [0.0, 0.004, 0.3, 20.0])
def test_an_event_has_the_time_at_which_it_happened_however_late_it_is_heard(late: float) -> None:
    assert seconds_of(5_000_250, 5000.2506 + late) == pytest.approx(5000.251, abs=5e-4)


def test_an_event_is_never_later_than_its_hearing() -> None:
    assert seconds_of(5_000_250, 5000.2503) == 5000.2503


def test_what_comes_after_a_moment_is_not_before_it() -> None:
    moment = 5000.2507
    assert seconds_of(5_000_250, 5000.2508) > moment


def test_the_servers_clock_begins_anew_after_fifty_days() -> None:
    now = 2 * ROUND / 1000 + 0.2
    assert seconds_of(ROUND - 100, now) == pytest.approx(now - 0.3, abs=2e-3)


@pytest.mark.parametrize("milliseconds", [77, 4_900_000, 5_100_000])
def test_a_server_with_another_clock_is_not_believed(milliseconds: int) -> None:
    assert seconds_of(milliseconds, 5000.0) == 5000.0


def test_events_of_one_millisecond_keep_their_order() -> None:
    times = EventTimes(lambda: 5000.4)
    told = [times.of(5_000_250) for _ in range(3)] + [times.of(5_000_251)]
    assert told == sorted(set(told))

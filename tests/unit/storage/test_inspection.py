"""A ledger whose rows do not fit together is found, named, and left as it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.model.ledger_learning import Commented, LearningSet
from app.model.ledger_run import RunBegun
from app.model.modes import LearningState, RunMode
from app.storage.inspection import inconsistencies
from app.storage.ledger import Ledger
from app.storage.profile import Profile
from tests.unit.storage.stores import Store


@pytest.fixture
def filled(store: Store) -> Store:
    rows = [RunBegun(f"r{number}", "w1", "W", RunMode.COACHING) for number in range(5)]
    state = LearningSet("w1", LearningState.COACHING, "漢字 🙂 \x00 Zoë")
    store.ledger.commit([*rows, state, Commented("w1", "r1", None, "x" * 100_000)])
    return store


def found(store: Store) -> tuple[str, ...]:
    with store.database.reading() as session:
        return inconsistencies(session)


def spoil(store: Store, change: Callable[[Session], object]) -> tuple[str, ...]:
    with store.database.writing() as session:
        session.execute(text("PRAGMA foreign_keys = OFF"))
        change(session)
    return found(store)


def test_a_sound_ledger_with_long_and_foreign_words_and_a_clock_that_jumped_has_nothing_to_say(filled: Store) -> None:
    for step in (timedelta(days=400), timedelta(days=-4000), timedelta(seconds=-1)):
        filled.clock.wall += step
        filled.ledger.commit([RunBegun("again", "w1", "W", RunMode.COACHING)])
    other = Ledger(filled.database, filled.captures, Profile("another", "Bob"), filled.clock)
    other.commit([RunBegun("theirs", "w1", "W", RunMode.COACHING)])
    other.close()
    assert found(filled) == ()


def test_rows_that_are_missing_are_counted(filled: Store) -> None:
    gone = "DELETE FROM {} WHERE id IN (SELECT id FROM journal WHERE n = 3)"
    (words,) = spoil(
        filled, lambda session: [session.execute(text(gone.format(table))) for table in ("run", "journal")]
    )
    assert words.startswith("1 of the 7 rows of the profile")


def test_rows_of_a_kind_from_elsewhere_are_named(filled: Store) -> None:
    words = spoil(filled, lambda session: session.execute(text("UPDATE journal SET entry = 'magic' WHERE n = 2")))
    assert words == ("1 rows are of the kind 'magic', which this program does not know",)


def test_rows_without_their_content_are_named(filled: Store) -> None:
    (words,) = spoil(filled, lambda session: session.execute(text("DELETE FROM run")))
    assert words == "5 rows of the kind 'run' have lost their content"


def test_rows_that_teach_in_another_order_than_they_were_written_are_named(filled: Store) -> None:
    early = "UPDATE journal SET order_utc = '2001-01-01 00:00:00.000000' WHERE n = 5"
    (words,) = spoil(filled, lambda session: session.execute(text(early)))
    assert words == "1 rows teach before the row that was written before them"


def test_rows_that_take_back_what_is_not_older_are_named(filled: Store) -> None:
    (words,) = spoil(filled, lambda session: session.execute(text("UPDATE journal SET voids = id WHERE n = 4")))
    assert words == "1 rows take back a row that is not older"

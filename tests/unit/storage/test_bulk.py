"""Rows read in bulk are the rows read one by one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text, true

from app.model.errors import StoreProblem
from app.model.ledger import Entry
from app.model.ledger_learning import Evidence, TakenBack
from app.model.modes import Label, LabelSource
from app.storage import bulk
from app.storage.bulk import Passage
from app.storage.journal import ORDER, JournalRow
from app.storage.rows import ROWS, entry_of
from app.storage.voids import standing
from tests.unit.storage.stores import Store
from tests.unit.storage.values import any_of

ENTRIES = st.lists(st.one_of([any_of(kind) for kind in ROWS]), max_size=6)
SAID = Evidence("w", "s", 0, Label.RIGHT, LabelSource.COACHED, "accept", "g1")


def one_by_one(store: Store) -> list[tuple[float, Entry]]:
    with store.database.reading() as session:
        rows = session.scalars(select(JournalRow).order_by(*ORDER)).all()
        return [(row.order_utc.timestamp(), entry_of(row)) for row in standing(rows)]


def in_bulk(store: Store) -> list[tuple[float, Entry]]:
    with store.database.reading() as session:
        return list(Passage(session, true()))


@settings(suppress_health_check=list(HealthCheck), max_examples=25)
@given(entries=ENTRIES, learning=st.booleans())
def test_every_kind_of_row_comes_back_equal_and_in_order(store: Store, entries: list[Entry], learning: bool) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bulk, "CHUNK", 3)
        store.ledger.commit([entry for entry in entries if not isinstance(entry, TakenBack)], learning=learning)
        assert in_bulk(store) == one_by_one(store)


def test_what_is_taken_back_much_later_does_not_count_and_what_is_put_back_does(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "CHUNK", 2)
    others = [replace(SAID, suggestion_id=f"g{number}") for number in range(2, 8)]
    store.ledger.commit([SAID, *others])
    with store.database.reading() as session:
        first = session.scalars(select(JournalRow.id).order_by(JournalRow.n)).first() or ""
    back = TakenBack("w", first, "group", "it")
    store.ledger.commit([back])
    assert [entry for _, entry in in_bulk(store)] == [*others, back]
    with store.database.reading() as session:
        last = session.scalars(select(JournalRow.id).order_by(JournalRow.n.desc())).first() or ""
    again = TakenBack("w", last, "group 2", "it")
    store.ledger.commit([again])
    assert [entry for _, entry in in_bulk(store)] == [SAID, *others, again]


def test_a_passage_says_how_many_rows_it_read_and_where_the_last_one_stands(store: Store) -> None:
    store.ledger.commit([SAID, replace(SAID, label=Label.WRONG)])
    with store.database.reading() as session:
        passage = Passage(session, true())
        assert [entry for _, entry in passage] == [replace(SAID, label=Label.WRONG)]
        assert passage.rows == 2
        assert passage.last is not None
        assert passage.last.n == 2
        later = Passage(session, JournalRow.n > 1)
        assert later.reaches_back()
        assert not passage.reaches_back()


def test_a_row_that_has_lost_its_content_is_named(store: Store) -> None:
    store.ledger.commit([SAID])
    with store.database.engine.connect() as connection:
        connection.execute(text("PRAGMA foreign_keys=OFF"))
        connection.execute(text("DELETE FROM evidence"))
        connection.commit()
    with pytest.raises(StoreProblem, match="row 1 has lost its content in the table 'evidence'"):
        in_bulk(store)

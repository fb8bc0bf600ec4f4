"""What a Screen is not and accepted changes, in a real ledger: folded, rebuilt, taken back, kept."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from app.model.geometry import Box
from app.model.ledger import Entry
from app.model.ledger_learning import LookLearned, TakenBack, Vouched
from app.model.ledger_run import ScreenDenied, SurroundingsAccepted, SurroundingsSeen
from app.model.surroundings import Surroundings
from app.model.target import Picture
from app.model.trust import Demotion
from app.model.window import WindowIdentity
from tests.unit.storage.stores import Store
from tests.unit.storage.test_taken_back import newest

WINDOW = WindowIdentity(application="shop", title="Orders")


def picture(name: str) -> Picture:
    return Picture(image=name, box=Box(0, 0, 0, 0))


LEARNED = LookLearned("w1", "invoices", picture("new"), False, "r1", "s1", 0.7)
DENIED = ScreenDenied("d", "r1", "w1", "s1", "invoices", WINDOW, 0.8, picture("orders"), "orders")


def test_taking_a_denial_back_is_as_if_it_had_never_been_and_back_again(store: Store) -> None:
    store.ledger.commit([LEARNED])
    before = store.ledger.knowledge_of("w1")
    store.ledger.commit([DENIED])
    denied = store.ledger.knowledge_of("w1")
    assert [each.image for each in denied.screen("invoices").denied] == ["orders"]
    assert denied.screen("invoices").looks == ()
    assert [each.image for each in denied.screen("orders").looks] == ["orders"]
    store.ledger.commit([TakenBack("w1", newest(store), "g1", "the Screen")])
    assert store.ledger.knowledge_of("w1") == before
    store.ledger.commit([TakenBack("w1", newest(store), "g2", "the Screen")])
    assert store.ledger.knowledge_of("w1") == denied


def test_a_rebuild_gives_the_same_bit_for_bit(store: Store) -> None:
    store.ledger.commit([LEARNED, DENIED])
    live = store.ledger.knowledge_of("w1")
    assert store.ledger.rebuild() == ()
    assert store.ledger.rebuild(check=True) == ()
    assert store.ledger.knowledge_of("w1") == live


def test_the_picture_of_a_denial_is_never_tidied_away(store: Store) -> None:
    names = "a" * 64 + ".png", "b" * 64 + ".png"
    rows: list[Entry] = [replace(DENIED, picture=picture(names[0]))]
    store.ledger.commit(rows, {name: np.zeros((4, 4, 3), np.uint8) for name in names})
    assert store.ledger.tidy(0.0, 0.0) == 1
    assert store.captures.load(names[0]) is not None


def test_while_learning_rests_an_accepted_change_ends_its_question_for_good(store: Store) -> None:
    changes = [SurroundingsSeen("r1", "w1", "main", Surroundings(theme=theme), ("s1",)) for theme in ("a", "b")]
    store.ledger.commit([changes[0], Vouched("w1", "s1", 0, granted=True), changes[1]], learning=False)
    assert store.ledger.knowledge_of("w1").step("s1").trust.hold is Demotion.SURROUNDINGS_CHANGED
    store.ledger.commit([SurroundingsAccepted("r2", "w1", "s1", 0)], learning=False)
    known = store.ledger.knowledge_of("w1").step("s1")
    assert (known.trust.hold, known.vouched) == (None, True)
    assert store.ledger.rebuild(check=True) == ()

"""What a Screen is not, told by the person: which pictures go, which stay, what comes in their place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.learning.fold import folded
from app.learning.looks import MOST_DENIED
from app.learning.resting import teaches
from app.model.drift import Trend
from app.model.geometry import Box
from app.model.knowledge import DeniedLook, Knowledge, ScreenKnowledge
from app.model.ledger import Entry
from app.model.ledger_learning import Evidence, LookLearned, Vouched
from app.model.ledger_run import ScreenDenied, ScreenSeen, SurroundingsAccepted, SurroundingsSeen
from app.model.modes import Label, LabelSource
from app.model.surroundings import Surroundings
from app.model.target import Picture
from app.model.trust import Demotion
from app.model.window import WindowIdentity

WINDOW = WindowIdentity(application="shop", title="Orders")


def picture(name: str) -> Picture:
    return Picture(image=name, box=Box(0, 0, 0, 0))


def learned(name: str, run: str = "r1", confirmed: bool = False) -> LookLearned:
    return LookLearned("w", "invoices", picture(name), confirmed, None if confirmed else run, "s1", 0.7)


def denied(name: str | None, run: str = "r1", instead: str | None = None) -> ScreenDenied:
    seen = picture(name) if name else None
    return ScreenDenied("d", run, "w", "s1", "invoices", WINDOW, 0.8, seen, instead)


def known(*rows: Entry, screen: str = "invoices") -> ScreenKnowledge:
    return folded(Knowledge("w"), rows).screen(screen)


def names(screen: ScreenKnowledge) -> list[str]:
    return [look.image for look in screen.looks]


def test_the_picture_is_known_as_one_that_is_not_this_screen() -> None:
    assert known(denied("orders")).denied == (DeniedLook("orders", WINDOW),)


def test_what_the_same_run_has_learned_of_it_goes_and_what_others_and_the_person_taught_stays() -> None:
    rows = [learned("old", "r0"), learned("new"), learned("mine", confirmed=True), denied("orders")]
    assert names(known(*rows)) == ["old", "mine"]


def test_the_same_picture_is_no_look_of_it_whoever_taught_it() -> None:
    assert names(known(learned("orders", confirmed=True), denied("orders", "r2"))) == []


def test_without_a_picture_only_what_the_run_learned_goes() -> None:
    screen = known(learned("old", "r0"), learned("new"), denied(None))
    assert (names(screen), screen.denied) == (["old"], ())


def test_a_denied_picture_is_not_learned_again_by_itself_but_by_the_persons_word() -> None:
    assert names(known(denied("orders"), learned("orders", "r2"))) == []
    screen = known(denied("orders"), learned("orders", confirmed=True))
    assert (names(screen), screen.denied) == (["orders"], ())


def test_the_screen_that_it_is_gets_the_look_which_no_other_denial_takes_away() -> None:
    rows = [denied("orders", instead="orders"), replace(denied("basket"), screen_id="orders")]
    assert [look.confirmed for look in known(rows[0], screen="orders").looks] == [False]
    assert names(known(*rows, screen="orders")) == ["orders"]


def test_the_newest_denials_are_kept() -> None:
    screen = known(*[denied(f"{number}.png") for number in range(MOST_DENIED + 3)])
    assert [each.image for each in screen.denied][-1] == f"{MOST_DENIED + 2}.png"
    assert len(screen.denied) == MOST_DENIED


def test_while_learning_rests_a_denial_counts_and_a_new_look_does_not() -> None:
    assert teaches(denied("orders"), learning=False)
    assert not teaches(denied("orders", instead="orders"), learning=False)


@pytest.mark.parametrize(("version", "hold"), [(0, None), (1, Demotion.SURROUNDINGS_CHANGED)])
def test_an_accepted_change_ends_only_that_question_and_proves_nothing(version: int, hold: Demotion | None) -> None:
    right = Evidence("w", "s1", 0, Label.RIGHT, LabelSource.COACHED, "accept")
    changed = [SurroundingsSeen("r", "w", "invoices", Surroundings(theme=theme), ("s1",)) for theme in ("a", "b")]
    held = folded(Knowledge("w"), [changed[0], Vouched("w", "s1", 0, granted=True), right, changed[1]])
    accepted = SurroundingsAccepted("r", "w", "s1", version)
    after = folded(held, [accepted]).step("s1")
    assert after == replace(held.step("s1"), trust=replace(held.step("s1").trust, hold=hold))
    assert teaches(accepted, learning=False)


def test_an_accepted_change_ends_no_other_reason_to_ask() -> None:
    taken = folded(Knowledge("w"), [Vouched("w", "s1", 0, granted=False)])
    assert folded(taken, [SurroundingsAccepted("r", "w", "s1", 0)]) == taken


def test_scores_that_another_screen_had_are_counted_no_more() -> None:
    seen = [ScreenSeen(f"r{number}", "w", "s1", "invoices", 0.6, picture("orders")) for number in range(3)]
    assert known(*seen).trend.count == 3
    assert known(*seen, denied("orders", run="")).trend == Trend()
    assert known(*seen, denied("basket", run="")).trend.count == 3


def test_outside_of_a_run_only_the_picture_itself_goes() -> None:
    named = replace(denied("basket", run="r1"), screen_id="orders", instead="invoices")
    assert names(known(named, learned("new"), denied("orders", run=""))) == ["basket", "new"]

"""New surroundings make a record worth less, once; those that are known cost nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.learning.fold import fold, folded
from app.learning.permission import opened_by
from app.learning.surroundings import MOST_KNOWN, joined, news_in
from app.learning.trust import proved_levels
from app.learning.wealth import log_e
from app.model.knowledge import Knowledge
from app.model.ledger import Entry
from app.model.ledger_learning import Evidence, Vouched
from app.model.ledger_run import SurroundingsSeen
from app.model.modes import Label, LabelSource, Permission
from app.model.surroundings import Part, Surroundings
from app.model.trust import Demotion
from app.settings import TrustRules
from tests.unit.learning.test_invariants import HISTORIES, RULES, Timed, at_end

HOME = Surroundings("one monitor", "light", "en_GB", "v1")
PARTS = {
    Part.SCREENS: replace(HOME, screens="two monitors"),
    Part.THEME: replace(HOME, theme="dark"),
    Part.LANGUAGE: replace(HOME, language="fr_FR"),
    Part.VERSION: replace(HOME, version="v2"),
}
WORDS = st.sampled_from(("", "a", "b", "c"))
ANY = st.builds(Surroundings, WORDS, WORDS, WORDS, WORDS)


def seen(now: Surroundings, *steps: str) -> SurroundingsSeen:
    return SurroundingsSeen("r", "w", "screen1", now, steps or ("s1",))


def right(count: int, step: str = "s1") -> list[Entry]:
    return [Evidence("w", step, 0, Label.RIGHT, LabelSource.COACHED, "accept")] * count


@pytest.mark.parametrize("part", list(Part))
def test_each_part_that_changes_demotes_once_and_says_why(part: Part) -> None:
    before = folded(Knowledge("w"), [seen(HOME), *right(40)])
    assert opened_by(before.step("s1")) is Permission.EARNED
    after = fold(before, seen(PARTS[part]))
    known = after.step("s1")
    assert opened_by(known) is Permission.CLOSED
    assert known.trust.hold is Demotion.SURROUNDINGS_CHANGED
    wealth = zip(known.trust.wealth, before.step("s1").trust.wealth, strict=True)
    assert all(log_e(new) < log_e(old) for new, old in wealth)
    assert fold(after, seen(PARTS[part])) == after, "the same again costs nothing"
    assert fold(after, seen(HOME)).step("s1") == known, "nor does going back"


def test_the_first_surroundings_are_where_it_was_learned() -> None:
    known = folded(Knowledge("w"), right(40))
    assert fold(known, seen(HOME)).step("s1") == known.step("s1")


def test_what_is_not_known_is_no_change() -> None:
    for part in Part:
        unknown = replace(HOME, **{part.value: ""})
        assert news_in((HOME,), unknown) == ()
        assert news_in((unknown,), HOME) == ()


def test_only_the_steps_of_that_screen_with_something_to_lose_ask_again() -> None:
    rows = [seen(HOME), *right(40), *right(40, "s2"), Vouched("w", "s3", 0, granted=True)]
    known = fold(folded(Knowledge("w"), rows), seen(PARTS[Part.VERSION], "s1", "s3", "s4"))
    holds = [known.step(step).trust.hold for step in ("s1", "s2", "s3", "s4")]
    changed = Demotion.SURROUNDINGS_CHANGED
    assert holds == [changed, None, changed, None]


def test_a_vouched_step_goes_on_after_one_answer() -> None:
    rows = [seen(HOME), Vouched("w", "s1", 0, granted=True), seen(PARTS[Part.THEME]), *right(1)]
    assert opened_by(folded(Knowledge("w"), rows).step("s1")) is Permission.VOUCHED


@given(st.lists(ANY, max_size=20))
def test_the_newest_are_kept_and_never_more_than_a_few(many: list[Surroundings]) -> None:
    known: tuple[Surroundings, ...] = ()
    for each in many:
        known = joined(known, each)
        assert known[-1] == each
        assert news_in(known, each) == ()
        assert len(set(known)) == len(known) <= MOST_KNOWN


@given(HISTORIES, st.lists(ANY, min_size=1, max_size=4), RULES)
def test_invariant_4_new_surroundings_never_open(
    history: list[Timed], many: list[Surroundings], rules: TrustRules
) -> None:
    known, end = at_end(history)
    for each in many:
        after = fold(known, seen(each, "s1", "s2"), end)
        for step in ("s1", "s2"):
            new, old = after.step(step), known.step(step)
            assert proved_levels(new.trust, new.right, new.streak, rules, end) <= proved_levels(
                old.trust, old.right, old.streak, rules, end
            )
            assert opened_by(new, rules, end) in (Permission.CLOSED, opened_by(old, rules, end))
        known = after

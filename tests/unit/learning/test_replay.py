"""Which stored pictures are an honest trial, and what they say."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.learning.replay import Kept, ShownBy, Taught, replayed, trials
from app.model.modes import Label, LabelSource

TAUGHT = Taught("s1", 2, "run 3")
KEPT = st.builds(
    Kept, st.sampled_from(("p1", "p2", "p3")), st.sampled_from(("run 1", "run 3")), st.sampled_from(ShownBy)
)


@given(st.lists(KEPT, max_size=12))
def test_each_pair_counts_once_and_never_again(kept: list[Kept]) -> None:
    first = trials(TAUGHT, kept, (), ())
    assert len({each.picture for each in first}) == len(first)
    assert trials(TAUGHT, kept, [TAUGHT.pair(each.picture) for each in first], ()) == ()


@given(st.lists(KEPT, max_size=12))
def test_only_places_that_a_person_showed_in_another_run_count(kept: list[Kept]) -> None:
    for each in trials(TAUGHT, kept, (), ("p2",)):
        assert each.shown is not ShownBy.ACCEPTED
        assert (each.run_id, each.picture) not in (("run 3", each.picture), ("run 1", "p2"))


def test_a_pair_of_another_version_is_another_trial() -> None:
    kept = [Kept("p1", "run 1", ShownBy.WATCHED)]
    assert trials(TAUGHT, kept, [("s1", 1, "p1"), ("s2", 2, "p1")], ()) == tuple(kept)


def test_found_at_the_place_is_right_elsewhere_is_wrong_and_refused_says_nothing() -> None:
    said = [replayed(True, True), replayed(True, False), replayed(False, False)]
    assert [each and (each.label, each.source) for each in said] == [
        (Label.RIGHT, LabelSource.REPLAY),
        (Label.WRONG, LabelSource.REPLAY),
        None,
    ]

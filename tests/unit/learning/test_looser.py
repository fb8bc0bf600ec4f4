"""What a person is warned of before looser rules of trust are saved."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.learning.looser import Looser, looser, warnings
from app.model.trust import Level
from app.settings import TrustPolicy, TrustRules

DEFAULT = TrustRules()
STRICT = TrustRules(policy=TrustPolicy.STRICT)
ANY = st.builds(
    TrustRules,
    policy=st.sampled_from(TrustPolicy),
    tolerated=st.sampled_from(Level),
    min_right=st.integers(5, 9),
    min_streak=st.integers(5, 9),
    audit_one_in=st.sampled_from((0, 1, 5, 20)),
)


@pytest.mark.parametrize(
    ("rules", "saved", "found"),
    [
        (DEFAULT, DEFAULT, ()),
        (STRICT, DEFAULT, ()),
        (DEFAULT, STRICT, (Looser.PROMISE,)),
        (TrustRules(policy=TrustPolicy.VOUCHED), STRICT, (Looser.PROMISE,)),
        (DEFAULT, TrustRules(policy=TrustPolicy.VOUCHED), (Looser.OWN_WORD,)),
        (DEFAULT, TrustRules(tolerated=Level.TWO), (Looser.MORE_ERRORS,)),
        (DEFAULT, TrustRules(min_right=20), (Looser.FEWER_ANSWERS,)),
        (DEFAULT, TrustRules(min_streak=6), (Looser.FEWER_ANSWERS,)),
        (DEFAULT, TrustRules(audit_one_in=5), (Looser.FEWER_AUDITS,)),
        (TrustRules(audit_one_in=0), TrustRules(audit_one_in=0), (Looser.NO_AUDITS,)),
    ],
)
def test_what_is_looser_is_named(rules: TrustRules, saved: TrustRules, found: tuple[Looser, ...]) -> None:
    assert warnings(rules, saved) == found


@given(ANY, ANY)
def test_of_two_rules_one_is_looser_in_something_or_they_open_the_same(one: TrustRules, other: TrustRules) -> None:
    assert looser(one, one) == ()
    both = set(looser(one, other)) | set(looser(other, one))
    assert bool(both) == (one.model_dump() != other.model_dump())


@given(ANY)
def test_stricter_rules_than_the_default_need_no_warning_once_they_are_saved(rules: TrustRules) -> None:
    said = warnings(rules, rules)
    assert said == looser(rules, DEFAULT)
    assert set(said) <= {Looser.NO_AUDITS}, "nothing else can be set looser than the default"

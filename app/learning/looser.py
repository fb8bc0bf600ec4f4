"""In what rules of trust are looser than others: what a person is warned of before they are saved."""

from __future__ import annotations

from enum import StrEnum

from app.settings import TrustPolicy, TrustRules

_STRICTNESS = (TrustPolicy.EARNED, TrustPolicy.VOUCHED, TrustPolicy.STRICT)
"""From what opens most to what opens least."""


class Looser(StrEnum):
    """One thing that is given up."""

    PROMISE = "promise"
    OWN_WORD = "own_word"
    MORE_ERRORS = "more_errors"
    FEWER_ANSWERS = "fewer_answers"
    FEWER_AUDITS = "fewer_audits"
    NO_AUDITS = "no_audits"


def looser(rules: TrustRules, than: TrustRules) -> tuple[Looser, ...]:
    """Everything in which these rules are looser than others, the gravest first."""
    fewer = rules.min_right < than.min_right or rules.min_streak < than.min_streak
    lower = _STRICTNESS.index(rules.policy) < _STRICTNESS.index(than.policy)
    found = (
        (Looser.PROMISE, lower and than.policy is TrustPolicy.STRICT),
        (Looser.OWN_WORD, lower and than.policy is TrustPolicy.VOUCHED),
        (Looser.MORE_ERRORS, rules.tolerated.tolerated > than.tolerated.tolerated),
        (Looser.FEWER_ANSWERS, fewer),
        (Looser.NO_AUDITS, not rules.audits and bool(than.audits)),
        (Looser.FEWER_AUDITS, 0 < rules.audits < than.audits),
    )
    return tuple(what for what, holds in found if holds)


def warnings(rules: TrustRules, saved: TrustRules) -> tuple[Looser, ...]:
    """In what these rules are looser than those in force, or than those the program comes with."""
    both = (*looser(rules, saved), *looser(rules, TrustRules()))
    return tuple(dict.fromkeys(both))

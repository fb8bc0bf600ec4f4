"""Blind audits: which acts are drawn, and what they say together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.learning.audit import agreement_line, audited
from app.learning.fold import folded
from app.model.knowledge import Knowledge
from app.model.ledger_learning import Evidence
from app.model.modes import Label, LabelSource


def asked(count: int, agreed: int, source: LabelSource = LabelSource.BLIND) -> Knowledge:
    labels = [Label.RIGHT] * agreed + [Label.WRONG] * (count - agreed)
    return folded(Knowledge("w"), [Evidence("w", "s1", 0, label, source, "audit") for label in labels])


@given(st.text(), st.text(), st.integers(0, 9))
def test_the_same_run_draws_the_same_and_shares_are_kept(run: str, step: str, visit: int) -> None:
    assert audited(run, step, visit) == audited(run, step, visit)
    assert audited(run, step, visit, 1.0)
    assert not audited(run, step, visit, 0.0)
    assert audited(run, step, visit, 0.2) >= audited(run, step, visit, 0.05)


def test_nothing_is_said_before_anything_was_asked() -> None:
    assert agreement_line(Knowledge("w")) == ""
    assert agreement_line(asked(5, 5, LabelSource.COACHED)) == ""


@pytest.mark.parametrize(
    ("count", "agreed", "share"),
    [
        (1, 1, "20 to 100 of 100"),
        (40, 39, "87 to 100 of 100"),
        (400, 399, "98 to 100 of 100"),
        (3, 0, "0 to 57 of 100"),
    ],
)
def test_the_agreement_is_an_interval(count: int, agreed: int, share: str) -> None:
    line = agreement_line(asked(count, agreed))
    assert line.startswith(f"Asked blind {count} ×: you pointed where it would have acted {agreed} ×")
    assert f"{share} acts alone are right (95 % sure)" in line


def test_the_answers_about_an_older_place_count_too() -> None:
    rows = [Evidence("w", "s1", version, Label.RIGHT, LabelSource.BLIND, "audit") for version in (0, 3)]
    assert folded(Knowledge("w"), rows).audits == 2

"""One label for each Suggestion, the newest; what was taken back leaves no trace in what is known."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from app.learning.fleet_fold import fleet_folded
from app.learning.fold import folded_at
from app.learning.relabel import without_old_labels
from app.model.ledger_learning import Evidence
from app.model.modes import Label, LabelSource
from app.settings import TrustRules
from tests.unit.learning.test_invariants import HISTORIES, SOURCES, START, STEPS, Timed

RULES = TrustRules()
ABOUT = st.builds(
    Evidence,
    st.just("w"),
    STEPS,
    st.just(0),
    st.sampled_from((Label.RIGHT, Label.WRONG)),
    SOURCES,
    st.just("automatic"),
    st.just("the act"),
)


def inserted(history: list[Timed], place: int, row: Evidence) -> list[Timed]:
    place = min(place, len(history))
    at = history[place - 1][0] if place else 0.0
    return [*history[:place], (at, row), *history[place:]]


@given(HISTORIES, st.integers(0, 40), ABOUT)
def test_invariant_14_what_is_taken_back_was_never_there(history: list[Timed], place: int, label: Evidence) -> None:
    end = history[-1][0] if history else 0.0
    back = replace(label, label=Label.NONE)
    rows = without_old_labels([*inserted(history, place, label), (end, back)])
    assert folded_at(START, rows) == folded_at(START, history)
    assert fleet_folded(rows, RULES) == fleet_folded(history, RULES)


@given(HISTORIES, st.integers(0, 40), ABOUT, ABOUT)
def test_a_newer_label_counts_instead_of_the_older(
    history: list[Timed], place: int, old: Evidence, new: Evidence
) -> None:
    end = history[-1][0] if history else 0.0
    rows = without_old_labels([*inserted(history, place, old), (end, new)])
    assert rows == [*history, (end, new)]


def test_labels_of_no_suggestion_and_of_other_workflows_stay() -> None:
    replayed = Evidence("w", "s1", 0, Label.RIGHT, LabelSource.REPLAY, "replay")
    mine = Evidence("w", "s1", 0, Label.RIGHT, LabelSource.COACHED, "accept", "x")
    rows = [(0.0, each) for each in (replayed, replayed, mine, replace(mine, workflow_id="v"))]
    assert without_old_labels(rows) == rows

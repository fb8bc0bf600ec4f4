"""The belief: a forest read from a file, monotone in what counts for or against a place."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from app.model.resources import resources_folder
from app.model.suggestion import AUTOMATIC_LIMIT, SUPERVISED_LIMIT
from app.vision.belief import INPUTS, Observed, belief
from app.vision.trees import read_forest

SHARE = st.floats(0, 1, width=32)
MAYBE = st.none() | SHARE
PLACE = st.builds(
    Observed,
    looks=SHARE, strict=MAYBE, letters=MAYBE, worst=MAYBE, reads=MAYBE, around=SHARE, near=SHARE, row=MAYBE, key=MAYBE,
    key_worst=MAYBE, key_reads=MAYBE, margin=st.floats(-1, 1, width=32), off=SHARE, forecast=st.booleans(),
    textless=st.booleans(), shape=SHARE, energy=SHARE, pixels=SHARE,
    exact=st.booleans(), quality=SHARE, kept=SHARE, votes=SHARE, frame=MAYBE, own=SHARE,
    wordy=SHARE, twins=SHARE, rescaled=SHARE, alike=SHARE, lettered=SHARE,
)  # fmt: skip
FOR = st.sampled_from(
    (
        *("looks", "strict", "letters", "worst", "reads", "alike", "around", "near", "row", "key_reads", "margin"),
        *("shape", "energy"),
    )
)
ONE_TREE = {
    "inputs": ["a", "b"], "base": -1.0, "asks": [[0, -1, 1, -1, -1]], "upto": [[0.5, 0, 0.2, 0, 0]],
    "low": [[1, 0, 3, 0, 0]], "high": [[2, 0, 4, 0, 0]], "unknown": [[2, 0, 3, 0, 0]],
    "value": [[0, 1.0, 0, 2.0, 4.0]],
}  # fmt: skip


@pytest.mark.parametrize(
    ("seen", "odds"),
    [((0.5, 0.9), 0.0), ((0.6, 0.1), 1.0), ((0.6, 0.3), 3.0), ((np.nan, 0.3), 3.0), ((np.nan, np.nan), 1.0)],
)
def test_a_tree_is_walked_by_its_limits_and_the_unknown_has_a_way_of_its_own(
    tmp_path: Path, seen: tuple[float, float], odds: float
) -> None:
    file = tmp_path / "forest.json"
    file.write_text(json.dumps(ONE_TREE))
    assert read_forest(file).of(np.asarray(seen, np.float32)) == pytest.approx(odds)


def test_a_forest_with_a_strange_entry_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "forest.json"
    file.write_text(json.dumps(ONE_TREE | {"more": 1}))
    with pytest.raises(ValidationError):
        read_forest(file)


def test_the_shipped_forest_asks_what_is_observed() -> None:
    assert read_forest(resources_folder() / "vision" / "belief.json").inputs == INPUTS


@given(PLACE, FOR, SHARE)
def test_more_likeness_never_makes_a_place_less_likely(seen: Observed, name: str, value: float) -> None:
    before = getattr(seen, name)
    if before is None:
        return
    better = seen._replace(**{name: max(before, value)})
    assert belief(better) >= belief(seen) - 1e-6


@given(PLACE, SHARE)
def test_a_place_further_from_the_forecast_is_never_more_likely(seen: Observed, value: float) -> None:
    assert belief(seen._replace(off=max(seen.off, value))) <= belief(seen) + 1e-6


SURE = Observed(
    looks=1, strict=1, letters=1, worst=1, reads=1, around=1, near=1, row=1, key=1, key_worst=1, key_reads=1, margin=1,
    off=0, forecast=False, textless=False, shape=1, energy=1, pixels=1, exact=False, quality=1, kept=1, votes=1,
    frame=None, own=1, wordy=1, twins=0.2, rescaled=0, alike=1, lettered=1,
)  # fmt: skip


def test_what_agrees_in_everything_may_be_done_alone() -> None:
    assert belief(SURE) >= AUTOMATIC_LIMIT


def test_a_text_that_rather_reads_differently_is_never_acted_on_alone() -> None:
    assert belief(SURE._replace(reads=0.4)) < AUTOMATIC_LIMIT


def test_one_of_several_equal_things_is_only_asked_about_when_the_text_of_its_row_is_gone() -> None:
    assert belief(SURE._replace(row=0.4, key=0.0, key_worst=0.0, key_reads=0.0)) < SUPERVISED_LIMIT


def test_one_of_several_equal_things_is_only_asked_about_when_another_text_stands_in_its_row() -> None:
    assert belief(SURE._replace(row=0.4, key=0.4, key_worst=0.1, key_reads=0.1)) < SUPERVISED_LIMIT


def test_a_text_of_its_own_that_nothing_else_has_is_found_without_its_row() -> None:
    gone = SURE._replace(row=0.4, key=0.0, key_worst=0.0, key_reads=0.0, twins=0.05)
    assert belief(gone) >= SUPERVISED_LIMIT
    assert belief(gone._replace(reads=0.8)) < SUPERVISED_LIMIT
    assert belief(gone._replace(lettered=0.5)) < SUPERVISED_LIMIT


def test_an_empty_place_is_only_asked_about_when_the_screen_renders_as_it_did() -> None:
    assert belief(SURE._replace(exact=True, energy=0.1, shape=0.1)) < SUPERVISED_LIMIT

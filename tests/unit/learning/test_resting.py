"""While learning is switched off nothing joins what is known, but what speaks against acting alone counts."""

from __future__ import annotations

import pytest

from app.learning.resting import teaches
from app.model.decision import Keep, StepPatch
from app.model.ledger import Entry
from app.model.ledger_learning import CorrectionMade, Evidence, Vouched
from app.model.ledger_run import RunBegun, StepEnded, SurroundingsSeen
from app.model.modes import Label, LabelSource, RunMode, StepStatus
from app.model.surroundings import Surroundings


def label(kind: Label) -> Evidence:
    return Evidence("w", "s", 0, kind, LabelSource.COACHED, "")


def ended(status: StepStatus) -> StepEnded:
    return StepEnded("r", "w", "s", 1, status, None, "", "")


CORRECTION = CorrectionMade("c", None, "w", "s", 1, Keep.ALWAYS, StepPatch(), StepPatch())
SEEN = SurroundingsSeen("r", "w", "main", Surroundings(), ("s",))


@pytest.mark.parametrize("entry", [label(Label.RIGHT), ended(StepStatus.PASSED), CORRECTION])
def test_what_would_raise_or_change_a_step_rests(entry: Entry) -> None:
    assert teaches(entry, learning=True)
    assert not teaches(entry, learning=False)


@pytest.mark.parametrize(
    "entry",
    [
        label(Label.WRONG),
        ended(StepStatus.FAILED),
        ended(StepStatus.CANCELLED),
        SEEN,
        Vouched("w", "s", 0, False),
        RunBegun("r", "w", "W", RunMode.COACHING),
    ],
)
def test_what_makes_a_step_ask_and_what_the_person_says_counts(entry: Entry) -> None:
    assert teaches(entry, learning=False)

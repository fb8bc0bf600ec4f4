"""A few captured screens of real programs and pages: found again where they are, refused where they are gone."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.batch.locating import locate, row
from app.batch.pictures import Pictures
from app.batch.questions import LocateCase
from tests.bench.relocation.case import Case, read_cases
from tests.bench.relocation.scoring import Outcome, place_outcome

_FOLDER = Path(__file__).parents[2] / "data" / "relocation"
_CASES = read_cases(_FOLDER / "cases.jsonl")


@pytest.mark.parametrize("case", _CASES, ids=[f"{case.app}-{case.variation.value}" for case in _CASES])
def test_C1_C7_C22_what_was_captured_is_found_again_or_rightly_refused(case: Case) -> None:
    question = LocateCase.model_validate_json(case.model_dump_json())
    answer = row(locate(question, Pictures(_FOLDER)))
    wanted = Outcome.ABSENT_RIGHT if case.truth is None else Outcome.HIT
    assert place_outcome(case, answer) is wanted, answer

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.learning.evaluation import RunFacts, evaluated, worth_exporting
from app.model.modes import RunState

COUNTS = st.integers(0, 50)


def test_nothing_on_record_is_no_score_and_no_reason_to_export() -> None:
    assert evaluated(RunFacts(0, 0, 0, 0)) is None
    assert not worth_exporting(RunFacts(0, 0, 0, 0, RunState.FAILED))


def test_all_passed_without_a_question_is_one_and_questions_cost_less_than_corrections() -> None:
    assert evaluated(RunFacts(4, 4, 0, 0)) == 1.0
    asked, corrected = evaluated(RunFacts(4, 4, 4, 0)), evaluated(RunFacts(4, 4, 0, 4))
    assert asked is not None
    assert corrected is not None
    assert 0.5 < corrected < asked < 1.0


def test_a_failed_run_and_one_below_a_half_are_offered_for_export() -> None:
    assert worth_exporting(RunFacts(4, 4, 0, 0, RunState.FAILED))
    assert worth_exporting(RunFacts(10, 4, 0, 0, RunState.COMPLETED))
    assert not worth_exporting(RunFacts(10, 9, 10, 1, RunState.COMPLETED))


@given(COUNTS, COUNTS, COUNTS, COUNTS)
def test_it_stays_between_nothing_and_one_and_more_passed_steps_never_lower_it(
    steps: int, passed: int, questions: int, corrections: int
) -> None:
    score = evaluated(RunFacts(steps, min(passed, steps), questions, corrections))
    more = evaluated(RunFacts(steps, min(passed + 1, steps), questions, corrections))
    assert (score is None) == (steps == 0)
    if score is not None and more is not None:
        assert 0.0 <= score <= more <= 1.0

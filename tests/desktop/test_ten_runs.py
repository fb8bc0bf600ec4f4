"""Ten runs in a real program while its theme, its scale and a button change: what is asked, corrected and clicked."""

from __future__ import annotations

import faulthandler

import pytest

from tests.desktop.ten_runs import COACHED, RENAMED, SCALED, THEMED, Ran, side_by_side
from tests.desktop.ten_runs_parcel import RECEIVED
from tests.desktop.ten_runs_truth import LOCKED, RENAMED_STEP, STEPS, WRONGLY_SHOWN

pytestmark = [pytest.mark.proof, pytest.mark.timeout(480)]

EVERY_STEP = set(range(1, STEPS + 1))
Both = tuple[list[Ran], list[Ran]]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Both:
    """With learning switched on, and off; some four minutes, so no stacks are printed on the way."""
    faulthandler.cancel_dump_traceback_later()
    return side_by_side(tmp_path_factory.mktemp("ten runs"))


@pytest.fixture(scope="module")
def runs(both: Both) -> list[Ran]:
    """Those with learning switched on."""
    return both[0]


def test_no_press_went_anywhere_but_where_it_should(both: Both) -> None:
    for ran in (*both[0], *both[1]):
        assert ran.wrong_presses == [], f"run {ran.number}"
        assert len(ran.presses) == STEPS, f"run {ran.number}"


def test_the_program_received_what_it_should_in_every_run(both: Both) -> None:
    for ran in (*both[0], *both[1]):
        assert ran.received == RECEIVED, f"run {ran.number}: {ran.told['reason']}"
        assert ran.told["state"] == "completed"


def test_what_was_corrected_once_is_right_from_then_on(runs: list[Ran]) -> None:
    assert {ran.number: ran.corrected for ran in runs if ran.corrected} == {1: [WRONGLY_SHOWN], RENAMED: [RENAMED_STEP]}


def test_a_wrong_place_was_suggested_only_where_it_was_shown_wrongly(runs: list[Ran]) -> None:
    assert {ran.number: ran.wrong_proposals for ran in runs if ran.wrong_proposals} == {1: [WRONGLY_SHOWN]}


def test_while_it_is_coached_every_step_asks(runs: list[Ran]) -> None:
    assert [set(ran.asked) for ran in runs[:COACHED]] == [EVERY_STEP] * COACHED


@pytest.mark.parametrize(("changed", "words"), [(THEMED, "the theme"), (SCALED, "the screens")])
def test_another_theme_and_another_scale_make_every_step_ask_once_and_say_why(
    runs: list[Ran], changed: int, words: str
) -> None:
    asking, after = runs[changed - 1], runs[changed]
    assert set(asking.asked) == EVERY_STEP
    assert [text for text in asking.told["notices"] if text.startswith(f"New since this was learned: {words}")] != []
    assert after.asked == [LOCKED], "answered once, they act again"


def test_a_button_that_was_moved_and_renamed_makes_only_its_own_step_ask(runs: list[Ran]) -> None:
    assert set(runs[RENAMED - 1].asked) == {RENAMED_STEP, LOCKED}


def test_in_the_tenth_run_at_most_one_question_is_asked_beside_the_step_that_always_asks(runs: list[Ran]) -> None:
    assert runs[-1].questions <= 1
    assert all(LOCKED in ran.asked for ran in runs), "what cannot be taken back is never done alone"


def test_without_learning_the_same_correction_is_needed_every_time(both: Both) -> None:
    learning, resting = both
    assert all(WRONGLY_SHOWN in ran.corrected for ran in resting)
    assert sum(ran.questions for ran in learning[THEMED:]) < sum(ran.questions for ran in resting[THEMED:])
    assert sum(len(ran.corrected) for ran in learning) < sum(len(ran.corrected) for ran in resting)

"""The witness of the ten runs notices what must not happen."""

from __future__ import annotations

from app.model.geometry import Point
from tests.bench.ten_runs import table
from tests.desktop.ten_runs import RUNS, Ran

PLACE, INSIDE, OUTSIDE = (100, 100, 50, 20), Point(120, 110), Point(160, 110)


def ran(*presses: tuple[int, Point], place: tuple[int, int, int, int] | None = PLACE, number: int = 1) -> Ran:
    acts = [{"step": 1, "ms": 1000, "place": place}]
    put = {"step": 1, "answer": "correct", "wrong": True}
    steps = [{"number": 1, "decision": "correct"}, {"number": 2, "decision": None}]
    return Ran(number, {"acts": acts, "questions": [put, put | {"step": 10}], "steps": steps}, presses, ())


def test_a_press_beside_the_right_place_is_a_wrong_one() -> None:
    assert ran((1100, INSIDE)).wrong_presses == []
    assert ran((1100, INSIDE), (1200, OUTSIDE)).wrong_presses == [OUTSIDE]


def test_a_press_that_nobody_announced_is_a_wrong_one() -> None:
    assert ran((900, INSIDE)).wrong_presses == [INSIDE]


def test_a_press_where_there_is_no_right_place_is_a_wrong_one() -> None:
    assert ran((1100, INSIDE), place=None).wrong_presses == [INSIDE]


def test_the_step_that_always_asks_is_no_question_in_the_figures_and_the_last_line_sums_up() -> None:
    learning = [ran((1100, OUTSIDE), number=number) for number in RUNS]
    resting = [ran((1100, INSIDE), number=number) for number in RUNS]
    lines = table(learning, resting).splitlines()
    assert len(lines) == 2 + len(RUNS) + 1
    assert lines[2] == "| 1 | coached | 1 | 1 | 2 | 2 | 1 | 1 | 1 | 0 |"
    assert lines[-1] == "| all |  | 10 | 10 | 20 | 20 | 10 | 10 | 10 | 0 |"

"""The state table, the desk and the wishes of other threads."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.control import Control, Halted, Woke
from app.engine.desk import Desk
from app.engine.state import MOVES, StateTable
from app.model.decision import Accept, Skip
from app.model.errors import IllegalMove, RunCancelled
from app.model.modes import Risk, RunMode, RunState
from app.model.suggestion import Question, QuestionKind
from tests.fakes import FakeClock


def question(name: str = "q") -> Question:
    return Question(name, QuestionKind.SUGGESTION, "r", "w", "s", 1, 1, RunMode.COACHING, Risk.OPEN, "", "")


@given(st.lists(st.sampled_from(RunState), max_size=20))
def test_F35_illegal_moves_are_refused_and_change_nothing(wanted: list[RunState]) -> None:
    told: list[RunState] = []
    table = StateTable(lambda state, reason: told.append(state))
    for state in wanted:
        before = table.state
        if state in MOVES[before]:
            table.move(state)
            assert table.state is state
        else:
            with pytest.raises(IllegalMove):
                table.move(state)
            assert table.state is before
    assert all(state is not RunState.IDLE for state in told)


@pytest.mark.parametrize("ended", [state for state in RunState if state.ended])
def test_an_ended_run_stays_ended(ended: RunState) -> None:
    assert MOVES[ended] == {RunState.RUNNING}


def test_F29_of_many_answers_at_once_exactly_one_counts() -> None:
    desk = Desk(lambda: None)
    for _ in range(200):
        desk.open(question())
        with ThreadPoolExecutor(4) as pool:
            taken = list(pool.map(lambda _: desk.answer("q", Accept()), range(4)))
        assert taken.count(True) == 1
        assert desk.close() == Accept()


def test_an_answer_to_a_closed_or_foreign_question_is_refused() -> None:
    desk = Desk(lambda: None)
    desk.open(question("one"))
    assert not desk.answer("two", Skip())
    desk.close()
    assert not desk.answer("one", Skip())


def test_a_wait_says_why_it_ended() -> None:
    control = Control(FakeClock())
    assert control.wait(lambda: True) is Woke.DONE
    assert control.wait(lambda: False, FakeClock().now() + 0.01) is Woke.DEADLINE
    control.pause("because")
    assert control.wait(lambda: False) is Woke.INTERRUPTED
    control.resume()
    control.halt("nobody")
    with pytest.raises(Halted):
        control.wait(lambda: False)
    control.stop()
    with pytest.raises(RunCancelled):
        control.wait(lambda: False)


def test_stop_ends_a_wait_from_another_thread_at_once() -> None:
    control = Control(FakeClock())
    timer = threading.Timer(0.05, control.stop)
    timer.start()
    with pytest.raises(RunCancelled):
        control.wait(lambda: False)
    timer.join()


def test_quiet_keeps_the_interrupt_while_a_wish_is_open() -> None:
    control = Control(FakeClock())
    control.want_frame("r")
    control.quiet()
    assert control.interrupt.is_set()
    assert control.take_freezes() == ("r",)
    control.quiet()
    assert not control.interrupt.is_set()

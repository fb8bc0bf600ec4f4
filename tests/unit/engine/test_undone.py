"""The person takes back what was done alone: their undo key is heard, asked about once, and counts as in the table."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Event

import pytest

from app.engine import engine as engine_module
from app.engine import execute
from app.model.decision import Accept, Answer, ByHand, Explain, WaitMore
from app.model.geometry import Box
from app.model.modes import Label, LabelSource, RunMode, RunState
from app.model.news import Asked, ModeChanged
from app.model.suggestion import Question, QuestionKind
from app.model.window import Window, WindowIdentity
from tests.fakes import FakeDesktop, after_looking
from tests.unit.engine.test_why_it_was_wrong import COUNT, ONE, TWO, labels, learned

OTHER = Window(9, WindowIdentity(application="mail", title="Inbox"), 43, Box(0, 0, 90, 90))
TAKEN_BACK = "You took it back right after I did this alone."


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody looks at the ghost here, and an undo is noticed at once."""
    monkeypatch.setattr(execute, "PREVIEW", 0.0)
    monkeypatch.setattr(engine_module, "GLANCE", 0.01)


def undo(desktop: FakeDesktop) -> None:
    desktop.clock.offset += 0.1
    desktop.watcher.person_presses("ctrl", "z")
    desktop.clock.offset += 1.0


def while_asked(desktop: FakeDesktop, deed: Callable[[], None], answer: Answer) -> Callable[[Question], Answer]:
    def do(question: Question) -> Answer:
        assert (question.kind, question.step_id) == (QuestionKind.SUGGESTION, "s2")
        deed()
        return answer

    return do


@pytest.mark.parametrize(
    ("answer", "wrong"), [(Explain(wrong_place=True), 1), (WaitMore(), 1), (Explain(wrong_place=False), 0)]
)
def test_an_undo_soon_after_an_act_alone_is_wrong_unless_the_person_explains_it(answer: Answer, wrong: int) -> None:
    with learned() as desktop:
        again = while_asked(desktop, lambda: undo(desktop), WaitMore())
        asked = desktop.coach(again, answer, after_looking(desktop, Accept()))
        assert desktop.run(TWO, RunMode.AUTOMATIC, attended=True) is RunState.COMPLETED
        kinds = [QuestionKind.SUGGESTION, QuestionKind.WHY, QuestionKind.SUGGESTION]
        assert [question.kind for question in asked] == kinds
        assert (asked[1].why, asked[1].step_id) == (TAKEN_BACK, "s1")
        assert desktop.ledger.knowledge(TWO).step("s1").wrong == wrong
        assert labels(desktop)[:2] == [
            (Label.RIGHT, LabelSource.AUTO, "automatic"),
            (Label.WRONG, LabelSource.AUTO, "automatic"),
        ]


def test_after_an_undo_the_steps_that_follow_ask() -> None:
    with learned() as desktop:
        desktop.coach(while_asked(desktop, lambda: undo(desktop), WaitMore()), Explain(False), Accept())
        desktop.run(TWO, RunMode.AUTOMATIC, attended=True)
        assert [news.mode for news in desktop.heard(ModeChanged)][-1] is RunMode.COACHING  # type: ignore[attr-defined]


@pytest.mark.parametrize("seconds", [10.0, 60.0])
def test_an_undo_later_than_ten_seconds_belongs_to_something_else(seconds: float) -> None:
    with learned() as desktop:

        def late() -> None:
            desktop.clock.offset += seconds
            undo(desktop)

        asked = desktop.coach(while_asked(desktop, late, WaitMore()), Accept())
        desktop.run(TWO, RunMode.AUTOMATIC, attended=True)
        assert QuestionKind.WHY not in [question.kind for question in asked]


@pytest.mark.parametrize("keys", [("z",), ("ctrl", "y")])
def test_other_keys_say_nothing(keys: tuple[str, ...]) -> None:
    with learned() as desktop:

        def press() -> None:
            desktop.clock.offset += 0.1
            desktop.watcher.person_presses(*keys)

        asked = desktop.coach(while_asked(desktop, press, WaitMore()), Accept())
        desktop.run(TWO, RunMode.AUTOMATIC, attended=True)
        assert QuestionKind.WHY not in [question.kind for question in asked]


def test_an_undo_in_another_window_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with learned() as desktop:
        monkeypatch.setattr(desktop.windows, "active_at", lambda moment: OTHER)
        asked = desktop.coach(while_asked(desktop, lambda: undo(desktop), WaitMore()), Accept())
        desktop.run(TWO, RunMode.AUTOMATIC, attended=True)
        assert QuestionKind.WHY not in [question.kind for question in asked]


def test_an_undo_of_what_the_person_did_since_says_nothing_about_the_act_before() -> None:
    with learned() as desktop:

        def by_hand() -> None:
            desktop.clock.offset += 0.1
            desktop.watcher.person_presses("a")
            undo(desktop)

        asked = desktop.coach(while_asked(desktop, by_hand, ByHand()))
        desktop.run(TWO, RunMode.AUTOMATIC, attended=True)
        assert desktop.ledger.knowledge(TWO).step("s1").wrong == 0
        assert QuestionKind.WHY not in [question.kind for question in asked]


def test_nobody_is_asked_where_nobody_sits_in_front_of_it() -> None:
    with learned() as desktop:
        desktop.coach(while_asked(desktop, lambda: undo(desktop), WaitMore()), Accept())
        desktop.run(TWO, RunMode.AUTOMATIC)
        assert desktop.ledger.knowledge(TWO).step("s1").wrong == 0


def until(happened: Callable[[], bool]) -> None:
    end = time.monotonic() + 5
    while not happened():
        assert time.monotonic() < end, "it did not happen"
        Event().wait(0.005)


@pytest.mark.parametrize(("answer", "wrong"), [(Explain(True), 1), (None, 1), (Explain(False), 0)])
def test_an_undo_right_after_the_run_is_asked_about_once(answer: Answer | None, wrong: int) -> None:
    with learned() as desktop:
        assert desktop.run(ONE, RunMode.AUTOMATIC, attended=True) is RunState.COMPLETED
        undo(desktop)
        undo(desktop)
        until(lambda: bool(desktop.heard(Asked)))
        question = desktop.heard(Asked)[-1].question  # type: ignore[attr-defined]
        assert (question.why, question.deadline, question.step_id) == (TAKEN_BACK, None, "s1")
        if answer is not None:
            assert desktop.engine.answer(question.id, answer)
        assert desktop.engine.close()
        assert len(desktop.heard(Asked)) == 1
        known = desktop.ledger.knowledge(ONE).step("s1")
        assert (known.right, known.wrong) == (COUNT, wrong)


def test_a_new_run_ends_the_watch_over_the_old_one() -> None:
    with learned() as desktop:
        desktop.run(ONE, RunMode.AUTOMATIC, attended=True)
        desktop.run(ONE, RunMode.AUTOMATIC, attended=True)
        undo(desktop)
        until(lambda: bool(desktop.heard(Asked)))
        assert desktop.engine.close()
        assert [label for label, _, _ in labels(desktop)] == [Label.RIGHT, Label.RIGHT, Label.WRONG]

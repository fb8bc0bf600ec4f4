"""“This is not that Screen”: recorded at once, the run asks, and what looks like that is not taken for it again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from app.engine.api import RunRequest
from app.engine.denying import NOT_KEPT
from app.model.decision import Accept, Answer, Change, Correct, Note, Pointed, Skip
from app.model.denied import Denial
from app.model.geometry import Box
from app.model.ledger_learning import LookLearned, Vouched
from app.model.ledger_run import ScreenDenied, ScreenSeen
from app.model.modes import RunMode, RunState
from app.model.news import Looked, Notice
from app.model.suggestion import Question, QuestionKind
from app.settings import Learning
from tests.fakes import BOXES, IDENTITY, QUICK, FakeDesktop, after_looking, sum_workflow

TWO = sum_workflow("seven", "plus")
RESTING = QUICK.model_copy(update={"learning": Learning(enabled=False)})
Say = Callable[[Question], Answer | None]


def newest(desktop: FakeDesktop) -> Looked:
    look = desktop.heard(Looked)[-1]
    assert isinstance(look, Looked)
    return look


def denying(desktop: FakeDesktop) -> Say:
    """The person, asked about a step, says that what is shown is not that Screen; the question stays open."""

    def say(_: Question) -> None:
        assert desktop.engine.deny(Denial("d1", newest(desktop)))

    return say


def on_screen(desktop: FakeDesktop, screen: str) -> FakeDesktop:
    desktop.scene.screen = screen
    return desktop


def vouched(desktop: FakeDesktop) -> None:
    desktop.ledger.commit([Vouched(TWO.id, step.id, 0, granted=True) for step in TWO.steps])


def test_the_word_is_recorded_with_what_was_seen_and_the_step_asks_what_is_wrong() -> None:
    with FakeDesktop() as desktop:
        asked = on_screen(desktop, "screen1?").coach(denying(desktop), Skip(), Skip())
        assert desktop.run(TWO, RunMode.COACHING) is RunState.COMPLETED
        [row] = desktop.ledger.of(ScreenDenied)
        assert (row.denial_id, row.step_id, row.screen_id, row.instead) == ("d1", "s1", "screen1", None)
        assert (row.window, row.score) == (IDENTITY, 0.9)
        assert row.picture.image in desktop.ledger.pictures
        kinds = [question.kind for question in asked]
        assert kinds == [QuestionKind.SUGGESTION, QuestionKind.REPAIR, QuestionKind.SUGGESTION]
        assert asked[1].why == "You said that this is not “Screen 1”"


def test_nothing_is_done_alone_there_in_this_run_and_in_later_ones() -> None:
    with FakeDesktop() as desktop:
        vouched(desktop)
        on_screen(desktop, "screen1?").coach(denying(desktop), Skip(), Skip())
        desktop.run(TWO, RunMode.COACHING)
        asked = desktop.coach(Skip())
        desktop.run(TWO, RunMode.AUTOMATIC)
        assert [question.kind for question in asked] == [QuestionKind.REPAIR]
        assert desktop.clicked() == ["plus"], "the other step is not on that Screen"
        on_screen(desktop, "screen1")
        desktop.run(TWO, RunMode.AUTOMATIC)
        assert desktop.clicked() == ["plus", "seven", "plus"], "the Screen as it was taught is known as before"


def test_a_step_that_was_about_to_act_alone_asks_when_another_screen_is_denied() -> None:
    with FakeDesktop() as desktop:
        vouched(desktop)
        on_screen(desktop, "screen3?")
        denied = []

        def deny_first(number: int) -> None:
            looks = desktop.heard(Looked)
            if looks and not denied:
                denied.append(desktop.engine.deny(Denial("d1", newest(desktop))))

        desktop.camera.on_grab = deny_first
        asked = desktop.coach(Skip())
        desktop.run(TWO, RunMode.AUTOMATIC)
        assert denied == [True]
        assert [question.step_id for question in asked] == ["s1"], "the step whose look it was, and only that"
        assert asked[0].kind is QuestionKind.SUGGESTION
        assert desktop.clicked() == ["plus"]


def test_what_the_person_shows_on_a_denied_look_is_done_and_teaches_nothing_of_the_screen() -> None:
    with FakeDesktop() as desktop:
        pointed = Correct(Change(pointed=Pointed(BOXES["seven"].center)))
        on_screen(desktop, "screen1?").coach(denying(desktop), after_looking(desktop, pointed), Skip())
        desktop.run(TWO, RunMode.COACHING)
        assert desktop.clicked() == ["seven"]
        assert desktop.ledger.of(ScreenSeen) == []
        assert desktop.ledger.of(LookLearned) == []


def test_the_screen_that_it_is_learns_the_look() -> None:
    with FakeDesktop() as desktop:
        said: list[Looked] = []

        def deny(_: Question) -> None:
            said.append(newest(desktop))
            assert desktop.engine.deny(Denial("d1", said[0]))

        def name(_: Question) -> None:
            assert desktop.engine.deny(Denial("d1", said[0], "screen2"))

        on_screen(desktop, "screen1?").coach(deny, name, Skip(), Skip())
        desktop.run(TWO, RunMode.COACHING)
        rows = desktop.ledger.of(ScreenDenied)
        assert [row.instead for row in rows] == [None, "screen2"]
        known = desktop.ledger.knowledge(TWO)
        assert [look.image for look in known.screen("screen2").looks] == [rows[1].picture.image]


@pytest.mark.parametrize("instead", [None, "another workflow's"])
def test_a_word_about_no_screen_of_this_workflow_is_left_alone(instead: str | None) -> None:
    with FakeDesktop() as desktop:

        def deny(_: Question) -> Answer:
            look = replace(newest(desktop), screen_id="nowhere") if instead is None else newest(desktop)
            assert desktop.engine.deny(Denial("d1", look, instead))
            return Skip()

        on_screen(desktop, "screen1").coach(deny, Skip(), Skip())
        desktop.run(TWO, RunMode.COACHING)
        assert desktop.ledger.of(ScreenDenied) == []


def test_after_the_run_or_about_another_run_it_is_too_late() -> None:
    with FakeDesktop() as desktop:
        on_screen(desktop, "screen1").coach(Skip(), Skip())
        desktop.run(TWO, RunMode.COACHING)
        look = newest(desktop)
        assert not desktop.engine.deny(Denial("d1", look))
        desktop.engine.start(RunRequest(TWO, RunMode.COACHING))
        desktop.wait_for(RunState.AWAITING_DECISION)
        assert not desktop.engine.deny(Denial("d1", look))
        assert desktop.ledger.of(ScreenDenied) == []


def test_a_word_right_before_the_stop_is_recorded() -> None:
    with FakeDesktop() as desktop:

        def deny_and_stop(_: Question) -> None:
            assert desktop.engine.deny(Denial("d1", newest(desktop)))
            desktop.engine.stop()

        on_screen(desktop, "screen1").coach(deny_and_stop)
        assert desktop.run(TWO, RunMode.COACHING) is RunState.STOPPED
        assert len(desktop.ledger.of(ScreenDenied)) == 1


def test_while_paused_it_is_recorded_and_the_run_stays_paused() -> None:
    with FakeDesktop() as desktop:
        on_screen(desktop, "screen1?").coach(lambda _: desktop.engine.pause(), Skip(), Skip())
        desktop.engine.start(RunRequest(TWO, RunMode.COACHING))
        desktop.wait_for(RunState.PAUSED)
        desktop.ledger.failing = lambda entries: recorded.extend(entries)
        recorded: list[object] = []
        assert desktop.engine.deny(Denial("d1", newest(desktop)))
        end = desktop.clock.now() + 5
        while not recorded and desktop.clock.now() < end:
            desktop.ended.wait(0.005)
        assert [type(row) for row in recorded] == [ScreenDenied]
        assert desktop.engine.state is RunState.PAUSED


def test_a_window_that_may_not_be_kept_is_denied_without_its_picture() -> None:
    with FakeDesktop() as desktop:

        def deny(_: Question) -> None:
            look = newest(desktop)
            hidden = replace(look, frame=replace(look.frame, masked=(Box(0, 0, 300, 300),)))
            assert desktop.engine.deny(Denial("d1", hidden))

        on_screen(desktop, "screen1?").coach(deny, Skip(), Skip())
        desktop.run(TWO, RunMode.COACHING)
        assert [row.picture for row in desktop.ledger.of(ScreenDenied)] == [None]
        assert [news.text for news in desktop.heard(Notice)] == [NOT_KEPT]


def test_it_counts_while_learning_rests() -> None:
    with FakeDesktop(RESTING) as desktop:
        on_screen(desktop, "screen1?").coach(denying(desktop), Accept(Note(vouch=True)), Skip(), Skip())
        desktop.run(TWO, RunMode.COACHING)
        assert len(desktop.ledger.knowledge(TWO).screen("screen1").denied) == 1


def test_where_it_was_the_screen_after_all_one_click_teaches_the_look_and_the_run_goes_on() -> None:
    with FakeDesktop() as desktop:
        on_screen(desktop, "screen1?").coach(denying(desktop), Skip(), Skip())
        desktop.run(TWO, RunMode.COACHING)

        def after_all(question: Question) -> None:
            assert question.kind is QuestionKind.REPAIR
            look = newest(desktop)
            assert (look.denied, look.denied_id, look.screen_id) == ("Screen 1", "screen1", "")
            same = replace(look, screen=look.denied, screen_id=look.denied_id)
            desktop.scene.screen = "screen1"
            assert desktop.engine.deny(Denial("d2", same, look.denied_id))

        asked = desktop.coach(after_all, Skip(), Skip())
        desktop.run(TWO, RunMode.COACHING)
        assert [question.kind for question in asked][1] is QuestionKind.SUGGESTION
        [row] = desktop.ledger.of(LookLearned)
        assert (row.screen_id, row.confirmed, row.step_id) == ("screen1", True, "s1")
        assert len(desktop.ledger.of(ScreenDenied)) == 1
        known = desktop.ledger.knowledge(TWO).screen("screen1")
        assert [look.confirmed for look in known.looks] == [True]

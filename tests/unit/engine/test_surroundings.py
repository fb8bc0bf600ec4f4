"""A run in other surroundings: what is recorded, what asks again, and what the person reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from app.engine.engine import Engine
from app.model.decision import Accept, Answer, DecisionKind, Note, Skip
from app.model.ledger_learning import Evidence, Vouched
from app.model.ledger_run import StepEnded, SurroundingsAccepted, SurroundingsSeen
from app.model.modes import Label, LabelSource, RunMode, RunState, StepStatus
from app.model.news import Notice
from app.model.suggestion import Question, QuestionKind
from app.model.surroundings import Surroundings
from app.settings import Learning, TrustRules
from tests.fakes import BOXES, QUICK, FakeDesktop, click_step, sum_workflow, workflow_of

ALWAYS_AUDITED = QUICK.model_copy(update={"trust": TrustRules(audit_one_in=1)})
RESTING = QUICK.model_copy(update={"learning": Learning(enabled=False)})
ONE = sum_workflow("seven")


class Placed(FakeDesktop):
    """A desktop whose programs stand in `around`."""

    def __init__(self, **more: object) -> None:
        super().__init__(**more)  # type: ignore[arg-type]
        self.around = Surroundings(theme="light", language="en", version="1")
        assert self.engine.close()
        settings = more.get("settings", QUICK)
        world = replace(self.world, surroundings=lambda window, frame: self.around)
        self.engine = Engine(world, settings)  # type: ignore[arg-type]
        self.engine.subscribe(self._hear)


def slowly(desktop: FakeDesktop, answer: Answer) -> Callable[[Question], Answer]:
    def look_first(question: Question) -> Answer:
        desktop.clock.offset += 1.0
        return answer

    return look_first


def coached_once(desktop: Placed, right: int) -> None:
    """One coached run at home, and a record from before."""
    accepted = StepEnded("r", ONE.id, "s1", 1, StepStatus.PASSED, DecisionKind.ACCEPT, "", "")
    label = Evidence(ONE.id, "s1", 0, Label.RIGHT, LabelSource.COACHED, "accept")
    desktop.ledger.commit([*[label] * right, *[accepted] * 3])
    desktop.coach(Accept())
    desktop.run(ONE, RunMode.COACHING)


def test_surroundings_are_recorded_when_they_are_new_and_not_again() -> None:
    with Placed() as desktop:
        coached_once(desktop, 0)
        desktop.coach(Accept())
        desktop.run(ONE, RunMode.COACHING)
        [row] = desktop.ledger.of(SurroundingsSeen)
        assert row.seen == replace(desktop.around, screens="one monitor")
        assert (row.screen_id, row.steps) == ("screen1", ("s1",))
        assert desktop.heard(Notice) == []


def test_after_an_update_a_step_asks_once_and_says_why() -> None:
    with Placed() as desktop:
        coached_once(desktop, 200)
        desktop.coach()
        desktop.run(ONE, RunMode.AUTOMATIC)
        assert len(desktop.clicked()) == 2
        desktop.around = replace(desktop.around, version="2", theme="dark")
        asked = desktop.coach(slowly(desktop, Accept()))
        assert desktop.run(ONE, RunMode.AUTOMATIC) is RunState.COMPLETED
        assert [question.kind for question in asked] == [QuestionKind.SUGGESTION]
        assert "asks: its program, theme, language or the screens changed" in asked[0].trust
        told = [news.text for news in desktop.heard(Notice)]
        assert told == [
            "New since this was learned: the theme and the version of the program. "
            "Each step there asks once more, and its record counts half."
        ]
        assert desktop.run(ONE, RunMode.AUTOMATIC) is RunState.COMPLETED
        assert len(asked) == 1, "it was shown to be right, and what is left of its record is enough"


def test_a_change_that_many_screens_show_is_told_once_in_a_run() -> None:
    first = click_step(1, "seven", BOXES["seven"])
    second = click_step(2, "eight", BOXES["eight"]).model_copy(update={"source": "screen2"})
    two = workflow_of(first, second)
    with Placed() as desktop:
        desktop.coach(Accept(Note(vouch=True)), Accept(Note(vouch=True)))
        desktop.run(two, RunMode.COACHING)
        desktop.around = replace(desktop.around, theme="dark")
        asked = desktop.coach(slowly(desktop, Accept()), slowly(desktop, Accept()))
        desktop.run(two, RunMode.AUTOMATIC)
        assert len(asked) == 2, "both ask"
        assert len({row.screen_id for row in desktop.ledger.of(SurroundingsSeen)}) == 2
        assert len(desktop.heard(Notice)) == 1


def test_a_short_record_must_be_earned_again() -> None:
    with Placed() as desktop:
        coached_once(desktop, 40)
        desktop.around = replace(desktop.around, language="fr")
        asked = desktop.coach(slowly(desktop, Accept()), slowly(desktop, Accept()))
        desktop.run(ONE, RunMode.AUTOMATIC)
        desktop.run(ONE, RunMode.AUTOMATIC)
        assert len(asked) == 2
        assert "more before it may act alone" in asked[1].trust


def test_other_screens_ask_a_vouched_step_once() -> None:
    with Placed() as desktop:
        coached_once(desktop, 0)
        desktop.ledger.commit([Vouched(ONE.id, "s1", 0, granted=True)])
        desktop.session.hash = "two monitors"
        asked = desktop.coach(slowly(desktop, Accept()))
        desktop.run(ONE, RunMode.AUTOMATIC)
        desktop.run(ONE, RunMode.AUTOMATIC)
        assert len(asked) == 1
        assert len(desktop.clicked()) == 3


def test_what_was_coached_in_new_surroundings_is_known_there() -> None:
    with Placed() as desktop:
        coached_once(desktop, 200)
        desktop.around = replace(desktop.around, theme="dark")
        desktop.coach(slowly(desktop, Accept()))
        desktop.run(ONE, RunMode.COACHING)
        asked = desktop.coach()
        desktop.run(ONE, RunMode.AUTOMATIC)
        assert asked == []


def test_a_change_comes_before_a_blind_question() -> None:
    with Placed(settings=ALWAYS_AUDITED) as desktop:
        coached_once(desktop, 200)
        desktop.around = replace(desktop.around, theme="dark")
        asked = desktop.coach(Accept())
        desktop.run(ONE, RunMode.AUTOMATIC, attended=True)
        assert [question.kind for question in asked] == [QuestionKind.SUGGESTION]


def test_while_learning_rests_a_change_demotes_and_is_asked_about_once() -> None:
    with Placed(settings=RESTING) as desktop:
        desktop.coach(Accept(Note(vouch=True)))
        desktop.run(ONE, RunMode.COACHING)
        desktop.around = replace(desktop.around, theme="dark")
        asked = desktop.coach(slowly(desktop, Accept()))
        for _ in range(3):
            assert desktop.run(ONE, RunMode.AUTOMATIC) is RunState.COMPLETED
        assert len(asked) == 1, "once for the change, not in every run"
        assert desktop.ledger.knowledge(ONE).step("s1").right == 0, "nothing else was learned from the answer"
        desktop.around = replace(desktop.around, theme="high contrast")
        asked_again = desktop.coach(slowly(desktop, Accept()))
        for _ in range(2):
            desktop.run(ONE, RunMode.AUTOMATIC)
        assert len(asked_again) == 1, "the next change asks anew"


def test_while_learning_rests_a_word_given_after_the_change_holds() -> None:
    with Placed(settings=RESTING) as desktop:
        desktop.coach(Accept(Note(vouch=True)))
        desktop.run(ONE, RunMode.COACHING)
        desktop.around = replace(desktop.around, theme="dark")
        asked = desktop.coach(Skip())
        desktop.run(ONE, RunMode.AUTOMATIC)
        assert len(asked) == 1
        desktop.ledger.commit([Vouched(ONE.id, "s1", 0, granted=True)], learning=False)
        for _ in range(2):
            desktop.run(ONE, RunMode.AUTOMATIC)
        assert len(asked) == 1


def test_while_learning_rests_a_hasty_yes_does_not_end_the_question() -> None:
    with Placed(settings=RESTING) as desktop:
        desktop.coach(Accept(Note(vouch=True)))
        desktop.run(ONE, RunMode.COACHING)
        desktop.around = replace(desktop.around, theme="dark")
        asked = desktop.coach(Accept(), Accept())
        for _ in range(2):
            desktop.run(ONE, RunMode.AUTOMATIC)
        assert len(asked) == 2
        assert desktop.ledger.of(SurroundingsAccepted) == []


def test_while_learning_is_on_no_row_says_that_a_change_was_accepted() -> None:
    with Placed() as desktop:
        coached_once(desktop, 200)
        desktop.around = replace(desktop.around, theme="dark")
        desktop.coach(slowly(desktop, Accept()))
        desktop.run(ONE, RunMode.AUTOMATIC)
        assert desktop.ledger.of(SurroundingsAccepted) == []

"""Every decision on the card by mouse and by key, and what is no answer."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel

from app.model.action import ActionKind, Params
from app.model.decision import (
    Accept,
    Answer,
    ByHand,
    Change,
    Confirm,
    Correct,
    Explain,
    Keep,
    Reject,
    RejectReason,
    RejectThen,
    Skip,
    WaitMore,
)
from app.model.geometry import Box
from app.model.modes import RunMode, RunState
from app.model.news import Asked, QuestionClosed, StateChanged
from app.model.suggestion import QuestionKind
from app.ui.dialogs.text import TextDialog
from app.ui.geometry import box_to_physical, screens_now
from tests.gui import fake_desktop as desk
from tests.gui.conftest import Coached
from tests.gui.fake_questions import audit_question, save_question, why_question


@pytest.mark.parametrize(("name", "answer"), [("Accept", Accept()), ("I did it", ByHand()), ("Skip", Skip())])
def test_a_button_gives_its_decision(coached: Coached, name: str, answer: Answer) -> None:
    coached.ask()
    coached.click(name)
    assert coached.answers == [answer]
    assert not coached.card.isVisible()


@pytest.mark.parametrize(("key", "answer"), [("f8", Accept()), ("f10", ByHand()), ("f7", Skip())])
def test_C48_one_key_gives_the_decision(coached: Coached, key: str, answer: Answer) -> None:
    coached.ask()
    assert coached.press(key)
    assert coached.answers == [answer]


@pytest.mark.parametrize(("key", "number"), [("ctrl+2", 2)])
def test_C22_a_key_takes_the_runner_up(coached: Coached, key: str, number: int) -> None:
    coached.ask()
    coached.press(key)
    assert coached.answers == [Correct(Change(candidate=number))]


def test_a_third_place_that_is_not_there_has_no_key(coached: Coached) -> None:
    coached.ask()
    assert not coached.press("ctrl+3")
    assert coached.answers == []


@pytest.mark.parametrize(("button", "then"), [("Skip this step", RejectThen.SKIP), ("Stop here", RejectThen.STOP)])
@pytest.mark.parametrize(
    ("why", "reason"),
    [(None, None), ("Wrong place", RejectReason.WRONG_PLACE), ("Not now", RejectReason.NOT_NOW)],
)
def test_C47_reject_asks_what_now_and_why(
    coached: Coached, button: str, then: RejectThen, why: str | None, reason: RejectReason | None
) -> None:
    coached.ask()
    coached.click("Reject")
    assert coached.answers == []
    if why is not None:
        coached.click(why)
    coached.click(button)
    assert coached.answers == [Reject(then, reason)]


def test_C47_show_me_is_a_correction(coached: Coached) -> None:
    coached.ask()
    coached.press("f6")
    coached.click("Show me")
    assert len(coached.engine.freezes) == 1
    assert coached.answers == []


def test_back_returns_from_reject_to_the_question(coached: Coached) -> None:
    coached.ask()
    coached.click("Reject")
    coached.click("Back")
    coached.click("Accept")
    assert coached.answers == [Accept()]


def test_correct_asks_for_the_place_first(coached: Coached) -> None:
    coached.ask()
    coached.press("f9")
    coached.press("f9")
    assert len(coached.engine.freezes) == 1


@pytest.mark.parametrize(("choice", "keep"), [("This time only", Keep.ONCE), ("From now on", Keep.ALWAYS)])
def test_correct_takes_another_action(coached: Coached, choice: str, keep: Keep) -> None:
    coached.ask()
    coached.click("Correct")
    coached.click(choice)
    coached.click("Double-click")
    assert coached.answers == [Correct(Change(action=ActionKind.DOUBLE_CLICK), keep)]


def test_correct_takes_other_waits_and_leaves_the_untouched_one(coached: Coached) -> None:
    coached.ask()
    coached.click("Correct")
    coached.click("Wait before: more")
    coached.click("Wait before: more")
    coached.click("Use these waits")
    assert coached.answers == [Correct(Change(wait_before=1.0))]


def test_waits_left_as_they_are_are_no_correction(coached: Coached) -> None:
    coached.ask()
    coached.click("Correct")
    assert not coached.button("Use these waits").isEnabled()


def _typing(coached: Coached) -> TextDialog:
    question = save_question()
    assert question.suggestion is not None
    suggestion = replace(question.suggestion, action=ActionKind.TYPE_TEXT, params=Params(text="12", replace=True))
    coached.ask(replace(question, suggestion=suggestion))
    coached.click("Correct")
    coached.click("This time only")
    coached.click("Other text…")
    dialogs = [top for top in _tops(coached) if isinstance(top, TextDialog)]
    assert len(dialogs) == 1
    return dialogs[0]


def _buttons(coached: Coached) -> set[str]:
    return {made.accessibleName() for made in coached.card.findChildren(QAbstractButton) if made.isVisible()}


def _tops(coached: Coached) -> list[object]:
    from PySide6.QtWidgets import QApplication

    return [top for top in QApplication.topLevelWidgets() if top.isVisible()]


def test_other_text_keeps_the_other_parameters(coached: Coached) -> None:
    dialog = _typing(coached)
    dialog.field.setText("1284.50")
    dialog.ok.click()
    assert coached.answers == [Correct(Change(params=Params(text="1284.50", replace=True)), Keep.ONCE)]


def test_no_readable_text_can_be_given_in_place_of_a_secret(coached: Coached) -> None:
    question = save_question()
    assert question.suggestion is not None
    suggestion = replace(question.suggestion, action=ActionKind.TYPE_TEXT, params=Params(secret="bank"))
    coached.ask(replace(question, suggestion=suggestion))
    coached.click("Correct")
    assert "Other text…" not in _buttons(coached)
    assert "Point to it" in _buttons(coached)
    assert any("secret" in label.text() for label in coached.card.findChildren(QLabel) if label.isVisible())


def test_no_key_of_ours_is_taken_while_the_person_types(coached: Coached) -> None:
    dialog = _typing(coached)
    assert coached.world.hot_keys.grabbed == {}
    dialog.reject()
    coached.tell()
    assert coached.answers == []
    assert coached.press("f8")


def test_F30_keys_of_the_first_400_ms_are_not_meant_for_us(coached: Coached) -> None:
    coached.ask(late=0.39)
    coached.world.hot_keys.press("f8")
    coached.tell()
    assert coached.answers == []
    coached.clock.forward(0.02)
    coached.press("f8")
    assert coached.answers == [Accept()]


def test_F30_an_early_click_is_no_answer_either(coached: Coached) -> None:
    coached.ask(late=0.1)
    coached.button("Accept").click()
    assert coached.answers == []


def test_F30_no_button_is_the_default_and_the_card_takes_no_focus(coached: Coached) -> None:
    coached.ask()
    flags = coached.card.windowFlags()
    assert flags & Qt.WindowType.WindowDoesNotAcceptFocus
    assert flags & Qt.WindowType.X11BypassWindowManagerHint
    assert coached.card.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    for name in ("Accept", "Correct", "I did it", "Skip", "Reject"):
        made = coached.button(name)
        assert not made.property("default")
        assert not made.property("autoDefault")


def test_F26_closing_the_card_is_not_an_answer(coached: Coached) -> None:
    coached.ask()
    coached.card.close()
    assert coached.answers == []
    assert coached.engine.open_question == "q1"


def test_F25_silence_closes_the_card_and_says_that_the_run_waits(coached: Coached) -> None:
    coached.ask()
    coached.tell(QuestionClosed("q1", "out_of_time"), StateChanged("r1", RunState.PAUSED, "Nobody answered in time."))
    assert coached.answers == []
    assert coached.world.hot_keys.grabbed == {}
    coached.worked(coached.card.isVisible)
    coached.clock.forward(1)
    coached.click("Go on")
    assert coached.engine.calls == ["resume"]


def test_F28_stop_with_a_question_open_is_no_rejection(coached: Coached) -> None:
    coached.ask(save_question(QuestionKind.REPAIR))
    coached.click("Stop")
    assert coached.engine.calls == ["stop"]
    assert coached.answers == []
    coached.tell(QuestionClosed("q1", "interrupted"), StateChanged("r1", RunState.STOPPED, "stopped by you at step 5"))
    assert not coached.card.isVisible()


def test_F28_stop_counts_even_in_the_first_400_ms(coached: Coached) -> None:
    coached.ask(save_question(QuestionKind.REPAIR), late=0.0)
    coached.click("Stop")
    assert coached.engine.calls == ["stop"]


def test_F29_a_late_answer_is_told_and_hits_no_other_question(coached: Coached) -> None:
    coached.ask()
    coached.engine.open_question = "q2"
    said: list[str] = []
    coached.windows.parts.coaching.refused.connect(said.append)
    coached.click("Accept")
    assert coached.answers == []
    assert len(said) == 1
    assert "Too late" in said[0]
    assert any("Too late" in label.text() for label in coached.card.findChildren(QLabel) if label.isVisible())


def test_F29_a_second_click_is_not_a_second_answer(coached: Coached) -> None:
    coached.ask()
    accept = coached.button("Accept")
    accept.click()
    accept.click()
    coached.tell()
    assert coached.answers == [Accept()]


def test_C46_you_have_control_hands_back(coached: Coached) -> None:
    coached.tell(
        StateChanged("r1", RunState.RUNNING), StateChanged("r1", RunState.PAUSED, "You have control", taken_over=True)
    )
    coached.worked(coached.card.isVisible)
    assert coached.world.hot_keys.grabbed == {}
    coached.clock.forward(1)
    coached.click("Hand back")
    assert coached.engine.calls == ["resume"]


def test_C51_the_repair_card_shows_old_and_new_and_numbered_candidates(coached: Coached) -> None:
    coached.ask(save_question(QuestionKind.REPAIR))
    words = [label.text() for label in coached.card.findChildren(QLabel) if not label.isHidden()]
    assert "What I looked for" in words
    assert "What is here now" in words
    for name in ("Point to it", "Wait", "I did it", "Skip", "Stop", "It is number 1", "It is number 2"):
        coached.button(name)


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("It is number 2", Correct(Change(candidate=2))),
        ("Wait", WaitMore()),
        ("I did it", ByHand()),
        ("Skip", Skip()),
    ],
)
def test_C51_every_way_out_of_the_repair_card(coached: Coached, name: str, answer: Answer) -> None:
    coached.ask(save_question(QuestionKind.REPAIR))
    coached.click(name)
    assert coached.answers == [answer]


def test_do_it_now_has_no_time_and_takes_no_keys(coached: Coached) -> None:
    coached.ask(save_question(QuestionKind.DO_IT_NOW))
    assert coached.world.hot_keys.grabbed == {}
    coached.click("Done")
    assert coached.answers == [ByHand()]


@pytest.mark.parametrize(
    ("kind", "name"),
    [(QuestionKind.SECOND_YES, "Yes, do it"), (QuestionKind.CONTINUE_AT, "Continue at step 7")],
)
def test_confirmations(coached: Coached, kind: QuestionKind, name: str) -> None:
    coached.ask(save_question(kind))
    coached.click(name)
    assert coached.answers == [Confirm()]


def test_C50_continue_at_can_wait_instead(coached: Coached) -> None:
    coached.ask(save_question(QuestionKind.CONTINUE_AT))
    coached.click("Wait")
    assert coached.answers == [WaitMore()]


def test_keys_are_ours_only_while_the_card_is_up(coached: Coached) -> None:
    assert coached.world.hot_keys.grabbed == {}
    coached.ask()
    assert set(coached.world.hot_keys.grabbed) == {"f6", "f7", "f8", "f9", "f10", "ctrl+2"}
    coached.tell(QuestionClosed("q1", "answered"))
    assert coached.world.hot_keys.grabbed == {}


def test_a_key_that_another_program_holds_is_not_promised(coached: Coached) -> None:
    coached.world.hot_keys.held = ("f8",)
    coached.ask()
    assert coached.button("Accept").toolTip() == "Accept"
    assert coached.button("Skip").toolTip() == "Skip (F7)"


def test_the_card_stands_beside_its_target(coached: Coached) -> None:
    screen = screens_now()[0]
    target = Box(screen.box.w // 2, screen.box.h // 2, 80, 30)
    coached.ask(replace(save_question(), avoid=target))
    card = box_to_physical(coached.card.geometry().toRectF(), screen)
    assert card.common(target) is None
    assert screen.box.encloses(card)


def test_C58_the_card_is_raised_again_without_the_focus(coached: Coached, monkeypatch: pytest.MonkeyPatch) -> None:
    coached.ask()
    raised: list[str] = []
    monkeypatch.setattr(type(coached.card), "raise_", lambda _: raised.append("raised"))
    monkeypatch.setattr(type(coached.card), "activateWindow", lambda _: raised.append("focus"))
    coached.bot.waitUntil(lambda: bool(raised), timeout=3000)
    assert "focus" not in raised


def test_what_the_screen_says_is_never_markup(coached: Coached) -> None:
    coached.ask(replace(save_question(), label="<b>x</b><img src=y>"))
    title = next(label for label in coached.card.findChildren(QLabel) if label.textFormat() is Qt.TextFormat.RichText)
    assert "&lt;b&gt;" in title.text()


def test_a_question_of_another_mode_has_its_colour_on_the_overlay(coached: Coached) -> None:
    coached.ask(replace(save_question(), mode=RunMode.SUPERVISED))
    ghost = coached.windows.parts.ghosts.ghost
    assert ghost is not None
    assert ghost.mode is RunMode.SUPERVISED
    assert ghost.target == desk.SAVE
    assert ghost.others == ((2, desk.TOOL_SAVE),)


def test_an_asked_question_replaces_the_one_before(coached: Coached) -> None:
    coached.ask()
    coached.tell(QuestionClosed("q1", "seen"))
    second = replace(save_question(), id="q2")
    coached.engine.open_question = "q2"
    coached.tell(Asked(second))
    coached.clock.forward(1)
    coached.press("f8")
    assert coached.engine.answers == [("q2", Accept())]


def test_F30_a_second_click_on_the_same_spot_does_not_reach_the_panel_that_opened_there(coached: Coached) -> None:
    coached.ask()
    coached.button("Reject").click()
    coached.button("Stop here").click()
    coached.tell()
    assert coached.answers == []
    coached.clock.forward(1)
    coached.click("Stop here")
    assert coached.answers == [Reject(RejectThen.STOP)]


def test_a_blind_question_shows_no_place_and_asks_for_one(coached: Coached) -> None:
    coached.ask(audit_question())
    assert coached.windows.parts.ghosts.ghost is not None
    assert coached.windows.parts.ghosts.ghost.target is None
    assert coached.windows.parts.ghosts.ghost.others == ()
    assert not coached.press("f8"), "there is nothing to accept"
    coached.press("f9")
    assert len(coached.engine.freezes) == 1
    assert coached.answers == []


@pytest.mark.parametrize(("name", "answer"), [("Show yours", WaitMore()), ("Skip", Skip())])
def test_a_blind_question_can_be_left(coached: Coached, name: str, answer: Answer) -> None:
    coached.ask(audit_question())
    coached.click(name)
    assert coached.answers == [answer]


def test_a_place_shown_blind_is_not_asked_how_long_it_counts(coached: Coached) -> None:
    coached.engine.frame = coached.world.frame
    coached.ask(audit_question())
    coached.click("Point to it")
    session = coached.windows.parts.pointing.session
    assert session is not None
    session.take()
    coached.worked(lambda: session.bar is not None)
    assert session.bar is not None
    coached.click("Use this place", session.bar)
    [answer] = coached.answers
    assert isinstance(answer, Correct)
    assert answer.change.moves_target


def test_the_main_window_tells_no_place_during_a_blind_question(full: Coached) -> None:
    full.ask(audit_question())
    panel = full.main.coach.panel
    words = [label.text() for label in panel.findChildren(QLabel) if label.isVisibleTo(panel)]
    assert "STEP 5 OF 9 ASKS" in words
    assert not any("0.91" in word or "Runner-up" in word for word in words)


@pytest.mark.parametrize(
    ("name", "answer"),
    [("Yes, wrong place", Explain(True)), ("No, something else", Explain(False)), ("I do not know", WaitMore())],
)
def test_one_click_says_whether_it_was_the_wrong_place(coached: Coached, name: str, answer: Answer) -> None:
    coached.ask(why_question())
    coached.click(name)
    assert coached.answers == [answer]
    assert not coached.card.isVisible()


def test_the_key_that_accepts_explains_nothing(coached: Coached) -> None:
    coached.ask(why_question())
    assert not coached.press("f8")
    assert coached.press("f6")
    assert coached.answers == [Explain(True)]


def test_a_question_that_stays_after_the_run_takes_no_keys_and_no_ghost(full: Coached) -> None:
    full.tell(StateChanged("r1", RunState.RUNNING), StateChanged("r1", RunState.STOPPED, "stopped by you at step 5"))
    question = why_question(None)
    full.engine.open_question = question.id
    full.tell(Asked(question))
    full.clock.forward(1.0)
    assert full.card.isVisible()
    assert not full.windows.parts.ghosts.hide(), "the overlay belongs to a run"
    assert not full.press("f6")
    full.click("No, something else")
    assert full.answers == [Explain(False)]
    assert not full.card.isVisible()


def test_a_quiet_hint_stands_on_the_card(coached: Coached) -> None:
    coached.ask(replace(save_question(), hint="You accept very fast."))
    words = [label.text() for label in coached.card.findChildren(QLabel) if label.isVisible()]
    assert "You accept very fast." in words

"""Brings question, card, overlay, keys and pointing together; each answer goes to the engine once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from time import monotonic

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.model.action import Params
from app.model.decision import Accept, Answer, ByHand, Change, Correct, Keep, Note, Reject, Skip
from app.model.modes import RunMode, RunState
from app.model.news import Acting, Asked, ModeChanged, QuestionClosed, StateChanged, StepFinished
from app.model.suggestion import Question, QuestionKind
from app.ui.bridge import EngineBridge
from app.ui.card_desk import CardDesk
from app.ui.coach_card import EARLY
from app.ui.dialogs.text import TextDialog, keys_of
from app.ui.ghost_of import with_target
from app.ui.ghost_overlay import GhostOverlay
from app.ui.ghost_shapes import Ghost
from app.ui.keep_bar import PointedPlace
from app.ui.looks import mode_look
from app.ui.pointing import Pointing
from app.ui.proving import Subject
from app.ui.stage import ScreenStage
from app.ui.wishes import Wish

PAUSE_RETURN_MS = 400


class Coaching(QObject):
    """Owns the open question of the windows. Lives on the main thread."""

    refused = Signal(str)
    stop_wanted = Signal()
    question_changed = Signal(object)

    def __init__(
        self,
        bridge: EngineBridge,
        stage: ScreenStage,
        desk: CardDesk,
        ghosts: GhostOverlay,
        pointing: Pointing,
        parent: QObject | None = None,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._desk = desk
        self._ghosts = ghosts
        self._pointing = pointing
        self._clock = clock
        self._asked_at = 0.0
        self._question: Question | None = None
        self._note = Note()
        self._mode = RunMode.OBSERVATION
        self._pause: StateChanged | None = None
        self._asked = False
        self._dialog: TextDialog | None = None
        self._return = QTimer(self)
        self._return.setSingleShot(True)
        self._return.setInterval(PAUSE_RETURN_MS)
        self._return.timeout.connect(self._restore)
        desk.answered.connect(self.answer)
        desk.wished.connect(self.wish)
        desk.card.lifted.connect(ghosts.raise_up)
        self.refused.connect(desk.say)
        pointing.failed.connect(desk.say)
        bridge.asked.connect(self._on_asked)
        bridge.question_closed.connect(self._on_closed)
        bridge.state_changed.connect(self._on_state)
        bridge.mode_changed.connect(self._on_mode)
        bridge.acting.connect(self._on_acting)
        bridge.step_finished.connect(self._on_step_finished)
        stage.when_cleared(self._leave_screen)

    @property
    def question(self) -> Question | None:
        """The open question."""
        return self._question

    # --- from the person

    @Slot(object)
    def answer(self, answer: Answer, note: Note | None = None) -> None:
        """Hand in the answer to the open question; a late one is told, nothing else happens."""
        question = self._question
        if question is None:
            self._late()
            return
        if self._clock() - self._asked_at < EARLY:
            return
        if self._bridge.answer(question.id, _noted(answer, note or self._note)):
            self._question = None
            self._desk.close()
            self._show_ghost(None)
        else:
            self._late()

    @Slot(object)
    def wish(self, wish: Wish) -> None:
        """What the person wants besides answering."""
        match wish:
            case Wish.STOP:
                self.stop_wanted.emit()
            case Wish.GO_ON:
                self._bridge.resume()
            case Wish.POINT:
                self._point()
            case Wish.OTHER_TEXT | Wish.OTHER_KEYS:
                self._ask_text(wish)
            case Wish.CORRECT | Wish.REJECT | Wish.BACK:
                self._desk.turn(wish)

    def note(self, note: Note) -> None:
        """Comment and vouching that go with the next answer."""
        self._note = note

    def _late(self) -> None:
        self.refused.emit(self.tr("Too late: this question is no longer open. Nothing was done."))

    # --- pointing and typing

    def _point(self) -> None:
        if self._question is None:
            self._late()
            return
        self._desk.hide()
        self._ghosts.hide()
        keeps = self._question.kind is not QuestionKind.AUDIT
        running = self._bridge.workflow
        subject = Subject(running.id, self._question.step_id) if running and keeps else None
        self._pointing.begin(self._pointed, self._restore, keeps, subject)

    def _pointed(self, place: PointedPlace) -> None:
        self.answer(Correct(Change(pointed=place.pointed), place.keep, proof=place.proof))

    def _ask_text(self, wish: Wish) -> None:
        question = self._question
        if question is None or question.suggestion is None:
            self._late()
            return
        self._desk.release_keys()
        params, keep = question.suggestion.params, self._desk.keep
        dialog = self._text_dialog(params) if wish is Wish.OTHER_TEXT else self._keys_dialog(params)
        self._dialog = dialog
        dialog.given.connect(lambda text: self._typed(wish, params, keep, text))
        dialog.rejected.connect(self._restore)
        dialog.open()
        dialog.activateWindow()

    def _typed(self, wish: Wish, params: Params, keep: Keep, text: str) -> None:
        if wish is Wish.OTHER_TEXT:
            changed = params.model_copy(update={"text": text})
        else:
            changed = params.model_copy(update={"keys": keys_of(text)})
        self.answer(Correct(Change(params=changed), keep))

    def _text_dialog(self, params: Params) -> TextDialog:
        shown = params.text or ""
        return TextDialog(self.tr("Other text"), self.tr("Type this instead"), shown, on_top=True)

    def _keys_dialog(self, params: Params) -> TextDialog:
        problem = self.tr("Write keys like this: ctrl+s")

        def check(text: str) -> str:
            return "" if keys_of(text) else problem

        label = self.tr("Press these keys instead")
        return TextDialog(self.tr("Other keys"), label, "+".join(params.keys), check, on_top=True)

    # --- from the engine

    @Slot(Asked)
    def _on_asked(self, news: Asked) -> None:
        self._return.stop()
        self._question = news.question
        self._asked = True
        self._asked_at = self._clock()
        self._note = Note()
        self._mode = news.question.mode
        self._bridge.take_look()
        self._restore()
        self.question_changed.emit(news.question)

    @Slot(QuestionClosed)
    def _on_closed(self, news: QuestionClosed) -> None:
        if self._question is not None and self._question.id != news.question_id:
            return
        was_pointing = self._pointing.active and self._asked
        self._question = None
        self._asked = False
        self._desk.close()
        self._close_dialog()
        if was_pointing and news.outcome != "answered":
            self._pointing.cancel()
            self.refused.emit(self.tr("The question closed while you were pointing. Nothing was done."))
        self._show_ghost(None)
        self.question_changed.emit(None)

    @Slot(StateChanged)
    def _on_state(self, news: StateChanged) -> None:
        self._pause = news if news.state is RunState.PAUSED else None
        self._return.stop()
        if news.state is RunState.PAUSED:
            self._return.start()
        elif news.state is RunState.RUNNING:
            self._desk.close_paused()
            self._show_ghost(None)
        elif news.state.ended:
            self._desk.close()
            self._ghosts.hide()

    @Slot(ModeChanged)
    def _on_mode(self, news: ModeChanged) -> None:
        self._mode = news.mode
        shown = self._ghosts.ghost
        if shown is not None and self._bridge.running:
            self._ghosts.show_ghost(replace(shown, mode=news.mode, sentence=self._mode_words(news.mode)))

    @Slot(Acting)
    def _on_acting(self, news: Acting) -> None:
        match = news.suggestion.match
        base = self._plain_ghost()
        self._ghosts.show_ghost(replace(base, target=match.box, tag=news.sentence) if match else base)

    @Slot(StepFinished)
    def _on_step_finished(self, news: StepFinished) -> None:
        self._show_ghost(None)

    # --- showing

    @Slot()
    def _restore(self) -> None:
        """Everything back on the screen as the state of things asks for."""
        if self._pointing.active:
            return
        if self._question is not None:
            self._show_ghost(self._question)
            self._desk.open(self._question, self._bridge.last_look)
        elif self._pause is not None:
            self._desk.open_paused(self._pause, self._mode)

    def _leave_screen(self) -> bool:
        """The engine needs a clear screen; a question that is still open comes back after the pointing."""
        ghosts = self._ghosts.hide()
        card = self._desk.hide()
        if self._bridge.state is RunState.PAUSED or (self._question is not None and not self._pointing.active):
            self._return.start()
        return ghosts or card

    def _show_ghost(self, question: Question | None) -> None:
        if not self._bridge.running or self._pointing.active:
            return
        ghost = self._plain_ghost()
        if question is not None and question.kind is not QuestionKind.DO_IT_NOW:
            ghost = with_target(ghost, question)
        self._ghosts.show_ghost(ghost)

    def _plain_ghost(self) -> Ghost:
        return Ghost(self._mode, self._mode_words(self._mode))

    def _mode_words(self, mode: RunMode) -> str:
        look = mode_look(mode)
        words = f"{look.sign}  {look.name} · {look.sentence}"
        if not mode.acts:
            return words
        return words + self.tr(" · Stop: {key}").format(key=self._desk.stop_key)

    def _close_dialog(self) -> None:
        if self._dialog is not None:
            dialog, self._dialog = self._dialog, None
            if shiboken6.isValid(dialog):
                dialog.close()


def _noted(answer: Answer, note: Note) -> Answer:
    """The answer with the comment given with it."""
    match answer:
        case Accept() | Correct() | ByHand() | Skip() | Reject() if note != Note():
            return replace(answer, note=note)
        case _:
            return answer

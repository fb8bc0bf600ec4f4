"""Advice: what the record of past runs speaks for changing, and the way to do it, to dismiss it and to undo both.

What has to be tried on past pictures first joins the list when it is ready.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.model.advice import Advice, AdviceAnswer, AdviceKind, TrialEnd
from app.settings import Advice as AdviceRules
from app.ui.advisor import Advisor, PictureTrials
from app.ui.buttons import button, labelled
from app.ui.learned_view import LearnedView
from app.ui.pages.learned import ListSection
from app.ui.picture_pair import picture_pair, show_around
from app.ui.picture_trying import PictureTrying
from app.ui.queries import Queries
from app.ui.repair_card import PictureBox
from app.ui.step_pictures import StepPictures
from app.ui.theme import Theme

PICTURE = (150, 96)


def heading(advice: Advice) -> str:
    """What is advised, in a few words."""
    words = {
        AdviceKind.WAIT: _tr("Wait {value} s after this step"),
        AdviceKind.TIMEOUT: _tr("Give the check {value} s"),
        AdviceKind.CHECK: _tr("Check for the next Screen instead"),
        AdviceKind.ALWAYS_ASK: _tr("Always ask before this step"),
        AdviceKind.CROP: _tr("Look for it with more around it"),
        AdviceKind.ANCHOR: _tr("Look for it by what stands around it"),
        AdviceKind.THRESHOLD: _tr("It was still right at {value}"),
        AdviceKind.FINE_TUNE: _tr("Train with {value} examples"),
    }
    return words[advice.key.kind].format(value=advice.value)


def _tr(text: str) -> str:
    return QCoreApplication.translate("advice_list", text)


class AdviceList(ListSection):
    """What is open first, the best on top; what was answered stays below and can be undone."""

    failed = Signal(object)

    def __init__(
        self,
        advisor: Advisor,
        trials: PictureTrials,
        theme: Theme,
        queries: Queries,
        pictures: StepPictures,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.title = self.tr("Advice")
        self._advisor = advisor
        self._theme = theme
        self._queries = queries
        self._pictures = pictures
        self._view: LearnedView | None = None
        self.cards: list[AdviceCard] = []
        self._trying = PictureTrying(trials, self)
        self._trying.progressed.connect(self._show_progress)
        self._trying.ended.connect(self._tried)
        self._trying.failed.connect(self._show_failure)
        self._state = labelled("", "small", wrap=True)
        self._state.hide()
        self.lay_out(below=self._state)

    def show_view(self, view: LearnedView) -> None:
        """The advice for this workflow; what has to be tried on pictures first comes when it is ready."""
        self._view = view
        self._show(view.workflow.id, view.advice)
        if self.isVisible():
            self._begin()

    def showEvent(self, event: QShowEvent) -> None:
        """Nothing is tried before somebody wants to see it."""
        super().showEvent(event)
        self._begin()

    def _show(self, workflow_id: str, advice: Sequence[Advice]) -> None:
        if self._view is None or self._view.workflow.id != workflow_id:
            return
        self.cards = [self._card(workflow_id, each) for each in advice]
        self.fill(self.cards)
        self._words.setText(self._summary(advice, self._view.rests_on))

    # --- what has to be tried first

    def _begin(self) -> None:
        self._state.hide()
        if self._view is not None:
            self._trying.begin(self._view.workflow.id)

    @Slot(int, int)
    def _show_progress(self, done: int, of: int) -> None:
        words = self.tr("Trying other ways to find targets on past pictures: step {number} of {count}…")
        self._say(words.format(number=done + 1, count=of))

    @Slot(object)
    def _tried(self, end: TrialEnd) -> None:
        self._state.hide()
        if end is TrialEnd.LATER:
            self._say(self.tr("Other ways to find targets are tried on past pictures when the run is over."))
        if end is TrialEnd.NEWS and self._view is not None:
            advisor, wanted = self._advisor, self._view.workflow.id
            self._queries.ask(
                self, lambda: advisor.advice(wanted), lambda found: self._join(wanted, found), self.failed.emit
            )

    def _join(self, workflow_id: str, advice: Sequence[Advice]) -> None:
        """What is new stands below what is open: nothing moves under the hand of somebody about to click."""
        places = {card.advice.key: place for place, card in enumerate(self.cards)}
        open_ = [each for each in advice if each.answer is None]
        ordered = sorted(open_, key=lambda each: places.get(each.key, len(places)))
        whole = [*ordered, *(each for each in advice if each.answer is not None)]
        if whole != [card.advice for card in self.cards]:
            self._show(workflow_id, whole)

    @Slot(str)
    def _show_failure(self, why: str) -> None:
        self._say(self.tr("Trying on past pictures failed: {why}. Everything else goes on.").format(why=why))

    def _say(self, words: str) -> None:
        self._state.setText(words)
        self._state.show()

    def _summary(self, advice: Sequence[Advice], rests_on: AdviceRules) -> str:
        open_ = sum(each.answer is None for each in advice)
        if not open_:
            words = self.tr(
                "No recommendation yet: it takes {runs} runs on {days} days that say the same. "
                "Nothing changes by itself."
            )
            return words.format(runs=rests_on.min_runs, days=rests_on.min_days)
        words = self.tr("One thing to decide.") if open_ == 1 else self.tr("{count} things to decide.")
        return f"{words} {self.tr('Nothing changes before you click, and no step gets more permission.')}".format(
            count=open_
        )

    def _card(self, workflow_id: str, advice: Advice) -> AdviceCard:
        card, advisor = AdviceCard(advice, self._theme), self._advisor
        card.show_pictures(workflow_id, self._pictures)
        for signal, act in ((card.apply, advisor.apply), (card.dismiss, advisor.dismiss), (card.undo, advisor.undo)):
            signal.connect(partial(self.wanted.emit, partial(act, workflow_id, advice)))
        return card


class AdviceCard(QFrame):
    """One advice with its reason, the runs it rests on and its figures."""

    apply = Signal()
    dismiss = Signal()
    undo = Signal()

    def __init__(self, advice: Advice, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.advice = advice
        gone = self.tr("No picture is kept")
        self.today, self.then = PictureBox(theme, gone), PictureBox(theme, gone)
        self.setProperty("surface", "panel")
        self.setAccessibleName(self._heading())
        texts = QVBoxLayout()
        texts.setSpacing(3)
        texts.addWidget(labelled(self._heading(), "strong", wrap=True))
        texts.addWidget(
            labelled(
                self.tr("Step {number}: {sentence}").format(number=advice.number, sentence=advice.sentence),
                "muted",
                wrap=True,
            )
        )
        for words in (advice.reason, self._figures(), advice.why_not):
            if words:
                texts.addWidget(labelled(words, "small", wrap=True))
        texts.addStretch(1)
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 11, 12, 11)
        line.setSpacing(12)
        if advice.trial is not None:
            both = ((self.tr("Today"), self.today), (self.tr("As advised"), self.then))
            line.addLayout(picture_pair(both, PICTURE))
        line.addLayout(texts, 1)
        line.addLayout(self._buttons())

    def show_pictures(self, workflow_id: str, pictures: StepPictures) -> None:
        """Read what is looked for today, and what would be."""
        trial = self.advice.trial
        for picture, box in ((trial.old, self.today), (trial.new, self.then)) if trial else ():
            if picture is not None:
                pictures.show_picture(self, workflow_id, picture, partial(show_around, box, PICTURE))

    def _heading(self) -> str:
        return heading(self.advice)

    def _figures(self) -> str:
        advice = self.advice
        runs = self.tr("Rests on {runs} runs").format(runs=len(advice.runs))
        if advice.answer is not None:
            state = self.tr("applied") if advice.answer is AdviceAnswer.APPLIED else self.tr("dismissed")
            return f"{runs} · {state}"
        if advice.outside:
            return f"{runs} {self.tr('on {days} days').format(days=advice.days)}"
        words = self.tr("on {days} days · better in {better} cases, worse in {worse} · by chance {p} %")
        figures = words.format(days=advice.days, better=advice.better, worse=advice.worse, p=f"{100 * advice.p:.2g}")
        return f"{runs} {figures}"

    def _buttons(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(6)
        if self.advice.answer is not None:
            undo = button(self.tr("Undo"), tip=self.tr("As it was before, and the advice is open again"))
            undo.clicked.connect(self.undo)
            column.addWidget(undo)
        else:
            self._add_answers(column)
        column.addStretch(1)
        return column

    def _add_answers(self, column: QVBoxLayout) -> None:
        if not self.advice.outside:
            tip = self.advice.why_not or self.tr("Change the step so; it can be undone")
            apply = button(self.tr("Apply"), "primary", tip)
            apply.setEnabled(self.advice.ready)
            apply.clicked.connect(self.apply)
            column.addWidget(apply)
        dismiss = button(self.tr("Dismiss"), tip=self.tr("Do not say this again; it can be undone"))
        dismiss.clicked.connect(self.dismiss)
        column.addWidget(dismiss)

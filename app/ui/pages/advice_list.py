"""Advice: what the record of past runs speaks for changing, and the way to do it, to dismiss it and to undo both."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.model.advice import Advice, AdviceAnswer, AdviceKind
from app.ui.advisor import Advisor
from app.ui.buttons import button, labelled
from app.ui.learned_view import LearnedView
from app.ui.pages.learned import ListSection


def heading(advice: Advice) -> str:
    """What is advised, in a few words."""
    words = {
        AdviceKind.WAIT: _tr("Wait {value} s after this step"),
        AdviceKind.TIMEOUT: _tr("Give the check {value} s"),
        AdviceKind.CHECK: _tr("Check for the next Screen instead"),
        AdviceKind.ALWAYS_ASK: _tr("Always ask before this step"),
        AdviceKind.CROP: _tr("Look for another part of the picture"),
        AdviceKind.ANCHOR: _tr("Look for what stands around it"),
        AdviceKind.THRESHOLD: _tr("It was still right at {value}"),
        AdviceKind.FINE_TUNE: _tr("Train with {value} examples"),
    }
    return words[advice.key.kind].format(value=advice.value)


def _tr(text: str) -> str:
    return QCoreApplication.translate("advice_list", text)


class AdviceList(ListSection):
    """What is open first, the best on top; what was answered stays below and can be undone."""

    def __init__(self, advisor: Advisor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = self.tr("Advice")
        self._advisor = advisor
        self.cards: list[AdviceCard] = []
        self.lay_out()

    def show_view(self, view: LearnedView) -> None:
        """The advice for this workflow."""
        self.cards = [self._card(view.workflow.id, advice) for advice in view.advice]
        self.fill(self.cards)
        self._words.setText(self._summary(view.advice))

    def _summary(self, advice: tuple[Advice, ...]) -> str:
        open_ = sum(each.answer is None for each in advice)
        if not open_:
            return self.tr(
                "No advice now: it takes three runs on two days that say the same. Nothing changes by itself."
            )
        words = self.tr("One thing to decide.") if open_ == 1 else self.tr("{count} things to decide.")
        return f"{words} {self.tr('Nothing changes before you click, and no step gets more permission.')}".format(
            count=open_
        )

    def _card(self, workflow_id: str, advice: Advice) -> AdviceCard:
        card, advisor = AdviceCard(advice), self._advisor
        for signal, act in ((card.apply, advisor.apply), (card.dismiss, advisor.dismiss), (card.undo, advisor.undo)):
            signal.connect(partial(self.wanted.emit, partial(act, workflow_id, advice)))
        return card


class AdviceCard(QFrame):
    """One advice with its reason, the runs it rests on and its figures."""

    apply = Signal()
    dismiss = Signal()
    undo = Signal()

    def __init__(self, advice: Advice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.advice = advice
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
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 11, 12, 11)
        line.setSpacing(12)
        line.addLayout(texts, 1)
        line.addLayout(self._buttons())

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

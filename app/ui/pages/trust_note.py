"""Under the rules of trust: what they promise, and a warning of what looser ones give up."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.learning.looser import Looser, warnings
from app.model.trust import Level
from app.settings import TrustPolicy, TrustRules
from app.ui.buttons import labelled

_PROMISES = {
    TrustPolicy.EARNED: QT_TRANSLATE_NOOP(
        "TrustNote",
        "What you vouch for acts alone until its first error. Of steps that are wrong once in {errors} acts, at most "
        "one in twenty ever gets to act alone by its record.",
    ),
    TrustPolicy.VOUCHED: QT_TRANSLATE_NOOP(
        "TrustNote", "Nothing acts alone unless you vouch for it, and then until its first error."
    ),
    TrustPolicy.STRICT: QT_TRANSLATE_NOOP(
        "TrustNote",
        "Of all that is done alone at most about one act in a hundred is wrong. It takes hundreds of answers "
        "before anything acts alone; vouching does not count.",
    ),
}
_WARNINGS = {
    Looser.PROMISE: QT_TRANSLATE_NOOP("TrustNote", "The promise of at most one wrong act in a hundred is given up."),
    Looser.OWN_WORD: QT_TRANSLATE_NOOP(
        "TrustNote", "Steps may then act alone by their record, without your having said so."
    ),
    Looser.MORE_ERRORS: QT_TRANSLATE_NOOP("TrustNote", "A step may be wrong more often before it must ask."),
    Looser.FEWER_ANSWERS: QT_TRANSLATE_NOOP("TrustNote", "Fewer of your answers are enough."),
    Looser.FEWER_AUDITS: QT_TRANSLATE_NOOP("TrustNote", "Errors that nobody notices stay unknown for longer."),
    Looser.NO_AUDITS: QT_TRANSLATE_NOOP(
        "TrustNote", "Without blind questions nothing tells how often acting alone goes wrong."
    ),
}
_ONCE_IN = {Level.TEN: 10, Level.FIVE: 20, Level.TWO: 50}


def _said(text: object) -> str:
    return QCoreApplication.translate("TrustNote", str(text))


class TrustNote(QWidget):
    """Two lines; the second is there while something is looser."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.promise = labelled("", "small", wrap=True)
        self.warning: QLabel = labelled("", "problem", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.promise)
        column.addWidget(self.warning)

    def show_rules(self, rules: TrustRules, saved: TrustRules) -> None:
        """The rules as they are chosen now, beside those in force."""
        self.promise.setText(_said(_PROMISES[rules.policy]).format(errors=_ONCE_IN[rules.tolerated]))
        found = [_said(_WARNINGS[each]) for each in warnings(rules, saved)]
        looser = self.tr("⚠ Looser: {what}").format(what=" ".join(found)) if found else ""
        self.warning.setText(looser)
        self.warning.setVisible(bool(looser))

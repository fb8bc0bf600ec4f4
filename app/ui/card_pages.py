"""Which page answers which question: the same on the card and in the main window."""

from __future__ import annotations

from collections.abc import Callable

from app.model.suggestion import Question, QuestionKind
from app.settings import Keys
from app.ui.audit_page import AuditPage
from app.ui.card_page import CardPage
from app.ui.correct_panel import CorrectPanel
from app.ui.plain_page import ContinueAtPage, DoItNowPage, SecondYesPage
from app.ui.reject_panel import RejectPanel
from app.ui.why_page import WhyPage
from app.ui.wishes import Wish

Make = Callable[[Question], CardPage]


def first_page(question: Question, keys: Keys, suggestion: Make, repair: Make) -> CardPage:
    """The page that a question opens with; suggestion and repair look different on each surface."""
    match question.kind:
        case QuestionKind.SUGGESTION:
            return suggestion(question)
        case QuestionKind.REPAIR:
            return repair(question)
        case QuestionKind.AUDIT:
            return AuditPage(keys)
        case QuestionKind.DO_IT_NOW:
            return DoItNowPage(question, keys)
        case QuestionKind.SECOND_YES:
            return SecondYesPage(question, keys)
        case QuestionKind.CONTINUE_AT:
            return ContinueAtPage(question, keys)
        case QuestionKind.WHY:
            return WhyPage(question, keys)


def panel_for(wish: Wish, question: Question, keys: Keys) -> CardPage | None:
    """The panel that a wish opens in place of the first page; None for a wish that goes back to it."""
    if wish is Wish.CORRECT:
        return CorrectPanel(question, keys)
    if wish is Wish.REJECT:
        return RejectPanel(keys)
    return None

"""What got a run out of such a trouble before, as buttons on the card."""

from __future__ import annotations

from functools import partial

from app.model.decision import Recover
from app.model.suggestion import Question, QuestionKind
from app.ui.buttons import labelled
from app.ui.card_page import CardPage
from app.ui.way_words import evidence_words, none_words, way_words


def add_ways(page: CardPage, question: Question, narrow: bool = False) -> None:
    """The best with its evidence, the others beside it (`narrow`: below); where a place is missing and nothing is
    recommended, that this is so."""
    if not question.ways:
        if question.kind is QuestionKind.REPAIR:
            page.body.addWidget(labelled(none_words(), "small", wrap=True))
        return
    page.body.addWidget(labelled(evidence_words(question.ways[0]), "small", wrap=True))
    made = []
    for way in question.ways:
        press = page.plain(way_words(way), partial(page.say, Recover(way.act, way.what)))
        press.setToolTip(evidence_words(way))
        made.append(press)
    together = 1 if narrow else 2
    for start in range(0, len(made), together):
        page.row(*made[start : start + together])

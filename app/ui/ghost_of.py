"""What the ghost shows of a question."""

from __future__ import annotations

from dataclasses import replace

from app.model.suggestion import Question
from app.ui.geometry import pointer_now
from app.ui.ghost_shapes import Ghost
from app.ui.words import short_words


def with_target(ghost: Ghost, question: Question) -> Ghost:
    """The ghost with the place that is suggested, its tag, and the numbered others."""
    finding, suggestion = question.finding, question.suggestion
    match = suggestion.match if suggestion else None
    others = tuple(
        (number, candidate.box)
        for number, candidate in enumerate(finding.candidates[:3] if finding else (), start=1)
        if match is None or candidate.box != match.box
    )
    if match is None:
        return replace(ghost, others=others)
    tag = f"{question.number} · {short_words(question)} · {match.score:.2f}"
    return replace(ghost, target=match.box, tag=tag, others=others, pointer=pointer_now())

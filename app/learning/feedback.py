"""What opinions change: the visible confidence of a workflow and the word on its card. Never a Permission."""

from __future__ import annotations

from dataclasses import replace

from app.learning.labels import rated_run
from app.learning.ranking import lower_bound, upper_bound
from app.model.errors import BadInput
from app.model.feedback import MOST_WORDS, Opinion, Standing
from app.model.knowledge import Knowledge
from app.model.ledger_learning import FeedbackGiven
from app.model.ledger_run import RunEnded
from app.model.modes import RunMode, RunState
from app.model.workflow import WorkflowStatus

APPROVED_FROM = 0.9
DEPRECATED_BELOW = 0.5


def checked(opinion: Opinion) -> Opinion:
    """The opinion as it can be kept; BadInput says what is wrong with it."""
    what = "Your feedback"
    if opinion.stars is not None and not 1 <= opinion.stars <= 5:
        raise BadInput(what, f"{opinion.stars} stars are not between 1 and 5", "Give one to five stars.")
    if opinion.stars is not None and opinion.verdict is not None:
        by_stars = replace(opinion, verdict=None).rated
        if by_stars is not opinion.verdict:
            raise BadInput(what, f"{opinion.stars} stars are not {opinion.verdict.value}", "Give one of them only.")
    for name, text in (("comment", opinion.comment), ("text", (opinion.better and opinion.better.text) or "")):
        if len(text) > MOST_WORDS:
            why = f"the {name} has {len(text)} characters, and {MOST_WORDS} are kept"
            raise BadInput(what, why, "Shorten it.")
    better = opinion.better if opinion.better and opinion.better.teachable else None
    return replace(opinion, comment=opinion.comment.strip(), better=better)


def opinion_of(entry: FeedbackGiven) -> Opinion:
    """What was said in this row."""
    return Opinion(entry.verdict, entry.stars, entry.comment, entry.better)


def after_run_rating(knowledge: Knowledge, entry: FeedbackGiven) -> Knowledge:
    """The workflow's visible confidence after a whole run was rated; a bad one withholds what would be offered next."""
    stars = opinion_of(entry).in_stars
    if entry.step_id is not None or stars is None:
        return knowledge
    changed = rated_run(stars)
    confidence = min(1.0, max(0.0, knowledge.confidence + changed.confidence))
    return replace(knowledge, confidence=round(confidence, 6), withheld=changed.withhold)


def after_run(knowledge: Knowledge, entry: RunEnded) -> Knowledge:
    """A run that was finished and checked ends what a bad rating withheld; nobody is kept waiting for another one."""
    fine = entry.clean and entry.state is RunState.COMPLETED and entry.mode is not RunMode.OBSERVATION
    return replace(knowledge, withheld=False) if knowledge.withheld and fine else knowledge


def judged_run(clean: bool, state: RunState, failed: bool, stars: int | None) -> bool | None:
    """Whether a run speaks for its workflow as a piece of work, against it, or says nothing.

    The person's own word comes first; else finished and checked speaks for it, an act that was seen to fail against it.
    """
    if stars is not None and stars != 3:
        return stars > 3
    if failed:
        return False
    return True if clean and state is RunState.COMPLETED else None


def standing(good: int, bad: int) -> Standing:
    """The word on the card, driven by what so many runs prove (LEARNING 3.1), never by a bare rate."""
    tried = good + bad
    at_least, at_most = lower_bound(good, tried), upper_bound(good, tried)
    status = WorkflowStatus.DRAFT
    if at_least >= APPROVED_FROM:
        status = WorkflowStatus.APPROVED
    elif tried and at_most < DEPRECATED_BELOW:
        status = WorkflowStatus.DEPRECATED
    return Standing(good, bad, at_least, at_most, status)

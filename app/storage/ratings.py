"""What the person says about a past step: that what the robot did there was the wrong place."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.learning.labels import Event, Happening, Said, judged
from app.model.ledger_learning import Evidence
from app.storage.schema import ActRow, SuggestionRow


def wrong_place_of(session: Session, run_id: str, step_id: str) -> Evidence | None:
    """The label of what the robot did there; None when it did nothing, for then no place was wrong."""
    shown = _acted_on(session, run_id, step_id)
    found = judged(Happening(Event.RATED_BAD, said=Said.WRONG_PLACE))
    if shown is None or shown.workflow_id is None or found is None:
        return None
    version = shown.suggestion.version
    return Evidence(shown.workflow_id, step_id, version, found.label, found.source, found.why, shown.suggestion_id)


def _acted_on(session: Session, run_id: str, step_id: str) -> SuggestionRow | None:
    """The Suggestion that the last act of the step carried out."""
    mine = (ActRow.run_id == run_id) & (ActRow.step_id == step_id)
    newest = (ActRow.order_utc.desc(), ActRow.n.desc())
    suggestion_id = session.scalar(select(ActRow.suggestion_id).where(mine).order_by(*newest).limit(1))
    if suggestion_id is None:
        return None
    return session.scalars(select(SuggestionRow).where(SuggestionRow.suggestion_id == suggestion_id).limit(1)).first()

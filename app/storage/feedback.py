"""Keeps what the person thinks of runs and steps, and makes lessons of it when the person wants that."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.learning.corrections import effective
from app.learning.feedback import checked
from app.model.action import missing_param
from app.model.decision import StepPatch
from app.model.errors import BadInput
from app.model.feedback import About, BetterAction, FeedbackStats, Opinion, PractiseRun, Remembered
from app.model.frame import Pixels
from app.model.geometry import Box, Point
from app.model.ledger_learning import FeedbackGiven
from app.model.target import Picture, Target, TaughtTarget
from app.model.window import WindowIdentity
from app.model.workflow import Step, Workflow
from app.storage.captures import Captures
from app.storage.database import Database
from app.storage.ledger import Ledger
from app.storage.library import LibraryStore
from app.storage.opinions import feedback_stats, of_run, to_practise
from app.storage.outbox import Outbox
from app.storage.schema import DecisionRow, RunRow, StepResultRow, SuggestionRow
from app.storage.schema_feedback import FeedbackRow
from app.storage.settled import SettingsFile

_AGAIN = "Open the history again."
_NOTHING = Remembered("", Opinion())

Teacher = Callable[[Pixels, WindowIdentity, Box, Point, Box | None], TaughtTarget]
"""From a picture, its window and the client area in it, a point and an optional box to a target."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A stored picture of a step, and where the client area of its window lies in it."""

    workflow_id: str
    picture: Picture
    client: Box


class FeedbackStore:
    """Safe from any thread; every call may take long."""

    def __init__(
        self,
        database: Database,
        ledger: Ledger,
        library: LibraryStore,
        captures: Captures,
        settings: SettingsFile,
        outbox: Outbox,
    ) -> None:
        self._database = database
        self._ledger = ledger
        self._library = library
        self._captures = captures
        self._settings = settings
        self._outbox = outbox
        self.teacher: Teacher = _nobody
        """Makes a target of a place on a stored picture; handed in by who knows how to look."""

    def give(self, about: About, opinion: Opinion) -> str:
        """Keep what the person thinks, in the place of what was said before; an empty opinion takes that back.

        Returns its id. BadInput names the run, step or decision that is not there, and what cannot be kept.
        """
        said = checked(opinion)
        with self._database.reading() as session:
            workflow_id = _workflow_of(session, about.run_id)
            step_id, decision_id = _decision_of(session, about)
            _keep_secret(session, about.run_id, step_id, said)
        feedback_id = str(uuid4())
        row = FeedbackGiven(
            feedback_id,
            workflow_id,
            about.run_id,
            step_id,
            decision_id,
            said.verdict,
            said.stars,
            said.comment,
            said.better,
        )
        self._ledger.commit([row], learning=self._settings.load().learning.enabled)
        return feedback_id

    def teach(self, feedback_id: str) -> None:
        """Make a correction of the better action that was said; it is marked with the opinion's id, counts from now
        on, and is confirmed or taken back like any other. BadInput says why it cannot be."""
        with self._database.reading() as session:
            row = session.scalars(select(FeedbackRow).where(FeedbackRow.feedback_id == feedback_id)).first()
        better = row.better if row is not None else None
        if row is None or row.step_id is None or better is None:
            why = "there is no such opinion that says what would have been better"
            raise BadInput(f"Feedback {feedback_id!r}", why, _AGAIN)
        if self.of_run(row.run_id or "").get(row.step_id, _NOTHING).taught:
            return
        workflow_id, step_id = row.workflow_id or "", row.step_id
        taught = self._taught(workflow_id, row.run_id or "", step_id, better) if better.point else None
        target = taught.target if taught else None
        images = taught.images if taught else {}
        self._library.correct(workflow_id, step_id, lambda today: _patch(today, better, target), images, feedback_id)

    def _taught(self, workflow_id: str, run_id: str, step_id: str, better: BetterAction) -> TaughtTarget:
        """The target at the place that was shown on a stored picture."""
        workflow = self._library.load(workflow_id)
        today = effective(_step(workflow, step_id), self._library.knowledge(workflow_id).step(step_id)).target
        ground, pixels = self.ground(run_id, step_id), self._captures.load(better.image or "")
        if today is None or ground is None or pixels is None or better.point is None:
            why = "the picture on which you pointed is no longer kept, or the step has no place today"
            raise BadInput("The better place", why, "Point to it in the next run.")
        client = ground.client
        if not client.area:
            client = Box(client.x, client.y, today.place.window_width, today.place.window_height)
        return self.teacher(pixels, today.window, client, better.point, better.box)

    def of_run(self, run_id: str) -> Mapping[str | None, Remembered]:
        """What was said of a run (None) and of its steps."""
        with self._database.reading() as session:
            return of_run(session, run_id)

    def stats(self) -> FeedbackStats:
        """All opinions, and how much of the outbox was exported."""
        exported, pending, problem = self._outbox.state()
        with self._database.reading() as session:
            return replace(feedback_stats(session), exported=exported, pending=pending, problem=problem)

    def to_practise(self, workflow_id: str | None = None) -> tuple[PractiseRun, ...]:
        """Runs that the person called bad, for the practice room."""
        with self._database.reading() as session:
            return to_practise(session, workflow_id)

    def ground(self, run_id: str, step_id: str) -> Ground | None:
        """The picture on which the person may show what would have been right; None when none can be used."""
        with self._database.reading() as session:
            mine = (StepResultRow.run_id == run_id) & (StepResultRow.step_id == step_id)
            newest = (StepResultRow.order_utc.desc(), StepResultRow.n.desc())
            ended = session.scalars(select(StepResultRow).where(mine).order_by(*newest).limit(1)).first()
            shown = _shown(session, run_id, step_id)
        if ended is None or ended.before is None:
            return None
        if shown is not None and shown.window is not None and shown.picture == ended.before:
            return Ground(ended.workflow_id or "", ended.before, shown.window)
        return _by_place(ended)


def _nobody(pixels: Pixels, window: WindowIdentity, client: Box, point: Point, box: Box | None) -> TaughtTarget:
    raise BadInput("The better place", "pictures cannot be looked at here", "Open the window of the program.")


def _step(workflow: Workflow, step_id: str) -> Step:
    step = next((step for step in workflow.steps if step.id == step_id), None)
    if step is None:
        why = f"there is no step {step_id!r} any more"
        raise BadInput(f"Workflow {workflow.name!r}", why, "Teach the step that took its place.")
    return step


def _patch(today: Step, better: BetterAction, target: Target | None) -> StepPatch:
    """The change that a better action stands for; BadInput when the step cannot be done like that."""
    params = today.params
    if better.text is not None:
        params = params.model_copy(update={"text": better.text})
    action = better.action if better.action is not today.action else None
    missing = missing_param(action or today.action, params)
    if missing:
        why = f"{action or today.action} needs {missing}"
        raise BadInput("The better action", why, "Say that, too, or change the step in Steps.")
    return StepPatch(target=target, action=action, params=params if better.text is not None else None)


def _by_place(ended: StepResultRow) -> Ground | None:
    """Where the client area must lie, when the place is known in both; its size is not known then."""
    if ended.before is None or ended.place is None or not ended.before.box.area:
        return None
    mark, place = ended.before.box, ended.place
    return Ground(ended.workflow_id or "", ended.before, Box(mark.x - place.x, mark.y - place.y, 0, 0))


def _workflow_of(session: Session, run_id: str) -> str:
    workflow_id = session.scalar(select(RunRow.workflow_id).where(RunRow.run_id == run_id).limit(1))
    if workflow_id is None:
        raise BadInput(f"Feedback on the run {run_id!r}", "there is no such run", _AGAIN)
    return workflow_id


def _decision_of(session: Session, about: About) -> tuple[str | None, str | None]:
    """The step and the answer that the opinion is about; BadInput when one of them was none of this run."""
    if about.decision_id is not None:
        return _named(session, about)
    if about.step_id is None:
        return None, None
    mine = (DecisionRow.run_id == about.run_id) & (DecisionRow.step_id == about.step_id)
    newest = (DecisionRow.order_utc.desc(), DecisionRow.n.desc())
    decision_id = session.scalar(select(DecisionRow.decision_id).where(mine).order_by(*newest).limit(1))
    reached = (StepResultRow.run_id == about.run_id) & (StepResultRow.step_id == about.step_id)
    if decision_id is None and session.scalar(select(StepResultRow.id).where(reached).limit(1)) is None:
        what = f"Feedback on the step {about.step_id!r}"
        raise BadInput(what, f"the run {about.run_id!r} did not come to it", _AGAIN)
    return about.step_id, decision_id


def _named(session: Session, about: About) -> tuple[str, str]:
    row = session.scalars(select(DecisionRow).where(DecisionRow.decision_id == about.decision_id)).first()
    what = f"Feedback on the decision {about.decision_id!r}"
    if row is None:
        raise BadInput(what, "there is no such decision", _AGAIN)
    if row.run_id != about.run_id or (about.step_id is not None and row.step_id != about.step_id):
        raise BadInput(what, f"it was not taken there, but in the run {row.run_id!r}", _AGAIN)
    return row.step_id, row.decision_id


def _keep_secret(session: Session, run_id: str, step_id: str | None, opinion: Opinion) -> None:
    """What stands in the place of a secret must never come as readable text."""
    if opinion.better is None or opinion.better.text is None or step_id is None:
        return
    shown = _shown(session, run_id, step_id)
    if shown is not None and shown.suggestion.params.secret:
        why = "this step types a secret, and feedback is kept as readable text"
        raise BadInput("The better text", why, "Change the secret in the keyring.")


def _shown(session: Session, run_id: str, step_id: str) -> SuggestionRow | None:
    """The last Suggestion of a step in a run."""
    mine = (SuggestionRow.run_id == run_id) & (SuggestionRow.step_id == step_id)
    newest = (SuggestionRow.order_utc.desc(), SuggestionRow.n.desc())
    return session.scalars(select(SuggestionRow).where(mine).order_by(*newest).limit(1)).first()

"""The person says that what is shown is not the Screen it was taken for: what is recorded of it."""

from __future__ import annotations

from collections.abc import Mapping

from app.engine.keeping import client_picture
from app.engine.ports import Eye
from app.model.denied import Denial
from app.model.frame import Pixels
from app.model.knowledge import Knowledge
from app.model.ledger_learning import LookLearned
from app.model.ledger_run import ScreenDenied
from app.model.news import Looked
from app.model.target import Picture
from app.model.window import WindowIdentity
from app.model.workflow import Workflow

NOT_KEPT = "The picture of this window may not be kept, so it will not be known again."
"""Something of it is secret, hidden, or lies under a window of this program."""


def denial_row(
    eye: Eye, workflow: Workflow, knowledge: Knowledge, denial: Denial
) -> tuple[ScreenDenied | LookLearned | None, Mapping[str, Pixels]]:
    """The row, and the picture that it needs where that may be kept; None where nothing is left to say without it."""
    look = denial.look
    picture, pixels = client_picture(eye, workflow, knowledge, look.frame, look.active)
    if denial.after_all:
        return _confirmed(workflow, look, picture), pixels
    window = look.active.identity if look.active else WindowIdentity(application="")
    names = (denial.denial_id, look.run_id, workflow.id, look.step_id, look.screen_id, window)
    return ScreenDenied(*names, look.screen_score, picture, denial.instead), pixels


def _confirmed(workflow: Workflow, look: Looked, picture: Picture | None) -> LookLearned | None:
    if picture is None:
        return None
    return LookLearned(workflow.id, look.screen_id, picture, True, look.run_id, look.step_id, look.screen_score)


def fits(workflow: Workflow, denial: Denial) -> bool:
    """Whether it is about Screens of this workflow."""
    known = {screen.id for screen in workflow.screens}
    return denial.look.screen_id in known and (denial.instead is None or denial.instead in known)

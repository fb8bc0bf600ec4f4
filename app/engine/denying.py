"""The person says that what is shown is not the Screen it was taken for: what is recorded of it."""

from __future__ import annotations

from collections.abc import Mapping

from app.engine.keeping import client_picture
from app.engine.ports import Eye
from app.model.denied import Denial
from app.model.frame import Pixels
from app.model.knowledge import Knowledge
from app.model.ledger_run import ScreenDenied
from app.model.window import WindowIdentity
from app.model.workflow import Workflow

NOT_KEPT = "Its picture may not be kept, so it can be taken for that Screen again."
"""Something of it is secret, hidden, or lies under a window of this program."""


def denial_row(
    eye: Eye, workflow: Workflow, knowledge: Knowledge, denial: Denial
) -> tuple[ScreenDenied, Mapping[str, Pixels]]:
    """The row, and the picture that it needs where that may be kept."""
    look = denial.look
    picture, pixels = client_picture(eye, workflow, knowledge, look.frame, look.active)
    window = look.active.identity if look.active else WindowIdentity(application="")
    names = (denial.denial_id, look.run_id, workflow.id, look.step_id, look.screen_id, window)
    return ScreenDenied(*names, look.screen_score, picture, denial.instead), pixels


def fits(workflow: Workflow, denial: Denial) -> bool:
    """Whether it is about Screens of this workflow."""
    known = {screen.id for screen in workflow.screens}
    return denial.look.screen_id in known and (denial.instead is None or denial.instead in known)

"""Questions as the engine asks them."""

from __future__ import annotations

from dataclasses import replace
from time import monotonic

from app.model.action import ActionKind, Params
from app.model.advice import Anomaly, RecoveryAct, WayOut
from app.model.geometry import Box
from app.model.modes import Risk, RunMode
from app.model.news import Looked
from app.model.suggestion import Question, QuestionKind, Suggestion
from app.model.target import Candidate, EvidenceLine, Finding, LocatorKind, Picture, Verdict
from app.model.window import Window
from tests.gui import fake_desktop as desk
from tests.gui.fake_services import INVOICE, FakeWorld, ring_of

WAYS = (
    WayOut(Anomaly.NO_MATCH, RecoveryAct.WAIT, "", 9, 9, 0.77, 4.0),
    WayOut(Anomaly.NO_MATCH, RecoveryAct.CLOSE_POPUP, "Tip of the day", 7, 8, 0.61, 3.0),
)


def candidate(box: Box, score: float, *lines: EvidenceLine) -> Candidate:
    """A possible place."""
    return Candidate(box, box.center, score, LocatorKind.TEXT, 1.0, lines)


def save_finding() -> Finding:
    """The Save button, and the one in the tool bar as the runner-up."""
    best = candidate(
        desk.SAVE,
        0.91,
        EvidenceLine(LocatorKind.TEXT, "Text “Save”", 0.98),
        EvidenceLine(LocatorKind.ACCESSIBILITY, "Button role, same name", 1.0),
        EvidenceLine(LocatorKind.PICTURE, "Picture", 0.94),
        EvidenceLine(LocatorKind.PLACE, "Remembered place (6 good, 0 bad)", 0.97),
    )
    other = candidate(
        desk.TOOL_SAVE, 0.22, EvidenceLine(LocatorKind.TEXT, "“Save” in the tool bar, other neighbours", 0.22, False)
    )
    return Finding(Verdict.FOUND, (best, other), "", 6.0)


def save_question(kind: QuestionKind = QuestionKind.SUGGESTION, seconds: float = 102.0) -> Question:
    """Step 5: click Save."""
    finding = save_finding()
    repair = kind is QuestionKind.REPAIR
    suggestion = Suggestion(
        "g1", "r1", "s5", ActionKind.CLICK, Params(), 0, 7, 0.95, finding, None if repair else finding.best
    )
    return Question(
        id="q1",
        kind=kind,
        run_id="r1",
        workflow="Enter supplier invoice",
        step_id="s5",
        number=5,
        total=9,
        mode=RunMode.COACHING,
        risk=Risk.UNKNOWN,
        sentence="Click Save in “Invoice 2041 – Edit”",
        why="I looked 5 times and Save is not there." if repair else "0.91 · by text, picture, place · next best 0.22",
        suggestion=suggestion,
        finding=finding,
        ways=WAYS if repair else (),
        avoid=None if repair else desk.SAVE,
        deadline=None if kind is QuestionKind.DO_IT_NOW else monotonic() + seconds,
        look_for=Picture(image=_ring_name(), box=desk.SAVE.relative_to(ring_of(desk.SAVE).origin)),
        trust="right 61 of 62 · one wrong 3 weeks ago · asks: not vouched for yet",
        label="Save",
        window="Invoice 2041 – Edit",
        fits=7 if kind is QuestionKind.CONTINUE_AT else None,
    )


def audit_question() -> Question:
    """Step 5, asked blind: nothing tells the place."""
    asked = save_question(QuestionKind.AUDIT)
    assert asked.suggestion is not None
    hidden = replace(asked.suggestion, finding=None, match=None)
    return replace(asked, why="", mode=RunMode.AUTOMATIC, suggestion=hidden, finding=None, avoid=None, risk=Risk.OPEN)


def why_question(seconds: float | None = 102.0) -> Question:
    """Step 5 was done and nothing was seen of it."""
    asked = save_question(QuestionKind.WHY)
    deadline = None if seconds is None else monotonic() + seconds
    return replace(asked, why="It was not seen to work: nothing changed.", finding=None, deadline=deadline)


def save_look(world: FakeWorld) -> Looked:
    """The look the question is about."""
    active = Window(7, INVOICE, 42, desk.WINDOW, active=True)
    where = ("r1", "s5", "n4", active)
    return Looked(world.frame, "Invoice form (filled)", 0.97, save_finding(), (4.1, 38.2, 6.0), *where)


def _ring_name() -> str:
    ring = ring_of(desk.SAVE)
    return f"{ring.x}-{ring.y}-{ring.w}-{ring.h}"

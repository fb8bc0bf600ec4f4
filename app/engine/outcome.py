"""Composes the rows of one step: what was shown, what was decided, what happened, what it says about the target."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.engine.act import Acted
from app.engine.context import RunContext, new_id
from app.engine.gate import place_in
from app.engine.shown import Corrected, Shown, kept
from app.learning.labels import label_of
from app.model.decision import Answer, Correct, Keep, Note, Reject, decision_of
from app.model.frame import Frame, Pixels
from app.model.geometry import Box
from app.model.ledger import Entry
from app.model.ledger_learning import Commented, CorrectionMade, Evidence, ProofMade
from app.model.ledger_run import ActDone, DecisionMade, StepEnded, SuggestionMade
from app.model.modes import Label, LabelSource, Risk, StepStatus, VerifyResult
from app.model.news import StepFinished
from app.model.proof import Proof
from app.model.sentences import step_sentence
from app.model.suggestion import ActStatus
from app.model.target import Picture
from app.model.workflow import Expect, Step

AROUND = 40
"""Pixels kept around the window in a stored picture."""


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision as it was given: its row id, the answer, what it answers, how long that was open, and from when
    the person's acts count (monotonic seconds). `told`: what it says about the place is on record already."""

    decision_id: str
    answer: Answer
    shown: Shown
    risk: Risk
    seconds: float
    mark: float
    told: bool = False


@dataclass(frozen=True, slots=True)
class Pending:
    """A correction that was decided and waits to be recorded with the outcome."""

    made: Corrected
    decided: Decided
    keep: Keep

    def expecting(self, effect: Expect | None, before: Expect) -> Pending:
        """The same; an act elsewhere that did something else than `before` is expected to do that from now on."""
        made = self.made
        if effect is None or (made.new.target is None and made.new.action is None):
            return self
        old, new = made.old.model_copy(update={"expect": before}), made.new.model_copy(update={"expect": effect})
        return replace(self, made=replace(made, old=old, new=new))


def note_of(answer: Answer) -> Note:
    """Comment, rating and vouch that came with an answer."""
    return getattr(answer, "note", Note())


def suggestion_row(ctx: RunContext, shown: Shown, risk: Risk, picture: Picture | None) -> SuggestionMade:
    """The row of a Suggestion as shown."""
    return SuggestionMade(shown.suggestion, ctx.workflow.id, ctx.mode, risk, picture, _window_in(shown, picture))


def _window_in(shown: Shown, picture: Picture | None) -> Box | None:
    """The client area in the stored picture of what was shown."""
    if picture is None or shown.window is None:
        return None
    match, window = shown.suggestion.match, shown.window.box
    mark = match.box if match else window
    return window.moved(picture.box.x - mark.x, picture.box.y - mark.y)


def picture_of(ctx: RunContext, shown: Shown, frame: Frame | None = None) -> tuple[Picture, Mapping[str, Pixels]]:
    """The step's window on a frame, with the target marked, as a picture to store."""
    frame = frame or shown.frame
    match = shown.suggestion.match
    window = shown.window.box if shown.window else frame.region
    box = match.box if match else Box(window.x, window.y, 0, 0)
    around = window.grown(AROUND).union(box) if match else window.grown(AROUND)
    name, pixels, mark = kept(ctx, frame, box, around)
    return Picture(image=name, box=mark), {name: pixels}


def decision_rows(ctx: RunContext, step: Step, decided: Decided) -> list[Entry]:
    """The rows of a decision: the answer, and the comment that came with it."""
    kind = decision_of(decided.answer)
    if kind is None:
        return []
    reject = decided.answer if isinstance(decided.answer, Reject) else None
    row = DecisionMade(
        decided.decision_id,
        decided.shown.suggestion.id,
        ctx.run_id,
        ctx.workflow.id,
        step.id,
        kind,
        decided.seconds,
        then=reject.then if reject else None,
        reason=reject.reason if reject else None,
        keep=decided.answer.keep if isinstance(decided.answer, Correct) else None,
    )
    note = note_of(decided.answer)
    if not note.comment and note.rating is None:
        return [row]
    return [row, Commented(ctx.workflow.id, ctx.run_id, step.id, note.comment, note.rating)]


def record_decision(
    ctx: RunContext, step: Step, decided: Decided, made: Corrected | None = None, more: Sequence[Entry] = ()
) -> None:
    """Commit what was shown and what was decided, with the pictures both need, before anything is done."""
    picture, pixels = picture_of(ctx, decided.shown)
    rows: list[Entry] = [suggestion_row(ctx, decided.shown, decided.risk, picture)]
    images = {**pixels, **(made.images if made else {})}
    if made:
        corrected, more_pixels = picture_of(ctx, made.shown)
        rows.append(suggestion_row(ctx, made.shown, decided.risk, corrected))
        images |= more_pixels
    ctx.commit([*rows, *decision_rows(ctx, step, decided), *more], images)


def correction_rows(ctx: RunContext, step: Step, pending: Sequence[Pending]) -> list[Entry]:
    """Corrections with what they say about the target that was suggested first (WRONG when they moved it)."""
    version = ctx.knowledge.step(step.id).version
    rows: list[Entry] = []
    for each in pending:
        rows += label_rows(ctx, step, each.decided, None)
        new = each.made.new
        if each.keep is Keep.ALWAYS and (new.target is not None or new.action is not None):
            version = ctx.knowledge.version_after(step.id, version)
        row = _correction_row(ctx, step, each, version)
        rows += [row, *_proof_rows(row, each.decided.answer)]
    return rows


def _proof_rows(row: CorrectionMade, answer: Answer) -> list[Entry]:
    """What the person was shown of the new target before it was kept; that they saw nothing of it is said, too."""
    if not isinstance(answer, Correct) or row.new.target is None or row.keep is Keep.ONCE:
        return []
    proof = answer.proof or Proof(pictures=())
    return [ProofMade(row.workflow_id, row.step_id, row.correction_id, row.version, proof)]


def _correction_row(ctx: RunContext, step: Step, pending: Pending, version: int) -> CorrectionMade:
    return CorrectionMade(
        correction_id=new_id(),
        decision_id=pending.decided.decision_id,
        workflow_id=ctx.workflow.id,
        step_id=step.id,
        version=version,
        keep=pending.keep,
        old=pending.made.old,
        new=pending.made.new,
        refused=pending.made.refused,
    )


def label_rows(ctx: RunContext, step: Step, decided: Decided, verified: VerifyResult | None) -> list[Entry]:
    """What the decision says about the target that was suggested."""
    label = label_of(decided.answer, decided.seconds, verified)
    nowhere = step.action.needs_target and decided.shown.suggestion.match is None
    if label is Label.NONE or nowhere or decided.told:
        return []
    reason = type(decided.answer).__name__.casefold()
    return [evidence(ctx, step, decided.shown, label, LabelSource.COACHED, reason)]


def evidence(ctx: RunContext, step: Step, shown: Shown, label: Label, source: LabelSource, reason: str) -> Evidence:
    """One label for the version that was suggested."""
    return Evidence(ctx.workflow.id, step.id, shown.suggestion.version, label, source, reason, shown.suggestion.id)


def status_of(acted: Acted) -> StepStatus:
    """PASSED only when the verifier saw it."""
    if acted.report.status is not ActStatus.DONE or acted.verification is None:
        return StepStatus.CANCELLED
    return status_after(acted.verification.result)


def status_after(result: VerifyResult) -> StepStatus:
    """The status a verification stands for."""
    match result:
        case VerifyResult.SUCCESS:
            return StepStatus.PASSED
        case VerifyResult.DEGRADED | VerifyResult.TIMEOUT:
            return StepStatus.UNVERIFIED
        case VerifyResult.FAILED:
            return StepStatus.FAILED


def act_row(ctx: RunContext, acted: Acted) -> ActDone:
    """The outcome of an intended act."""
    verify = acted.verification.result if acted.verification else None
    return ActDone(acted.act_id, ctx.run_id, acted.report.status, acted.report.reason, verify)


@dataclass(frozen=True, slots=True)
class Ending:
    """How a step went: the status, why, who did it, how long the act took, pictures before and after."""

    status: StepStatus
    reason: str
    answer: Answer | None = None
    by_hand: bool = False
    seconds: float = 0.0
    before: Picture | None = None
    after: Picture | None = None


def ended_row(ctx: RunContext, step: Step, shown: Shown, ending: Ending) -> StepEnded:
    """The row of a step's end."""
    match = shown.suggestion.match
    return StepEnded(
        run_id=ctx.run_id,
        workflow_id=ctx.workflow.id,
        step_id=step.id,
        number=ctx.workflow.index_of(step.id) + 1,
        status=ending.status,
        decision=decision_of(ending.answer) if ending.answer else None,
        sentence=step_sentence(step),
        reason=ending.reason,
        score=shown.suggestion.score if match else None,
        method=str(match.method) if match else "",
        seconds=ending.seconds,
        before=ending.before,
        after=ending.after,
        place=place_in(shown.window, match.box) if match and shown.window else None,
        version=shown.suggestion.version,
        by_hand=ending.by_hand,
        apart=tuple(str(each) for each in shown.suggestion.apart),
    )


def close_step(
    ctx: RunContext, step: Step, shown: Shown, ending: Ending, rows: Sequence[Entry], pictures: Mapping[str, Pixels]
) -> StepStatus:
    """Commit everything about the end of a step at once, then tell it."""
    row = ended_row(ctx, step, shown, ending)
    ctx.commit([*rows, row], pictures)
    ctx.bus.publish(
        StepFinished(ctx.run_id, step.id, row.number, row.status, row.decision, row.by_hand, row.score, row.reason)
    )
    return row.status

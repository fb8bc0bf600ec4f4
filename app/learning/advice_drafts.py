"""What the record of past runs speaks for: longer waits and time-outs, another check, always asking."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from app.learning.advising import Case, Draft
from app.learning.corrections import effective
from app.learning.risk import risk_of
from app.model.advice import AdviceKey, AdviceKind
from app.model.knowledge import Knowledge
from app.model.modes import Label, Risk, StepStatus
from app.model.sentences import step_sentence
from app.model.suggestion import AUTOMATIC_LIMIT
from app.model.workflow import Expect, Step, Workflow

LONGEST_WAIT, LONGEST_TIMEOUT = 30.0, 60.0
"""Seconds that are advised at most."""
_MOST = 0.9
"""A wait is to be long enough for this share of the times that waiting helped."""
_ENDED = (StepStatus.PASSED, StepStatus.UNVERIFIED)


@dataclass(frozen=True, slots=True)
class Ended:
    """How a step went in a run, and whether the step after it was found and passed."""

    run_id: str
    day: date
    step_id: str
    version: int
    status: StepStatus
    by_hand: bool
    score: float | None
    next_passed: bool


@dataclass(frozen=True, slots=True)
class Waited:
    """The person waited because nothing was there to act on: for how long, and whether it helped."""

    run_id: str
    day: date
    step_id: str
    worked: bool
    seconds: float


@dataclass(frozen=True, slots=True)
class Said:
    """A label that a person gave in a run."""

    run_id: str
    day: date
    step_id: str
    version: int
    label: Label


@dataclass(frozen=True, slots=True)
class Facts:
    """All of one workflow, oldest first."""

    ended: tuple[Ended, ...] = ()
    waited: tuple[Waited, ...] = ()
    said: tuple[Said, ...] = ()


def drafts_of(workflow: Workflow, knowledge: Knowledge, facts: Facts) -> Iterator[Draft]:
    """Everything that any case speaks for; whether that is enough is judged elsewhere."""
    steps = [effective(step, knowledge.step(step.id)) for step in workflow.steps]
    for number, step in enumerate(steps, 1):
        if not step.enabled:
            continue
        version = knowledge.step(step.id).version
        ended = [each for each in facts.ended if each.step_id == step.id and each.version == version]
        said = [each for each in facts.said if each.step_id == step.id and each.version == version]
        if number > 1:
            yield from _wait(steps[number - 2], number - 1, [each for each in facts.waited if each.step_id == step.id])
        yield from _check(workflow, step, number, ended)
        if risk_of(step, knowledge.step(step.id)) in (Risk.OPEN, Risk.UNKNOWN):
            yield from _always_ask(step, number, said)
        yield from _outside(step, number, ended, said)


def _draft(
    kind: AdviceKind, parameter: str, step: Step, number: int, value: str, reason: str, cases: Sequence[Case]
) -> Draft:
    outside = kind in (AdviceKind.THRESHOLD, AdviceKind.FINE_TUNE)
    seconds = float(value) if kind in (AdviceKind.WAIT, AdviceKind.TIMEOUT) else 0.0
    key = AdviceKey(kind, step.id, parameter)
    return Draft(key, number, step_sentence(step), value, reason, tuple(cases), Risk.OPEN, seconds, outside)


def _wait(before: Step, number: int, waited: Sequence[Waited]) -> Iterator[Draft]:
    """What comes after a step is waited for behind it: a wait in front of the next act begins only once it is found."""
    helped = sorted(each.seconds for each in waited if each.worked)
    if not helped:
        return
    enough = helped[ceil(_MOST * len(helped)) - 1]
    value = min(LONGEST_WAIT, before.timing.after + ceil(2 * enough) / 2)
    if value <= before.timing.after:
        return
    fits = value - before.timing.after
    cases = [Case(each.run_id, each.day, each.worked and each.seconds <= fits, not each.worked) for each in waited]
    reason = f"You waited for the next step in {len(helped)} cases; {value:g} s would have been enough in nearly all."
    yield _draft(AdviceKind.WAIT, "after", before, number, f"{value:g}", reason, cases)


def _check(workflow: Workflow, step: Step, number: int, ended: Sequence[Ended]) -> Iterator[Draft]:
    """A check that did not come true although the run went on well: too hasty, or never true at all."""
    done = [each for each in ended if not each.by_hand and each.status in _ENDED]
    late = [each for each in done if each.status is StepStatus.UNVERIFIED]
    if step.expect.empty or not late:
        return
    cases = [Case(each.run_id, each.day, each.next_passed, not each.next_passed) for each in late]
    if len(late) < len(done):
        value = min(LONGEST_TIMEOUT, 2 * step.expect.timeout)
        if value > step.expect.timeout:
            reason = (
                f"In {len(late)} cases the check gave up after {step.expect.timeout:g} s, and the next step worked."
            )
            yield _draft(AdviceKind.TIMEOUT, "timeout", step, number, f"{value:g}", reason, cases)
    elif next_screen(workflow, step):
        reason = f"The check came true in none of {len(late)} cases, and the next step worked."
        yield _draft(AdviceKind.CHECK, "expect", step, number, "screen", reason, cases)


def next_screen(workflow: Workflow, step: Step) -> str:
    """The Screen that can be expected after a step instead; empty when it is not known by a picture, or expected now,
    or the one the step is on."""
    known = workflow.screen(step.to).signature.view is not None
    return step.to if known and step.to not in (step.source, step.expect.screen) else ""


def _always_ask(step: Step, number: int, said: Sequence[Said]) -> Iterator[Draft]:
    """To ask is never worse than to act; it costs the person an answer."""
    wrong = [each for each in said if each.label is Label.WRONG]
    if wrong:
        cases = [Case(each.run_id, each.day, better=True) for each in wrong]
        reason = f"You said in {len(wrong)} cases that its place was wrong."
        yield _draft(AdviceKind.ALWAYS_ASK, "risk", step, number, Risk.LOCKED.value, reason, cases)


def _outside(step: Step, number: int, ended: Sequence[Ended], said: Sequence[Said]) -> Iterator[Draft]:
    """What this program cannot change by itself: how sure it must be (that would raise what may be done alone), and
    how it sees."""
    unsure = [
        each
        for each in ended
        if each.status is StepStatus.PASSED and each.score is not None and each.score < AUTOMATIC_LIMIT
    ]
    if unsure:
        least = min(each.score for each in unsure if each.score is not None)
        cases = [Case(each.run_id, each.day, better=True) for each in unsure]
        reason = f"It was right in {len(unsure)} cases although it was found with less than {AUTOMATIC_LIMIT}."
        yield _draft(AdviceKind.THRESHOLD, "score", step, number, f"{least:.2f}", reason, cases)
    wrong = [Case(each.run_id, each.day, better=True) for each in said if each.label is Label.WRONG]
    if wrong and step.target is not None:
        reason = f"Its place was wrong in {len(wrong)} cases: they are good examples for training."
        yield _draft(AdviceKind.FINE_TUNE, "examples", step, number, str(len(wrong)), reason, wrong)


def expecting(workflow: Workflow, step: Step, kind: AdviceKind, value: str) -> Expect:
    """The step's expectation after a TIMEOUT or CHECK was applied."""
    if kind is AdviceKind.TIMEOUT:
        return step.expect.model_copy(update={"timeout": float(value)})
    return Expect(screen=next_screen(workflow, step), timeout=step.expect.timeout)

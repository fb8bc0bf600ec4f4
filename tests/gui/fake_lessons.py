"""Corrections that a person made last month, and what is asked of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Event

from app.model.advice import Advice, AdviceAnswer, AdviceKey, AdviceKind, PictureTrial, TrialEnd
from app.model.decision import Keep, StepPatch
from app.model.geometry import Box
from app.model.knowledge import Knowledge
from app.model.lesson import Lesson, LessonState, Scope, ScreenLesson, StepName, Undone
from app.model.proof import Proof
from app.model.target import Picture, Target
from app.model.workflow import Workflow
from app.settings import Advice as AdviceRules
from tests.gui import fake_desktop as desk

STEPS = tuple(
    StepName("w1", "Enter supplier invoice", f"s{number}", number, sentence)
    for number, sentence in ((2, "Type into Amount"), (5, "Click Save"))
)
OTHERS = (
    StepName("w2", "Export month report", "s3", 3, "Click Save"),
    StepName("w4", "New employee", "s9", 9, "Click Save"),
)


def lesson(
    number: int, step: StepName, state: LessonState, old: Target, new: Target, proof: Proof | None = None
) -> Lesson:
    """One correction of this step."""
    return Lesson(
        correction_id=f"c{number}",
        group=f"d{number}",
        step=step,
        when=datetime(2026, 11, 20 - number, 9, 12, tzinfo=UTC),
        coach="Ada",
        keep=Keep.ALWAYS,
        old=StepPatch(target=old),
        new=StepPatch(target=new),
        state=state,
        wrong=old.ring,
        shown=new.ring,
        proof=proof,
        run_id=f"r{number}",
        undo="g1" if state is LessonState.TAKEN_BACK else "",
    )


def lessons_of_a_month(workflow: Workflow) -> tuple[Lesson, ...]:
    """One in each state, with a good and a bad proof."""
    targets = {step.id: step.target for step in workflow.steps if step.target}
    amount, save = targets["s2"], targets["s5"]
    good, bad = Proof(14, 14, 0, 63, 9), Proof(3, 14, 1, 63, 14)
    return (
        lesson(1, STEPS[1], LessonState.PENDING, amount, save, good),
        lesson(2, STEPS[0], LessonState.CONFIRMED, save, amount, good),
        lesson(3, STEPS[0], LessonState.REPLACED, save, amount, bad),
        lesson(4, STEPS[1], LessonState.TAKEN_BACK, amount, save),
    )


def advice(kind: AdviceKind, step: StepName, parameter: str, value: str, reason: str, **more: object) -> Advice:
    """One advice that rests on eight runs."""
    runs = tuple(f"r{number}" for number in range(8))
    figures = {"days": 3, "better": 8, "p": 0.0039, "bound": 0.74, "ready": True} | more
    key = AdviceKey(kind, step.step_id, parameter)
    return Advice(key, step.number, step.sentence, value, reason, runs, **figures)  # type: ignore[arg-type]


def advice_of_a_month() -> tuple[Advice, ...]:
    """Ready, with too few cases, for a tool outside, applied, dismissed."""
    waits = "You waited for the next step in 9 cases; 3.5 s would have been enough in nearly all."
    late = "In 4 cases the check gave up after 5 s, and the next step worked."
    wrong = "You said in 5 cases that its place was wrong."
    few, tool = "There are too few cases yet.", "Only a tool outside this program can do it: export for training."
    unsure = "It was right in 12 cases although it was found with less than 0.95."
    kinds, (amount, save) = AdviceKind, STEPS
    return (
        advice(kinds.WAIT, amount, "after", "3.5", waits, seconds=3.5),
        advice(kinds.TIMEOUT, save, "timeout", "10", late, better=4, p=0.0625, ready=False, why_not=few),
        advice(kinds.THRESHOLD, save, "score", "0.81", unsure, outside=True, ready=False, why_not=tool),
        advice(kinds.ALWAYS_ASK, save, "risk", "locked", wrong, answer=AdviceAnswer.APPLIED),
        advice(kinds.CHECK, amount, "expect", "screen", late, answer=AdviceAnswer.DISMISSED),
    )


def advice_from_pictures() -> tuple[Advice, ...]:
    """What trying on past pictures has shown of the last step: with more around it, and by its surroundings."""
    place = desk.SAVE
    old, wide, around = (
        Picture(image=f"{ring.x}-{ring.y}-{ring.w}-{ring.h}", box=box.relative_to(ring.origin))
        for ring, box in (
            (place.grown(200), place),
            (place.grown(200), place.grown(24)),
            (place.grown(200), place.grown(70)),
        )
    )
    much = "With more around it, it was found in 9 instead of 5 of 12 past pictures, never worse."
    less = "By what stands around it, it was found in 8 instead of 5 of 12 past pictures, worse in 1."
    few = "There are too few cases yet."
    return (
        advice(
            AdviceKind.CROP, STEPS[1], "target", "24", much, better=6, p=0.0156, trial=PictureTrial(12, 5, 9, old, wide)
        ),
        advice(
            AdviceKind.ANCHOR,
            STEPS[1],
            "target",
            "",
            less,
            better=4,
            worse=1,
            p=0.19,
            ready=False,
            why_not=few,
            trial=PictureTrial(12, 5, 8, old, around),
        ),
    )


@dataclass
class FakeAdvisor:
    """Remembers what was asked."""

    given: tuple[Advice, ...] = ()
    calls: list[tuple[str, AdviceKind]] = field(default_factory=list)

    def rules(self) -> AdviceRules:
        return AdviceRules()

    def rows(self, workflow_id: str) -> int:
        return len(self.given)

    def advice(self, workflow_id: str) -> tuple[Advice, ...]:
        return self.given

    def apply(self, workflow_id: str, advice: Advice) -> None:
        self.calls.append(("apply", advice.key.kind))

    def dismiss(self, workflow_id: str, advice: Advice) -> None:
        self.calls.append(("dismiss", advice.key.kind))

    def undo(self, workflow_id: str, advice: Advice) -> None:
        self.calls.append(("undo", advice.key.kind))


@dataclass
class FakeTrials:
    """Ends as the test wants; `gate` holds it after it has told how far it is."""

    end: TrialEnd = TrialEnd.NOTHING_NEW
    fail: Exception | None = None
    found: Callable[[], object] = lambda: None
    calls: list[str] = field(default_factory=list)
    gate: Event | None = None

    def try_all(self, workflow_id: str, told: Callable[[int, int], object], cancel: Event) -> TrialEnd:
        self.calls.append(workflow_id)
        told(1, 4)
        if self.gate is not None:
            self.gate.wait(5.0)
        if self.fail is not None:
            raise self.fail
        self.found()
        return self.end


@dataclass
class FakeLessons:
    """Remembers what was asked; `fail` refuses it."""

    made: tuple[Lesson, ...] = ()
    others: tuple[StepName, ...] = OTHERS
    open_undone: tuple[Undone, ...] = ()
    denied: tuple[ScreenLesson, ...] = ()
    then: Knowledge | None = None
    calls: list[tuple[object, ...]] = field(default_factory=list)
    fail: Exception | None = None
    advisor: FakeAdvisor = field(default_factory=FakeAdvisor)

    def lessons(self, workflow_id: str) -> tuple[Lesson, ...]:
        return self.made

    def denials(self, workflow_id: str) -> tuple[ScreenLesson, ...]:
        return self.denied

    def deny_screen(self, workflow_id: str, screen_id: str, picture: Picture) -> None:
        self._note("deny", screen_id, picture)

    def knowledge_at(self, workflow_id: str, moment: datetime) -> Knowledge:
        self.calls.append(("at", moment.date()))
        return self.then or Knowledge(workflow_id)

    def take_back(self, scope: Scope, words: str) -> str:
        self._note("take", scope, words)
        return "g1"

    def put_back(self, group_id: str, words: str) -> None:
        self._note("put", group_id)

    def undone(self, workflow_id: str | None = None) -> tuple[Undone, ...]:
        return self.open_undone

    def alike(self, lesson: Lesson) -> tuple[StepName, ...]:
        return self.others if lesson.step.step_id == "s5" else ()

    def apply(self, lesson: Lesson, chosen: Sequence[StepName]) -> None:
        self._note("apply", lesson.correction_id, tuple(chosen))

    def keep_beside(self, lesson: Lesson) -> None:
        self._note("beside", lesson.correction_id)

    def forget_place(self, workflow_id: str, step_id: str, box: Box) -> None:
        self._note("forget", step_id, box)

    def remember_place(self, workflow_id: str, step_id: str, box: Box) -> None:
        self._note("remember", step_id, box)

    def _note(self, *call: object) -> None:
        if self.fail is not None:
            raise self.fail
        self.calls.append(call)

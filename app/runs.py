"""One run from the command line: coach card or scripted coach, result as text or JSON, report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.bootstrap import Application, Shown, opened_windows
from app.desktop.machine import Machine, ScriptedPerson
from app.engine.api import RunRequest
from app.engine.coach_script import CoachScript, Deed, read_script
from app.engine.scripted_coach import ScriptedCoach
from app.home import opened_home
from app.model.errors import BadInput
from app.model.modes import LearningState, RunMode, RunState, StepStatus
from app.model.news import News, Notice, StateChanged, StepFinished
from app.model.run import ExitStatus
from app.model.suggestion import Question
from app.model.workflow import Workflow


@dataclass(frozen=True, slots=True)
class RunOptions:
    """What the command line asked for; `start_at` is a step number from 1."""

    workflow: str
    mode: RunMode | None = None
    coach: Path | None = None
    halt_on_question: bool = False
    start_at: int | None = None
    report: Path | None = None


@dataclass(slots=True)
class RunOutcome:
    """What was heard of a run until its end."""

    workflow: str
    run_id: str = ""
    state: RunState = RunState.IDLE
    reason: str = ""
    steps: list[StepFinished] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    report: Path | None = None

    def __call__(self, news: News) -> None:
        """Engine thread: take note, of this run only."""
        if self.state.ended:
            return
        match news:
            case StateChanged():
                self.state = news.state
                self.reason = news.reason or self.reason
                self.run_id = news.run_id or self.run_id
            case StepFinished():
                self.steps.append(news)
            case Notice():
                self.notices.append(f"{news.text.rstrip('.')}. {news.next_step}".strip())
            case _:
                return

    @property
    def exit_status(self) -> ExitStatus:
        """The exit state of the run."""
        match self.state:
            case RunState.COMPLETED:
                passed = all(step.status is StepStatus.PASSED for step in self.steps)
                return ExitStatus.FINISHED if passed else ExitStatus.NOT_ALL_CHECKED
            case RunState.STOPPED:
                return ExitStatus.STOPPED
            case _:
                return ExitStatus.HALTED

    def as_json(self) -> dict[str, Any]:
        """Everything a script may want to know."""
        steps = [
            {
                "number": s.number,
                "id": s.step_id,
                "status": s.status,
                "decision": s.decision,
                "by_hand": s.by_hand,
                "score": s.score,
                "reason": s.reason,
            }
            for s in self.steps
        ]
        return {
            "workflow": self.workflow,
            "run": self.run_id,
            "state": self.state,
            "reason": self.reason,
            "exit": self.exit_status,
            "steps": steps,
            "notices": self.notices,
            "report": self.report,
        }

    def as_text(self) -> str:
        """A few lines for a person."""
        lines = [f"{self.workflow}: {self.state.value}: {self.reason}"]
        lines += [f"  {s.number}. {s.status.value}{_by(s)}: {s.reason}" for s in self.steps]
        lines += [f"  ! {notice}" for notice in self.notices]
        if self.report:
            lines.append(f"Report: {self.report}")
        return "\n".join(lines)


def _by(step: StepFinished) -> str:
    if step.by_hand:
        return " (by hand)"
    return f" ({step.decision.value})" if step.decision else " (alone)"


def run_once(options: RunOptions) -> RunOutcome:
    """Run to the end and close everything; UserError when it cannot even begin."""
    with opened_home() as home:
        workflow = home.store.library.load(options.workflow)
        script = read_script(options.coach, workflow) if options.coach else None
        request = _request(options, workflow)
        _check_watching(options, home.store.library.knowledge(workflow.id).state)
        _check_report(options.report)
        outcome = RunOutcome(workflow.name)
        if home.cut_off:
            outcome(home.cut_off)
        with opened_windows(Shown.CARD, home) as application:
            _check_capture(application.machine)
            _run(application, request, script, outcome)
        if options.report and outcome.run_id:
            outcome.report = home.store.report(options.report, workflow.name, [(workflow.name, outcome.run_id)])
        return outcome


def _run(application: Application, request: RunRequest, script: CoachScript | None, outcome: RunOutcome) -> None:
    application.engine.subscribe(outcome)
    coach = scripted(application, script, request.workflow) if script else None
    try:
        application.engine.start(request)
        application.until_closed()
    finally:
        if coach:
            coach.close()


def _check_capture(machine: Machine) -> None:
    """A screen that cannot be seen is told before the run begins (EnvironmentProblem)."""
    camera = machine.open_camera()
    try:
        camera.grab()
    finally:
        camera.close()


def _check_watching(options: RunOptions, learned: LearningState) -> None:
    """A script answers questions, and nobody is asked while the robot only watches: it would wait for ever."""
    if options.coach and options.mode is None and learned.start_mode is RunMode.OBSERVATION:
        why = "this workflow has not been coached yet, so it starts in observation, where nobody is asked"
        raise BadInput("--coach", why, "Add --mode coaching.")


def _check_report(folder: Path | None) -> None:
    if folder is None:
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(f"--report {folder}", str(error.strerror), "Give a folder that can be written.") from error


class Hands:
    """The separate client of the desktop that does the person's deeds."""

    def __init__(self, person: ScriptedPerson) -> None:
        self._person = person

    def do(self, deeds: Sequence[Deed]) -> None:
        """Do all of it."""
        self._person.do([deed.model_dump(exclude_none=True) for deed in deeds])


def scripted(
    application: Application,
    script: CoachScript,
    workflow: Workflow,
    shown: Callable[[Question], None] = lambda question: None,
) -> ScriptedCoach:
    """A coach that answers from the script; close it after the run. `shown` is called before each answer."""
    machine = application.machine
    hands = Hands(machine.person)
    coach = ScriptedCoach(
        application.engine, script, workflow, machine.windows, machine.accessibility, hands, shown=shown
    )
    application.engine.subscribe(coach)
    return coach


def _request(options: RunOptions, workflow: Workflow) -> RunRequest:
    start_at = None
    if options.start_at is not None:
        if options.start_at > len(workflow.steps):
            raise BadInput(
                f"--from {options.start_at}", f"there are {len(workflow.steps)} steps", "Choose one of them."
            )
        start_at = workflow.steps[options.start_at - 1].id
    return RunRequest(workflow, options.mode, start_at, options.halt_on_question, attended=options.coach is None)

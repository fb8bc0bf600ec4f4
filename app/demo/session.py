"""`understudy demo --headless`: the real application under its own display, coached by a script."""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.bootstrap import Application, Shown, opened_application
from app.demo.camera import Album
from app.demo.scenes import AMOUNT, SCENES, Scene
from app.demo.stagehand import Practice, await_that
from app.desktop.virtual_display import VirtualDisplay
from app.engine.coach_script import script_of
from app.model.errors import UserError
from app.model.modes import RunMode, RunState
from app.model.run import ExitStatus
from app.model.workflow import Workflow
from app.runs import RunOutcome, scripted
from app.settings import HOME_VARIABLE, Settings, TrustRules, folders, save
from app.ui.main_thread import MainThread

WIDTH, HEIGHT = 2560, 1440


@dataclass(frozen=True, slots=True)
class Played:
    """What came of one scene; `faults` are sentences, none when it went as scripted."""

    scene: Scene
    outcome: RunOutcome
    questions: int
    faults: tuple[str, ...]


def run_headless(report: Path | None) -> ExitStatus:
    """Play all scenes, write the report, print it; FINISHED when everything went as scripted."""
    folder = report or folders().data / "demo" / f"{datetime.now(UTC):%Y-%m-%d-%H%M%S}"
    with ExitStack() as stack:
        home = stack.enter_context(tempfile.TemporaryDirectory(prefix="understudy-demo-"))
        display = stack.enter_context(VirtualDisplay(WIDTH, HEIGHT))
        os.environ.update(display.env | {HOME_VARIABLE: home})
        os.environ.pop("QT_QPA_PLATFORM", None)
        play_by_the_script()
        application = stack.enter_context(opened_application(Shown.MAIN))
        played = _Theatre(application, folder, Path(home)).play()
    return _told(played, folder)


def play_by_the_script() -> None:
    """Leave nothing to chance in the home of the demonstration: no step is drawn to be asked about blindly."""
    save(folders().settings, Settings(trust=TrustRules(audit_one_in=0)))


class _Theatre:
    """The main thread serves the windows; the play is directed from a thread of its own."""

    def __init__(self, application: Application, folder: Path, home: Path) -> None:
        self._application = application
        self._folder = folder
        self._home = home
        self._album = Album(folder / "images", application)
        self._main_thread = MainThread()
        self._played: list[Played] = []
        self._error: BaseException | None = None

    def play(self) -> list[Played]:
        """All scenes, then the report; raises what went wrong in the directing thread."""
        windows = self._application.windows
        windows.show()
        if windows.main is not None:
            windows.main.move(WIDTH - windows.main.width() - 40, 80)
        director = threading.Thread(target=self._direct, name="demo")
        self._main_thread.run(director.start)
        self._application.until_closed()
        director.join()
        if self._error is not None:
            raise self._error
        return self._played

    def _direct(self) -> None:
        try:
            workflow = self._practice_workflow()
            for number, scene in enumerate(SCENES, 1):
                self._played.append(self._scene(number, scene, workflow))
            runs = [(played.scene.heading, played.outcome.run_id) for played in self._played]
            self._application.store.report(
                self._folder, "Understudy: a task is shown once and coached", runs, self._album.shots
            )
        except UserError as error:
            self._error = error
        finally:
            self._main_thread.run(self._application.qt.quit)

    def _practice_workflow(self) -> Workflow:
        items = [item for item in self._application.store.library.items() if not item.problem]
        return self._application.store.library.load(items[0].workflow_id)

    def _scene(self, number: int, scene: Scene, workflow: Workflow) -> Played:
        machine = self._application.machine
        with Practice(self._home / f"witness-{number}.jsonl", scene.options, machine.windows.find) as practice:
            outcome = RunOutcome(workflow.name)
            before = self._album.begin(scene, workflow)
            self._application.engine.subscribe(outcome)
            coach = scripted(self._application, script_of(scene.answers), workflow, self._album.on_question)
            try:
                self._start(workflow, scene.mode)
                await_that(lambda: outcome.state is not RunState.IDLE, "the run")
                _until(lambda: outcome.state.ended)
            finally:
                coach.close()
            self._album.end(scene)
            questions = self._album.questions - before
            return Played(scene, outcome, questions, _faults(scene, outcome, questions, practice))

    def _start(self, workflow: Workflow, mode: RunMode) -> None:
        """As a person does it in the main window: choose the workflow, the mode, press Run."""
        main, conductor = self._application.windows.main, self._application.windows.conductor
        assert main is not None
        assert conductor is not None

        def press() -> None:
            conductor.shelf.choose(workflow.id)
            main.tool_bar.switch.wanted.emit(mode)
            main.tool_bar.run.emit()

        await_that(lambda: conductor.shelf.current == workflow.id, "the workflow in the library")
        self._main_thread.run(press)
        if mode is RunMode.AUTOMATIC:
            self._agree()

    def _agree(self) -> None:
        """Run on the sheet that comes up before anything is done alone."""
        before = self._application.windows.pre_flight
        assert before is not None
        await_that(lambda: before.sheet is not None, "the sheet before it runs alone")
        sheet = before.sheet
        assert sheet is not None
        self._main_thread.run(sheet.run.click)


def _until(seen: Callable[[], bool]) -> None:
    pause = threading.Event()
    while not seen():
        pause.wait(0.05)


def _faults(scene: Scene, outcome: RunOutcome, questions: int, practice: Practice) -> tuple[str, ...]:
    found = []
    statuses = tuple(step.status for step in outcome.steps)
    if outcome.state is not RunState.COMPLETED:
        found.append(f"it ended {outcome.state.value}: {outcome.reason}")
    if statuses != scene.statuses:
        found.append(f"the steps went {', '.join(s.value for s in statuses)}")
    if scene.questions is not None and questions != scene.questions:
        found.append(f"it asked {questions} times instead of {scene.questions}")
    saved = practice.saved()
    if len(saved) != 1 or AMOUNT not in str(saved[0].get("value")):
        found.append(f"the practice program saved {[line.get('value') for line in saved]} instead of {AMOUNT} once")
    return tuple(found)


def _told(played: list[Played], folder: Path) -> ExitStatus:
    lines = ["", "Understudy demonstration", ""]
    for each in played:
        lines.append(f"{'ok  ' if not each.faults else 'BAD '}{each.scene.heading}")
        lines += [f"      {step.number}. {step.status.value}: {step.reason}" for step in each.outcome.steps]
        lines.append(f"      {each.questions} questions, {each.outcome.reason}")
        lines += [f"      ! {fault}" for fault in each.faults]
    lines += ["", f"Report   {folder / 'index.html'}", f"Pictures {folder / 'images'}"]
    print("\n".join(lines))  # noqa: T201 - the demonstration speaks to the terminal
    good = len(played) == len(SCENES) and not any(each.faults for each in played)
    return ExitStatus.FINISHED if good else ExitStatus.HALTED

"""Takes the demonstration's pictures, and corrects by pointing in the real windows."""

from __future__ import annotations

from pathlib import Path
from threading import Event

from app.bootstrap import Application
from app.demo.scenes import CARD_STEP, POINTED_STEP, Scene
from app.demo.stagehand import await_that
from app.desktop.photo import photograph
from app.model.geometry import Point
from app.model.modes import RunMode
from app.model.suggestion import Question
from app.model.workflow import Workflow
from app.storage.report import Screenshot

SETTLE = 0.6
SAVE_ROLE, SAVE = "push button", "Save"


class Album:
    """Called on the scripted coach's thread; `shots` are the pictures so far, `questions` how many were asked."""

    def __init__(self, folder: Path, application: Application) -> None:
        self._folder = folder
        self._application = application
        self._scene: Scene | None = None
        self._workflow: Workflow | None = None
        self._pause = Event()
        self.shots: tuple[Screenshot, ...] = ()
        self.questions = 0

    def begin(self, scene: Scene, workflow: Workflow) -> int:
        """The next scene; the questions asked before it."""
        self._scene, self._workflow = scene, workflow
        return self.questions

    def end(self, scene: Scene) -> None:
        """The scene is over: the main window as it is then."""
        self._shoot(f"{scene.mode.value}-end", f"After the {scene.mode.value} run")

    def on_question(self, question: Question) -> None:
        """Before the script answers: pictures, and the one correction that is pointed in the real overlay."""
        self.questions += 1
        if self._scene is None:
            return
        mode = self._scene.mode.value
        if question.number == CARD_STEP:
            self._shoot(f"{mode}-card", f"The coach card beside its target ({mode})")
        if self._scene.mode is RunMode.COACHING and question.number == POINTED_STEP:
            self._point(question)

    def _point(self, question: Question) -> None:
        """F9, F9, the right Save, Enter: as a person corrects, in the windows a person sees."""
        self._shoot("two-saves", "Two buttons called Save: the robot asks instead of guessing")
        hands = self._application.machine.person
        hands.do([{"keys": ["f9"]}])
        self._pause.wait(SETTLE)
        self._shoot("correct", "Correct: point to it, or change text, action and waits")
        hands.do([{"keys": ["f9"]}])
        self._pause.wait(2 * SETTLE)
        place = self._right_save(question)
        hands.do([{"move": list(place)}])
        self._pause.wait(2 * SETTLE)
        self._shoot("pointing", "Pointing on the frozen screen, with magnifier and look-alikes")
        hands.do([{"click": list(place)}])
        self._pause.wait(2 * SETTLE)
        self._shoot("keep", "For how long the correction counts")
        hands.do([{"keys": ["enter"]}])
        await_that(lambda: self._application.windows.parts.coaching.question is not question, "the answer of the card")

    def _right_save(self, question: Question) -> Point:
        """The Save that does not belong to the tool bar: the lower one."""
        machine = self._application.machine
        step = self._workflow.steps[question.number - 1] if self._workflow else None
        window = machine.windows.find(step.target.window) if step and step.target else None
        found = machine.accessibility.find(window, SAVE_ROLE, SAVE) if window else ()
        return max((element.box.center for element in found), key=lambda point: point.y, default=Point(0, 0))

    def _shoot(self, name: str, caption: str) -> None:
        self._pause.wait(SETTLE)
        file = photograph(self._folder / f"{len(self.shots) + 1:02d}-{name}.png")
        self.shots = (*self.shots, Screenshot(caption, file))

"""Saves a picture of every window, filled with believable data: `python -m tests.gui.gallery OUT [light|dark]`.

Needs a display (a virtual one will do); the scale comes from QT_SCALE_FACTOR. Overlays are grabbed from the screen.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QCursor, QGuiApplication, QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget

from app.model.action import ActionKind, Params
from app.model.decision import DecisionKind
from app.model.drift import Subject, SubjectKind
from app.model.feedback import FeedbackStats
from app.model.lesson import Undone
from app.model.modes import RunMode, RunState, StepStatus
from app.model.news import Asked, ModeChanged, QuestionClosed, StateChanged, StepFinished, StepStarted
from app.model.recording import RecorderNews, RecorderState
from app.model.suggestion import QuestionKind
from app.settings import Appearance, Settings
from app.ui.application import Windows, build_windows, make_application
from app.ui.bridge import EngineBridge
from app.ui.dialogs.review import ReviewDialog
from app.ui.main_window import HISTORY, INSIGHTS, LEARNED, SETTINGS, SIZE, STEPS, MainWindow
from app.ui.pages.practice_section import PracticeSection
from app.ui.queries import Queries
from app.ui.stage import ScreenStage
from app.ui.wishes import Wish
from tests.gui import fake_desktop as desk
from tests.gui.fake_engine import FakeEngine
from tests.gui.fake_insights import months_of_coaching
from tests.gui.fake_lessons import advice_from_pictures, advice_of_a_month, lessons_of_a_month
from tests.gui.fake_proofs import GREEN
from tests.gui.fake_questions import audit_question, save_look, save_question, why_question
from tests.gui.fake_rehearsal import doubts_of_a_week
from tests.gui.fake_services import (
    FakeWorld,
    drifted,
    fake_world,
    knowledge_of_a_month,
    other_items,
    past_runs,
    past_steps,
)
from tests.gui.gallery_feedback import show_feedback
from tests.gui.gallery_packs import show_packs
from tests.gui.gallery_reading import show_reading
from tests.gui.gallery_ready import show_ready
from tests.gui.gallery_screens import show_screens


class Gallery:
    """Walks through the windows and saves each."""

    def __init__(self, out: Path, appearance: Appearance) -> None:
        self.out = out
        self.appearance = appearance
        self.world = fake_world()
        self.world.library.extra = other_items()
        self.world.library.steps = knowledge_of_a_month()
        self.world.history.list_of_runs = past_runs()
        self.world.history.records = past_steps()
        self.engine = FakeEngine()
        self.windows = self._build(self.engine, self.world)

    def _build(self, engine: FakeEngine, world: FakeWorld) -> Windows:
        settings = Settings(appearance=self.appearance)
        world.settled.settings = settings
        return build_windows(EngineBridge(engine, Queries()), ScreenStage(), world.services, settings)

    def wait(self, milliseconds: int = 300) -> None:
        """Let events, worker and window manager catch up."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def save(self, name: str, widget: QWidget | None = None) -> None:
        """A window by itself, or the whole screen."""
        self.wait()
        picture = widget.grab() if widget else self._screen()
        picture.save(str(self.out / f"{name}.png"))

    def _screen(self) -> QPixmap:
        return QGuiApplication.primaryScreen().grabWindow(0)

    def walk(self) -> None:
        """All of them."""
        main = self.windows.main
        assert main is not None
        self.windows.show()
        self.save("main-idle", main)
        show_reading(self.windows, self.world, self.save)
        self._drift()
        self._run_to_step_five()
        self.save("main-window", main)
        for number, name in ((STEPS, "steps"), (HISTORY, "history"), (SETTINGS, "settings")):
            main.show_place(number)
            self.save(name, main)
        self._insights()
        self._learned(main)
        show_feedback(main, self.world, self.save)
        show_ready(self.windows, self.world, self.save)
        show_screens(self.windows, self.world, self.save)
        self.engine.tell(StateChanged("r1", RunState.PAUSED, "You have control", taken_over=True))
        self.save("main-paused", main)
        main.hide()
        self._on_the_screen()
        self._recorder()
        self.windows.close()
        self._first_start()

    def _learned(self, main: MainWindow) -> None:
        self.world.lessons.made = lessons_of_a_month(self.world.library.load("w1"))
        self.world.lessons.advisor.given = (*advice_from_pictures(), *advice_of_a_month())
        self.world.lessons.open_undone = (Undone("g1", datetime(2026, 11, 20, 9, 30, tzinfo=UTC), "the run", 3),)
        self.world.rehearsal.found = doubts_of_a_week()
        main.show_place(LEARNED)
        self.save("learned", main)
        for number, section in enumerate(main.learned.sections[1:], 1):
            main.learned.show_section(number)
            self.save(f"learned-{section.title.casefold()}", main)
        self._practise(main)
        show_packs(main, self.world, self.save)

    def _practise(self, main: MainWindow) -> None:
        section = next(each for each in main.learned.sections if isinstance(each, PracticeSection))
        section.start.click()
        self.wait(600)
        assert section.window_open is not None
        self.save("practice-room", section.window_open)
        section.window_open.reject()

    def _insights(self) -> None:
        main = self.windows.main
        assert main is not None
        main.show_place(INSIGHTS)
        self.save("insights-empty", main)
        self.world.insights.found = months_of_coaching()
        self.world.feedback.counted = FeedbackStats(12, 7, 2, 3, 40, 8)
        main.show_place(INSIGHTS)
        self.wait(600)
        self.save("insights", main)
        bar = main.insights.findChild(QScrollArea).verticalScrollBar()
        bar.setValue(bar.maximum())
        self.save("insights-below", main)
        main.resize(980, 600)
        bar.setValue(0)
        self.save("insights-small", main)
        main.resize(*SIZE)

    def _drift(self) -> None:
        main, library = self.windows.main, self.world.library
        assert main is not None
        steps = dict(library.steps)
        for name, subject, now in (
            ("drift-step", Subject(SubjectKind.STEP, "s5"), 0.62),
            ("drift-screen", Subject(SubjectKind.SCREEN, "n0"), 0.31),
        ):
            drifted(library, subject, now)
            main.edits.open("w1")
            self.save(name, main)
        main.show_place(1)
        self.save("drift-steps", main)
        library.steps, library.screens = steps, {}
        main.show_place(0)
        main.edits.open("w1")
        self.wait()

    def _run_to_step_five(self) -> None:
        tell = self.engine.tell
        main = self.windows.main
        assert main is not None
        main.coach.begin_run()
        tell(StateChanged("r1", RunState.RUNNING))
        tell(ModeChanged(RunMode.COACHING))
        results = (
            (StepStatus.PASSED, DecisionKind.ACCEPT, False),
            (StepStatus.PASSED, DecisionKind.CORRECT, False),
            (StepStatus.PASSED, DecisionKind.EXECUTE_MANUAL, True),
            (StepStatus.UNVERIFIED, DecisionKind.ACCEPT, False),
        )
        for number, (status, decision, by_hand) in enumerate(results, start=1):
            tell(StepFinished("r1", f"s{number}", number, status, decision, by_hand, 0.93, ""))
        tell(StepStarted("r1", "s5", 5, 9, "Click Save"))
        tell(save_look(self.world))
        tell(Asked(save_question()))
        self.engine.open_question = "q1"

    def _on_the_screen(self) -> None:
        desktop = QLabel()
        desktop.setWindowFlags(Qt.WindowType.FramelessWindowHint | Qt.WindowType.X11BypassWindowManagerHint)
        picture = QPixmap.fromImage(desk.desktop_image())
        picture.setDevicePixelRatio(QGuiApplication.primaryScreen().devicePixelRatio())
        desktop.setPixmap(picture)
        desktop.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        desktop.setGeometry(QGuiApplication.primaryScreen().geometry())
        desktop.show()
        desktop.lower()
        QCursor.setPos(700, 260)
        tell, coaching = self.engine.tell, self.windows.parts.coaching
        tell(StateChanged("r1", RunState.RUNNING))
        steps: tuple[tuple[str, Callable[[], object]], ...] = (
            ("card", lambda: tell(Asked(save_question()))),
            ("card-correct", lambda: coaching.wish(Wish.CORRECT)),
            ("card-reject", lambda: coaching.wish(Wish.REJECT)),
            ("card-typing", lambda: tell(Asked(self._typing_question()))),
            ("card-typing-correct", lambda: coaching.wish(Wish.CORRECT)),
            ("card-repair", lambda: tell(Asked(save_question(QuestionKind.REPAIR)))),
            ("card-audit", lambda: tell(Asked(audit_question()))),
            ("card-why", lambda: tell(Asked(why_question()))),
            ("card-do-it-now", lambda: tell(Asked(save_question(QuestionKind.DO_IT_NOW)))),
            ("card-second-yes", lambda: tell(Asked(save_question(QuestionKind.SECOND_YES)))),
            ("card-continue-at", lambda: tell(Asked(save_question(QuestionKind.CONTINUE_AT)))),
        )
        for name, act in steps:
            act()
            self.save(name)
        self._point()
        tell(QuestionClosed("q1", "out_of_time"))
        tell(StateChanged("r1", RunState.PAUSED, "Nobody answered in time; nothing was done."))
        self.wait(600)
        self.save("card-paused")
        tell(StateChanged("r1", RunState.STOPPED, "stopped by you at step 5"))
        self.wait(100)
        desktop.close()

    def _typing_question(self) -> object:
        question = save_question()
        assert question.suggestion is not None
        suggestion = replace(question.suggestion, action=ActionKind.TYPE_TEXT, params=Params(text="1 284,50"))
        return replace(question, suggestion=suggestion, label="Amount", mode=RunMode.SUPERVISED)

    def _point(self) -> None:
        self.engine.tell(Asked(save_question()))
        self.wait(100)
        self.engine.frame = self.world.frame
        ratio = QGuiApplication.primaryScreen().devicePixelRatio()
        QCursor.setPos(round(desk.SAVE.center.x / ratio), round(desk.SAVE.center.y / ratio))
        self.windows.parts.bridge.workflow = self.world.library.load("w1")
        self.windows.parts.coaching.wish(Wish.POINT)
        self.wait(600)
        self.save("pointing")
        session = self.windows.parts.pointing.session
        assert session is not None
        session.take()
        self.wait(300)
        self.save("pointing-keep")
        self.world.proofs.plain = replace(GREEN, hits=1, false=2)
        session.point_again()
        session.take()
        self.wait(400)
        self.save("pointing-not-green")
        self.world.sight.alike = (desk.SAVE, desk.TOOL_SAVE, desk.CANCEL)
        self.windows.parts.pointing.cancel()

    def _recorder(self) -> None:
        main = self.windows.main
        assert main is not None
        conductor = self.windows.conductor
        assert conductor is not None
        conductor.record()
        self.wait(200)
        thumbnail = desk.bgr_of(self.world.frame, desk.SAVE.grown(30))
        self.world.recording.tell(RecorderNews(RecorderState.RECORDING, 5, "Click Save", thumbnail))
        self.save("recorder-bar")
        left_out = "Not recorded: only the left and the right button are. Do it another way."
        self.world.recording.tell(RecorderNews(RecorderState.RECORDING, 5, "Click Save", thumbnail, left_out=left_out))
        self.save("recorder-bar-left-out")
        main.tool_bar.stop_button.click()
        self.wait(400)
        self.save("review", _review_of())

    def _first_start(self) -> None:
        windows = self._build(FakeEngine(), fake_world(with_workflow=False))
        windows.show()
        self.wait(300)
        self.save("first-start", windows.main)
        windows.close()


def _review_of() -> QWidget:
    tops = QApplication.topLevelWidgets()
    return next(top for top in tops if isinstance(top, ReviewDialog) and top.isVisible())


def main() -> None:
    """Command line."""
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    appearance = Appearance(sys.argv[2]) if len(sys.argv) > 2 else Appearance.LIGHT
    application = make_application(sys.argv[:1])
    Gallery(out, appearance).walk()
    application.quit()


if __name__ == "__main__":
    main()

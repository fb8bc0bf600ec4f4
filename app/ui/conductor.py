"""Connects the main window with the run, the recorder and the library."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from app.model.modes import RunState, StepStatus
from app.model.news import ModeChanged, PersonActed, StateChanged, StepFinished
from app.model.suggestion import Question
from app.settings import Settings
from app.ui.drift_desk import DriftDesk
from app.ui.exporting import Exporting
from app.ui.looks import mode_look, run_look
from app.ui.main_window import COACH, MainWindow
from app.ui.messages import Messages
from app.ui.parts import Parts
from app.ui.recording_session import RecordingSession
from app.ui.run_control import RunControl
from app.ui.shelf import Shelf
from app.ui.taking_effect import TakingEffect
from app.ui.tray import Tray
from app.ui.visits import Visits
from app.ui.words import key_word

LAYER = "window"


class Conductor(QObject):
    """One per main window; holds which workflow is chosen."""

    settings_changed = Signal(object)

    def __init__(
        self,
        window: MainWindow,
        parts: Parts,
        run: RunControl,
        recording: RecordingSession,
        tray: Tray,
        settings: Settings,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._parts = parts
        self._run = run
        self._recording = recording
        self._tray = tray
        self._settings = settings
        self.shelf = Shelf(parts.services.library, parts.queries, parts.bridge, run, window.coach, window.edits, self)
        self._visits = Visits(window, self.shelf, parts, self)
        self._drift = DriftDesk(window, parts, recording, self)
        self._exporting = Exporting(window, parts, self)
        self._taking_effect = TakingEffect(parts.bridge, recording, parts.countdown, settings, self)
        self._unverified = 0
        self._messages = Messages(window, self)
        self._connect_wishes()
        self._connect_news()
        self._connect_pages()

    def _connect_wishes(self) -> None:
        bar, run = self._window.tool_bar, self._run
        bar.run.connect(run.run)
        bar.pause.connect(self._parts.bridge.pause)
        bar.go_on.connect(self._parts.bridge.resume)
        bar.stop.connect(self._stop)
        bar.record.connect(self.record)
        bar.switch.wanted.connect(run.want_mode)
        self._window.coach.library.taken.connect(run.want_mode)
        self.shelf.fell.connect(lambda words, why: self._window.banner.say("warning", words, why))
        run.mode_shown.connect(bar.switch.show_mode)
        run.failed.connect(self._messages.tell)
        run.starting.connect(self._begin_run)
        self._parts.coaching.stop_wanted.connect(self._stop)
        self._tray.stop.connect(self._stop)
        self._tray.show_window.connect(self._show_window)
        self._tray.quit.connect(self._window.close)
        self._parts.countdown.ticked.connect(self._show_countdown)
        self._parts.countdown.ended.connect(self._end_countdown)

    def _connect_news(self) -> None:
        bridge, coach = self._parts.bridge, self._window.coach
        bridge.state_changed.connect(self._on_state)
        bridge.mode_changed.connect(self._on_mode)
        bridge.looked.connect(coach.show_look)
        bridge.looked.connect(self._window.status.show_look)
        bridge.step_started.connect(coach.show_started)
        bridge.step_finished.connect(coach.show_finished)
        bridge.step_finished.connect(self._count)
        bridge.person_acted.connect(self._on_person_acted)
        bridge.noticed.connect(self._messages.notice)
        bridge.saved.connect(self._window.status.show_saved)
        self._parts.queries.slow.connect(self._window.status.show_busy)
        self._parts.coaching.question_changed.connect(self._on_question)
        self._parts.coaching.refused.connect(self._messages.warn)
        self._parts.pointing.failed.connect(self._messages.warn)

    def _connect_pages(self) -> None:
        window, coaching = self._window, self._parts.coaching
        coach = window.coach
        coach.chosen.connect(self.shelf.choose)
        self.shelf.failed.connect(self._messages.tell)
        self.shelf.removed.connect(self._removed)
        self.shelf.reading.progressed.connect(window.status.show_reading)
        coach.run_from.connect(self._run.run_from)
        coach.practise.connect(self.practise)
        coach.record.connect(self.record)
        coach.panel.answered.connect(coaching.answer)
        coach.panel.wished.connect(coaching.wish)
        coach.panel.noted.connect(coaching.note)
        window.steps.away.connect(window.minimise)
        window.steps.back.connect(window.come_back)
        window.steps.rename_workflow.connect(self.refresh)
        window.steps.delete_workflow.connect(self.shelf.remove_current)
        window.edits.failed.connect(self._messages.tell)
        self._drift.failed.connect(self._messages.tell)
        self._exporting.failed.connect(self._messages.tell)
        self._exporting.opinion_changed.connect(self.refresh)
        self._visits.failed.connect(self._messages.tell)
        window.history.coach.connect(lambda: window.show_place(COACH))
        for page in (window.insights, window.learned):
            page.saved.connect(self._messages.saved_file)
        window.settings_page.failed.connect(self._messages.tell)
        window.settings_page.saved.connect(self._taking_effect.save)
        self._taking_effect.changed.connect(self._use_settings)
        self._recording.failed.connect(self._messages.tell)
        self._recording.active_changed.connect(self._on_recording)
        self._recording.saved.connect(self._on_recorded)

    def listen(self) -> None:
        """Let the hot key begin a recording from any program; a recording has it for itself while it lasts."""
        self._parts.grabs.take(LAYER, {self._settings.keys.record: self.record})

    @Slot()
    def refresh(self) -> None:
        """Read the library again."""
        self.shelf.refresh()

    @Slot()
    def _removed(self) -> None:
        self._window.banner.say("info", self.tr("The workflow was moved to the trash folder beside the others."))
        self._window.show_place(COACH)

    # --- run

    @Slot()
    def _begin_run(self) -> None:
        self._unverified = 0
        self._window.banner.clear()
        self._window.coach.begin_run()
        self._window.step_aside()

    @Slot()
    def _stop(self) -> None:
        self._recording.finish()
        self._run.stop()

    @Slot(StateChanged)
    def _on_state(self, news: StateChanged) -> None:
        running, paused = self._parts.bridge.running, news.state is RunState.PAUSED
        self._window.tool_bar.show_state(running, paused, self._recording.active)
        self._window.steps.show_running(running)
        if paused:
            self._show_pause(news)
        elif news.state.ended:
            self._end_run(news)
        elif news.state is RunState.RUNNING:
            self._window.banner.clear()

    def _show_pause(self, pause: StateChanged) -> None:
        resume = self._parts.bridge.resume
        if pause.taken_over:
            words = self.tr("Go on by yourself as long as you like; the robot looks again before it continues.")
            self._window.banner.wait_for("warning", self.tr("You have control"), words, self.tr("Hand back"), resume)
        else:
            self._window.banner.wait_for("info", self.tr("Paused"), pause.reason, self.tr("Go on"), resume)

    def _end_run(self, news: StateChanged) -> None:
        self._window.coach.end_run()
        self._window.banner.clear()
        look = run_look(news.state, self._unverified, "")
        kind = {"accept": "good", "reject": "error", "correct": "warning"}.get(look.colour, "info")
        detail = "" if news.reason.casefold() == look.word.casefold() else news.reason
        self._window.banner.say(kind, f"{look.sign} {look.word}", detail)
        self._tray.show_mode(None)
        self._window.show_mode(None)
        self._window.come_back()
        self._run.forget_choice()
        self.refresh()
        self.shelf.open_edits()

    @Slot(StepFinished)
    def _count(self, news: StepFinished) -> None:
        if news.status not in (StepStatus.PASSED, StepStatus.OBSERVED):
            self._unverified += 1

    @Slot(ModeChanged)
    def _on_mode(self, news: ModeChanged) -> None:
        self._window.tool_bar.switch.show_mode(news.mode, news.pending)
        self._window.coach.live.show_mode(news.mode)
        self._window.show_mode(news.mode)
        self._tray.show_mode(news.mode)
        if news.pending is not None:
            words = self.tr("{mode} begins with the next step")
            self._window.banner.say("info", words.format(mode=mode_look(news.pending).name))

    @Slot(PersonActed)
    def _on_person_acted(self, news: PersonActed) -> None:
        """Observing is no dumb show: each step says whether the robot had guessed it."""
        if news.agreed:
            self._window.banner.say("good", self.tr("✓ That is where I would have acted too."))
        else:
            self._window.banner.say("info", self.tr("I expected another place. I only watched, and keep it in mind."))

    @Slot(object)
    def _on_question(self, question: Question | None) -> None:
        self._window.coach.show_question(question, self._parts.bridge.last_look)
        if question is None and not self._parts.bridge.running:
            # An answer given after the run has changed what is known.
            self.shelf.open_edits()

    @Slot(int)
    def _show_countdown(self, left: int) -> None:
        words = self.tr("Automatic begins in {seconds}…").format(seconds=left)
        keys = self._settings.keys
        more = self.tr("{first} or {second} cancels it, and stops it at any time later.")
        more = more.format(first=key_word(keys.stop), second=key_word(keys.stop_too))
        cancel = self._parts.countdown.cancel
        self._window.banner.wait_for("warning", words, more, self.tr("Cancel"), cancel)
        self._window.tool_bar.stop_button.setEnabled(True)

    @Slot(bool)
    def _end_countdown(self, _: bool) -> None:
        self._window.banner.clear()
        bridge = self._parts.bridge
        self._window.tool_bar.show_state(bridge.running, bridge.state is RunState.PAUSED, self._recording.active)

    # --- recording and practice

    @Slot()
    def record(self) -> None:
        """Record a task."""
        if self._parts.bridge.running or self._recording.active:
            return
        self._window.step_aside()
        self._recording.begin(self.tr("New task"))

    @Slot(bool)
    def _on_recording(self, active: bool) -> None:
        self._window.tool_bar.show_state(self._parts.bridge.running, False, active)
        if not active:
            self._window.come_back()

    @Slot(str)
    def _on_recorded(self, workflow_id: str) -> None:
        self._window.banner.say("good", self.tr("Saved. Press Run, and coach it through its first run."))
        self._window.show_place(COACH)
        self.shelf.prefer(workflow_id)

    @Slot()
    def practise(self) -> None:
        """Open the practice program with its workflow."""
        start = self._parts.services.start_practice
        self._parts.queries.ask(self, start, lambda _: self.refresh(), self._messages.tell)

    # --- settings

    @Slot()
    def _show_window(self) -> None:
        self._window.showNormal()
        self._window.raise_()
        self._window.activateWindow()

    @Slot(object)
    def _use_settings(self, settings: Settings) -> None:
        """The devices first: no key is shown before it is heard."""
        self._settings = settings
        self.settings_changed.emit(settings)
        self._parts.theme.choose(settings.appearance)
        self._parts.desk.use_keys(settings.keys)
        self._run.use_keys(settings.keys)
        self._recording.use_keys(settings.keys)
        self._window.tool_bar.show_keys(settings.keys)
        self._window.coach.panel.use_keys(settings.keys)
        self._window.settings_page.use_keys(settings.keys)
        self.listen()

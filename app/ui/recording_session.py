"""One recording from the bar to the saved workflow; the recorder's slow calls run on the worker, the others at once."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.model.errors import BadInput, UserError
from app.model.recording import Recorded, RecorderNews, RecorderState
from app.settings import Keys
from app.ui.dialogs.review import ReviewDialog
from app.ui.grabs import Grabs
from app.ui.queries import Queries
from app.ui.recorder_bar import RecorderBar
from app.ui.services import Library, Recording
from app.ui.theme import Theme

LAYER = "recorder"

T = TypeVar("T")


class RecordingSession(QObject):
    """`active_changed` when it begins and ends; `saved` carries the workflow's id; `failed` a UserError.

    Without `reviews` what was recorded is saved at once (command line).
    """

    active_changed = Signal(bool)
    saved = Signal(str)
    failed = Signal(object)
    _news = Signal(object)
    _gave_up = Signal()

    def __init__(
        self,
        recording: Recording,
        library: Library,
        queries: Queries,
        grabs: Grabs,
        theme: Theme,
        keys: Keys,
        parent: QObject | None = None,
        reviews: bool = True,
    ) -> None:
        super().__init__(parent)
        self._reviews = reviews
        self._recording = recording
        self._library = library
        self._queries = queries
        self._grabs = grabs
        self._theme = theme
        self._keys = keys
        self._paused = False
        self._early: list[Callable[[], None]] | None = None
        self._closed = Event()
        self.active = False
        self.bar: RecorderBar | None = None
        self.review: ReviewDialog | None = None
        self._news.connect(self._show_news, Qt.ConnectionType.QueuedConnection)
        self._gave_up.connect(self._end, Qt.ConnectionType.QueuedConnection)
        recording.subscribe(self._hear)

    def _hear(self, news: RecorderNews) -> None:
        if not self._closed.is_set():
            self._news.emit(news)

    def use_keys(self, keys: Keys) -> None:
        """Other keys, from the next recording on."""
        self._keys = keys

    def begin(self, name: str) -> None:
        """Show the bar and record."""
        if self.active:
            return
        self._set_active(True)
        bar = RecorderBar(self._theme, self._keys)
        bar.pause.connect(self.pause)
        bar.go_on.connect(self.go_on)
        bar.forget_last.connect(self.forget_last)
        bar.secret.connect(self.set_secret)
        bar.stop.connect(self.finish)
        bar.show_news(RecorderNews(RecorderState.RECORDING, 0))
        bar.present()
        self.bar = bar
        keys = {
            self._keys.record: self.finish,
            self._keys.pause_recording: self._pause_or_go_on,
            self._keys.forget_last: self.forget_last,
        }
        self._grabs.take(LAYER, keys)
        recording, self._early = self._recording, []
        start = self._or_end(lambda: recording.start(name))
        self._queries.ask(self, start, lambda _: self._begun(), self._fail)

    @Slot()
    def pause(self) -> None:
        """Record nothing for a while."""
        self._wish(self._recording.pause)

    @Slot()
    def go_on(self) -> None:
        """Record again."""
        self._wish(self._recording.resume)

    @Slot()
    def forget_last(self) -> None:
        """Take the last step out."""
        self._wish(self._recording.forget_last)

    @Slot(bool)
    def set_secret(self, on: bool) -> None:
        """What is typed now is not recorded."""
        recording = self._recording
        self._wish(lambda: recording.set_secret(on))

    @Slot()
    def finish(self) -> None:
        """End the recording and show what became of it."""
        if self.active and self.bar is not None:
            self._drop_bar()
            self._queries.ask(self, self._or_end(self._recording.finish), self._take, self._fail)

    def close(self) -> None:
        """The program ends: nothing more is recorded, what was not saved is dropped."""
        self._closed.set()
        if self.active:
            self._drop_bar()
            if self.review is not None:
                self.review.give_up()
            self._recording.discard()
            self._set_active(False)

    def _pause_or_go_on(self) -> None:
        (self.go_on if self._paused else self.pause)()

    def _begun(self) -> None:
        early, self._early = self._early or [], None
        for wish in early:
            self._wish(wish)

    def _wish(self, wish: Callable[[], None]) -> None:
        """At once, so that it holds for what is typed next; what is wished too early, as soon as it has begun."""
        if self.bar is None:
            return
        if self._early is None:
            wish()
        else:
            self._early.append(wish)

    @Slot(object)
    def _show_news(self, news: RecorderNews) -> None:
        self._paused = news.state is RecorderState.PAUSED
        if news.state is RecorderState.IDLE:
            self._broke_off(news)
        elif self.bar is not None:
            self.bar.show_news(news)

    def _broke_off(self, news: RecorderNews) -> None:
        """What there is goes the usual way; without a step, finishing tells the error itself."""
        if self.active and news.error is not None and news.steps:
            self.failed.emit(news.error)
        if self.bar is not None:
            self.finish()

    def _or_end(self, operation: Callable[[], T]) -> Callable[[], T]:
        """Whatever goes wrong on the worker, a fault of ours too, the recording is over: else none could begin."""

        def tried() -> T:
            whole = False
            try:
                result = operation()
                whole = True
                return result
            finally:
                if not whole:
                    self._gave_up.emit()

        return tried

    def _take(self, recorded: Recorded) -> None:
        """A task without a step would be good for nothing."""
        if not recorded.workflow.steps:
            self._discard()
            why, cure = self.tr("nothing was done while it ran"), self.tr("Press Record again and do the task.")
            self.failed.emit(BadInput(self.tr("The recording"), why, cure))
        elif self._reviews:
            self._show_review(recorded)
        else:
            self._save(recorded)

    def _show_review(self, recorded: Recorded) -> None:
        review = ReviewDialog(recorded, self._theme)
        review.saved.connect(self._save)
        review.discarded.connect(self._discard)
        self.review = review
        review.show()
        review.raise_()
        review.activateWindow()

    @Slot(object)
    def _save(self, recorded: Recorded) -> None:
        library = self._library
        self._queries.ask(
            self,
            lambda: library.save(recorded.workflow, recorded.images),
            lambda _: self._was_saved(recorded.workflow.id),
            lambda error: self._not_saved(recorded, error),
        )

    def _was_saved(self, workflow_id: str) -> None:
        self._drop_review()
        self._set_active(False)
        self.saved.emit(workflow_id)

    def _not_saved(self, recorded: Recorded, error: UserError) -> None:
        """Nothing is lost: the review comes back."""
        self._drop_review()
        self.failed.emit(error)
        self._show_review(recorded)

    @Slot()
    def _discard(self) -> None:
        self._drop_review()
        self._set_active(False)
        self._queries.ask(self, self._recording.discard, lambda _: None, self.failed.emit)

    def _fail(self, error: UserError) -> None:
        self._end()
        self.failed.emit(error)

    @Slot()
    def _end(self) -> None:
        self._drop_bar()
        self._set_active(False)

    def _drop_bar(self) -> None:
        self._grabs.give_back(LAYER)
        if self.bar is not None:
            self.bar.leave()
            self.bar.deleteLater()
            self.bar = None

    def _drop_review(self) -> None:
        if self.review is not None:
            self.review.deleteLater()
            self.review = None

    def _set_active(self, active: bool) -> None:
        if active is not self.active:
            self.active = active
            self.active_changed.emit(active)

"""One recording: what the watch saw and heard is written down as steps, on a thread of its own."""

from __future__ import annotations

import logging
import queue
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Collection
from concurrent.futures import Future
from dataclasses import dataclass

from app.model.errors import EnvironmentProblem, UserError
from app.model.recording import Recorded, RecorderNews, RecorderState
from app.recording.acts import Act, Heard
from app.recording.compile import Compiler
from app.recording.moments import Moment
from app.recording.ports import CameraMaker, EyeMaker, Listener, OwnWindow, Secrets, Touch, Windows
from app.recording.segment import Segmenter
from app.recording.watch import PATIENCE, Watch

GLANCE, SETTLED, LONGEST_EFFECT = 0.05, 0.35, 2.0
LONGEST_END = 2 * PATIENCE
LATE = 0.25
"""How much later than it happened (seconds) something may be heard on a busy machine."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class _Wish:
    """Something another thread wants done here: after what the person did before `at`, before what came later.

    At `due` nothing from before is heard any more.
    """

    at: float
    due: float
    work: Callable[[Moment], object]


@dataclass(frozen=True, slots=True, eq=False)
class Sources:
    """What a recording looks at and listens to."""

    make_camera: CameraMaker
    make_eye: EyeMaker
    windows: Windows
    listener: Listener
    secrets: Secrets
    own_window: OwnWindow
    touch: Touch


class Session:
    """Started once, ended once by `finish` or `discard`; only these two wait for the recorder's thread.

    Learning a target may take seconds (reading text loads its models first), so pictures are taken elsewhere, and
    a wish counts from the moment it is made: what is typed then must not wait to become a secret.
    """

    def __init__(
        self, name: str, sources: Sources, hot_keys: Collection[str], tell: Callable[[RecorderNews], None]
    ) -> None:
        self._name = name
        self._tell = tell
        self._watch = Watch(sources.make_camera, sources.windows, sources.listener, sources.touch)
        self._segmenter = Segmenter(hot_keys)
        self._compiler = Compiler(sources.make_eye, sources.secrets, sources.own_window)
        self._wishes: deque[_Wish] = deque()
        self._state = RecorderState.IDLE
        self._over = threading.Event()
        self._ending = False
        self._result: Future[Recorded] = Future()
        self._error: UserError | None = None
        self._thread = threading.Thread(target=self._run, name="recorder")

    def start(self) -> None:
        """Begin; raises what made it impossible."""
        self._watch.start()
        self._wish(lambda now: self._turn(RecorderState.RECORDING, now), late=0.0)
        self._thread.start()

    def pause(self) -> None:
        """Drop what comes until `resume`; what was typed so far is kept."""
        self._wish(lambda now: self._turn(RecorderState.PAUSED, now))

    def resume(self) -> None:
        """Record again."""
        self._wish(lambda now: self._turn(RecorderState.RECORDING, now))

    def forget_last(self) -> None:
        """Take the last step back, one that is still being typed included."""
        self._wish(self._forget)

    def set_secret(self, on: bool) -> None:
        """Switch secret typing."""
        self._wish(lambda now: self._switch_secret(on, now))

    def finish(self) -> Recorded:
        """The workflow, after the last act's effect was seen; the threads have ended then.

        When the recording broke off, the steps up to there; what broke it is raised only if there are none.
        """
        self._wish(self._begin_end)
        try:
            error = self._result.exception(LONGEST_END)
        except TimeoutError:
            error = self._late()
        finally:
            self._end()
        return self._result.result() if error is None else self._rescued(error)

    def discard(self) -> None:
        """End without a result."""
        self._end()

    def _late(self) -> UserError:
        """The last steps are missing then, and the person must know."""
        self._error = EnvironmentProblem("Recording", "its last steps took too long", "Record them anew.")
        self._state = RecorderState.IDLE
        self._publish()
        return self._error

    def _rescued(self, error: BaseException) -> Recorded:
        if not self._compiler.steps:
            raise error
        try:
            return self._compiler.recorded(self._name)
        except ValueError as fault:
            raise error from fault

    def _end(self) -> None:
        self._over.set()
        self._watch.close()
        self._thread.join(PATIENCE)

    def _wish(self, work: Callable[[Moment], object], late: float = LATE) -> None:
        """`work` gets the screen as it was then; nothing of the person's comes in between."""
        now = time.monotonic()
        self._wishes.append(_Wish(now, now + late, work))

    def _run(self) -> None:
        try:
            while not self._over.is_set():
                self._turn_over()
        except UserError as error:
            self._error = error
        except Exception as error:  # noqa: BLE001 - the top of a thread: whoever waits gets the error
            self._error = _ours(error)
        finally:
            self._end_waiting()
            self._state = RecorderState.IDLE
            self._publish()

    def _turn_over(self) -> None:
        """What was heard, in order, each wish at its place in it; then what the passing of time completes.

        Counted before the queue is looked at: what was heard before a wish must not come in between and be dropped.
        """
        now, behind = time.monotonic(), self._watch.behind
        try:
            heard = self._watch.heard.get(timeout=GLANCE)
        except queue.Empty:
            if not behind:
                self._catch_up(now)
            return
        if isinstance(heard, Exception):
            raise heard
        while self._wishes and self._wishes[0].at <= heard.event.at:
            self._wishes.popleft().work(heard.before)
        self._take(heard)

    def _catch_up(self, now: float) -> None:
        while self._wishes and self._wishes[0].due <= now:
            self._wishes.popleft().work(self._watch.newest)
        self._pass_time(now)
        if self._ending and self._compiler.unsettled is None:
            self._result.set_result(self._compiler.recorded(self._name))
            self._over.set()

    def _take(self, heard: Heard) -> None:
        if self._state is not RecorderState.RECORDING:
            self._segmenter.overhear(heard.event)
            return
        left_out = self._segmenter.left_out(heard.event)
        for act in self._segmenter.feed(heard):
            # What this event itself does must not count as the effect of the act that it closes.
            self._write(act, heard.before)
        if left_out:
            self._publish(left_out)

    def _pass_time(self, now: float) -> None:
        """`now` is a moment up to which all was heard that can be: a second click may still be on its way to us."""
        newest = self._watch.newest
        for act in self._segmenter.tick(now - LATE):
            self._write(act, newest)
        ended = self._compiler.unsettled
        if ended is None:
            return
        still = self._watch.same_until - max(ended, newest.frame.taken) > SETTLED
        if still or now - ended > LONGEST_EFFECT:
            self._compiler.settle(newest)

    def _write(self, act: Act, now: Moment) -> None:
        if self._compiler.add(act, now):
            self._publish()

    def _turn(self, state: RecorderState, now: Moment) -> None:
        self._flush(now)
        self._state = state
        self._publish()

    def _flush(self, now: Moment) -> None:
        for act in self._segmenter.flush():
            self._write(act, now)

    def _forget(self, now: Moment) -> None:
        self._flush(now)
        self._compiler.forget()
        self._publish()

    def _switch_secret(self, on: bool, now: Moment) -> None:
        self._flush(now)
        self._segmenter.secret = on
        self._publish()

    def _begin_end(self, now: Moment) -> None:
        """No more events; the last act's effect is still waited for."""
        self._flush(now)
        self._state = RecorderState.PAUSED
        self._ending = True

    def _publish(self, left_out: str = "") -> None:
        sentence = str(self._error) if self._error else self._compiler.sentence()
        thumbnail, secret = self._compiler.thumbnail(), self._segmenter.secret
        news = RecorderNews(self._state, self._compiler.steps, sentence, thumbnail, secret, left_out, self._error)
        self._tell(news)

    def _end_waiting(self) -> None:
        """Nobody may wait for a thread that has ended."""
        if not self._result.done():
            self._result.set_exception(self._error or RuntimeError("the recording has ended"))


def _ours(error: Exception) -> UserError:
    """A fault of ours, as the person is told of it. Its own words are not logged: they may hold what was typed."""
    _log.error(
        "a fault in a recording: %s\n%s", type(error).__name__, "".join(traceback.format_tb(error.__traceback__))
    )
    return UserError("Recording", "it broke off because of a fault in this program", "Record the rest anew.")

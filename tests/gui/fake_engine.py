"""An engine that only remembers what it was asked, and tells what a test lets it tell."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Thread

from app.engine.api import RunRequest
from app.engine.ports import Listener
from app.model.decision import Answer
from app.model.denied import Denial
from app.model.errors import UserError
from app.model.frame import Frame
from app.model.geometry import Box
from app.model.modes import RunMode, RunState
from app.model.news import Frozen, ModeChanged, News, StateChanged


@dataclass
class FakeEngine:
    """`frame` is what a freeze brings; `open_question` the only id whose answer counts."""

    frame: Frame | None = None
    window: Box | None = None
    open_question: str = ""
    refuse_start: UserError | None = None
    state: RunState = RunState.IDLE
    answers: list[tuple[str, Answer]] = field(default_factory=list)
    requests: list[RunRequest] = field(default_factory=list)
    freezes: list[str] = field(default_factory=list)
    modes: list[RunMode] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    denials: list[Denial] = field(default_factory=list)
    deaf: bool = False
    _listeners: list[Listener] = field(default_factory=list)

    def subscribe(self, listener: Listener) -> None:
        self._listeners.append(listener)

    def tell(self, news: News) -> None:
        """Publish on a thread of its own, as the real engine does."""
        if isinstance(news, StateChanged):
            self.state = news.state
        thread = Thread(target=self._tell, args=(news,), name="engine")
        thread.start()
        thread.join()

    def _tell(self, news: News) -> None:
        for listener in self._listeners:
            listener(news)

    def start(self, request: RunRequest) -> None:
        if self.refuse_start is not None:
            raise self.refuse_start
        self.requests.append(request)

    def answer(self, question_id: str, answer: Answer) -> bool:
        if question_id != self.open_question:
            return False
        self.open_question = ""
        self.answers.append((question_id, answer))
        return True

    def deny(self, denial: Denial) -> bool:
        if self.deaf:
            return False
        self.denials.append(denial)
        return True

    def freeze(self, request: str) -> None:
        self.freezes.append(request)
        if self.frame is not None:
            self.tell(Frozen(request, self.frame, self.window))

    def set_mode(self, mode: RunMode) -> None:
        self.modes.append(mode)
        self.tell(ModeChanged(mode))

    def pause(self) -> None:
        self.calls.append("pause")

    def resume(self) -> None:
        self.calls.append("resume")

    def stop(self) -> None:
        self.calls.append("stop")

    def close(self) -> bool:
        return True

"""The clipboard for a moment: what was on it is kept, ours is offered, and the old text is put back."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from Xlib import X, Xatom
from Xlib.display import Display
from Xlib.protocol import event, request

from app.desktop import x11
from app.desktop.reins import Reins
from app.desktop.waker import Waker, Woken

_ANSWER = 0.5
_TAKE = 1.5
_SLICE = 0.05
_LARGEST = 200_000


class Clipboard:
    """Owns a connection and, from the first use on, a thread that hands the text to whoever asks for it.

    Only text can be kept and put back; `free` says whether that is so. Closed by its owner.
    """

    def __init__(self, reins: Reins) -> None:
        self._reins = reins
        self._display: Display | None = None
        self._window: Any = None
        self._lock = threading.RLock()
        self._news = threading.Condition()
        self._answer: str | None = None
        self._answered = False
        self._offered: str | None = None
        self._askers: set[int] = set()
        self._waker = Waker()
        self._thread: threading.Thread | None = None

    def free(self) -> bool:
        """Whether the clipboard is empty or holds a text that can be put back."""
        self._start()
        return not self._has_owner() or self._read() is not None

    @contextmanager
    def lent(self, text: str) -> Iterator[None]:
        """Our text is on the clipboard inside the block; afterwards the old one is, unless somebody else copied."""
        self._start()
        had_owner, before = self._has_owner(), self._read()
        self._own(text)
        try:
            yield
        finally:
            if self._is_ours():
                self._own(before if had_owner else None)

    def taken(self, window: int) -> bool:
        """Wait until the program of this window asked for the text; False when it did not in time.

        Clipboard collectors ask too; only connections of the window's own program count.
        """
        deadline = time.monotonic() + _TAKE
        with self._news:
            while not any(self._same_client(asker, window) for asker in self._askers):
                if time.monotonic() >= deadline:
                    return False
                self._reins.check()
                self._news.wait(_SLICE)
        return True

    def close(self) -> None:
        """End the thread; a text put back is gone then, as with every program that ends."""
        self._waker.close(self._thread)
        self._thread = None

    def _start(self) -> None:
        if self._thread is None:
            self._display = x11.connect()
            screen = self._display.screen()
            self._window = screen.root.create_window(-10, -10, 1, 1, 0, X.CopyFromParent, X.InputOnly)
            self._thread = threading.Thread(target=self._run, name="clipboard", daemon=True)
            self._thread.start()

    def _atom(self, name: str) -> int:
        assert self._display is not None
        return int(self._display.get_atom(name))

    def _owner(self) -> int:
        assert self._display is not None
        with self._lock:
            owner = self._display.get_selection_owner(self._atom("CLIPBOARD"))
            return int(getattr(owner, "id", owner) or 0)

    def _has_owner(self) -> bool:
        return self._owner() != 0

    def _same_client(self, one: int, other: int) -> bool:
        assert self._display is not None
        mask = int(self._display.display.info.resource_id_mask)
        return one & ~mask == other & ~mask

    def _is_ours(self) -> bool:
        return self._owner() == int(self._window.id)

    def _own(self, text: str | None) -> None:
        """Offer a text; None leaves the clipboard empty."""
        assert self._display is not None
        with self._lock:
            self._offered, self._askers = text, set()
            owner = self._window if text is not None else X.NONE
            request.SetSelectionOwner(
                display=self._display.display, window=owner, selection=self._atom("CLIPBOARD"), time=X.CurrentTime
            )
            self._display.sync()
        self._waker.stir()

    def _read(self) -> str | None:
        """The text on the clipboard; None when it is no text, too long, or nobody answers."""
        if self._is_ours():
            return self._offered
        assert self._display is not None
        with self._news:
            self._answered, self._answer = False, None
        with self._lock:
            clipboard, kind, place = (self._atom(name) for name in ("CLIPBOARD", "UTF8_STRING", "_UNDERSTUDY_TEXT"))
            self._window.convert_selection(clipboard, kind, place, X.CurrentTime)
            self._display.flush()
        self._waker.stir()
        with self._news:
            self._news.wait_for(lambda: self._answered, _ANSWER)
            return self._answer

    def _run(self) -> None:
        display = self._display
        assert display is not None
        try:
            while self._waker.wait(display.fileno()) is not Woken.END:
                with self._lock:
                    while display.pending_events():
                        self._serve(display.next_event())
        except x11.XFailure:
            return  # without a display there is no clipboard
        finally:
            x11.close(display)

    def _serve(self, news: Any) -> None:
        if news.type == X.SelectionRequest:
            self._hand_over(news)
        elif news.type == X.SelectionNotify:
            self._note(news)

    def _hand_over(self, news: Any) -> None:
        texts = (self._atom("UTF8_STRING"), Xatom.STRING, self._atom("text/plain;charset=utf-8"))
        place = news.property or news.target
        if news.target == self._atom("TARGETS"):
            news.requestor.change_property(place, Xatom.ATOM, 32, [self._atom("TARGETS"), *texts])
        elif news.target in texts and self._offered is not None:
            data = self._offered.encode("latin-1" if news.target == Xatom.STRING else "utf-8", "replace")
            news.requestor.change_property(place, news.target, 8, data)
        else:
            place = X.NONE
        answer = event.SelectionNotify(
            time=news.time, requestor=news.requestor, selection=news.selection, target=news.target, property=place
        )
        news.requestor.send_event(answer)
        assert self._display is not None
        self._display.flush()
        if news.target in texts:
            with self._news:
                self._askers.add(int(news.requestor.id))
                self._news.notify_all()

    def _note(self, news: Any) -> None:
        found = None
        if news.property != X.NONE:
            value = self._window.get_full_property(news.property, X.AnyPropertyType)
            if value is not None and value.format == 8 and len(value.value) <= _LARGEST:
                found = bytes(value.value).decode("utf-8", "replace")
            self._window.delete_property(news.property)
        with self._news:
            self._answer, self._answered = found, True
            self._news.notify_all()

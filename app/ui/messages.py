"""What the program has to say in the main window, one message at a time."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from app.model.errors import UserError
from app.model.news import Notice, Severity
from app.ui.main_window import MainWindow

_KINDS = {Severity.INFO: "info", Severity.WARNING: "warning", Severity.ERROR: "error"}


class Messages(QObject):
    """Shows them in the banner; lives on the main thread."""

    def __init__(self, window: MainWindow, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window

    @Slot(object)
    def tell(self, error: UserError) -> None:
        """What went wrong, why, and what to do next; the window comes back to show it."""
        self._window.come_back()
        what = f"{error.what}: {error.why}"
        self._window.banner.say("error", what, error.next_step)

    @Slot(str)
    def warn(self, words: str) -> None:
        """Something that the person should know now."""
        self._window.banner.say("warning", words)

    @Slot(Notice)
    def notice(self, news: Notice) -> None:
        """What the engine has to say."""
        self._window.banner.say(_KINDS[news.severity], news.text, news.next_step)

    @Slot(str)
    def saved_file(self, where: str) -> None:
        """A file of the person's was written."""
        self._window.banner.say("good", self.tr("Saved: {where}").format(where=where))

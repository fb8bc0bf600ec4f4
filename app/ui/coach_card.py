"""The coach card: small, on top, never takes the focus, never covers the target."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QBitmap, QColor, QHideEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout

from app.model.geometry import Box
from app.model.modes import RunMode
from app.ui.buttons import labelled
from app.ui.card_page import CardPage
from app.ui.card_place import place_card
from app.ui.floating_window import FloatingWindow
from app.ui.geometry import ScreenSpec, screen_of, screens_now, to_logical
from app.ui.looks import mode_look
from app.ui.screen_line import ScreenLine
from app.ui.theme import Theme
from app.ui.wishes import Wish

WIDTH = 388
RADIUS = 9
ACCENT = 4
EARLY = 0.4


class CoachCard(FloatingWindow):
    """Shows one page at a time; closing it is not an answer, and nothing is taken in its first 400 ms.

    `answered` carries an Answer, `wished` a Wish. `clock` gives monotonic seconds.
    """

    answered = Signal(object)
    wished = Signal(object)

    def __init__(self, theme: Theme, screen: ScreenLine, clock: Callable[[], float] = monotonic) -> None:
        super().__init__(self.tr("Coach card"))
        self._theme = theme
        self._screen = screen
        self._clock = clock
        self._since = 0.0
        self._deadline: float | None = None
        self._mode = RunMode.COACHING
        self.page: CardPage | None = None
        self._build()
        self._tick = QTimer(self)
        self._tick.setInterval(250)
        self._tick.timeout.connect(self._show_time)

    def _build(self) -> None:
        self._head = labelled("", "section")
        self._time = labelled("", "small")
        self._sentence = QLabel()
        self._sentence.setProperty("kind", "title")
        self._sentence.setTextFormat(Qt.TextFormat.RichText)
        self._sentence.setWordWrap(True)
        self._where = labelled("", "small")
        self._notice = labelled("", "problem", wrap=True)
        self._notice.hide()
        top = QHBoxLayout()
        top.addWidget(self._head, 1)
        top.addWidget(self._time)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(13, ACCENT + 9, 13, 12)
        self._column.setSpacing(6)
        self._column.addLayout(top)
        self._column.addWidget(self._sentence)
        self._column.addWidget(self._where)
        self._column.addWidget(self._screen)
        self._screen.resized.connect(self._refit)
        self._screen.ready = lambda: not self.early
        self._column.addWidget(self._notice)
        self.setFixedWidth(WIDTH)

    def show_page(self, page: CardPage) -> None:
        """Put this page on the card in place of the one before; keys and clicks count 400 ms from now."""
        if self.page is not None:
            self._column.removeWidget(self.page)
            self.page.hide()
            self.page.deleteLater()
        self.page = page
        page.answered.connect(self._on_answer)
        page.wished.connect(self._on_wish)
        self._column.addWidget(page)
        page.show()
        self._notice.hide()
        self._since = self._clock()

    def show_head(self, head: str, sentence: str, mode: RunMode, deadline: float | None, where: str = "") -> None:
        """The lines above the page; `sentence` is rich text, `deadline` a monotonic second."""
        self._head.setText(head)
        self._where.setText(where)
        self._where.setVisible(bool(where))
        self._sentence.setText(sentence)
        self._sentence.setAccessibleName(self._sentence.text())
        self._mode = mode
        self._deadline = deadline
        self._show_time()

    def say(self, text: str) -> None:
        """A line in the card itself, for what concerns this question only."""
        self._notice.setText(text)
        self._notice.setVisible(bool(text))
        self._fit()

    def present(
        self,
        avoid: Box | None,
        also: tuple[Box, ...] = (),
        screen: ScreenSpec | None = None,
        window: Box | None = None,
    ) -> None:
        """Come up beside the target, and beside its window if that is not far, without taking the focus."""
        screens = screens_now()
        chosen = screen or (screen_of(avoid.center, screens) if avoid else screens[0])
        self.hide()
        self._fit()
        size = (round(self.width() * chosen.scale), round(self.height() * chosen.scale))
        place = to_logical(place_card(*size, avoid, chosen.box, also, chosen.scale, window), chosen)
        self.move(round(place.x()), round(place.y()))
        self._cut_corners()
        self.show()
        self.raise_()

    def press(self, name: str) -> None:
        """The global key of this setting was pressed."""
        action = self.page.presses.get(name) if self.page and self.isVisible() else None
        if action is not None:
            action()

    @property
    def early(self) -> bool:
        """Whether the page is up too short for an answer to be meant for it."""
        return self._clock() - self._since < EARLY

    @Slot(object)
    def _on_answer(self, answer: object) -> None:
        if not self.early:
            self.answered.emit(answer)

    @Slot(object)
    def _on_wish(self, wish: Wish) -> None:
        if not self.early or wish is Wish.STOP:
            self.wished.emit(wish)

    def _fit(self) -> None:
        """As high as it must be; what changed while it was hidden has told its layout nothing of it."""
        for part in (self._screen, self.page):
            layout = part.layout() if part is not None else None
            if part is not None and layout is not None:
                layout.invalidate()
                part.updateGeometry()
        self._column.invalidate()
        self._column.activate()
        self.setFixedHeight(max(self._column.heightForWidth(WIDTH), self._column.minimumSize().height()))

    @Slot()
    def _refit(self) -> None:
        """What is named has changed while the card is up."""
        if self.isVisible():
            self._screen.updateGeometry()
            self._fit()
            self._cut_corners()

    def _cut_corners(self) -> None:
        """Round corners by a mask: right with and without a compositor."""
        mask = QBitmap(self.size())
        mask.fill(Qt.GlobalColor.color0)
        painter = QPainter(mask)
        painter.setBrush(Qt.GlobalColor.color1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(self.rect(), RADIUS, RADIUS)
        painter.end()
        self.setMask(mask)

    @Slot()
    def _show_time(self) -> None:
        if self._deadline is None:
            self._time.setText("")
            return
        left = max(0, round(self._deadline - self._clock()))
        self._time.setText(f"{left // 60}:{left % 60:02d}")
        self._time.setProperty("kind", "problem" if left <= 10 else "small")
        self._time.setAccessibleName(self.tr("{seconds} seconds left").format(seconds=left))

    def showEvent(self, event: QShowEvent) -> None:
        """The clock runs while it is up."""
        self._tick.start()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing runs while it is down."""
        self._tick.stop()
        super().hideEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, edge, and the mode's colour along the top."""
        palette = self._theme.palette
        painter = QPainter(self)
        painter.fillRect(self.rect(), palette.colour("surface"))
        painter.fillRect(0, 0, self.width(), ACCENT, palette.colour(mode_look(self._mode).colour))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QColor(palette.colour("muted"))
        edge.setAlphaF(0.55)
        painter.setPen(QPen(edge, 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        painter.end()

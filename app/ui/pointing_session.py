"""The windows over one frozen frame, and what mouse and keys do in them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent

from app.model.decision import Pointed
from app.model.errors import UserError
from app.model.frame import Frame
from app.model.geometry import Box, Point
from app.model.proof import shown_proof
from app.model.target import TaughtTarget
from app.ui.crop_box import CropBox
from app.ui.geometry import pointer_now, screens_now
from app.ui.keep_bar import Choice, KeepBar, PointedPlace
from app.ui.keyboard_grab import KeyboardGrab
from app.ui.pointing_hint import pointing_hint
from app.ui.pointing_overlay import PointingWindow, View
from app.ui.proving import Offer, OfferKind, ProofFor, Taken
from app.ui.queries import Newest, Queries
from app.ui.services import Sight

DRAG_FROM = 6
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class PointingSession(QObject):
    """The windows over one frozen frame. Emits exactly one of `taken`, `back`, `later`, then ignores everything."""

    taken = Signal(object)
    back = Signal()
    later = Signal()

    def __init__(
        self, frame: Frame, queries: Queries, sight: Sight, keeps: bool, parent: QObject, proof: ProofFor | None = None
    ) -> None:
        super().__init__(parent)
        self._frame = frame
        self._proof = proof
        self._queries = queries
        self._sight = sight
        self._keeps = keeps
        self._snapper = Newest(queries, self)
        self._counter = Newest(queries, self)
        self._windows = tuple(PointingWindow(frame, screen) for screen in screens_now())
        self._crop = CropBox(frame.region, pointer_now())
        self._look_alikes: tuple[Box, ...] = ()
        self._count: int | None = None
        self._problem = ""
        self._pressed: Point | None = None
        self._taken: Taken | None = None
        self._bar: KeepBar | None = None
        self._checked: Pointed | None = None
        self._over, self._tried = False, frozenset[str]()
        self._grab = KeyboardGrab(self._windows[0], self)
        self._grab.changed.connect(self._draw)
        for window in self._windows:
            window.moved.connect(self._on_move)
            window.pressed.connect(self._on_press)
            window.released.connect(self._on_release)
            window.wheeled.connect(self._on_wheel)
            window.keyed.connect(self._on_key)

    @property
    def windows(self) -> tuple[PointingWindow, ...]:
        """One per screen."""
        return self._windows

    @property
    def bar(self) -> KeepBar | None:
        """The line with the buttons, once a place was taken."""
        return self._bar

    def open(self) -> None:
        """Show the windows and take the keyboard: windows beside the window manager get no focus of their own."""
        for window in self._windows:
            window.show()
            window.raise_()
        self._windows[0].grabKeyboard()
        self._grab.take()
        self._snap()
        self._draw()

    def close(self) -> None:
        """Give the keyboard back and remove the windows; may be called twice."""
        self._over = True
        self._stop_proving()
        self._grab.end()
        self._snapper.forget()
        self._counter.forget()
        for window in self._windows:
            window.releaseKeyboard()
            window.hide()
            window.deleteLater()
        self.deleteLater()

    # --- mouse

    @Slot(object)
    def _on_move(self, point: Point) -> None:
        if self._busy:
            return
        if self._pressed is not None and point.distance(self._pressed) >= DRAG_FROM:
            self._crop.draw(self._pressed, point)
            self._changed()
        elif self._pressed is None and self._crop.move_to(point):
            self._snap()

    @Slot(object)
    def _on_press(self, point: Point) -> None:
        if self._busy:
            self.point_again()
        self._pressed = point
        self._crop.move_to(point)
        self._draw()

    @Slot(object)
    def _on_release(self, point: Point) -> None:
        if self._pressed is None or self._busy:
            return
        self._pressed = None
        self.take()

    @Slot(int)
    def _on_wheel(self, notches: int) -> None:
        if not self._busy:
            self._crop.resize(notches)
            self._changed()

    # --- keys

    @Slot(object)
    def _on_key(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key is Qt.Key.Key_Escape:
            self._escape()
        elif self._bar is not None:
            self._key_in_bar(key)
        elif not self._busy:
            self._key_while_pointing(key, event.modifiers())

    def _key_while_pointing(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take()
        elif key is Qt.Key.Key_F2:
            self._finish(self.later.emit)
        elif key in _ARROWS:
            far = 10 if modifiers & Qt.KeyboardModifier.ShiftModifier else 1
            dx, dy = _ARROWS[key]
            self._crop.nudge(dx * far, dy * far)
            self._snap()

    def _key_in_bar(self, key: Qt.Key) -> None:
        choice = self._bar.choice_of(key) if self._bar else None
        if choice is not None:
            self._keep(choice)

    def _escape(self) -> None:
        if self._busy:
            self.point_again()
        else:
            self._finish(self.back.emit)

    # --- looking

    def _snap(self) -> None:
        point, frame = self._crop.point, self._frame
        self._problem = ""
        self._snapper.ask(lambda: self._sight.element_at(frame, point), lambda box: self._snapped(point, box))
        self._draw()

    def _snapped(self, point: Point, box: Box) -> None:
        if not self._over and self._crop.snap(point, box):
            self._changed()

    def _changed(self) -> None:
        """Another box: count its look-alikes anew."""
        box, frame = self._crop.box, self._frame
        self._count, self._look_alikes = None, ()
        if box is not None:
            self._counter.ask(lambda: self._sight.look_alikes(frame, box), lambda found: self._counted(box, found))
        self._draw()

    def _counted(self, box: Box, found: tuple[Box, ...]) -> None:
        if self._over or box != self._crop.box:
            return
        self._count = max(1, len(found))
        self._look_alikes = found if len(found) > 1 else ()
        self._draw()

    # --- taking

    @property
    def _busy(self) -> bool:
        return self._over or self._checked is not None or self._bar is not None

    def take(self) -> None:
        """Make a target of it: a blank place is refused with the reason, and pointing goes on."""
        frame, pointed = self._frame, self._crop.pointed(self._frame.number)
        self._checked = pointed
        self._queries.ask(
            self,
            lambda: self._sight.teach(frame, pointed.point, pointed.box),
            lambda taught: self._offer(pointed, taught),
            lambda error: self._refuse(pointed, error),
        )
        self._draw()

    def _refuse(self, pointed: Pointed, error: UserError) -> None:
        if self._over or pointed is not self._checked:
            return
        self._checked = None
        self._problem = f"{error.why[:1].upper()}{error.why[1:]}. {error.next_step}"
        self._draw()

    def _offer(self, pointed: Pointed, taught: TaughtTarget) -> None:
        """Offer what was made of this place; the person may point elsewhere by now, then it no longer counts."""
        if self._over or pointed is not self._checked:
            return
        self._checked, self._taken = None, Taken(self._frame, pointed, self._crop.box, taught)
        window = self._window_of(pointed.point)
        bar = KeepBar(self._keeps, window)
        bar.show_target(taught.target, self._count or 1)
        bar.chosen.connect(self._keep)
        bar.back.connect(self.point_again)
        screen = window.screen_spec
        bar.present(window, (pointed.point.y - screen.origin.y) / screen.scale)
        self._bar = bar
        if self._proof is not None:
            self._proof.begin(self._taken, bar.expect_proof)
        self._draw()

    def _stop_proving(self) -> None:
        if self._proof is not None:
            self._proof.end()

    @Slot(object)
    def show_offer(self, offer: Offer) -> None:
        """What is known by now of one way to keep what was taken."""
        if self._bar is not None and not self._over:
            self._tried |= frozenset(offer.proof.pictures or ())
            self._bar.show_offer(offer)

    @Slot(str)
    def show_failure(self, why: str) -> None:
        """It could not be tried on past pictures."""
        if self._bar is not None and not self._over:
            self._bar.show_failure(why)

    @Slot()
    def point_again(self) -> None:
        """Drop what was taken; pointing goes on."""
        self._stop_proving()
        self._checked = self._taken = None
        if self._bar is not None:
            self._bar.hide()
            self._bar.deleteLater()
            self._bar = None
        self._draw()

    @Slot(object)
    def _keep(self, choice: Choice) -> None:
        if self._taken is None or self._bar is None or self._over:
            return
        offer = self._bar.proof_of(choice.kind) or Offer(OfferKind.PLAIN, self._taken.pointed, self._taken.taught)
        place = PointedPlace(offer.pointed, choice.keep, offer.taught, shown_proof(offer.proof, self._tried))
        self._finish(lambda: self.taken.emit(place))

    def _finish(self, tell: Callable[[], object]) -> None:
        """One result: whatever comes after it is ignored."""
        if self._over:
            return
        self._over = True
        tell()

    # --- showing

    def _window_of(self, point: Point) -> PointingWindow:
        inside = (window for window in self._windows if window.screen_spec.box.contains(point))
        return next(inside, self._windows[0])

    @Slot()
    def _draw(self) -> None:
        if self._over:
            return
        crop, glass = self._crop, self._bar is None
        hint = pointing_hint(not glass, self._checked is not None, self._grab.held)
        view = View(crop.point, crop.box, self._look_alikes, self._count, hint, self._problem, glass)
        for window in self._windows:
            window.show_view(view)

"""The Eye: everything that looks at pixels, behind one door."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future

from app.model.arrival import FieldValue
from app.model.frame import Frame, Pixels
from app.model.geometry import Box, Point
from app.model.suggestion import Verification
from app.model.target import Finding, Search, TaughtTarget
from app.model.window import Window
from app.model.workflow import Expect, Screen
from app.vision import reading, sameness
from app.vision.alike import look_alikes
from app.vision.change import changed_boxes
from app.vision.locate import Locators, search_area
from app.vision.naming import keep
from app.vision.ports import Accessibility, Alive, Pictures, Reader
from app.vision.recognise import Recogniser
from app.vision.references import References
from app.vision.scene import Scene
from app.vision.stability import Watch, still_there, watch
from app.vision.teach import Teacher
from app.vision.value import FieldReader, ready, told
from app.vision.verify import judge


class Eye:
    """Recognises, locates, teaches and verifies. Used by one thread at a time; each thread gets its own."""

    def __init__(
        self,
        pictures: Pictures,
        accessibility: Accessibility | None = None,
        reader: Reader | None = None,
        windows: Alive | None = None,
        fields: FieldReader | None = None,
    ) -> None:
        self._locators = Locators(References(pictures), pictures, reader, accessibility)
        self._recogniser = Recogniser(pictures)
        self._teacher = Teacher(reader, accessibility)
        self._windows = windows
        self._accessibility = accessibility
        self._fields = fields
        self._scene: Scene | None = None

    def recognise(self, frame: Frame, window: Window | None, screens: Sequence[Screen]) -> tuple[Screen | None, float]:
        """Which Screen this is (None = unknown) and how sure, 0 to 1."""
        if window is None or not screens:
            return None, 0.0
        return self._recogniser.recognise(self._look(frame, window, window.box), screens)

    def remember(self, screens: Sequence[Screen]) -> None:
        """Prepare what is known of these Screens, so that the first look costs no more than any other."""
        reading.prepare()
        sameness.prepare()
        self._recogniser.remember(screens)

    def locate(self, frame: Frame, window: Window, search: Search) -> Finding:
        """Where the target is in this window now."""
        return self._locators.locate(self._look(frame, window, search_area(window, search)), search)

    def still_there(self, before: Frame, now: Frame, box: Box) -> bool:
        """Whether the pixels under the box are unchanged, carets ignored."""
        return still_there(before, now, box)

    def watch(self, frame: Frame, area: Box) -> Watch:
        """Begin to watch an area: whether it settles, and what keeps stirring in it."""
        return watch(frame, area)

    def teach(self, frame: Frame, window: Window, point: Point, box: Box | None) -> TaughtTarget:
        """A Target from a shown place; BadInput when the place is plain or outside the window."""
        return self._teacher.teach(frame, window, point, box)

    def place_only(self, frame: Frame, window: Window, point: Point) -> TaughtTarget:
        """A Target for a place without a look of its own; it is known by its surroundings only."""
        return self._teacher.place_only(frame, window, point)

    def look_alikes(self, frame: Frame, box: Box) -> tuple[Box, ...]:
        """Every place on the frame that looks like the box, itself included."""
        return look_alikes(frame, box)

    def element_at(self, frame: Frame, window: Window | None, point: Point) -> Box:
        """The box of the element under a point."""
        return self._teacher.element_at(frame, window, point)

    def judge(self, expect: Expect, before: Frame, now: Frame, was: Window, window: Window | None) -> Verification:
        """Whether what is expected holds now."""
        return judge(expect, before, now, was, window, self._windows)

    def value(self, before: Frame, now: Frame | None, window: Window, field: Box, point: Point) -> Future[FieldValue]:
        """What stands in a field: told by its program, else being read in the picture; returns soon."""
        said = told(self._accessibility, window, point)
        if said is not None:
            return ready(said)
        return self._fields.read(before, now, field) if self._fields and now else ready(FieldValue())

    def keep(self, frame: Frame, box: Box) -> tuple[str, Pixels]:
        """A content name and the pixels to store for this part of the frame."""
        return keep(frame, box)

    def changes(self, before: Frame, now: Frame, area: Box) -> tuple[Box, ...]:
        """Boxes around everything that looks different in an area, carets aside."""
        return changed_boxes(before, now, area)

    def _look(self, frame: Frame, window: Window, area: Box) -> Scene:
        """The prepared picture of this frame's window, kept so that the next question about it costs nothing."""
        known = self._scene
        fresh = Scene(frame, window, area)
        if known is not None and known.frame is frame and known.area == fresh.area and known.window == window:
            return known
        self._scene = fresh
        return fresh

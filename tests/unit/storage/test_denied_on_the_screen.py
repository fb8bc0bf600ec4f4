"""The whole way of “not this Screen”: from a captured window through a real ledger to what is recognised, and back."""

from __future__ import annotations

from app.engine.denying import denial_row
from app.learning.looks import known_screens
from app.model.denied import Denial, denied_of
from app.model.frame import Frame, Pixels
from app.model.ledger_run import ScreenDenied
from app.model.lesson import OneDenial
from app.model.news import Looked
from app.model.recording import Recorded
from app.model.window import Window
from app.model.workflow import Screen, Signature, Workflow
from app.storage.lesson_store import LessonStore
from app.storage.library import LibraryStore
from app.storage.settled import SettingsFile
from app.storage.workflows import WorkflowFolder
from app.vision.eye import Eye
from tests.unit.storage.stores import Store
from tests.unit.vision.drawing import IDENTITY, shown, window_at
from tests.unit.vision.test_denied_screens import PAIRS, canvas, photo

VIEW = "0" * 16 + ".png"
SCREENS = (
    Screen(id="main", name="Main", window=IDENTITY, signature=Signature(view=VIEW)),
    Screen(id="other", name="Other", window=IDENTITY.model_copy(update={"title": "Other"})),
)


class Desk:
    """A workflow whose Screen was taught, and an eye that reads what the store keeps."""

    def __init__(self, store: Store, taught: Pixels) -> None:
        self.store = store
        self.workflow = Workflow(id="w", name="W", screens=SCREENS)
        folder = WorkflowFolder(store.folder / "workflows")
        settings = SettingsFile(store.folder / "settings.json")
        self.library = LibraryStore(folder, store.ledger, store.captures, store.database, settings)
        self.library.add(Recorded(self.workflow, {VIEW: taught}))
        self.lessons = LessonStore(self.library, folder, store.ledger, store.database)
        self.eye = Eye(lambda name: self.library.picture("w", name))

    def taken_for(self, now: Pixels) -> str:
        """The Screen that this is recognised as; “not …” where the person said so."""
        frame, window = on_screen(now)
        screen, _ = self.eye.recognise(frame, window, known_screens(SCREENS, self.library.knowledge("w")))
        if screen is None:
            return "unknown"
        return f"not {denied_of(screen)}" if denied_of(screen) else screen.id

    def say(self, now: Pixels, instead: str | None = None, screen: str = "main") -> ScreenDenied | None:
        """The person presses the button while this is shown; the row is written as a run does it."""
        frame, window = on_screen(now)
        look = Looked(frame, "Main", 0.9, None, (0.0, 0.0, 0.0), "r", "s", screen, window)
        denial = Denial("d1", look, instead)
        row, pixels = denial_row(self.eye, self.workflow, self.library.knowledge("w"), denial)
        assert row is not None
        self.store.ledger.commit([row], pixels)
        return row if isinstance(row, ScreenDenied) else None


def on_screen(pixels: Pixels) -> tuple[Frame, Window]:
    window = window_at(20, 20, canvas(pixels))
    return shown((window, canvas(pixels))), window


def test_a_denied_window_is_not_taken_for_its_screen_until_the_word_is_taken_back(store: Store) -> None:
    good, wrong = (photo(name) for name in PAIRS[1])
    desk = Desk(store, good)
    assert desk.taken_for(wrong) == "main"
    row = desk.say(wrong)
    assert row is not None
    assert row.picture is not None
    assert desk.taken_for(wrong) == "not main"
    assert desk.taken_for(good) == "main"
    assert store.ledger.tidy(0.0, 0.0) == 0, "its picture is kept"
    group = desk.lessons.take_back(OneDenial("d1"), "it")
    assert desk.taken_for(wrong) == "main"
    desk.lessons.put_back(group, "it")
    assert desk.taken_for(wrong) == "not main"


def test_the_screen_that_it_is_and_the_one_it_is_after_all_are_known_by_the_look(store: Store) -> None:
    good, wrong = (photo(name) for name in PAIRS[1])
    desk = Desk(store, good)
    desk.say(wrong, instead="other")
    other = [screen for screen in known_screens(SCREENS, desk.library.knowledge("w")) if screen.id == "other"]
    assert len(other) == 2, "its own and the new look"
    desk.say(wrong, instead="main")
    assert desk.taken_for(wrong) == "main"

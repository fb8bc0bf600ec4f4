from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest

from app.model.action import ActionKind
from app.model.errors import AlreadyRunning, BadInput, EnvironmentProblem
from app.model.frame import Frame
from app.model.geometry import Box, Point
from app.model.input import Button
from app.model.recording import RecorderNews, RecorderState
from app.model.target import AccessibleElement, TaughtTarget
from app.model.window import Window, WindowIdentity
from app.recording.moments import GRAIN
from app.recording.ports import EyeMaker
from app.recording.recorder import Recorder
from app.recording.watch import ANSWERED, IDLE_LOOK
from app.vision.eye import Eye
from tests.unit.recording.desk import PATIENCE, Desk, Open
from tests.unit.vision.drawing import IDENTITY, Canvas, form, keys, on_screen, table, window_at

LIST = WindowIdentity(application="ledger", title="Invoices")
MENU = WindowIdentity(application="ledger", title="")
ROWS = ("Alpine Supply", "Baker and Sons", "Citrus Trading", "Delta Freight")


def edit(values: tuple[str, str, str] = ("Nordwind", "", "Berlin")) -> Open:
    canvas = form(values)
    return Open(window_at(240, 180, canvas), canvas)


def listing(active: bool = True) -> Open:
    canvas = table(ROWS)
    window = window_at(60, 40, canvas, handle=3, identity=LIST)
    return Open(Window(3, LIST, 42, window.box, active), canvas)


class Studio:
    """A recorder on a desk, and the news it told."""

    def __init__(self, desk: Desk, eye: EyeMaker = Eye) -> None:
        self.desk = desk
        self.news: list[RecorderNews] = []
        self._told = threading.Condition()
        self.recorder = Recorder(desk.camera, eye, desk, desk, desk, lambda window: window.pid == 1)
        self.recorder.subscribe(self._hear)
        desk.noted = self._noted

    def _noted(self) -> int:
        session = self.recorder._session
        return session._watch.newest.frame.number if session else self.desk._seen

    def _hear(self, news: RecorderNews) -> None:
        with self._told:
            self.news.append(news)
            self._told.notify_all()

    def steps(self, number: int) -> None:
        """Wait until that many steps were told."""
        with self._told:
            assert self._told.wait_for(lambda: bool(self.news) and self.news[-1].steps == number, PATIENCE)

    def left_out(self) -> None:
        """Wait until it was told that something is not recorded."""
        self.told(lambda news: bool(news.left_out))

    def told(self, what: Callable[[RecorderNews], bool]) -> None:
        """Wait until the last news is this."""
        with self._told:
            assert self._told.wait_for(lambda: bool(self.news) and what(self.news[-1]), PATIENCE)

    def breaks_off(self) -> None:
        """The camera fails; wait until that was told."""
        self.desk.looked()
        self.desk.broken = EnvironmentProblem("Screen", "it was locked", "Unlock it.")
        with self.desk._changed:
            self.desk._version += 1
            self.desk._changed.notify_all()
        self.told(lambda news: news.state is RecorderState.IDLE)


@pytest.fixture
def studio() -> Iterator[Studio]:
    studio = Studio(Desk(edit()))
    studio.recorder.start("Pay an invoice")
    yield studio
    studio.recorder.discard()


def place(one: Open, name: str) -> Point:
    return on_screen(one.canvas, name, one.window).center


def test_a_click_and_a_text_become_one_step_for_the_field(studio: Studio) -> None:
    desk, empty = studio.desk, edit()
    desk.click(place(empty, "Amount"))
    caret = edit()
    caret.canvas.pixels[100:116, 148:150] = 20
    desk.show(caret)
    desk.type("125")
    typed = edit(("Nordwind", "125", "Berlin"))
    desk.show(typed)
    desk.click(place(typed, "Save"))
    saved = edit(("Nordwind", "125", "Berlin"))
    saved.canvas.text("Saved", 380, 285)
    desk.show(saved)
    workflow = studio.recorder.finish().workflow
    assert [step.action for step in workflow.steps] == [ActionKind.TYPE_TEXT, ActionKind.CLICK]
    text, click = workflow.steps
    assert text.params.text == "125"
    assert text.target is not None
    assert text.target.place.box.overlap(empty.canvas.places["Amount"]) > 0.7
    assert text.expect.changed is not None
    assert text.expect.changed.common(empty.canvas.places["Amount"]) is not None
    assert click.expect.changed is not None
    assert click.expect.changed.x > 370, "what the click caused elsewhere is expected, not its own pressed look"
    assert workflow.allowed_apps == ("ledger",)
    assert workflow.name == "Pay an invoice"


def test_a_window_that_opens_and_one_that_closes_are_expected() -> None:
    desk = Desk(listing())
    studio = Studio(desk)
    studio.recorder.start("Edit")
    desk.click(place(listing(), "Edit Baker and Sons"))
    desk.show(edit(), listing(active=False))
    desk.click(place(edit(), "Save"))
    desk.show(listing())
    workflow = studio.recorder.finish().workflow
    first, second = workflow.steps
    assert first.expect.window == IDENTITY
    assert not first.expect.closed
    assert second.expect.closed
    assert second.expect.window == LIST
    assert [screen.window.title for screen in workflow.screens] == ["Invoices", "Invoice – Edit"]
    assert (first.source, first.to, second.to) == (
        workflow.screens[0].id,
        workflow.screens[1].id,
        workflow.screens[0].id,
    )
    assert workflow.screens[0].entry
    assert workflow.screens[0].end


def test_C37_a_menu_item_is_taken_from_before_the_press() -> None:
    menu_canvas = keys()
    menu = Open(Window(11, MENU, 42, Box(500, 300, 260, 260)), menu_canvas)
    desk = Desk(menu, edit())
    studio = Studio(desk)
    studio.recorder.start("Choose")
    at_once = desk.at

    def closed_already(point: Point) -> Window | None:
        return next((one.window for one in desk.open[1:] if one.window.box.contains(point)), at_once(point))

    desk.at = closed_already  # type: ignore[method-assign]
    desk.click(place(menu, "5"))
    desk.show(edit())
    recorded = studio.recorder.finish()
    (step,) = recorded.workflow.steps
    assert step.target is not None
    assert step.target.window == MENU
    assert step.target.place.box.overlap(menu_canvas.places["5"]) > 0.7
    assert step.expect.closed
    assert step.target.picture is not None
    assert recorded.images[step.target.picture.image].std() > 4


def slow_studio(desk: Desk, may_go_on: threading.Event) -> Studio:
    """A recording whose eye learns nothing until it may go on."""

    class Slow(Eye):
        def teach(self, frame: Frame, window: Window, point: Point, box: Box | None) -> TaughtTarget:
            may_go_on.wait(PATIENCE)
            return super().teach(frame, window, point, box)

    studio = Studio(desk, Slow)
    studio.recorder.start("Slow")
    return studio


def test_C37_pictures_go_on_while_a_target_is_slowly_learned() -> None:
    desk, may_go_on = Desk(edit()), threading.Event()
    studio = slow_studio(desk, may_go_on)
    desk.click(place(edit(), "Save"))
    desk.show(edit(("Nordwind", "125", "Berlin")))
    desk.click(place(edit(), "Cancel"))
    desk.show(edit(("", "", "")))
    may_go_on.set()
    recorded = studio.recorder.finish()
    first, second = (step.target for step in recorded.workflow.steps)
    assert first is not None
    assert second is not None
    assert first.view is not None
    assert second.view is not None
    assert np.array_equal(recorded.images[first.view], edit().canvas.pixels)
    assert np.array_equal(recorded.images[second.view], edit(("Nordwind", "125", "Berlin")).canvas.pixels)


def test_what_the_next_click_does_is_not_taken_for_the_typed_text() -> None:
    desk, may_go_on = Desk(edit()), threading.Event()
    studio = slow_studio(desk, may_go_on)
    desk.click(place(edit(), "Save"))
    desk.key("tab")
    desk.type("77")
    desk.show(edit(("Nordwind", "77", "Berlin")))
    desk.click(place(edit(), "Cancel"))
    desk.show(edit(("Quartz Glass and Sons", "77", "Valparaiso de Chile")))
    may_go_on.set()
    typed = studio.recorder.finish().workflow.steps[1]
    assert typed.action is ActionKind.TYPE_TEXT
    assert typed.target is not None
    assert typed.target.place.box.overlap(form().places["Amount"]) > 0.7


def held_back(desk: Desk, at_work: threading.Event, may_go_on: threading.Event) -> None:
    """From now on taking a picture waits until it may go on."""
    quick = desk.grab

    def slow() -> Frame:
        at_work.set()
        may_go_on.wait(PATIENCE)
        return quick()

    desk.grab = slow  # type: ignore[method-assign]


def test_what_was_heard_while_a_picture_is_taken_is_not_lost_at_the_end(studio: Studio) -> None:
    desk, at_work, may_go_on = studio.desk, threading.Event(), threading.Event()
    desk.click(place(edit(), "Save"))
    studio.steps(1)
    held_back(desk, at_work, may_go_on)
    with desk._changed:
        desk._version += 1
        desk._changed.notify_all()
    assert at_work.wait(PATIENCE)
    desk.looked = lambda: None  # type: ignore[method-assign]
    desk.key("enter")
    threading.Timer(0.5, may_go_on.set).start()
    assert [step.params.keys for step in studio.recorder.finish().workflow.steps] == [(), ("enter",)]


def test_C61_a_secret_is_blank_in_the_picture_of_the_end_too(studio: Studio) -> None:
    desk, field = studio.desk, form().places["Amount"]
    desk.click(place(edit(), "Amount"))
    studio.recorder.set_secret(True)
    desk.type("s3same")
    end = edit()
    end.canvas.pixels[:] = 60
    for number, words in enumerate(("Thank you", "All is done", "Close this window now")):
        end.canvas.text(words, 20, 160 + 40 * number)
    end.canvas.text("s3same", field.x + 6, field.y + 17)
    desk.show(end)
    recorded = studio.recorder.finish()
    (last,) = (screen for screen in recorded.workflow.screens if screen.end)
    assert last.signature.view is not None
    view = recorded.images[last.signature.view]
    assert np.ptp(view[field.y + 4 : field.bottom - 4, field.x + 4 : field.right - 4]) == 0


def test_C30_clicks_on_our_own_windows_are_left_out(studio: Studio) -> None:
    own = Open(Window(21, WindowIdentity(application="understudy"), 1, Box(700, 20, 200, 60)), Canvas(200, 60))
    studio.desk.show(own, edit())
    studio.desk.click(Point(720, 40))
    studio.desk.click(place(edit(), "Cancel"))
    assert len(studio.recorder.finish().workflow.steps) == 1


def test_C65_forget_last_takes_back_one_step(studio: Studio) -> None:
    studio.desk.click(place(edit(), "Save"))
    studio.steps(1)
    studio.desk.click(place(edit(), "Cancel"))
    studio.steps(2)
    studio.recorder.forget_last()
    studio.steps(1)
    recorded = studio.recorder.finish()
    (step,) = recorded.workflow.steps
    assert step.target is not None
    assert step.target.place.box.overlap(form().places["Save"]) > 0.7
    assert step.target.view in recorded.images


def test_nothing_is_recorded_while_paused(studio: Studio) -> None:
    studio.recorder.pause()
    studio.told(lambda news: news.state is RecorderState.PAUSED)
    studio.desk.click(place(edit(), "Save"))
    studio.recorder.resume()
    studio.desk.click(place(edit(), "Cancel"))
    (step,) = studio.recorder.finish().workflow.steps
    assert step.target is not None
    assert step.target.place.box.overlap(form().places["Cancel"]) > 0.7


def test_C59_a_secret_is_in_the_keyring_and_nowhere_else(studio: Studio) -> None:
    desk = studio.desk
    desk.click(place(edit(), "Amount"))
    studio.recorder.set_secret(True)
    studio.told(lambda news: news.secret)
    desk.type("s3same")
    shown_secret = edit(("Nordwind", "s3same", "Berlin"))
    desk.show(shown_secret)
    studio.recorder.set_secret(False)
    desk.click(place(shown_secret, "Save"))
    recorded = studio.recorder.finish()
    step = recorded.workflow.steps[0]
    assert step.action is ActionKind.TYPE_TEXT
    assert step.params.text is None
    assert desk.secrets == {step.params.secret: "s3same"}
    assert "s3same" not in recorded.workflow.model_dump_json()
    field = form().places["Amount"]
    later = recorded.workflow.steps[1].target
    assert later is not None
    assert later.view is not None
    hidden = recorded.images[later.view][field.y + 4 : field.bottom - 4, field.x + 4 : field.right - 4]
    assert np.ptp(hidden) == 0, "C61: the field is blank in later pictures"


def test_C59_a_secret_typed_while_a_target_is_slowly_learned_is_no_text() -> None:
    desk, may_go_on = Desk(edit()), threading.Event()
    studio = slow_studio(desk, may_go_on)
    desk.click(place(edit(), "Amount"))
    desk.key("tab")
    studio.recorder.set_secret(True)
    desk.type("s3same")
    studio.recorder.set_secret(False)
    desk.type("plain")
    may_go_on.set()
    workflow = studio.recorder.finish().workflow
    assert list(desk.secrets.values()) == ["s3same"]
    assert "s3same" not in workflow.model_dump_json()
    assert workflow.steps[-1].params.text == "plain"


def test_a_pause_holds_while_a_target_is_slowly_learned() -> None:
    desk, may_go_on = Desk(edit()), threading.Event()
    studio = slow_studio(desk, may_go_on)
    desk.click(place(edit(), "Amount"))
    desk.key("tab")
    studio.recorder.pause()
    desk.type("private")
    studio.recorder.resume()
    desk.key("enter")
    studio.recorder.forget_last()
    desk.key("esc")
    may_go_on.set()
    steps = studio.recorder.finish().workflow.steps
    assert [step.params.keys for step in steps] == [(), ("tab",), ("esc",)]


def test_a_page_is_typed_on_line_by_line_in_one_step() -> None:
    def editor(*lines: str) -> Open:
        canvas = Canvas(600, 400)
        canvas.surface("page", Box(0, 40, 599, 340))
        canvas.text("File   Edit   Search   View", 10, 24)
        for number, line in enumerate(lines):
            canvas.text(line, 12, 60 + 20 * number)
        return Open(window_at(200, 150, canvas), canvas)

    desk = Desk(editor())
    studio = Studio(desk)
    studio.recorder.start("Letter")
    desk.click(Point(450, 350))
    desk.type("Dear Zoe")
    desk.show(editor("Dear Zoe"))
    desk.key("enter")
    desk.type("Bye")
    desk.show(editor("Dear Zoe", "Bye"))
    desk.key("enter")
    desk.key("enter")
    desk.type("Ada")
    desk.show(editor("Dear Zoe", "Bye", "", "Ada"))
    desk.key("enter")
    step, enter = studio.recorder.finish().workflow.steps
    assert step.params.text == "Dear Zoe\nBye\n\nAda", "a click for each line would write into the lines before"
    assert not step.params.replace
    assert step.target is not None
    assert step.target.place.box.h > 300
    assert enter.params.keys == ("enter",)


def test_a_hint_that_goes_away_is_no_effect() -> None:
    tip = Open(Window(31, MENU, 42, Box(560, 200, 100, 24)), Canvas(100, 24))
    desk = Desk(tip, edit())
    studio = Studio(desk)
    studio.recorder.start("Hint")
    desk.click(place(edit(), "Cancel"))
    desk.show(edit())
    (step,) = studio.recorder.finish().workflow.steps
    assert step.expect.empty


def test_a_click_on_a_button_is_not_swallowed_by_the_key_after_it(studio: Studio) -> None:
    studio.desk.click(place(edit(), "Save"))
    studio.desk.key("tab")
    actions = [step.action for step in studio.recorder.finish().workflow.steps]
    assert actions == [ActionKind.CLICK, ActionKind.PRESS_KEYS]


def test_selecting_all_before_typing_replaces_what_the_field_held() -> None:
    full, new = edit(("Nordwind", "125", "Berlin")), edit(("Nordwind", "8", "Berlin"))
    studio = Studio(Desk(full))
    studio.recorder.start("Replace")
    studio.desk.click(place(full, "Amount"))
    studio.desk.key("ctrl", "a")
    studio.desk.type("8")
    studio.desk.show(new)
    (step,) = studio.recorder.finish().workflow.steps
    assert step.action is ActionKind.TYPE_TEXT
    assert (step.params.text, step.params.replace) == ("8", True)
    assert step.target is not None
    assert step.target.place.box.overlap(form().places["Amount"]) > 0.7


def test_a_step_without_a_visible_effect_expects_nothing(studio: Studio) -> None:
    studio.desk.click(place(edit(), "Cancel"))
    (step,) = studio.recorder.finish().workflow.steps
    assert step.expect.empty


def test_C35_the_pauses_between_acts_are_kept(studio: Studio) -> None:
    studio.desk.click(place(edit(), "Save"))
    studio.steps(1)
    studio.desk.click(place(edit(), "Cancel"))
    first, second = studio.recorder.finish().workflow.steps
    assert first.timing.recorded == 0
    assert second.timing.recorded >= 0.35


def test_typing_without_a_click_goes_to_where_the_text_appeared(studio: Studio) -> None:
    desk = studio.desk
    desk.type("77")
    desk.show(edit(("Nordwind", "77", "Berlin")))
    (step,) = studio.recorder.finish().workflow.steps
    assert step.action is ActionKind.TYPE_TEXT
    assert step.target is not None
    assert step.target.place.box.overlap(form().places["Amount"]) > 0.7


def test_tab_only_leads_to_the_next_field_and_selects_what_it_holds(studio: Studio) -> None:
    desk, (customer, amount, city) = studio.desk, ("Nordwind", "77", "Zug")
    desk.click(place(edit(), "Amount"))
    desk.type(amount)
    desk.show(edit((customer, amount, "Berlin")))
    desk.key("tab")
    desk.type(city)
    desk.show(edit((customer, amount, city)))
    first, second = studio.recorder.finish().workflow.steps
    assert (first.params.text, first.params.replace) == ("77", False)
    assert (second.params.text, second.params.replace) == ("Zug", True)
    assert second.target is not None
    assert second.target.place.box.overlap(form().places["City"]) > 0.7


def test_selecting_all_after_tab_is_no_step_either(studio: Studio) -> None:
    studio.desk.key("tab")
    studio.desk.key("ctrl", "a")
    studio.desk.type("Zug")
    studio.desk.show(edit(("Nordwind", "", "Zug")))
    (step,) = studio.recorder.finish().workflow.steps
    assert (step.params.text, step.params.replace) == ("Zug", True)


def test_a_space_alone_is_a_key_that_works_what_has_the_focus(studio: Studio) -> None:
    desk = studio.desk
    desk.key("tab")
    desk.type(" ")
    steps = studio.recorder.finish().workflow.steps
    assert [(step.params.text, step.params.keys) for step in steps] == [(None, ("tab",)), (None, ("space",))]
    assert steps[1].target is None, "a click first would work it twice"


def test_tab_within_a_field_stays_a_step(studio: Studio) -> None:
    desk = studio.desk
    desk.click(place(edit(), "Amount"))
    desk.type("/ho")
    desk.show(edit(("Nordwind", "/ho", "Berlin")))
    desk.key("tab")
    desk.show(edit(("Nordwind", "/home/", "Berlin")))
    desk.type("ada")
    desk.show(edit(("Nordwind", "/home/ada", "Berlin")))
    steps = studio.recorder.finish().workflow.steps
    assert [step.params.text or step.params.keys for step in steps] == ["/ho", ("tab",), "ada"]
    assert not steps[2].params.replace


@pytest.mark.parametrize(("held", "typed", "replaces"), [("Basel", "Chur", True), ("Basel", "Basel-Stadt", False)])
def test_a_field_whose_content_gave_way_is_replaced(held: str, typed: str, replaces: bool) -> None:
    studio = Studio(Desk(edit(("Nordwind", "", held))))
    studio.recorder.start("Selected by the program")
    studio.desk.type(typed.removeprefix(held) if not replaces else typed)
    studio.desk.show(edit(("Nordwind", "", typed)))
    (step,) = studio.recorder.finish().workflow.steps
    assert step.params.replace is replaces


def focused(name: str, values: tuple[str, str, str]) -> Open:
    one, ring = edit(values), form().places[name].grown(2)
    field = one.canvas.pixels[ring.y : ring.bottom, ring.x : ring.right]
    field[:3] = field[-3:] = field[:, :3] = field[:, -3:] = (200, 80, 20)
    return one


def test_the_focus_frame_that_tab_left_is_not_the_field_that_was_typed_into() -> None:
    studio = Studio(Desk(focused("Customer", ("Nordwind", "7", "Berlin"))))
    studio.recorder.start("Quick fingers")
    studio.desk.key("tab")
    studio.desk.type("95")
    studio.desk.show(focused("Amount", ("Nordwind", "95", "Berlin")))
    (step,) = studio.recorder.finish().workflow.steps
    assert (step.params.text, step.params.replace) == ("95", True)
    assert step.target is not None
    assert step.target.place.box.overlap(form().places["Amount"]) > 0.7


def test_C53_a_focus_frame_is_no_proof_that_a_text_arrived(studio: Studio) -> None:
    desk, field = studio.desk, form().places["Amount"]
    desk.show(focused("City", ("Nordwind", "", "Berlin")))
    desk.click(place(edit(), "Amount"))
    desk.show(focused("Amount", ("Nordwind", "", "Berlin")))
    desk.type("7")
    desk.show(focused("Amount", ("Nordwind", "7", "Berlin")))
    step = studio.recorder.finish().workflow.steps[-1]
    assert step.action is ActionKind.TYPE_TEXT
    assert step.expect.changed is not None
    assert field.grown(-4).encloses(step.expect.changed), "the frame of the field must not count"


def test_what_the_program_calls_a_field_counts_before_a_wider_change() -> None:
    field = form().places["Amount"].moved(240, 180)

    class Told:
        def at(self, window: Window, point: Point) -> AccessibleElement | None:
            return AccessibleElement("entry", "Amount", field) if field.contains(point) else None

        def find(self, window: Window, role: str, name: str) -> tuple[AccessibleElement, ...]:
            return ()

    studio = Studio(Desk(edit()), lambda pictures: Eye(pictures, Told()))
    studio.recorder.start("Counter")
    studio.desk.type("7")
    counted = edit(("Nordwind", "7", "Berlin"))
    counted.canvas.text("17 occurrences found", 330, 240)
    studio.desk.show(counted)
    (step,) = studio.recorder.finish().workflow.steps
    assert step.target is not None
    assert (step.target.role, step.target.name) == ("entry", "Amount")


def test_a_dialog_that_closed_under_the_click_is_still_the_window_of_the_click() -> None:
    dialog = Open(Window(11, WindowIdentity(application="ledger", title="Find"), 42, Box(300, 200, 260, 260)), keys())
    desk = Desk(dialog, edit())
    studio = Studio(desk)
    studio.recorder.start("Close")
    desk.at = lambda point: edit().window  # type: ignore[method-assign, assignment]
    desk.click(place(dialog, "5"))
    desk.show(edit())
    (step,) = studio.recorder.finish().workflow.steps
    assert step.target is not None
    assert step.target.window.title == "Find"
    assert step.expect.closed


def test_a_key_belongs_to_the_window_that_had_the_focus_when_it_went_down() -> None:
    other = Open(replace(edit().window, identity=WindowIdentity(application="finder", title="Find")), edit().canvas)
    desk = Desk(listing())
    studio = Studio(desk)
    studio.recorder.start("Late")
    desk.looked()
    desk.active = lambda: other.window  # type: ignore[method-assign]
    desk.active_at = lambda moment: listing().window  # type: ignore[method-assign]
    desk.key("ctrl", "r")
    desk.show(other, listing(active=False))
    recorded = studio.recorder.finish().workflow
    (step,) = recorded.steps
    assert recorded.screen(step.source).window == LIST
    assert recorded.allowed_apps == ("ledger",), "the other program was opened by the key"
    assert step.expect.window == other.window.identity


def test_a_picture_in_the_middle_of_which_the_focus_changed_is_taken_again(studio: Studio) -> None:
    desk, changed, opened = studio.desk, list[float](), listing()
    desk.looked()
    quick = desk.all

    def opening() -> tuple[Window, ...]:
        if not changed:
            changed.append(time.monotonic())
            desk.open = [opened]
        return quick()

    def active_at(moment: float) -> Window | None:
        return desk.active() if changed and moment > changed[0] else edit().window

    desk.all, desk.active_at = opening, active_at  # type: ignore[method-assign]
    desk.show(edit())
    assert studio.recorder._session is not None
    watch, end = studio.recorder._session._watch, time.monotonic() + PATIENCE
    while not np.array_equal(watch.newest.frame.crop(opened.window.box)[..., :3], opened.canvas.pixels[..., :3]):
        assert time.monotonic() < end
        threading.Event().wait(0.01)


def test_a_picture_counts_from_its_taking_though_its_windows_were_slow_to_tell(studio: Studio) -> None:
    desk, asked, may_go_on, typed = studio.desk, threading.Event(), threading.Event(), edit(("", "125", ""))
    desk.looked()
    quick = desk.all

    def slow() -> tuple[Window, ...]:
        asked.set()
        may_go_on.wait(PATIENCE)
        return quick()

    desk.all = slow  # type: ignore[method-assign]
    with desk._changed:
        desk.open = [typed]
        desk._version += 1
        desk._changed.notify_all()
    assert asked.wait(PATIENCE)
    threading.Event().wait(2 * GRAIN)
    desk.late_click(place(typed, "Save"), time.monotonic())
    threading.Timer(0.1, may_go_on.set).start()
    recorded = studio.recorder.finish()
    (step,) = recorded.workflow.steps
    assert step.target is not None
    assert step.target.view is not None
    assert np.array_equal(recorded.images[step.target.view], typed.canvas.pixels)


def test_a_press_heard_late_belongs_to_what_was_open_before_it(studio: Studio) -> None:
    desk = studio.desk
    menu = Open(Window(11, MENU, 42, Box(240, 180, 560, 400)), keys())
    desk.looked()
    pressed = time.monotonic()
    threading.Event().wait(0.1)
    desk.at = lambda point: menu.window  # type: ignore[method-assign, assignment]
    desk.late_click(place(edit(), "Save"), pressed)
    (step,) = studio.recorder.finish().workflow.steps
    assert step.target is not None
    assert step.target.window == IDENTITY, "the menu is what the press opened"


def test_a_press_heard_at_once_may_belong_to_a_window_that_has_just_come_up(studio: Studio) -> None:
    menu = Open(Window(11, MENU, 42, Box(240, 180, 560, 400)), keys())
    studio.desk.at = lambda point: menu.window  # type: ignore[method-assign, assignment]
    studio.desk.click(place(edit(), "Save"))
    (step,) = studio.recorder.finish().workflow.steps
    assert step.target is not None
    assert step.target.window == MENU


def test_a_press_belongs_to_the_button_whose_drop_down_list_covers_it_at_once(studio: Studio) -> None:
    desk = studio.desk
    menu = Open(Window(11, MENU, 42, Box(240, 180, 560, 400)), keys())
    desk.looked()
    threading.Event().wait(ANSWERED + 2 * IDLE_LOOK)
    desk.at = lambda point: menu.window  # type: ignore[method-assign, assignment]
    desk.click(place(edit(), "Save"))
    (step,) = studio.recorder.finish().workflow.steps
    assert step.target is not None
    assert step.target.window == IDENTITY


def test_what_lies_under_a_late_press_is_asked_of_the_window_that_was_pressed() -> None:
    dialog = Open(Window(11, WindowIdentity(application="ledger", title="Find"), 42, Box(300, 200, 260, 260)), keys())
    desk, touched = Desk(dialog, edit()), list[str]()
    desk.at = lambda point: edit().window  # type: ignore[method-assign, assignment]
    recorder = Recorder(
        desk.camera, Eye, desk, desk, desk, lambda window: False, touch=lambda w, _: touched.append(w.identity.title)
    )
    recorder.start("Close")
    desk.click(place(dialog, "5"))
    recorder.discard()
    assert touched == ["Find"]


def test_a_second_click_heard_late_still_makes_a_double_click(studio: Studio) -> None:
    desk, here = studio.desk, place(edit(), "Save")
    desk.looked()
    first = time.monotonic()
    desk.late_click(here, first)
    threading.Event().wait(0.5)
    desk.late_click(here, first + 0.2)
    assert [step.action for step in studio.recorder.finish().workflow.steps] == [ActionKind.DOUBLE_CLICK]


def test_what_was_done_before_the_end_counts_though_it_is_heard_after_it(studio: Studio) -> None:
    studio.desk.looked()
    done = time.monotonic()
    threading.Timer(0.1, studio.desk.late_key, ("enter", done)).start()
    assert [step.params.keys for step in studio.recorder.finish().workflow.steps] == [("enter",)]


def test_an_effect_is_not_judged_before_it_could_be_seen(studio: Studio) -> None:
    desk, at_work, may_go_on = studio.desk, threading.Event(), threading.Event()
    desk.click(place(edit(), "Save"))
    held_back(desk, at_work, may_go_on)
    threading.Timer(0.9, may_go_on.set).start()
    saved = edit()
    saved.canvas.text("Saved", 380, 285)
    desk.show(saved)
    (step,) = studio.recorder.finish().workflow.steps
    assert at_work.is_set()
    assert step.expect.changed is not None


def test_each_step_is_told_with_its_sentence_and_picture(studio: Studio) -> None:
    studio.desk.click(place(edit(), "Save"))
    studio.steps(1)
    last = studio.news[-1]
    assert last.sentence == "Click this place in “Invoice – Edit”"
    assert last.thumbnail is not None


def test_one_recording_at_a_time(studio: Studio) -> None:
    with pytest.raises(AlreadyRunning):
        studio.recorder.start("another")
    studio.recorder.discard()
    assert not studio.desk.recording
    assert studio.desk.closed_cameras == 1
    with pytest.raises(BadInput, match="none is going on"):
        studio.recorder.finish()
    studio.recorder.start("again")


def test_a_recording_that_has_ended_has_nothing_to_discard(studio: Studio) -> None:
    studio.recorder.finish()
    studio.recorder.discard()
    studio.recorder.discard()
    studio.recorder.start("again")


def test_no_screen_is_said_at_the_start() -> None:
    desk = Desk(edit())
    desk.broken = EnvironmentProblem("Screen", "it is black", "Unlock it.")
    studio = Studio(desk)
    with pytest.raises(EnvironmentProblem, match="it is black"):
        studio.recorder.start("x")
    desk.broken = None
    studio.recorder.start("y")
    studio.recorder.discard()


def test_a_camera_that_fails_later_ends_the_recording_and_says_why(studio: Studio) -> None:
    studio.breaks_off()
    assert "it was locked" in studio.news[-1].sentence
    assert isinstance(studio.news[-1].error, EnvironmentProblem)
    with pytest.raises(EnvironmentProblem, match="it was locked"):
        studio.recorder.finish()


def test_steps_from_before_the_camera_failed_are_not_lost(studio: Studio) -> None:
    studio.desk.click(place(edit(), "Save"))
    studio.steps(1)
    studio.breaks_off()
    assert len(studio.recorder.finish().workflow.steps) == 1


@pytest.mark.logs_warnings
def test_a_fault_of_ours_loses_no_step_and_is_told(caplog: pytest.LogCaptureFixture) -> None:
    typed = "s3same"

    class Broken(Eye):
        def teach(self, frame: Frame, window: Window, point: Point, box: Box | None) -> TaughtTarget:
            raise ZeroDivisionError(typed)

    broken = Studio(Desk(edit()), Broken)
    broken.recorder.start("Broken")
    broken.desk.key("tab")
    broken.desk.click(place(edit(), "Save"))
    broken.told(lambda news: news.state is RecorderState.IDLE)
    assert broken.news[-1].error is not None
    assert len(broken.recorder.finish().workflow.steps) == 1
    assert "ZeroDivisionError" in caplog.text
    assert typed not in caplog.text


def test_a_recording_ends_with_as_many_steps_as_a_workflow_can_have(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.recording.compile.MAX_STEPS", 2)
    for _ in range(4):
        studio.desk.key("delete")
    studio.told(lambda news: news.state is RecorderState.IDLE)
    assert "2 steps, the most" in studio.news[-1].sentence
    assert len(studio.recorder.finish().workflow.steps) == 2


def test_an_empty_recording_is_a_workflow_without_steps(studio: Studio) -> None:
    recorded = studio.recorder.finish()
    assert recorded.workflow.steps == ()
    assert recorded.images == {}


@pytest.mark.parametrize("button", [Button.MIDDLE, Button.OTHER])
def test_a_button_that_cannot_be_recorded_is_said_and_the_click_before_it_is_kept(
    studio: Studio, button: Button
) -> None:
    studio.desk.click(place(edit(), "Save"))
    studio.desk.click(place(edit(), "Cancel"), button)
    studio.left_out()
    assert studio.news[-1].steps == 1
    studio.desk.click(place(edit(), "Cancel"))
    studio.steps(2)
    assert studio.news[-1].left_out == ""
    assert len(studio.recorder.finish().workflow.steps) == 2


def test_a_click_with_a_held_key_is_said_and_the_click_before_it_is_kept(studio: Studio) -> None:
    studio.desk.click(place(edit(), "Save"))
    studio.desk.hold("ctrl")
    studio.desk.click(place(edit(), "Cancel"))
    studio.left_out()
    assert "held key" in studio.news[-1].left_out
    assert studio.news[-1].steps == 1
    studio.desk.let_go("ctrl")
    studio.desk.click(place(edit(), "Cancel"))
    studio.steps(2)
    assert len(studio.recorder.finish().workflow.steps) == 2


def test_a_key_let_go_during_a_pause_is_held_no_more(studio: Studio) -> None:
    studio.desk.hold("ctrl", "shift")
    studio.recorder.pause()
    studio.desk.let_go("shift", "ctrl")
    studio.recorder.resume()
    studio.desk.click(place(edit(), "Save"))
    studio.desk.type("a")
    steps = studio.recorder.finish().workflow.steps
    assert [step.params.text for step in steps][-1] == "a"
    assert steps[0].target is not None

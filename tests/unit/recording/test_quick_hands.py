"""A person who is quicker than the camera."""

from __future__ import annotations

from app.model.action import ActionKind
from app.recording.recorder import Recorder
from app.vision.eye import Eye
from tests.unit.recording.desk import Desk
from tests.unit.recording.test_recorder import edit, listing, place


def test_keys_pressed_before_the_next_picture_belong_to_the_window_that_has_the_focus_by_then() -> None:
    below, dialog = listing(active=False), edit()
    desk = Desk(dialog, below)
    recorder = Recorder(desk.camera, Eye, desk, desk, desk, lambda window: window.pid == 1)
    recorder.start("Close, then save")
    desk.click(place(dialog, "Cancel"))
    desk.open = [listing()]  # the dialog is gone, and no picture was taken since
    desk.key("ctrl", "s")
    desk.show(listing())
    workflow = recorder.finish().workflow
    close, save = workflow.steps
    assert save.action is ActionKind.PRESS_KEYS
    assert workflow.screen(save.source).window == listing().window.identity
    assert close.expect.closed

"""Pictures of rating runs and steps, and of the export for training, for the gallery."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from app.model.feedback import BetterAction, Opinion, Remembered, Verdict
from app.model.geometry import Box
from app.model.target import Picture
from app.ui.dialogs.export_training import ExportDialog
from app.ui.main_window import HISTORY, MainWindow
from app.ui.pages.history_better import PointDialog
from app.ui.pages.record_card import RecordCard
from tests.gui import fake_desktop as desk
from tests.gui.fake_services import FakeWorld, past_runs, past_steps

Save = Callable[[str, QWidget], None]


def show_feedback(main: MainWindow, world: FakeWorld, save: Save) -> None:
    """History with opinions, at its narrowest, pointing on a stored picture, the export."""
    runs, steps = past_runs(), past_steps()
    good = Opinion(stars=4, comment="Quick, and it asked at the right moment")
    world.history.list_of_runs = (replace(runs[0], opinion=good), replace(runs[1], opinion=Opinion(Verdict.BAD)))
    whole = Picture(image="0-0-1920-1080", box=desk.SUPPLIER)
    better = Opinion(Verdict.BAD, better=BetterAction(whole.image, desk.AMOUNT.center, desk.AMOUNT))
    world.history.records = (replace(steps[0], remembered=Remembered("f1", better)), *steps[1:])
    main.show_place(HISTORY)
    save("history-rated", main)
    size = main.size()
    main.resize(980, 600)
    save("history-narrow", main)
    main.resize(size)
    [card] = [card for card in main.history.findChildren(RecordCard) if card.record.number == 1]
    card.rating.more.setChecked(True)
    save("history-comment", main)
    card.better._point()
    [dialog] = card.better.findChildren(PointDialog)
    save("history-point", dialog)
    dialog.reject()
    _export(main, save)


def _export(main: MainWindow, save: Save) -> None:
    main.history.export.emit("w1")
    save("history-exporting", main)
    [dialog] = main.findChildren(ExportDialog)
    dialog.pictures.canvas.drawn.emit(Box(380, 320, 500, 30))
    dialog.folder.setText("/home/ada/training/invoices")
    save("export-training", dialog)
    dialog.reject()

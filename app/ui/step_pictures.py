"""The picture of a step: its element with surroundings, and where the element lies in it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from app.model.geometry import Box
from app.model.target import Picture
from app.model.workflow import Step
from app.ui.pictures import Pictures
from app.ui.services import History, Library

Show = Callable[[QImage, Box | None], object]


class StepPictures(QObject):
    """Reads pictures of workflows and of past runs on the worker."""

    def __init__(self, pictures: Pictures, library: Library, history: History, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._library = library
        self._history = history

    def show(self, owner: QObject, workflow_id: str, step: Step, show: Show) -> None:
        """The ring round the element, else the element itself; nothing for a step without a target."""
        target = step.target
        picture = (target.ring or target.picture) if target else None
        if picture is not None:
            self.show_picture(owner, workflow_id, picture, show)

    def show_picture(self, owner: QObject, workflow_id: str, picture: Picture, show: Show) -> None:
        """A picture of a workflow."""
        name, box = picture.image, picture.box
        key = (workflow_id, name)
        self._pictures.ask(owner, key, lambda: self._library.picture(workflow_id, name), lambda image: show(image, box))

    def show_capture(self, owner: QObject, picture: Picture, show: Show) -> None:
        """A picture of a past run."""
        name, box = picture.image, picture.box
        self._pictures.ask(owner, ("", name), lambda: self._history.picture(name), lambda image: show(image, box))

    def forget(self) -> None:
        """Pictures were replaced."""
        self._pictures.forget()

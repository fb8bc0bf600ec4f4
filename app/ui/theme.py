"""Colours of the windows, light and dark, and the style sheet filled with them."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from app.model.resources import resources_folder
from app.settings import Appearance

BODY_POINTS = 10.0
_NAME = re.compile(r"@([a-z_]+)")


@dataclass(frozen=True, slots=True)
class Palette:
    """Every colour by what it is for; one accent."""

    dark: bool
    ground: str
    surface: str
    raised: str
    sunken: str
    ink: str
    muted: str
    line: str
    hover: str
    accent: str
    accent_soft: str
    on_accent: str
    rail: str
    rail_ink: str
    rail_active: str
    accept: str
    correct: str
    by_hand: str
    skip: str
    reject: str
    on_strong: str
    soft_green: str
    soft_amber: str
    soft_blue: str
    soft_grey: str
    soft_red: str
    observe: str
    coach: str
    supervise: str
    automatic: str
    bubble: str
    on_bubble: str

    def colour(self, name: str) -> QColor:
        """The colour of this name."""
        return QColor(str(getattr(self, name)))


LIGHT = Palette(
    dark=False,
    ground="#f5f6f8",
    surface="#ffffff",
    raised="#ffffff",
    sunken="#eef1f5",
    ink="#1b232d",
    muted="#5c6672",
    line="#dde1e7",
    hover="#f0f3f8",
    accent="#3452d9",
    accent_soft="#e8edfd",
    on_accent="#ffffff",
    rail="#1c242e",
    rail_ink="#c4ccd6",
    rail_active="#313d4c",
    accept="#1a7340",
    correct="#935606",
    by_hand="#1d66a6",
    skip="#4e5865",
    reject="#c0332a",
    on_strong="#ffffff",
    soft_green="#dcf3e4",
    soft_amber="#fdf0d3",
    soft_blue="#dcebfa",
    soft_grey="#e8ebf0",
    soft_red="#fbe3e1",
    observe="#66717f",
    coach="#3452d9",
    supervise="#9b6008",
    automatic="#c0332a",
    bubble="#2b343f",
    on_bubble="#f4f6f8",
)

DARK = Palette(
    dark=True,
    ground="#14181d",
    surface="#1b2027",
    raised="#242b34",
    sunken="#10141a",
    ink="#e7ebf0",
    muted="#9ba7b4",
    line="#343d48",
    hover="#2a323c",
    accent="#7f97ff",
    accent_soft="#273153",
    on_accent="#0d1330",
    rail="#0e1216",
    rail_ink="#aab4c0",
    rail_active="#2a333f",
    accept="#4cc07c",
    correct="#e3a448",
    by_hand="#6cb2f0",
    skip="#aeb8c4",
    reject="#f17b72",
    on_strong="#0c1115",
    soft_green="#17392a",
    soft_amber="#40301a",
    soft_blue="#18324a",
    soft_grey="#2c343e",
    soft_red="#472320",
    observe="#94a0ad",
    coach="#7f97ff",
    supervise="#e3a448",
    automatic="#f17b72",
    bubble="#39434f",
    on_bubble="#f4f6f8",
)


def style_sheet(palette: Palette) -> str:
    """The shipped style sheet with `@name` replaced by the palette's colours, and `@check` by its check mark."""
    folder = resources_folder() / "style"
    text = (folder / "understudy.qss").read_text(encoding="utf-8")
    values = {name: str(value) for name, value in asdict(palette).items()}
    values["check"] = (folder / f"check-{'dark' if palette.dark else 'light'}.svg").as_posix()
    return _NAME.sub(lambda found: values[found.group(1)], text)


def qt_palette(colours: Palette) -> QPalette:
    """The same colours for what style sheets do not reach (menus of the platform, selection, place holders)."""
    result = QPalette()
    roles = {
        QPalette.ColorRole.Window: colours.ground,
        QPalette.ColorRole.Base: colours.raised,
        QPalette.ColorRole.AlternateBase: colours.sunken,
        QPalette.ColorRole.Button: colours.raised,
        QPalette.ColorRole.Text: colours.ink,
        QPalette.ColorRole.WindowText: colours.ink,
        QPalette.ColorRole.ButtonText: colours.ink,
        QPalette.ColorRole.PlaceholderText: colours.muted,
        QPalette.ColorRole.Highlight: colours.accent,
        QPalette.ColorRole.HighlightedText: colours.on_accent,
        QPalette.ColorRole.ToolTipBase: colours.bubble,
        QPalette.ColorRole.ToolTipText: colours.on_bubble,
    }
    for role, colour in roles.items():
        result.setColor(role, QColor(colour))
    disabled = QPalette.ColorGroup.Disabled
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        result.setColor(disabled, role, QColor(colours.muted))
    return result


class Theme(QObject):
    """The palette in force; follows the system unless the person chose one."""

    changed = Signal()

    def __init__(self, appearance: Appearance, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.palette = LIGHT

    def install(self, application: QApplication) -> None:
        """Dress the application and follow the system from now on; called once."""
        application.setStyle("Fusion")
        font = QFont(application.font())
        font.setPointSizeF(BODY_POINTS)
        application.setFont(font)
        application.styleHints().colorSchemeChanged.connect(self._system_changed)
        self._apply()

    def choose(self, appearance: Appearance) -> None:
        """The person's choice."""
        self._appearance = appearance
        self._apply()

    @Slot()
    def _system_changed(self) -> None:
        if self._appearance is Appearance.SYSTEM:
            self._apply()

    def _apply(self) -> None:
        application = QApplication.instance()
        if not isinstance(application, QApplication):
            return
        self.palette = self._wanted(application)
        application.setPalette(qt_palette(self.palette))
        application.setStyleSheet(style_sheet(self.palette))
        self.changed.emit()

    def _wanted(self, application: QApplication) -> Palette:
        match self._appearance:
            case Appearance.LIGHT:
                return LIGHT
            case Appearance.DARK:
                return DARK
            case Appearance.SYSTEM:
                dark = application.styleHints().colorScheme() is Qt.ColorScheme.Dark
                return DARK if dark else LIGHT

"""How the practice program looks: the same on every machine, because style, letters and colours are its own."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from app.model.resources import resources_folder

_LETTER_PIXELS = 13


@dataclass(frozen=True)
class Colours:
    """The few colours of one theme, as hexadecimal words."""

    window: str
    surface: str
    stripe: str
    line: str
    text: str
    muted: str
    accent: str
    accent_text: str
    selection: str
    hover: str
    good: str
    due: str
    wrong: str


LIGHT = Colours(
    window="#f3f5f8",
    surface="#ffffff",
    stripe="#f8fafc",
    line="#d3d9e2",
    text="#1d2530",
    muted="#667085",
    accent="#3653d6",
    accent_text="#ffffff",
    selection="#dfe5fb",
    hover="#eef1f6",
    good="#1f7a45",
    due="#9a6200",
    wrong="#b42318",
)
DARK = Colours(
    window="#1b2028",
    surface="#242b35",
    stripe="#28303b",
    line="#3b4553",
    text="#e7ebf1",
    muted="#9aa6b6",
    accent="#6c86ff",
    accent_text="#0f1420",
    selection="#34406b",
    hover="#2f3946",
    good="#62c48c",
    due="#e2ac4c",
    wrong="#ff8a7d",
)


def colours(dark: bool) -> Colours:
    """The colours of the chosen theme."""
    return DARK if dark else LIGHT


def dress(application: QApplication, dark: bool, font_scale: float) -> None:
    """Give the whole application its style, letters and colours."""
    chosen = colours(dark)
    for file in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"):
        QFontDatabase.addApplicationFont(str(resources_folder() / "fonts" / file))
    font = QFont("DejaVu Sans")
    font.setPixelSize(round(_LETTER_PIXELS * font_scale))
    application.setStyle("Fusion")
    application.setFont(font)
    application.setPalette(_palette(chosen))
    application.setStyleSheet(_sheet(chosen, font_scale))


def _palette(chosen: Colours) -> QPalette:
    roles = {
        QPalette.ColorRole.Window: chosen.window,
        QPalette.ColorRole.WindowText: chosen.text,
        QPalette.ColorRole.Base: chosen.surface,
        QPalette.ColorRole.AlternateBase: chosen.stripe,
        QPalette.ColorRole.Text: chosen.text,
        QPalette.ColorRole.Button: chosen.surface,
        QPalette.ColorRole.ButtonText: chosen.text,
        QPalette.ColorRole.Highlight: chosen.accent,
        QPalette.ColorRole.HighlightedText: chosen.accent_text,
        QPalette.ColorRole.PlaceholderText: chosen.muted,
    }
    palette = QPalette()
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    return palette


def _sheet(chosen: Colours, font_scale: float) -> str:
    title = round(20 * font_scale)
    check = (resources_folder() / "practice" / "check.svg").as_posix()
    return f"""
    QLabel#heading {{ font-size: {title}px; font-weight: bold; }}
    QLabel#summary, QLabel#hint {{ color: {chosen.muted}; }}
    QLabel#problem {{ color: {chosen.wrong}; }}
    QWidget#statusBar {{ background: {chosen.surface}; border-top: 1px solid {chosen.line}; }}
    QPushButton {{
        background: {chosen.surface}; color: {chosen.text}; border: 1px solid {chosen.line};
        border-radius: 5px; padding: 7px 18px; min-width: 54px;
    }}
    QPushButton:hover {{ background: {chosen.hover}; }}
    QPushButton:pressed {{ background: {chosen.selection}; }}
    QPushButton:focus {{ border-color: {chosen.accent}; }}
    QPushButton:disabled {{ color: {chosen.muted}; background: {chosen.window}; }}
    QPushButton[primary="true"] {{
        background: {chosen.accent}; color: {chosen.accent_text}; border-color: {chosen.accent}; font-weight: bold;
    }}
    QPushButton[primary="true"]:focus {{ border: 1px solid {chosen.text}; }}
    QLineEdit {{
        background: {chosen.surface}; border: 1px solid {chosen.line}; border-radius: 4px; padding: 6px 8px;
        selection-background-color: {chosen.accent}; selection-color: {chosen.accent_text};
    }}
    QLineEdit:focus {{ border-color: {chosen.accent}; }}
    QCheckBox::indicator {{
        width: 16px; height: 16px; border: 1px solid {chosen.muted}; border-radius: 3px; background: {chosen.surface};
    }}
    QCheckBox::indicator:focus {{ border-color: {chosen.accent}; }}
    QCheckBox::indicator:checked {{
        background: {LIGHT.accent}; border-color: {LIGHT.accent}; image: url({check});
    }}
    QTableWidget {{
        background: {chosen.surface}; alternate-background-color: {chosen.stripe}; border: 1px solid {chosen.line};
        border-radius: 6px; gridline-color: transparent; outline: none;
    }}
    QTableWidget::item {{ padding: 0 10px; }}
    QTableWidget::item:selected {{ background: {chosen.selection}; color: {chosen.text}; }}
    QHeaderView::section {{
        background: {chosen.surface}; color: {chosen.muted}; border: none;
        border-bottom: 1px solid {chosen.line}; padding: 8px 10px;
    }}
    """

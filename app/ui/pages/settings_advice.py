"""The fields of the settings page about advice."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

from app.ui.pages.settings_fields import Field, Group, Kind

ADVICE = Group(
    QT_TRANSLATE_NOOP("SettingsFields", "Advice"),
    (
        Field(
            "advice",
            "min_runs",
            Kind.COUNT,
            QT_TRANSLATE_NOOP("SettingsFields", "Advice rests on so many runs"),
            QT_TRANSLATE_NOOP("SettingsFields", "Fewer runs that say the same advise nothing"),
        ),
        Field(
            "advice",
            "min_days",
            Kind.COUNT,
            QT_TRANSLATE_NOOP("SettingsFields", "On so many days"),
            QT_TRANSLATE_NOOP("SettingsFields", "A single bad day is no reason to change a step"),
        ),
    ),
)

"""The fields of the settings page about the export of decisions and feedback for training."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

from app.ui.pages.settings_fields import Field, Group, Kind

EXPORT = Group(
    QT_TRANSLATE_NOOP("SettingsFields", "Export for training"),
    (
        Field(
            "learning",
            "automatic_export",
            Kind.YES,
            QT_TRANSLATE_NOOP("SettingsFields", "Export by itself"),
            QT_TRANSLATE_NOOP("SettingsFields", "A file is written whenever a whole batch waits; never sent anywhere"),
        ),
        Field(
            "learning",
            "batch_size",
            Kind.COUNT,
            QT_TRANSLATE_NOOP("SettingsFields", "Decisions in a batch"),
            QT_TRANSLATE_NOOP("SettingsFields", "So many decisions and ratings go into one file"),
        ),
        Field(
            "learning",
            "export_folder",
            Kind.TEXT,
            QT_TRANSLATE_NOOP("SettingsFields", "Folder for exports"),
            QT_TRANSLATE_NOOP("SettingsFields", "Empty: the folder “exports” beside the ledger"),
        ),
        Field(
            "learning",
            "export_texts",
            Kind.YES,
            QT_TRANSLATE_NOOP("SettingsFields", "Export typed texts"),
            QT_TRANSLATE_NOOP("SettingsFields", "Secrets are never exported"),
        ),
        Field("learning", "export_titles", Kind.YES, QT_TRANSLATE_NOOP("SettingsFields", "Export window titles")),
        Field("learning", "export_comments", Kind.YES, QT_TRANSLATE_NOOP("SettingsFields", "Export comments")),
        Field("learning", "export_coach", Kind.YES, QT_TRANSLATE_NOOP("SettingsFields", "Export your name")),
    ),
)

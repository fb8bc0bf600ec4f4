"""The fields of the settings page in their groups, with the words for them."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

from app.model.trust import Level
from app.settings import Appearance, TrustPolicy
from app.ui.pages.settings_advice import ADVICE
from app.ui.pages.settings_export import EXPORT
from app.ui.pages.settings_fields import Field, Group, Kind


def _key(name: str, label: object) -> Field:
    return Field("keys", name, Kind.KEY, label)


GROUPS = (
    Group(
        QT_TRANSLATE_NOOP("SettingsFields", "General"),
        (
            Field(
                "",
                "appearance",
                Kind.CHOICE,
                QT_TRANSLATE_NOOP("SettingsFields", "Appearance"),
                choices=(
                    (Appearance.SYSTEM, QT_TRANSLATE_NOOP("SettingsFields", "As the system")),
                    (Appearance.LIGHT, QT_TRANSLATE_NOOP("SettingsFields", "Light")),
                    (Appearance.DARK, QT_TRANSLATE_NOOP("SettingsFields", "Dark")),
                ),
            ),
            Field(
                "",
                "coach",
                Kind.TEXT,
                QT_TRANSLATE_NOOP("SettingsFields", "Your name"),
                QT_TRANSLATE_NOOP("SettingsFields", "Stands beside your decisions; empty: the name of your account"),
            ),
        ),
    ),
    Group(
        QT_TRANSLATE_NOOP("SettingsFields", "How long a question stays open"),
        (
            Field("questions", "coaching", Kind.SECONDS, QT_TRANSLATE_NOOP("SettingsFields", "In Coach")),
            Field("questions", "supervised", Kind.SECONDS, QT_TRANSLATE_NOOP("SettingsFields", "In Supervise")),
            Field(
                "questions",
                "automatic",
                Kind.SECONDS,
                QT_TRANSLATE_NOOP("SettingsFields", "In Automatic"),
                QT_TRANSLATE_NOOP("SettingsFields", "At its end the run pauses; nothing is done and nothing learned"),
            ),
        ),
    ),
    Group(
        QT_TRANSLATE_NOOP("SettingsFields", "Looking"),
        (
            Field(
                "matching",
                "no_match_looks",
                Kind.COUNT,
                QT_TRANSLATE_NOOP("SettingsFields", "Looks before it asks for help"),
                QT_TRANSLATE_NOOP("SettingsFields", "How often it looks for a missing place"),
            ),
            Field(
                "capture",
                "interval",
                Kind.SECONDS,
                QT_TRANSLATE_NOOP("SettingsFields", "Time between two looks"),
            ),
            Field(
                "matching",
                "still_hands",
                Kind.SECONDS,
                QT_TRANSLATE_NOOP("SettingsFields", "Your hands must rest"),
                QT_TRANSLATE_NOOP("SettingsFields", "Before it acts after your answer"),
            ),
        ),
    ),
    Group(
        QT_TRANSLATE_NOOP("SettingsFields", "Hot keys"),
        (
            _key("stop", QT_TRANSLATE_NOOP("SettingsFields", "Stop key")),
            _key("stop_too", QT_TRANSLATE_NOOP("SettingsFields", "Second stop key")),
            _key("accept", QT_TRANSLATE_NOOP("SettingsFields", "Accept key")),
            _key("correct", QT_TRANSLATE_NOOP("SettingsFields", "Correct key")),
            _key("by_hand", QT_TRANSLATE_NOOP("SettingsFields", "I did it key")),
            _key("skip", QT_TRANSLATE_NOOP("SettingsFields", "Skip key")),
            _key("reject", QT_TRANSLATE_NOOP("SettingsFields", "Reject key")),
            _key("second", QT_TRANSLATE_NOOP("SettingsFields", "Take number 2 key")),
            _key("third", QT_TRANSLATE_NOOP("SettingsFields", "Take number 3 key")),
            _key("record", QT_TRANSLATE_NOOP("SettingsFields", "Stop recording key")),
            _key("pause_recording", QT_TRANSLATE_NOOP("SettingsFields", "Pause recording key")),
            _key("forget_last", QT_TRANSLATE_NOOP("SettingsFields", "Forget last key")),
        ),
    ),
    Group(
        QT_TRANSLATE_NOOP("SettingsFields", "Safety"),
        (
            Field(
                "safety",
                "corner",
                Kind.YES,
                QT_TRANSLATE_NOOP("SettingsFields", "Pointer in a corner stops"),
                QT_TRANSLATE_NOOP("SettingsFields", "Move the pointer into any corner of a monitor to stop"),
            ),
            Field(
                "safety",
                "two_confirmations",
                Kind.YES,
                QT_TRANSLATE_NOOP("SettingsFields", "Locked steps ask twice"),
                QT_TRANSLATE_NOOP("SettingsFields", "Send, pay, delete and the like need a second yes"),
            ),
        ),
    ),
    Group(
        QT_TRANSLATE_NOOP("SettingsFields", "Trust"),
        (
            Field(
                "learning",
                "enabled",
                Kind.YES,
                QT_TRANSLATE_NOOP("SettingsFields", "Learn from runs"),
                QT_TRANSLATE_NOOP("SettingsFields", "Off: everything is still recorded, but changes nothing"),
            ),
            Field(
                "trust",
                "policy",
                Kind.CHOICE,
                QT_TRANSLATE_NOOP("SettingsFields", "A step may act alone by"),
                QT_TRANSLATE_NOOP("SettingsFields", "Steps that cannot be taken back always ask"),
                (
                    (TrustPolicy.EARNED, QT_TRANSLATE_NOOP("SettingsFields", "Its record, or your word")),
                    (TrustPolicy.VOUCHED, QT_TRANSLATE_NOOP("SettingsFields", "Your word alone")),
                    (TrustPolicy.STRICT, QT_TRANSLATE_NOOP("SettingsFields", "Its record and that of all")),
                ),
            ),
            Field(
                "questions",
                "most_per_run",
                Kind.COUNT,
                QT_TRANSLATE_NOOP("SettingsFields", "At most so many questions a run"),
                QT_TRANSLATE_NOOP(
                    "SettingsFields", "0: no limit. Only questions that are there to check give way; the others stay"
                ),
            ),
            Field(
                "trust",
                "tolerated",
                Kind.CHOICE,
                QT_TRANSLATE_NOOP("SettingsFields", "Its record must prove"),
                QT_TRANSLATE_NOOP("SettingsFields", "The fewer it may be wrong, the longer it takes"),
                (
                    (Level.TEN, QT_TRANSLATE_NOOP("SettingsFields", "Wrong less than 1 in 10")),
                    (Level.FIVE, QT_TRANSLATE_NOOP("SettingsFields", "Wrong less than 1 in 20")),
                    (Level.TWO, QT_TRANSLATE_NOOP("SettingsFields", "Wrong less than 1 in 50")),
                ),
            ),
            Field(
                "trust",
                "min_right",
                Kind.COUNT,
                QT_TRANSLATE_NOOP("SettingsFields", "Right by your answers"),
                QT_TRANSLATE_NOOP("SettingsFields", "So often at least, whatever else it proves"),
            ),
            Field("trust", "min_streak", Kind.COUNT, QT_TRANSLATE_NOOP("SettingsFields", "Right in a row")),
            Field(
                "trust",
                "audit_one_in",
                Kind.CHOICE,
                QT_TRANSLATE_NOOP("SettingsFields", "Blind questions"),
                QT_TRANSLATE_NOOP(
                    "SettingsFields",
                    "Of what it may do alone: you point and it compares",
                ),
                (
                    (20, QT_TRANSLATE_NOOP("SettingsFields", "1 in 20 acts")),
                    (10, QT_TRANSLATE_NOOP("SettingsFields", "1 in 10 acts")),
                    (5, QT_TRANSLATE_NOOP("SettingsFields", "1 in 5 acts")),
                    (1, QT_TRANSLATE_NOOP("SettingsFields", "Every act")),
                    (0, QT_TRANSLATE_NOOP("SettingsFields", "None")),
                ),
            ),
            Field(
                "trust",
                "success",
                Kind.CHOICE,
                QT_TRANSLATE_NOOP("SettingsFields", "Score when right"),
                QT_TRANSLATE_NOOP("SettingsFields", "The score is shown and opens nothing"),
                ((1, "+1"), (2, "+2"), (3, "+3")),
            ),
            Field(
                "trust",
                "failure",
                Kind.CHOICE,
                QT_TRANSLATE_NOOP("SettingsFields", "Score after a failure"),
                choices=(
                    ("reset", QT_TRANSLATE_NOOP("SettingsFields", "Back to 0")),
                    (-1, "−1"),
                    (-2, "−2"),
                    (-3, "−3"),
                    (-5, "−5"),
                ),
            ),
            Field(
                "trust",
                "human_reject",
                Kind.CHOICE,
                QT_TRANSLATE_NOOP("SettingsFields", "Score when you reject"),
                choices=((0, "0"), (-1, "−1"), (-2, "−2"), (-3, "−3")),
            ),
        ),
    ),
    ADVICE,
    EXPORT,
    Group(
        QT_TRANSLATE_NOOP("SettingsFields", "Privacy"),
        (
            Field(
                "privacy",
                "masked_apps",
                Kind.WORDS,
                QT_TRANSLATE_NOOP("SettingsFields", "Programs never to be seen"),
                QT_TRANSLATE_NOOP("SettingsFields", "Their windows are black in every picture; separate by commas"),
            ),
            Field("privacy", "keep_days", Kind.COUNT, QT_TRANSLATE_NOOP("SettingsFields", "Keep pictures (days)")),
            Field(
                "privacy",
                "keep_megabytes",
                Kind.COUNT,
                QT_TRANSLATE_NOOP("SettingsFields", "Keep pictures (megabytes)"),
            ),
        ),
    ),
    Group(
        QT_TRANSLATE_NOOP("SettingsFields", "Store"),
        (
            Field(
                "store",
                "url",
                Kind.TEXT,
                QT_TRANSLATE_NOOP("SettingsFields", "Database"),
                QT_TRANSLATE_NOOP(
                    "SettingsFields", "Empty: a file in the data folder; else postgresql://…; counts after a restart"
                ),
            ),
        ),
    ),
)

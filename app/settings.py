"""Typed settings, validated when loaded, and the folders they live in."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Annotated, Literal, NamedTuple

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.model.errors import BadInput, StoreProblem
from app.model.trust import Level

APPLICATION = "understudy"
HOME_VARIABLE = "UNDERSTUDY_HOME"

Seconds = Annotated[float, Field(gt=0, le=3600)]


class Appearance(StrEnum):
    """Which colours the windows use."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Section(BaseModel):
    """Frozen; unknown fields are an error that names them."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Questions(Section):
    """How long a question stays open (seconds); then the run pauses.

    most_per_run: so many questions the person wants in a run at most (0: no limit). It leaves out what is asked only to
    check, the blind questions; what must be asked is asked all the same, and a run that will ask more says so first.
    """

    coaching: Seconds = 120.0
    supervised: Seconds = 60.0
    automatic: Seconds = 120.0
    most_per_run: Annotated[int, Field(ge=0, le=1000)] = 0


class Matching(Section):
    """When a target counts as missing, and how still the person's hands must be before an act (seconds)."""

    no_match_looks: Annotated[int, Field(ge=1, le=50)] = 5
    still_hands: Annotated[float, Field(ge=0, le=5)] = 0.4


class Capture(Section):
    """Seconds between two looks that count."""

    interval: Annotated[float, Field(ge=0.05, le=10)] = 0.5


class Keys(Section):
    """Hot keys by name; the two stop keys work everywhere at any time."""

    stop: str = "ctrl+shift+f12"
    stop_too: str = "pause"
    accept: str = "f8"
    correct: str = "f9"
    by_hand: str = "f10"
    skip: str = "f7"
    reject: str = "f6"
    second: str = "ctrl+2"
    third: str = "ctrl+3"
    record: str = "ctrl+shift+f9"
    pause_recording: str = "ctrl+shift+f10"
    forget_last: str = "ctrl+shift+f11"

    @property
    def stops(self) -> tuple[str, str]:
        """The stop keys."""
        return self.stop, self.stop_too

    @property
    def while_recording(self) -> tuple[str, ...]:
        """The keys that mean something to us during a recording and are no part of what is shown."""
        return self.record, self.pause_recording, self.forget_last, *self.stops


class Safety(Section):
    """The pointer in a corner of a monitor stops (`corner`); LOCKED steps may need a second yes."""

    corner: bool = True
    two_confirmations: bool = False


class TrustPolicy(StrEnum):
    """What opens a step: its own record or your word; your word alone; or its record and that of all steps together."""

    EARNED = "earned"
    VOUCHED = "vouched"
    STRICT = "strict"


class TrustRules(Section):
    """When a step may act alone, and the numbers of its visible score.

    policy: what opens a step. tolerated: how often an earned step may be wrong at most. min_right, min_streak: so many
    answers of yours that were right, in all and in a row, it needs as well. success, human_reject: what a right answer
    and your no add to the score; failure: what a failure adds, or that it sets the score back to 0. audit_one_in: one
    in so many acts alone is asked about first without showing the place (0: none). Rules can be made stricter than at
    first, not looser; steps that cannot be taken back always ask.
    """

    policy: TrustPolicy = TrustPolicy.EARNED
    tolerated: Level = Level.TEN
    min_right: Annotated[int, Field(ge=5, le=1000)] = 5
    min_streak: Annotated[int, Field(ge=5, le=1000)] = 5
    audit_one_in: Literal[0, 1, 5, 10, 20] = 20
    success: Literal[1, 2, 3] = 1
    failure: Literal["reset", -1, -2, -3, -5] = "reset"
    human_reject: Literal[0, -1, -2, -3] = -1

    @property
    def audits(self) -> float:
        """The share of acts alone that are asked about first."""
        return 1 / self.audit_one_in if self.audit_one_in else 0.0


class Learning(Section):
    """enabled: whether runs teach anything; without it they are recorded all the same.

    batch_size: so many decisions and opinions go into one file of the export. automatic_export: a file is written by
    itself whenever so many wait, to export_folder (empty: one in the data folder). export_texts, export_titles,
    export_comments, export_coach: which personal words go along; secrets never do.
    """

    enabled: bool = True
    batch_size: Annotated[int, Field(ge=1, le=10_000)] = 50
    automatic_export: bool = False
    export_folder: str = ""
    export_texts: bool = False
    export_titles: bool = False
    export_comments: bool = False
    export_coach: bool = False


class Advice(Section):
    """On how many runs and days advice rests at least; with fewer there is none."""

    min_runs: Annotated[int, Field(ge=1, le=1000)] = 3
    min_days: Annotated[int, Field(ge=1, le=365)] = 2


class Privacy(Section):
    """Programs that are blacked out in every capture (WM_CLASS), and how many days pictures are kept."""

    masked_apps: tuple[str, ...] = ()
    keep_days: Annotated[int, Field(ge=1, le=3650)] = 14
    keep_megabytes: Annotated[int, Field(ge=10, le=100_000)] = 500


class Store(Section):
    """Database URL; empty means SQLite in the data folder."""

    url: str = ""


class Settings(Section):
    """Everything a person can set."""

    appearance: Appearance = Appearance.SYSTEM
    language: str = ""
    coach: str = ""
    questions: Questions = Questions()
    matching: Matching = Matching()
    capture: Capture = Capture()
    keys: Keys = Keys()
    safety: Safety = Safety()
    trust: TrustRules = TrustRules()
    learning: Learning = Learning()
    advice: Advice = Advice()
    privacy: Privacy = Privacy()
    store: Store = Store()


class InForce:
    """The settings that count now, for whoever lives longer than they do: ask it each time, keep nothing of it.

    Written by the main thread, read by any.
    """

    def __init__(self, settings: Settings) -> None:
        self.now = settings


class Folders(NamedTuple):
    """Where everything lives."""

    config: Path
    data: Path
    log: Path

    @property
    def workflows(self) -> Path:
        """One folder per workflow."""
        return self.data / "workflows"

    @property
    def captures(self) -> Path:
        """Pictures by content."""
        return self.data / "captures"

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.config / "settings.json"

    @property
    def database(self) -> Path:
        """The embedded ledger."""
        return self.data / "ledger.sqlite3"


def folders() -> Folders:
    """The user's folders, or those below UNDERSTUDY_HOME when it is set; nothing is made here."""
    home = os.environ.get(HOME_VARIABLE)
    if home:
        root = Path(home).expanduser()
        return Folders(root / "config", root / "data", root / "log")
    dirs = platformdirs.PlatformDirs(APPLICATION, appauthor=False)
    return Folders(dirs.user_config_path, dirs.user_data_path, dirs.user_log_path)


def load(path: Path) -> Settings:
    """The settings of this file, the defaults when there is none; BadInput names the faulty field."""
    try:
        return Settings.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise BadInput(f"Settings {path}", str(error.strerror), "Check the file's permissions.") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the whole file"
        cure = f"Correct the field {where!r} or remove the file to return to the defaults."
        raise BadInput(f"Settings {path}", f"{where}: {first['msg']}", cure) from error


def save(path: Path, settings: Settings) -> None:
    """Write the settings so that a crash leaves either the old or the new file."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("w", dir=path.parent, suffix=".tmp", delete=False, encoding="utf-8") as file:
            file.write(settings.model_dump_json(indent=2))
            file.flush()
            os.fsync(file.fileno())
        Path(file.name).replace(path)
    except OSError as error:
        raise StoreProblem(f"Settings {path}", str(error.strerror), "Check the folder and the free space.") from error

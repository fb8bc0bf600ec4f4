"""Entries as rows and rows as entries: the same fields, plus who, when and in which order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any, NamedTuple

from app.model.ledger import Entry
from app.model.ledger_learning import (
    AdviceGiven,
    AlikeAnswered,
    BatchMade,
    Commented,
    CorrectionMade,
    Evidence,
    FeedbackGiven,
    LearningSet,
    LookLearned,
    PackExported,
    PackImported,
    PlaceForgotten,
    ProofMade,
    RecoveryTried,
    RiskSet,
    TakenBack,
    Vouched,
)
from app.model.ledger_run import (
    ActDone,
    ActIntended,
    DecisionMade,
    DriftLeft,
    DriftTold,
    ModeSet,
    RunBegun,
    RunEnded,
    ScreenDenied,
    ScreenSeen,
    StepEnded,
    SuggestionMade,
    SurroundingsAccepted,
    SurroundingsSeen,
    Unanswered,
)
from app.storage.journal import JournalRow
from app.storage.schema import (
    ActOutcomeRow,
    ActRow,
    CommentRow,
    CorrectionRow,
    DecisionRow,
    EvidenceRow,
    LearningStateRow,
    ModeChangeRow,
    RiskMarkRow,
    RunEndRow,
    RunRow,
    StepResultRow,
    SuggestionRow,
    UnansweredRow,
    VouchRow,
)
from app.storage.schema_advice import AdviceRow, RecoveryRow
from app.storage.schema_denials import ScreenDeniedRow, SurroundingsAcceptedRow
from app.storage.schema_feedback import BatchRow, FeedbackRow
from app.storage.schema_lessons import (
    AlikeAnswerRow,
    PackExportRow,
    PackImportRow,
    PlaceForgottenRow,
    ProofRow,
    TakenBackRow,
)
from app.storage.schema_screens import DriftLeftRow, DriftRow, ScreenLookRow, ScreenSeenRow, SurroundingsRow

ROWS: Mapping[type[Entry], type[JournalRow]] = {
    RunBegun: RunRow,
    ModeSet: ModeChangeRow,
    SuggestionMade: SuggestionRow,
    DecisionMade: DecisionRow,
    Unanswered: UnansweredRow,
    ActIntended: ActRow,
    ActDone: ActOutcomeRow,
    StepEnded: StepResultRow,
    CorrectionMade: CorrectionRow,
    ProofMade: ProofRow,
    AlikeAnswered: AlikeAnswerRow,
    PlaceForgotten: PlaceForgottenRow,
    PackImported: PackImportRow,
    PackExported: PackExportRow,
    RecoveryTried: RecoveryRow,
    AdviceGiven: AdviceRow,
    TakenBack: TakenBackRow,
    Evidence: EvidenceRow,
    Vouched: VouchRow,
    RiskSet: RiskMarkRow,
    ScreenSeen: ScreenSeenRow,
    LookLearned: ScreenLookRow,
    SurroundingsSeen: SurroundingsRow,
    SurroundingsAccepted: SurroundingsAcceptedRow,
    ScreenDenied: ScreenDeniedRow,
    DriftTold: DriftRow,
    DriftLeft: DriftLeftRow,
    Commented: CommentRow,
    FeedbackGiven: FeedbackRow,
    BatchMade: BatchRow,
    LearningSet: LearningStateRow,
    RunEnded: RunEndRow,
}
_ENTRIES: Mapping[type[JournalRow], type[Entry]] = {row: entry for entry, row in ROWS.items()}


class Stamp(NamedTuple):
    """What a row has besides its entry."""

    id: str
    origin: str
    n: int
    mono_ms: int
    utc: datetime
    order_utc: datetime
    coach: str
    teaches: bool = True


def row_of(entry: Entry, stamp: Stamp, voids: str | None = None) -> JournalRow:
    """The row to insert; `voids` is the id of the row that it takes back."""
    values = {field.name: getattr(entry, field.name) for field in fields(entry)}
    return ROWS[type(entry)](**stamp._asdict(), voids=voids, **values, **_drawn_out(entry))


def entry_of(row: JournalRow) -> Entry:
    """The entry, equal to the one that was stored; ValueError when its part outside the journal is missing."""
    kind = _ENTRIES[type(row)]
    try:
        return kind(**{field.name: getattr(row, field.name) for field in fields(kind)})
    except KeyError as error:
        raise lost(row.n, row.entry) from error


def entry_class(row: type[JournalRow]) -> type[Entry]:
    """What rows of this kind hold."""
    return _ENTRIES[row]


def lost(n: int, entry: str) -> ValueError:
    """A row's part outside the journal is missing."""
    return ValueError(f"row {n} has lost its content in the table {entry!r}")


def _drawn_out(entry: Entry) -> dict[str, Any]:
    """Parts of a nested value that have a column of their own."""
    if not isinstance(entry, SuggestionMade):
        return {}
    shown = entry.suggestion
    return {
        "run_id": shown.run_id,
        "suggestion_id": shown.id,
        "step_id": shown.step_id,
        "replaces": shown.replaces,
        "score": shown.score,
    }

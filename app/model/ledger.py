"""Rows of the append-only ledger, as values; storage adds n, origin, coach and times."""

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

Entry = (
    RunBegun
    | ModeSet
    | SuggestionMade
    | DecisionMade
    | Unanswered
    | ActIntended
    | ActDone
    | StepEnded
    | CorrectionMade
    | ProofMade
    | AlikeAnswered
    | PlaceForgotten
    | PackImported
    | PackExported
    | RecoveryTried
    | AdviceGiven
    | TakenBack
    | Evidence
    | Vouched
    | RiskSet
    | ScreenSeen
    | LookLearned
    | SurroundingsSeen
    | SurroundingsAccepted
    | ScreenDenied
    | DriftTold
    | DriftLeft
    | Commented
    | FeedbackGiven
    | BatchMade
    | LearningSet
    | RunEnded
)

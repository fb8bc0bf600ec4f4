"""What a proof says, in one line a person understands."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.model.proof import Proof


def proof_words(proof: Proof, done: bool = True) -> str:
    """Where it was found and where not, against the target before it; with how much is still to be tried."""
    if not proof.frames:
        nothing = _tr("No past picture of this step yet: the next runs will show.")
        return nothing if done else _tr("Trying it on past pictures…")
    parts = [_hits(proof)]
    if proof.others:
        parts.append(_tr("{count} false on {others} others").format(count=proof.false, others=proof.others))
    elif proof.false:
        parts.append(_tr("{count} false").format(count=proof.false))
    words = ", ".join(parts) + _before(proof)
    return words if done else words + _tr(" · {count} still to try").format(count=proof.left)


def short_proof(proof: Proof) -> str:
    """The same in a few signs, for a button: hits, and how many false ones."""
    hits = _tr("{hits} of {frames}").format(hits=proof.hits, frames=proof.frames)
    return hits if not proof.false else hits + _tr(", {count} false").format(count=proof.false)


def _hits(proof: Proof) -> str:
    words = _tr("Hits {hits} of {frames} past pictures of this step")
    return words.format(hits=proof.hits, frames=proof.frames)


def _before(proof: Proof) -> str:
    words = _tr("; before: {hits} of {frames}").format(hits=proof.before_hits, frames=proof.frames)
    return words if not proof.before_false else words + _tr(", {count} false").format(count=proof.before_false)


def _tr(text: str) -> str:
    return QCoreApplication.translate("ProofWords", text)

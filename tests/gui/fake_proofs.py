"""Proofs that come at once, as the test wants them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from threading import Event

from app.model.proof import Proof
from app.model.target import TaughtTarget

GREEN = Proof(hits=14, frames=14, others=63, before_hits=9)


@dataclass
class FakeProofs:
    """Proofs by whether the target stays beside the old one; `calls` are the targets that were tried."""

    plain: Proof = GREEN
    beside: Proof = GREEN
    calls: list[tuple[str, str, bool]] = field(default_factory=list)
    fail: Exception | None = None

    def prove(
        self,
        workflow_id: str,
        step_id: str,
        taught: TaughtTarget,
        beside: bool,
        told: Callable[[Proof], object],
        cancel: Event,
    ) -> Proof:
        self.calls.append((workflow_id, step_id, beside))
        if self.fail is not None:
            raise self.fail
        proof = self.beside if beside else self.plain
        told(replace(proof, left=3))
        return proof

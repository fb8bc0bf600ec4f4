"""What the windows need of advice, as in `services`."""

from __future__ import annotations

from typing import Protocol

from app.model.advice import Advice


class Advisor(Protocol):
    """What the record of past runs speaks for changing."""

    def advice(self, workflow_id: str) -> tuple[Advice, ...]:
        """What is open, the best first, then what was answered."""
        ...

    def apply(self, workflow_id: str, advice: Advice) -> None:
        """Change the step as advised; UserError when it does not rest on enough."""
        ...

    def dismiss(self, workflow_id: str, advice: Advice) -> None:
        """Do not give it again."""
        ...

    def undo(self, workflow_id: str, advice: Advice) -> None:
        """As it was before it was applied or dismissed."""
        ...

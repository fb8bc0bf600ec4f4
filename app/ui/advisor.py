"""What the windows need of advice, as in `services`."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import Protocol

from app.model.advice import Advice, TrialEnd
from app.settings import Advice as AdviceRules


class Advisor(Protocol):
    """What the record of past runs speaks for changing."""

    def rules(self) -> AdviceRules:
        """On how much it rests."""
        ...

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


class PictureTrials(Protocol):
    """Tries other ways to find targets on the stored pictures of past runs; called on a thread of its own."""

    def try_all(self, workflow_id: str, told: Callable[[int, int], object], cancel: Event) -> TrialEnd:
        """What was not tried yet; what it shows is among the advice then. `told` hears how many steps of how many."""
        ...

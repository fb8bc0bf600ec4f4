"""What the windows share: made once, handed to whoever needs it."""

from __future__ import annotations

from dataclasses import dataclass

from app.ui.bridge import EngineBridge
from app.ui.card_desk import CardDesk
from app.ui.coaching import Coaching
from app.ui.countdown import Countdown
from app.ui.ghost_overlay import GhostOverlay
from app.ui.grabs import Grabs
from app.ui.pointing import Pointing
from app.ui.queries import Queries
from app.ui.screen_word import ScreenWord
from app.ui.services import Services
from app.ui.stage import ScreenStage
from app.ui.step_pictures import StepPictures
from app.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts that exist with and without the main window."""

    services: Services
    stage: ScreenStage
    theme: Theme
    queries: Queries
    grabs: Grabs
    bridge: EngineBridge
    pictures: StepPictures
    ghosts: GhostOverlay
    desk: CardDesk
    pointing: Pointing
    coaching: Coaching
    countdown: Countdown
    screens: ScreenWord

"""The Learned place with all its sections."""

from __future__ import annotations

from app.ui.pages.advice_list import AdviceList
from app.ui.pages.corrections_list import CorrectionsList
from app.ui.pages.learned import LearnedPage
from app.ui.pages.packs_list import PacksList
from app.ui.pages.places_list import PlacesList
from app.ui.pages.practice_section import PracticeSection
from app.ui.pages.screens_list import ScreensList
from app.ui.pages.trust_table import TrustTable
from app.ui.parts import Parts


def learned_page(parts: Parts) -> LearnedPage:
    """Built of what the windows share."""
    services, theme, queries = parts.services, parts.theme, parts.queries
    trust = TrustTable(theme, queries, services.library, services.lessons)
    advice = AdviceList(services.lessons.advisor, services.trials, theme, queries, parts.pictures)
    practice = PracticeSection(theme, queries, services.rehearsal, services.settings)
    places = PlacesList(theme, services.lessons, parts.pictures)
    packs = PacksList(theme, queries, services.packs, services.lessons, services.proofs, parts.pictures)
    corrections = CorrectionsList(theme, services.lessons, parts.pictures)
    screens = ScreensList(theme, services.lessons, parts.pictures)
    sections = (corrections, trust, places, screens, advice, practice, packs)
    page = LearnedPage(queries, services.library, services.lessons, sections)
    for section in (trust, advice, practice, packs):
        section.failed.connect(page.failed)
    packs.saved.connect(page.saved)
    return page

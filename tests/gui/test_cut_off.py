"""What a killed program left is told in the main window when it opens."""

from __future__ import annotations

from app.model.news import Notice, Severity
from tests.gui.conftest import Coached


def test_F60_what_was_cut_off_is_told_in_the_banner_and_stays(full: Coached) -> None:
    full.windows.tell(Notice(Severity.WARNING, "Nobody knows whether step 1 was done.", "Look there."))
    assert full.main.banner.isVisible()
    assert full.main.banner.text == "Nobody knows whether step 1 was done."
    assert "Look there." in full.main.banner.accessibleName()

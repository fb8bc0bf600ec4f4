"""The sheet before Automatic: what was checked, and what the run, or the rest of it, will ask."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QVBoxLayout, QWidget

from app.model.readiness import Preflight, Readiness, ScreensState, StepReadiness
from app.ui.buttons import button, labelled, restyle
from app.ui.ready_words import asks_words, left_words
from app.ui.scrolling import scrolling
from app.ui.words import key_word

SIZE = (560, 460)
GOOD, DOUBT, NOTE = ("✓", "good"), ("!", "problem"), ("·", "muted")


class PreFlightDialog(QDialog):
    """Accepted by Run, in the middle of a run by Go on alone. `test_wanted` asks for the next stop key."""

    test_wanted = Signal()

    def __init__(self, found: Preflight, tested: tuple[str, float] | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.found = found
        self._midway = found.start > 1
        self.setWindowTitle(self.tr("Before it goes on alone") if self._midway else self.tr("Before it runs alone"))
        self.resize(*SIZE)
        self._stop = labelled("", "", wrap=True)
        self._stop_sign = labelled("", "")
        self.test = button(self.tr("Test the stop key"), tip=self.tr("Then press a stop key: nothing is stopped by it"))
        self.test.clicked.connect(self._begin_test)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(12)
        column.addWidget(labelled(found.name, "heading", wrap=True))
        column.addLayout(self._checks())
        asks = left_words(found.ready, found.start) if self._midway else asks_words(found.ready)
        column.addWidget(labelled(asks, "strong", wrap=True))
        if found.ready.over_budget:
            column.addWidget(labelled(self._budget_words(found.ready), "problem", wrap=True))
        column.addWidget(self._asked(found.ready), 1)
        column.addWidget(self._buttons())
        self.show_tested(tested)
        self.run.setFocus()

    def _checks(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        found = [self._screens(), *self._theme(), self._windows(), self._variables()]
        for row, ((sign, kind), words) in enumerate(found):
            grid.addWidget(labelled(sign, kind), row, 0)
            grid.addWidget(labelled(words, "", wrap=True), row, 1, 1, 2)
        grid.addWidget(self._stop_sign, len(found), 0)
        grid.addWidget(self._stop, len(found), 1)
        grid.addWidget(self.test, len(found), 2)
        return grid

    def _screens(self) -> tuple[tuple[str, str], str]:
        match self.found.screens:
            case ScreensState.KNOWN:
                return GOOD, self.tr("The screens and their scale are those it was learned on.")
            case ScreensState.NEW:
                return DOUBT, self.tr("The screens or their scale are new to it: its steps will ask once more.")
            case ScreensState.NOT_LEARNED:
                return NOTE, self.tr("It has not been seen on any screens yet.")

    def _theme(self) -> Iterator[tuple[tuple[str, str], str]]:
        """Nothing when the first window does not tell."""
        if not self.found.theme:
            return
        seen, of = self.found.seen_in_theme, len(self.found.ready.steps)
        theme = self.tr("dark") if self.found.theme == "dark" else self.tr("light")
        all_ = self.tr("All {of} steps have been seen in the {theme} theme.")
        some = self.tr("{seen} of {of} steps have been seen in the {theme} theme; the others ask once more.")
        yield (
            (GOOD, all_.format(of=of, theme=theme))
            if seen == of
            else (
                DOUBT,
                some.format(seen=seen, of=of, theme=theme),
            )
        )

    def _windows(self) -> tuple[tuple[str, str], str]:
        if self.found.missing:
            first = self.tr("“{window}” is not open: the first step needs it.")
            words = self.tr("“{window}” is not open: the next step needs it.") if self._midway else first
            return DOUBT, words.format(window="”, “".join(self.found.missing))
        if self.found.later:
            first = self.tr("The first window is open. To come during the run: “{windows}”.")
            words = self.tr("The next window is open. To come later: “{windows}”.") if self._midway else first
            return GOOD, words.format(windows="”, “".join(self.found.later))
        return GOOD, self.tr("Its windows are open.")

    def _variables(self) -> tuple[tuple[str, str], str]:
        if not self.found.unfilled:
            return GOOD, self.tr("No variable is empty.")
        words = self.tr("Without a value: {names}.")
        return DOUBT, words.format(names=", ".join(self.found.unfilled))

    def _budget_words(self, ready: Readiness) -> str:
        words = self.tr(
            "You want at most {most} questions a run. {over} more must be asked all the same: no step acts "
            "without permission to save a question."
        )
        return words.format(most=ready.budget, over=ready.over_budget)

    def _asked(self, ready: Readiness) -> QWidget:
        inside = QVBoxLayout()
        inside.setContentsMargins(0, 0, 6, 0)
        inside.setSpacing(6)
        for step in ready.asks:
            inside.addWidget(labelled(f"{step.number} · {step.sentence}", "", wrap=True))
            inside.addWidget(labelled(self._why(step), "small", wrap=True))
        inside.addStretch(1)
        return scrolling(inside)

    def _why(self, step: StepReadiness) -> str:
        parts = [step.reason[:1].upper() + step.reason[1:]]
        if step.seconds is not None:
            parts.append(self.tr("about {seconds} s").format(seconds=round(step.seconds)))
        if step.wrong < 1:
            words = self.tr("its record leaves open at most {rate} wrong in 100")
            parts.append(words.format(rate=round(100 * step.wrong)))
        return " · ".join(parts)

    def _buttons(self) -> QWidget:
        box = QDialogButtonBox()
        go = self.tr("Go on alone") if self._midway else self.tr("Run")
        self.run = box.addButton(go, QDialogButtonBox.ButtonRole.AcceptRole)
        self.run.setEnabled(bool(self.found.ready.steps))
        self.cancel = box.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        for made, tip in zip((self.run, self.cancel), self._tips(), strict=True):
            made.setAccessibleName(made.text())
            made.setToolTip(tip)
        self.test.setAutoDefault(False)
        self.run.setDefault(True)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        return box

    def _tips(self) -> tuple[str, str]:
        if self._midway:
            later = self.tr("Automatic begins after three seconds, with the next step (Enter)")
            return later, self.tr("Stay in the mode that it is in (Esc)")
        return self.tr("Begin after three seconds (Enter)"), self.tr("Do not run (Esc)")

    # --- stop key

    @Slot()
    def _begin_test(self) -> None:
        self._show_stop(NOTE, self.tr("Press a stop key now…"))
        self.test_wanted.emit()

    def show_tested(self, tested: tuple[str, float] | None) -> None:
        """Which stop key was heard after how many milliseconds; None: not tested yet."""
        if self.found.stop_problem:
            self._show_stop(DOUBT, self.found.stop_problem)
        elif tested is None:
            self._show_stop(DOUBT, self.tr("The stop key was not tested since the program began."))
        else:
            words = self.tr("The stop key works: {key} was heard after {ms} ms.")
            self._show_stop(GOOD, words.format(key=key_word(tested[0]), ms=f"{tested[1]:.0f}"))

    def _show_stop(self, look: tuple[str, str], words: str) -> None:
        sign, kind = look
        self._stop_sign.setText(sign)
        self._stop_sign.setProperty("kind", kind)
        restyle(self._stop_sign)
        self._stop.setText(words)

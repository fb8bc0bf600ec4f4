"""What finding costs as the work grows: larger desktops, longer workflows, more looks, more Screens, and memory."""

from __future__ import annotations

from app.model.workflow import MAX_STEPS
from app.vision.look_choice import FEW
from app.vision.recognise import MOST_MIB as SCREENS_MIB
from app.vision.references import MOST_MIB as TARGETS_MIB
from tests.bench import growth_known, growth_looks, growth_memory, growth_sizes, growth_steps
from tests.bench.figures import Figure
from tests.bench.growth_points import Plot

PLOTS: list[Plot] = []
NOTES = (
    "Processor time of the looking thread, numeric libraries on one thread, on generated windows: a ledger with "
    "tables, a list of buttons and a form. On 1080p the window has 1800 × 960 pixels, on 4K 3600 × 1920 and four times "
    "as many texts (at 200 %: the same texts, larger); on 3 × 4K it lies on the middle display. The searches are for a "
    "button, for a field, and for a button that stands in every row; “at its place” is the usual case of a run.",
    "The looks of one Target are pictures of different windows of the program. The first search of all learns as many "
    f"of them as it has time for, the next ones the rest ({TARGETS_MIB} MiB of Targets are kept); the other figures "
    f"are with all learned. At the place all looks are tried, closely only the {FEW} whose windows resemble this one "
    "most, more only for as long as there is time.",
    "All known Screens have one title and are told apart by what they show. Of all of them a sketch is kept; what is "
    f"compared closely is kept of those used last, {SCREENS_MIB} MiB in all, and learned anew where it is missing.",
    f"The step's look is recognising and locating as the engine does it, without the copy of the screen; on "
    f"{growth_steps.RUNS} runs' knowledge. A workflow holds {MAX_STEPS} Steps at most: the one of 1 000 "
    "was made past that limit and cannot be loaded.",
    "Memory is what stays allocated after learning, the average of 50 (of 12 for the largest window). Above "
    f"{TARGETS_MIB} MiB of Targets and {SCREENS_MIB} MiB of Screens what was used longest ago is forgotten.",
)
_QUESTIONS = (growth_sizes, growth_looks, growth_known, growth_steps, growth_memory)


def figures() -> list[Figure]:
    """All questions in order; each leaves its plot in PLOTS."""
    found: list[Figure] = []
    for question in _QUESTIONS:
        measured = list(question.measured())
        PLOTS.append(question.plot(measured))
        found += [one.figure for one in measured]
    return found

"""One page in plain words for some runs: each step before – where it acted – after, decision, score."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from app.model.coaching import RunSummary, StepRecord
from app.model.decision import DecisionKind
from app.model.errors import StoreProblem
from app.model.modes import StepStatus
from app.model.target import Picture

_DECISIONS = {
    DecisionKind.ACCEPT: "✓ accepted",
    DecisionKind.CORRECT: "✎ corrected",
    DecisionKind.EXECUTE_MANUAL: "☞ by hand",
    DecisionKind.SKIP: "↷ skipped",
    DecisionKind.REJECT: "✗ rejected",
}
_COLOURS = {
    StepStatus.PASSED: "pass",
    StepStatus.OBSERVED: "pass",
    StepStatus.UNVERIFIED: "doubt",
    StepStatus.SKIPPED: "left",
    StepStatus.REJECTED: "fail",
    StepStatus.FAILED: "fail",
    StepStatus.UNANSWERED: "left",
    StepStatus.CANCELLED: "left",
}
_STYLE = """
:root { color-scheme: light dark; --line: #d8dde6; --soft: #f3f5f9; --ink: #1d2530; --quiet: #5d6978; --blue: #3553d8;
  --pass: #1f8a4c; --doubt: #b7791f; --fail: #c0362c; --left: #6b7480; }
@media (prefers-color-scheme: dark) { :root { --line: #39424f; --soft: #20262f; --ink: #e7ebf1; --quiet: #a3afbf;
  --blue: #8fa5ff; --pass: #5fcf8e; --doubt: #e4b04a; --fail: #f08379; --left: #a3afbf; } }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); margin: 2.5rem auto; max-width: 70rem;
  padding: 0 1rem; }
h1 { margin-bottom: .2rem } h2 { margin-top: 3rem } .quiet { color: var(--quiet) }
ol { list-style: none; padding: 0 }
li { border: 1px solid var(--line); border-radius: 10px; margin: 1rem 0; padding: 1rem }
.head { display: flex; gap: 1rem; align-items: baseline; flex-wrap: wrap } .head b { flex: 1 }
.pass { color: var(--pass) } .doubt { color: var(--doubt) } .fail { color: var(--fail) } .left { color: var(--left) }
.pictures { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; margin-top: .8rem }
figure { margin: 1rem 0; background: var(--soft); border-radius: 8px; padding: .5rem }
.pictures figure { margin: 0 } figcaption { color: var(--quiet); padding-bottom: .3rem }
.shot { position: relative; display: inline-block; max-width: 100% } .shot img { display: block; max-width: 100% }
.mark { position: absolute; border: 3px solid var(--blue); border-radius: 4px; box-sizing: border-box }
.wide img { max-width: 100%; border: 1px solid var(--line); border-radius: 8px }
"""


@dataclass(frozen=True, slots=True)
class ReportedRun:
    """One run with its steps, and a heading for it."""

    heading: str
    summary: RunSummary
    steps: tuple[StepRecord, ...]


@dataclass(frozen=True, slots=True)
class Screenshot:
    """A picture of our own windows for the report."""

    caption: str
    file: Path


@dataclass(frozen=True, slots=True)
class StoredPictures:
    """Finds a stored picture by name: its file, and its width and height in pixels; None when it is not kept."""

    file: Callable[[str], Path | None]
    size: Callable[[str], tuple[int, int] | None]


def write_report(
    folder: Path,
    title: str,
    runs: Sequence[ReportedRun],
    pictures: StoredPictures,
    screenshots: Sequence[Screenshot] = (),
) -> Path:
    """Write index.html with its pictures beside it and return its path; StoreProblem when that is impossible."""
    page = _Page(folder / "images", pictures)
    try:
        page.images.mkdir(parents=True, exist_ok=True)
        body = [f"<h1>{escape(title)}</h1>", *(page.run(run) for run in runs), page.gallery(screenshots)]
        file = folder / "index.html"
        file.write_text(_document(title, "\n".join(body)), encoding="utf-8")
    except OSError as error:
        cure = "Choose another folder or free some space."
        raise StoreProblem(f"Report {folder}", str(error.strerror), cure) from error
    return file


def _document(title: str, body: str) -> str:
    head = f'<meta charset="utf-8"><title>{escape(title)}</title><style>{_STYLE}</style>'
    return f"<!doctype html>\n<html lang=en><head>{head}</head><body>\n{body}\n</body></html>\n"


class _Page:
    def __init__(self, images: Path, pictures: StoredPictures) -> None:
        self.images = images
        self._pictures = pictures

    def run(self, run: ReportedRun) -> str:
        summary = run.summary
        state = summary.state.value if summary.state else "never ended"
        facts = f"{summary.mode.value} · {len(run.steps)} steps · {summary.questions} questions · {state}"
        steps = "".join(self._step(step) for step in run.steps)
        reason = escape(summary.reason)
        return f"<h2>{escape(run.heading)}</h2><p class=quiet>{escape(facts)}<br>{reason}</p><ol>{steps}</ol>"

    def _step(self, step: StepRecord) -> str:
        decision = _DECISIONS[step.decision] if step.decision else "☞ by hand" if step.by_hand else "alone"
        score = f"score {step.score:.2f} by {step.method}" if step.score is not None else ""
        head = (
            f"<div class=head><b>{step.number}. {escape(step.sentence)}</b><span>{decision}</span>"
            f"<span class=quiet>{escape(score)}</span>"
            f"<span class={_COLOURS[step.status]}>{step.status.value}</span></div>"
        )
        shots = self._shot("before, and where", step.before, marked=True) + self._shot("after", step.after)
        return f"<li>{head}<div class=quiet>{escape(step.reason)}</div><div class=pictures>{shots}</div></li>"

    def _shot(self, caption: str, picture: Picture | None, marked: bool = False) -> str:
        source = self._pictures.file(picture.image) if picture else None
        if picture is None or source is None:
            return ""
        shutil.copyfile(source, self.images / source.name)
        mark = self._mark(picture) if marked else ""
        shot = f'<div class=shot><img src="images/{escape(source.name)}" alt="">{mark}</div>'
        return f"<figure><figcaption>{escape(caption)}</figcaption>{shot}</figure>"

    def _mark(self, picture: Picture) -> str:
        size = self._pictures.size(picture.image)
        box = picture.box
        if size is None or not box.area:
            return ""
        places = (100 * box.x / size[0], 100 * box.y / size[1], 100 * box.w / size[0], 100 * box.h / size[1])
        left, top, width, height = (f"{value:.2f}%" for value in places)
        return f'<div class=mark style="left:{left};top:{top};width:{width};height:{height}"></div>'

    def gallery(self, screenshots: Sequence[Screenshot]) -> str:
        figures = []
        for shot in screenshots:
            target = self.images / shot.file.name
            if shot.file.resolve() != target.resolve():
                shutil.copyfile(shot.file, target)
            image = f'<img src="images/{escape(target.name)}" alt="">'
            figures.append(f"<figure class=wide><figcaption>{escape(shot.caption)}</figcaption>{image}</figure>")
        return "<h2>What was on the screen</h2>" + "".join(figures) if figures else ""

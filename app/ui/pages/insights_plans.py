"""What each chart of Insights shows: lines and words made of the figures, without drawing anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from PySide6.QtCore import QCoreApplication

from app.model.decision import DecisionKind
from app.model.drift import SubjectKind
from app.model.insights import Insights, RunFigures, StepScores
from app.model.target import LocatorKind

FEW = 40
"""Up to so many points each interval is a bar of its own; more are a band."""
_FIGURES = ("seconds", "frames", "peak_rss_mib", "cpu_seconds")


@dataclass(frozen=True, slots=True)
class Line:
    """Named points joined by a line; a band around it has `low` and `high`. `colour` is a name of the palette.

    dots: points only; dashed: a line of the second rank; bars: each point's interval by itself; told: what is said of
    each point under the pointer.
    """

    name: str
    colour: str
    x: Sequence[float]
    y: Sequence[float]
    low: Sequence[float] = ()
    high: Sequence[float] = ()
    dots: bool = False
    dashed: bool = False
    bars: bool = False
    told: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What a chart shows: lines, what its axes say, and the words for who cannot see it.

    dates: x are days; percent: y are shares; top: the highest y at least shown.
    """

    lines: Sequence[Line]
    x_label: str
    y_label: str
    words: str
    dates: bool = True
    percent: bool = False
    top: float | None = None
    bottom: float | None = 0.0


def second_of(day: date) -> float:
    """Where a day lies on an axis of days."""
    return datetime.combine(day, time(), UTC).timestamp()


def answers_plan(found: Insights) -> Plan:
    """Shares of the answers that accepted and that corrected."""
    accepted = QCoreApplication.translate("Insights", "accepted")
    corrected = QCoreApplication.translate("Insights", "corrected")
    lines = (
        _share(found, DecisionKind.ACCEPT, accepted, "accept"),
        _share(found, DecisionKind.CORRECT, corrected, "correct"),
    )
    words = QCoreApplication.translate("Insights", "Share of your answers that accepted or corrected, over time.")
    return Plan(
        lines, _from(found), QCoreApplication.translate("Insights", "share of answers"), words, percent=True, top=1.0
    )


def _share(found: Insights, kind: DecisionKind, name: str, colour: str) -> Line:
    points = [(then, share) for then in found.decisions if (share := then.share(kind)) is not None]
    told = [
        QCoreApplication.translate("Insights", "{day}: {part} of {all} {what}").format(
            day=then.begin, part=then.counts.get(kind, 0), all=then.answered, what=name
        )
        for then, _ in points
    ]
    return Line(name, colour, [second_of(then.begin) for then, _ in points], [share for _, share in points], told=told)


def questions_plan(found: Insights) -> Plan:
    """Questions per run: the mean, and the newest runs one by one behind it."""
    points = [each for each in found.runs if each.runs]
    mean = Line(
        QCoreApplication.translate("Insights", "mean"),
        "accent",
        [second_of(each.begin) for each in points],
        [each.questions / each.runs for each in points],
        told=[
            QCoreApplication.translate("Insights", "{day}: {questions} questions in {runs} runs").format(
                day=each.begin, questions=each.questions, runs=each.runs
            )
            for each in points
        ],
    )
    words = QCoreApplication.translate("Insights", "How many questions a run asked, over time.")
    return Plan((mean,), _from(found), QCoreApplication.translate("Insights", "questions a run"), words, top=1.0)


def agreement_plan(found: Insights) -> Plan:
    """The share of watched acts that were where it would have acted, with its interval."""
    then = found.agreement
    told = [
        QCoreApplication.translate("Insights", "{day}: {agreed} of {of}, so between {low} and {high} %").format(
            day=each.begin,
            agreed=each.score.right,
            of=each.score.of,
            low=f"{100 * each.low:.0f}",
            high=f"{100 * each.high:.0f}",
        )
        for each in then
    ]
    line = Line(
        QCoreApplication.translate("Insights", "agreed, with its 95 % interval"),
        "accent",
        [second_of(each.begin) for each in then],
        [each.score.right / each.score.of for each in then],
        [each.low for each in then],
        [each.high for each in then],
        bars=len(then) <= FEW,
        told=told,
    )
    y = QCoreApplication.translate("Insights", "share of your acts")
    words = QCoreApplication.translate("Insights", "How often you acted where it would have acted, over time.")
    return Plan((line,), _from(found), y, words, percent=True, top=1.0)


def score_plan(found: Insights, step: StepScores) -> Plan:
    """The mean match score of one step, with the moments at which the person was told of drift."""
    line = Line(
        QCoreApplication.translate("Insights", "mean match score"),
        "accent",
        [second_of(then.begin) for then in step.then],
        [then.score for then in step.then],
        told=[
            QCoreApplication.translate("Insights", "{day}: {score} in {acts} checked acts").format(
                day=then.begin, score=f"{then.score:.2f}", acts=then.acts
            )
            for then in step.then
        ],
    )
    lowest = min([then.score for then in step.then], default=0.0)
    words = QCoreApplication.translate("Insights", "How surely this step was found, over time.")
    y = QCoreApplication.translate("Insights", "match score")
    lines = (line, *_alarm_lines(found, step))
    return Plan(lines, _from(found), y, words, top=1.0, bottom=min(0.5, lowest))


def _alarm_lines(found: Insights, step: StepScores) -> Sequence[Line]:
    mine = [
        each
        for each in found.alarms
        if each.workflow_id == step.workflow_id
        and each.subject.kind is SubjectKind.STEP
        and each.subject.id == step.step_id
    ]
    if not mine:
        return ()
    told = [
        QCoreApplication.translate("Insights", "{day}: told that it fell from {was} to {now}").format(
            day=each.when.date(), was=f"{each.was:.2f}", now=f"{each.now:.2f}"
        )
        for each in mine
    ]
    name = QCoreApplication.translate("Insights", "alarm")
    return (
        Line(
            name, "reject", [each.when.timestamp() for each in mine], [each.now for each in mine], dots=True, told=told
        ),
    )


def risk_plan(found: Insights) -> Plan:
    """Share that would be wrong over the share that would be asked, with its interval."""
    told = [
        QCoreApplication.translate(
            "Insights", "from a score of {limit}: {asked} suggestions, {wrong} of them wrong"
        ).format(limit=f"{each.limit:.2f}", asked=each.asked, wrong=each.wrong)
        for each in found.risks
    ]
    risks = found.risks
    line = Line(
        QCoreApplication.translate("Insights", "wrong, with its 95 % interval"),
        "accent",
        [each.coverage for each in risks],
        [each.risk for each in risks],
        [each.low for each in risks],
        [each.high for each in risks],
        told=told,
    )
    x = QCoreApplication.translate("Insights", "share of the suggestions that is made")
    y = QCoreApplication.translate("Insights", "wrong among them")
    words = QCoreApplication.translate("Insights", "How many suggestions would be wrong if only the surest were made.")
    return Plan(
        (line,),
        x,
        y,
        words,
        dates=False,
        percent=True,
        top=min(1.0, 1.3 * max((each.risk for each in risks), default=0.1)),
    )


def cost_plan(found: Insights, figure: str) -> Plan:
    """One figure of the newest runs, run by run."""
    name = cost_names()[figure]
    line = Line(
        name,
        "accent",
        [each.ended.timestamp() for each in found.figures],
        [float(getattr(each, figure)) for each in found.figures],
        dots=True,
        told=[_cost_told(found, each) for each in found.figures],
    )
    words = QCoreApplication.translate("Insights", "What each of the newest runs cost.")
    return Plan((line,), QCoreApplication.translate("Insights", "end of the run (UTC)"), name, words)


def _cost_told(found: Insights, run: RunFigures) -> str:
    words = QCoreApplication.translate(
        "Insights", "{when}, {name}: {seconds} s, {frames} pictures taken, {memory} MiB, {cpu} s of processor time"
    )
    return words.format(
        when=f"{run.ended:%Y-%m-%d %H:%M}",
        name=found.name_of(run.workflow_id),
        seconds=f"{run.seconds:.0f}",
        frames=run.frames,
        memory=f"{run.peak_rss_mib:.0f}",
        cpu=f"{run.cpu_seconds:.1f}",
    )


def cost_names() -> dict[str, str]:
    """The figures of a run by their field."""
    names = (
        QCoreApplication.translate("Insights", "seconds"),
        QCoreApplication.translate("Insights", "pictures taken"),
        QCoreApplication.translate("Insights", "peak memory, MiB"),
        QCoreApplication.translate("Insights", "processor seconds"),
    )
    return dict(zip(_FIGURES, names, strict=True))


def locator_names() -> dict[str, str]:
    """The ways of finding by their word in the record."""
    return {
        LocatorKind.TEXT: QCoreApplication.translate("Insights", "Text"),
        LocatorKind.PICTURE: QCoreApplication.translate("Insights", "Picture"),
        LocatorKind.ACCESSIBILITY: QCoreApplication.translate("Insights", "Accessibility"),
        LocatorKind.PLACE: QCoreApplication.translate("Insights", "Place"),
        LocatorKind.POINTED: QCoreApplication.translate("Insights", "Pointed at"),
    }


def _from(found: Insights) -> str:
    match found.span:
        case "day":
            return QCoreApplication.translate("Insights", "day (UTC)")
        case "week":
            return QCoreApplication.translate("Insights", "week from")
        case _:
            return QCoreApplication.translate("Insights", "month from")

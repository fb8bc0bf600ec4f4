"""The one line of reason on the card."""

from __future__ import annotations

from dataclasses import replace

from app.model.decision import Accept, Change, Correct, Keep, Pointed, Skip
from app.model.ledger_run import StepEnded, SuggestionMade
from app.model.suggestion import QuestionKind
from app.model.target import EvidenceLine, LocatorKind
from tests.fakes import BOXES, FakeDesktop, sum_workflow


def test_the_card_says_how_sure_the_next_best_is_and_why_it_lost() -> None:
    with FakeDesktop() as desktop:
        desktop.scene.twins = {"seven": BOXES["eight"]}
        located = desktop.eye.locate

        def told(*words: object) -> object:
            finding = located(*words)  # type: ignore[arg-type]
            best, *others = finding.candidates
            line = EvidenceLine(LocatorKind.PICTURE, "its neighbours are missing", 0.7, favours=False)
            return replace(finding, candidates=(best, *(replace(other, evidence=(line,)) for other in others)))

        desktop.eye.locate = told  # type: ignore[method-assign,assignment]
        asked = desktop.coach(Accept())
        desktop.run(sum_workflow("seven"))
        assert "next best 0.98 (its neighbours are missing)" in asked[0].why


def test_a_window_that_covers_the_place_is_named_on_the_repair_card() -> None:
    for covered in (True, False):
        with FakeDesktop() as desktop:
            desktop.scene.elements = {}
            desktop.windows.covered = covered
            asked = desktop.coach(Skip())
            desktop.run(sum_workflow("seven"))
            assert asked[0].kind is QuestionKind.REPAIR
            assert asked[0].why.endswith("“New mail” covers its place") is covered


def reads_otherwise(desktop: FakeDesktop) -> None:
    """What stands at the best place reads differently from what was taught."""
    located = desktop.eye.locate

    def read(*words: object) -> object:
        finding = located(*words)  # type: ignore[arg-type]
        line = EvidenceLine(LocatorKind.TEXT, "reads “8”", 0.9, favours=False)
        best, *others = finding.candidates
        return replace(finding, candidates=(replace(best, evidence=(line,)), *others))

    desktop.eye.locate = read  # type: ignore[method-assign,assignment]


def test_locators_that_disagree_are_told_on_the_card_and_kept_with_the_suggestion_and_the_step() -> None:
    with FakeDesktop() as desktop:
        reads_otherwise(desktop)
        asked = desktop.coach(Accept())
        desktop.run(sum_workflow("seven"))
        assert asked[0].why.endswith("picture and text disagree")
        made, ended = (desktop.ledger.of(kind)[0] for kind in (SuggestionMade, StepEnded))
        assert isinstance(made, SuggestionMade)
        assert isinstance(ended, StepEnded)
        assert tuple(made.suggestion.apart) == ended.apart == ("picture", "text")


def test_a_place_that_the_person_shows_bears_no_disagreement_of_the_place_before_it() -> None:
    with FakeDesktop() as desktop:
        reads_otherwise(desktop)
        desktop.coach(Correct(Change(pointed=Pointed(BOXES["seven"].center)), Keep.ALWAYS))
        desktop.run(sum_workflow("seven"))
        ended = desktop.ledger.of(StepEnded)[0]
        assert isinstance(ended, StepEnded)
        assert ended.apart == ()

from __future__ import annotations

from app.model.frame import Pixels
from app.model.window import WindowIdentity
from app.model.workflow import Screen, Signature
from app.vision.eye import Eye
from app.vision.recognise import Recogniser
from app.vision.scene import Scene
from tests.unit.vision.drawing import DARK, IDENTITY, Canvas, form, keys, shown, table, window_at

ROWS = ("Alpine Supply", "Baker and Sons", "Citrus Trading", "Delta Freight", "Evergreen AG", "Foxglove Ltd")
AT = window_at(150, 90, table(ROWS))


def known(**canvases: Canvas) -> tuple[Eye, list[Screen]]:
    pictures: dict[str, Pixels] = {name: canvas.pixels for name, canvas in canvases.items()}
    screens = [
        Screen(id=name, name=name, window=IDENTITY, signature=Signature(view=name, width=1, height=1))
        for name in canvases
    ]
    return Eye(pictures.get), screens


def say(eye: Eye, screens: list[Screen], canvas: Canvas, identity: WindowIdentity = IDENTITY) -> str | None:
    window = window_at(150, 90, canvas, identity=identity)
    screen, score = eye.recognise(shown((window, canvas)), window, screens)
    assert (screen is not None) == (score >= 0.5)
    return screen.id if screen else None


def test_the_same_picture_is_the_same_screen() -> None:
    eye, screens = known(form=form(), list=table(ROWS))
    assert say(eye, screens, form()) == "form"
    assert say(eye, screens, table(ROWS)) == "list"


def test_other_values_theme_and_scale_are_the_same_screen() -> None:
    eye, screens = known(form=form(), list=table(ROWS))
    assert say(eye, screens, form(("Quartz", "77", "Rome"))) == "form"
    assert say(eye, screens, form(theme=DARK)) == "form"
    assert say(eye, screens, form(scale=1.5)) == "form"
    assert say(eye, screens, table(tuple(reversed(ROWS)))) == "list"


def test_other_content_under_the_same_title_is_another_screen() -> None:
    eye, screens = known(form=form())
    assert say(eye, screens, table(ROWS)) is None
    assert say(eye, screens, keys()) is None


def test_another_program_is_never_recognised_by_its_looks() -> None:
    eye, screens = known(form=form())
    assert say(eye, screens, form(), WindowIdentity(application="other", title=IDENTITY.title)) is None


def test_a_screen_without_its_picture_is_known_by_its_window_only() -> None:
    eye = Eye({}.get)
    screens = [Screen(id="a", name="a", window=IDENTITY)]
    assert say(eye, screens, form()) == "a"
    assert say(eye, screens, form(), WindowIdentity(application="ledger", title="Something else")) is None


def test_no_window_is_no_screen() -> None:
    eye, screens = known(form=form())
    assert eye.recognise(shown(), None, screens) == (None, 0.0)


def page(number: int, **options: object) -> Canvas:
    """One of many pages of a program: five lines, on each page at another place and about something else."""
    canvas = Canvas(560, 316, **options)  # type: ignore[arg-type]
    for line, name in enumerate(ROWS):
        canvas.text(f"{name} {97 * number + line}", 10 + 17 * number, 40 + 40 * line)
    return canvas


def test_more_screens_than_memory_holds_are_not_learned_anew_at_each_look() -> None:
    pages = {str(number): page(number) for number in range(20)}
    _, screens = known(**pages)
    looked = Scene(shown((AT, pages["3"])), AT, AT.box), Scene(shown((AT, pages["14"])), AT, AT.box)
    loaded: list[str] = []

    def counted(name: str) -> Pixels | None:
        loaded.append(name)
        return pages[name].pixels

    recogniser = Recogniser(counted, most_mib=0.5)
    recogniser.remember(screens)
    assert sorted(loaded) == sorted(pages)
    loaded.clear()
    assert [recogniser.recognise(scene, screens)[1] for scene in looked] == [0.99, 0.99]
    assert not loaded
    scene = Scene(shown((AT, page(5, theme=DARK))), AT, AT.box)
    assert recogniser.recognise(scene, screens) == Recogniser(counted).recognise(scene, screens)
    loaded.clear()
    assert recogniser.recognise(scene, screens)[0] is not None
    assert len(loaded) <= 6

"""The small parts of finding: scales, joining of letters, rows, blocks, letter by letter."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.model.frame import Pixels
from app.model.geometry import Box
from app.vision.atoms import at_scale, cut
from app.vision.blocks import SIDE, blocks_of, unchanged
from app.vision.comparing import observe
from app.vision.gist import likeliest
from app.vision.gray import gray_of
from app.vision.joining import components, joined
from app.vision.known_screen import known_screen
from app.vision.pairing import pair
from app.vision.propose import Source, Spot
from app.vision.reference import Reference, learn
from app.vision.row_match import match_row
from app.vision.scales import likeliest_scale, scales
from app.vision.wording import lettering
from tests.unit.vision.drawing import DARK, Canvas, form, keys, table

ROWS = ("Alpine Supply", "Baker and Sons", "Citrus Trading", "Delta Freight", "Evergreen AG", "Foxglove Ltd")


def gray(canvas: Canvas) -> Pixels:
    return gray_of(canvas.pixels)


def learned(canvas: Canvas, name: str) -> Reference:
    place = canvas.places[name]
    return learn(gray(canvas), place, place.center)


@pytest.mark.parametrize("scale", [0.8, 1.0, 1.25, 1.5, 2.0])
def test_C1_the_scale_of_a_changed_screen_is_among_the_possible_ones(scale: float) -> None:
    found = scales(learned(form(), "Save"), cut(gray(form(scale=scale))))
    assert min(abs(one / scale - 1) for one in found) < 0.08, found


def test_C1_letters_that_grow_more_in_width_than_in_height_still_tell_the_scale() -> None:
    grown = gray(form(scale=2.0))
    lower = cv2.resize(grown, (grown.shape[1], round(0.82 * grown.shape[0])), interpolation=cv2.INTER_AREA)
    assert scales(learned(form(), "Save"), cut(np.asarray(lower, np.uint8)))[0] == pytest.approx(2.0, rel=0.05)


@pytest.mark.parametrize("canvas", [form(scale=1.5), form(theme=DARK), keys(), Canvas(200, 100)])
def test_the_likeliest_scale_alone_is_the_first_of_all(canvas: Canvas) -> None:
    known, seen = learned(form(), "Save"), cut(gray(canvas))
    assert likeliest_scale(known, seen) == scales(known, seen)[0]


def test_a_page_enlarged_inside_an_unchanged_browser_gives_both_scales() -> None:
    def browser(scale: float) -> Pixels:
        frame = np.full((800, 900), 238, np.uint8)
        bar, page = gray(table(ROWS)), gray(form(scale=scale))
        frame[: bar.shape[0], : bar.shape[1]] = bar
        part = page[: 800 - bar.shape[0]]
        frame[bar.shape[0] : bar.shape[0] + part.shape[0], : part.shape[1]] = part
        return frame

    high = gray(table(ROWS)).shape[0]
    place = form().places["Save"].moved(0, high)
    found = scales(learn(browser(1.0), place, place.center), cut(browser(1.5)))
    assert 1.0 in [round(scale, 2) for scale in found]
    assert min(abs(scale / 1.5 - 1) for scale in found) < 0.08, found


def test_without_anything_in_common_the_scale_is_as_it_was() -> None:
    assert scales(learned(form(), "Save"), cut(np.full((300, 300), 200, np.uint8))) == (1.0,)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 180), st.integers(0, 60)), max_size=30))
def test_scales_always_end_and_contain_one(spots: list[tuple[int, int]]) -> None:
    picture = np.full((100, 260), 240, np.uint8)
    for number, (x, y) in enumerate(spots):
        cv2.putText(picture, "abcdefgh"[number % 8] * 3, (x, y + 20), cv2.FONT_HERSHEY_SIMPLEX, 0.4, 20, 1)
    found = scales(learned(form(), "Save"), cut(picture))
    assert 1.0 in [round(scale, 6) for scale in found] or any(abs(np.log(scale)) <= 0.09 for scale in found)


def test_letters_are_joined_by_the_gap_and_never_across_lines() -> None:
    mask = np.zeros((40, 100), np.uint8)
    for left in (5, 14, 60):
        mask[5:15, left : left + 6] = 1
    mask[25:35, 8:14] = 1
    narrow, wide = joined(mask, (3, 5))
    assert sorted(map(tuple, narrow.tolist())) == [(5, 5, 11, 15), (8, 25, 14, 35), (14, 5, 20, 15), (60, 5, 66, 15)]
    assert sorted(map(tuple, wide.tolist())) == [(5, 5, 20, 15), (8, 25, 14, 35), (60, 5, 66, 15)]


def test_an_enlarged_picture_is_cut_as_the_small_one_was() -> None:
    small, large = cut(gray(form())), cut(gray(form(scale=2.0)))
    again = at_scale(large, 2.0)
    assert abs(again.count - small.count) <= 0.15 * small.count
    assert again.boxes[:, 2].max() > 1.8 * small.boxes[:, 2].max()


def test_the_label_of_a_row_tells_and_a_menu_beside_the_list_does_not() -> None:
    picture = np.full((316, 760), 238, np.uint8)
    picture[:, 200:] = gray(table(ROWS))
    for number in range(6):
        cv2.putText(picture, f"Menu {number}", (20, 60 + 47 * number), cv2.FONT_HERSHEY_SIMPLEX, 0.45, 30, 1)
    place = table(ROWS).places["Edit Delta Freight"].moved(200, 0)
    known = learn(picture, place, place.center)
    assert known.row is not None
    key = known.row.key
    assert key is not None
    assert 200 < known.atoms.centers[key, 0] < 520, known.atoms.boxes[key]


@pytest.mark.parametrize(
    ("rows", "stands"), [(ROWS, True), ((*ROWS[:3], "Quite Another", *ROWS[4:]), True), (ROWS[:2], False)]
)
def test_what_stands_in_the_place_of_a_rows_label_is_found_to_be_read(rows: tuple[str, ...], stands: bool) -> None:
    known, seen = learned(table(ROWS), "Edit Delta Freight"), cut(gray(table(rows)))
    row = match_row(pair(known, seen, 1.0), Spot(known.press, known.anchor, 1.0, Source.FORECAST))
    assert row is not None
    assert (row.at is not None) is stands
    assert row.at is None or seen.centers[row.at] == pytest.approx(known.atoms.centers[row.key], abs=12)


def test_in_a_grid_of_boxes_the_line_and_the_head_of_the_column_tell() -> None:
    known = learned(grid(), "Delta Write")
    assert known.row is not None
    assert known.row.tells
    assert len(known.row.heads)
    heads = known.atoms.centers[known.row.heads, 0]
    assert np.abs(heads - known.press[0]).max() < 40


def grid() -> Canvas:
    """A matrix of equal check boxes: names at the left edge, rights above."""
    canvas = Canvas(620, 320)
    for number, head in enumerate(("Read", "Write", "Approve", "Delete")):
        canvas.text(head, 190 + 100 * number, 26)
    for line, name in enumerate(("Alpine", "Baker", "Citrus", "Delta", "Evergreen", "Foxglove")):
        canvas.text(name, 20, 62 + 42 * line)
        for number, head in enumerate(("Read", "Write", "Approve", "Delete")):
            canvas.surface(f"{name} {head}", small_box(200 + 100 * number, 48 + 42 * line))
    return canvas


def small_box(x: int, y: int) -> Box:

    return Box(x, y, 18, 18)


def test_equal_blocks_are_counted_and_a_covered_part_is_not_equal() -> None:
    picture = gray(form())
    covered = picture.copy()
    covered[:, : picture.shape[1] // 2] = 90
    assert unchanged(blocks_of(picture), blocks_of(picture)) == (1.0, 1.0)
    half = unchanged(blocks_of(picture), blocks_of(covered))
    assert 0.4 < half.all < 0.6
    assert 0.2 < half.drawn < 0.8


def test_a_cut_window_has_changed_where_it_is_cut() -> None:
    picture = gray(table(ROWS))
    assert unchanged(blocks_of(picture), blocks_of(picture[: 4 * SIDE])).drawn < 0.7
    assert unchanged(blocks_of(picture), blocks_of(picture[:5, :5])) == (0.0, 0.0)


def test_of_many_screens_those_with_the_same_texts_come_first() -> None:
    names = [f"{first} {second}" for first in ("Nord", "Sued", "West") for second in ("Werk", "Hafen", "Lager", "Amt")]
    many = [known_screen(gray(table([f"{name} {n}" for n in range(6)]))).sketch.gist for name in names]
    many += [known_screen(gray(form())).sketch.gist, known_screen(gray(keys())).sketch.gist]
    assert 12 in likeliest(many, cut(gray(form(theme=DARK))), 3)
    assert 13 in likeliest(many, cut(gray(keys(scale=1.5))), 3)


@pytest.mark.parametrize(
    ("words", "same"), [("Invoice 10021", True), ("Invoice 10027", False), ("Invoice 16021", False)]
)
@pytest.mark.parametrize("options", [{}, {"theme": DARK}, {"scale": 1.5}])
def test_C19_one_other_letter_is_seen_in_every_theme_and_scale(
    words: str, same: bool, options: dict[str, object]
) -> None:
    def line(text: str, **looks: object) -> Pixels:
        canvas = Canvas(300, 80, **looks)  # type: ignore[arg-type]
        canvas.text(text, 40, 40)
        return gray(canvas)

    assert (worst(line("Invoice 10021"), line(words, **options), options.get("scale", 1.0)) > 0.7) is same


def worst(before: Pixels, after: Pixels, scale: object) -> float:
    atoms = cut(before)
    text = widest(atoms.sizes)
    left, top, right, bottom = (int(v) for v in atoms.boxes[text])

    known = learn(before, Box(left, top, right - left, bottom - top), Box(left, top, right - left, bottom - top).center)
    seen = at_scale(cut(after), float(str(scale)))
    pairing = pair(known, seen, float(str(scale)))
    return lettering(pairing, widest(known.atoms.sizes), widest(seen.sizes)).worst


def widest(sizes: Sequence[object] | np.ndarray) -> int:  # type: ignore[type-arg]
    return int(np.asarray(sizes)[:, 0].argmax())


def boxes(picture: Pixels) -> list[tuple[int, ...]]:
    """The texts of a picture: left, top, right, bottom."""
    atoms = cut(picture)
    return [
        tuple(int(value) for value in box) for box, framed in zip(atoms.boxes, atoms.framed, strict=True) if not framed
    ]


def test_letters_that_touch_a_long_line_are_cut_off_it() -> None:
    picture = np.full((60, 700), 240, np.uint8)
    cv2.putText(picture, "Tools", (20, 24), cv2.FONT_HERSHEY_SIMPLEX, 0.45, 20, 1, cv2.LINE_AA)
    alone = boxes(picture)
    cv2.line(picture, (20, 26), (28, 26), 20)
    cv2.line(picture, (0, 28), (699, 28), 120)
    assert any(abs(box[0] - alone[0][0]) <= 2 and abs(box[2] - alone[0][2]) <= 2 for box in boxes(picture)), boxes(
        picture
    )


@pytest.mark.parametrize(("gap", "side"), [(3, 18), (7, 16)])
def test_a_box_to_tick_is_no_part_of_its_label(gap: int, side: int) -> None:
    picture = np.full((60, 300), 250, np.uint8)
    cv2.rectangle(picture, (20, 20), (20 + side, 20 + side), 90, 1)
    cv2.putText(picture, "Match case", (20 + side + gap, 34), cv2.FONT_HERSHEY_SIMPLEX, 0.45, 20, 1, cv2.LINE_AA)
    whole = Box(18, 18, 140, side + 4)
    reference = learn(picture, whole, whole.center)
    assert reference.text is not None
    assert reference.atoms.boxes[reference.text, 0] > 20 + side


def test_a_first_word_that_is_nearly_square_still_belongs_to_its_phrase() -> None:
    picture = np.full((40, 300), 250, np.uint8)
    cv2.putText(picture, "By Unicode block", (20, 24), cv2.FONT_HERSHEY_SIMPLEX, 0.45, 20, 1, cv2.LINE_AA)
    atoms = cut(picture)
    widest = int(np.argmax(atoms.sizes[:, 0]))
    assert atoms.boxes[widest, 0] < 24
    assert atoms.together(widest)


def test_a_wide_element_is_looked_at_where_it_stands_though_its_text_is_at_its_left() -> None:
    def menu(left: int, top: int) -> Pixels:
        picture = np.full((300, 500), 250, np.uint8)
        for number, words in enumerate(("Overwrite mode", "Find variants", "Replace with", "Go to line")):
            line = (left, top + 30 * number + 18)
            cv2.putText(picture, words, line, cv2.FONT_HERSHEY_SIMPLEX, 0.45, 20, 1, cv2.LINE_AA)
            cv2.putText(picture, f"F{number + 2}", (line[0] + 220, line[1]), cv2.FONT_HERSHEY_SIMPLEX, 0.45, 90, 1)
        return picture

    item = Box(30, 40, 280, 30)
    reference = learn(menu(40, 10), item, item.center)
    best = observe(reference, cut(menu(90, 60)))[0]
    assert best.seen.shape > 0.8
    assert best.seen.off < 0.2


@given(st.integers(1, 24), st.integers(1, 24), st.floats(0, 1), st.integers(0, 1000))
def test_pieces_of_a_mask_have_the_sizes_that_the_drawing_library_counts(
    high: int, wide: int, share: float, seed: int
) -> None:
    mask = (np.random.default_rng(seed).random((high, wide)) < share).astype(np.uint8)
    labels, stats = components(mask)
    _, own, sizes, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    assert np.array_equal(labels, own)
    assert np.array_equal(stats[1:], sizes[1:])

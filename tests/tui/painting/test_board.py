"""Every row that is painted is as wide as the screen, whatever it holds, and nothing in it moves what stands beside."""

from array import array
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.segment import ControlType
from rich.style import Style
from textual.color import Color

from grading.blind import Mask
from grading.sides import Pair, Side
from tests.tui.painting.leaves import numbered, page_of
from tui.painting.board import Board
from tui.painting.colours import Colours
from tui.painting.finding import Finding
from tui.painting.flows import Line
from tui.painting.frames import Frame, Kind, Role, packed
from tui.painting.page import Page, View
from tui.painting.ruler import HIT, overview, seen
from tui.painting.safe import SafeText
from tui.painting.sheet import Marks
from tui.painting.spread import Shape, Strand, laid_out
from tui.painting.swatches import Ground, Swatches
from tui.themes import THEMES, Look

SWATCHES = Swatches(THEMES["dark"])
ODD = st.lists(
    st.text(st.sampled_from("ab \t漢e\u0301\x1b\u202e😀\r"), max_size=60) | st.sampled_from(["amber", "x" * 150]),
    max_size=8,
).map("\n".join)
NAMES = Mask(["amber"])


def board(page: Page, shape: Shape) -> Board:
    return Board(laid_out(page, shape, SWATCHES, {}), SWATCHES, shape.width + 1, 0)


def rows(one: Board, room: int, marks: Marks | None = None) -> list[str]:
    """The rows as they are read; each was measured."""
    places = [strand.lane.seen(room) for strand in one.spread.strands]
    found = []
    for key in one.keys(room, places, lambda _strand, _line: marks or Marks(), [0] * room):
        strip = one.strip(key)
        segments = [segment for segment in strip if not segment.control]
        assert sum(segment.cell_length for segment in segments) == strip.cell_length
        assert SafeText().apply(list(strip), Color(0, 0, 0)) == list(strip)
        found.append("".join(segment.text for segment in segments))
    return found


@settings(max_examples=60, deadline=None, derandomize=True)
@given(ODD, ODD, ODD, st.integers(0, 40))
def test_rows_are_as_wide_as_the_screen(a: str, b: str, base: str, offset: int) -> None:
    page = page_of(a, b, mask=NAMES, base=base)
    marks = Marks(True, Side.A, (Side.A, 0, 9), (Side.B, 0), (True, True), (2, 2))
    for view, is_beside, is_wrapped in product(View, (True, False), (True, False)):
        one = board(page, Shape(view, 60, is_beside, is_wrapped, Side.B))
        for strand in one.spread.strands:
            strand.sheet.offset = 0 if is_wrapped else offset
            strand.sheet.hits = Finding(page, "a").hits
        for row in rows(one, 12, marks):
            assert "amber" not in row


def test_what_stands_right_of_wide_letters_is_anchored() -> None:
    one = board(page_of("plain\n漢字\n", "plain\n漢字\n"), Shape(width=60))
    one.spread.strands[0].fold_all(None)
    keys = one.keys(2, [one.spread.strands[0].lane.seen(2)], lambda *_: Marks(), [0, 0])
    moved = [[segment for segment in one.strip(key) if segment.control] for key in keys]
    assert moved[0] == []
    assert [segment.text for segment in moved[1]] == ["\x1b[30G", "\x1b[61G"]
    assert moved[1][0].control == [(ControlType.CURSOR_MOVE_TO_COLUMN, 29)]


def test_what_is_cut_off_says_so() -> None:
    one = board(page_of("x" * 100 + "\n", "y\n"), Shape(width=61))
    assert rows(one, 1)[0].split("│")[0] == "   1 - " + "x" * 22 + "›"
    one = board(page_of("x" * 50 + "\n", "y\n"), Shape(width=61, is_wrapped=True))
    left, right = zip(*(row.split("│") for row in rows(one, 3)), strict=True)
    assert [half.rstrip() for half in left] == ["   1 - " + "x" * 23, "     ↳ " + "x" * 23, "     ↳ xxxx"]
    assert [half.rstrip() for half in right] == ["   1 + y", "", ""]


@pytest.mark.parametrize(
    ("line", "offset", "said"),
    [
        ("abcdef", 0, "abcdef"),
        ("abcdef", 3, "‹ef"),
        ("abcdef", 6, "‹"),
        ("abc", 40, "‹"),
        ("", 3, ""),
        ("a漢字b", 1, "‹ 字b"),
        ("a漢字b", 2, "‹字b"),
        ("see amber, or", 5, "‹▒▒, or"),
        ("x" * 26, 3, "‹" + "x" * 22),
        ("x" * 27, 3, "‹" + "x" * 21 + "›"),
        ("漢" * 20, 3, "‹" + "漢" * 10 + " ›"),
    ],
)
def test_what_was_scrolled_out_of_sight_says_so(line: str, offset: int, said: str) -> None:
    one = board(page_of(f"{line}\n", "other\n", mask=NAMES), Shape(width=61))
    strand = one.spread.strands[0]
    strand.sheet.offset = offset
    assert rows(one, 1)[0].split("│")[0][7:].rstrip() == said
    here, column = strand.one(0), strand.columns[0]
    assert isinstance(here, Line)
    signs = [row.style for row in strand.sheet.rows(here, column, Marks(), 1, 0)[0] if row.text == "‹"]
    assert signs == [SWATCHES.margin[Ground.A]] * said.count("‹")
    # A click on the sign is about what would have stood there.
    assert strand.sheet.char_at(here, column, 0, 7) == (Side.A, 0, strand.sheet.line(Side.A, 0).char_at(offset))


def test_where_one_side_has_no_line_it_is_hatched() -> None:
    row = rows(board(page_of("a\nb\n", "a\n"), Shape(width=61)), 2)[1]
    assert row == "   2 - b".ljust(30) + "│" + "╱" * 30 + " "


@pytest.mark.parametrize(("side", "sign"), [(Side.A, "╱"), (Side.B, "▸")])
def test_the_cursor_is_seen_where_its_side_has_no_line(side: Side, sign: str) -> None:
    one = board(page_of("a\nb\n", "a\n"), Shape(width=61))
    row = rows(one, 2, Marks(True, side))[1]
    assert row[31:62] == (f"    ▸{'╱' * 25} " if sign == "▸" else f"{'╱' * 30} ")
    assert ("▸" in row[:30]) == (side is Side.A)
    strand = one.spread.strands[0]
    style = strand.sheet.rows(strand.one(1), strand.columns[1], Marks(True, side), 1, 0)[0][-1].style
    assert style == SWATCHES.absent[Ground.HERE if sign == "▸" else Ground.PLAIN]


def test_of_a_line_in_several_rows_the_cursor_is_seen_in_the_first() -> None:
    one = board(page_of("a\n" + "b" * 50 + "\n", "a\n"), Shape(width=61, is_wrapped=True))
    first, second = rows(one, 3, Marks(True, Side.B))[1:]
    assert first[31:].startswith("    ▸╱") and second[31:].startswith("╱" * 30)


def styles_of(one: Board, strand: Strand, marks: Marks, line: int) -> dict[str, Style | None]:
    found = {}
    for row in strand.sheet.rows(strand.one(line), strand.columns[0], marks, 1, 0)[0]:
        found[row.text.strip()] = row.style
    return found


def test_each_part_of_a_line_has_its_look() -> None:
    page = page_of("def amber(old, x\x1b):\n", "def amber(new, x\x1b):\n", mask=NAMES)
    one = board(page, Shape(width=120))
    strand = one.spread.strands[0]
    colours = Colours(1)
    colours.whole.add(Frame(Kind.COLOURS, 1, array("H", [1]), array("I", [packed(0, 3, Role.KEYWORD)])), 0, [18])
    strand.sheet.colours = {Side.A: colours}
    strand.sheet.hits = Finding(page, "x").hits
    found = styles_of(one, strand, Marks(hit=(Side.A, 15)), 0)
    text = SWATCHES[Look.TEXT] + SWATCHES[Look.A_LINE]
    assert found["def"] == text + SWATCHES.theme.syntax[Role.KEYWORD]
    assert found["▒▒▒▒"] == text + SWATCHES[Look.MASK]
    assert found["old"] == text + SWATCHES[Look.A_WORD]
    assert found["␛"] == text + SWATCHES[Look.WARNED]
    assert found["x"] == text + SWATCHES[Look.HIT_HERE]
    assert found["-"] == SWATCHES.signs[Ground.A].a


@pytest.mark.parametrize(("count", "room"), [(10, 20), (200, 20), (3, 1), (0, 5)])
def test_the_overview_shows_where_things_are(count: int, room: int) -> None:
    text = numbered(count) if count else ""
    flow = board(page_of(text, text), Shape(View.READING)).spread.strands[0].lane.flow
    plain, on_screen = overview(flow, room, [count - 1] if count else [], [])
    assert len(plain) == len(on_screen) == room
    scale = max(count, room)
    assert [row for row, sign in enumerate(plain) if sign == HIT] == ([(count - 1) * room // scale] if count else [])
    assert seen(flow, room, 0, min(room, count)).start == 0


def test_from_a_baseline_that_one_side_lacks_the_other_stands_in_its_place() -> None:
    page = page_of("a\n", "b\n", base="a\n")
    page = Page(page.titles, page.aligned, Pair(None, page.baseline.b))
    row = rows(board(page, Shape(View.BASELINE, 61)), 2)[1]
    assert row == " " * 30 + "│   1 + b".ljust(31) + " "

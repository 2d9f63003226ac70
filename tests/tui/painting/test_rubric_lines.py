"""The rubric as rows: which are there at which height, and what stands in them."""

from fractions import Fraction
from importlib.resources import files

import pytest
from msgspec.structs import replace
from rich.cells import cell_len

from grading.errors import LedgerError
from grading.marks.entry import Entry
from grading.marks.events import Adjust, Deduct, Event, Evidence, Flag, GateResult, Lock, Mark, Note
from grading.review.pending import Pending
from grading.rubric.arithmetic import NOT_ATTEMPTED
from grading.rubric.model import Criterion, Rubric
from grading.sides import Pair, Side
from tests.builders import SERVICE, rubric
from tests.tui.painting.panels import row, texts, view
from tui.painting.cell_values import LEGEND
from tui.painting.panel_view import PanelView
from tui.painting.rubric_columns import fitting_columns
from tui.painting.rubric_lines import Window, rubric_lines, window
from tui.painting.spans import Line
from tui.themes import Look

HALF, TWO = Fraction(1, 2), Fraction(2)
_WIDTH = 100
_LONG = SERVICE.replace(
    'title = "Interface"', 'title = "Interface, and all that is said of it in the words of the task"'
)
"""A title that leaves no column to signs."""


def library(name: str) -> Rubric:
    """A rubric that ships."""
    return rubric(files("grading.rubric").joinpath("library", f"{name}.toml").read_text("utf-8"))


def lines(seen: PanelView, width: int = _WIDTH, height: int = 20, top: int = 0) -> list[Line]:
    """The panel at a size, scrolled to its cursor."""
    return rubric_lines(seen, window(seen, height, top).following(), fitting_columns(seen.outline.rubric, width))


def looks(line: Line, text: str) -> list[Look]:
    """What the spans are that hold a text."""
    return [span.look for span in line.spans if text in span.text]


# Which rows


def test_everything_is_shown_where_it_fits() -> None:
    assert [text[:24].strip() for text in texts(lines(view(), height=8))] == [
        "A small service @1",
        "1 Interface",
        "▾ 2 Tests",
        "2.1 Tests collected",
        "2.2 Doubles match",
        "▾ Gates",
        "a The service starts",
        "Total so far",
    ]


def test_where_there_is_little_room_the_section_of_the_cursor_is_open() -> None:
    small = texts(lines(view(cell="faithful"), height=7))
    assert "▾ 2 Tests" in small[2] and "▸ Gates" in small[5]
    assert "▸ 2 Tests" in row(lines(view(cell="starts"), height=7), "Tests")


def test_other_sections_stay_open_as_far_as_they_fit() -> None:
    of = library("inventory-absolute")
    rows = texts(lines(view(of=of, cell="8.1"), height=40))
    assert [text[0] for text in rows if text[0] in "▾▸"] == [*"▾▾▸▸▸▸▾▾▾"]
    assert not any(text.strip() == "" for text in rows[:30])


@pytest.mark.parametrize("name", ["inventory-absolute", "inventory-relative", "rails-chat"])
@pytest.mark.parametrize("height", [4, 5, 7, 9, 12, 20, 40])
def test_the_cursor_and_the_total_are_always_seen(name: str, height: int) -> None:
    of = library(name)
    seen = view(of=of)
    top = 0
    for key in seen.outline.keys:
        seen = replace(seen, cell=key)
        found = window(seen, height, top).following()
        top = found.top
        painted = rubric_lines(seen, found, fitting_columns(of, 60))
        assert len(painted) == height
        assert sum(line.ground is Look.HERE for line in painted) == 1
        assert texts(painted)[-1].startswith(" Total")


def test_cells_never_stand_without_the_name_of_their_section() -> None:
    seen = view(of=library("inventory-absolute"), cell="4.20")
    rows = texts(lines(seen, height=9))
    assert rows[1].startswith("▾ 4 API endpoints")
    assert any(text.startswith("    4.20 ") for text in rows)


def test_scrolling_leaves_the_cursor_where_it_is() -> None:
    seen = view(of=library("inventory-absolute"))
    found = window(seen, 9, 0).following().scrolled(5)
    assert (found.top, found.scrolled(999).top, found.scrolled(-5).top) == (5, found.last_top, 0)
    assert not any(
        line.ground is Look.HERE for line in rubric_lines(seen, found, fitting_columns(seen.outline.rubric, 60))
    )
    assert found.following().top < 5


def test_moving_inside_what_is_seen_does_not_scroll() -> None:
    seen = view(of=library("inventory-absolute"), cell="4.10")
    first = window(seen, 20, 0).following()
    second = window(replace(seen, cell="4.9"), 20, first.top).following()
    assert second.top == first.top


def test_a_mark_at_the_edge_says_which_part_is_seen() -> None:
    seen = view(of=library("inventory-absolute"))
    top = [text[-1] == "▐" for text in texts(lines(seen, 60, 9))[1:-1]]
    end = [text[-1] == "▐" for text in texts(lines(replace(seen, cell=seen.outline.keys[-1]), 60, 9))[1:-1]]
    assert top[0] and not top[-1] and end[-1] and not end[0]
    assert not any("▐" in text for text in texts(lines(view(), height=20)))


# What stands in them


def test_values_of_both_sides_stand_in_their_columns() -> None:
    given: list[Event] = [Mark("api", Fraction(12)), Mark("collected", Fraction(17)), GateResult("starts", True)]
    found = lines(view(given, [Mark("api", NOT_ATTEMPTED), GateResult("starts", False)], cell="faithful"))
    assert row(found, "Interface").split()[1:] == ["Interface", "20", "12", "x"]
    assert row(found, "2 Tests").split()[1:] == ["2", "Tests", "1/2", "7.5", "2", "·"]
    assert row(found, "collected").split()[-3:] == ["5", "17→2", "·"]
    assert row(found, "service starts").split()[-2:] == ["pass", "FAIL"]


def test_the_next_digits_cell_is_in_brackets() -> None:
    found = lines(view(cell="collected", side=Side.B))
    assert "[·]" in row(found, "collected")
    line = next(line for line in found if line.ground is Look.HERE)
    assert looks(line, "[·]") == [Look.CELL]


def test_what_is_typed_waits_in_its_own_look() -> None:
    seen = replace(view([Mark("api", TWO)]), entry=Entry("1"))
    line = next(line for line in lines(seen) if line.ground is Look.HERE)
    assert looks(line, "[1_]") == [Look.WAITING]


def test_what_was_not_written_is_shown_as_such() -> None:
    pending = Pending(Mark("api", Fraction(7)), str(LedgerError("the disk is full")))
    line = next(line for line in lines(replace(view(), pending={(Side.B, "api"): pending})) if line.ground is Look.HERE)
    assert looks(line, "7!") == [Look.BAD]
    seen = replace(view(), pending={(Side.B, "no-paging"): Pending(Deduct("no-paging"), "the disk is full")})
    line = next(line for line in lines(seen) if line.ground is Look.HERE)
    assert looks(line, "!") == [Look.BAD]


def test_signs_say_what_belongs_to_a_cell() -> None:
    events: list[Event] = [
        *(Mark("api", Fraction(20)), Deduct("no-paging"), GateResult("starts", False)),
        *(Flag("api", True), Note("api", "only guards"), Evidence("api", "a.py:1")),
    ]
    assert row(lines(view(events)), "Interface").split()[3] == "[10]?−3a≤≡●"
    assert row(lines(view([*events, Adjust("api", HALF, "why")])), "Interface").split()[3] == "[10.5]?−3a≤+0.5±≡●"


@pytest.mark.parametrize(
    ("width", "adjusted", "deducted"),
    [(100, "−5±", "−3a"), (60, "−5±", "−3a"), (50, "−5±", "−3a"), (40, "−5±", "−3a")],
)
def test_what_is_adjusted_never_looks_like_a_deduction(width: int, adjusted: str, deducted: str) -> None:
    less: list[Event] = [Mark("api", Fraction(5)), Adjust("api", Fraction(-5), "why")]
    called: list[Event] = [Mark("api", Fraction(5)), Deduct("no-paging")]
    for events, said in ((less, f"[0]{adjusted}"), (called, f"[2]{deducted}")):
        assert row(lines(view([], events, of=rubric(_LONG), side=Side.B), width), "Interf").split()[-1] == said


@pytest.mark.parametrize(("width", "signs"), [(84, "?−3a≡●"), (60, "?−3a≡●"), (40, "?−3a…")])
def test_where_there_is_no_room_for_all_signs_one_sees_what_matters_most_and_that_there_are_more(
    width: int, signs: str
) -> None:
    events: list[Event] = [
        *(Mark("api", Fraction(20)), Deduct("no-paging")),
        *(Flag("api", True), Note("api", "only guards"), Evidence("api", "a.py:1")),
    ]
    seen = view([], events, of=rubric(_LONG), side=Side.B)
    assert row(lines(seen, width), "Interf").split()[-1] == f"[17]{signs}"


@pytest.mark.parametrize("width", [40, 46, 60, 68])
def test_signs_of_a_go_on_into_what_the_value_of_b_leaves_blank(width: int) -> None:
    events: list[Event] = [
        *(Mark("api", Fraction(20)), Deduct("no-paging")),
        *(Flag("api", True), Note("api", "only guards"), Evidence("api", "a.py:1")),
    ]
    of = rubric(_LONG)
    found = row(lines(view(events, [Mark("api", TWO)], of=of), width), "Interf")
    assert found.split()[-2:] == ["[17]?−3a≡●", "2"]
    fit = fitting_columns(of, width)
    assert found.rindex("2") == fit.title + fit.most + fit.side + fit.value, "the value of B stays in its column"
    assert row(lines(view(events, [Mark("api", TWO)], of=of, side=Side.B), width), "Interf").rindex("[2]") + 1 == (
        fit.title + fit.most + fit.side + fit.value
    )


def test_the_value_of_b_moves_into_its_blanks_for_signs_that_have_no_room_behind_it() -> None:
    called: list[Event] = [
        Mark("api", Fraction(20)),
        Deduct("no-paging"),
        Flag("api", True),
        Note("api", "only guards"),
    ]
    of = rubric(_LONG)
    fit = fitting_columns(of, 50)
    end = fit.title + fit.most + fit.side + fit.value + 1
    few = row(lines(view([], called[:2], of=of), 50), "Interf")
    many = row(lines(view(called, [*called, Evidence("api", "a.py:1")], of=of), 50), "Interf")
    assert few.index("17") + 2 == end and many.rindex("17") + 2 == end - 2
    assert many.split()[-3:] == ["[17]?−3…", "17", "?−3a…"] and cell_len(many) <= 50


def test_columns_that_no_title_needs_are_for_signs() -> None:
    short, long = fitting_columns(rubric(), 60), fitting_columns(rubric(_LONG), 60)
    assert (short.signs, long.signs) == (7, 4)
    assert not any("…" in text for text in texts(lines(view(), 60)))


def test_a_letter_behind_a_value_is_always_that_of_a_deduction() -> None:
    one = '\n  [[dimension.deduction]]\n  key = "{0}"\n  title = "{0}"\n  points = 3\n'
    of = rubric(_LONG.replace("  points = 3\n", "  points = 3\n" + one.format("more") + one.format("most"), 1))
    calls = [Deduct("no-paging"), Deduct("more"), Deduct("most")]
    seen = view([], [Mark("api", Fraction(20)), *calls, Note("api", "only guards")], of=of, side=Side.B)
    found = [row(lines(seen, width), "Interf").split()[-1] for width in (84, 68, 60, 40)]
    assert found == ["[11]−9abc≡", "[11]−9abc≡", "[11]−9abc≡", "[11]−9…≡"]
    assert all(sign in LEGEND for sign in "−≤±≡●?!")
    assert len(LEGEND) < 80


@pytest.mark.parametrize("width", [36, 40, 46, 50, 56, 60, 68, 84, 120])
@pytest.mark.parametrize("points", ["0.5", "3", "7.5", "12"])
def test_a_price_is_told_in_full_or_not_at_all_and_its_letters_too(width: int, points: str) -> None:
    of = rubric(_LONG.replace("  points = 3\n", f"  points = {points}\n", 1))
    seen = view([], [Mark("api", Fraction(20)), Deduct("no-paging"), Note("api", "only guards")], of=of, side=Side.B)
    line = row(lines(seen, width), "Interf")
    assert cell_len(line) <= width
    signs = line.split("]")[1].rstrip()
    assert signs in (f"−{points}a≡", f"−{points}a…", f"−{points}…≡", f"−{points}…") or (width < 40 and signs == "…")


def test_criteria_of_a_dimension_that_is_marked_as_a_whole_count_for_nothing() -> None:
    found = lines(view([Mark("collected", TWO), Mark("tests", NOT_ATTEMPTED)], [Mark("tests", Fraction(7))]))
    assert row(found, "2 Tests").split()[-3:] == ["7.5", "x", "7"]
    assert row(found, "collected").split()[-2:] == ["x", "–"]


def test_a_side_that_is_not_graded_stays_empty() -> None:
    found = lines(view([Mark("api", TWO)], None))
    assert row(found, "Interface").split()[-2:] == ["20", "[2]"]
    assert "B" not in row(found, "Total")


DONE: list[Event] = [
    Mark("api", Fraction(20)),
    Mark("collected", Fraction(30)),
    Mark("faithful", TWO),
    GateResult("starts", True),
]


@pytest.mark.parametrize(
    ("width", "both", "one"),
    [
        (100, "Total 50 48.0 tier A 48.0 tier A", "Total so far 50 48.0 tier A 0.0 4 open"),
        (60, "Total 50 48.0 tier A 48.0 tier A", "Total so far 50 48.0 tier A 0.0 4 open"),
        (50, "Total A tier A B tier A 50 48.0 48.0", "Total A tier A B 4 open 50 48.0 0.0"),
        (40, "Total 50 48.0 48.0", "Total A tier A 50 48.0 4 open"),
        (32, "Total 50 48.0 48.0", "Total 50 48.0 4 open"),
    ],
)
def test_each_side_says_in_its_own_column_or_by_its_letter_what_is_open_or_its_tier(
    width: int, both: str, one: str
) -> None:
    for seen, said in ((view(DONE, DONE), both), (view(DONE, []), one)):
        found = row(lines(seen, width), "Total")
        assert " ".join(found.split()) == said
    fit = fitting_columns(rubric(), width)
    begin = fit.title + fit.most + fit.side
    assert found[begin] == " " and ("4 open" in found[begin:]) is (width != 50)


def test_of_one_side_alone_the_total_says_it_too() -> None:
    assert row(lines(view(DONE, None)), "Total").split() == ["Total", "50", "48.0", "tier", "A"]


def test_the_side_and_its_lock_stay_however_long_the_name_is() -> None:
    seen = replace(view([Lock()], []), names=Pair("jade-4.6 high", "onyx"))
    assert texts(lines(seen, 60))[0].split()[-5:] == ["A✓", "jade-4.6", "…", "B", "onyx"]
    assert texts(lines(replace(seen, names=Pair("A", "B")), 40))[0].split()[-3:] == ["A", "lock", "B"]


def test_a_locked_card_and_names_show_over_the_values() -> None:
    seen = replace(view([Lock()], []), names=Pair("amber", "B"))
    assert texts(lines(seen))[0].split()[-4:] == ["A", "amber", "lock", "B"]
    assert cell_len(texts(lines(replace(seen, names=Pair("x" * 300, "y" * 300)), 40))[0]) <= 40


@pytest.mark.parametrize("width", [36, 40, 46, 57, 60, 80, 100, 150])
@pytest.mark.parametrize("name", ["inventory-absolute", "inventory-relative", "rails-chat"])
def test_no_row_is_wider_than_the_panel_and_no_value_is_cut(name: str, width: int) -> None:
    of = library(name)
    marks: list[Event] = [
        Mark(cell.key, cell.item.points) for cell in of.cells.values() if isinstance(cell.item, Criterion)
    ]
    painted = lines(view(marks, of=of), width, 200)
    assert all(cell_len(text) <= width for text in texts(painted))
    assert not any("…" in span.text for line in painted[1:] for span in line.spans[1:])


def test_a_click_finds_its_side() -> None:
    fit = fitting_columns(rubric(), 60)
    line = row(lines(view([Mark("api", Fraction(13))], [Mark("api", Fraction(14))], cell="starts"), 60), "Interface")
    assert [fit.side_at(line.index(word)) for word in ("Interface", "13", "14")] == [None, Side.A, Side.B]
    assert fit.side_at(59) is None


def test_a_window_of_one_row_shows_the_cursor() -> None:
    found = window(view(cell="faithful"), 3, 0).following()
    assert isinstance(found, Window) and found.shown[0].cell == 1

"""Two texts beside one another: every line of both, once and in order."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grading.compare import lines as aligning
from grading.compare.lines import Hunk, Kind, Row, Stretch, align
from grading.sides import Side

always = settings(max_examples=80, deadline=None, derandomize=True)
SAME, CHANGED, REPLACED, ONLY_A, ONLY_B = Kind
WORDS = ("", "x = 1", "x = 2", "total = count(a)", "total = count(b)", "}")
LINES = st.lists(st.sampled_from(WORDS), max_size=6)


@st.composite
def texts(draw: st.DrawFn) -> tuple[list[Hunk], list[str], list[str]]:
    """Two texts and the hunks that they differ in."""
    a: list[str] = []
    b: list[str] = []
    hunks = []
    for same, removed, added in draw(st.lists(st.tuples(LINES, LINES, LINES), max_size=5)):
        a, b = a + same, b + same
        if removed or added:
            hunks.append(Hunk(len(a), len(removed), len(b), len(added)))
        a, b = a + removed, b + added
    rest = draw(LINES)
    return hunks, a + rest, b + rest


def test_lines_that_are_alike_stand_beside_one_another_and_the_rest_in_turn() -> None:
    a = ["head", "x = 1", "old", "tail", "gone"]
    b = ["head", "new one", "x = 2", "old?", "tail"]
    rows = align([Hunk(1, 2, 1, 3), Hunk(4, 1, 5, 0)], a, b)
    assert list(rows) == [
        Row(0, 0, SAME),
        Row(None, 1, ONLY_B),
        Row(1, 2, CHANGED),
        Row(2, 3, CHANGED),
        Row(3, 4, SAME),
        Row(4, None, ONLY_A),
    ]
    assert list(rows.stretches())[2] == Stretch(CHANGED, 1, 2, 2)
    assert rows.changes() == [range(1, 4), range(5, 6)]
    assert (rows.differing(Side.A), rows.differing(Side.B)) == (3, 3)
    assert (rows.row_of(Side.A, 4), rows.row_of(Side.B, 4)) == (5, 4)
    assert [row.on(Side.A) for row in rows] == [0, None, 1, 2, 3, 4]


def test_lines_that_are_not_alike_share_a_place_while_there_are_some_on_both_sides() -> None:
    rows = align([Hunk(0, 1, 0, 2)], ["alpha"], ["omega", "psi"])
    assert list(rows) == [Row(0, 0, REPLACED), Row(None, 1, ONLY_B)]
    rows = align([Hunk(0, 2, 0, 1)], ["alpha", "beta"], ["omega"])
    assert list(rows) == [Row(0, 0, REPLACED), Row(1, None, ONLY_A)]


def test_two_empty_texts_have_no_rows() -> None:
    rows = align([], [], [])
    assert (len(rows), list(rows), rows.changes()) == (0, [], [])
    with pytest.raises(IndexError):
        rows[0]


def test_a_million_equal_lines_are_one_stretch() -> None:
    rows = align([], ["x"] * 1_000_000, ["x"] * 1_000_000)
    assert (len(rows), len(rows.kinds)) == (1_000_000, 1)
    assert rows[999_999] == Row(999_999, 999_999, SAME)


def test_where_looking_for_alike_lines_would_be_too_much_they_stand_in_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aligning, "_MOST_CELLS", 2)
    pairs = align([Hunk(0, 2, 0, 1), Hunk(3, 1, 2, 1)], ["a b c", "x = 1", "s", "x = 1"], ["x = 2", "s", "x = 2"])
    assert [row.kind for row in pairs] == [ONLY_A, CHANGED, SAME, REPLACED]


@pytest.mark.parametrize("count", [399, 400, 401, 2_000])
def test_very_long_stretches_of_changes_stand_in_turn(count: int) -> None:
    a = [f"x = {number}" for number in range(count)]
    b = [f"y = {number}" for number in range(count)]
    kinds = {row.kind for row in align([Hunk(0, count, 0, count)], a, b)}
    assert kinds == ({CHANGED} if count <= 400 else {REPLACED})


@always
@given(texts())
def test_read_down_the_rows_each_side_is_its_text(drawn: tuple[list[Hunk], list[str], list[str]]) -> None:
    hunks, a, b = drawn
    rows = align(hunks, a, b)
    assert [row.a for row in rows if row.a is not None] == list(range(len(a)))
    assert [row.b for row in rows if row.b is not None] == list(range(len(b)))
    for row in rows:
        assert (row.a is None, row.b is None) == (row.kind is ONLY_B, row.kind is ONLY_A)
        if row.kind is SAME and row.a is not None and row.b is not None:
            assert a[row.a] == b[row.b]


@always
@given(texts())
def test_exactly_the_lines_of_the_hunks_differ(drawn: tuple[list[Hunk], list[str], list[str]]) -> None:
    hunks, a, b = drawn
    rows = align(hunks, a, b)
    for side, lines in ((Side.A, _lines(hunks, Side.A)), (Side.B, _lines(hunks, Side.B))):
        assert [row.on(side) for row in rows if row.kind is not SAME and row.on(side) is not None] == list(lines)
        assert rows.differing(side) == len(list(_lines(hunks, side)))


def _lines(hunks: list[Hunk], side: Side) -> Iterator[int]:
    for hunk in hunks:
        first, count = (hunk.a, hunk.a_count) if side is Side.A else (hunk.b, hunk.b_count)
        yield from range(first, first + count)


@always
@given(texts())
def test_a_row_is_the_same_by_its_number_in_turn_and_in_its_stretch(
    drawn: tuple[list[Hunk], list[str], list[str]],
) -> None:
    rows = align(*drawn)
    every = list(rows)
    assert [rows[number] for number in range(len(rows))] == every
    for outside in (-1, len(rows)):
        with pytest.raises(IndexError):
            rows[outside]
    assert [one.kind for one in rows.stretches() for _ in range(one.length)] == [row.kind for row in every]
    first = 0
    for one in rows.stretches():
        above = every[:first]
        assert (one.a, one.b) == (sum(row.a is not None for row in above), sum(row.b is not None for row in above))
        assert one.length
        first += one.length


@always
@given(texts())
def test_every_line_is_found_in_the_row_that_it_stands_in(drawn: tuple[list[Hunk], list[str], list[str]]) -> None:
    hunks, a, b = drawn
    rows = align(hunks, a, b)
    for side, count in ((Side.A, len(a)), (Side.B, len(b))):
        for line in range(count):
            assert rows[rows.row_of(side, line)].on(side) == line


@always
@given(texts())
def test_the_changes_are_all_rows_that_are_not_the_same_and_stand_apart(
    drawn: tuple[list[Hunk], list[str], list[str]],
) -> None:
    rows = align(*drawn)
    changes = rows.changes()
    assert [row for one in changes for row in one] == [
        number for number, row in enumerate(rows) if row.kind is not SAME
    ]
    assert all(before.stop < after.start for before, after in pairwise(changes))

"""A line as it is shown: safe, masked, and with every place and column where it should be."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from grading.blind import MASK, Mask
from grading.compare.shown import shown
from tui.painting.dressed import dressed

NAMES = Mask(["Opus 4", "amber"])
LINES = st.text(st.sampled_from("ab \t漢e\u0301\x1b\u202e😀é"), max_size=40)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(LINES, st.integers(0, 60), st.integers(1, 30))
def test_a_window_never_takes_more_room_than_there_is(line: str, first: int, room: int) -> None:
    one = dressed(line)
    begin, end, before = one.window(first, room)
    part = one.text[begin:end]
    assert before + cell_len(part) <= room
    # What is missing at either end is half of a wide character, and no more.
    assert before <= 1
    if first + room <= one.width:
        assert before + cell_len(part) >= room - 1


@settings(max_examples=200, deadline=None, derandomize=True)
@given(LINES, st.integers(2, 30))
def test_rows_of_a_line_are_the_line(line: str, room: int) -> None:
    one = dressed(line)
    starts = one.breaks(room)
    rows = [one.text[begin:end] for begin, end in zip(starts, [*starts[1:], None], strict=True)]
    assert "".join(rows) == one.text
    assert all(cell_len(row) <= room for row in rows)
    assert one.width == cell_len(one.text)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(LINES)
def test_a_character_is_found_in_its_column(line: str) -> None:
    one = dressed(line)
    for char in range(len(line)):
        column = one.column_of(char)
        if column < one.column_of(char + 1):
            assert one.char_at(column) == char
    assert one.char_at(10_000) == len(line)


def test_names_are_masked_and_all_else_keeps_its_place() -> None:
    line = "by\tOpus-4, amber"
    one = dressed(line, NAMES)
    assert one.text == f"by  {MASK}, {MASK}"
    assert [one.text[begin:end] for begin, end in one.masked] == [MASK, MASK]
    assert one.ranges([(0, 2), (3, 9), (9, 11)]) == [(0, 2), (4, 8), (8, 10)]
    assert (one.column_of(len(line)), one.char_at(3), one.char_at(9)) == (len(one.text), 2, 10)


def test_nothing_says_which_part_of_a_name_something_was_found_in() -> None:
    one = dressed("amber!", NAMES)
    for begin in range(5):
        for end in range(begin, 5):
            assert one.ranges([(begin, end)]) == [(0, 0)]
    assert one.ranges([(0, 6)]) == [(0, len(MASK) + 1)]


def test_what_is_said_of_an_end_is_a_warning() -> None:
    one = dressed("a\x1b", None, "⟨no newline⟩")
    assert one.text == "a␛⟨no newline⟩"
    assert [one.text[begin:end] for begin, end in one.warned] == ["␛", "⟨no newline⟩"]


@pytest.mark.parametrize("line", ["", "plain", "\x1b[31m\u202e", "漢字\t!"])
def test_without_a_mask_it_is_what_the_line_is_shown_as(line: str) -> None:
    one, other = dressed(line), shown(line)
    assert (one.text, list(one.places), tuple(one.warned)) == (other.text, list(other.places), tuple(other.warned))

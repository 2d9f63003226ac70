"""Parts of a row with anchors: each has its columns and whole anchors, and nothing of it is taken for text."""

import pytest
from rich.segment import Segment
from textual.strip import Strip

from tui.painting.anchors import anchor, part

ROW = Strip([Segment("漢字 "), anchor(5), Segment("ab"), anchor(7), Segment("│  ")], 10)


def text(strip: Strip) -> str:
    return "".join(one.text for one in strip if not one.control)


@pytest.mark.parametrize("begin", range(11))
def test_a_part_has_its_columns_and_whole_anchors(begin: int) -> None:
    for end in range(11):
        found = part(ROW, begin, end)
        size = max(end - begin, 0)
        assert found.cell_length == size == Strip(one for one in found if not one.control).cell_length
        assert {one.text for one in found if one.control} <= {"\x1b[6G", "\x1b[8G"}


def test_what_lies_beyond_the_end_is_not_there() -> None:
    assert text(part(ROW, 5, 99)) == "ab│  "
    assert text(part(ROW, 10, 99)) == ""
    assert part(ROW, 0, 99) is ROW


def test_a_letter_of_two_columns_that_is_cut_leaves_a_blank() -> None:
    assert text(part(ROW, 1, 6)) == " 字 a"

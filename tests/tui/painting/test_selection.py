"""What is selected is copied as it stands, but for names and for what would not show."""

from grading.blind import Mask
from grading.compare.text import read_text
from grading.sides import Side
from tui.painting.selection import END, Selection

TEXT = read_text("one\ttwo\r\nby amber!\n\x1b[31m\u202eend".encode())


def test_lines_are_copied_whole_and_safe() -> None:
    chosen = Selection(Side.A, (2, 0), (0, 0))
    assert (chosen.first, chosen.last) == (0, 2)
    assert chosen.text(TEXT, None) == "one\ttwo\nby amber!\n␛[31m⟨202E⟩end"
    assert [chosen.part(line) for line in (0, 2, 3)] == [(0, END), (0, END), None]


def test_of_characters_only_those_are_copied() -> None:
    chosen = Selection(Side.A, (1, 3), (0, 4), is_lines=False)
    assert chosen.text(TEXT, None) == "two\nby "
    assert [chosen.part(line) for line in range(3)] == [(4, END), (0, 3), None]
    assert Selection(Side.A, (0, 2), (0, 2), is_lines=False).text(TEXT, None) == ""


def test_no_name_is_copied() -> None:
    mask = Mask(["amber"])
    assert Selection(Side.A, (1, 0), (1, 0)).text(TEXT, mask) == "by ▒▒▒▒!"
    for begin in range(3, 8):
        for end in range(begin, 9):
            copied = Selection(Side.A, (1, begin), (1, end), is_lines=False).text(TEXT, mask)
            assert not set(copied) & set("amber")

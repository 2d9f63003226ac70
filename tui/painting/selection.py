"""What is selected of one side: whole lines, or characters from one place to another."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from grading.blind import Mask
from grading.compare.text import Text
from grading.sides import Side
from grading.visible import visible
from tui.painting.dressed import dressed

END: Final = 1_000_000
"""Further than any line goes."""
_MOST: Final = 100_000
"""No more lines are copied at once."""


class Selection(Struct, frozen=True):
    """From where it began to where it is drawn, in either direction."""

    side: Side
    begin: tuple[int, int]
    """A line, and a character of it."""
    end: tuple[int, int]
    is_lines: bool = True

    @property
    def first(self) -> int:
        return min(self.begin, self.end)[0]

    @property
    def last(self) -> int:
        return max(self.begin, self.end)[0]

    def part(self, line: int) -> tuple[int, int] | None:
        """Which characters of a line are selected."""
        if not self.first <= line <= self.last:
            return None
        if self.is_lines:
            return 0, END
        begin, end = sorted((self.begin, self.end))
        return begin[1] if line == begin[0] else 0, end[1] if line == end[0] else END

    def text(self, text: Text, mask: Mask | None) -> str:
        """What is selected, safe to paste: without names, and with symbols for what would not show."""
        return "\n".join(self._lines(text, mask))

    def _lines(self, text: Text, mask: Mask | None) -> Iterator[str]:
        for index in range(self.first, min(self.last + 1, len(text), self.first + _MOST)):
            line = text[index].removesuffix("\r")
            begin, end = self.part(index) or (0, 0)
            if begin == 0 and end >= len(line):
                yield visible(line if mask is None else mask(line), keep="\t")
            elif mask is None or not mask.masked(line).parts:
                yield visible(line[begin:end], keep="\t")
            else:
                one = dressed(line, mask)
                yield one.text[one.places[min(begin, len(line))] : one.places[min(end, len(line))]]

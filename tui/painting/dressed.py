"""A line made ready to be painted: safe, without names, with a place for each of its characters and for each column."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Final

from msgspec import Struct
from rich.cells import get_character_cell_size

from grading.blind import MASK, Mask
from grading.compare.shown import shown
from tui.painting.pieces import Ranges

_KEPT: Final = 4_096


class Dressed(Struct, frozen=True):
    """A line as it is shown."""

    text: str
    places: Sequence[int]
    """For each character of the line, and for its end, where it stands in `text`."""
    warned: Ranges = ()
    """The parts of `text` that stand for something that would not have shown."""
    masked: Ranges = ()
    """The parts of `text` that stand for a name."""
    columns: Sequence[int] | None = None
    """For each character of `text`, and for its end, its column; none where each takes one."""

    @property
    def width(self) -> int:
        """How many columns it takes."""
        return len(self.text) if self.columns is None else self.columns[-1]

    def window(self, first: int, room: int) -> tuple[int, int, int]:
        """The characters in these columns, and how many columns stay blank before them."""
        if self.columns is None:
            return min(first, len(self.text)), min(first + room, len(self.text)), 0
        begin = bisect_left(self.columns, first)
        if begin >= len(self.text):
            return len(self.text), len(self.text), 0
        # A mark without its letter is not shown.
        while first and begin < len(self.text) and self.columns[begin + 1] == self.columns[begin]:
            begin += 1
        end = bisect_right(self.columns, first + room) - 1
        return begin, max(end, begin), min(self.columns[begin] - first, room)

    def breaks(self, room: int) -> list[int]:
        """Where each row begins, when the line is put into rows of so many columns."""
        if self.columns is None:
            return list(range(0, max(len(self.text), 1), room))
        found = [0]
        while self.columns[-1] - self.columns[found[-1]] > room:
            end = bisect_right(self.columns, self.columns[found[-1]] + room) - 1
            found.append(max(end, found[-1] + 1))
        return found

    def ranges(self, of_line: Ranges) -> list[tuple[int, int]]:
        """Parts of the line as parts of `text`."""
        return [(self.places[begin], self.places[end]) for begin, end in of_line]

    def column_of(self, char: int) -> int:
        """The column that a character of the line is shown in."""
        place = self.places[min(char, len(self.places) - 1)]
        return place if self.columns is None else self.columns[place]

    def char_at(self, column: int) -> int:
        """The character of the line that is shown in a column."""
        place = column if self.columns is None else bisect_right(self.columns, column) - 1
        return min(max(bisect_right(self.places, place) - 1, 0), len(self.places) - 1)


@lru_cache(_KEPT)
def dressed(line: str, mask: Mask | None = None, ending: str = "") -> Dressed:
    """A line as it is shown; an ending says what is remarkable of its end."""
    masked: Ranges = ()
    found = None if mask is None else mask.masked(line)
    if found is None or not found.parts:
        one = shown(line)
        text, places, warned = one.text, one.places, one.warned
    else:
        one = shown(found.text)
        moved = _moved(len(line), found.parts)
        text, warned = one.text, one.warned
        places = [one.places[place] for place in moved]
        masked = tuple((places[begin], places[end]) for begin, end in found.parts)
    if ending:
        warned = (*warned, (len(text), len(text) + len(ending)))
        text += ending
    columns = None if text.isascii() else list(accumulate(map(get_character_cell_size, text), initial=0))
    return Dressed(text, places, warned, masked, columns)


def _moved(length: int, parts: Ranges) -> list[int]:
    """Where each character stands after these parts have become masks; all of a part stand where its mask begins."""
    found: list[int] = []
    at = shift = 0
    for begin, end in parts:
        found.extend(range(at + shift, begin + shift))
        found.extend([begin + shift] * (end - begin))
        shift += len(MASK) - (end - begin)
        at = end
    found.extend(range(at + shift, length + 1 + shift))
    return found

"""What stands in each row of the screen, as keys that say all that a row depends on, and as strips made from them.

Two screens with the same key in a row have the same strip there: so only what changed is painted, and what was painted
before is only looked up.
"""

from collections.abc import Callable, Sequence
from itertools import islice
from typing import Final

from msgspec import Struct
from rich.segment import Segment
from textual.strip import Strip

from grading.compare.folds import Fold
from grading.sides import Side
from tui.painting.lane import Place
from tui.painting.painted import blank
from tui.painting.ruler import segment
from tui.painting.sheet import DIVIDER, Column, Marks
from tui.painting.spread import Spread, Strand
from tui.painting.swatches import Ground, Swatches
from tui.themes import Look

_KEPT: Final = 1_000
_DROPPED: Final = 200
_KEPT_TALL: Final = 64

Part = tuple[int, int, Marks]
"""A line of a strand, which row of it, and its marks."""
Key = tuple[tuple[Part | None, ...], int]


class Target(Struct, frozen=True):
    """What the mouse points at."""

    strand: Strand
    line: int
    side: Side | None
    """The side of the screen whose line it is; none where no text stands."""
    index: int = -1
    """The line of the side's own text, where it is one."""
    char: int = 0


class Board:
    """The rows of one layout."""

    def __init__(self, spread: Spread, swatches: Swatches, width: int, left: int) -> None:
        self.spread = spread
        self._swatches = swatches
        self._width = width
        self._left = left
        """Where the widget begins on the screen."""
        self._divider = Segment(DIVIDER, swatches.margin[Ground.PLAIN])
        self._strips: dict[Key, Strip] = {}
        self._tall: dict[tuple[int, int, Marks], list[list[Segment]]] = {}
        """Lines of several rows: the next row of one is asked for in a moment."""

    def forget(self) -> None:
        """Has everything painted anew."""
        self._strips.clear()
        self._tall.clear()

    def keys(
        self,
        room: int,
        places: Sequence[Sequence[Place]],
        marks: Callable[[Strand, int], Marks],
        ruler: Sequence[int],
    ) -> list[Key]:
        """The rows as they are, with these places of each strand on the screen."""
        columns: list[list[Part | None]] = []
        for strand, seen in zip(self.spread.strands, places, strict=True):
            parts: list[Part | None] = []
            held: tuple[int, Marks] | None = None
            for line, sub in seen:
                if held is None or held[0] != line:
                    held = (line, marks(strand, line))
                parts.append((line, sub, held[1]))
            parts += [None] * (room - len(parts))
            columns.append(parts)
        rows = zip(*columns, strict=True) if columns else [()] * room
        return list(zip(rows, ruler, strict=True))

    def at(self, x: int, part_of: Key, *, only: Side | None = None) -> Target | None:
        """What stands in a column of a row; of one side only, what is nearest to it there."""
        for strand, part in zip(self.spread.strands, part_of[0], strict=True):
            left = strand.left
            for column in strand.columns:
                is_wanted = left <= x < left + column.width if only is None else _shows(strand, column, only)
                if part is not None and is_wanted:
                    return self._target(strand, column, part, x - left)
                left += column.width + 1
        return None

    def _target(self, strand: Strand, column: Column, part: Part, x: int) -> Target:
        one = strand.one(part[0])
        found = None if isinstance(one, Fold) else strand.sheet.char_at(one, column, part[1], x)
        if found is None:
            return Target(strand, part[0], strand.side or column.side)
        side, index, char = found
        owner = strand.sheet.owners[side]
        return Target(strand, part[0], owner or strand.side, index if owner else -1, char)

    def strip(self, key: Key) -> Strip:
        """A row."""
        found = self._strips.get(key)
        if found is None:
            if len(self._strips) >= _KEPT:
                for one in list(islice(self._strips, _DROPPED)):
                    del self._strips[one]
            found = self._strips[key] = self._painted(key)
        return found

    def _painted(self, key: Key) -> Strip:
        parts, sign = key
        segments: list[Segment] = []
        left = 0
        for number, part in enumerate(parts):
            strand = self.spread.strands[number]
            if strand.left:
                segments += self._gap(strand.left - left - 1)
                segments.append(self._divider)
            segments += self._gap(strand.width) if part is None else self._lines(number, part)
            left = strand.left + strand.width
        segments += self._gap(self._width - 1 - left)
        segments.append(segment(sign, self._swatches))
        return Strip(_merged(segments), self._width)

    def _gap(self, width: int) -> list[Segment]:
        return [Segment(blank(width), self._swatches[Look.TEXT])] if width > 0 else []

    def _lines(self, number: int, part: Part) -> list[Segment]:
        """A strand's row."""
        line, sub, marks = part
        key = (number, line, marks)
        rows = self._tall.get(key)
        if rows is None:
            rows = self._rows(self.spread.strands[number], line, marks)
            if len(rows) > 1:
                self._tall = {**self._tall, key: rows} if len(self._tall) < _KEPT_TALL else {key: rows}
        return rows[sub]

    def _rows(self, strand: Strand, line: int, marks: Marks) -> list[list[Segment]]:
        one, height = strand.one(line), strand.lane.height(line)
        left = self._left + strand.left
        found: list[list[Segment]] = [[] for _ in range(height)]
        for column in strand.columns:
            if found[0]:
                for row in found:
                    row.append(self._divider)
                left += 1
            rows = strand.sheet.rows(one, column, marks, height, left)
            for row, more in zip(found, rows, strict=True):
                row.extend(more)
            left += column.width
        return found


def _shows(strand: Strand, column: Column, side: Side) -> bool:
    """Whether text of a side stands in a column."""
    return column.side is side or (column.side is None and strand.side in (None, side))


def _merged(segments: list[Segment]) -> list[Segment]:
    """What looks the same and stands together as one: there is less to send to the terminal."""
    found: list[Segment] = []
    held = segments[0]
    for one in segments[1:]:
        if one.style is held.style and not one.control and not held.control:
            held = Segment(held.text + one.text, held.style)
        else:
            found.append(held)
            held = one
    found.append(held)
    return found

"""Two aligned texts, printed in two columns."""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Final

from msgspec import Struct

from grading.compare.aligned import Aligned
from grading.compare.folds import CONTEXT, Fold, Folds
from grading.compare.lines import Kind, Row
from grading.sides import Side
from tui.painting.ink import Ink, Tone
from tui.painting.lines import PLAIN, SIGNS, LinePainter, fold_text
from tui.painting.pieces import Piece, Ranges, columns, inked, wrapped

LEAST_WIDTH: Final = 40
_DIVIDER: Final = " │ "
_ROOM: Final = 3
"""What stands between a number and its text: blank, sign, blank."""


def side_by_side(aligned: Aligned, width: int, ink: Ink, context: int | None = CONTEXT) -> Iterator[str]:
    """The lines to print, each at most `width` columns."""
    painter = LinePainter(aligned)
    digits = painter.digits()
    column = (max(width, LEAST_WIDTH) - len(_DIVIDER)) // 2
    page = _Page(painter, digits, max(column - digits - _ROOM, 2))
    divider = ink(Tone.FAINT, _DIVIDER)
    for block in Folds(aligned.rows, context).blocks():
        if isinstance(block, Fold):
            yield ink(Tone.FAINT, f" {fold_text(block)} ".center(2 * column + len(_DIVIDER), "┄"))
            continue
        for number in block:
            for left, right in zip_longest(*page.cells(aligned.rows[number]), fillvalue=[]):
                blank = " " * (column - columns(left))
                yield (inked(left, ink) + blank + divider + inked(right, ink)).rstrip(" ")


class _Page(Struct, frozen=True):
    """How wide what is."""

    painter: LinePainter
    digits: int
    room: int

    def cells(self, row: Row) -> Iterator[list[list[Piece]]]:
        """What stands in each column, in as many rows as it takes."""
        ranges = self.painter.changed(row)
        return (self._cell(side, row, ranges[side]) for side in Side)

    def _cell(self, side: Side, row: Row, ranges: Ranges) -> list[list[Piece]]:
        index = row.on(side)
        if index is None:
            return []
        number = self.painter.number(side, index).rjust(self.digits)
        sign = Piece(Tone.PLAIN, "   ") if row.kind is Kind.SAME else Piece(PLAIN[side], f" {SIGNS[side]} ")
        margin = [[Piece(Tone.FAINT, number), sign]]
        text = wrapped(self.painter.line(side, index, row.kind, ranges), self.room)
        below = [Piece(Tone.PLAIN, " " * (self.digits + _ROOM))]
        return [before + part for before, part in zip_longest(margin, text, fillvalue=below)]

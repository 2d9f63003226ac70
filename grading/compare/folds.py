"""What is not shown of aligned rows: long stretches that are the same fold into one line, and open again in place.

Invariant: the rows shown and the rows folded are all the rows, each once and in order.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import Final

from msgspec import Struct

from grading.compare.lines import Kind, Rows

CONTEXT: Final = 3
_LEAST: Final = 2
"""A fold of one row would take the place of what it hides."""


class Fold(Struct, frozen=True):
    """Rows that are the same on both sides and not shown."""

    rows: range


class Folds:
    """The lines of a view: rows by their number, and folds. It stays as it is made."""

    def __init__(self, rows: Rows, context: int | None = CONTEXT, opened: frozenset[int] = frozenset()) -> None:
        """`context` same rows stand around a change, None shows all; `opened` are the first rows of open folds."""
        self.rows, self._context, self._opened = rows, context, opened
        self._blocks = list(self._divided())
        self._firsts = array("I", map(_first, self._blocks))
        """The first row of each block."""
        lines = (1 if isinstance(one, Fold) else len(one) for one in self._blocks)
        self._starts = array("I", accumulate(lines, initial=0))

    def __len__(self) -> int:
        return self._starts[-1]

    def __getitem__(self, line: int) -> int | Fold:
        """The number of the row, or the fold, that stands in a line of the view."""
        if not 0 <= line < len(self):
            raise IndexError(line)
        place = bisect_right(self._starts, line) - 1
        block = self._blocks[place]
        return block if isinstance(block, Fold) else block[line - self._starts[place]]

    def __iter__(self) -> Iterator[int | Fold]:
        for block in self._blocks:
            if isinstance(block, Fold):
                yield block
            else:
                yield from block

    def line_of(self, row: int) -> int:
        """The line of the view that shows a row, or the fold that hides it."""
        place = bisect_right(self._firsts, row) - 1
        block = self._blocks[place]
        return self._starts[place] + (0 if isinstance(block, Fold) else row - block.start)

    def blocks(self) -> Iterator[range | Fold]:
        """Rows that stand together, and the folds between them."""
        return iter(self._blocks)

    def open(self, fold: Fold) -> "Folds":
        """The same view with a fold opened."""
        return Folds(self.rows, self._context, self._opened | {fold.rows.start})

    def _divided(self) -> Iterator[range | Fold]:
        shown = 0  # the first row that is neither in a block nor in a fold yet
        row = 0
        for stretch in self.rows.stretches():
            end = row + stretch.length
            if stretch.kind is Kind.SAME and self._context is not None:
                # What stands around nothing is not shown: no context before the first change and after the last.
                first = row + (self._context if row else 0)
                last = end - (self._context if end < len(self.rows) else 0)
                if last - first >= _LEAST and first not in self._opened:
                    if shown < first:
                        yield range(shown, first)
                    yield Fold(range(first, last))
                    shown = last
            row = end
        if shown < row:
            yield range(shown, row)


def _first(block: range | Fold) -> int:
    return block.rows.start if isinstance(block, Fold) else block.start

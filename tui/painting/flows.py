"""The lines of a view, from top to bottom: of aligned rows beside one another or in one column, or of one side alone.

Nothing is kept line by line: a line is found by bisection among folds and changes, in texts of any length.
"""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final, NamedTuple, Protocol

from msgspec import Struct

from grading.compare.aligned import Aligned
from grading.compare.folds import Fold, Folds
from grading.compare.lines import Kind, Rows
from grading.sides import Side

_KEPT: Final = 8


class Line(NamedTuple):
    """A line of a view: which lines of the two texts it shows."""

    a: int | None
    b: int | None
    kind: Kind
    row: int
    """The row that it belongs to."""

    def on(self, side: Side) -> int | None:
        """The index of one side's line."""
        return self.a if side is Side.A else self.b


class Change(Struct, frozen=True):
    """Rows that differ and stand together, and which lines of the two texts stand in them."""

    rows: range
    a: int
    a_count: int
    b: int
    b_count: int


class Prepared(Struct, frozen=True):
    """What is worked out of aligned texts once."""

    aligned: Aligned
    changes: Sequence[Change]
    folds: Folds
    """Folded as all texts are at first."""


class Stretch(NamedTuple):
    """Lines of a view that show a change, and whose."""

    begin: int
    end: int
    has_a: bool
    has_b: bool


class Flow(Protocol):
    """The lines of a view."""

    def __len__(self) -> int: ...
    def __getitem__(self, line: int, /) -> Line | Fold: ...

    def line_of(self, row: int, side: Side) -> int:
        """The line that shows a side's line of a row, or the fold that hides it."""
        ...

    def changed(self) -> Iterator[Stretch]:
        """Where the changes are."""
        ...


_prepared: OrderedDict[int, Prepared] = OrderedDict()


def prepared(aligned: Aligned) -> Prepared:
    """What is worked out of aligned texts once; of large ones it takes a while, and no screen should wait for it."""
    found = _prepared.get(id(aligned))
    if found is None:
        found = Prepared(aligned, changes(aligned.rows), Folds(aligned.rows))
        # As long as it is kept here nothing else can have its id. Two threads that come at once both work it out.
        _prepared[id(aligned)] = found
        while len(_prepared) > _KEPT:
            _prepared.popitem(last=False)
    return found


def changes(rows: Rows) -> list[Change]:
    """Every place where the texts differ."""
    found: list[Change] = []
    row = 0
    held: tuple[int, int, int] | None = None
    a = b = 0
    for stretch in rows.stretches():
        if stretch.kind is Kind.SAME:
            if held is not None:
                found.append(_change(held, row, stretch.a, stretch.b))
                held = None
        elif held is None:
            held = (row, stretch.a, stretch.b)
        row += stretch.length
        a = stretch.a + (stretch.length if stretch.kind is not Kind.ONLY_B else 0)
        b = stretch.b + (stretch.length if stretch.kind is not Kind.ONLY_A else 0)
    if held is not None:
        found.append(_change(held, row, a, b))
    return found


def _change(begin: tuple[int, int, int], row: int, a: int, b: int) -> Change:
    first, first_a, first_b = begin
    return Change(range(first, row), first_a, a - first_a, first_b, b - first_b)


def first_on(rows: Rows, side: Side, row: int) -> int:
    """The line of a side that stands in a row, or else the next one after it."""
    place = bisect_right(rows.starts, row, hi=len(rows.kinds)) - 1
    first = (rows.a if side is Side.A else rows.b)[place]
    is_absent = rows.kinds[place] == (Kind.ONLY_B if side is Side.A else Kind.ONLY_A)
    return first if is_absent else first + row - rows.starts[place]


class Beside:
    """Both sides in two columns."""

    def __init__(self, folds: Folds, found: Sequence[Change]) -> None:
        self.folds = folds
        self._changes = found

    def __len__(self) -> int:
        return len(self.folds)

    def __getitem__(self, line: int) -> Line | Fold:
        one = self.folds[line]
        return one if isinstance(one, Fold) else Line(*self.folds.rows[one], one)

    def line_of(self, row: int, side: Side) -> int:
        """The line that shows a row."""
        return self.folds.line_of(row)

    def changed(self) -> Iterator[Stretch]:
        """Where the changes are."""
        for one in self._changes:
            line = self.folds.line_of(one.rows.start)
            yield Stretch(line, line + len(one.rows), one.a_count > 0, one.b_count > 0)


class Unified:
    """Both sides in one column: in each change, the lines of A stand before those of B."""

    def __init__(self, folds: Folds, found: Sequence[Change]) -> None:
        self.folds = folds
        self._changes = found
        self._more = list(accumulate((one.a_count + one.b_count - len(one.rows) for one in found), initial=0))
        """For each change, how many lines more than rows stand above it."""
        places = zip(found, self._more, strict=False)
        self._starts = [folds.line_of(one.rows.start) + more for one, more in places]

    def __len__(self) -> int:
        return len(self.folds) + self._more[-1]

    def __getitem__(self, line: int) -> Line | Fold:
        if not 0 <= line < len(self):
            raise IndexError(line)
        place = bisect_right(self._starts, line) - 1
        if place >= 0:
            change, below = self._changes[place], line - self._starts[place]
            if below < change.a_count:
                return self._of(Side.A, change.a + below)
            if below < change.a_count + change.b_count:
                return self._of(Side.B, change.b + below - change.a_count)
        one = self.folds[line - self._more[place + 1]]
        return one if isinstance(one, Fold) else Line(*self.folds.rows[one], one)

    def line_of(self, row: int, side: Side) -> int:
        """The line that shows a side's line of a row, or the fold that hides it."""
        place = bisect_right(self._changes, row, key=_first_row) - 1
        if place >= 0 and row in self._changes[place].rows:
            change = self._changes[place]
            index = first_on(self.folds.rows, side, row)
            below = index - change.a if side is Side.A else change.a_count + index - change.b
            return self._starts[place] + min(below, change.a_count + change.b_count - 1)
        return self.folds.line_of(row) + self._more[place + 1]

    def changed(self) -> Iterator[Stretch]:
        """Where the changes are."""
        for line, one in zip(self._starts, self._changes, strict=True):
            if one.a_count:
                yield Stretch(line, line + one.a_count, True, False)
            if one.b_count:
                yield Stretch(line + one.a_count, line + one.a_count + one.b_count, False, True)

    def _of(self, side: Side, index: int) -> Line:
        row = self.folds.rows.row_of(side, index)
        kind = self.folds.rows[row].kind
        return Line(index, None, kind, row) if side is Side.A else Line(None, index, kind, row)


class Alone:
    """One side, whole."""

    def __init__(self, rows: Rows, side: Side, length: int, found: Sequence[Change]) -> None:
        self._rows, self._side, self._length = rows, side, length
        self._changes = found

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, line: int) -> Line | Fold:
        if not 0 <= line < self._length:
            raise IndexError(line)
        row = self._rows.row_of(self._side, line)
        kind = self._rows[row].kind
        return Line(line, None, kind, row) if self._side is Side.A else Line(None, line, kind, row)

    def line_of(self, row: int, side: Side) -> int:
        """The side's line in a row, or the next one after it."""
        return min(first_on(self._rows, self._side, row), self._length - 1)

    def changed(self) -> Iterator[Stretch]:
        """Where the side has lines that the other has not, or has otherwise."""
        for one in self._changes:
            if self._side is Side.A and one.a_count:
                yield Stretch(one.a, one.a + one.a_count, True, False)
            if self._side is Side.B and one.b_count:
                yield Stretch(one.b, one.b + one.b_count, False, True)


def _first_row(change: Change) -> int:
    return change.rows.start

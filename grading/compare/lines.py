"""Two texts → aligned rows: plain data that painting only walks.

Rows are not kept one by one but as stretches of one kind, found by bisection: a million equal lines are one stretch.
Invariant: the lines of each side, read down the rows, are that side's text, whole and in order.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from enum import IntEnum
from itertools import accumulate, islice
from operator import sub
from typing import Final, NamedTuple, Protocol

from msgspec import Struct

from grading.compare.alike import MOST_LINES, alike, cells
from grading.sides import Side

_MOST_CELLS: Final = 1_000_000
"""The work of finding lines that are alike, in one pair of files; beyond it, lines stand beside one another in turn."""


class Hunk(NamedTuple):
    """A place where two texts differ: so many lines of A from one on stand against so many of B."""

    a: int
    a_count: int
    b: int
    b_count: int


class Kind(IntEnum):
    """What a row shows."""

    SAME = 0
    CHANGED = 1
    """A line of A and one of B that are alike."""
    REPLACED = 2
    """A line of A and one of B that only share a place."""
    ONLY_A = 3
    ONLY_B = 4


_KINDS: Final = tuple(Kind)
"""By their numbers."""


class Row(NamedTuple):
    """The index of A's line and of B's, where there is one."""

    a: int | None
    b: int | None
    kind: Kind

    def on(self, side: Side) -> int | None:
        """The index of one side's line."""
        return self.a if side is Side.A else self.b


class Stretch(NamedTuple):
    """So many rows of one kind, from these lines on."""

    kind: Kind
    a: int
    b: int
    length: int


class Lines(Protocol):
    """A text, as far as it matters here."""

    def __len__(self) -> int: ...

    def __getitem__(self, index: int, /) -> str: ...


class Rows(Struct, frozen=True):
    """Two texts beside one another, from the first line to the last."""

    kinds: bytes
    a: "array[int]"
    """For each stretch, the first line of A that stands in it or after it."""
    b: "array[int]"
    starts: "array[int]"
    """The row that each stretch begins with, and the end after them."""

    def __len__(self) -> int:
        return self.starts[-1]

    def __getitem__(self, row: int) -> Row:
        if not 0 <= row < len(self):
            raise IndexError(row)
        place = bisect_right(self.starts, row) - 1
        kind, below = _KINDS[self.kinds[place]], row - self.starts[place]
        return _row(kind, self.a[place] + below, self.b[place] + below)

    def __iter__(self) -> Iterator[Row]:
        for kind, a, b, length in self.stretches():
            for below in range(length):
                yield _row(kind, a + below, b + below)

    def stretches(self) -> Iterator[Stretch]:
        """Rows of one kind at a time, from the top."""
        lengths = map(sub, islice(self.starts, 1, None), self.starts)
        return map(Stretch, map(_KINDS.__getitem__, self.kinds), self.a, self.b, lengths)

    def row_of(self, side: Side, line: int) -> int:
        """The row that a line stands in."""
        firsts = self.a if side is Side.A else self.b
        place = bisect_right(firsts, line) - 1
        return self.starts[place] + line - firsts[place]

    def changes(self) -> list[range]:
        """The rows of each place where the texts differ."""
        found: list[range] = []
        for place, kind in enumerate(self.kinds):
            if kind == Kind.SAME:
                continue
            first, end = self.starts[place], self.starts[place + 1]
            if found and found[-1].stop == first:
                found[-1] = range(found[-1].start, end)
            else:
                found.append(range(first, end))
        return found

    def differing(self, side: Side) -> int:
        """How many lines of a side are not on the other: removed ones of A, added ones of B."""
        own = Kind.ONLY_A if side is Side.A else Kind.ONLY_B
        counted = (Kind.CHANGED, Kind.REPLACED, own)
        return sum(one.length for one in self.stretches() if one.kind in counted)


def _row(kind: Kind, a: int, b: int) -> Row:
    return Row(None if kind is Kind.ONLY_B else a, None if kind is Kind.ONLY_A else b, kind)


def align(hunks: Sequence[Hunk], a: Lines, b: Lines) -> Rows:
    """The rows of two texts that differ in these hunks."""
    kinds, counts = bytearray(), array("I")
    firsts_a, firsts_b = array("I"), array("I")

    def put(kind: Kind, i: int, j: int, count: int) -> None:
        if count:
            kinds.append(kind)
            firsts_a.append(i)
            firsts_b.append(j)
            counts.append(count)

    i = j = 0
    for hunk, pairs in _with_pairs(hunks, a, b):
        put(Kind.SAME, i, j, hunk.a - i)
        i, j = hunk.a, hunk.b
        for first, second, count in _blocks(hunk, pairs):
            both = min(first - i, second - j)
            put(Kind.REPLACED, i, j, both)
            i, j = i + both, j + both
            put(Kind.ONLY_A, i, j, first - i)
            put(Kind.ONLY_B, first, j, second - j)
            put(Kind.CHANGED, first, second, count)
            i, j = first + count, second + count
    put(Kind.SAME, i, j, len(a) - i)
    starts = array("I", accumulate(counts, initial=0))
    return Rows(bytes(kinds), firsts_a, firsts_b, starts)


def _with_pairs(hunks: Sequence[Hunk], a: Lines, b: Lines) -> Iterator[tuple[Hunk, list[tuple[int, int]]]]:
    left = _MOST_CELLS
    for hunk in hunks:
        pairs: list[tuple[int, int]] = []
        if hunk.a_count and hunk.b_count and left > 0:
            left -= cells(hunk.a_count, hunk.b_count)
            if max(hunk.a_count, hunk.b_count) <= MOST_LINES:
                pairs = alike(_slice(a, hunk.a, hunk.a_count), _slice(b, hunk.b, hunk.b_count))
        yield hunk, pairs


def _slice(lines: Lines, first: int, count: int) -> list[str]:
    return [lines[index] for index in range(first, first + count)]


def _blocks(hunk: Hunk, pairs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """The pairs of a hunk as runs of lines (first of A, first of B, how many), and the hunk's end as an empty one."""
    held: tuple[int, int, int] | None = None
    for i, j in pairs:
        first, second = hunk.a + i, hunk.b + j
        if held is not None and held[0] + held[2] == first and held[1] + held[2] == second:
            held = (held[0], held[1], held[2] + 1)
            continue
        if held is not None:
            yield held
        held = (first, second, 1)
    if held is not None:
        yield held
    yield hunk.a + hunk.a_count, hunk.b + hunk.b_count, 0

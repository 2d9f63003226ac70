"""Where a text is found in the two sides of a page, in the order that a reader meets it.

It is looked for in the bytes, all at once. What a mask hides is never found, nor any part of it.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from grading.blind import Mask
from grading.compare.lines import Kind
from grading.compare.text import Text
from grading.sides import Pair, Side
from tui.painting.dressed import dressed
from tui.painting.page import Page
from tui.painting.pieces import Ranges

MOST: Final = 4_000
"""So many are found on a side; whoever has more of them looks for something else."""
_SYMBOL: Final = "[\u2400-\u2421⟨⟩▒]"
"""What stands only in a line that was made safe."""


class Stop(NamedTuple):
    """A place that was found."""

    row: int
    """Of the aligned texts; where they are not aligned, a line."""
    is_b: bool
    line: int
    begin: int

    @property
    def side(self) -> Side:
        return Side.B if self.is_b else Side.A


class Finding:
    """All places of a page where a text is."""

    def __init__(self, page: Page, query: str) -> None:
        self.query = query
        self.is_cut = False
        self.hits = Pair(*(self._on(page, side) for side in Side))
        """For each side, the parts of its lines."""
        self.stops = sorted(self._stops(page))
        """Where a reader stops; what is the same on both sides is one stop."""

    def nearest(self, row: int) -> int:
        """The first stop from a row on, or else the first of all."""
        place = bisect_left(self.stops, (row,))
        return place if place < len(self.stops) else 0

    def _on(self, page: Page, side: Side) -> Mapping[int, Ranges]:
        text = page.text(side)
        found: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        if text is None or not self.query:
            return {}
        places = (
            _in_shown(text, self.query, page.mask) if re.search(_SYMBOL, self.query) else _in_bytes(text, self.query)
        )
        count = 0
        for line, begin, end in places:
            if page.mask is not None and _is_hidden(page.mask, text[line], begin, end):
                continue
            if count == MOST:
                self.is_cut = True
                break
            found[line].append((begin, end))
            count += 1
        return dict(found)

    def _stops(self, page: Page) -> Iterator[Stop]:
        rows = None if page.aligned is None or page.aligned.is_binary else page.aligned.rows
        for side in Side:
            for line, parts in self.hits[side].items():
                row = line
                if rows is not None:
                    row = rows.row_of(side, line)
                    shown = rows[row]
                    is_same = shown.kind is Kind.SAME and shown.a is not None
                    if side is Side.B and is_same and self.hits.a.get(shown.a or 0) == parts:
                        continue
                yield from (Stop(row, side is Side.B, line, begin) for begin, _ in parts)


def _in_bytes(text: Text, query: str) -> Iterator[tuple[int, int, int]]:
    """The lines, with where in them the query stands; what goes on in the next line ends with its own."""
    pattern = _pattern(query, text.encoding)
    if pattern is None:
        return
    is_plain = text.data.isascii()
    for one in pattern.finditer(text.data):
        line = bisect_right(text.starts, one.start()) - 1
        start, stop = text.starts[line], text.starts[line + 1]
        begin, end = one.start() - start, min(one.end(), stop) - start
        if not is_plain:
            raw = text.raw(line)
            begin, end = (len(raw[:place].decode(text.encoding, "surrogateescape")) for place in (begin, end))
        yield line, begin, end


def _pattern(query: str, encoding: str) -> re.Pattern[bytes] | None:
    """The query as it stands in the bytes of a text; in small letters it stands for large ones, too."""
    is_exact = query != query.lower()
    parts = []
    for char in query:
        # `ß` and its like are several letters in the other case: they stand for themselves.
        cases = {char} if is_exact else {char, char.upper(), char.lower()}
        coded = {raw for one in cases if len(one) == 1 and (raw := _coded(one, encoding)) is not None}
        if not coded:
            return None
        parts.append(b"(?:" + b"|".join(map(re.escape, sorted(coded))) + b")" if len(coded) > 1 else re.escape(*coded))
    if not is_exact and query.isascii():
        return re.compile(re.escape(query.encode()), re.IGNORECASE)
    return re.compile(b"".join(parts))


def _coded(char: str, encoding: str) -> bytes | None:
    try:
        return char.encode(encoding)
    except UnicodeEncodeError:
        return None


def _in_shown(text: Text, query: str, mask: Mask | None) -> Iterator[tuple[int, int, int]]:
    """The same for a query that has symbols in it: those are looked for where they are shown."""
    pattern = re.compile(re.escape(query), re.IGNORECASE if query == query.lower() else 0)
    for line, raw in enumerate(text):
        one = dressed(raw, mask)
        for found in pattern.finditer(one.text):
            begin, end = (bisect_left(one.places, place) for place in found.span())
            if begin < end:
                yield line, begin, end


def _is_hidden(mask: Mask, line: str, begin: int, end: int) -> bool:
    return any(first < end and begin < last for first, last in mask.masked(line).parts)

"""Rows of words in columns, with sentences between them: for tables that are read and not sorted."""

from collections.abc import Sequence
from typing import Final

from msgspec import Struct
from rich.cells import cell_len

from tui.painting.rail import EDGE
from tui.painting.spans import Line, Span, clipped, columns, left, right
from tui.themes import Look

_LEAST_NAME: Final = 12
_GAP: Final = 2
_BETWEEN: Final = " " * _GAP
_SIGN: Final = 3


def left_out(count: int) -> str:
    """What stands at the end of a head for columns that have no room; nothing where all have."""
    return f"+{count}" if count else ""


class Head(Struct, frozen=True):
    """A column of such a table."""

    text: str
    is_right: bool = True
    rank: int = 0
    """What has the highest gives way first; what has 0 always stays."""


class Entry(Struct, frozen=True):
    """A row: words in columns, or a sentence where there is one."""

    cells: tuple[Span, ...] = ()
    sentence: tuple[Span, ...] = ()
    run: str = ""
    """The id of the run that it is about, which is not for showing."""
    name: str = ""
    more: str = ""
    """What is said of it where there is room for a sentence."""


def title(text: str, count: int | None = None) -> Entry:
    """A row that begins a part of a table."""
    number = () if count is None else (Span(f"  {count:,}", Look.FAINT),)
    return Entry(sentence=(Span(text, Look.TITLE), *number))


def sentence(text: str, look: Look = Look.FAINT, run: str = "") -> Entry:
    """A row that is a sentence."""
    return Entry(sentence=(Span(text, look),), run=run)


class PlainTable:
    """Columns as wide as their widest row; the first one that is not right-aligned gives way when all others did."""

    def __init__(self, heads: Sequence[Head], entries: Sequence[Entry], least_name: int = _LEAST_NAME) -> None:
        """`least_name` is how wide the flexible column stays as long as another one can give way."""
        self.heads = tuple(heads)
        self.entries = tuple(entries)
        self._sizes = [
            max(cell_len(head.text), *(cell_len(one.cells[place].text) for one in entries if one.cells), 0)
            for place, head in enumerate(heads)
        ]
        self._least_name = least_name
        self._flexible = next((place for place, head in enumerate(heads) if not head.is_right), 0)
        self._made: dict[int, list[tuple[int, int]]] = {}

    def _placed(self, width: int) -> list[tuple[int, int]]:
        """The place of every column that has room, and its width."""
        if width not in self._made:
            there = list(range(len(self.heads)))
            sizes = dict(enumerate(self._sizes))
            while (over := self._over(there, sizes, width)) > 0:
                name = sizes[self._flexible]
                if name > self._least_name and over <= name - self._least_name:
                    sizes[self._flexible] -= over
                    break
                last = max(there, key=lambda place: self.heads[place].rank)
                if not self.heads[last].rank:
                    sizes[self._flexible] = max(name - over, 3)
                    break
                there.remove(last)
            self._made[width] = [(place, sizes[place]) for place in there]
        return self._made[width]

    def _over(self, there: Sequence[int], sizes: dict[int, int], width: int) -> int:
        """How many columns are missing, those of the sign for what is left out among them."""
        more = left_out(len(self.heads) - len(there))
        return sum(sizes[place] + _GAP for place in there) - _GAP + len(more and f"{_BETWEEN}{more}") - (width - _SIGN)

    def head(self, width: int, edge: int = EDGE) -> Line:
        """What stands above the columns; rows end so many columns before it."""
        placed = self._placed(width - edge)
        spans = [Span(" " * _SIGN, Look.BAR)]
        for place, size in placed:
            head = self.heads[place]
            gap = _BETWEEN if len(spans) > 1 else ""
            spans.append(Span(f"{gap}{(right if head.is_right else left)(head.text, size)}", Look.BAR))
        more = left_out(len(self.heads) - len(placed))
        room = max(width - edge - columns(spans), 0)
        return Line((*spans, Span(right(more, room), Look.FAINT), Span(" " * edge, Look.BAR)), Look.BAR)

    def line(self, row: int, width: int, *, has_cursor: bool) -> Line:
        """A row."""
        entry = self.entries[row]
        spans = [Span(" ▸ " if has_cursor else " " * _SIGN, Look.A if has_cursor else Look.TEXT)]
        if not entry.cells:
            for span in entry.sentence:
                spans.append(span._replace(text=clipped(span.text, max(width - columns(spans), 0))))
        else:
            for place, size in self._placed(width):
                cell = entry.cells[place]
                put = right if self.heads[place].is_right else left
                gap = () if len(spans) == 1 else (Span(_BETWEEN),)
                spans += [*gap, cell._replace(text=put(cell.text, size))]
        return Line(tuple(spans), Look.HERE if has_cursor else Look.TEXT)

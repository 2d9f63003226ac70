"""Rows of a scorecard: each knows the cell, and the place of evidence, that it is about."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from tui.painting.spans import Line, Span, clipped, columns, folded, paragraph, right
from tui.themes import Look

INDENT: Final = 3
_LEAST_TEXT: Final = 36
"""Columns that a text beside a head has at least, together with what stands at its end."""
_WIDEST: Final = 120
"""In a very wide terminal an eye would lose its row on the way to the end."""


class Row(NamedTuple):
    """One row."""

    spans: tuple[Span, ...]
    cell: str = ""
    """The key of the cell that it is about; empty for the whole card."""
    place: str = ""
    """The place of evidence, as it was given."""
    is_part: bool = False
    """Whether a part of the card begins here."""


def row_line(row: Row, width: int, *, has_cursor: bool) -> Line:
    """A row with its sign."""
    look = Look.A if has_cursor else Look.TEXT
    spans = [Span(" ▸ " if has_cursor else " " * INDENT, look)]
    for span in row.spans:
        spans.append(span._replace(text=clipped(span.text, max(width - columns(spans), 0))))
    return Line(tuple(spans), Look.HERE if has_cursor else Look.TEXT)


class Writing:
    """Rows as they are written, one below the other."""

    def __init__(self, width: int) -> None:
        self.width = min(width - INDENT, _WIDEST)
        self.rows: list[Row] = []
        self.cell = ""

    def part(self, name: str, tail: Sequence[Span] = (), cell: str = "") -> None:
        """Begins a part, a blank row before it."""
        self.cell = cell
        if self.rows:
            self.rows.append(Row((), ""))
        self.rows.append(Row(self._spread([Span(name, Look.TITLE)], tail), cell, is_part=True))

    def entry(self, head: Sequence[Span], tail: Sequence[Span] = (), cell: str | None = None) -> None:
        """A row with something at its end."""
        self.cell = self.cell if cell is None else cell
        self.rows.append(Row(self._spread(head, tail), self.cell))

    def tell(
        self, head: Sequence[Span], lines: Sequence[str], look: Look, tail: Sequence[Span] = (), place: str = ""
    ) -> None:
        """Lines of a text beside a head, each in as many rows as it takes; below the head where that is too narrow."""
        room = self.width - columns(tail) - (1 if tail else 0)
        is_beside = self.width - columns(head) >= _LEAST_TEXT
        indent = columns(head) if is_beside else INDENT
        texts = [part for line in lines for part in folded(line, max(room - indent, 1))]
        first = [*head, Span(texts[0], look)] if is_beside else head
        self.rows.append(Row(self._spread(first, tail), self.cell, place))
        for text in texts[is_beside:]:
            self.rows.append(Row((Span(" " * indent), Span(text, look)), self.cell, place))

    def _spread(self, head: Sequence[Span], tail: Sequence[Span]) -> tuple[Span, ...]:
        room = max(self.width - columns(tail) - (1 if tail else 0), 0)
        found: list[Span] = []
        for span in head:
            found.append(span._replace(text=clipped(span.text, max(room - columns(found), 0))))
        return (*found, Span(" " * max(self.width - columns(found) - columns(tail), 0)), *tail)

    def say(self, text: str, look: Look = Look.TEXT, head: Sequence[Span] = (), place: str = "") -> None:
        """A text in as many rows as it takes."""
        for spans in paragraph(head, text, max(self.width, 20), look):
            self.rows.append(Row(spans, self.cell, place))

    def put(self, spans: Sequence[Span], place: str = "") -> None:
        """A row as it is."""
        self.rows.append(Row(tuple(spans), self.cell, place))


def of(points: str, most: str) -> Span:
    """So many points of so many."""
    return Span(f"{right(points, 5)} of {most}", Look.TITLE)

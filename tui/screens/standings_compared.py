"""What is only looked at: two rubrics held against each other, and all tasks together. No widget, no key."""

from collections.abc import Sequence

from tui.painting.spans import Line, Span, clipped, columns, left
from tui.painting.standings_lines import caption_line
from tui.painting.standings_plain import PlainTable
from tui.screens.standings_sheet import stepped
from tui.themes import Look


class PlainSheet:
    """A table with a cursor."""

    def __init__(self, where: Sequence[str], said: str, table: PlainTable) -> None:
        self._where = where
        self._said = said
        self._table = table
        self.at = 0
        self.at = stepped(self, 0)

    @property
    def count(self) -> int:
        return len(self._table.entries)

    @property
    def run(self) -> str:
        return self._table.entries[self.at].run if self._table.entries else ""

    def can_stand(self, row: int) -> bool:
        if not 0 <= row < self.count:
            return False
        entry = self._table.entries[row]
        return bool(entry.cells or entry.sentence)

    def step(self, steps: int) -> bool:
        before, self.at = self.at, stepped(self, steps)
        return self.at != before

    def caption(self, width: int) -> Line:
        return caption_line(self._where, self._said, width)

    def head(self, width: int) -> Line:
        return self._table.head(width)

    def line(self, row: int, width: int, has_cursor: bool) -> Line:
        return self._table.line(row, width, has_cursor=has_cursor)

    def detail(self, width: int) -> Line:
        entry = self._table.entries[self.at] if self._table.entries else None
        spans = [Span(f" {clipped(entry.name, width // 2)}  " if entry and entry.name else " ", Look.BAR_KEY)]
        more = left(entry.more if entry else "", max(width - columns(spans), 0))
        return Line((*spans, Span(more, Look.BAR)), Look.BAR)

"""A panel's text that may be longer than the panel: its head stays, the rest scrolls to what matters now."""

from typing import Final

from msgspec import Struct

from tui.painting.spans import Line, Span, columns
from tui.themes import Look

_BLANK: Final = Span(" ")


class CellPage(Struct, frozen=True):
    """All rows about a cell."""

    head: tuple[Line, ...]
    """The title, and what is being typed."""
    lines: tuple[Line, ...]
    focus: range | None = None
    """The rows that must be seen now: the anchor of what is typed, the deductions while one is chosen."""
    edge: Span = _BLANK
    """What stands at the left of every row."""

    def room(self, height: int) -> int:
        """How many rows there are under the head."""
        return max(height - len(self.head), 0)

    def last_top(self, height: int) -> int:
        """As far as it can be scrolled."""
        return max(len(self.lines) - self.room(height), 0)

    def following(self, top: int, height: int) -> int:
        """From which row on to show it, so that what matters now is seen; its beginning where it has no room."""
        if not self.focus:
            return top
        return min(max(top, self.focus.stop - self.room(height)), self.focus.start)

    def shown(self, top: int, width: int, height: int) -> list[Line]:
        """The rows on the screen, with a mark at the right edge that says which part of all they are."""
        room = self.room(height)
        part = [self._edged(line) for line in self.lines[top : top + room]]
        part += [self._edged(Line(()))] * (room - len(part))
        if len(self.lines) > room > 0:
            size = max(1, round(room * room / len(self.lines)))
            first = round(top * (room - size) / max(self.last_top(height), 1))
            part[first : first + size] = [_marked(line, width) for line in part[first : first + size]]
        return [*map(self._edged, self.head), *part][:height]

    def _edged(self, line: Line) -> Line:
        return line._replace(spans=(self.edge, *line.spans), edge=1)


def _marked(line: Line, width: int) -> Line:
    blank = width - 1 - columns(line.spans)
    return line._replace(spans=(*line.spans, Span(" " * blank), Span("▐", Look.FAINT)))

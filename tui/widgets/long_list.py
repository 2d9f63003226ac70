"""A list of any length: only the rows that are seen are ever made. It has no keys of its own."""

from collections.abc import Callable
from typing import Final

from rich.cells import cell_len
from textual import events
from textual.message import Message

from tui.painting.rail import EDGE, rail, top_at
from tui.painting.spans import Line, Span
from tui.themes import Theme
from tui.widgets.papered import Railed

_KEPT: Final = 600

Paint = Callable[[int, int, bool], Line]
"""A row, by its number, the columns it has, and whether the cursor is there."""
Head = Callable[[int], Line]
"""The row above all others, by its columns."""
_HEAD: Final = 1


class LongList(Railed):
    """Paints the rows around the cursor; says which one was clicked."""

    DEFAULT_CSS = "LongList { height: 1fr; }"

    class Chosen(Message):
        """A row was clicked."""

        def __init__(self, row: int, *, is_again: bool) -> None:
            super().__init__()
            self.row = row
            self.is_again = is_again
            """Whether the cursor was there already."""

    def __init__(self, theme: Theme, *, id: str | None = None) -> None:
        super().__init__(theme, id=id)
        self._paint: Paint | None = None
        self._head: Head | None = None
        self._count = 0
        self._at = 0
        self._top = 0
        self._made: dict[tuple[int, bool], Line] = {}

    @property
    def at(self) -> int:
        """The row that the cursor is on."""
        return self._at

    @property
    def page_size(self) -> int:
        """How many rows a page is."""
        return max(self._room - 1, 1)

    @property
    def _room(self) -> int:
        return max(self.size.height - _HEAD, 0)

    def show(self, head: Head, count: int, paint: Paint, at: int) -> None:
        """Shows other rows, the cursor on one of them."""
        self._head, self._count, self._paint, self._at = head, count, paint, at
        self._made.clear()
        self._lay(is_following=True)

    def go(self, row: int) -> None:
        """Puts the cursor on a row, in sight."""
        self._at = row
        self._lay(is_following=True)

    def scroll_by(self, rows: int) -> None:
        """Shows other rows; the cursor stays where it is."""
        self._show_from(self._top + rows)

    def _show_from(self, top: int) -> None:
        self._top = top
        self._lay(is_following=False)

    def _lay(self, *, is_following: bool) -> None:
        width, room = self.size.width, self._room
        if not width or not self.size.height or self._head is None:
            return
        # One row more than the cursor's is seen on either side, so that a title comes into sight with its first row.
        beyond = int(room > 2)
        top = min(max(self._top, self._at - room + 1 + beyond), self._at - beyond) if is_following else self._top
        self._top = max(0, min(top, self._count - room))
        shown = range(self._top, min(self._top + room, self._count))
        lines = [self._line(row, width - EDGE) for row in shown]
        lines += [Line(())] * (room - len(lines))
        edges = rail(self._top, room, self._count)
        edged = (_edged(line, edge, width - EDGE) for line, edge in zip(lines, edges, strict=True))
        self._put([self._head(width), *edged])

    def _line(self, row: int, width: int) -> Line:
        key = (row, row == self._at)
        line = self._made.get(key)
        if line is None and self._paint is not None:
            if len(self._made) > _KEPT:
                self._made.clear()
            line = self._made[key] = self._paint(row, width, key[1])
        return line or Line(())

    def on_resize(self) -> None:
        """Another size has room for other rows."""
        self._made.clear()
        self._lay(is_following=True)

    def _is_rail(self, event: events.MouseEvent) -> bool:
        return event.x >= self.size.width - EDGE and self._count > self._room

    def _drag(self, row: int) -> None:
        self._show_from(top_at(row - _HEAD, self._room, self._count))

    def on_click(self, event: events.Click) -> None:
        """Says which row was clicked."""
        event.stop()
        row = self._top + event.y - _HEAD
        if event.x < self.size.width - EDGE and event.y >= _HEAD and row < self._count:
            self.post_message(self.Chosen(row, is_again=row == self._at))


def _edged(line: Line, edge: Span, width: int) -> Line:
    gap = " " * max(width - sum(cell_len(span.text) for span in line.spans), 0)
    return Line((*line.spans, Span(gap), edge), line.ground)

"""What a window shows: rows that stay at its top and bottom, and rows between them that scroll."""

from typing import Final

from msgspec import Struct

from tui.painting.spans import Line, Span, columns, left, right
from tui.themes import Look

_THUMB: Final = "▐"
_TRACK: Final = "│"


class Window(Struct, frozen=True):
    """All rows; those of the body leave the last column free."""

    head: tuple[Line, ...]
    body: tuple[Line, ...]
    foot: tuple[Line, ...]
    at: int | None = None
    """The row of the body that stays in sight."""

    def room(self, height: int) -> int:
        """How many rows of the body fit."""
        return max(height - len(self.head) - len(self.foot), 0)

    def top(self, wanted: int, height: int, *, is_following: bool) -> int:
        """The first row of the body that is shown, as near to the wanted one as can be."""
        room = self.room(height)
        if is_following and self.at is not None:
            wanted = min(max(wanted, self.at - room + 1), self.at)
        return max(0, min(wanted, len(self.body) - room))

    def lines(self, top: int, width: int, height: int) -> list[Line]:
        """The rows of a window of this size."""
        room = self.room(height)
        shown = list(self.body[top : top + room])
        shown += [Line(())] * (room - len(shown))
        if len(self.body) > room:
            first, last = (place * room // len(self.body) for place in (top, top + room - 1))
            shown = [_marked(line, width, is_on=first <= row <= last) for row, line in enumerate(shown)]
        return [*self.head, *shown, *self.foot]


def _marked(line: Line, width: int, *, is_on: bool) -> Line:
    """A row with its piece of the overview in the last column."""
    gap = " " * max(width - 1 - columns(line.spans), 0)
    mark = Span(_THUMB, Look.TEXT) if is_on else Span(_TRACK, Look.FAINT)
    return Line((*line.spans, Span(gap), mark), line.ground)


def bar(text: str, end: str, width: int) -> Line:
    """A row that frames a window: a title, and something at its end as far as there is room."""
    end = f"{end} "
    head = left(f" {text}", width - len(end)) if len(text) + len(end) + 3 <= width else left(f" {text}", width)
    tail = right(end, width - columns([Span(head)]))
    return Line((Span(head, Look.BAR_KEY), Span(tail, Look.BAR)), Look.BAR)


def said(text: str, width: int, look: Look = Look.BAR) -> Line:
    """A row at the foot of a window."""
    return Line((Span(left(f" {text}", width), look),), look)

"""The right edge of a long list: where what is seen stands in all of it."""

from collections.abc import Iterator
from typing import Final

from tui.painting.spans import Span
from tui.themes import Look

_RAIL, _THUMB = "│", "▐"
EDGE: Final = 1
"""The columns that it takes."""


def rail(top: int, room: int, count: int) -> Iterator[Span]:
    """One span for each row; blanks where everything is seen."""
    if count <= room:
        yield from [Span(" ")] * room
        return
    size = max(room * room // count, 1)
    first = (room - size) * top // (count - room)
    for row in range(room):
        is_seen = first <= row < first + size
        yield Span(_THUMB, Look.TEXT) if is_seen else Span(_RAIL, Look.FAINT)


def top_at(row: int, room: int, count: int) -> int:
    """The first row that is seen when somebody takes the rail by one of its rows."""
    return (count - room) * max(0, min(row, room - 1)) // max(room - 1, 1) if count > room else 0

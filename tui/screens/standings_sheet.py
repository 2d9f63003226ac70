"""What the standings screen can show, one at a time: a table, two of them held against each other, or all tasks."""

from itertools import chain
from typing import Protocol

from tui.painting.spans import Line


class Sheet(Protocol):
    """Rows with a cursor, what stands above them, and what is said of the one where the cursor is."""

    at: int

    @property
    def count(self) -> int:
        """How many rows there are."""
        ...

    @property
    def run(self) -> str:
        """The id of the run under the cursor; empty where there is none."""
        ...

    def step(self, steps: int) -> bool:
        """Moves the cursor, as far as there are rows for it; whether it went anywhere."""
        ...

    def can_stand(self, row: int) -> bool:
        """Whether the cursor can go to a row."""
        ...

    def caption(self, width: int) -> Line:
        """What is shown."""
        ...

    def head(self, width: int) -> Line:
        """What stands above the rows."""
        ...

    def line(self, row: int, width: int, has_cursor: bool) -> Line:
        """A row."""
        ...

    def detail(self, width: int) -> Line:
        """What is said of the row under the cursor."""
        ...


def stepped(sheet: Sheet, steps: int) -> int:
    """Where the cursor comes to by so many rows: the nearest one on the way that it can stand on."""
    way = 1 if steps >= 0 else -1
    row: int = max(0, min(sheet.at + steps, sheet.count - 1))
    places = chain(range(row, sheet.count if way > 0 else -1, way), range(row, -1 if way > 0 else sheet.count, -way))
    return next((place for place in places if sheet.can_stand(place)), 0)

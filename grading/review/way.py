"""The one rule of where the cursor goes by itself.

After a value it goes to the next open place: the other side of the cell where that is open, else the cells after it in
their order, A before B. Where nothing after it is open, it stays: never to a place that has its value, nor to a side
whose card is locked.
"""

from collections.abc import Callable
from enum import Enum

from msgspec import Struct

from grading.sides import Side

Place = tuple[str, Side]
"""A cell on a side."""


class After(Enum):
    """Where a mark leads."""

    SIDE = "side"
    """To the next open place, as the rule says."""
    CELL = "cell"
    """The same, but on this side only."""
    STAY = "stay"


class Way(Struct, frozen=True):
    """The places of a pair that the cursor may go to, in their order."""

    cells: tuple[str, ...]
    sides: tuple[Side, ...]
    """Those that are graded, and whose cards are not locked."""
    is_open: Callable[[str, Side], bool]

    def after_value(self, cell: str, side: Side, after: After) -> Place:
        """Where a value given here leads."""
        sides = self.sides if after is After.SIDE else (side,)
        beyond = [(one, other) for one in self._beyond(cell) for other in sides]
        beside = [(cell, side.other)] if side.other in sides else []
        return next((one for one in (*beside, *beyond) if self.is_open(*one)), (cell, side))

    def next_open(self, cell: str, side: Side, after: After) -> Place | None:
        """The nearest open place that is not this one, round and round; this side comes first where it is kept to."""
        sides = sorted(self.sides, key=lambda one: one is not side) if after is After.CELL else self.sides
        place = self.cells.index(cell)
        around = [(one, other) for one in (*self.cells[place + 1 :], *self.cells[:place]) for other in sides]
        return next((one for one in ((cell, side.other), *around) if self.is_open(*one)), None)

    def _beyond(self, cell: str) -> tuple[str, ...]:
        return self.cells[self.cells.index(cell) + 1 :]

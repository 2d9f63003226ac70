"""How far a card is, counted and not computed: a study of hundreds of runs has its queue at once."""

from msgspec import Struct


class Tally(Struct, frozen=True):
    """One reviewer's card for one run, in numbers."""

    run: str
    reviewer: str
    decided: int
    """How many of the rubric's open cells have an answer."""
    of: int
    unsure: int = 0
    is_locked: bool = False
    is_revealed: bool = False

    @property
    def is_complete(self) -> bool:
        return self.decided == self.of


class Doubt(Struct, frozen=True):
    """A cell that its reviewer flagged as unsure."""

    run: str
    rubric: str
    """The rubric's id."""
    cell: str

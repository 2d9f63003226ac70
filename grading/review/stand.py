"""One line of the queue: two runs of a task, or one alone, and how far its reviewer is with them."""

from enum import Enum

from msgspec import Struct

from grading.marks.events import Answer
from grading.sides import Pair


class State(Enum):
    """How far a reviewer is with a pair."""

    NEW = "new"
    STARTED = "started"
    GRADED = "graded"
    """Every cell is decided, and not every card is locked."""
    LOCKED = "locked"
    TO_COMPARE = "to compare"
    """Both runs were graded in other pairs: what is left to say is which one is better."""
    COMPARED = "compared"


class Stand(Struct, frozen=True):
    """How one pair stands with one reviewer. Its runs are named by their ids, which are not for a blind reviewer."""

    task: str
    rubric: str
    """The rubric's id."""
    number: int
    """Its place in the queue of its task, from 1."""
    runs: frozenset[str]
    """Two runs; one where the task has no other."""
    sides: Pair[str] | None
    """Which run stands on which side; none until it is drawn, and for a run alone."""
    state: State
    decided: int
    """Cells of all its cards that have an answer."""
    of: int
    unsure: int = 0
    answer: Answer | None = None
    """Which side is better, as it was said."""
    is_later: bool = False
    is_revealed: bool = False
    is_locked: bool = False
    """Whether every card of it is locked, be it in other pairs."""
    is_needed: bool = True
    """Whether one of its runs has no earlier pair to be graded in."""
    others: tuple[str, ...] = ()
    """Who else has marked one of its runs."""

    @property
    def is_open(self) -> bool:
        """Whether there is something left to grade, and here."""
        return self.is_needed and self.state in (State.NEW, State.STARTED)

    def is_same(self, other: "Stand") -> bool:
        """Whether it is the same pair under the same rubric, however far it is."""
        return (self.task, self.rubric, self.runs) == (other.task, other.rubric, other.runs)


class Progress(Struct, frozen=True):
    """How much is done of how much."""

    cells: int = 0
    of_cells: int = 0
    cards: int = 0
    """Cards that have every answer."""
    of_cards: int = 0

    def __add__(self, other: "Progress") -> "Progress":
        return Progress(
            self.cells + other.cells,
            self.of_cells + other.of_cells,
            self.cards + other.cards,
            self.of_cards + other.of_cards,
        )

    @property
    def is_done(self) -> bool:
        return self.cards == self.of_cards

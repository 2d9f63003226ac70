"""Where the next key goes: the cells in their order, the sides, what is typed; pairs that are left and come back to."""

from fractions import Fraction

from grading.rubric.model import Criterion, Deduction, Dimension, Rubric
from tests.tui.screens.replay.cards import Cards

Place = tuple[str, int]
"""A cell and a side: 0 is A."""
AFTER = ("side", "cell", "stay")


class Walk:
    """A reviewer's way over the cells."""

    def __init__(self, rubric: Rubric) -> None:
        self.cards = Cards(rubric)
        self.rubric = rubric
        self.sections: list[tuple[Dimension | None, list[str]]] = [
            (one, [row.key for row in one.criteria] or [one.key]) for one in rubric.dimensions
        ]
        self.sections.append((None, [gate.key for gate in rubric.gates]))
        self.cells = [cell for _, cells in self.sections for cell in cells]
        self.runs: tuple[str, str] = ("", "")
        self.cell, self.side = self.cells[0], 0
        self.typed = self.mode = self.again = self.rest = self.was_rest = ""
        self.is_listing = self.is_taken = self.was_taken = self.is_first = False
        self.after = AFTER[0]
        self.leads = ("", "")
        """The run and the cell to begin at where another pair is opened now."""
        self._places: dict[frozenset[str], Place] = {}
        self._drawn: dict[frozenset[str], tuple[str, str]] = {}

    def prefer_after(self, steps: int) -> None:
        """The setting of where a mark leads."""
        self.after = AFTER[(AFTER.index(self.after) + steps) % len(AFTER)]

    # Where one is

    def arrive(self, runs: tuple[str, str]) -> None:
        """Another pair is open: where it was left, else at its first open cell; or at a cell that one was led to."""
        assert self._drawn.setdefault(frozenset(runs), runs) == runs, "who stands on which side is drawn once"
        self.runs, self.typed, self.mode, self.again, self.rest = runs, "", "", "", ""
        self.is_listing = self.is_taken = self.was_taken = False
        self.cell, self.side = self._places.get(frozenset(runs)) or self.first_open()
        (run, cell), self.leads = self.leads, ("", "")
        if cell:
            self.stand(self.cell_of(cell), runs.index(run) if run else 0)
            if not run and not self.is_open(self.cell, self.side):  # what the queue says is next is a cell alone
                self.next_open()
        self.note_place()

    def note_place(self) -> None:
        """Remembers where one is in this pair."""
        self._places[frozenset(self.runs)] = (self.cell, self.side)

    @property
    def run(self) -> str:
        return self.runs[self.side]

    @property
    def dimension(self) -> Dimension | None:
        return next(one for one, cells in self.sections if self.cell in cells)

    @property
    def faults(self) -> list[Deduction]:
        """The deductions that can be called here."""
        return [] if self.dimension is None else list(self.dimension.deductions)

    def cell_of(self, key: str) -> str:
        """The cell to stand on for a dimension or a deduction."""
        if key in self.cells:
            return key
        return next(
            cells[0]
            for one, cells in self.sections
            if one and key in (one.key, *(fault.key for fault in one.deductions))
        )

    def is_open(self, cell: str, side: int) -> bool:
        return not self.cards.is_locked(self.runs[side]) and self.cards.is_open(self.runs[side], cell)

    def stand(self, cell: str, side: int) -> None:
        self.cell, self.side, self.typed = cell, side, ""

    def move(self, steps: int) -> None:
        self.end_typing()
        place = self.cells.index(self.cell) + steps
        self.stand(self.cells[min(max(place, 0), len(self.cells) - 1)], self.side)

    def move_section(self, steps: int) -> None:
        self.end_typing()
        here = next(number for number, (_, cells) in enumerate(self.sections) if self.cell in cells)
        self.stand(self.sections[min(max(here + steps, 0), len(self.sections) - 1)][1][0], self.side)

    def found(self, cell: str, side: int) -> Place:
        """The nearest open cell from here on, round and round; where none is, here."""
        place = self.cells.index(cell)
        for one in (*self.cells[place:], *self.cells[:place]):
            sides = [number for number in (0, 1) if self.is_open(one, number) and (one, number) != (cell, side)]
            if sides:
                return one, side if side in sides and self.after == "cell" else sides[0]
        return cell, side

    def first_open(self) -> Place:
        """Where one begins."""
        begin = (self.cells[0], 0)
        return begin if self.is_open(*begin) else self.found(*begin)

    def next_open(self) -> None:
        """Never here, unless nothing else is open."""
        self.end_typing()
        self.stand(*self.found(self.cell, self.side))

    def go_on(self, after: str) -> None:
        """Where a value leads: the other side while that is open, then to what is open below; else nowhere."""
        if after == "stay":
            return
        places = [(cell, side) for cell in self.cells for side in (0, 1)]
        further = places[places.index((self.cell, self.side)) + 1 :]
        if after == "cell":
            further = [one for one in further if one[1] == self.side]
        back = [(self.cell, 0)] if after == "side" else []
        for place in (*back, *further):
            if self.is_open(*place):
                self.stand(*place)
                return

    def end_typing(self, after: str = "stay") -> None:
        """A move takes what is typed as it is."""
        raise NotImplementedError

    # What the cell takes

    @property
    def asked(self) -> Dimension | Criterion | None:
        """What takes a number here; none for a gate."""
        dimension = self.dimension
        rows = () if dimension is None else dimension.criteria
        return next((row for row in rows if row.key == self.cell), dimension)

    @property
    def steps(self) -> list[Fraction]:
        asked, dimension = self.asked, self.dimension
        assert asked is not None and dimension is not None
        most = asked.points if isinstance(asked, Criterion) else asked.max
        return [number * dimension.step for number in range(int(most / dimension.step) + 1)]

    @property
    def is_measured(self) -> bool:
        """Whether the cell takes what was measured, and looks the points up."""
        return isinstance(self.asked, Criterion) and bool(self.asked.ladder)


def shown(value: Fraction) -> str:
    """As people type it."""
    return str(value.numerator) if value.denominator == 1 else f"{float(value):g}"

"""A rubric as a person walks through it: sections, their cells in order, and where to go from one.

A dimension without criteria is a cell of its own; one with criteria is a section of cells; the gates are the last
section. Deductions are no cells to walk through: they are called on their dimension by letter.
"""

from collections.abc import Callable, Mapping
from functools import cached_property
from string import ascii_lowercase
from typing import Final

from msgspec import Struct

from grading.rubric.model import Cell, Deduction, Dimension, Gate, Rubric

GATES: Final = "gates"
"""The key of the section that holds the gates; no cell has it."""


class Section(Struct, frozen=True):
    """Cells that stand together: a dimension's, or the gates."""

    key: str
    title: str
    dimension: Dimension | None
    """None for the gates."""
    cells: tuple[Cell, ...]

    @property
    def is_single(self) -> bool:
        """Whether the dimension itself is the cell."""
        return len(self.cells) == 1 and self.cells[0].item is self.dimension

    @property
    def deductions(self) -> dict[str, Deduction]:
        """The dimension's deductions by letter; what has no letter left is called by its name on the command line."""
        found = self.dimension.deductions if self.dimension else ()
        return dict(zip(ascii_lowercase, found, strict=False))


# no slots: the order is computed once and kept
class Outline(Struct, frozen=True, dict=True):
    """The sections of a rubric in the order of its file."""

    rubric: Rubric

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The dimensions, then the gates."""
        cells = self.rubric.cells
        found = [
            Section(one.key, one.title, one, tuple(cells[row.key] for row in one.criteria) or (cells[one.key],))
            for one in self.rubric.dimensions
        ]
        gates = tuple(cells[gate.key] for gate in self.rubric.gates)
        return (*found, Section(GATES, "Gates", None, gates)) if gates else tuple(found)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Every cell to walk through."""
        return tuple(cell.key for section in self.sections for cell in section.cells)

    @cached_property
    def gates(self) -> Mapping[str, Gate]:
        """The gates by letter; what has no letter left is told by its name on the command line."""
        return dict(zip(ascii_lowercase, self.rubric.gates, strict=False))

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {key: place for place, key in enumerate(self.keys)}

    @cached_property
    def _sections(self) -> Mapping[str, Section]:
        found = {cell.key: section for section in self.sections for cell in section.cells}
        found |= {fault.key: section for section in self.sections for fault in section.deductions.values()}
        return {**{section.key: section for section in self.sections}, **found}

    def section_of(self, key: str) -> Section:
        """The section that a cell, a deduction or a dimension is in."""
        return self._sections[key]

    def cell_of(self, key: str) -> str:
        """The cell to stand on for any key of the rubric: a section's first one for what is no cell to walk through."""
        return key if key in self._places else self._sections[key].cells[0].key

    def moved(self, key: str, steps: int) -> str:
        """The cell so many further on, as far as they go."""
        place = self._places[key] + steps
        return self.keys[max(0, min(place, len(self.keys) - 1))]

    def section_moved(self, key: str, steps: int) -> str:
        """The first cell of another section."""
        place = self.sections.index(self.section_of(key)) + steps
        return self.sections[max(0, min(place, len(self.sections) - 1))].cells[0].key

    def next(self, key: str, is_wanted: Callable[[str], bool], steps: int = 1) -> str | None:
        """The nearest cell further on that is wanted, going round at the end; the cell itself comes last."""
        place, count = self._places[key], len(self.keys)
        around = (self.keys[(place + step * steps) % count] for step in range(1, count + 1))
        return next(filter(is_wanted, around), None)

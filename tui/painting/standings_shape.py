"""Which rows of standings are shown, and in what order."""

import re
from collections.abc import Sequence
from itertools import groupby
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from grading.words import counted
from tui.painting.standings_columns import Column, state_of
from tui.painting.standings_rows import RunRow, Standing

_TOGETHER: Final = re.compile(r"tier \S+|\S+ weights|\d+ cards?|\S+")


class Heading(Struct, frozen=True):
    """A title between rows."""

    text: str
    count: int


class Shape(Struct, frozen=True):
    """What is looked for, and what rows are sorted by."""

    by: str = "rank"
    is_turned: bool = False
    typed: str = ""
    weights: str = ""
    """`open` or `closed`; empty for all."""
    condition: str | None = None
    """None for all; empty for the runs without one."""

    @property
    def is_all(self) -> bool:
        """Whether nothing is left out."""
        return not self.words and not self.weights and self.condition is None

    @property
    def words(self) -> list[str]:
        """What has to be found; what is told in two words, as such: not every run with an A in it is of tier A."""
        return _TOGETHER.findall(" ".join(self.typed.lower().split()))


def arranged(rows: Sequence[RunRow], shape: Shape, column: Column) -> tuple[RunRow | Heading, ...]:
    """The rows that are wanted: ranked ones first, then the others below what keeps them from a rank."""
    wanted = [row for row in rows if _is_wanted(row, shape)]
    ranked = [row for row in wanted if row.standing is Standing.RANKED]
    found: list[RunRow | Heading] = [*_sorted(ranked, shape, column)]
    others = [row for row in wanted if row.standing is not Standing.RANKED]
    for ground, some in groupby(others, key=lambda row: row.ground):
        same = list(some)
        found += [Heading(ground, len(same)), *_sorted(same, shape, column)]
    return tuple(found or [Heading("no run is like that", 0)])


def possible(rows: Sequence[RunRow], shape: Shape) -> Shape:
    """The same without filters by weights or condition that none of these rows passes, or every one of them."""
    named = [row for row in rows if row.figures]
    if shape.weights and not any(_passes(row, replace(shape, condition=None)) for row in named):
        shape = replace(shape, weights="")
    passing = [row for row in named if _passes(row, shape)]
    if shape.condition is not None and (not passing or {row.condition for row in named} == {shape.condition}):
        shape = replace(shape, condition=None)
    return shape


def _passes(row: RunRow, shape: Shape) -> bool:
    """Whether filters by weights and condition let a row be shown."""
    if shape.weights and (row.figures is None or row.figures.weights != shape.weights):
        return False
    return shape.condition is None or (not row.is_hidden and row.condition == shape.condition)


def _is_wanted(row: RunRow, shape: Shape) -> bool:
    """Only what is shown is looked at, so that a hidden name cannot be found out by looking for it."""
    if not _passes(row, shape):
        return False
    if not shape.words:
        return True
    text = _told(row)
    return all(word in text for word in shape.words)


def _told(row: RunRow) -> str:
    """The words that a row and the line below say of a run."""
    parts = [row.name, row.condition, f"tier {row.tier}: {row.means}" if row.tier else "", row.why, row.ground]
    parts += [state_of(row), counted(row.cards, "card") if row.cards else "", row.begun]
    parts += [f"{row.figures.weights} weights"] if row.figures and row.figures.weights else []
    return " · ".join(parts).lower()


def _sorted(rows: Sequence[RunRow], shape: Shape, column: Column) -> list[RunRow]:
    """What is not known stands last, whichever way round; equals stay in the order of the table."""
    keys = [(column.sort(row), row) for row in rows]
    known = [(key, row) for key, row in keys if key is not None]
    known.sort(key=lambda one: one[0], reverse=column.falls is not shape.is_turned)
    return [*(row for _, row in known), *(row for key, row in keys if key is None)]


def is_near(row: RunRow, other: RunRow | Heading | None) -> bool:
    """Whether the order of two rows that stand below one another says nothing."""
    if not isinstance(other, RunRow) or other.standing is not row.standing:
        return False
    if abs(row.place - other.place) != 1:
        return False
    return min(row, other, key=lambda one: one.place).is_near_next

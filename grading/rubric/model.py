"""The nouns of a rubric, frozen, with exact numbers.

A rubric's identity is the hash of its content after defaults, so two files that say the same are one rubric.
Every key in a rubric is unique, so a cell is named by its key alone.
"""

import hashlib
import json
from enum import Enum
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import fields


class Rung(NamedTuple):
    """One step of a ladder: at this measured value or more, so many points."""

    measured: Fraction
    points: Fraction


class Anchor(Struct, frozen=True):
    """What a number on a dimension means."""

    at: Fraction
    means: str


class Deduction(Struct, frozen=True):
    """A named fault with a price, the same price for every run."""

    key: str
    title: str
    points: Fraction


class Criterion(Struct, frozen=True):
    """A row inside a dimension with its own points, sometimes a ladder from a measured value."""

    key: str
    title: str
    points: Fraction
    ladder: tuple[Rung, ...] = ()
    asks: str = ""
    verify: str = ""
    where: tuple[str, ...] = ()


class Dimension(Struct, frozen=True):
    """What is scored: a weight, a maximum, a step, what it asks."""

    key: str
    title: str
    weight: Fraction
    max: Fraction
    step: Fraction
    floor: Fraction = Fraction(0)
    scaled: bool = False
    declares: Fraction | None = None
    asks: str = ""
    where: tuple[str, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    deductions: tuple[Deduction, ...] = ()
    criteria: tuple[Criterion, ...] = ()

    @property
    def criteria_sum(self) -> Fraction:
        return sum((criterion.points for criterion in self.criteria), Fraction(0))


class Cap(NamedTuple):
    """The share of a dimension's maximum that is left when the gate fails."""

    dimension: str
    share: Fraction


class Gate(Struct, frozen=True):
    """A condition that caps dimensions when it fails."""

    key: str
    title: str
    caps: tuple[Cap, ...]
    verify: str = ""


class Tier(Struct, frozen=True):
    """A name for a range of totals, from `at` up to the next, and what it means."""

    name: str
    at: Fraction
    means: str = ""


class CellKind(Enum):
    """What a key of a rubric names."""

    DIMENSION = "dimension"
    CRITERION = "criterion"
    DEDUCTION = "deduction"
    GATE = "gate"


class Cell(Struct, frozen=True):
    """One place in a rubric that a decision can be about."""

    kind: CellKind
    item: Dimension | Criterion | Deduction | Gate
    dimension: Dimension | None
    """The dimension it belongs to; none for a gate."""

    @property
    def key(self) -> str:
        return self.item.key

    @property
    def title(self) -> str:
        return self.item.title


# no slots: the look-ups below are computed once and kept
class Rubric(Struct, frozen=True, dict=True):
    """Dimensions, criteria, deductions, gates, tiers, and how totals are made and shown."""

    key: str
    edition: str
    title: str
    scale: Fraction
    decimals: int
    dimensions: tuple[Dimension, ...]
    gates: tuple[Gate, ...] = ()
    tiers: tuple[Tier, ...] = ()
    tie_band: Fraction = Fraction(0)
    about: str = ""
    declares: Fraction | None = None
    weights_declared: Fraction | None = None

    @cached_property
    def id(self) -> str:
        """The SHA-256 of the canonical content."""
        return content_hash(self)

    @property
    def name(self) -> str:
        """How people call it: key@edition."""
        return f"{self.key}@{self.edition}"

    @cached_property
    def cells(self) -> dict[str, Cell]:
        """Every cell by its key, in the order of the file."""
        found: dict[str, Cell] = {}
        for cell in all_cells(self):
            found.setdefault(cell.key, cell)
        return found

    @cached_property
    def open_cells(self) -> tuple[str, ...]:
        """The keys that a complete card has an answer for: gates, criteria, and dimensions without criteria."""
        scored = [
            key for dimension in self.dimensions for key in ([row.key for row in dimension.criteria] or [dimension.key])
        ]
        return (*(gate.key for gate in self.gates), *scored)

    @cached_property
    def criteria_sums(self) -> dict[str, Fraction]:
        """For each dimension the sum of its criteria."""
        return {dimension.key: dimension.criteria_sum for dimension in self.dimensions}

    @cached_property
    def worth(self) -> dict[str, Fraction]:
        """For each dimension what one of its points weighs."""
        return {dimension.key: dimension.weight / dimension.max for dimension in self.dimensions}

    @cached_property
    def asked(self) -> dict[str, str]:
        """For each cell the hash of what it asks, so that a mark knows exactly what it answered."""
        return {key: content_hash(cell.item) for key, cell in self.cells.items()}


def all_cells(rubric: Rubric) -> list[Cell]:
    """Every cell in the order of the file; a key that is used twice is there twice."""
    cells: list[Cell] = []
    for dimension in rubric.dimensions:
        cells.append(Cell(CellKind.DIMENSION, dimension, dimension))
        cells += [Cell(CellKind.CRITERION, row, dimension) for row in dimension.criteria]
        cells += [Cell(CellKind.DEDUCTION, fault, dimension) for fault in dimension.deductions]
    return cells + [Cell(CellKind.GATE, gate, None) for gate in rubric.gates]


def content_hash(noun: object) -> str:
    """The SHA-256 of a noun's canonical content."""
    text = json.dumps(_canonical(noun), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _canonical(value: object) -> object:
    if isinstance(value, Struct):
        return {field.name: _canonical(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_canonical(one) for one in value]
    return str(value) if isinstance(value, Fraction) else value

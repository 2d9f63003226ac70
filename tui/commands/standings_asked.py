"""Which runs of a table are shown, in which order, and which tables are put together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from grading.errors import StudyError
from grading.visible import visible

if TYPE_CHECKING:
    from grading.report.standings import Ranked, Standings
    from grading.runs.model import Run

COLUMNS: Final = ("rank", "total", "cost", "time", "tokens", "cost-per-point")
"""What any table can be sorted by; each dimension of its rubric by its key, too."""


class Shown(Struct, frozen=True):
    """Which runs are shown, and what the ranked ones are sorted by."""

    weights: str = ""
    condition: str | None = None
    """None for all; empty for the runs without one."""
    sort: str = "rank"

    @property
    def only(self) -> str:
        """Which runs are shown, in words; empty for all."""
        parts = [f"{self.weights} weights"] if self.weights else []
        if self.condition is not None:
            parts.append(f"the condition {self.condition}" if self.condition else "no condition")
        return " and ".join(parts)

    def has(self, run: Run) -> bool:
        """Whether a run is shown."""
        fits = self.condition is None or run.name.condition == self.condition
        return fits and (not self.weights or run.figures.weights == self.weights)

    def of(self, table: Standings) -> Standings:
        """The runs of a table that are shown; their ranks are still those among all."""
        if self.only:
            after = {one.run.id: other.run for one, other in zip(table.ranked, table.ranked[1:], strict=False)}
            table = replace(
                table,
                ranked=tuple(_alone(one, after, self) for one in table.ranked if self.has(one.run)),
                partial=tuple(one for one in table.partial if self.has(one.run)),
                apart=tuple(one for one in table.apart if self.has(one.run)),
            )
        return table if self.sort == "rank" else replace(table, ranked=_sorted(table, self.sort))


def _alone(one: Ranked, after: dict[str, Run], shown: Shown) -> Ranked:
    """Without its ≈ where the neighbour that it is about is not shown."""
    is_near = one.is_near_next and shown.has(after[one.run.id])
    return one if is_near == one.is_near_next else replace(one, is_near_next=is_near)


def _sorted(table: Standings, column: str) -> tuple[Ranked, ...]:
    value, is_falling = _column(table, column)
    if value is None:
        return table.ranked
    found = [(value(one), one) for one in table.ranked]
    known = [(number, one) for number, one in found if number is not None]
    ordered = sorted(known, key=lambda pair: -pair[0] if is_falling else pair[0])
    every = [*(one for _, one in ordered), *(one for number, one in found if number is None)]
    # Neighbours are others now, and of those nothing is said.
    return tuple(every if column == "total" else [replace(one, is_near_next=False) for one in every])


def _column(table: Standings, column: str) -> tuple[Callable[[Ranked], Fraction | None] | None, bool]:
    """What a column says of a run, and whether the most comes first; nothing where the table has no such column."""
    fixed: dict[str, tuple[Callable[[Ranked], Fraction | None], bool]] = {
        "total": (lambda one: one.exact, True),
        "cost": (lambda one: _exact(one.run.figures.cost.usd), False),
        "time": (lambda one: _exact(one.run.figures.seconds), False),
        "tokens": (lambda one: _exact(one.run.figures.all_tokens), False),
        "cost-per-point": (lambda one: one.cost_per_point.value, False),
    }
    places = {one.key: place for place, one in enumerate(table.rubric.dimensions)}
    if column in places:
        return (lambda one: one.dimensions[places[column]].points), True
    return fixed.get(column, (None, True))


def _exact(value: int | object | None) -> Fraction | None:
    return None if value is None else Fraction(str(value))


def require_condition(tables: Sequence[Standings], asked: str | None) -> str | None:
    """The condition, where a run has it."""
    there = dict.fromkeys(run.name.condition for table in tables for run in table.runs)
    if tables and asked is not None and asked not in there:
        told = ", ".join(one or '"" for none' for one in there)
        raise StudyError(f'no run has the condition "{visible(asked)}"', do=f"there are {told}")
    return asked


def require_column(tables: Sequence[Standings], asked: str) -> str:
    """The column of this name, as people write it."""
    name = asked.strip()
    plain = "-".join(name.lower().replace("-", " ").split())
    if plain in COLUMNS:
        return plain
    keys = list(dict.fromkeys(one.key for table in tables for one in table.rubric.dimensions))
    if tables and name not in keys:
        do = f"sort by {', '.join((*COLUMNS, *keys))}"
        raise StudyError(f'there is no column "{visible(asked)}"', do=do)
    return name


def put_together(tables: Sequence[Standings]) -> list[tuple[Standings, ...]]:
    """All tables where each task has one; else by rubric, since a run must not count twice. The last edition counts."""
    latest = {(one.rubric.key, one.task): one for one in tables}
    if len({task for _, task in latest}) == len(latest):
        return [tuple(latest.values())] if latest else []
    by_rubric: defaultdict[str, list[Standings]] = defaultdict(list)
    for (key, _), table in latest.items():
        by_rubric[key].append(table)
    return [tuple(found) for found in by_rubric.values()]

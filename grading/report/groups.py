"""Runs of one or several standings, put together by what they have in common."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from enum import Enum
from fractions import Fraction

from msgspec import Struct

from grading.report.costs import Spent, spent
from grading.report.ratios import Ratio, spread
from grading.report.scales import Scale, common_scale
from grading.report.standings import Ranked, Standings
from grading.rubric.arithmetic import exact_sum
from grading.runs.model import Run


class By(Enum):
    """What runs can be put together by."""

    TASK = "task"
    CONDITION = "condition"
    HARNESS = "harness"
    WEIGHTS = "weights"

    def of(self, run: Run) -> str:
        """The group of a run; empty where nothing is said about it."""
        return run.figures.weights if self is By.WEIGHTS else str(getattr(run.name, self.value))


class Group(Struct, frozen=True):
    """The runs of one group, and what their totals are like."""

    name: str
    """Empty for those of which nothing is said."""
    ranked: tuple[Ranked, ...]
    """In the order of their standings."""
    totals: tuple[Fraction, ...]
    """Those of the ranked ones, on the groups' scale."""
    not_ranked: tuple[Run, ...]
    spent: Spent
    """For all its runs, ranked or not."""

    @property
    def mean(self) -> Fraction | None:
        return exact_sum(self.totals) / len(self.totals) if self.totals else None

    @property
    def best(self) -> Fraction | None:
        return max(self.totals, default=None)

    @property
    def worst(self) -> Fraction | None:
        return min(self.totals, default=None)

    @property
    def spread(self) -> Ratio:
        """The best total over the worst."""
        return spread(self.totals)


class Groups(Struct, frozen=True):
    """All groups, by name, the one without a name at the end."""

    by: By
    scale: Scale
    groups: tuple[Group, ...]

    @property
    def decimals(self) -> int:
        """How means are shown: one more than the totals that they are made of."""
        return self.scale.decimals + 1


def grouped(tables: Sequence[Standings], by: By) -> Groups:
    """The runs of these standings in groups."""
    scale = common_scale(one.rubric for one in tables)
    ranked: defaultdict[str, list[tuple[Ranked, Fraction]]] = defaultdict(list)
    others: defaultdict[str, list[Run]] = defaultdict(list)
    for table in tables:
        for entry in table.ranked:
            ranked[by.of(entry.run)].append((entry, scale.convert(entry.exact, table.rubric)))
        for run in (*(one.run for one in table.partial), *(one.run for one in table.apart)):
            others[by.of(run)].append(run)
    names = sorted({*ranked, *others}, key=lambda name: (not name, name))
    return Groups(by, scale, tuple(_group(name, ranked[name], others[name]) for name in names))


def _group(name: str, ranked: Sequence[tuple[Ranked, Fraction]], others: Iterable[Run]) -> Group:
    entries, totals = tuple(one for one, _ in ranked), tuple(total for _, total in ranked)
    not_ranked = tuple(others)
    # A run that stands under two rubrics was paid for once.
    runs = {run.id: run for run in (*(one.run for one in entries), *not_ranked)}
    return Group(name, entries, totals, not_ranked, spent(run.figures.cost for run in runs.values()))

"""Across tasks: each contender's mean, and how far its best task is from its worst."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from grading.errors import StudyError
from grading.report.correlation import Agreement, agreement
from grading.report.ranks import competition_ranks, ranks_by_key, reversed_pairs
from grading.report.scales import Scale, common_scale
from grading.report.standings import Standings
from grading.rubric.arithmetic import exact_sum, rounded, shown
from grading.rubric.model import Rubric
from grading.runs.model import Run, RunName, slug


class Contender(NamedTuple):
    """What is the same from task to task: a model in a harness under a condition. Its attempts are taken together.

    The same it is where its name is, whatever its case and spaces; it is called as the first task has it.
    """

    model: str
    harness: str = ""
    condition: str = ""


class Overall(Struct, frozen=True):
    """What a contender has over the tasks where it is ranked."""

    contender: Contender
    totals: Mapping[str, Fraction]
    """By task, on the common scale: the mean of its attempts."""
    missing: tuple[str, ...]
    """The tasks where it is not ranked: it has no place of its own then."""
    weights: str
    """`open` or `closed`; empty where it is not known, or not the same everywhere."""
    runs: frozenset[str] = frozenset()
    """The ids of all its runs of these tasks, ranked or not."""
    rank: int | None = None
    """By the mean as shown."""
    consistency: int | None = None
    """By the swing of totals as shown: 1 varies least from task to task."""

    @property
    def mean(self) -> Fraction:
        return exact_sum(self.totals.values()) / len(self.totals)

    @property
    def best_task(self) -> str:
        return max(self.totals, key=lambda task: self.totals[task])

    @property
    def worst_task(self) -> str:
        return min(self.totals, key=lambda task: self.totals[task])

    @property
    def swing(self) -> Fraction | None:
        """The best task less the worst, unrounded; one task alone has none."""
        return max(self.totals.values()) - min(self.totals.values()) if len(self.totals) > 1 else None


class Across(Struct, frozen=True):
    """The contenders over several tasks."""

    tasks: tuple[str, ...]
    rubrics: tuple[Rubric, ...]
    """Those of the tasks, each of them once."""
    scale: Scale
    decimals: int
    """How means are shown: one more than the totals that they are made of."""
    ranked: tuple[Overall, ...]
    """Those that are ranked in every task, by their mean."""
    incomplete: tuple[Overall, ...]
    """The others, by name."""

    @property
    def by_consistency(self) -> tuple[Overall, ...]:
        """The ranked ones, the one that varies least first."""
        return tuple(sorted(self.ranked, key=lambda one: (one.consistency or 0, one.rank or 0, one.contender)))

    def mean_shown(self, one: Overall) -> str:
        """A contender's mean."""
        return shown(one.mean, self.decimals)

    def swing_shown(self, one: Overall) -> str:
        """A contender's swing, from its totals as shown; empty where there is none."""
        return "" if one.swing is None else shown(_swing(one, self.scale), self.scale.decimals)


def across(tables: Sequence[Standings]) -> Across:
    """The standings of several tasks, one for each, put together; a task with void runs only does not count."""
    tables = [one for one in tables if not one.is_void]
    tasks = tuple(one.task for one in tables)
    for task in tasks:
        if tasks.count(task) > 1:
            raise StudyError(f"the task {task} is there under two rubrics", do="say which rubric with --rubric")
    scale = common_scale(one.rubric for one in tables)
    decimals = scale.decimals + (len(tasks) > 1)
    runs: defaultdict[Contender, list[Run]] = defaultdict(list)
    totals: defaultdict[Contender, defaultdict[str, list[Fraction]]] = defaultdict(lambda: defaultdict(list))
    known: dict[tuple[str, ...], Contender] = {}
    for table in tables:
        for entry in table.ranked:
            name = entry.run.name
            who = known.setdefault(_same(name), Contender(name.model, name.harness, name.condition))
            runs[who].append(entry.run)
            totals[who][table.task].append(scale.convert(entry.exact, table.rubric))
    ids: defaultdict[Contender, set[str]] = defaultdict(set)
    for run in (run for table in tables for run in table.runs):
        if (found := known.get(_same(run.name))) is not None:
            ids[found].add(run.id)
    every = [_overall(who, tasks, runs[who], totals[who], ids[who]) for who in sorted(totals)]
    return Across(
        tasks=tasks,
        rubrics=tuple({one.rubric.id: one.rubric for one in tables}.values()),
        scale=scale,
        decimals=decimals,
        ranked=_placed([one for one in every if not one.missing], scale, decimals),
        incomplete=tuple(one for one in every if one.missing),
    )


class Between(Struct, frozen=True):
    """Two tasks held against each other."""

    one: str
    other: str
    agreement: Agreement
    reversed: tuple[tuple[Overall, Overall], ...]
    """Every two contenders of which the first is ahead in the one task, and behind in the other."""


def between(every: Across, contenders: Sequence[Overall]) -> tuple[Between, ...]:
    """Every two of the tasks, by those of these contenders that are ranked in both."""
    return tuple(_between(every, contenders, one, other) for one, other in combinations(every.tasks, 2))


def _between(every: Across, contenders: Sequence[Overall], one: str, other: str) -> Between:
    both = {each.contender: each for each in contenders if one in each.totals and other in each.totals}
    decimals = every.scale.decimals
    seen = [{who: rounded(each.totals[task], decimals) for who, each in both.items()} for task in (one, other)]
    pairs = reversed_pairs(*(ranks_by_key(totals) for totals in seen))
    return Between(
        one,
        other,
        agreement(*(list(totals.values()) for totals in seen)),
        tuple((both[high], both[low]) for high, low in pairs),
    )


def one_of_each_task(tables: Sequence[Standings]) -> list[Standings]:
    """One table for each task, of all that tasks have by editions of a rubric, the oldest first.

    It is the newest edition that ranks somebody in all of them, so that they are measured alike; where there is none,
    each task's last that ranks anybody, or its last.
    """
    of_task: defaultdict[str, list[Standings]] = defaultdict(list)
    for table in tables:
        of_task[table.task].append(table)
    ranking = {task: [one for one in ones if one.ranked] or ones[-1:] for task, ones in of_task.items()}
    editions = [[one.rubric.id for one in ones] for ones in ranking.values() if ones[-1].ranked]
    common = [one for one in editions[0] if all(one in others for others in editions)] if editions else []
    return [next((one for one in ones if one.rubric.id in common[-1:]), ones[-1]) for ones in ranking.values()]


def _same(name: RunName) -> tuple[str, ...]:
    return tuple(slug(part) if part else "" for part in (name.model, name.harness, name.condition))


def _overall(
    who: Contender,
    tasks: Sequence[str],
    runs: Sequence[Run],
    totals: Mapping[str, Sequence[Fraction]],
    ids: Collection[str],
) -> Overall:
    weights = {run.figures.weights for run in runs}
    return Overall(
        contender=who,
        totals={task: exact_sum(totals[task]) / len(totals[task]) for task in tasks if task in totals},
        missing=tuple(task for task in tasks if task not in totals),
        weights=weights.pop() if len(weights) == 1 else "",
        runs=frozenset(ids),
    )


def _swing(one: Overall, scale: Scale) -> Fraction:
    # Whoever reads two totals takes one from the other.
    totals = [rounded(total, scale.decimals) for total in one.totals.values()]
    return max(totals) - min(totals)


def _placed(every: Sequence[Overall], scale: Scale, decimals: int) -> tuple[Overall, ...]:
    means = [rounded(one.mean, decimals) for one in every]
    swings = [_swing(one, scale) for one in every]
    has_swing = all(one.swing is not None for one in every)
    steady = competition_ranks(swings, lowest_first=True)
    placed = [
        replace(one, rank=rank, consistency=steadiness if has_swing else None)
        for one, rank, steadiness in zip(every, competition_ranks(means), steady, strict=True)
    ]
    return tuple(sorted(placed, key=lambda one: (one.rank or 0, one.contender)))

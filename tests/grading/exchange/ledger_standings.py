"""Standings and what follows from them, reckoned anew from cards: every place, mean, sum, group and swing."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from tests.grading.exchange.ledger_reading import Asked, Graded, Kept, Run
from tests.grading.exchange.orders import mean, places, swapped, tau_and_rho
from tests.grading.exchange.spelling import ENDLESS, Share, half, over, some, spelt

RANKED = ("complete", "unfinished", "provisional")


@dataclass
class Place:
    """A ranked run."""

    run: Run
    rank: int
    exact: Fraction
    seen: Fraction
    total: str
    tier: str
    totals: dict[str, Fraction]
    means: list[Fraction | None]
    gave: list[int]
    """How many cards each mean is of."""
    is_near: bool = False

    def in_part(self, place: int, text: str) -> str:
        """The mean of a dimension, which says of how many cards it is where the total is that of more."""
        gave = self.gave[place]
        return f"{text} ({some(gave, 'card')})" if 0 < gave < len(self.totals) else text


@dataclass
class Behind:
    """A run whose cards have open cells."""

    run: Run
    total: str
    of: str
    open: int


@dataclass
class Aside:
    """A run that is not ranked."""

    run: Run
    ground: str
    why: str
    total: str = ""
    ended: str = ""


@dataclass
class Money:
    """What several runs cost."""

    usd: Fraction | None
    known: Fraction
    unknown: int
    basis: str
    known_basis: str


def money(runs: Sequence[Run]) -> Money:
    amounts = [one.usd for one in runs if one.usd is not None]
    missing = len(runs) - len(amounts)
    order = ["exact", "estimated", "subscription", "unknown"]
    basis = order[max((order.index(one.basis) for one in runs), default=0)]
    known_basis = "estimated" if any(one.basis == "estimated" for one in runs) else "exact"
    known = sum(amounts, Fraction(0))
    return Money(None if missing else known, known, missing, basis, known_basis)


class Table:
    """One task under one rubric."""

    def __init__(self, kept: Kept, task: str, rubric: Asked) -> None:
        self.kept, self.task, self.rubric = kept, task, rubric
        self.ranked: list[Place] = []
        self.behind: list[Behind] = []
        self.aside: list[Aside] = []
        self.cards = {run.id: kept.cards_of(run.id, rubric.name) for run in kept.runs.values() if run.task == task}
        for ident, cards in self.cards.items():
            self._put(kept.runs[ident], cards)
        self.ranked.sort(key=lambda one: (-one.seen, one.run.id))
        for one, rank in zip(self.ranked, places([one.seen for one in self.ranked]), strict=True):
            one.rank = rank
        for one, other in pairwise(self.ranked):
            one.is_near = one.seen - other.seen <= rubric.band

    @property
    def title(self) -> str:
        return self.kept.titles[self.task] or self.task

    @property
    def runs(self) -> list[Run]:
        every: list[Place | Behind | Aside] = [*self.ranked, *self.behind, *self.aside]
        return [one.run for one in every]

    def _put(self, run: Run, cards: list[Graded]) -> None:
        decimals, whole = self.rubric.decimals, {one.reviewer: one.total for one in cards if one.is_whole}
        totals = {who: total for who, total in whole.items() if total is not None}
        reason = f": {run.figures['reason']}" if run.figures.get("reason") else ""
        if run.state not in RANKED:
            total = spelt(mean(list(totals.values())), decimals) if totals else ""
            self.aside.append(Aside(run, run.state, run.state + reason, total))
        elif totals:
            self.ranked.append(self._place(run, [one for one in cards if one.is_whole], totals))
        elif any(one.total is None and not one.card.missing for one in cards):
            self.aside.append(Aside(run, "nothing was attempted", "nothing was attempted"))
        elif any(one.decided for one in cards):
            far = max(cards, key=lambda one: one.decided)
            behind = Behind(run, far.card.shown or "0", spelt(far.of, decimals), len(far.card.missing))
            self.behind.append(behind)
        else:
            why = "no marks yet"
            is_odd = run.state != "complete"
            self.aside.append(
                Aside(run, why, why if is_odd else why + reason, ended=run.state + reason if is_odd else "")
            )

    def _place(self, run: Run, whole: list[Graded], totals: dict[str, Fraction]) -> Place:
        exact = mean(list(totals.values()))
        seen = half(exact, self.rubric.decimals)
        tiers = [one["name"] for one in self.rubric.tiers if one["at"] <= seen]
        stages = [[one.stages(place) for one in whole] for place in range(len(self.rubric.parts))]
        points = [[one[3] for one in found if one is not None] for found in stages]
        means = [mean(found) if found else None for found in points]
        total = spelt(exact, self.rubric.decimals)
        gave = [len(found) for found in points]
        return Place(run, 0, exact, seen, total, tiers[0] if tiers else "", totals, means, gave)

    def works(self, run: Run) -> bool | None:
        """Whether a run passes every gate; none where nobody can say."""
        found = [{cell: one.value for cell, one in card.values.items()} for card in self.cards[run.id]]
        keys = [gate["key"] for gate in self.rubric.gates]
        if run.state not in RANKED or any(one.get(key) == "fail" for one in found for key in keys):
            return False
        if all(any(one.get(key) == "pass" for one in found) for key in keys):
            return True
        return False if run.state == "unfinished" else None

    def by(self, what: str) -> dict[str, list[Run]]:
        """Runs in groups, ranked ones first; the group without a name at the end."""
        found: defaultdict[str, list[Run]] = defaultdict(list)
        for run in self.runs:
            found[run.figures.get("weights", "") if what == "weights" else getattr(run, what)].append(run)
        return {name: found[name] for name in sorted(found, key=lambda one: (not one, one))}

    def at(self, run: str) -> Place | None:
        return next((one for one in self.ranked if one.run.id == run), None)


@dataclass
class Working:
    """What a working run of a model costs."""

    model: str
    runs: int
    working: int
    unjudged: int
    void: int
    unmeasured: int
    money: Money

    @property
    def each(self) -> Share:
        if self.unjudged or not self.runs:
            return None
        return over(self.money.usd, self.working) if self.working else ENDLESS

    @property
    def why(self) -> str:
        if self.each == ENDLESS and self.unmeasured:
            return f"{self.unmeasured} run{'s' if self.unmeasured > 1 else ''} of {self.runs} could not be measured"
        if self.each is not None:
            return ""
        if not self.runs:
            return "its only run is void" if self.void == 1 else f"all {self.void} runs are void"
        number = self.unjudged or self.money.unknown
        runs = f"{number} run{'s' if number > 1 else ''} of"
        if self.unjudged:
            return f"the gates of {runs} {self.runs} are not answered"
        basis = "a subscription" if self.money.basis == "subscription" else "unknown"
        every = f"{self.runs + self.void}, {self.void} of them void," if self.void else str(self.runs)
        return f"the cost of {runs} {every} is {basis}" if number else ""


def working(table: Table) -> list[Working]:
    """The cheapest first, then those without an end, then what nobody knows."""
    found = []
    for model in dict.fromkeys(run.model for run in table.runs):
        runs = [run for run in table.runs if run.model == model]
        works = [table.works(run) for run in runs if run.state != "void"]
        void = len(runs) - len(works)
        unmeasured = sum(run.state in ("unmeasurable", "infrastructure") for run in runs)
        found.append(Working(model, len(works), works.count(True), works.count(None), void, unmeasured, money(runs)))
    return sorted(found, key=lambda one: (*cheapest(one.each), one.model))


def cheapest(value: Share) -> tuple[int, Fraction]:
    return (0, value) if isinstance(value, Fraction) else (1 if value else 2, Fraction(0))


def standings(kept: Kept) -> list[Table]:
    """By task, then the oldest rubric first; a rubric that nobody marked by only where it is the last one."""
    found = []
    for task in kept.titles:
        asked = [one for one in kept.rubrics if task in kept.limits.get(one.id, [task])]
        tables = [Table(kept, task, one) for one in asked]
        found += [one for one in tables if any(one.cards.values())] or tables[-1:]
    return found


# Several tasks


@dataclass
class Overall:
    """A model in its harness and condition, over several tasks."""

    who: tuple[str, str, str]
    weights: str
    totals: dict[str, Fraction]
    mean: Fraction
    swing: Fraction | None
    seen_swing: Fraction
    """From totals as shown."""
    rank: int | None = None
    steady: int | None = None


class Across:
    """The last edition of a rubric in every task that has one with ranked runs."""

    def __init__(self, tables: Sequence[Table]) -> None:
        self.tables = list(tables)
        rubrics = [one.rubric for one in tables]
        scales = {one.scale for one in rubrics}
        self.is_converted = len(scales) > 1
        self.of = Fraction(100) if self.is_converted else scales.pop()
        self.decimals = max(one.decimals for one in rubrics)
        if self.is_converted:
            self.decimals = max(1, self.decimals)
        totals: defaultdict[tuple[str, str, str], defaultdict[str, list[Fraction]]]
        totals, weights = defaultdict(lambda: defaultdict(list)), defaultdict(set)
        for table in tables:
            for one in table.ranked:
                who = one.run.model, one.run.harness, one.run.condition
                totals[who][table.task].append(one.exact * self.of / table.rubric.scale)
                weights[who].add(one.run.figures.get("weights", ""))
        every = []
        for who in sorted(totals):
            means = {table.task: mean(totals[who][table.task]) for table in tables if table.task in totals[who]}
            swing = max(means.values()) - min(means.values()) if len(means) > 1 else None
            known = weights[who].pop() if len(weights[who]) == 1 else ""
            seen = [half(one, self.decimals) for one in means.values()]
            every.append(Overall(who, known, means, mean(list(means.values())), swing, max(seen) - min(seen)))
        self.ranked = [one for one in every if len(one.totals) == len(tables)]
        self.incomplete = [one for one in every if len(one.totals) < len(tables)]
        self._rank()

    def _rank(self) -> None:
        ranks = places([half(one.mean, self.decimals + 1) for one in self.ranked])
        steady = places([one.seen_swing for one in self.ranked], lowest=True)
        for one, rank, place in zip(self.ranked, ranks, steady, strict=True):
            one.rank, one.steady = rank, place
        self.ranked.sort(key=lambda one: (one.rank or 0, one.who))


def across(tables: Sequence[Table]) -> list[Across]:
    found = []
    for key in dict.fromkeys(one.rubric.key for one in tables):
        ranked = [one for one in tables if one.rubric.key == key and one.ranked]
        names = [{one.rubric.name for one in ranked if one.task == task} for task in {one.task for one in ranked}]
        shared = [one for one in ranked if all(one.rubric.name in name for name in names)]
        last = {one.task: one for one in shared or ranked}
        together = Across(list(last.values()))
        if any(len(one.totals) > 1 for one in (*together.ranked, *together.incomplete)):
            found.append(together)
    return found


# Two standings, and an index, beside each other


@dataclass
class Moved:
    """A run in two standings."""

    before: Place
    after: Place
    rank_before: int
    rank_after: int
    change: Fraction


class Beside:
    """An earlier rubric's standings, and these."""

    def __init__(self, before: Table, after: Table) -> None:
        self.before, self.after = before, after
        self.is_converted = before.rubric.scale != after.rubric.scale
        self.decimals = max(before.rubric.decimals, after.rubric.decimals, int(self.is_converted))
        both = [(old, new) for new in after.ranked if (old := before.at(new.run.id))]
        seen = [[pair[side].seen for pair in both] for side in (0, 1)]
        ranks = [places(one) for one in seen]
        sizes = [100 / one.rubric.scale if self.is_converted else Fraction(1) for one in (before, after)]
        self.moved = [
            Moved(old, new, rank_before, rank_after, new.exact * sizes[1] - old.exact * sizes[0])
            for (old, new), rank_before, rank_after in zip(both, *ranks, strict=True)
        ]
        self.swapped = len(swapped(*ranks))
        self.agreement = tau_and_rho(*seen)
        self.only = [
            [one.run for one in table.ranked if not other.at(one.run.id)]
            for table, other in ((before, after), (after, before))
        ]

    def totals(self, one: Moved) -> tuple[str, str]:
        """Both totals of a run, on one scale."""
        if not self.is_converted:
            return one.before.total, one.after.total
        sizes = [100 / table.rubric.scale for table in (self.before, self.after)]
        was, now = (
            spelt(place.exact * size, self.decimals) for place, size in zip((one.before, one.after), sizes, strict=True)
        )
        return was, now

    @property
    def flips(self) -> int:
        return sum(one.before.tier != one.after.tier for one in self.moved)


def beside(tables: Sequence[Table], after: Table) -> list[Beside]:
    """Every earlier rubric of the task that ranks some of the same runs."""
    earlier = [one for one in tables[: tables.index(after)] if one.task == after.task]
    return [found for one in earlier if (found := Beside(one, after)).moved]

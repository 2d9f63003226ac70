"""What follows from standings, as the front page has it: working runs, groups, editions, an index, several tasks."""

from fractions import Fraction

from tests.grading.exchange.ledger_reading import Asked
from tests.grading.exchange.ledger_standings import Across, Beside, Money, Table, money, working
from tests.grading.exchange.orders import mean, swapped, tau_and_rho
from tests.grading.exchange.orders import places as ranks
from tests.grading.exchange.spelling import (
    DASH,
    bar,
    dollars,
    each,
    half,
    key,
    plain,
    signed,
    some,
    spelt,
    spread,
    times,
)

Rows = list[dict[str, str]]
GROUPS = ("task", "condition", "harness", "weights")


def paid(usd: Fraction, basis: str) -> str:
    """A sum as its parts are told, where six decimals do."""
    if half(usd, 6) != usd:
        return each(usd, basis)
    return dollars(usd, None, is_about=basis == "estimated")


def spent(one: Money) -> str:
    if one.usd is not None:
        return paid(one.usd, one.basis)
    if not one.known:
        return one.basis if one.basis == "subscription" else DASH
    how = "by subscription" if one.basis == "subscription" else "unknown"
    return f"{paid(one.known, one.known_basis)} + {some(one.unknown, 'run')} {how}"


def coefficients(found: tuple[float, float]) -> tuple[str, str]:
    tau, rho = (spelt(Fraction(str(round(one, 12))), 2) for one in found)
    return tau, rho


def working_rows(table: Table) -> Rows:
    return [
        {
            **{"Model": one.model, "Runs": str(one.runs), "Working": str(one.working)},
            "Spent": spent(one.money) + key(one.money.usd if one.money.usd is not None else one.money.known or None),
            "Per working run": each(one.each, one.money.basis) + key(one.each),
            "What is not known": one.why,
        }
        for one in working(table)
    ]


def group_rows(table: Table, by: str) -> Rows:
    found, decimals, scale = [], table.rubric.decimals, table.rubric.scale
    for name, runs in table.by(by).items():
        totals = [one.exact for one in table.ranked if one.run in runs]
        average = mean(totals) if totals else None
        paid = money(runs)
        found.append(
            {
                **{by.capitalize(): name or "not said", "Ranked": str(len(totals))},
                "Mean": spelt(average, decimals + 1) + bar(average, scale),
                "Best": spelt(max(totals, default=None), decimals),
                "Worst": spelt(min(totals, default=None), decimals),
                "Best over worst": times(spread(totals)),
                "Not ranked": str(len(runs) - len(totals)),
                "Spent": spent(paid) + key(paid.usd if paid.usd is not None else paid.known or None),
            }
        )
    return found


def tier_key(rubric: Asked, tier: str) -> str:
    """What a tier is sorted by."""
    names = [one["name"] for one in rubric.tiers]
    return f" [vtier {names.index(tier):03}]" if tier else " [v]"


def beside_rows(both: Beside) -> Rows:
    decimals = both.decimals
    return [
        {
            "Run": one.after.run.full,
            **dict(zip(("Before", "After"), both.totals(one), strict=True)),
            "Change": ("+" if half(one.change, decimals) > 0 else "") + spelt(one.change, decimals),
            "Place before": str(one.rank_before),
            "Place after": str(one.rank_after),
            "Places up": up(one.rank_before - one.rank_after),
            "Tier": one.before.tier
            + (f" → {one.after.tier}" if one.before.tier != one.after.tier else "")
            + tier_key(both.after.rubric, one.after.tier),
        }
        for one in both.moved
    ]


def up(number: int) -> str:
    return signed(Fraction(number))


def beside_facts(both: Beside) -> str:
    numbers = [some(len(both.moved), "run"), f"{both.flips} {'is' if both.flips == 1 else 'are'}"]
    numbers.append(some(both.swapped, "pair"))
    if both.agreement:
        tau, rho = coefficients(both.agreement)
        numbers += [f"{tau} and", rho, str(len(both.moved))]
    else:
        numbers.append(f"{len(both.moved)} there")
    return ", ".join([*numbers, *(["100"] if both.is_converted else [])])


class Held:
    """Standings beside the values of an outside index."""

    def __init__(self, table: Table, values: dict[str, Fraction]) -> None:
        self.table, self.values, rubric = table, values, table.rubric
        found: dict[str, list[Fraction]] = {}
        for one in table.ranked:
            if one.run.model in values:
                found.setdefault(one.run.model, []).append(one.exact)
        self.runs = {model: len(ones) for model, ones in found.items()}
        self.models = list(found)
        self.seen = [half(mean(ones), rubric.decimals) for ones in found.values()]
        self.there = [values[model] for model in found]
        self.ranks = ranks(self.seen), ranks(self.there)
        self.agreement = tau_and_rho(self.seen, self.there)
        order = sorted(range(len(found)), key=lambda place: (self.ranks[0][place], self.models[place]))
        self.order = order
        pairs = swapped(*([row[place] for place in order] for row in self.ranks))
        self.pairs = [(order[high], order[low]) for high, low in pairs]

    def total(self, place: int) -> str:
        return spelt(self.seen[place], self.table.rubric.decimals)

    def is_near(self, high: int, low: int) -> bool:
        return self.seen[high] - self.seen[low] <= self.table.rubric.band

    def rows(self) -> Rows:
        return [
            {
                "Rank here": str(self.ranks[0][one]),
                "Model": f"{model} mean of {self.runs[model]} runs" if self.runs[model] > 1 else model,
                **{"Total": self.total(one), "Index": plain(self.there[one]), "Rank there": str(self.ranks[1][one])},
                "Places higher here": up(self.ranks[1][one] - self.ranks[0][one]),
            }
            for one in self.order
            for model in (self.models[one],)
        ]

    @property
    def spreads(self) -> tuple[str, str]:
        return times(spread([one.exact for one in self.table.ranked])), times(spread(self.values.values()))

    def facts(self) -> list[str]:
        assert self.agreement
        tau, rho = coefficients(self.agreement)
        here, there = self.spreads
        said = [f"{tau} and, {rho}, {len(self.models)}, {here} here, {there} in"]
        said += [some(len(self.pairs), "pair")] if self.pairs else []
        for high, low in self.pairs:
            numbers = [self.total(high), plain(self.there[high]), self.total(low), plain(self.there[low])]
            near = ["≈"] if self.is_near(high, low) else []
            said.append(", ".join([*numbers, *near]))
        return said


def across_rows(found: Across) -> Rows:
    rows, titles = [], {one.task: one.title for one in found.tables}
    for one in (*found.ranked, *found.incomplete):
        model, *manner = one.who
        best = max(one.totals, key=lambda task: one.totals[task])
        worst = min(one.totals, key=lambda task: one.totals[task])
        rows.append(
            {
                **{"Rank": str(one.rank or DASH), "Model": f"{model} {' · '.join(filter(None, manner))}".strip()},
                "Mean": spelt(one.mean, found.decimals + 1) + ("" if one.rank else " so far") + bar(one.mean, found.of),
                **{
                    title: spelt(one.totals.get(task), found.decimals) + bar(one.totals.get(task), found.of)
                    for task, title in titles.items()
                },
                "Swing": DASH if one.swing is None else spelt(one.seen_swing, found.decimals),
                "Consistency": str(one.steady or DASH),
                "Best task": titles[best] if one.swing is not None else DASH,
                "Worst task": titles[worst] if one.swing is not None else DASH,
                "Model weights": one.weights or DASH,
            }
        )
    return rows

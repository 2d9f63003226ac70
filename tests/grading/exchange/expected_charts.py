"""What the drawings of a section have to say: their words for those who do not see them, and every number on them."""

from collections.abc import Sequence
from fractions import Fraction

from tests.grading.exchange.expected_following import Held, coefficients
from tests.grading.exchange.ledger_reading import Run
from tests.grading.exchange.ledger_standings import Place, Table
from tests.grading.exchange.orders import mean
from tests.grading.exchange.spelling import exactly, half, plain, spelt

WEIGHTS = ("open", "closed", "unknown")
SHADES = 7


def weights(run: Run) -> str:
    return run.figures.get("weights") or "unknown"


def money(usd: Fraction) -> str:
    """An amount along an axis."""
    head, _, tail = exactly(usd).partition(".")
    return f"${int(head):,}" + (f".{tail.ljust(2, '0')}" if tail else "")


def percent(share: Fraction) -> str:
    return spelt(100 * share, 0)


class Totals:
    """Bars in the order of rank."""

    def __init__(self, table: Table) -> None:
        self.table, self.ranked, self.rubric = table, table.ranked, table.rubric

    def told(self) -> str:
        """The numbers of its description, in words of which only these count."""
        first, last, decimals = self.ranked[0], self.ranked[-1], self.rubric.decimals
        said = [f"{len(self.ranked)} ranked, {exactly(self.rubric.scale)}.", f"Best with {first.total}."]
        said += [f"Lowest with {last.total}."] if last.rank > 1 else []
        found = {kind: [one.exact for one in self.ranked if weights(one.run) == kind] for kind in WEIGHTS}
        reach = [f"{spelt(min(ones), decimals)} to {spelt(max(ones), decimals)};" for ones in found.values() if ones]
        return " ".join([*said, *(reach if len(reach) > 1 else [])])

    def texts(self) -> list[str]:
        """Every text with a number, but those along the axis."""
        rows = [text for one in self.ranked for text in (str(one.rank), one.total)]
        said = [*rows, *("≈" for one in self.ranked if one.is_near), f"Totals out of {exactly(self.rubric.scale)}"]
        if any(one.is_near for one in self.ranked):
            band = f"no further apart than {exactly(self.rubric.band)}" if self.rubric.band else "equal"
            said.append(f"≈ {band}: their order says nothing")
        return said


class Heat:
    """Runs by dimensions."""

    def __init__(self, table: Table) -> None:
        self.table, self.parts = table, table.rubric.parts

    def shares(self, one: Place) -> list[Fraction | None]:
        pairs = zip(self.parts, one.means, strict=True)
        return [None if points is None else points / part["max"] for part, points in pairs]

    def told(self) -> str:
        columns = [[row[place] for row in map(self.shares, self.table.ranked)] for place in range(len(self.parts))]
        means = [mean(found) for column in columns if (found := [one for one in column if one is not None])]
        absent = sum(one is None for column in columns for one in column)
        of = len(self.parts) * len(self.table.ranked)
        said = f"{len(self.table.ranked)} runs by {len(self.parts)} dimensions. {percent(max(means))} %."
        said += f" {percent(min(means))} %." if min(means) != max(means) else ""
        return said + (f" {absent} of {of} cells" if absent else "")

    def rows(self) -> list[list[str]]:
        """The percents of every row, in the order of the columns."""
        return [[percent(one) for one in self.shares(place) if one is not None] for place in self.table.ranked]

    def shades(self) -> list[tuple[int, int, int]]:
        """Row, column and shade of every cell that was attempted."""
        return sorted(
            (row, column, min(SHADES - 1, int(share * SHADES)))
            for row, place in enumerate(self.table.ranked)
            for column, share in enumerate(self.shares(place))
            if share is not None
        )

    def texts(self) -> list[str]:
        return ["0 %", "100 % of the maximum", *(str(one.rank) for one in self.table.ranked)]


class Costs:
    """Cost against total."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.paid = [(one, one.run.usd) for one in table.ranked if one.run.usd is not None]

    def best(self) -> list[tuple[Place, Fraction]]:
        """Those that nothing as cheap or cheaper beats, the cheapest first."""
        found = [
            (one, usd)
            for one, usd in self.paid
            if not any(
                (other.exact > one.exact and cost <= usd) or (other.exact == one.exact and cost < usd)
                for other, cost in self.paid
            )
        ]
        return sorted(found, key=lambda pair: pair[1])

    def told(self) -> str:
        cheap, dear = (pick(self.paid, key=lambda pair: pair[1]) for pick in (min, max))
        said = [f"{len(self.paid)} runs from {money(cheap[1])} to {money(dear[1])}."]
        said.append(f"Cheapest with {cheap[0].total}. Dearest with {dear[0].total}.")
        said.append(self._listed([f"({spelt(one.exact, self.table.rubric.decimals)})" for one, _ in self.best()]))
        unpaid = len(self.table.ranked) - len(self.paid)
        return " ".join([*said, *([f"{unpaid} more"] if unpaid else [])])

    @staticmethod
    def _listed(steps: Sequence[str]) -> str:
        if len(steps) > 6:
            return f"{', '.join(steps[:6])} and {len(steps) - 6} more."
        return f"{', '.join(steps[:-1])} and {steps[-1]}." if len(steps) > 1 else f"{steps[0]}."

    def texts(self) -> list[str]:
        return [f"Total out of {exactly(self.table.rubric.scale)}"]


class Ranks:
    """Ranks here and in an index."""

    def __init__(self, held: Held) -> None:
        self.held = held
        assert held.agreement
        self.tau, self.rho = coefficients(held.agreement)

    def told(self) -> str:
        more = f" and {len(self.held.pairs) - 3} more" if len(self.held.pairs) > 3 else ""
        return f"{len(self.held.models)} models are in both. {self.tau}, {self.rho}.{more}"

    def texts(self) -> list[str]:
        held, number = self.held, len(self.held.models)
        rows = [
            text
            for one in held.order
            for text in (str(held.ranks[0][one]), held.total(one), str(held.ranks[1][one]), exactly(held.there[one]))
        ]
        pairs = number * (number - 1) // 2
        return [*rows, f"{self.tau} · {self.rho} · {number} models", f"{len(held.pairs)} of {pairs}"]


def seen(table: Table, place: Place) -> tuple[Fraction, Fraction]:
    """The lowest and the highest total of a run's reviewers."""
    assert half(place.exact, table.rubric.decimals) == place.seen, plain(place.exact)
    return min(place.totals.values()), max(place.totals.values())

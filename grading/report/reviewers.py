"""Several reviewers of one run: the mean of their complete cards, how many they are, how far apart."""

from collections.abc import Collection, Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from msgspec import Struct

from grading.marks.scorecard import Outcome
from grading.rubric.arithmetic import exact_sum, rounded
from grading.rubric.model import Rubric


class ReviewerTotal(NamedTuple):
    """What one reviewer's complete card comes to."""

    reviewer: str
    total: Fraction


class Reviewed(Struct, frozen=True):
    """The complete cards of one run; there is at least one."""

    totals: tuple[ReviewerTotal, ...]
    """By the reviewer's name."""

    @property
    def number(self) -> int:
        return len(self.totals)

    @property
    def mean(self) -> Fraction:
        return exact_sum(one.total for one in self.totals) / len(self.totals)

    @property
    def lowest(self) -> ReviewerTotal:
        return min(self.totals, key=lambda one: one.total)

    @property
    def highest(self) -> ReviewerTotal:
        return max(self.totals, key=lambda one: one.total)

    @property
    def spread(self) -> Fraction | None:
        """The highest total less the lowest; one reviewer alone has none, which is not the same as agreeing."""
        return self.highest.total - self.lowest.total if self.number > 1 else None

    def spread_seen(self, decimals: int) -> Fraction | None:
        """The same of totals as they are shown with so many decimals: what their reader takes one from the other."""
        if self.number < 2:
            return None
        return rounded(self.highest.total, decimals) - rounded(self.lowest.total, decimals)


def reviewed(cards: Iterable[Outcome], counted: Collection[str] | None = None) -> Reviewed | None:
    """The complete cards among these, over some dimensions only where these are named; none where none has a total."""
    totals = []
    for card in cards:
        total = card.total if counted is None else card.total_over(counted)
        if card.total.complete and total.exact is not None:
            totals.append(ReviewerTotal(card.reviewer, total.exact))
    return Reviewed(tuple(sorted(totals, key=lambda one: one.reviewer))) if totals else None


class DimensionMean(Struct, frozen=True):
    """What a run has in one dimension: the mean of the cards that attempted it."""

    key: str
    points: Fraction | None
    """None where nobody found it attempted."""
    of: Fraction
    cards: int
    """How many they are."""

    @property
    def share(self) -> Fraction | None:
        """The part of the maximum, from 0 to 1."""
        return None if self.points is None else self.points / self.of


def dimension_means(rubric: Rubric, cards: Sequence[Outcome]) -> tuple[DimensionMean, ...]:
    """Every dimension of a run, in the rubric's order, over these complete cards."""
    means = []
    for place, dimension in enumerate(rubric.dimensions):
        points = [card.stages[place].points for card in cards if card.stages[place].attempted]
        given = [one for one in points if one is not None]
        mean = exact_sum(given) / len(given) if given else None
        means.append(DimensionMean(dimension.key, mean, dimension.max, len(given)))
    return tuple(means)

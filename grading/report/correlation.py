"""How far two orders agree: Kendall's tau-b and Spearman's rho, both with ties."""

from collections.abc import Sequence
from fractions import Fraction

from msgspec import Struct

from grading.report.ranks import competition_ranks
from grading.rubric.arithmetic import shown


class Agreement(Struct, frozen=True):
    """Two coefficients from -1 (the other way round) to 1 (the same order); none where an order has no differences."""

    number: int
    """How many things are in both orders."""
    tau_b: float | None = None
    rho: float | None = None


def agreement(first: Sequence[Fraction], second: Sequence[Fraction]) -> Agreement:
    """How far two rows of values order the same things alike."""
    # Both coefficients know nothing but places, and places are exact: no tie is made or lost in a float.
    places = competition_ranks(first), competition_ranks(second)
    if len(first) != len(second):
        raise ValueError(f"{len(first)} values beside {len(second)}")
    if any(len(set(row)) < 2 for row in places):
        return Agreement(len(first))
    # Loading it takes longer than everything else that standings need.
    from scipy.stats import kendalltau, spearmanr

    tau_b, rho = kendalltau(*places, variant="b"), spearmanr(*places)
    return Agreement(len(first), float(tau_b.statistic), float(rho.statistic))


def coefficient_shown(value: float | None, decimals: int = 2) -> str:
    """A coefficient as it is shown; empty where there is none."""
    # The last digits of a float are noise, and half of 0.01 must not be rounded by them.
    return "" if value is None else shown(Fraction(str(round(value, 12))), decimals)

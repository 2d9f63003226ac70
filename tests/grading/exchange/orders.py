"""Places, means, and how far two orders agree, reckoned anew."""

from collections.abc import Sequence
from fractions import Fraction


def places(values: Sequence[Fraction], *, lowest: bool = False) -> list[int]:
    return [1 + sum((other < one) if lowest else (other > one) for other in values) for one in values]


def mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def tau_and_rho(first: Sequence[Fraction], second: Sequence[Fraction]) -> tuple[float, float] | None:
    """Kendall's tau-b, pair by pair, and Spearman's rho from middle ranks; none where an order has no differences."""
    if len(set(first)) < 2 or len(set(second)) < 2:
        return None
    numbers = range(len(first))
    signs = [(sign(first[a] - first[b]), sign(second[a] - second[b])) for a in numbers for b in numbers if a < b]
    untied = [sum(bool(pair[side]) for pair in signs) for side in (0, 1)]
    tau = sum(one * other for one, other in signs) / float(untied[0] * untied[1]) ** 0.5
    ranks = [[middle(one, values) for one in values] for values in (first, second)]
    x, y = ([float(one - mean(row)) for one in row] for row in ranks)
    product = sum(one * other for one, other in zip(x, y, strict=True))
    return tau, product / (sum(one * one for one in x) * sum(one * one for one in y)) ** 0.5


def sign(value: Fraction) -> int:
    return (value > 0) - (value < 0)


def middle(value: Fraction, values: Sequence[Fraction]) -> Fraction:
    return sum(one < value for one in values) + Fraction(values.count(value) + 1, 2)


def swapped(first: Sequence[int], second: Sequence[int]) -> list[tuple[int, int]]:
    """Every two that the first has in this order and the second in the other, by their places in the lists."""
    numbers = sorted(range(len(first)), key=lambda one: first[one])
    return [
        (high, low)
        for place, high in enumerate(numbers)
        for low in numbers[place + 1 :]
        if first[high] < first[low] and second[high] > second[low]
    ]

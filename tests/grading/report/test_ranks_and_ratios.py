"""Places, reversed pairs and ratios."""

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grading.report.ranks import competition_ranks, ranks_by_key, reversed_pairs
from grading.report.ratios import INFINITE, UNKNOWN, Ratio, ratio, spread

always = settings(max_examples=200, deadline=None, derandomize=True)
VALUES = st.lists(st.fractions(min_value=-5, max_value=5, max_denominator=3), max_size=12)


@pytest.mark.parametrize(
    ("values", "ranks"),
    [([], []), ([7], [1]), ([3, 9, 3, 1], [2, 1, 2, 4]), ([5, 5, 5], [1, 1, 1]), ([1, 2, 3], [3, 2, 1])],
)
def test_equals_share_a_place_and_the_next_one_counts_all_before_it(values: list[int], ranks: list[int]) -> None:
    assert competition_ranks([Fraction(one) for one in values]) == ranks


def test_the_lowest_can_be_first() -> None:
    assert competition_ranks([Fraction(2), Fraction(13), Fraction(2)], lowest_first=True) == [1, 3, 1]


@always
@given(VALUES)
def test_a_place_is_one_more_than_how_many_are_higher(values: list[Fraction]) -> None:
    assert competition_ranks(values) == [1 + sum(other > one for other in values) for one in values]


@always
@given(VALUES.flatmap(lambda first: st.tuples(st.just(first), st.permutations(first))))
def test_every_reversed_pair_is_found_and_no_other(rows: tuple[list[Fraction], list[Fraction]]) -> None:
    first, second = (dict(enumerate(row)) for row in rows)
    found = reversed_pairs(ranks_by_key(first), ranks_by_key(second))
    opposite = {
        frozenset((one, other))
        for one, other in combinations(first, 2)
        if (first[one] - first[other]) * (second[one] - second[other]) < 0
    }
    assert len(found) == len(opposite)
    assert {frozenset(pair) for pair in found} == opposite
    assert all(first[ahead] > first[behind] for ahead, behind in found)


@pytest.mark.parametrize(
    ("over", "under", "expected"),
    [
        (Fraction(190), Fraction(37), Ratio(Fraction(190, 37))),
        (Fraction(0), Fraction(4), Ratio(Fraction(0))),
        (Fraction(1), Fraction(0), INFINITE),
        (Fraction(0), Fraction(0), UNKNOWN),
        (None, Fraction(1), UNKNOWN),
        (Fraction(1), None, UNKNOWN),
    ],
)
def test_something_over_nothing_is_infinite_and_nothing_over_nothing_unknown(
    over: Fraction | None, under: Fraction | None, expected: Ratio
) -> None:
    assert ratio(over, under) == expected


def test_infinite_is_known_and_zero_is_known() -> None:
    assert (INFINITE.is_known, UNKNOWN.is_known, Ratio(Fraction(0)).is_known) == (True, False, True)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], UNKNOWN),
        ([5], UNKNOWN),
        ([5, 0], INFINITE),
        ([0, 0], UNKNOWN),
        ([5, -1], UNKNOWN),
        ([2, 6, 3], Ratio(Fraction(3))),
    ],
)
def test_a_spread_is_best_over_worst(values: list[int], expected: Ratio) -> None:
    assert spread(Fraction(one) for one in values) == expected


@always
@given(
    st.lists(st.fractions(min_value="1/9", max_value=9, max_denominator=9), min_size=2, max_size=8),
    st.fractions(min_value="1/9", max_value=9, max_denominator=9),
)
def test_a_spread_does_not_depend_on_the_scale(values: list[Fraction], factor: Fraction) -> None:
    found = spread(values)
    assert found.value is not None and found.value >= 1
    assert spread(value * factor for value in values) == found

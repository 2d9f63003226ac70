"""Kendall's tau-b and Spearman's rho: textbook values, ties, and what must hold for any two orders."""

import subprocess
import sys
from fractions import Fraction
from itertools import combinations
from math import isclose, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grading.report.correlation import Agreement, agreement, coefficient_shown

always = settings(max_examples=150, deadline=None, derandomize=True)
ROWS = st.integers(2, 9).flatmap(
    lambda size: st.tuples(*[st.lists(st.integers(0, 5).map(Fraction), min_size=size, max_size=size)] * 2)
)


def of(first: list[int], second: list[int]) -> Agreement:
    return agreement([Fraction(one) for one in first], [Fraction(one) for one in second])


@pytest.mark.parametrize(
    ("first", "second", "tau_b", "rho"),
    [
        ([1, 2, 3, 4], [10, 20, 30, 40], 1, 1),
        ([1, 2, 3, 4], [4, 3, 2, 1], -1, -1),
        # Hours before a screen beside test scores, the usual example of rho: -29/165.
        (
            [106, 100, 86, 101, 99, 103, 97, 113, 112, 110],
            [7, 27, 2, 50, 28, 29, 20, 12, 6, 17],
            Fraction(-1, 9),
            Fraction(-29, 165),
        ),
        # One pair of four swapped: 5 pairs in order and 1 not; 1 - 6·2/(4·15).
        ([4, 3, 2, 1], [4, 3, 1, 2], Fraction(2, 3), Fraction(4, 5)),
        # One tie: 5 pairs over √(5·6), and the mean ranks 1, 2.5, 2.5, 4 beside 1 … 4.
        ([1, 2, 2, 3], [1, 2, 3, 4], 5 / sqrt(30), 4.5 / sqrt(22.5)),
        # Ties in both: 4 more against than with, over √(8·9); mean ranks 4.5, 2.5, 1, 4.5, 2.5 beside 2.5, 4, 5, 2.5, 1.
        ([12, 2, 1, 12, 2], [1, 4, 7, 1, 0], -4 / sqrt(72), -5 / sqrt(9 * 9.5)),
    ],
)
def test_the_coefficients_have_their_textbook_values(
    first: list[int], second: list[int], tau_b: float, rho: float
) -> None:
    found = of(first, second)
    assert found.number == len(first)
    assert found.tau_b == pytest.approx(float(tau_b))
    assert found.rho == pytest.approx(float(rho))


@pytest.mark.parametrize(("first", "second"), [([], []), ([1], [2]), ([3, 3, 3], [1, 2, 3]), ([1, 2], [5, 5])])
def test_an_order_without_differences_agrees_with_nothing(first: list[int], second: list[int]) -> None:
    assert of(first, second) == Agreement(len(first), None, None)


def test_rows_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="3 values beside 2"):
        of([1, 2, 3], [1, 2])


def test_values_that_only_a_fraction_can_tell_apart_are_no_tie() -> None:
    near = [Fraction(1), Fraction(1) + Fraction(1, 10**30), Fraction(2)]
    assert agreement(near, [Fraction(1), Fraction(2), Fraction(3)]).tau_b == pytest.approx(1)


def by_definition(first: list[Fraction], second: list[Fraction]) -> tuple[float, float] | None:
    """Tau-b by counting pairs, and rho as the correlation of mean ranks."""
    pairs = [(first[i] - first[j], second[i] - second[j]) for i, j in combinations(range(len(first)), 2)]
    balance = sum((one * other > 0) - (one * other < 0) for one, other in pairs)
    untied = [sum(pair[side] != 0 for pair in pairs) for side in (0, 1)]
    if not all(untied):
        return None
    rows = [[sum(x < one for x in row) + Fraction(row.count(one) + 1, 2) for one in row] for row in (first, second)]
    middle = Fraction(len(first) + 1, 2)
    one, other = ([x - middle for x in row] for row in rows)
    product = sum(x * y for x, y in zip(one, other, strict=True))
    return balance / sqrt(untied[0] * untied[1]), product / sqrt(sum(x * x for x in one) * sum(y * y for y in other))


@always
@given(ROWS)
def test_the_coefficients_are_what_their_definitions_say(rows: tuple[list[Fraction], list[Fraction]]) -> None:
    first, second = rows
    found, expected = agreement(first, second), by_definition(first, second)
    if expected is None:
        assert (found.tau_b, found.rho) == (None, None)
    else:
        assert found.tau_b is not None and found.rho is not None
        assert isclose(found.tau_b, expected[0], abs_tol=1e-12)
        assert isclose(found.rho, expected[1], abs_tol=1e-12)


@always
@given(ROWS)
def test_nothing_but_the_order_counts(rows: tuple[list[Fraction], list[Fraction]]) -> None:
    first, second = rows
    assert agreement([one**3 * 7 + 1 for one in first], second) == agreement(first, second)
    turned, straight = agreement([-one for one in first], second), agreement(first, second)
    if straight.tau_b is not None and turned.tau_b is not None:
        assert isclose(turned.tau_b, -straight.tau_b, abs_tol=1e-12)


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), (1.0, "1.00"), (2 / 3, "0.67"), (-2 / 3, "-0.67"), (0.12499999999999999, "0.13"), (-0.001, "0.00")],
)
def test_a_coefficient_is_shown_rounded_once(value: float | None, text: str) -> None:
    assert coefficient_shown(value) == text


def test_scipy_is_loaded_only_where_two_orders_are_held_against_each_other() -> None:
    said = (
        "import sys, grading.report.index, grading.report.editions, grading.report.correlation as c;"
        "assert 'scipy' not in sys.modules;"
        "c.agreement([1, 2], [1, 2]);"
        "assert 'scipy' in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", said], check=False).returncode == 0

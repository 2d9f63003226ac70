"""Figures in the words that tables use."""

import re
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grading.words import count_words

_UNITS = {"": 1, "k": 1000}
_COUNTS = st.integers(0, 10**10) | st.integers(0, 2 * 10**6)


def worth(text: str) -> Fraction | int:
    """How many it says there are."""
    found = re.fullmatch(r"(?P<number>\d{1,3})(?P<unit>k?)|(?P<tenths>\d+\.\d)M", text)
    assert found, text
    return Fraction(found["tenths"]) * 10**6 if found["tenths"] else int(found["number"]) * _UNITS[found["unit"]]


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (None, "–"),
        (0, "0"),
        (999, "999"),
        (1000, "1k"),
        (1499, "1k"),
        (2500, "3k"),
        (63_499, "63k"),
        (999_499, "999k"),
        (999_500, "1.0M"),
        (1_000_000, "1.0M"),
        (1_249_999, "1.2M"),
        (1_250_000, "1.3M"),
        (7_600_000, "7.6M"),
    ],
)
def test_counts_are_rounded_half_up_and_go_over_to_the_next_unit(count: int | None, text: str) -> None:
    assert count_words(count) == text


@given(_COUNTS, _COUNTS)
@example(999_499, 999_500)
@example(2499, 2500)
def test_no_count_reads_as_more_than_a_larger_one_does(one: int, other: int) -> None:
    assert worth(count_words(min(one, other))) <= worth(count_words(max(one, other)))


@given(_COUNTS)
@example(1_050_000)
def test_a_count_is_off_by_half_of_its_last_digit_at_most(count: int) -> None:
    said = count_words(count)
    step = {"k": 10**3, "M": 10**5}.get(said[-1], 0)
    assert -step <= 2 * (count - worth(said)) < max(step, 1)

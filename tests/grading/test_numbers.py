"""Numbers that people write are exact, bounded, and come back as they were."""

import re
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grading.strict import exact_number, number_text

always = settings(max_examples=300, deadline=None, derandomize=True)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("0.1", Fraction(1, 10)),
        ("-0", Fraction(0)),
        ("1e12", Fraction(10**12)),
        ("1000000000000.000", Fraction(10**12)),
        ("0.000000001", Fraction(1, 10**9)),
        (Decimal("7.50"), Fraction(15, 2)),
        (12, Fraction(12)),
    ],
)
def test_a_number_is_read_exactly(written: str | Decimal | int, value: Fraction) -> None:
    assert exact_number(written) == value


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("", "a number"),
        ("ten", "a number"),
        ("1/3", "a number"),
        ("0x10", "a number"),
        ("1e" + "9" * 40, "a number"),
        ("nan", "a number"),
        ("1_0", "a number"),
        ("١٠", "a number"),
        ("sNaN", "a number"),
        ("-inf", "a number"),
        ("1e999999999", "a number of at most 10^12"),
        ("1000000000000.1", "a number of at most 10^12"),
        ("-1000000000001", "a number of at most 10^12"),
        ("1e-999999999", "a number with at most 9 decimals"),
        ("0.0000000001", "a number with at most 9 decimals"),
        ("-0.5", "a number of 0 or more"),
        (-1, "a number of 0 or more"),
        (10**13, "a number of at most 10^12"),
    ],
)
def test_a_number_that_cannot_be_used_says_what_is_expected(written: str | int, expected: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(expected)}$"):
        exact_number(written)


def test_below_zero_is_allowed_only_where_it_is_asked_for() -> None:
    assert exact_number("-1.5", None) == Fraction(-3, 2)
    assert exact_number("-2", -2) == -2


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(0), "0"),
        (Fraction(15, 2), "7.5"),
        (Fraction(-1, 4), "-0.25"),
        (Fraction(1, 10**9), "0.000000001"),
        (Fraction(120), "120"),
        (Fraction(1, 3), "1/3"),
        (Fraction(-7, 6), "-7/6"),
        (Fraction(1, 10**10), "1/10000000000"),
    ],
)
def test_a_number_is_written_as_people_write_it(value: Fraction, text: str) -> None:
    assert number_text(value) == text


@always
@given(st.integers(-(10**12), 10**12), st.integers(0, 9))
def test_every_number_that_can_be_written_comes_back_the_same(digits: int, places: int) -> None:
    value = Fraction(digits, 10**places)
    text = number_text(value)
    assert exact_number(text, None) == value
    assert Decimal(text) == Decimal(text).normalize()
    assert "." not in text or not text.endswith("0")


@always
@given(st.fractions())
def test_every_fraction_comes_back_from_its_text(value: Fraction) -> None:
    assert Fraction(number_text(value)) == value


@always
@given(st.one_of(st.text(max_size=20), st.decimals().map(str), st.from_regex(r"-?\d{1,20}(\.\d{1,12})?(e-?\d{1,12})?")))
def test_any_text_is_a_number_within_bounds_or_says_what_is_expected(text: str) -> None:
    try:
        value = exact_number(text)
    except ValueError as error:
        assert str(error).startswith("a number")
    else:
        assert 0 <= value <= 10**12
        assert (value * 10**9).denominator == 1

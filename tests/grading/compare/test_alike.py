"""Which removed line stands beside which added one."""

import re
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grading.compare.alike import MOST_LINES, alike, cells

always = settings(max_examples=80, deadline=None, derandomize=True)
LINES = st.lists(
    st.one_of(
        st.sampled_from(["", "  ", "}", "x = 1", "x = 2", "y = 1", "total = count(a, b)", "total = count(a, c)"]),
        st.lists(st.sampled_from(["alpha", "beta", "gamma", "a", "=", "1", "extraordinarily"])).map(" ".join),
    ),
    max_size=7,
)


def test_a_line_stands_beside_the_one_that_it_was_rewritten_into() -> None:
    a = ["def total(values):", "    result = 0", "    return result"]
    b = ["# Everything that", "# there is.", "def total(every):", "    return the_result"]
    assert alike(a, b) == [(0, 2), (2, 3)]


def test_lines_with_little_in_common_stand_beside_nothing() -> None:
    assert alike(["import os"], ["return None"]) == []
    assert alike([], ["a"]) == alike(["a"], []) == []


def test_a_blank_line_is_like_a_blank_line_only() -> None:
    assert alike(["", "x = 1"], ["\t"]) == [(0, 0)]
    assert alike([""], ["x"]) == []


def test_a_long_word_says_more_than_short_ones() -> None:
    assert alike(["customer_address = a"], ["b = c", "customer_address = b"]) == [(0, 1)]


def likeness(a: str, b: str) -> float:
    """The weight of the words that two lines share, as a part of all."""
    left, right = (Counter(re.findall(r"[^\W\d]\w*|\d+|[^\w\s]", line)) for line in (a, b))
    if not left or not right:
        return float(not left and not right)
    weights = [sum(min(len(word), 12) * count for word, count in one.items()) for one in (left, right, left & right)]
    return 2 * weights[2] / (weights[0] + weights[1])


def best(a: list[str], b: list[str]) -> float:
    """The greatest likeness that any pairing in order reaches."""
    reached = [[0.0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, one in enumerate(a, 1):
        for j, other in enumerate(b, 1):
            alone = max(reached[i - 1][j], reached[i][j - 1])
            both = likeness(one, other)
            reached[i][j] = max(alone, reached[i - 1][j - 1] + both) if both >= 0.4 else alone
    return reached[-1][-1]


@always
@given(LINES, LINES)
def test_no_other_pairs_in_order_are_more_alike_altogether(a: list[str], b: list[str]) -> None:
    pairs = alike(a, b)
    assert all(likeness(a[i], b[j]) >= 0.4 for i, j in pairs)
    assert sum(likeness(a[i], b[j]) for i, j in pairs) == pytest.approx(best(a, b))


@always
@given(LINES, LINES, st.integers(1, 30), st.integers(1, 30))
def test_both_indexes_rise_and_lie_in_their_lines(a: list[str], b: list[str], times: int, others: int) -> None:
    a, b = a * times, b * others
    pairs = alike(a, b)
    assert all(i < k and j < m for (i, j), (k, m) in pairwise(pairs))
    assert all(0 <= i < len(a) and 0 <= j < len(b) for i, j in pairs)
    assert all(likeness(a[i], b[j]) >= 0.4 for i, j in pairs)


@always
@given(st.integers(0, MOST_LINES + 1), st.integers(0, MOST_LINES + 1))
def test_the_work_is_bounded(a: int, b: int) -> None:
    assert 0 <= cells(a, b) <= 4_000
    assert (cells(a, b) == 0) == (a == 0 or b == 0 or max(a, b) > MOST_LINES)


def test_very_long_stretches_are_no_rewriting_of_lines() -> None:
    lines = [f"line {number}" for number in range(MOST_LINES + 1)]
    assert alike(lines, lines) == alike(lines, lines[:1]) == alike(lines[:1], lines) == []


@pytest.mark.parametrize("lost", [0, 1, 3])
def test_in_long_stretches_lines_near_one_another_are_found(lost: int) -> None:
    a = [f"value_{number} = compute({number})" for number in range(MOST_LINES)]
    b = [line.replace("compute", "calculate") for line in a[lost:]]
    pairs = alike(a, b)
    assert len(pairs) >= 0.9 * len(b)
    assert [(i, j) for i, j in pairs if i == j + lost] == pairs


def test_the_start_of_a_very_long_line_says_what_it_is_like() -> None:
    assert alike(["same " * 300 + "x" * 9_000], ["same " * 300 + "y " * 9_000]) == [(0, 0)]

"""The one formula, by hand: each number here was worked out on paper."""

from collections.abc import Mapping
from fractions import Fraction

import pytest

from grading.rubric.arithmetic import (
    NOT_ATTEMPTED,
    Answers,
    Given,
    Stages,
    Total,
    criterion_points,
    rounded,
    shown,
    stages,
    tier,
    total,
)
from grading.rubric.model import Rubric
from tests.builders import rubric


def answers(
    given: Mapping[str, object] | None = None,
    *,
    called: tuple[str, ...] = (),
    gates: Mapping[str, bool] | None = None,
    adjusted: Mapping[str, object] | None = None,
) -> Answers:
    """Answers with numbers as people write them."""

    def number(value: object) -> Given:
        return NOT_ATTEMPTED if value == "x" else Fraction(str(value))

    return Answers(
        {cell: number(value) for cell, value in (given or {}).items()},
        called,
        gates or {},
        {cell: Fraction(str(value)) for cell, value in (adjusted or {}).items()},
    )


def stage(said: Rubric, key: str, decided: Answers) -> Stages:
    (one,) = (dimension for dimension in said.dimensions if dimension.key == key)
    return stages(said, one, decided)


def way(one: Stages) -> list[str]:
    """given → deducted → capped → points, as text."""
    return [str(value) for value in (one.given, one.deducted, one.capped, one.points)]


def whole(said: Rubric, decided: Answers) -> Total:
    return total(said, [stages(said, one, decided) for one in said.dimensions], decided)


def one_dimension(lines: str, rest: str = "") -> Rubric:
    return rubric(
        f'format = 1\nkey = "r"\nedition = "1"\ntitle = "R"\n[[dimension]]\nkey = "d"\ntitle = "D"\n{lines}\n{rest}'
    )


ORDERS = """
format = 1
key = "orders-patch"
edition = "1"
title = "Orders"
scale = 100
decimals = 1
dimension = [
    { key = "refunds", title = "Refunds", max = 10, weight = 35 },
    { key = "history", title = "History", max = 8, weight = 25 },
    { key = "tests", title = "Tests", max = 6, weight = 20, step = 0.5 },
    { key = "focus", title = "Focus", max = 5, weight = 15, step = 0.5, deduction = [
        { key = "needless-reformat", title = "Reformatted", points = 1 },
        { key = "renamed-module", title = "Renamed", points = 1.5 },
        { key = "not-called", title = "Not called", points = 2 },
    ] },
    { key = "words", title = "Words", max = 5, weight = 5 },
]
"""


def test_the_example_of_the_readme() -> None:
    # 35·10/10 + 25·8/8 + 20·3.5/6 + 15·1.5/5 + 5·4/5 = 35 + 25 + 35/3 + 4.5 + 4 = 481/6, the weights being 100.
    said = rubric(ORDERS)
    decided = answers(
        {"refunds": 10, "history": 8, "tests": 3.5, "focus": 4, "words": 4},
        called=("needless-reformat", "renamed-module"),
    )
    assert way(stage(said, "focus", decided)) == ["4", "3/2", "3/2", "3/2"]
    found = whole(said, decided)
    assert found == Total(Fraction(481, 6), Fraction(100), ())
    assert found.complete
    assert shown(Fraction(481, 6), 1) == "80.2"


def test_the_total_divides_by_the_weights_whatever_they_add_up_to() -> None:
    # 10 × (3·7/10 + 1·4/5) ÷ 4 = 10 × 2.9 ÷ 4 = 7.25
    said = rubric(
        'format = 1\nkey = "r"\nedition = "1"\ntitle = "R"\nscale = 10\ndimension = ['
        '{ key = "a", title = "A", max = 10, weight = 3 }, { key = "b", title = "B", max = 5, weight = 1 }]'
    )
    assert whole(said, answers({"a": 7, "b": 4})).exact == Fraction(29, 4)


@pytest.mark.parametrize(
    ("measured", "points"),
    [("0", 0), ("9.99", 0), ("10", 2), ("29", 2), ("30", 5), ("1000000", 5)],
)
def test_a_ladder_gives_the_highest_rung_that_was_reached(measured: str, points: int) -> None:
    said = rubric()
    criterion = said.dimensions[1].criteria[0]
    assert criterion_points(criterion, Fraction(measured)) == points
    assert stage(said, "tests", answers({"collected": measured, "faithful": 0})).given == points


def test_below_the_lowest_rung_there_is_nothing() -> None:
    said = one_dimension('max = 5\n[[dimension.criterion]]\nkey = "c"\ntitle = "C"\nladder = [[10, 1], [20, 5]]')
    assert stage(said, "d", answers({"c": 9})).points == 0


def test_criteria_add_up_and_halves_stay_exact() -> None:
    assert way(stage(rubric(), "tests", answers({"collected": 12, "faithful": 2.5}))) == ["9/2"] * 4


def test_a_dimensions_own_mark_stands_for_its_criteria_while_it_is_there() -> None:
    both = stage(rubric(), "tests", answers({"tests": 1, "collected": 30}))
    assert way(both) == ["1"] * 4
    assert (both.missing, both.marked) == ((), Fraction(15, 2))


def test_scaled_criteria_are_brought_to_the_maximum() -> None:
    # 3 and 0.5 of 4 points, brought to 10: 3.5 × 10 ÷ 4 = 8.75. With one of them open, 3 of 3 brought to 7.5 of 7.5.
    said = one_dimension(
        "max = 10\nscaled = true\n"
        '[[dimension.criterion]]\nkey = "a"\ntitle = "A"\npoints = 3\n'
        '[[dimension.criterion]]\nkey = "b"\ntitle = "B"\npoints = 1\n'
    )
    assert way(stage(said, "d", answers({"a": 3, "b": 0.5}))) == ["35/4"] * 4
    partial = stage(said, "d", answers({"a": 3}))
    assert (partial.points, partial.marked, partial.missing) == (Fraction(15, 2), Fraction(15, 2), ("b",))
    assert way(stage(said, "d", answers({"d": 4}))) == ["4"] * 4


FAULTS = """
[[dimension.deduction]]
key = "small"
title = "Small"
points = 1.5
[[dimension.deduction]]
key = "big"
title = "Big"
points = 6
"""


@pytest.mark.parametrize(
    ("floor", "given", "called", "deducted"),
    [
        ("0", "8", ("small",), "6.5"),
        ("0", "8", ("small", "big"), "0.5"),
        ("0", "5", ("big",), "0"),
        ("3", "8", ("big",), "3"),
        ("3", "8", ("small",), "6.5"),
        ("3", "2", ("big",), "2"),
        ("3", "3", ("small",), "3"),
        ("3", "0", ("small",), "0"),
        ("3", "8", ("unknown",), "8"),
    ],
)
def test_deductions_stop_at_the_floor_and_a_floor_never_lifts(
    floor: str, given: str, called: tuple[str, ...], deducted: str
) -> None:
    said = one_dimension(f"max = 10\nstep = 0.5\nfloor = {floor}\n{FAULTS}")
    one = stage(said, "d", answers({"d": given}, called=called))
    assert (one.given, one.deducted) == (Fraction(given), Fraction(deducted))
    assert one.points == one.capped == one.deducted


GATES = """
[[gate]]
key = "starts"
title = "Starts"
caps = { d = 0.5 }
[[gate]]
key = "safe"
title = "Safe"
caps = { d = 0.25, other = 0 }
[[gate]]
key = "none"
title = "Nothing"
caps = { other = 0 }
"""


@pytest.mark.parametrize(
    ("given", "failed", "capped"),
    [
        ("8", (), "8"),
        ("8", ("starts",), "5"),
        ("4", ("starts",), "4"),
        ("8", ("starts", "safe"), "2.5"),
        ("8", ("none",), "8"),
    ],
)
def test_every_failed_gate_leaves_its_share_of_the_maximum(given: str, failed: tuple[str, ...], capped: str) -> None:
    said = one_dimension("max = 10", GATES)
    gates = {key: key not in failed for key in ("starts", "safe", "none")}
    one = stage(said, "d", answers({"d": given}, gates=gates))
    assert (one.deducted, one.capped, one.points) == (Fraction(given), Fraction(capped), Fraction(capped))


def test_a_gate_that_nobody_looked_at_counts_as_holding_and_is_missing() -> None:
    said = one_dimension("max = 10", GATES)
    found = whole(said, answers({"d": 8}, gates={"safe": True}))
    assert found == Total(Fraction(8), Fraction(10), ("starts", "none"))
    assert not found.complete


@pytest.mark.parametrize(
    ("given", "adjusted", "points"),
    [("8", "1.5", "9.5"), ("8", "5", "10"), ("8", "-1", "7"), ("8", "-20", "0"), ("8", "0", "8")],
)
def test_adjustments_come_last_and_stay_within_the_dimension(given: str, adjusted: str, points: str) -> None:
    one = stage(one_dimension("max = 10"), "d", answers({"d": given}, adjusted={"d": adjusted}))
    assert (one.capped, one.points) == (Fraction(given), Fraction(points))


def test_an_adjustment_comes_after_the_cap() -> None:
    # 9 − 1.5 = 7.5, capped at 5, and 2 on top: 7.
    said = one_dimension(f"max = 10\nstep = 0.5\n{FAULTS}", GATES)
    decided = answers({"d": 9}, called=("small",), gates={"starts": False}, adjusted={"d": 2})
    assert way(stage(said, "d", decided)) == ["9", "15/2", "5", "7"]


def test_nothing_comes_of_a_dimension_that_nobody_marked() -> None:
    one = stage(rubric(), "api", answers(called=("no-paging",), gates={"starts": False}, adjusted={"api": 5}))
    assert way(one) == ["None"] * 4
    assert (one.attempted, one.missing, one.marked) == (True, ("api",), Fraction(0))
    assert stage(rubric(), "tests", answers()).missing == ("collected", "faithful")


def test_not_attempted_leaves_the_dimension_out_of_the_total() -> None:
    # Only api counts: 50 × 20·15/20 ÷ 20 = 37.5.
    said = rubric()
    decided = answers({"api": 15, "tests": "x", "collected": 30}, gates={"starts": True})
    one = stage(said, "tests", decided)
    assert way(one) == ["None"] * 4
    assert (one.attempted, one.missing, one.marked) == (False, (), Fraction(0))
    assert whole(said, decided) == Total(Fraction(75, 2), Fraction(50), ())


def test_where_everything_was_left_out_there_is_no_total() -> None:
    found = whole(rubric(), answers({"api": "x", "tests": "x"}, gates={"starts": True}))
    assert found == Total(None, Fraction(0), ())
    assert not found.complete


def test_where_only_weightless_dimensions_count_there_is_no_total() -> None:
    said = rubric(
        'format = 1\nkey = "r"\nedition = "1"\ntitle = "R"\ndimension = ['
        '{ key = "a", title = "A", max = 1 }, { key = "b", title = "B", max = 1, weight = 0 }]'
    )
    assert whole(said, answers({"a": "x", "b": 1})) == Total(None, Fraction(0), ())
    assert whole(said, answers({"a": 1, "b": 0})).exact == 1


def test_a_partial_total_is_out_of_what_could_be_had_so_far() -> None:
    # tests: 2 of 5 so far on its ladder, weight 30: 50 × 30 × (2 ÷ 7.5) ÷ 50 = 8 of 50 × 30 × (5 ÷ 7.5) ÷ 50 = 20.
    found = whole(rubric(), answers({"collected": 10}))
    assert found == Total(Fraction(8), Fraction(20), ("starts", "api", "faithful"))
    nothing = whole(rubric(), answers())
    assert nothing == Total(Fraction(0), Fraction(0), ("starts", "api", "collected", "faithful"))


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        ("0", 0, "0"),
        ("0", 2, "0.00"),
        ("0.5", 0, "1"),
        ("1.5", 0, "2"),
        ("2.5", 0, "3"),
        ("0.49999", 0, "0"),
        ("-0.5", 0, "0"),
        ("-0.51", 0, "-1"),
        ("-1.5", 0, "-1"),
        ("-2.5", 0, "-2"),
        ("0.05", 1, "0.1"),
        ("0.25", 1, "0.3"),
        ("0.049", 1, "0.0"),
        ("-0.05", 1, "0.0"),
        ("-0.06", 1, "-0.1"),
        ("-0.25", 1, "-0.2"),
        ("-12.345", 2, "-12.34"),
        ("12.345", 2, "12.35"),
        ("1.005", 2, "1.01"),
        ("2/3", 9, "0.666666667"),
        ("79.5", 0, "80"),
        ("99.95", 1, "100.0"),
    ],
)
def test_a_number_is_rounded_once_half_up_when_it_is_shown(value: str, decimals: int, text: str) -> None:
    assert shown(Fraction(value), decimals) == text
    assert rounded(Fraction(value), decimals) == Fraction(text)


@pytest.mark.parametrize(
    ("exact", "decimals", "name"),
    [
        ("80", 0, "A"),
        ("79.5", 0, "A"),
        ("79.49", 0, "B"),
        ("79.5", 1, "B"),
        ("79.95", 1, "A"),
        ("39.5", 0, "B"),
        ("39.49", 0, "C"),
        ("0", 0, "C"),
        ("100", 0, "A"),
    ],
)
def test_the_tier_is_that_of_the_total_as_it_is_shown(exact: str, decimals: int, name: str) -> None:
    tiers = '[[tier]]\nname = "A"\nat = 80\n[[tier]]\nname = "B"\nat = 40\n[[tier]]\nname = "C"\nat = 0\n'
    said = rubric(
        f'format = 1\nkey = "r"\nedition = "1"\ntitle = "R"\ndecimals = {decimals}\n'
        f'dimension = [{{ key = "d", title = "D", max = 100 }}]\n{tiers}'
    )
    found = tier(said, Fraction(exact))
    assert found is not None
    assert found.name == name


def test_below_the_lowest_bound_and_without_tiers_there_is_no_tier() -> None:
    assert tier(one_dimension("max = 10"), Fraction(5)) is None
    assert tier(one_dimension("max = 10", '[[tier]]\nname = "A"\nat = 5'), Fraction(4)) is None

"""What charts are made of: round numbers along an axis, free places for names, and texts of a known width."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from grading.report.formats.charts_axes import money, money_axis, round_axis, ticks
from grading.report.formats.charts_labels import Box, Places, Point
from grading.report.formats.charts_names import run_names
from grading.report.formats.charts_text import lines, listed, shortened, squeezed, width
from tests.grading.report.tables import exact, run


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        ("0", "100", ["0", "20", "40", "60", "80", "100"]),
        ("0", "200", ["0", "50", "100", "150", "200"]),
        ("37", "190", ["50", "100", "150"]),
        ("0", "1/2", ["0", "1/10", "1/5", "3/10", "2/5", "1/2"]),
        ("3", "3", ["3"]),
    ],
)
def test_ticks_are_round_and_inside(low: str, high: str, expected: list[str]) -> None:
    assert ticks(Fraction(low), Fraction(high)) == list(exact(*expected))


@given(some.fractions(0, 10**12), some.fractions(0, 10**12))
def test_every_axis_has_a_few_ticks_and_holds_its_values(one: Fraction, other: Fraction) -> None:
    axis = round_axis([one, other], Fraction(100), Fraction(10), Fraction(90))
    assert 2 <= len(axis.ticks) <= 8
    if one != other:
        assert all(10 <= axis.place(value) <= 90 for value in (one, other))


@given(some.lists(some.decimals(0, 10**12, places=9, allow_nan=False).map(Fraction), min_size=2, max_size=9))
def test_every_cost_lies_on_the_axis_in_its_order(costs: list[Fraction]) -> None:
    axis = money_axis(costs, Fraction(60), Fraction(660))
    places = [axis.place(cost) for cost in sorted(costs)]
    assert places == sorted(places)
    assert all(60 <= place <= 660 for place in places)
    assert 2 <= len(axis.ticks) <= 12


def test_money_is_written_as_people_write_it() -> None:
    assert [money(one) for one in exact("1/100", "1/10", "5/2", 1, 1000, "1/1000")] == [
        "$0.01",
        "$0.10",
        "$2.50",
        "$1",
        "$1,000",
        "$0.001",
    ]


POINTS = some.lists(some.tuples(some.integers(60, 700), some.integers(60, 440)).map(lambda at: Point(*at)), max_size=40)


@given(POINTS, some.lists(some.integers(8, 200), min_size=40, max_size=40))
def test_no_place_is_given_twice_and_none_outside(points: list[Point], wide: list[int]) -> None:
    area = Box(50, 50, 720, 450)
    places = Places(area, points, [])
    spots = [places.take(one, width) for one, width in zip(points, wide, strict=False)]
    taken = [spot.box for spot in spots if spot]
    assert all(area.holds(one) for one in taken)
    assert not any(one.overlaps(other) for place, one in enumerate(taken) for other in taken[place + 1 :])


def test_a_name_is_nearest_to_its_own_point_or_a_line_leads_to_it() -> None:
    points = [Point(200, 200), Point(204, 206), Point(202, 212)]
    places = Places(Box(0, 0, 400, 400), points, [])
    for one in points:
        spot = places.take(one, 60)
        assert spot is None or spot.tip or all(gap(one, spot.box) <= gap(other, spot.box) for other in points)


def gap(of: Point, box: Box) -> int:
    return max(box.left - of.x, of.x - box.right, 0) ** 2 + max(box.top - of.y, of.y - box.bottom, 0) ** 2


def test_a_name_is_where_no_line_crosses_it_if_it_can_be() -> None:
    area, of = Box(0, 0, 400, 400), Point(200, 200)
    free, crossed = Places(area, [of], []), Places(area, [of], [Box(200, 198, 400, 202)])
    assert (spot := free.take(of, 60)) is not None
    assert spot.box.left > of.x
    assert (spot := crossed.take(of, 60)) is not None
    assert spot.box.right < of.x


@given(some.text(max_size=600), some.integers(20, 300))
def test_a_cut_text_is_as_wide_as_it_may_be(text: str, most: int) -> None:
    for cut in (shortened, squeezed):
        found = cut(text, most)
        assert width(found) <= most
        assert cut(found, most) == found


def test_what_tells_names_apart_is_kept() -> None:
    assert shortened("A name that is far too long", 100).endswith("…")
    assert squeezed("A name that is far too long, attempt 2", 200).endswith("attempt 2")
    assert squeezed("short", 150) == "short"


def test_lines_hold_every_name_once_and_are_no_wider_than_told() -> None:
    names = [f"A name {place}" for place in range(30)]
    found = lines(names, 300)
    assert [one for line in found for one in line] == names
    assert all(width(", ".join(line)) <= 300 for line in found)


def test_names_are_listed_as_a_sentence_has_them() -> None:
    assert [listed(list("abcde"[:count])) for count in range(6)] == [
        "",
        "a",
        "a and b",
        "a, b and c",
        "a, b, c and 1 more",
        "a, b, c and 2 more",
    ]


def test_a_name_says_more_where_a_model_ran_more_than_once() -> None:
    runs = [run("amber"), run("amber", harness="hull", condition="solo"), run("amber", attempt=2), run("onyx")]
    assert list(run_names(runs).values()) == ["amber", "amber · hull · solo", "amber · attempt 2", "onyx"]

"""Cost against total: who lies where, what is exact, whose names lie over none, and what has no place on it."""

from fractions import Fraction
from itertools import combinations

import pytest

from grading.report.formats.charts import cost_chart
from grading.report.formats.charts_cost import frontier
from grading.report.formats.charts_labels import Box, label_width
from grading.report.standings import Standings
from tests.grading.report.formats.svgs import described, having, many, number, parsed, rails, texts, wide_rubric
from tests.grading.report.tables import card, exact, points, run, table


def priced(*runs: tuple[str, str, str], weights: str = "open") -> Standings:
    """Runs by model, cost and total."""
    asked = points()
    made = [run(model, cost_usd=cost, weights=weights) for model, cost, _ in runs]
    return table(asked, made, [card(asked, one, build=total) for one, (_, _, total) in zip(made, runs, strict=True)])


def crowd(count: int) -> Standings:
    """Runs that all but lie on each other."""
    return priced(*((f"A model of some name {place}", f"1.{place % 7}", f"{80 + place % 5}") for place in range(count)))


def label_boxes(svg: str) -> list[Box]:
    found = []
    for one in having(svg, "halo", "text"):
        wide = label_width("".join(one.itertext()))
        before = {"end": Fraction(wide), "middle": Fraction(wide, 2)}.get(one.get("text-anchor", ""), Fraction(0))
        left, y = int(number(one, "x") - before), int(one.attrib["y"])
        found.append(Box(left, y - 12, left + wide, y + 4))
    return found


def mark_boxes(svg: str) -> list[Box]:
    """Circles below the legend."""
    dots = [one for one in having(svg, "dot", "circle") if number(one, "cy") > 60]
    return [
        Box(
            *(
                int(one)
                for one in (number(at, "cx") - 5, number(at, "cy") - 5, number(at, "cx") + 5, number(at, "cy") + 5)
            )
        )
        for at in dots
    ]


@pytest.mark.parametrize(
    "found", [rails(), many(24), many(400), crowd(12), crowd(80)], ids=["rails", "24", "400", "crowd", "large crowd"]
)
def test_no_name_lies_over_another_or_over_a_point(found: Standings) -> None:
    svg = cost_chart(found)
    labels, marks = label_boxes(svg), mark_boxes(svg)
    assert len(labels) >= 7
    assert [pair for pair in combinations(labels, 2) if pair[0].overlaps(pair[1])] == []
    assert [(one, mark) for one in labels for mark in marks if one.overlaps(mark)] == []
    assert all(one.left >= 0 and one.right <= 720 for one in labels)


def test_who_finds_no_room_gets_a_number_and_is_named_beneath() -> None:
    svg = cost_chart(crowd(12))
    drawn = texts(svg, "halo")
    numbers = [one for one in drawn if one.isdigit()]
    assert numbers == [str(place) for place in range(1, len(numbers) + 1)]
    named = {one for one in texts(svg, "label") if one.startswith("A model of")}
    assert len(named) == 12
    assert set(numbers) <= set(texts(svg, "value"))


def test_who_finds_no_room_at_all_is_counted() -> None:
    svg = cost_chart(many(400))
    assert any("more without a name here: see the table" in one for one in texts(svg))
    assert len(svg.encode()) < 60_000


def test_what_is_exact_is_filled_and_weights_have_shapes() -> None:
    svg = cost_chart(rails())
    marks = [one for one in having(svg, "dot") if "plain" not in one.attrib["class"].split()]
    assert all("hollow" in one.attrib["class"] for one in marks[3:])  # the first three are the legend
    assert {one.tag.rpartition("}")[2] for one in marks if "open" in one.attrib["class"]} == {"circle"}
    assert "cost exact" not in texts(svg)
    both = cost_chart(priced(("amber", "1", "10"), ("onyx", "~2", "20")))
    assert {"cost exact", "cost estimated"} <= set(texts(both))
    drawn = [one for one in having(both, "dot") if number(one, "cy") > 60]
    assert ["hollow" in one.attrib["class"] for one in drawn] == [True, False]


def test_what_has_no_known_cost_is_named_beneath_and_lies_nowhere() -> None:
    found = priced(("amber", "1", "10"), ("onyx", "~2", "20"), ("jade", "", "30"), ("ruby", "subscription", "40"))
    svg = cost_chart(found)
    assert len([one for one in having(svg, "dot", "circle") if number(one, "cy") > 60]) == 2
    lines = texts(svg)
    assert lines[lines.index("Cost not known, so not on the chart:") + 1] == "jade"
    assert lines[lines.index("Paid by subscription, so not on the chart:") + 1] == "ruby"
    assert "$0" in lines  # where the axis begins


def test_fewer_than_two_known_costs_are_no_chart() -> None:
    assert cost_chart(priced(("amber", "1", "10"), ("onyx", "", "20"))) == ""
    assert cost_chart(priced()) == ""


def test_costs_far_apart_are_on_a_logarithmic_axis() -> None:
    assert {"$0.01", "$0.10", "$1", "$10"} <= set(texts(cost_chart(rails()), "tick"))
    near = cost_chart(priced(("amber", "1", "10"), ("onyx", "20", "20")))
    assert {"$0", "$5", "$10", "$15", "$20"} <= set(texts(near, "tick"))
    assert not any("logarithmic" in one for one in texts(near))
    free = cost_chart(priced(("amber", "0", "10"), ("jade", "0.01", "15"), ("onyx", "20", "20")))
    assert {"$0", "$0.01", "$10"} <= set(texts(free, "tick"))
    places = [number(one, "cx") for one in having(free, "dot", "circle") if number(one, "cy") > 60]
    assert places == sorted(places, reverse=True)


@pytest.mark.parametrize(
    "runs", [[("amber", "0", "0"), ("onyx", "0", "0")], [("amber", "3", "50"), ("onyx", "3", "50")]]
)
def test_equal_runs_have_an_axis_all_the_same(runs: list[tuple[str, str, str]]) -> None:
    svg = cost_chart(priced(*runs))
    ticks = texts(svg, "tick")
    assert {"$0", "0", "100"} <= set(ticks)
    assert not any(one.startswith("-") for one in ticks)


def test_the_frontier_is_what_nothing_cheaper_beats() -> None:
    assert frontier(exact(3, 1, 2, 2, 5), exact(70, 50, 40, 60, 70)) == [1, 3, 0]
    assert frontier(exact(1, 1), exact(50, 60)) == [1]
    assert (
        "Nothing cheaper is better than DeepSeek V4 Flash (78), Kimi K2.6 (87) and Claude Opus 4.7 (97)"
        in described(cost_chart(rails()))
    )
    (line,) = [one for one in having(cost_chart(rails()), "frontier") if one.attrib["d"].count("H") > 0]
    assert line.attrib["d"].count("V") == 2


def test_dear_and_good_is_right_and_high() -> None:
    svg = cost_chart(priced(("amber", "1", "10"), ("onyx", "4", "90")))
    best, worst = (one for one in having(svg, "dot", "circle") if number(one, "cy") > 60)
    assert number(best, "cx") > number(worst, "cx")
    assert number(best, "cy") < number(worst, "cy")


def test_four_hundred_points_are_drawn_at_most() -> None:
    found = cost_chart(many(900, wide_rubric(("One", "Two"))))
    marks = [one for one in parsed(found).iter() if "dot" in one.get("class", "").split()]
    assert len(marks) < 420
    assert Fraction(len(found.encode())) < 60_000


def test_of_few_runs_every_name_is_there() -> None:
    svg = cost_chart(crowd(30))
    said = " ".join(texts(svg))
    assert all(f"name {place}" in said for place in range(30))
    assert any("no room for the name" in one for one in texts(svg))

"""Runs by dimensions: seven shades of the share of a maximum; what is not attempted is hatched and no 0."""

from grading.report.formats.charts import heat_map
from tests.grading.report.formats.svgs import described, having, many, number, parsed, rails, texts, wide_rubric
from tests.grading.report.tables import card, run, table

ASKED = wide_rubric(("One", "Two", "Three"))


def cells(svg: str, shade: int) -> int:
    """How many cells have a shade."""
    return sum(one.attrib["d"].count("z") for one in having(svg, f"heat-{shade}", "path"))


def one_row(*marks: str, common: bool = False) -> str:
    runs = [run("amber"), run("cobalt")]
    cards = [card(ASKED, runs[0], "mia", {f"d{place}": mark for place, mark in enumerate(marks)})]
    if common:
        cards.append(card(ASKED, runs[1], "mia", {"d0": "5", "d1": "5", "d2": "5"}))
    return heat_map(table(ASKED, runs, cards, common=common))


def test_shades_divide_the_maximum_into_seven() -> None:
    svg = one_row("0", "5", "10")
    assert [cells(svg, shade) for shade in range(7)] == [1, 0, 0, 1, 0, 0, 1]
    svg = one_row("1.4", "1.5", "8.6")
    assert [cells(svg, shade) for shade in range(7)] == [1, 1, 0, 0, 0, 0, 1]


def test_each_cell_has_its_number_in_a_colour_that_can_be_read_on_it() -> None:
    svg = one_row("0", "5.5", "10")
    assert texts(svg, "on-light") == ["055"]
    assert texts(svg, "on-dark") == ["100"]
    spans = [one for text in having(svg, "on-light") for one in text]
    assert [one.text for one in spans] == ["0", "55"]


def test_what_is_not_attempted_is_hatched_and_has_no_number() -> None:
    svg = one_row("0", "x", "10")
    assert sum(cells(svg, shade) for shade in range(7)) == 2
    assert sum(one.get("fill", "").endswith("-absent)") for one in parsed(svg).iter()) == 2  # the cell, the legend
    assert "not attempted" in texts(svg)
    assert "Not attempted: 1 of 3 cells" in described(svg)
    assert "not attempted" not in texts(one_row("0", "1", "10"))


def test_only_what_counts_is_shown() -> None:
    svg = one_row("0", "x", "10", common=True)
    assert {"One", "Three"} <= set(texts(svg))
    assert "Two" not in texts(svg)
    assert any("every ranked run attempted" in one for one in texts(svg))


def test_it_says_in_words_which_dimension_goes_best_and_which_worst() -> None:
    told = described(one_row("3", "5", "9"))
    assert "Highest on average: Three, 90 %" in told
    assert "Lowest: One, 30 %" in told


def test_one_dimension_alone_is_the_total_and_is_not_drawn_again() -> None:
    assert heat_map(rails()) == ""
    assert heat_map(table(ASKED, [run("amber")], [])) == ""


def test_titles_of_narrow_columns_rise_to_the_right_and_stay_inside() -> None:
    svg = heat_map(many(3, wide_rubric([f"A dimension of a longer name {place}" for place in range(20)])))
    width = int(parsed(svg).attrib["viewBox"].split()[2])
    turned = [one for one in having(svg, "label") if "rotate(-45" in one.get("transform", "")]
    assert len(turned) == 20
    assert all(number(one, "x") + 130 < width for one in turned)


def test_many_runs_and_many_dimensions_are_bounded() -> None:
    asked = wide_rubric([f"Dimension {place}" for place in range(97)])
    svg = heat_map(many(500, asked))
    assert len(svg.encode()) < 60_000
    assert "… and 470 more: see the table" in texts(svg)
    assert "… and 67 more dimensions: see the scorecards" in texts(svg)

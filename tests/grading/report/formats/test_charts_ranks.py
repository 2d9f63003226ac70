"""Rank here beside rank in an index: one line each, reversed ones heavy, ties at one place."""

from collections.abc import Mapping

from grading.report.formats.charts import rank_chart
from grading.report.index import AgainstIndex, against_index, read_index
from tests.grading.report.formats.svgs import described, having, inventory_index, texts
from tests.grading.report.tables import points, totals_table


def held(
    totals: Mapping[str, str], values: Mapping[str, str], band: float = 0, name: str = "index.csv"
) -> AgainstIndex:
    """Totals held against an index with these values."""
    text = "\n".join(["model,value", *(f'"{model}",{value}' for model, value in values.items())])
    return against_index(totals_table(totals, points(band=band)), read_index(text, name))


def ends(svg: str, name: str) -> list[tuple[str, str]]:
    """How high the lines of a class are on both sides."""
    found = [one.attrib["d"].removeprefix("M").split("L") for one in having(svg, name)]
    return [(start.split()[1], end.split()[1]) for start, end in found]


def test_the_published_reversal_stands_out() -> None:
    svg = rank_chart(inventory_index())
    assert len(having(svg, "slope")) == 4
    assert len(having(svg, "reversed")) == 2
    assert texts(svg, "value")[:2] == ["Rank here", "Rank in index.csv"]
    assert "Kendall's tau-b 0.67 · Spearman's rho 0.80 · 4 models in both" in texts(svg)
    assert "Pairs that are the other way round: 1 of 6 (heavy lines)" in texts(svg)
    assert "Kimi 2.5 before Codex 5.3 High" in described(svg)


def test_equal_ones_share_a_place_and_have_a_row_each() -> None:
    svg = rank_chart(held({"a": "90", "b": "90", "c": "10"}, {"a": "3", "b": "2", "c": "1"}))
    (first, second, third) = ends(svg, "slope")
    assert first[0] == second[0] != third[0]
    assert first[1] != second[1]
    rows = {one.attrib["y"] for one in having(svg, "label")}
    assert len(rows) == 3
    assert texts(svg, "value").count("1") == 3
    assert "2" in texts(svg, "value")  # only on the right
    assert having(svg, "reversed") == []


def test_what_is_reversed_within_the_noise_is_a_broken_line() -> None:
    near = rank_chart(held({"a": "91", "b": "90", "c": "10"}, {"a": "2", "b": "3", "c": "1"}, band=1))
    assert len(having(near, "near")) == 2
    assert any("broken line" in one for one in texts(near))
    clear = rank_chart(held({"a": "95", "b": "90", "c": "10"}, {"a": "2", "b": "3", "c": "1"}, band=1))
    assert (len(having(clear, "near")), len(having(clear, "reversed"))) == (0, 2)


def test_what_is_below_nothing_has_the_minus_of_the_page_around_it() -> None:
    svg = rank_chart(held({"a": "90", "b": "80"}, {"a": "-2.5", "b": "1"}))
    assert "Kendall's tau-b −1.00 · Spearman's rho −1.00 · 2 models in both" in texts(svg)
    assert "Kendall's tau-b −1.00, Spearman's rho −1.00." in described(svg)
    assert "−2.5" in texts(svg) and "-2.5" not in texts(svg)


def test_without_differences_it_says_that_the_coefficients_say_nothing() -> None:
    svg = rank_chart(held({"a": "90", "b": "90"}, {"a": "2", "b": "1"}))
    assert any("say nothing here" in one for one in texts(svg))


def test_fewer_than_two_compared_are_no_chart() -> None:
    assert rank_chart(held({"a": "90", "b": "80"}, {"a": "2", "z": "1"})) == ""


def test_only_the_file_of_a_path_is_named() -> None:
    svg = rank_chart(held({"a": "9", "b": "8"}, {"a": "2", "b": "1"}, name="/home/mia/a\\b/their index.csv"))
    assert "Rank in their index.csv" in texts(svg)


def test_many_models_are_bounded_and_their_rows_stay_apart() -> None:
    totals = {f"M{place}": str(place * 37 % 97) for place in range(300)}
    values = {f"M{place}": str(place * 53 % 83) for place in range(300)}
    svg = rank_chart(held(totals, values))
    assert len(having(svg, "slope")) == 60
    assert "… and 240 more: see the table" in texts(svg)
    places = [(one.attrib["x"], one.attrib["y"]) for one in having(svg, "label")]
    assert len(set(places)) == 120
    assert len(svg.encode()) < 60_000

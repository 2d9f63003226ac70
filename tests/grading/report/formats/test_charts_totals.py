"""Totals as bars: as long as the totals are, in the order of rank, with tiers, ties and several reviewers."""

from fractions import Fraction

from grading.report.formats.charts import totals_chart
from grading.report.standings import Standings
from tests.grading.report.formats.svgs import described, having, many, number, parsed, rails, texts, wide_rubric
from tests.grading.report.tables import TIERS, card, points, run, table, totals_table

ROUNDING = Fraction(1, 100)


def bars(svg: str) -> list[tuple[str, Fraction]]:
    """Class and length of every bar, from the top."""
    rects = [one for one in parsed(svg).iter() if one.get("class") in ("open", "closed", "unknown")]
    rows = [one for one in rects if number(one, "y") > 24]
    return [(one.attrib["class"], number(one, "width")) for one in sorted(rows, key=lambda one: number(one, "y"))]


def assert_proportional(svg: str, found: Standings) -> None:
    lengths = [length for _, length in bars(svg)]
    whole = lengths[0] / found.ranked[0].exact
    assert len(lengths) == len(found.ranked)
    assert all(
        abs(length - one.exact * whole) <= 2 * ROUNDING for length, one in zip(lengths, found.ranked, strict=True)
    )


def test_bars_are_as_long_as_exact_totals() -> None:
    assert_proportional(totals_chart(rails()), rails())
    thirds = totals_table({"amber": "100", "cobalt": "33.33", "onyx": "0.01"}, points(decimals=0))
    assert_proportional(totals_chart(thirds), thirds)


def test_a_total_of_nothing_is_a_bar_of_no_length_with_its_number() -> None:
    svg = totals_chart(totals_table({"amber": "10", "onyx": "0"}))
    assert [length for _, length in bars(svg)][1] == 0
    assert "0" in texts(svg, "value")


def test_weights_have_a_colour_and_a_pattern_each() -> None:
    svg = totals_chart(rails())
    kinds = [kind for kind, _ in bars(svg)]
    assert kinds[:5] == ["closed", "closed", "closed", "open", "open"]
    assert {"open", "closed", "unknown"} == set(kinds)
    fills = [one.attrib["fill"] for one in parsed(svg).iter() if "fill" in one.attrib]
    shown_with = {kind: sum(one.endswith(f"-{kind})") for one in fills) for kind in ("open", "closed", "unknown")}
    assert shown_with == {"open": 0, "closed": kinds.count("closed") + 1, "unknown": kinds.count("unknown") + 1}
    assert {"open weights", "closed weights", "weights not known"} < set(texts(svg))


def test_the_order_is_that_of_ranks_and_each_row_has_rank_name_and_total() -> None:
    svg = totals_chart(rails())
    assert texts(svg, "value")[:6] == ["1", "97", "1", "97", "3", "96"]
    assert texts(svg, "label")[3:6] == [one.run.name.model for one in rails().ranked[:3]]


def test_tiers_begin_at_their_line_and_ties_are_told() -> None:
    svg = totals_chart(rails())
    assert len(having(svg, "tier")) == 3
    assert {"A", "B", "C", "D"} <= set(texts(svg, "tick"))
    near = sum(one.is_near_next for one in rails().ranked)
    assert texts(svg, "label").count("≈") == near == 6
    assert any("no further apart than 1" in one for one in texts(svg))
    assert "≈" not in "".join(texts(totals_chart(totals_table({"amber": "10", "onyx": "0"}, points(more=TIERS)))))


def test_several_reviewers_are_a_line_from_the_lowest_to_the_highest() -> None:
    asked, one = points(), run("amber")
    svg = totals_chart(table(asked, [one], [card(asked, one, "mia", build="40"), card(asked, one, "ole", build="80")]))
    (length,) = (length for _, length in bars(svg))
    (whisker,) = having(svg, "whisker")
    low, _, high = whisker.attrib["d"].replace("H", " H").split()[0], 0, whisker.attrib["d"].partition("H")[2]
    start, end = Fraction(low.removeprefix("M")), Fraction(high.partition("m")[0])
    assert abs((end - start) - length * 40 / 60) <= 2 * ROUNDING
    assert having(totals_chart(totals_table({"amber": "40"})), "whisker") == []


def test_the_axis_has_round_numbers_up_to_the_scale() -> None:
    ticks = texts(totals_chart(totals_table({"amber": "150"}, points(scale=200))), "tick")
    assert ticks == ["0", "50", "100", "150", "200"]


def test_it_says_in_words_who_is_best_and_who_is_not() -> None:
    told = described(totals_chart(rails()))
    assert "Claude Opus 4.7 and GPT 5.4 xHigh with 97" in told
    assert "GPT OSS 20B with 11" in told
    assert "Open weights 11 to 89; closed weights 25 to 97" in told


def test_of_five_hundred_runs_the_first_sixty_are_drawn() -> None:
    svg = totals_chart(many(500, wide_rubric(("One", "Two"))))
    assert len(bars(svg)) == 60
    assert "… and 440 more: see the table" in texts(svg)


def test_without_a_ranked_run_there_is_nothing_to_draw() -> None:
    assert totals_chart(table(points(), [run("amber")], [])) == ""

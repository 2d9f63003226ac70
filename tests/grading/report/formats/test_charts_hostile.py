"""What strangers wrote stays text on a chart: no element, no attribute, no sign that hides or turns what follows."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import force_setattr

from grading.report.formats.charts import CHART_CSS, cost_chart, heat_map, rank_chart, totals_chart
from grading.report.index import against_index, read_index
from grading.visible import visible
from tests.grading.report.formats.svgs import SVG, inventory_index, many, parsed, rails, wide_rubric
from tests.grading.report.tables import published

HOSTILE = (
    "<script>alert(1)</script>",
    '"/><image href="https://example.org/x.png" onload="alert(1)"/>',
    "]]> &amp; --> <!-- '",
    "up\x00\x1b[31m\u202eside\u200bdown\ud800\ufffe",
    "line\none\r\ntwo\ttabs",
    "שלום عالم",
    "漢字" * 5000,
    "W" * 10_000,
    "e" + "\u0301" * 10_000,
    "=1+1|{{ 7 * 7 }}",
)
KNOWN = {"svg", "title", "desc", "defs", "pattern", "rect", "path", "circle", "text", "tspan"}
MEANT = {
    *(
        "class",
        "role",
        "viewBox",
        "preserveAspectRatio",
        "aria-labelledby",
        "aria-describedby",
        "id",
        "x",
        "y",
        "x1",
        "x2",
        "y1",
        "y2",
    ),
    *("width", "height", "d", "cx", "cy", "r", "fill", "text-anchor", "transform", "patternUnits", "patternTransform"),
}


def charts(name: str) -> Iterator[str]:
    """One of each kind, with a text of a stranger's wherever one can stand."""
    asked = wide_rubric(("One", "Two"))
    force_setattr(asked.dimensions[0], "title", name)
    table = many(12, asked, "{} " + name.replace("{", "").replace("}", ""))
    yield from (totals_chart(table), heat_map(table), cost_chart(table))
    index = "\n".join(["model,value", *(f"Model {place},{place % 5}" for place in range(12))])
    yield rank_chart(against_index(many(12), read_index(index, name)))


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_foreign_text_is_text(name: str) -> None:
    for svg in charts(name):
        assert svg
        assert len(svg.encode()) < 60_000
        for one in parsed(svg).iter():
            assert one.tag.removeprefix(SVG) in KNOWN
            assert set(one.attrib) <= MEANT
        assert visible(svg, keep="\n") == svg
        assert re.findall(r"https?://(?!www\.w3\.org/2000/svg)", re.sub(r">[^<]*<", "><", svg)) == []


def test_a_hostile_name_can_still_be_recognised() -> None:
    svg = next(charts(HOSTILE[0]))
    assert "<script" not in svg
    assert "&lt;script&gt;" in svg


def every_chart() -> list[str]:
    tables = [one for name in ("rails-chat", "inventory", "perch") for one in published(name).values()]
    tables += [many(24), many(3)]
    found = [draw(one) for one in tables for draw in (totals_chart, heat_map, cost_chart)]
    return [one for one in (*found, rank_chart(inventory_index())) if one]


def test_no_two_charts_of_a_page_share_an_id_and_none_is_missing() -> None:
    found = every_chart()[:-4]  # the two made-up tables have one task and rubric, so they stand on no page together
    ids = [one.attrib["id"] for svg in found for one in parsed(svg).iter() if "id" in one.attrib]
    assert len(ids) == len(set(ids)) > 10
    for svg in every_chart():
        root = parsed(svg)
        own = {one.attrib["id"] for one in root.iter() if "id" in one.attrib}
        named = set(re.findall(r"url\(#([^)]*)\)", svg)) | {
            root.attrib["aria-labelledby"],
            root.attrib["aria-describedby"],
        }
        assert named == own
        assert root.attrib["role"] == "img"
        assert all(root.findtext(SVG + one) for one in ("title", "desc"))


def test_every_class_has_a_rule_and_rules_name_no_colour_of_their_own() -> None:
    used = {name for svg in every_chart() for one in parsed(svg).iter() for name in one.get("class", "").split()}
    ruled = set(re.findall(r"\.([a-z][\w-]*)", CHART_CSS))
    assert {one for one in used if not one.startswith("chart-")} - ruled == {"label"}
    assert re.findall(r"#[0-9a-fA-F]{3}|rgb|hsl", CHART_CSS) == []
    known = {"ink", "paper", "line", "open", "closed", "unknown", "bar", *(f"heat-{shade}" for shade in range(7))}
    assert set(re.findall(r"var\(--([\w-]+)\)", CHART_CSS)) == known


def test_nothing_is_styled_in_place_and_nothing_is_fetched() -> None:
    for svg in every_chart():
        assert "style=" not in svg
        assert "href" not in svg
        assert re.findall(r"url\((?!#)", svg) == []


def test_the_same_table_is_the_same_chart() -> None:
    assert every_chart() == every_chart()
    assert totals_chart(rails()) == totals_chart(rails())


PAGE = Path(__file__).parents[4] / "grading" / "report" / "templates" / "page.css"


def light_of(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((light_of(one), light_of(other)))
    return (high + 0.05) / (low + 0.05)


def test_a_number_can_be_read_on_every_shade_of_the_page_in_light_and_in_dark() -> None:
    blocks = [
        dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", one)) for one in re.findall(r"{([^{}]*)}", PAGE.read_text())
    ]
    palettes = [one for one in blocks if {"ink", "paper", "heat-0"} <= set(one)]
    assert len(palettes) >= 2
    for one in palettes:
        for shade in range(7):
            assert contrast(one[f"heat-{shade}"], one["ink" if shade <= 3 else "paper"]) >= 4.5
        for kind in ("open", "closed", "unknown", "bar"):
            assert contrast(one[kind], one["paper"]) >= 3

"""Drawings: their descriptions, every number that is printed on them, and where each bar, cell and point lies."""

import re
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import groupby, pairwise
from math import log10

from tests.grading.exchange.conftest import Made
from tests.grading.exchange.expected_charts import Costs, Heat, Ranks, Totals, seen, weights
from tests.grading.exchange.expected_following import Held
from tests.grading.exchange.ledger_standings import Table
from tests.grading.exchange.page_reading import Node, numbers, tidy

_HERE = re.compile(r"-?\d+(?:\.\d+)?")


def drawings(made: Made, kind: str) -> Iterator[tuple[Node, Table, Held | None]]:
    """Every drawing of a kind, with the standings that it is of."""
    for place, table in enumerate(made.front.tables):
        section = next(one for one in made.index.every("section") if one.attributes.get("id") == f"s{place + 1}")
        for one in section.every("svg"):
            if one.has(f"chart-{kind}"):
                yield one, table, made.front.held.get(place)


def spoken(chart: Node, made: Made, tag: str) -> str:
    """The numbers of its title or description."""
    text = tidy(next(one.text() for one in chart.inside if isinstance(one, Node) and one.tag == tag))
    return numbers(nameless(text, made))


def nameless(text: str, made: Made) -> str:
    """Without names; of those that are too long for their place the end is there."""
    for name in sorted((one for one in made.known if re.search(r"\d", one)), key=len, reverse=True):
        text = text.replace(name, "")
        if made.kept.is_name(name):
            for size in range(len(name), 3, -1):
                text = text.replace(f"…{name[-size:]}", "")
    return text


def printed(chart: Node, made: Made, *, leave: Sequence[Node] = ()) -> list[str]:
    """The numbers of every text on a drawing, in the order it was drawn in."""
    texts = [one for one in chart.every("text") if one not in leave]
    said = [nameless(tidy("".join(part for part in one.inside if isinstance(part, str))), made) for one in texts]
    return [found for one in said if (found := numbers(one))]


def at(node: Node, name: str) -> float:
    return float(node.attributes[name])


def value(node: Node) -> float:
    return float(node.text().replace("$", "").replace(",", ""))


def axis(ticks: Sequence[Node], name: str, *, is_log: bool = False) -> Callable[[Fraction], float]:
    """Where a value lies, as whoever reads the numbers along an axis finds it; they have to agree among themselves."""
    size: Callable[[float], float] = log10 if is_log else float
    (low, start), *_, (high, end) = sorted((size(value(one)), at(one, name)) for one in ticks)

    def place(one: Fraction) -> float:
        return start + (end - start) * (size(float(one)) - low) / (high - low)

    for one in ticks:
        assert abs(place(Fraction(str(value(one)))) - at(one, name)) < 0.02, one.text()
    return place


def classed(chart: Node, tag: str, *words: str) -> list[Node]:
    return [one for one in chart.every(tag) if all(one.has(word) for word in words)]


def numbered(chart: Node) -> list[Node]:
    return [one for one in classed(chart, "text", "tick") if re.fullmatch(r"\$?[\d,.]+", one.text())]


def test_totals(published: Made) -> None:
    found = list(drawings(published, "totals"))
    assert len(found) == sum(bool(table.ranked) for table in published.front.tables)
    for chart, table, _ in found:
        expected, ticks = Totals(table), numbered(chart)
        assert spoken(chart, published, "title") == ""
        assert spoken(chart, published, "desc") == numbers(expected.told())
        assert sorted(printed(chart, published, leave=ticks)) == sorted(map(numbers, expected.texts()))
        x, bars = axis(ticks, "x"), [one for one in chart.every("rect") if at(one, "x") == at(ticks[0], "x")]
        bars = [one for one in bars if "class" in one.attributes]
        whiskers = iter(classed(chart, "path", "whisker"))
        totals = [at(one, "y") for one in classed(chart, "text", "halo")]
        for bar, one, row in zip(bars, table.ranked, totals, strict=True):
            assert abs(at(bar, "x") + at(bar, "width") - x(one.exact)) < 0.02
            assert bar.has(weights(one.run))
            assert abs(at(bar, "y") + at(bar, "height") / 2 - row) < 8  # its total stands beside it
            if len(one.totals) > 1:
                steps = _HERE.findall(next(whiskers).attributes["d"])
                low, high = (x(total) for total in seen(table, one))
                assert abs(float(steps[0]) - low) < 0.02 and abs(float(steps[5]) - high) < 0.02, steps
        assert next(whiskers, None) is None
        lines = sorted(float(_HERE.findall(one.attributes["d"])[0]) for one in classed(chart, "path", "tier"))
        starts = sorted(x(Fraction(tier["at"])) for tier in table.rubric.tiers if 0 < tier["at"] < table.rubric.scale)
        assert all(abs(one - start) < 0.02 for one, start in zip(lines, starts, strict=True))


def test_dimensions(published: Made) -> None:
    found = list(drawings(published, "heat"))
    assert found
    for chart, table, _ in found:
        expected = Heat(table)
        assert spoken(chart, published, "title") == ""
        assert spoken(chart, published, "desc") == numbers(expected.told())
        assert sorted(printed(chart, published)) == sorted(map(numbers, expected.texts()))
        spans = [
            (at(line, "y"), at(one, "x"), one.text()) for line in chart.every("text") for one in line.every("tspan")
        ]
        rows = [[text for *_, text in row] for _, row in groupby(sorted(spans), key=lambda one: one[0])]
        assert rows == expected.rows()
        cells = [
            (int(y), int(x), shade)
            for shade in range(7)
            for path in classed(chart, "path", f"heat-{shade}")
            for x, y in re.findall(r"M(\d+) (\d+)", path.attributes["d"])
        ]
        across, down = (sorted({cell[place] for cell in cells}) for place in (1, 0))
        assert sorted((down.index(y), across.index(x), shade) for y, x, shade in cells) == expected.shades()


def test_cost_against_total(published: Made) -> None:
    found = list(drawings(published, "cost"))
    asked = [table for table in published.front.tables if len(Costs(table).paid) > 1]
    assert [table for _, table, _ in found] == asked
    for chart, table, _ in found:
        expected, ticks = Costs(table), numbered(chart)
        assert spoken(chart, published, "title") == ""
        assert spoken(chart, published, "desc") == numbers(expected.told())
        assert printed(chart, published, leave=ticks) == list(map(numbers, expected.texts()))
        is_log = any("logarithmic" in one.text() for one in chart.every("text"))
        x = axis([one for one in ticks if "$" in one.text()], "x", is_log=is_log)
        y = axis([one for one in ticks if "$" not in one.text()], "y")
        points = [one for one in chart.every("circle", "path") if one.has("dot")][-len(expected.paid) :]
        for point, (one, usd) in zip(points, expected.paid, strict=True):
            here = middle(point)
            assert abs(here[0] - x(usd)) <= 1 and abs(here[1] + 4 - y(one.exact)) <= 1, (one.run.id, here)
            assert (point.has("hollow"), point.has(weights(one.run))) == (one.run.basis != "exact", True)
        steps = [float(one) for one in _HERE.findall(classed(chart, "path", "frontier")[-1].attributes["d"])]
        corners = [(x(usd), y(one.exact) - 4) for one, usd in expected.best()]
        assert all(
            abs(one - other) <= 1
            for one, other in zip(steps, [place for pair in corners for place in pair], strict=True)
        )


def middle(point: Node) -> tuple[float, float]:
    """Of a circle, a square or a triangle."""
    if point.tag == "circle":
        return at(point, "cx"), at(point, "cy")
    x, y = map(float, _HERE.findall(point.attributes["d"])[:2])
    return (x + 5, y + 5) if "h10v10" in point.attributes["d"] else (x, y + 6)


def test_ranks(published: Made) -> None:
    found = list(drawings(published, "ranks"))
    assert len(found) == 1
    for chart, _, held in found:
        assert held is not None
        expected = Ranks(held)
        assert spoken(chart, published, "title") == ""
        assert spoken(chart, published, "desc") == numbers(expected.told())
        assert printed(chart, published) == list(map(numbers, expected.texts()))
        ends = [at(one, "cy") for one in classed(chart, "circle", "end")]
        for side, ranks in enumerate(held.ranks):
            places = sorted(zip((ranks[one] for one in held.order), ends[side::2], strict=True))
            assert all((one[0] < other[0]) == (one[1] < other[1]) for one, other in pairwise(places))
        slopes = [_HERE.findall(one.attributes["d"]) for one in classed(chart, "path", "slope")]
        assert sorted((float(one[1]), float(one[3])) for one in slopes) == sorted(
            zip(ends[::2], ends[1::2], strict=True)
        )


def test_no_drawing_is_left_out(published: Made) -> None:
    kinds = ("totals", "heat", "cost", "ranks")
    for chart in published.index.every("svg"):
        assert any(chart.has(f"chart-{kind}") for kind in kinds)
        whole = [one.text() for text in chart.every("text") for one in text.every("title")]
        assert [found for one in whole if (found := numbers(nameless(tidy(one), published)))] == []

"""Cost against total: what is exact is filled, open and closed weights have shapes, and nothing unknown lies at 0."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Final, NamedTuple

from grading.report.formats.charts_axes import money, money_axis, round_axis
from grading.report.formats.charts_drawing import WEIGHTS, WEIGHTS_NAMES, WIDTH, Drawing, about, at, weights
from grading.report.formats.charts_labels import Box, Places, Point, Spot, label_width, point
from grading.report.formats.charts_names import run_names
from grading.report.formats.charts_text import lines, listed, squeezed, width
from grading.report.standings import Ranked, Standings
from grading.rubric.arithmetic import shown
from grading.runs.model import Basis
from grading.strict import number_text
from grading.words import cost_words

_LEFT: Final = 60
_RIGHT: Final = WIDTH - 16
_TOP: Final = 88
_BOTTOM: Final = 448
_FOOT: Final = 18
"""Over the lower edge there is room for the name of a point that lies lowest."""
_INSET: Final = 40
"""Of the right edge no point is nearer than this: its name may have its middle over it."""
_MOST_POINTS: Final = 400
_MOST_LABELS: Final = 60
_MOST_NUMBERED: Final = 24
_MOST_NAMED: Final = 30
_LONGEST: Final = 176
_AREA: Final = Box(_LEFT + 2, _TOP - 14, _RIGHT + 12, _BOTTOM - 2)


class _Paid(NamedTuple):
    """A ranked run whose cost is known."""

    entry: Ranked
    cost: Fraction
    name: str


def cost_chart(table: Standings) -> str:
    """What the ranked runs cost and what they came to; nothing where fewer than two costs are known."""
    names = run_names(table.runs)
    paid = [
        _Paid(one, Fraction(one.run.figures.cost.usd), squeezed(names[one.run.id], _LONGEST))
        for one in table.ranked
        if one.run.figures.cost.usd is not None
    ]
    if len(paid) < 2:
        return ""
    unpaid = [one for one in table.ranked if one.run.figures.cost.usd is None]
    subscribed = [one.run.id for one in unpaid if one.run.figures.cost.basis is Basis.SUBSCRIPTION]
    unknown = [one.run.id for one in unpaid if one.run.figures.cost.basis is not Basis.SUBSCRIPTION]
    beneath = {
        "Paid by subscription, so not on the chart": [names[one] for one in subscribed],
        "Cost not known, so not on the chart": [names[one] for one in unknown],
    }
    return _CostChart(table, paid, beneath).svg()


def frontier(costs: Sequence[Fraction], totals: Sequence[Fraction]) -> list[int]:
    """The places of those that nothing as cheap or cheaper beats, the cheapest first."""
    found: list[int] = []
    for place in sorted(range(len(costs)), key=lambda one: (costs[one], -totals[one], one)):
        if not found or totals[place] > totals[found[-1]]:
            found.append(place)
    return found


class _CostChart:
    def __init__(self, table: Standings, paid: list[_Paid], beneath: dict[str, list[str]]) -> None:
        self._table, self._paid, self._beneath = table, paid, beneath
        costs, totals = [one.cost for one in paid], [one.entry.exact for one in paid]
        self._x = money_axis(costs, Fraction(_LEFT), Fraction(_RIGHT - _INSET))
        self._y = round_axis(totals, table.rubric.scale, Fraction(_BOTTOM - _FOOT), Fraction(_TOP))
        self._best = frontier(costs, totals)
        self._drawn = sorted({*self._best[:_MOST_POINTS], *range(_MOST_POINTS)} & set(range(len(paid))))
        self._points = {one: self._point(one) for one in self._drawn}
        self._drawing = Drawing("cost", about(table))

    def _point(self, place: int) -> Point:
        one = self._paid[place]
        return point(self._x.place(one.cost), self._y.place(one.entry.exact))

    def svg(self) -> str:
        self._legend()
        self._axes()
        self._frontier()
        numbered = self._labels()
        for place in self._drawn:
            self._mark(self._points[place], self._paid[place].entry)
        told = f"Cost and total: {self._table.task}, {self._table.rubric.name}"
        return self._drawing.svg(told, self._told(), self._notes(numbered))

    def _axes(self) -> None:
        drawing = self._drawing
        for value in self._y.ticks:
            y = self._y.place(value)
            drawing.line("grid", _LEFT, y, _RIGHT, y)
            drawing.text("tick", _LEFT - 8, y + 4, number_text(value), "end")
        free = Fraction(0)
        for value in self._x.ticks:
            x, text = self._x.place(value), money(value)
            drawing.line("grid", x, _TOP, x, _BOTTOM)
            if x - width(text) / 2 >= free:
                drawing.text("tick", x, _BOTTOM + 18, text, "middle")
                free = x + width(text) / 2 + 6
        drawing.line("axis", _LEFT, _BOTTOM, _RIGHT, _BOTTOM)
        if self._x.zero is not None:
            drawing.path("axis", f"M{at(self._x.zero + 16)} {_BOTTOM + 5}l4-10m5 0l-4 10")
        drawing.text("remark", _LEFT - 52, _TOP - 22, f"Total out of {number_text(self._table.rubric.scale)}")
        log = ", logarithmic" if self._x.is_log else ""
        drawing.text("remark", _RIGHT, _BOTTOM + 38, f"Cost of the run in US dollars{log}", "end")

    def _frontier(self) -> None:
        """A stair: level to the next that costs more, then up to what that brings."""
        places = [
            (self._x.place(self._paid[one].cost), self._y.place(self._paid[one].entry.exact)) for one in self._best
        ]
        (x, y), rest = places[0], places[1:]
        self._drawing.path("frontier", f"M{at(x)} {at(y)}" + "".join(f"H{at(x)}V{at(y)}" for x, y in rest))

    def _first(self) -> list[int]:
        """Those that get a name where there are too many: the frontier, and then the best."""
        best = [one for one in self._best if one in self._points]
        return [*best, *(one for one in self._drawn if one not in best)][:_MOST_LABELS]

    def _stair(self) -> list[Box]:
        """Where the frontier's lines are."""
        corners = [self._point(one) for one in self._best]
        level = [Box(one.x, one.y - 2, after.x, one.y + 2) for one, after in pairwise(corners)]
        return level + [Box(after.x - 2, after.y, after.x + 2, one.y) for one, after in pairwise(corners)]

    def _mark(self, place: Point, one: Ranked) -> None:
        kind = weights(one.run)
        classes = f"{kind} hollow" if one.run.figures.cost.basis is not Basis.EXACT else kind
        _shape(self._drawing, kind, classes, place)

    def _labels(self) -> list[int]:
        """Names where there is room for them; returns those that got a number instead."""
        places = Places(_AREA, list(self._points.values()), self._stair())
        wide = {one: label_width(self._paid[one].name) for one in self._first()}
        # Whoever has the least choice chooses first.
        order = sorted(wide, key=lambda one: (places.choice(self._points[one], wide[one]), one))
        spots = {one: places.take(self._points[one], wide[one]) for one in order}
        for one, spot in spots.items():
            if spot:
                self._label(spot, self._points[one], self._paid[one].name)
        numbered: list[int] = []
        for one in sorted(one for one, spot in spots.items() if not spot):
            number = str(len(numbered) + 1)
            spot = places.take(self._points[one], label_width(number)) if len(numbered) < _MOST_NUMBERED else None
            if spot:
                self._label(spot, self._points[one], number)
                numbered.append(one)
        named = {one for one, spot in spots.items() if spot} | set(numbered)
        self._nameless = [one.name for place, one in enumerate(self._paid) if place not in named]
        return numbered

    def _label(self, spot: Spot, of: Point, text: str) -> None:
        if spot.tip:
            self._drawing.line("leader", *of, *spot.tip)
        # The end that is next to the point is the one that is sure: how wide a text comes out is a guess.
        if spot.box.right <= of.x:
            self._drawing.text("label halo", spot.box.right, spot.baseline, text, "end")
        elif spot.box.left >= of.x:
            self._drawing.text("label halo", spot.box.left, spot.baseline, text)
        else:
            middle = Fraction(spot.box.left + spot.box.right, 2)
            self._drawing.text("label halo", middle, spot.baseline, text, "middle")

    def _legend(self) -> None:
        drawing, x = self._drawing, 14
        for kind in WEIGHTS:
            if any(weights(one.entry.run) == kind for one in self._paid):
                _shape(drawing, kind, kind, Point(x, 13))
                drawing.text("label", x + 12, 18, WEIGHTS_NAMES[kind])
                x += 12 + label_width(WEIGHTS_NAMES[kind]) + 16
        x, bases = 14, {one.entry.run.figures.cost.basis is Basis.EXACT for one in self._paid}
        for is_exact, said in ((True, "exact"), (False, "estimated")):
            if is_exact in bases:
                _shape(drawing, "open", "plain" if is_exact else "plain hollow", Point(x, 35))
                drawing.text("label", x + 12, 40, f"cost {said}")
                x += 12 + label_width(f"cost {said}") + 16
        drawing.path("frontier", f"M{x} 40h10v-9h10")
        drawing.text("label", x + 28, 40, "nothing cheaper is better")

    def _notes(self, numbered: list[int]) -> int:
        drawing, y = self._drawing, _BOTTOM + 64
        for place, one in enumerate(numbered):
            x = 14 + (WIDTH // 2) * (place % 2)
            paid = self._paid[one]
            figures = f"{cost_words(paid.entry.run.figures.cost)}, {paid.entry.total}"
            drawing.text("value", x + 18, y, str(place + 1), "end")
            drawing.name("label", x + 26, y, paid.name, most=176)
            drawing.text("remark", x + 26 + 184, y, figures)
            y += 18 if place % 2 or place == len(numbered) - 1 else 0
        y += 6 if numbered else 0
        if len(self._nameless) > _MOST_NAMED:
            drawing.text("remark", 14, y, f"{len(self._nameless)} more without a name here: see the table")
            y += 22
        else:
            y = self._named("So close to others that there is no room for the name", self._nameless, y)
        for what, names in self._beneath.items():
            y = self._named(what, names, y)
        return y - 4

    def _named(self, what: str, names: list[str], y: int) -> int:
        if not names:
            return y
        more = len(names) - _MOST_NAMED
        self._drawing.text(
            "remark", 14, y, f"{what}{f' ({len(names)}, of which the first {_MOST_NAMED})' if more > 0 else ''}:"
        )
        for line in lines((squeezed(one, _LONGEST) for one in names[:_MOST_NAMED]), WIDTH - 40):
            y += 18
            self._drawing.names("label", 26, y, line)
        return y + 22

    def _told(self) -> str:
        cheap, dear = (select(self._paid, key=lambda one: one.cost) for select in (min, max))
        told = [f"{len(self._paid)} runs of known cost, from {money(cheap.cost)} to {money(dear.cost)}."]
        told += [f"Cheapest: {cheap.name} with {cheap.entry.total}. Dearest: {dear.name} with {dear.entry.total}."]
        best = [self._paid[one] for one in self._best]
        steps = [f"{one.name} ({shown(one.entry.exact, self._table.rubric.decimals)})" for one in best]
        told.append(f"Nothing cheaper is better than {listed(steps, 6)}.")
        if beneath := sum(map(len, self._beneath.values())):
            told.append(f"{beneath} more without a known cost.")
        return " ".join(told)


def _shape(drawing: Drawing, kind: str, classes: str, place: Point) -> None:
    """A circle for open weights, a square for closed ones, a triangle where it is not known."""
    x, y = place
    if kind == "open":
        drawing.circle(f"dot {classes}", x, y, 5)
    elif kind == "closed":
        drawing.path(f"dot {classes}", f"M{x - 5} {y - 5}h10v10h-10z")
    else:
        drawing.path(f"dot {classes}", f"M{x} {y - 6}L{x + 6} {y + 5}H{x - 6}z")

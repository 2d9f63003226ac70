"""Totals as bars, in the order of rank: open and closed weights by colour and pattern, tiers, ties, reviewers."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Final

from grading.report.formats.charts_axes import ticks
from grading.report.formats.charts_drawing import (
    MOST_ROWS,
    WEIGHTS,
    WEIGHTS_NAMES,
    WIDTH,
    Drawing,
    about,
    at,
    weights,
)
from grading.report.formats.charts_names import run_names
from grading.report.formats.charts_text import listed, shortened, width
from grading.report.standings import Ranked, Standings
from grading.rubric.arithmetic import shown
from grading.strict import number_text

_ROW: Final = 22
_BAR: Final = 14
_NAME_FROM: Final = 34
_BARS_FROM: Final = 236
_LEGEND: Final = 34
_TIERS: Final = 24
"""How much the names of tiers need above the bars."""
_TIE: Final = 32
"""What is left of the numbers for the brackets."""


def totals_chart(table: Standings) -> str:
    """The totals of a table's ranked runs; nothing where none is ranked."""
    if not table.ranked:
        return ""
    return _Totals(table).svg()


class _Totals:
    def __init__(self, table: Standings) -> None:
        self._table = table
        self._names = run_names(table.runs)
        self._rows = table.ranked[:MOST_ROWS]
        self._top = _LEGEND + (_TIERS if table.rubric.tiers else 0)
        self._bottom = self._top + _ROW * len(self._rows)
        longest = max(width(one.total) for one in self._rows)
        self._long = Fraction(WIDTH - _TIE - _BARS_FROM) - longest
        self._drawing = Drawing("totals", about(table))

    def _x(self, total: Fraction) -> Fraction:
        return _BARS_FROM + self._long * total / self._table.rubric.scale

    def svg(self) -> str:
        weights_legend(self._drawing, [one for one in WEIGHTS if one in map(_weights, self._rows)])
        self._axis()
        self._tiers()
        for place, one in enumerate(self._rows):
            self._row(one, self._top + _ROW * place)
        for place, (one, other) in enumerate(pairwise(self._rows), 1):
            if one.is_near_next:
                self._tie(max(self._end(one), self._end(other)), self._top + _ROW * place)
        self._drawing.line("axis", _BARS_FROM, self._top, _BARS_FROM, self._bottom)
        return self._drawing.svg(f"Totals: {self._table.task}, {self._table.rubric.name}", self._told(), self._notes())

    def _row(self, one: Ranked, top: int) -> None:
        drawing, middle = self._drawing, top + _ROW // 2
        drawing.text("value", _NAME_FROM - 8, middle + 5, str(one.rank), "end")
        drawing.name("label", _NAME_FROM, middle + 5, self._names[one.run.id], most=_BARS_FROM - _NAME_FROM - 6)
        kind = weights(one.run)
        drawing.rect(
            kind, _BARS_FROM, middle - _BAR // 2, self._x(one.exact) - _BARS_FROM, _BAR, pattern=_pattern(kind)
        )
        if one.cards > 1:
            self._whisker(one, middle)
        drawing.text("value halo", self._x(one.reviewed.highest.total) + 6, middle + 5, one.total)

    def _end(self, one: Ranked) -> Fraction:
        """Where the number behind a bar ends."""
        return self._x(one.reviewed.highest.total) + 10 + width(one.total)

    def _tie(self, x: Fraction, y: int) -> None:
        """A bracket from one number to the next."""
        self._drawing.path("leader", f"M{at(x)} {y - 8}h4v16h-4")
        self._drawing.text("label", x + 8, y + 5, "≈")

    def _whisker(self, one: Ranked, middle: int) -> None:
        """From the lowest reviewer's total to the highest one's."""
        low, high = self._x(one.reviewed.lowest.total), self._x(one.reviewed.highest.total)
        steps = f"M{at(low)} {middle - 4}v8m0-4H{at(high)}m0-4v8"
        self._drawing.path("under", steps)
        self._drawing.path("whisker", steps)

    def _axis(self) -> None:
        for value in ticks(Fraction(0), self._table.rubric.scale):
            x = self._x(value)
            self._drawing.line("grid", x, self._top, x, self._bottom)
            self._drawing.text("tick", x, self._bottom + 18, number_text(value), "middle")

    def _tiers(self) -> None:
        """A line where each tier begins, and its name over the stretch it reaches to."""
        scale = self._table.rubric.scale
        tiers = sorted((one for one in self._table.rubric.tiers if one.at < scale), key=lambda one: one.at)
        starts = [self._x(one.at) for one in tiers]
        for one, (start, end) in zip(tiers, pairwise([*starts, self._x(scale)]), strict=True):
            if one.at:
                self._drawing.line("tier", start, self._top - 18, start, self._bottom)
            if len(short := shortened(one.name, end - start - 8)) > 1 or short == one.name:
                self._drawing.name(
                    "tick", (start + end) / 2, self._top - 8, one.name, most=end - start - 8, anchor="middle"
                )

    def _notes(self) -> int:
        """What the signs mean, beneath; returns how high it all is."""
        rubric, y = self._table.rubric, self._bottom + 40
        notes = [f"Totals out of {number_text(rubric.scale)}"]
        if any(one.is_near_next for one in self._rows):
            band = f"no further apart than {number_text(rubric.tie_band)}" if rubric.tie_band else "equal"
            notes.append(f"≈ {band}: their order says nothing")
        if any(one.cards > 1 for one in self._rows):
            notes.append("thin line: from the lowest reviewer to the highest")
        if more := len(self._table.ranked) - len(self._rows):
            notes.append(f"… and {more} more: see the table")
        for note in notes:
            self._drawing.text("remark", _NAME_FROM, y, note)
            y += 18
        return y - 6

    def _told(self) -> str:
        ranked, rubric = self._table.ranked, self._table.rubric
        best = [shortened(self._names[one.run.id], 240) for one in ranked if one.rank == 1]
        last = [shortened(self._names[one.run.id], 240) for one in ranked if one.rank == ranked[-1].rank]
        told = [f"{len(ranked)} ranked, totals out of {number_text(rubric.scale)}."]
        told.append(f"Best: {listed(best)} with {ranked[0].total}.")
        if ranked[-1].rank != 1:
            told.append(f"Lowest: {listed(last)} with {ranked[-1].total}.")
        told += _told_by_weights(ranked, rubric.decimals)
        return " ".join(told)


def _told_by_weights(ranked: Sequence[Ranked], decimals: int) -> list[str]:
    """How far up and down open and closed weights reach, where there are both."""
    found = {kind: [one.exact for one in ranked if weights(one.run) == kind] for kind in WEIGHTS}
    if sum(1 for ones in found.values() if ones) < 2:
        return []
    reach = [
        f"{WEIGHTS_NAMES[kind]} {shown(min(ones), decimals)} to {shown(max(ones), decimals)}"
        for kind, ones in found.items()
        if ones
    ]
    return [f"{'; '.join(reach).capitalize()}."]


def _weights(one: Ranked) -> str:
    return weights(one.run)


def _pattern(kind: str) -> str:
    return "" if kind == "open" else kind


def weights_legend(drawing: Drawing, kinds: Iterable[str], x: Fraction | int = _NAME_FROM) -> None:
    """Which colour and pattern is which."""
    for kind in kinds:
        drawing.rect(kind, x, 6, 22, _BAR, pattern=_pattern(kind))
        drawing.text("label", x + 29, 18, WEIGHTS_NAMES[kind])
        x += 29 + width(WEIGHTS_NAMES[kind]) + 14

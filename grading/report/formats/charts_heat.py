"""Runs by dimensions: the share of each maximum as one of seven shades, with its number; what is absent is hatched."""

from collections import defaultdict
from fractions import Fraction
from typing import Final

from grading.report.formats.charts_drawing import MOST_ROWS, WIDTH, Drawing, about
from grading.report.formats.charts_names import run_names
from grading.report.formats.charts_text import listed, shortened, width
from grading.report.reviewers import DimensionMean
from grading.report.standings import Standings
from grading.rubric.arithmetic import shown

_SHADES: Final = 7
_LAST_LIGHT: Final = 3
"""Up to this shade a number is written in ink, from the next one in the colour of the paper."""
_ROW: Final = 24
_NAME_FROM: Final = 34
_CELLS_FROM: Final = 232
_MOST_CELLS: Final = 900
_MOST_COLUMNS: Final = 30
_NARROWEST: Final = 34
_WIDEST: Final = 120
_TURNED: Final = 184
"""How long a title may be that rises to the right."""


def heat_map(table: Standings) -> str:
    """What each ranked run has in each dimension; nothing where there is but one, since that is the total."""
    dimensions = [one for one in table.rubric.dimensions if table.common is None or one.key in table.common]
    if not table.ranked or len(dimensions) < 2:
        return ""
    return _HeatMap(table, [one.key for one in dimensions]).svg()


class _HeatMap:
    def __init__(self, table: Standings, counted: list[str]) -> None:
        self._table = table
        self._names = run_names(table.runs)
        self._counted = len(counted)
        self._keys = counted[:_MOST_COLUMNS]
        titles = {one.key: one.title for one in table.rubric.dimensions}
        self._titles = [titles[key] for key in self._keys]
        self._rows = table.ranked[: min(MOST_ROWS, _MOST_CELLS // len(self._keys))]
        self._lay_out()

    def _lay_out(self) -> None:
        """Titles lie flat over wide columns and rise to the right over narrow ones; many columns widen the chart."""
        number = len(self._keys)
        flat = min(_WIDEST, (WIDTH - _CELLS_FROM) // number)
        self._is_flat = all(width(one) <= flat - 8 for one in self._titles)
        longest = min(Fraction(_TURNED), max(width(one) for one in self._titles))
        rise = 0 if self._is_flat else int(longest * 7 / 10) + 12
        self._column = flat if self._is_flat else max(_NARROWEST, min(64, (WIDTH - _CELLS_FROM - rise + 20) // number))
        self._top = 34 + (22 if self._is_flat else rise)
        self._bottom = self._top + _ROW * len(self._rows)
        self._drawing = Drawing(
            "heat", about(self._table), max(WIDTH, _CELLS_FROM + self._column * number + max(0, rise - 20))
        )

    def svg(self) -> str:
        self._legend()
        for place, title in enumerate(self._titles):
            middle = _CELLS_FROM + self._column * place + self._column // 2
            if self._is_flat:
                self._drawing.name("label", middle, self._top - 8, title, most=self._column - 4, anchor="middle")
            else:
                self._drawing.turned("label", middle, self._top - 8, title, _TURNED)
        self._shades()
        for place, one in enumerate(self._rows):
            y = self._top + _ROW * place + 17
            self._drawing.text("value", _NAME_FROM - 8, y, str(one.rank), "end")
            self._drawing.name("label", _NAME_FROM, y, self._names[one.run.id], most=_CELLS_FROM - _NAME_FROM - 8)
            self._numbers(place, y)
        title = f"Dimensions: {self._table.task}, {self._table.rubric.name}"
        return self._drawing.svg(title, self._told(), self._notes())

    def _means(self, row: int) -> list[DimensionMean]:
        found = {one.key: one for one in self._rows[row].dimensions}
        return [found[key] for key in self._keys]

    def _shades(self) -> None:
        """All cells of one shade are one shape: a tenth of the bytes."""
        shapes: defaultdict[int, list[str]] = defaultdict(list)
        wide, high = self._column - 2, _ROW - 2
        for row in range(len(self._rows)):
            for column, mean in enumerate(self._means(row)):
                x, y = _CELLS_FROM + self._column * column + 1, self._top + _ROW * row + 1
                if mean.share is None:
                    self._drawing.rect("cell", x, y, wide, high, pattern="absent")
                else:
                    shapes[_shade(mean.share)].append(f"M{x} {y}h{wide}v{high}h-{wide}z")
        for shade, found in sorted(shapes.items()):
            self._drawing.path(f"heat-{shade}", "".join(found))

    def _numbers(self, row: int, y: int) -> None:
        on_light: list[tuple[int, str]] = []
        on_dark: list[tuple[int, str]] = []
        for column, mean in enumerate(self._means(row)):
            if mean.share is not None:
                place = (_CELLS_FROM + self._column * column + self._column // 2, _percent(mean.share))
                (on_light if _shade(mean.share) <= _LAST_LIGHT else on_dark).append(place)
        self._drawing.texts("on-light", y, on_light)
        self._drawing.texts("on-dark", y, on_dark)

    def _legend(self) -> None:
        drawing, x = self._drawing, _NAME_FROM
        drawing.text("label", x, 18, "0 %")
        x += 32
        for shade in range(_SHADES):
            drawing.rect(f"heat-{shade}", x + 24 * shade, 6, 23, 14)
        x += 24 * _SHADES + 6
        drawing.text("label", x, 18, "100 % of the maximum")
        if any(mean.share is None for row in range(len(self._rows)) for mean in self._means(row)):
            x += 176
            drawing.rect("cell", x, 6, 23, 14, pattern="absent")
            drawing.text("label", x + 30, 18, "not attempted")

    def _notes(self) -> int:
        y, notes = self._bottom + 22, []
        if self._table.common is not None:
            notes.append("Only the dimensions that every ranked run attempted")
        if more := len(self._table.ranked) - len(self._rows):
            notes.append(f"… and {more} more: see the table")
        if more := self._counted - len(self._keys):
            notes.append(f"… and {more} more dimensions: see the scorecards")
        for note in notes:
            self._drawing.text("remark", _NAME_FROM, y, note)
            y += 18
        return y - 6 if notes else self._bottom + 8

    def _told(self) -> str:
        """Which dimension goes best and which worst, over the runs that are shown."""
        shares = defaultdict(list)
        for row in range(len(self._rows)):
            for mean, title in zip(self._means(row), self._titles, strict=True):
                if mean.share is not None:
                    shares[mean.key, title].append(mean.share)
        means = {title: sum(found, Fraction(0)) / len(found) for (_, title), found in shares.items()}
        told = [f"{len(self._rows)} runs by {len(self._keys)} dimensions, each cell in percent of the maximum."]
        if means:
            order = sorted(means, key=lambda title: -means[title])
            best, worst = ([one for one in order if means[one] == means[order[end]]] for end in (0, -1))
            told.append(f"Highest on average: {_some(best)}, {_percent(means[order[0]])} %.")
            if means[order[0]] != means[order[-1]]:
                told.append(f"Lowest: {_some(worst)}, {_percent(means[order[-1]])} %.")
        absent = len(self._rows) * len(self._keys) - sum(map(len, shares.values()))
        if absent:
            told.append(f"Not attempted: {absent} of {len(self._rows) * len(self._keys)} cells.")
        return " ".join(told)


def _some(titles: list[str]) -> str:
    return listed([shortened(one, 240) for one in titles])


def _shade(share: Fraction) -> int:
    return min(_SHADES - 1, int(share * _SHADES))


def _percent(share: Fraction) -> str:
    return shown(share * 100, 0)

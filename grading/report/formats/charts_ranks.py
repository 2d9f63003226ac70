"""The rank of each model here beside its rank in an outside index; what the two have the other way round stands out."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Final

from grading.report.formats.charts_drawing import MOST_ROWS, WIDTH, Drawing
from grading.report.formats.charts_labels import label_width
from grading.report.formats.charts_text import listed, shortened
from grading.report.formats.figures import coefficient, number
from grading.report.index import AgainstIndex, Compared

_ROW: Final = 24
_TOP: Final = 52
_LONGEST: Final = 176
_LONGEST_VALUE: Final = 64
_MANY: Final = 24
_RANK: Final = 30
_TOLD: Final = 3

_Rank = Callable[[Compared], int]


def rank_chart(against: AgainstIndex) -> str:
    """A line for each model from its rank here to that in the index; nothing where fewer than two are in both."""
    if len(against.compared) < 2:
        return ""
    return _RankChart(against).svg()


class _RankChart:
    def __init__(self, against: AgainstIndex) -> None:
        self._against = against
        self._shown = against.compared[:MOST_ROWS]
        self._bottom = _TOP + _ROW * len(self._shown)
        self._index = against.index.name.replace("\\", "/").rstrip("/").rpartition("/")[2] or "index"
        # Those that are reversed only within the noise are dashed: their order says nothing.
        near = [side for one in against.reversed if one.is_near for side in (one.ahead_here, one.ahead_there)]
        clear = [side for one in against.reversed if not one.is_near for side in (one.ahead_here, one.ahead_there)]
        self._near, self._clear = {one.model for one in near}, {one.model for one in clear}
        self._drawing = Drawing("ranks", _about(against))
        self._lay_out()

    def _lay_out(self) -> None:
        """The lines get all the room that names and figures leave, the same on both sides."""
        self._values = {one.model: shortened(number(one.value), _LONGEST_VALUE) for one in self._shown}
        self._totals = {one.model: shortened(one.total_shown, _LONGEST_VALUE) for one in self._shown}
        self._total_wide, self._value_wide = (
            12 + max(map(label_width, ones.values())) for ones in (self._totals, self._values)
        )
        names = min(_LONGEST, max(label_width(one.model) for one in self._shown))
        self._left = 14 + max(170, names + max(self._total_wide, self._value_wide) + _RANK)
        self._right = WIDTH - self._left

    def svg(self) -> str:
        drawing = self._drawing
        drawing.text("value", self._left, 18, "Rank here", "end")
        drawing.text("remark", self._left, 36, "total", "end")
        drawing.name("value", self._right, 18, f"Rank in {self._index}", most=self._left - 14)
        drawing.text("remark", self._right, 36, "its value")
        here, there = (_places(self._shown, rank) for rank in (_here, _there))
        for one in sorted(self._shown, key=lambda one: one.model in self._near | self._clear):
            drawing.line(
                self._slope(one), self._left + 10, _y(here[one.model][1]), self._right - 10, _y(there[one.model][1])
            )
        for one in self._shown:
            self._row_here(one, *here[one.model])
            self._row_there(one, *there[one.model])
        return drawing.svg(f"Rank here and in {shortened(self._index, 300)}", self._told(), self._notes())

    def _slope(self, one: Compared) -> str:
        among_many = " thin" if len(self._shown) > _MANY else ""
        if one.model in self._clear:
            return f"slope reversed{among_many}"
        return f"slope reversed near{among_many}" if one.model in self._near else f"slope{among_many}"

    def _row_here(self, one: Compared, row: Fraction, middle: Fraction) -> None:
        drawing, y = self._drawing, _y(row)
        drawing.circle("end", self._left + 10, _y(middle), 4)
        drawing.line("leader", self._left + 2, y, self._left + 10, _y(middle))
        drawing.text("value", self._left - 2, y + 5, str(one.rank), "end")
        drawing.text("remark", self._left - _RANK, y + 5, self._totals[one.model], "end")
        drawing.name("label", self._left - _RANK - self._total_wide, y + 5, one.model, most=_LONGEST, anchor="end")

    def _row_there(self, one: Compared, row: Fraction, middle: Fraction) -> None:
        drawing, y = self._drawing, _y(row)
        drawing.circle("end", self._right - 10, _y(middle), 4)
        drawing.line("leader", self._right - 2, y, self._right - 10, _y(middle))
        drawing.text("value", self._right + 2, y + 5, str(one.index_rank))
        drawing.text("remark", self._right + _RANK, y + 5, self._values[one.model])
        drawing.name("label", self._right + _RANK + self._value_wide, y + 5, one.model, most=_LONGEST)

    def _notes(self) -> int:
        agreement, y = self._against.agreement, self._bottom + 24
        tau_b, rho = coefficient(agreement.tau_b), coefficient(agreement.rho)
        pairs = agreement.number * (agreement.number - 1) // 2
        notes = [
            f"Kendall's tau-b {tau_b} · Spearman's rho {rho} · {agreement.number} models in both"
            if tau_b and rho
            else "tau-b and rho say nothing here: one of the two orders has no differences",
            f"Pairs that are the other way round: {len(self._against.reversed)} of {pairs}"
            + (" (heavy lines)" if self._against.reversed else ""),
        ]
        if self._near - self._clear:
            notes.append("A broken line is reversed only with others whose totals are within the tie band")
        if more := len(self._against.compared) - len(self._shown):
            notes.append(f"… and {more} more: see the table")
        for note in notes:
            self._drawing.text("remark", 14, y, note)
            y += 18
        return y - 4

    def _told(self) -> str:
        agreement = self._against.agreement
        told = [f"{agreement.number} models are in both."]
        if agreement.tau_b is not None:
            tau_b, rho = coefficient(agreement.tau_b), coefficient(agreement.rho)
            told.append(f"Kendall's tau-b {tau_b}, Spearman's rho {rho}.")
        pairs = [
            f"{shortened(one.ahead_here.model, 200)} before {shortened(one.ahead_there.model, 200)}"
            for one in self._against.reversed
        ]
        told.append(
            f"Here, but not in the index: {listed(pairs, _TOLD)}." if pairs else "No pair is the other way round."
        )
        return " ".join(told)


def _here(one: Compared) -> int:
    return one.rank


def _there(one: Compared) -> int:
    return one.index_rank


def _places(shown: Sequence[Compared], rank: _Rank) -> dict[str, tuple[Fraction, Fraction]]:
    """The row of each model's name, and the place that it shares with all of its rank: the middle of their rows."""
    rows: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    other = _there if rank is _here else _here
    for row, one in enumerate(sorted(shown, key=lambda one: (rank(one), other(one), one.model))):
        rows[rank(one)].append((row, one.model))
    return {
        model: (Fraction(row), Fraction(found[0][0] + found[-1][0], 2))
        for found in rows.values()
        for row, model in found
    }


def _y(row: Fraction) -> Fraction:
    return _TOP + _ROW * row + _ROW // 2


def _about(against: AgainstIndex) -> str:
    """Nothing else tells one table's comparison from another's than what is compared."""
    said = "\n".join(
        (against.index.name, *(f"{one.model}\t{one.total}\t{one.value}" for one in against.compared)),
    )
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:8]

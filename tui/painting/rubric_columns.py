"""The columns of the rubric panel: what stands where, at any width."""

from typing import Final

from msgspec import Struct
from rich.cells import cell_len

from grading.rubric.arithmetic import shown
from grading.rubric.model import Rubric
from grading.sides import Side
from grading.strict import number_text
from tui.painting.spans import safe

_NARROW: Final = 46
_MOST_SIGNS: Final = 8
_LEAST_TITLE: Final = 10
"""The columns that titles keep however long a price is."""
_TOTAL: Final = len(" Total  A 99 open  B tier A")
"""The columns of the last row's words, where they have no room under the letters."""


class Columns(Struct, frozen=True):
    """How wide what is: title, most points, for each side a value and signs; the last column is the scroll mark."""

    width: int
    title: int
    most: int
    value: int
    signs: int

    @property
    def is_narrow(self) -> bool:
        """Whether the title needs every column it can get."""
        return self.width < _NARROW

    @property
    def side(self) -> int:
        """A side's part: its value between two columns for brackets, and its signs."""
        return self.value + self.signs + 2

    def side_at(self, column: int) -> Side | None:
        """The side whose part a column is in."""
        place = column - self.title - self.most
        if not 0 <= place < 2 * self.side:
            return None
        return Side.A if place < self.side else Side.B


def fitting_columns(rubric: Rubric, width: int) -> Columns:
    """The columns for a panel of a width; the title takes what is left."""
    value = max(4 if width < _NARROW else 5, min(7, _longest(rubric)))
    signs = _MOST_SIGNS if width >= 84 else 5 if width >= 68 else 3 if width >= _NARROW else 2
    rows = [row.points for one in rubric.dimensions for row in one.criteria]
    points = [rubric.scale, *(one.max for one in rubric.dimensions), *rows]
    most = max(len(number_text(one)) for one in points) + 1
    title = width - 1 - most - 2 * (value + signs + 2)
    price = _longest_price(rubric)
    # A price with a letter, or with a sign that letters are cut, wherever possible; where there is room, with a note.
    for wanted, least in ((price + 1, _LEAST_TITLE), (price + 2, _TOTAL)) if price else ():
        wider = min(max(wanted - signs, 0), max(title - least, 0) // 2, _MOST_SIGNS - signs)
        signs, title = signs + wider, title - 2 * wider
    # What no title needs, signs may have.
    more = min(max(title - _longest_title(rubric, most), 0) // 2, _MOST_SIGNS - signs)
    return Columns(width, max(title - 2 * more, 4), most, value, signs + more)


def _longest_title(rubric: Rubric, most: int) -> int:
    """The columns that every title has room in: of the rubric, of its sections with how far they are, and of cells."""
    sections = [(one.title, [row.title for row in one.criteria]) for one in rubric.dimensions]
    sections += [("Gates", [one.title for one in rubric.gates])] if rubric.gates else []
    texts = [" " * _TOTAL]
    for place, (title, rows) in enumerate(sections, 1):
        texts.append(f"▾ {place} {safe(title)}" + (f" {len(rows)}/{len(rows)}" if rows else ""))
        texts += (f"    {place}.{number} {safe(row)}" for number, row in enumerate(rows, 1))
    return max(*map(cell_len, texts), cell_len(f" {safe(rubric.title)} @{safe(rubric.edition)}") - most)


def _longest(rubric: Rubric) -> int:
    """How long the longest value is: the total, or the most points with as many decimals as the step has."""
    values = [len(number_text(one.max)) + len(number_text(one.step % 1)) - 1 for one in rubric.dimensions]
    return max(len(shown(rubric.scale, rubric.decimals)), *values)


def _longest_price(rubric: Rubric) -> int:
    """How long the longest price of deductions is, with its minus; 0 where there are none."""
    prices = [[one.points for one in dimension.deductions] for dimension in rubric.dimensions if dimension.deductions]
    wholes = (len(str(int(sum(points)))) for points in prices)
    parts = (len(number_text(one % 1)) - 1 for points in prices for one in points)
    return 1 + max(wholes) + max(parts) if prices else 0

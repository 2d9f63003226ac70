"""The columns of standings: what each one says, what it sorts by, and which of them a width has room for."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final, NamedTuple

from msgspec import Struct
from rich.cells import cell_len

from grading.rubric.model import Rubric
from grading.visible import visible
from grading.words import UNKNOWN, cost_words, count_words, time_words
from tui.painting.spans import safe
from tui.painting.standings_plain import left_out
from tui.painting.standings_rows import RunRow

_LEAST_NAME, _MOST_NAME = 14, 48
_BAR: Final = (6, 10, 18, 18, 24, 30)
_WIDER: Final = (3, 5, 8, 12, 18, 26)
"""How wide bars of dimensions grow; before that they stand upright in one column."""
_ALWAYS: Final = ("rank", "run", "total")
_WANTED: Final = ("tier", "cost", "dimensions", "bar", "time", "cards", "spread", "weights", "state", "point", "tokens")
"""The other columns, by how much they matter."""
LEFT_OUT: Final = "left out"
"""The key of the column whose head says how many others have no room; no row says anything there."""
_GAP: Final = 1
_RESERVED: Final = (0, len("+9 "), len("+99 "), len("+999 "))
"""The room that is kept for how many columns are left out, tried one after the other: the sign takes room itself."""


class Key(NamedTuple):
    """What a row is sorted by: a number or a text."""

    number: Fraction
    text: str = ""


class Column(Struct, frozen=True):
    """One column."""

    key: str
    title: str
    """What it is called in a sentence."""
    head: str
    """What stands above it."""
    is_right: bool = True
    falls: bool = False
    """Whether the most comes first."""
    dimension: int = -1
    """The place of the dimension that it is about; -1 for none."""

    def text(self, row: RunRow) -> str:
        """What a row says there; nothing where it has a bar."""
        return _TEXTS[self.key](row) if self.key in _TEXTS else ""

    def sort(self, row: RunRow) -> Key | None:
        """What a row is sorted by; none where it is not known."""
        if self.dimension >= 0:
            return _number(row.shares[self.dimension]) if row.shares else None
        return _SORTS[self.key](row)


class Placed(Struct, frozen=True):
    """A column and the columns of the terminal that it takes."""

    column: Column
    width: int


_FIXED: Final = (
    Column("rank", "rank", "#"),
    Column("run", "name", "run", is_right=False),
    Column("total", "total", "total", falls=True),
    Column("bar", "total", "", is_right=False, falls=True),
    Column("tier", "tier", "tier", is_right=False, falls=True),
)
_FIGURES: Final = (
    Column("cards", "number of cards", "cards", falls=True),
    Column("spread", "spread between reviewers", "spread", falls=True),
    Column("cost", "cost", "cost"),
    Column("point", "cost per point", "a point"),
    Column("time", "time", "time"),
    Column("tokens", "tokens", "tokens"),
    Column("weights", "weights", "weights", is_right=False),
    Column("state", "state", "state", is_right=False),
)


def columns_of(rubric: Rubric) -> tuple[Column, ...]:
    """Every column that standings under a rubric can have, from left to right."""
    dimensions = (
        Column(f"dimension {place}", safe(visible(one.title)), str(place + 1), False, True, place)
        for place, one in enumerate(rubric.dimensions)
    )
    # One dimension alone is the total.
    return (*_FIXED, *(dimensions if len(rubric.dimensions) > 1 else ()), *_FIGURES)


def to_sort_by(columns: Sequence[Column]) -> tuple[Column, ...]:
    """The columns that can be sorted by: a bar shows what the number beside it says."""
    return tuple(one for one in columns if one.key != "bar")


def state_of(row: RunRow) -> str:
    """How a run ended, where that is worth saying."""
    state = row.figures.state.value if row.figures else ""
    return "" if state == "complete" else state


def _number(value: int | Decimal | Fraction | None) -> Key | None:
    return None if value is None else Key(Fraction(value))


def _word(text: str) -> Key | None:
    return Key(Fraction(0), text.lower()) if text else None


_TEXTS: Final[Mapping[str, Callable[[RunRow], str]]] = {
    "rank": lambda row: UNKNOWN if row.rank is None else str(row.rank),
    "run": lambda row: row.name,
    "total": lambda row: row.total,
    "tier": lambda row: row.tier,
    "cards": lambda row: str(row.cards or ""),
    "spread": lambda row: row.spread_shown,
    "cost": lambda row: cost_words(row.figures.cost) if row.figures else "",
    "point": lambda row: row.per_point_shown,
    "time": lambda row: time_words(row.figures.seconds) if row.figures else "",
    "tokens": lambda row: count_words(row.figures.all_tokens) if row.figures else "",
    "weights": lambda row: safe(visible(row.figures.weights)) if row.figures else "",
    "state": state_of,
}
_SORTS: Final[Mapping[str, Callable[[RunRow], Key | None]]] = {
    "rank": lambda row: None if row.rank is None else _number(row.place),
    "run": lambda row: _word(row.name),
    "total": lambda row: _number(row.exact),
    "tier": lambda row: _number(row.exact) if row.tier else None,
    "cards": lambda row: _number(row.cards or None),
    "spread": lambda row: _number(row.spread),
    "cost": lambda row: _number(row.usd),
    "point": lambda row: _number(row.per_point),
    "time": lambda row: _number(row.figures.seconds) if row.figures else None,
    "tokens": lambda row: _number(row.figures.all_tokens) if row.figures else None,
    "weights": lambda row: _word(row.figures.weights) if row.figures else None,
    "state": lambda row: _word(state_of(row)),
}


class Widths:
    """How wide each column of some rows must be, found once; what stands in no row needs no column."""

    def __init__(self, columns: Sequence[Column], rows: Sequence[RunRow]) -> None:
        self.columns = tuple(columns)
        self._needed = {one.key: _needed(one, rows) for one in columns}
        self._dimensions = [one for one in columns if one.dimension >= 0]

    def placed(self, width: int, by: str = "") -> tuple[Placed, ...]:
        """The columns that have room in a width, as they stand from left to right; last, how many have none.

        The one that rows are sorted `by` has room before the others.
        """
        for reserved in _RESERVED:
            widths = self._chosen(width - reserved, by)
            more = self._left_out(widths)
            if len(more and f"{more} ") <= reserved:
                break
        found = [Placed(one, widths[one.key]) for one in self.columns if one.key in widths]
        room = width - sum(one.width + _GAP for one in found) - 1 - _GAP
        return (*found, *([Placed(Column(LEFT_OUT, "", more), room)] if more and room >= len(more) else ()))

    def _left_out(self, widths: Mapping[str, int]) -> str:
        """How many columns that say something are not there; a bar says no more than the number beside it."""
        told = [one.key for one in self.columns if one.key != "bar" and (one.dimension >= 0 or self._needed[one.key])]
        return left_out(len(set(told) - set(widths)))

    def _chosen(self, width: int, by: str) -> dict[str, int]:
        """The widths of the columns that have room."""
        name = self._needed["run"]
        bars = {one.key: len(one.head) for one in self._dimensions}
        widths = {key: self._needed[key] for key in _ALWAYS}
        widths["run"] = min(max(name, 3), _LEAST_NAME)
        free = width - sum(one + _GAP for one in widths.values()) - 1  # the sign of neighbours that are near
        for key in (by, *_WANTED):
            if key in widths:
                wanted = {}
            elif key == "dimensions":
                wanted = {one: size for one, size in bars.items() if one not in widths}
            elif key in bars:
                wanted = {key: bars[key]}
            elif key == "bar":
                # By now the columns that matter more have room: names are told in full before a number has a bar, too.
                grown = min(max(name - widths["run"], 0), max(free, 0), _MOST_NAME - widths["run"])
                widths["run"] += grown
                free -= grown
                wanted = {"bar": _BAR[0]}
            else:
                wanted = {key: self._needed[key]} if self._needed.get(key) else {}
            needs = sum(one + _GAP for one in wanted.values())
            if needs <= free:
                widths |= wanted
                free -= needs
        self._widen(widths, free)
        return widths

    def _widen(self, widths: dict[str, int], free: int) -> None:
        """Gives bars what is left."""
        for size, bar in zip(_WIDER, _BAR, strict=True):
            there = [one.key for one in self._dimensions if one.key in widths]
            more = sum(size - widths[key] for key in there)
            if there and 0 <= more <= free:
                widths |= dict.fromkeys(there, size)
                free -= more
            if "bar" in widths and bar - widths["bar"] <= free:
                free -= bar - widths["bar"]
                widths["bar"] = bar


def _needed(column: Column, rows: Sequence[RunRow]) -> int:
    """The width of the widest row; 0 where none says anything."""
    texts = {column.text(row) for row in rows}
    size = max((cell_len(text) for text in texts), default=0)
    is_empty = texts <= {"", UNKNOWN}
    # Above what is sorted by stands an arrow.
    return 0 if is_empty and column.key not in _ALWAYS else max(size, len(column.head) + 1)

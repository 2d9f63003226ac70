"""Standings as lines: the head that is sorted by, a row for each run, and what is said of the one under the cursor."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from msgspec import Struct
from rich.cells import cell_len

from grading.strict import number_text
from grading.visible import visible
from grading.words import UNKNOWN, cost_words, count_words, counted, time_words
from tui.painting.spans import Aim, Line, Span, Target, clipped, columns, left, right, safe
from tui.painting.standings_bars import across, upward
from tui.painting.standings_columns import LEFT_OUT, Column, Placed, state_of
from tui.painting.standings_rows import UNSEEN, RunRow, Standing
from tui.painting.standings_shape import Heading, Shape
from tui.themes import Look

_SIGNS: Final = 2
"""Columns before the first one: the cursor's sign."""
_WEIGHTS: Final = {"open": Look.B, "closed": Look.A}
NEAR: Final = "≈"
_LEAST_TITLE: Final = 8
_BETWEEN: Final = " · "
_FAINT: Final = ("cards", "spread", "time", "tokens", "point", "weights")


class Table(Struct, frozen=True):
    """What rows are painted by."""

    placed: tuple[Placed, ...]
    scale: Fraction
    shape: Shape
    column: Column
    """The one that is sorted by."""
    has_weights: bool = False
    """Whether it is known of any run whether its weights are open."""

    def bar_look(self, row: RunRow) -> Look:
        """Bars tell open weights from closed ones, where those are known."""
        if not self.has_weights:
            return Look.B
        return _WEIGHTS.get(row.figures.weights if row.figures else "", Look.FAINT)


def table_width(width: int) -> int:
    """The columns that a row has for what it says."""
    return width - _SIGNS


def head_line(table: Table, width: int) -> Line:
    """What stands above the columns; a click on it sorts."""
    spans = [Span(" " * _SIGNS, Look.BAR)]
    for one in table.placed:
        column = one.column
        is_here = column is table.column
        arrow = ("▾" if column.falls is not table.shape.is_turned else "▴") if is_here else ""
        text = _head_words(column, one.width - len(arrow))
        said = f"{text}{arrow}" if not column.is_right else f"{text.rstrip()}{arrow}"
        target = None if column.key == LEFT_OUT else Target(Aim.COMMAND, "total" if column.key == "bar" else column.key)
        look = Look.BAR_KEY if is_here else Look.FAINT if column.key == LEFT_OUT else Look.BAR
        spans.append(Span((right if column.is_right else left)(said, one.width), look, target))
        spans.append(Span(_after(column), Look.BAR))
    room = max(width - columns(spans), 0)
    return Line((*spans, Span(" " * room, Look.BAR)), Look.BAR)


def _after(column: Column) -> str:
    """The gap after a column; after the rank, one more for the sign of neighbours that are near."""
    return "  " if column.key == "rank" else " "


def _head_words(column: Column, width: int) -> str:
    if column.dimension < 0 or width < _LEAST_TITLE:
        return clipped(column.head, max(width, 0))
    return clipped(f"{column.head} {column.title}", width)


def heading_line(heading: Heading, width: int) -> Line:
    """A title between rows."""
    spans = (
        Span(" " * _SIGNS),
        Span(heading.text, Look.TITLE),
        Span(f"  {heading.count:,}" if heading.count else "", Look.FAINT),
    )
    return Line(tuple(span._replace(text=clipped(span.text, width)) for span in spans))


def run_line(table: Table, row: RunRow, *, is_near: bool, has_cursor: bool) -> Line:
    """One run."""
    sign = Span(" ▸" if has_cursor else "  ", Look.A if has_cursor else Look.TEXT)
    ranked = row.standing is Standing.RANKED
    spans = _ranked(table, row, NEAR if is_near else " ") if ranked else _unranked(table, row)
    return Line((sign, *spans), Look.HERE if has_cursor else Look.TEXT)


def _ranked(table: Table, row: RunRow, near: str) -> list[Span]:
    spans = []
    for one in table.placed:
        spans.append(_cell(table, one, row))
        spans.append(Span(f"{near} ", Look.UNSURE) if one.column.key == "rank" else Span(" "))
    return spans


def _cell(table: Table, one: Placed, row: RunRow) -> Span:
    column, width = one.column, one.width
    if column.key == "bar" and row.exact is not None:
        return Span(across(row.exact / table.scale if table.scale else None, width), table.bar_look(row))
    if column.dimension >= 0 and row.shares:
        share = row.shares[column.dimension]
        text = upward(share).ljust(width) if width < 3 else across(share, width)
        return Span(text, Look.FAINT if share is None or share <= 0 else table.bar_look(row))
    look = Look.TITLE if column.key in ("rank", "total") else Look.FAINT if column.key in _FAINT else Look.TEXT
    if column.key == "run" and row.is_hidden:
        look = Look.MASK
    text = column.text(row)
    return Span(right(text, width) if column.is_right else left(text, width), look)


def _unranked(table: Table, row: RunRow) -> list[Span]:
    """A run without a rank: why that is takes the room of its points, and of every figure that is not known."""
    places = [one for one in table.placed if not _says_nothing(one.column, row)]
    before = [one for one in places if one.column.key in _FIRST]
    after = [one for one in places if one.column.key not in _FIRST]
    spans: list[Span] = []
    for one in before:
        cell = _cell(table, one, row)
        spans += [cell._replace(look=Look.FAINT) if cell.look is Look.TITLE else cell, Span(_after(one.column))]
    start = table.placed.index(after[0]) if after else len(table.placed)
    between = [one for one in table.placed[:start] if one.column.key not in _FIRST]
    why = row.why.removeprefix(f"{row.ground}: ").removeprefix(f"{row.total} ")
    while between and sum(one.width + 1 for one in between[:-1]) > cell_len(why):
        between.pop()
        start -= 1
    room = max(sum(one.width + 1 for one in between) - 1, 0)
    spans += [Span(left(why, room), Look.FAINT), Span(" " * bool(between))]
    for one in table.placed[start:]:
        spans += [_figure_cell(table, one, row), Span(" ")]
    return spans


def _figure_cell(table: Table, one: Placed, row: RunRow) -> Span:
    """A figure of a run without a rank: as in ranked rows, one that is not known is a dash."""
    cell = _cell(table, one, row)
    is_unknown = one.column.key in _FIGURES and row.figures is not None and not cell.text.strip()
    return cell._replace(text=right(UNKNOWN, one.width)) if is_unknown else cell


_FIRST: Final = ("rank", "run", "total")
_FIGURES: Final = ("cost", "point", "time", "tokens")


def _says_nothing(column: Column, row: RunRow) -> bool:
    """Whether a row without a rank has nothing of its own in a column."""
    if column.key in _FIRST:
        return False
    return column.text(row) in ("", UNKNOWN, row.ground)


def caption_line(where: Sequence[str], said: str, width: int) -> Line:
    """What is shown, and on the right how."""
    spans = [Span(f" {where[0]}", Look.TITLE), *(Span(f" · {one}", Look.TEXT) for one in where[1:])]
    tail = Span(f"{clipped(said, max(width - 2, 0))} ", Look.FAINT) if said else Span("")
    room = width - columns([tail]) - 1
    found: list[Span] = []
    for span in spans:
        found.append(span._replace(text=clipped(span.text, max(room - columns(found), 0))))
    gap = " " * max(width - columns(found) - columns([tail]), 0)
    return Line((*found, Span(gap), tail))


def detail_line(row: RunRow | None, width: int, near: Fraction | None = None) -> Line:
    """What there is to say of a run in one row, first things first: columns may have had no room for it.

    `near` is how far apart two runs may be at most that are so near as this one and the one below it.
    """
    if row is None:
        return Line((Span(" " * width, Look.BAR),), Look.BAR)
    spans = [Span(f" {clipped(row.name, max(width // 2, 1))}  ", Look.BAR_KEY)]
    room = max(width - columns(spans), 0)
    return Line((*spans, Span(left(_whole([*_nearness(near), *_details(row)], room), room), Look.BAR)), Look.BAR)


def _nearness(near: Fraction | None) -> list[tuple[str, str]]:
    """What the sign after the rank means."""
    if near is None:
        return []
    band = f"within {number_text(near)} of the next" if near else "as much as the next"
    return [(f"{NEAR} {band}",) * 2]


def _details(row: RunRow) -> list[tuple[str, str]]:
    """All that there is to say, and what of each is said where there is less room."""
    said = [(row.why, row.why)] if row.why else []
    if row.tier:
        tier = f"tier {row.tier}"
        said.append((f"{tier}: {row.means}" if row.means else tier, tier))
    if state_of(row) and state_of(row) not in row.why:
        said.append((state_of(row),) * 2)
    if row.cards:
        cards = counted(row.cards, "card")
        said.append((f"{cards}{f', {row.between}' if row.between else ''}", cards))
    if row.begun:
        said.append((f"begun: {row.begun}",) * 2)
    if row.unseen:
        said.append((row.unseen, UNSEEN))
    if row.figures is None:
        return [*said, ("name, cost, time and tokens are hidden", "name and figures hidden")]
    return [*said, *((one, one) for one in _figures(row))]


def _whole(said: Sequence[tuple[str, str]], room: int) -> str:
    """As much as there is room for, in whole parts: the last ones say less first, and then nothing."""
    steps = [[one for one, _ in said[:kept]] + [one for _, one in said[kept:]] for kept in range(len(said), -1, -1)]
    steps += [[one for _, one in said[:kept]] for kept in range(len(said) - 1, 0, -1)]
    texts = (_BETWEEN.join(parts) for parts in steps)
    return next((one for one in texts if cell_len(one) <= room), said[0][1] if said else "")


def _figures(row: RunRow) -> list[str]:
    figures = row.figures
    assert figures is not None
    cost = figures.cost
    amount = cost_words(cost).removeprefix("~")
    said = [f"{amount} {cost.basis.value}" if cost.usd is not None else f"cost {cost.basis.value}"]
    if row.per_point_shown not in ("", UNKNOWN):
        said.append(f"{row.per_point_shown} a point")
    said.append(time_words(figures.seconds) if figures.seconds is not None else "time unknown")
    if figures.all_tokens is not None:
        said.append(f"{count_words(figures.all_tokens)} tokens")
    said += [safe(visible(f"{figures.weights} weights"))] if figures.weights else []
    return said

"""A rubric with the values of both sides, in the rows that there are: sections open where the cursor is.

Where everything fits, everything is shown. Else the section of the cursor shows its cells, and of the others as many as
there is room for, the first ones first, so that little moves while the cursor does. Where even that is too much, the
rows scroll under the name of their section.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple

from rich.cells import cell_len

from grading.marks.scorecard import Scorecard
from grading.review.outline import Outline, Section
from grading.rubric.model import Cell
from grading.sides import Pair, Side
from grading.strict import number_text
from tui.painting.cell_values import (
    OPEN,
    Value,
    clipped_value,
    dimension_value,
    gates_value,
    number_of,
    progress,
    signs_of,
    value_of,
)
from tui.painting.panel_view import PanelView
from tui.painting.rubric_columns import Columns
from tui.painting.spans import Line, Span, columns, left, right, safe
from tui.themes import Look

ABOVE: Final = 1
BELOW: Final = 1
"""The rows that frame the scrolling ones: the title and the total."""


_LOCKED: Final = "✓"


class Row(NamedTuple):
    """One row of a rubric: a section's own, or a cell's in it."""

    section: int
    cell: int | None
    """Which cell of the section; None for the section's own row."""


def _rows(outline: Outline, current: int, room: int) -> tuple[Row, ...]:
    """The rows with the current section open, and of the others those whose cells fit."""
    sections = outline.sections
    left_over = room - len(sections) - _inside(sections[current])
    opened = {current}
    for place, section in enumerate(sections):
        if place != current and _inside(section) <= left_over:
            left_over -= _inside(section)
            opened.add(place)
    found: list[Row] = []
    for place, section in enumerate(sections):
        found.append(Row(place, None))
        if place in opened:
            found += [Row(place, number) for number in range(_inside(section))]
    return tuple(found)


def _inside(section: Section) -> int:
    """How many rows a section has besides its own."""
    return 0 if section.is_single else len(section.cells)


class Window(NamedTuple):
    """Which rows are on the screen."""

    rows: tuple[Row, ...]
    """All that could be scrolled to."""
    top: int
    room: int
    cursor: int
    """Where the cursor is in the rows."""

    @property
    def opened(self) -> frozenset[int]:
        """The sections that show their cells."""
        return frozenset(row.section for row in self.rows if row.cell is not None)

    @property
    def last_top(self) -> int:
        """As far as it can be scrolled."""
        return max(len(self.rows) - self.room, 0)

    @property
    def shown(self) -> tuple[Row, ...]:
        """The rows on the screen; the topmost is its section's own, so that no cell stands there without its name."""
        part = self.rows[self.top : self.top + self.room]
        if self.is_headed and part[0].cell is not None:
            return (Row(part[0].section, None), *part[1:])
        return part

    @property
    def is_headed(self) -> bool:
        """Whether there is room for a section's name above its cells."""
        return self.room > 3

    def scrolled(self, top: int) -> "Window":
        """The same from another row on."""
        return self._replace(top=max(0, min(top, self.last_top)))

    def following(self) -> "Window":
        """The same, scrolled no further than needed to see the cursor and a row on either side of it."""
        ahead = 1 if self.room > 2 else 0
        above = self.cursor - ahead - (1 if self.room > 5 and self.is_headed else 0)
        lowest = self.cursor + ahead - self.room + 1
        return self.scrolled(min(max(self.top, lowest), max(above, 0)))


def window(view: PanelView, height: int, top: int) -> Window:
    """The rows of a panel of a height, from the row that it was scrolled to before."""
    room = max(height - ABOVE - BELOW, 1)
    outline = view.outline
    place = _section_place(outline, view.cell)
    rows = _rows(outline, place, room)
    section = outline.sections[place]
    number = None if section.is_single else _cell_place(section, outline.cell_of(view.cell))
    return Window(rows, 0, room, rows.index(Row(place, number))).scrolled(top)


def _section_place(outline: Outline, key: str) -> int:
    return outline.sections.index(outline.section_of(key))


def _cell_place(section: Section, key: str) -> int:
    return next(place for place, cell in enumerate(section.cells) if cell.key == key)


def rubric_lines(view: PanelView, seen: Window, fit: Columns) -> list[Line]:
    """The panel from its title to its total."""
    body = [_line(view, row, seen, fit) for row in seen.shown]
    body += [Line(())] * (seen.room - len(body))
    marked = [_with_thumb(line, place, seen, fit) for place, line in enumerate(body)]
    return [_heading(view, fit), *marked, _total(view, fit)]


def _with_thumb(line: Line, place: int, seen: Window, fit: Columns) -> Line:
    """At the right edge, which part of all rows is on the screen."""
    count = len(seen.rows)
    if count <= seen.room or not line.spans:
        return line
    size = max(1, round(seen.room * seen.room / count))
    first = round(seen.top * (seen.room - size) / max(seen.last_top, 1))
    sign = "▐" if first <= place < first + size else " "
    return line._replace(spans=(*line.spans, Span(" " * (fit.width - 1 - columns(line.spans))), Span(sign, Look.FAINT)))


def _heading(view: PanelView, fit: Columns) -> Line:
    rubric = view.outline.rubric
    spans = [Span(left(f" {safe(rubric.title)} @{safe(rubric.edition)}", fit.title + fit.most), Look.TITLE)]
    for side in Side:
        card = view.cards[side]
        name = "" if view.names[side] == side.value else f" {safe(view.names[side])}"
        is_locked = card is not None and card.locked
        look = Look.FAINT if card is None else Look.A if side is Side.A else Look.B
        room = fit.side - 1
        whole = f"{side.value}{name}{' lock' if is_locked else ''}"
        if is_locked and columns([Span(whole)]) > room:
            whole = f"{side.value}{_LOCKED}{name}"
        # A letter alone stands over the last digits of the values.
        spans += [Span(" "), Span(left(whole if name or is_locked else right(whole, fit.value), room), look)]
    return Line(tuple(spans), Look.FOLD)


def _line(view: PanelView, row: Row, seen: Window, fit: Columns) -> Line:
    section = view.outline.sections[row.section]
    if row.cell is None and not section.is_single:
        return _section_line(view, section, fit, is_open=row.section in seen.opened)
    return _cell_line(view, section, section.cells[row.cell or 0], fit)


def _section_line(view: PanelView, section: Section, fit: Columns, *, is_open: bool) -> Line:
    """A section's own row: how far each side is, and its points so far."""
    is_current = view.outline.section_of(view.cell) is section
    done, count = progress(view.cards[view.side], section)
    look = Look.TITLE if is_current else Look.TEXT
    tail = "" if view.cards[view.side] is None else f" {done}/{count}"
    head = f"{'▾' if is_open else '▸'} {number_of(view.outline, section)}".rstrip() + " "
    name = left(f"{head}{safe(section.title)}", fit.title - len(tail))
    most = "" if section.dimension is None else number_text(section.dimension.max)
    spans = [Span(name, look), Span(tail, Look.GOOD if done == count else Look.FAINT)]
    spans.append(Span(right(most, fit.most), Look.FAINT))
    values = view.cards.map(lambda card: _section_value(card, section))

    def signs(side: Side, room: int) -> list[Span]:
        return signs_of(view, side, section.key, section, is_whole=True, room=room)

    return Line((*spans, *_sides(values, signs, fit, None)))


def _section_value(card: Scorecard | None, section: Section) -> Value:
    if card is None:
        return Value("", Look.FAINT)
    return gates_value(card, section) if section.dimension is None else dimension_value(card, section.dimension)


def _cell_line(view: PanelView, section: Section, cell: Cell, fit: Columns) -> Line:
    is_cursor = cell.key == view.cell
    indent = "  " if section.is_single or fit.is_narrow else "    "
    head = f"{indent}{number_of(view.outline, section, cell)} "
    name = Span(left(f"{head}{safe(cell.title)}", fit.title), Look.TITLE if is_cursor else Look.TEXT)
    spans = [name, Span(right(most_text(cell), fit.most), Look.FAINT)]
    values = Pair(*(value_of(view, side, cell) for side in Side))

    def signs(side: Side, room: int) -> list[Span]:
        return signs_of(view, side, cell.key, section, is_whole=section.is_single, room=room)

    spans += _sides(values, signs, fit, view.side if is_cursor else None)
    return Line(tuple(spans), Look.HERE if is_cursor else Look.TEXT)


def most_text(cell: Cell) -> str:
    """The most points that a cell gives; nothing for what gives none."""
    item = cell.item
    most = getattr(item, "max", None) or getattr(item, "points", None)
    return "" if most is None else number_text(most)


def _sides(
    values: Pair[Value], signs: Callable[[Side, int], list[Span]], fit: Columns, here: Side | None
) -> Iterator[Span]:
    """Both sides' parts of a row: the value, in brackets where the cursor is, then the signs.

    Signs of A go on into the columns that B's value leaves blank, and for more signs of B than fit behind it that value
    moves into them, so that few are cut while there is room; where both need more, each has its half.
    """
    texts = values.map(lambda value: clipped_value(value, fit.value))
    free = max(fit.value - cell_len(texts.b) - (here is Side.B), 0)
    wanted = columns(signs(Side.A, fit.signs + free)) - fit.signs
    behind = signs(Side.B, fit.signs + free - max(min(wanted, free // 2), 0))
    moved = max(columns(behind) - fit.signs, 0)
    found = Pair(signs(Side.A, fit.signs + free - moved), behind)
    over = Pair(0, max(columns(found.a) - fit.signs, 0) + moved)
    for side in Side:
        text, look = texts[side], values[side].look
        if side is here:
            blank = " " * (fit.value - cell_len(text) - over[side])
            yield from (Span(blank), Span(f"[{text}]", look if look in (Look.WAITING, Look.BAD) else Look.CELL))
        else:
            yield from (Span(" "), Span(right(text, fit.value - over[side]), look), Span(" "))
        yield from found[side]
        if rest := max(fit.signs - columns(found[side]), 0):
            yield Span(" " * rest)


def _total(view: PanelView, fit: Columns) -> Line:
    """The last row: the points of each side, and beside or below its letter how much is open, or its tier."""
    cards = {side: card for side in Side if (card := view.cards[side]) is not None}
    words = {side: _state(card) for side, card in cards.items()}
    apart = {side: word for side, word in words.items() if cell_len(word) > fit.signs}
    is_open = any(card.total.missing for card in cards.values())
    head = _told(apart, fit.title, is_open=is_open)
    without_points = set[Side]()
    if not head:
        without_points = {side for side in apart if cards[side].total.missing}
        head = _told({side: apart[side] for side in apart if side not in without_points}, fit.title, is_open=is_open)
    spans = [Span(left(head or " Total", fit.title), Look.TITLE)]
    spans.append(Span(right(number_text(view.outline.rubric.scale), fit.most), Look.FAINT))
    for side in Side:
        own: list[Span] = []
        word = words.get(side, "") if side not in apart or side in without_points else ""
        if side in cards and side not in without_points:
            own.append(Span(f" {right(cards[side].total_shown or '–', fit.value)}", Look.TITLE))
        elif cell_len(word) >= fit.side:
            word = f"{len(cards[side].total.missing)}{OPEN}"
        spans += [*own, Span(left(f" {word}", fit.side - columns(own)), Look.FAINT)]
    return Line(tuple(spans), Look.FOLD)


def _state(card: Scorecard) -> str:
    """How much of a card is open, or its tier."""
    missing = len(card.total.missing)
    return f"{missing} open" if missing else f"tier {safe(card.tier.name)}" if card.tier else "complete"


def _told(apart: Mapping[Side, str], room: int, *, is_open: bool) -> str:
    """The word for the total, and what has no room in the columns of its side, by its letter; none where none fits."""
    for head in (" Total so far", " Total") if is_open and room > 26 else (" Total",):
        for gap in ("  ", " "):
            text = head + "".join(f"{gap}{side.value} {word}" for side, word in apart.items())
            if cell_len(text) <= room:
                return text
    return ""

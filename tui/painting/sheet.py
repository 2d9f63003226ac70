"""The lines of a view → rows of segments, in the columns that they stand in."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from msgspec import Struct
from rich.cells import set_cell_size
from rich.segment import Segment

from grading.blind import Mask
from grading.compare.aligned import Aligned
from grading.compare.folds import Fold
from grading.compare.lines import Kind, Row
from grading.sides import Pair, Side
from tui.painting.colours import Colours
from tui.painting.dressed import Dressed, dressed
from tui.painting.flows import Line
from tui.painting.frames import Span
from tui.painting.lines import NO_NEWLINE, SIGNS, LinePainter, fold_text
from tui.painting.painted import Over, anchor, blank, painted
from tui.painting.pieces import Ranges
from tui.painting.swatches import Ground, Layer, Swatches
from tui.themes import Look

_KEPT_WORDS: Final = 4_096
_HATCH: Final = "╱"
_FOLD: Final = "┄"
EVIDENCE: Final = "●"
_HERE: Final = "▸"
_GOES_ON: Final = "›"
_COMES_FROM: Final = "‹"
_BELOW: Final = "↳"
_NO_EVIDENCE: Final = (False, False)
_NO_SPANS: Final[Sequence[Span]] = ()
NO_HITS: Final[Pair[Mapping[int, Ranges]]] = Pair({}, {})
DIVIDER: Final = "│"


class Column(NamedTuple):
    """Where text of one side, or of both in turn, stands on the screen."""

    side: Side | None
    """The side of the aligned texts that it shows; none where it shows both."""
    numbers: tuple[Side, ...]
    """Whose line numbers stand before the text."""
    digits: int
    width: int
    prefers: Side = Side.B
    """Whose line stands for both where both are the same."""

    @property
    def margin(self) -> int:
        """What stands before the text: evidence, numbers, the cursor's sign, the change's sign, a blank."""
        return 1 + len(self.numbers) * (self.digits + 1) + 2

    @property
    def room(self) -> int:
        """How many columns are left for text."""
        return max(self.width - self.margin, 1)


class Marks(Struct, frozen=True):
    """What a line of a view looks like beyond what it says."""

    is_here: bool = False
    """Whether the cursor is in it."""
    active: Side | None = None
    """The side of the screen that keys go to."""
    selected: tuple[Side, int, int] | None = None
    """Characters of one side that are selected."""
    hit: tuple[Side, int] | None = None
    """The side of the hit that the reader is at, and the character that it begins with."""
    evidence: tuple[bool, bool] = (False, False)
    known: tuple[int, int] = (0, 0)
    """How far the colours of both sides are known here."""


class Sheet:
    """Paints the lines of two aligned texts."""

    def __init__(
        self,
        swatches: Swatches,
        aligned: Aligned,
        owners: Pair[Side | None],
        mask: Mask | None = None,
        *,
        is_tinted: bool = True,
        is_wrapped: bool = False,
    ) -> None:
        """`owners` says of both texts whose own they are; a tinted sheet gives changes a ground of their own."""
        self.swatches, self.aligned, self.owners, self.mask = swatches, aligned, owners, mask
        self.is_tinted, self.is_wrapped = is_tinted, is_wrapped
        self.offset = 0
        """How many columns the text is scrolled sideways."""
        self.hits: Pair[Mapping[int, Ranges]] = NO_HITS
        """For each side of the screen, what was found in which line."""
        self.colours: Mapping[Side, Colours] = {}
        """For each side of the screen, what is known of its colours."""
        self._painter = LinePainter(aligned)
        self._words: dict[int, Pair[Ranges]] = {}

    def height(self, one: Line | Fold, columns: Sequence[Column]) -> int:
        """How many rows of the screen a line of the view takes."""
        if not self.is_wrapped or isinstance(one, Fold):
            return 1
        return max(
            len(self._dressed(side, index, one.kind).breaks(column.room))
            for column in columns
            if (found := _shown(one, column)) is not None
            for side, index in (found,)
        )

    def excess(self, one: Line, column: Column) -> int:
        """How many columns of a line's text are more than there is room for."""
        found = _shown(one, column)
        return 0 if found is None else self._dressed(*found, one.kind).width - column.room

    def char_at(self, one: Line, column: Column, sub: int, x: int) -> tuple[Side, int, int] | None:
        """What stands so far to the right in a column: a side of the aligned texts, a line of it, a character."""
        found = _shown(one, column)
        if found is None:
            return None
        line = self._dressed(*found, one.kind)
        windows = self._windows(line, column.room)
        first, _, before = windows[min(sub, len(windows) - 1)]
        start = first if line.columns is None else line.columns[first]
        if first == len(line.text):  # the sign stands behind the line's end, not on a character of it
            before = 0
        return *found, line.char_at(max(start + x - column.margin - before, 0))

    def rows(self, one: Line | Fold, column: Column, marks: Marks, height: int, left: int) -> list[list[Segment]]:
        """What stands in a column, row by row; `left` is where the column begins on the screen."""
        if isinstance(one, Fold):
            return [self._fold(one, column, marks)]
        found = _shown(one, column)
        if found is None:
            return self._absent(column, marks, height)
        side, index = found
        line = self._dressed(side, index, one.kind)
        ground = self._ground(one, side, marks)
        over = self._over(one, side, index, line, marks)
        spans = self._spans(side, index)
        styles = self.swatches.text[ground]
        windows = self._windows(line, column.room)
        rows = []
        for sub in range(height):
            if sub < len(windows):
                row = self._margin(one, column, marks, ground) if not sub else self._below(column, ground)
                first, end, before = windows[sub]
                taken = _width(line, first, end) + before
                if before:
                    row.append(Segment(_COMES_FROM, self.swatches.margin[ground]))
                if before > 1:
                    row.append(Segment(blank(before - 1), styles[0]))
                goes_on = not self.is_wrapped and line.width > self.offset + column.room
                row += painted(line, (first, end), spans, over, styles, after=blank(column.room - taken - goes_on))
                if goes_on:
                    row.append(Segment(_GOES_ON, self.swatches.margin[ground]))
                if line.columns is not None:
                    row.append(anchor(left + column.width))
            else:
                row = [Segment(blank(column.width), styles[0])]
            rows.append(row)
        return rows

    def _absent(self, column: Column, marks: Marks, height: int) -> list[list[Segment]]:
        """Where a side has no line; the cursor is seen there as it is in a line."""
        is_here = marks.is_here and column.side is not None and self.owners[column.side] is marks.active
        ground = Ground.HERE if is_here else Ground.PLAIN
        style = self.swatches.absent[ground]
        rows = [[Segment(_HATCH * column.width, style)]] * height
        if is_here:
            sign = Segment(_HERE.rjust(column.digits + 2), self.swatches.number_here[ground])
            rows[0] = [sign, Segment(_HATCH * (column.width - column.digits - 2), style)]
        return rows

    def line(self, side: Side, index: int) -> Dressed:
        """A line of an aligned text as it is shown, whatever its row is."""
        return dressed(self._painter.text(side, index), self.mask)

    def _dressed(self, side: Side, index: int, kind: Kind) -> Dressed:
        ending = NO_NEWLINE.text if kind is not Kind.SAME and self._painter.lacks_newline(side, index) else ""
        return dressed(self._painter.text(side, index), self.mask, ending)

    def _windows(self, line: Dressed, room: int) -> list[tuple[int, int, int]]:
        """The characters of each row, and the columns before them: a sign where something is hidden, then blanks."""
        if not self.is_wrapped:
            left = room - (line.width > self.offset + room)
            if not (self.offset and line.width and left):
                return [line.window(self.offset, left)]
            first, end, before = line.window(self.offset + 1, left - 1)
            return [(first, end, before + 1)]
        starts = line.breaks(room)
        return [(begin, end, 0) for begin, end in zip(starts, [*starts[1:], len(line.text)], strict=True)]

    def _ground(self, one: Line, side: Side, marks: Marks) -> Ground:
        if one.kind is not Kind.SAME and self.is_tinted:
            return Ground.A if side is Side.A else Ground.B
        return Ground.HERE if marks.is_here else Ground.PLAIN

    def _margin(self, one: Line, column: Column, marks: Marks, ground: Ground) -> list[Segment]:
        swatches = self.swatches
        painter, digits = self._painter, column.digits
        numbers = " ".join(painter.number(side, one.on(side)).rjust(digits)[-digits:] for side in column.numbers)
        style = swatches.number_here[ground] if marks.is_here else swatches.margin[ground]
        text = f"{numbers}{_HERE if marks.is_here and self._is_active(one, column, marks) else ' '}"
        if marks.evidence == _NO_EVIDENCE or not self._is_evidence(one, column, marks):
            row = [Segment(f" {text}", style)]
        else:
            row = [Segment(EVIDENCE, swatches.evidence[ground]), Segment(text, style)]
        if one.kind is Kind.SAME:
            row[-1] = Segment(f"{row[-1].text}  ", style)
        else:
            side = Side.A if one.a is not None and column.side is not Side.B else Side.B
            row.append(Segment(f"{SIGNS[side]} ", swatches.signs[ground][side]))
        return row

    def _owners(self, one: Line, column: Column) -> Iterator[Side]:
        """The sides of the screen whose own lines stand in a column."""
        for side in column.numbers if column.side is None else (column.side,):
            owner = self.owners[side]
            if owner is not None and one.on(side) is not None:
                yield owner

    def _is_active(self, one: Line, column: Column, marks: Marks) -> bool:
        return column.side is None or any(owner is marks.active for owner in self._owners(one, column))

    def _is_evidence(self, one: Line, column: Column, marks: Marks) -> bool:
        return any(marks.evidence[owner is Side.B] for owner in self._owners(one, column))

    def _below(self, column: Column, ground: Ground) -> list[Segment]:
        """What stands before the further rows of a line."""
        return [Segment(f"{blank(column.margin - 2)}{_BELOW} ", self.swatches.margin[ground])]

    def _fold(self, one: Fold, column: Column, marks: Marks) -> list[Segment]:
        style = self.swatches[Look.TEXT] + self.swatches[Look.FOLD]
        text = f"{_HERE if marks.is_here else _FOLD}{_FOLD} {fold_text(one)} "
        if column.side is Side.B:
            text = ""
        if marks.is_here:
            style += self.swatches[Look.HERE]
        return [Segment(set_cell_size(f"{text}{_FOLD * column.width}", column.width), style)]

    def _over(self, one: Line, side: Side, index: int, line: Dressed, marks: Marks) -> list[Over]:
        found = []
        if one.kind is Kind.CHANGED:
            found.append(Over(Layer.WORD, line.ranges(self._changed(one)[side])))
        if line.masked:
            found.append(Over(Layer.MASK, line.masked))
        if line.warned:
            found.append(Over(Layer.WARNED, line.warned))
        owner = self.owners[side]
        if owner is None:
            return found
        hits = self.hits[owner].get(index)
        if hits:
            found.append(Over(Layer.HIT, line.ranges(hits)))
            if marks.hit is not None and marks.hit[0] is owner:
                here = [one for one in hits if one[0] == marks.hit[1]]
                found.append(Over(Layer.HIT_HERE, line.ranges(here)))
        if marks.selected is not None and marks.selected[0] is owner:
            last = len(line.places) - 1
            begin, end = (min(char, last) for char in marks.selected[1:])
            found.append(Over(Layer.SELECTED, line.ranges([(begin, end)])))
        return found

    def _changed(self, one: Line) -> Pair[Ranges]:
        found = self._words.get(one.row)
        if found is None:
            if len(self._words) >= _KEPT_WORDS:
                self._words.clear()
            found = self._words[one.row] = self._painter.changed(Row(*self.aligned.rows[one.row]))
        return found

    def _spans(self, side: Side, index: int) -> Sequence[Span]:
        owner = self.owners[side]
        colours = None if owner is None else self.colours.get(owner)
        return _NO_SPANS if colours is None else colours.of(index)

    @property
    def digits(self) -> int:
        """How wide the widest line number is."""
        return self._painter.digits()


def _shown(one: Line, column: Column) -> tuple[Side, int] | None:
    """Which line stands in a column."""
    for side in (column.prefers, column.prefers.other) if column.side is None else (column.side,):
        index = one.on(side)
        if index is not None:
            return side, index
    return None


def _width(line: Dressed, first: int, end: int) -> int:
    return end - first if line.columns is None else line.columns[end] - line.columns[first]

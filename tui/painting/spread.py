"""A page laid out for a screen: which lines of which texts stand in which columns, and what scrolls together."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from grading.compare.aligned import Aligned
from grading.compare.folds import CONTEXT, Fold, Folds
from grading.sides import Pair, Side
from tui.painting.flows import Alone, Beside, Change, Flow, Line, Unified, first_on, prepared
from tui.painting.lane import Lane, Place, flat
from tui.painting.page import Page, Spot, View
from tui.painting.sheet import Column, Sheet
from tui.painting.swatches import Swatches

_OWN: Final[Pair[Side | None]] = Pair(Side.A, Side.B)
_LEAST_DIGITS: Final = 3
_KEPT: Final = 4_096


class Shape(Struct, frozen=True):
    """What a layout depends on, beyond its page."""

    view: View = View.DIFFERENCES
    width: int = 80
    is_beside: bool = True
    """Whether there is room for two columns."""
    is_wrapped: bool = False
    side: Side = Side.A
    """The side that keys go to."""


class Folding(Struct, frozen=True):
    """Which folds are open."""

    context: int | None = CONTEXT
    opened: frozenset[int] = frozenset()


_FOLDED: Final = Folding()


class Strand:
    """What scrolls together."""

    def __init__(
        self,
        side: Side | None,
        sheet: Sheet,
        columns: tuple[Column, ...],
        changes: Sequence[Change],
        left: int = 0,
        *,
        is_whole: bool = False,
        is_beside: bool = False,
    ) -> None:
        """`side` is what it shows alone, none where it shows both; one that `is_whole` has no folds, ever."""
        self.side, self.sheet, self.columns, self.changes, self.left = side, sheet, columns, changes, left
        self.is_whole, self.is_beside = is_whole, is_beside
        self.folding = _FOLDED
        self._ones: dict[int, Line | Fold] = {}
        """Lines of the view that were looked at: each is asked for several times in a moment."""
        self._owns = {owner: one for one in Side if (owner := sheet.owners[one]) is not None}
        self._hidden: tuple[int, Spot] | None = None
        """The row where its reader was, which a fold may hide, and the spot."""
        self.lane = Lane(self._flow(), side, self._height if sheet.is_wrapped else flat)

    @property
    def width(self) -> int:
        return sum(column.width for column in self.columns) + len(self.columns) - 1

    @property
    def aligned(self) -> Aligned:
        return self.sheet.aligned

    def own(self, side: Side) -> Side | None:
        """Which of the aligned texts is this side's own."""
        return self._owns.get(side)

    def one(self, line: int) -> Line | Fold:
        """What stands in a line of the view."""
        found = self._ones.get(line)
        if found is None:
            if len(self._ones) >= _KEPT:
                self._ones.clear()
            found = self._ones[line] = self.lane.flow[line]
        return found

    def index(self, line: int, side: Side) -> int | None:
        """The line of a side's own text that a line of the view shows."""
        own, one = self._owns.get(side), self.one(line)
        return None if own is None or isinstance(one, Fold) else one.on(own)

    def row(self, line: int) -> int:
        """The row of the aligned texts that a line of the view belongs to."""
        one = self.one(line)
        return one.rows.start if isinstance(one, Fold) else one.row

    def find(self, side: Side, index: int) -> int:
        """The line of the view that shows a line of a side's own text, or the fold that hides it."""
        own = self.own(side) or Side.A
        index = min(max(index, 0), max(len(self.aligned.texts[own]) - 1, 0))
        if not len(self.lane.flow) or not len(self.aligned.rows):
            return 0
        if not len(self.aligned.texts[own]):
            return 0
        return self.lane.flow.line_of(self.aligned.rows.row_of(own, index), own)

    def near(self, line: int, side: Side) -> int:
        """The line of a side's own text that stands in a line of the view, or else the next one after it."""
        own = self.own(side)
        if own is None or not len(self.lane.flow):
            return 0
        return first_on(self.aligned.rows, own, self.row(line))

    def change(self, steps: int) -> int | None:
        """The line of the view that a change begins with: the next one after the cursor's line, or one before."""
        row = self.row(self.lane.cursor)
        if steps > 0:
            place = bisect_right(self.changes, row, key=_first_row) + steps - 1
        else:
            place = bisect_left(self.changes, row, key=_first_row) + steps
        if not steps or not 0 <= place < len(self.changes):
            return None
        one = self.changes[place]
        return self.lane.flow.line_of(one.rows.start, Side.A if one.a_count else Side.B)

    def width_of(self, line: int) -> int:
        """How many columns of a line of the view are more than there is room for."""
        one = self.one(line)
        return 0 if isinstance(one, Fold) else max(self.sheet.excess(one, column) for column in self.columns)

    def spot(self, side: Side, column: int) -> Spot:
        """Where the cursor is: in a line of this side, or else of the other, or else before the next one."""
        line = self.lane.cursor
        at = self.one(line)
        if isinstance(at, Fold) and self._hidden is not None and self._hidden[0] in at.rows:
            return self._hidden[1]._replace(column=column)
        for one in (side, side.other):
            index = self.index(line, one)
            if index is not None:
                return Spot(one, index, column)
        found = self.side or side
        return Spot(found, self.near(line, found), column)

    def place(self, spot: Spot, before: "Spread", above: int, room: int) -> None:
        """Puts the cursor where it was, or else beside where it was on the other side, so many rows from the top."""
        lane = self.lane
        if not len(lane.flow):
            return
        own = next((one for one in before.strands if one.side is self.side is not None), None)
        if self.side in (None, spot.side):
            lane.cursor = self.find(spot.side, spot.line)
        elif own is not None and len(own.lane.flow):
            above = own.lane.cursor - own.lane.top.line
            lane.cursor = self.find(self.side, own.near(own.lane.cursor, self.side))
        elif self.own(spot.side) is not None and len(self.aligned.rows):
            row = self.aligned.rows.row_of(spot.side, spot.line) if len(self.aligned.texts[spot.side]) else 0
            lane.cursor = lane.flow.line_of(row, self.side)
        else:
            lane.cursor = self.find(self.side, spot.line)
        own_side = self.own(spot.side)
        if self.side in (None, spot.side) and own_side is not None and spot.line < len(self.aligned.texts[own_side]):
            self._hidden = (self.aligned.rows.row_of(own_side, spot.line), spot)
        lane.put(above, room)

    def unfold(self, row: int) -> bool:
        """Opens the fold that hides a row; whether there was one."""
        if self.is_whole or not len(self.lane.flow):
            return False
        one = self.lane.flow[self.lane.flow.line_of(row, Side.A)]
        if not isinstance(one, Fold):
            return False
        self._refold(replace(self.folding, opened=self.folding.opened | {one.rows.start}), row)
        return True

    def fold(self, row: int) -> bool:
        """Closes the stretch around a row that was opened; whether there was one."""
        if self.is_whole or self.folding.context is None:
            return False
        closed = Folds(self.aligned.rows, self.folding.context)
        one = closed[closed.line_of(row)]
        if not isinstance(one, Fold) or one.rows.start not in self.folding.opened:
            return False
        self._refold(replace(self.folding, opened=self.folding.opened - {one.rows.start}), row)
        return True

    def fold_all(self, context: int | None) -> None:
        """Opens all folds, or closes them."""
        if not self.is_whole:
            self.refold(Folding(context))

    def refold(self, folding: Folding) -> None:
        """Opens and closes folds."""
        if len(self.lane.flow):
            self._refold(folding, self.row(self.lane.cursor))

    def _refold(self, folding: Folding, row: int) -> None:
        above = self.lane.cursor - self.lane.top.line
        one = self.one(self.lane.cursor)
        side = Side.B if isinstance(one, Line) and one.a is None else Side.A
        self.folding = folding
        self.lane.flow = self._flow()
        self._ones.clear()
        self.lane.cursor = self.lane.flow.line_of(row, side)
        self.lane.top = Place(max(self.lane.cursor - above, 0))

    def _flow(self) -> Flow:
        rows = self.aligned.rows
        if self.is_whole and self.side is not None:
            own = self.own(self.side) or Side.A
            return Alone(rows, own, len(self.aligned.texts[own]), self.changes)
        if self.folding == Folding():
            folds = prepared(self.aligned).folds
        else:
            folds = Folds(rows, self.folding.context, self.folding.opened)
        return Beside(folds, self.changes) if self.is_beside else Unified(folds, self.changes)

    def _height(self, line: int) -> int:
        return self.sheet.height(self.one(line), self.columns)


class Spread(Struct):
    """All that scrolls, from left to right."""

    strands: list[Strand]
    page: Page | None = None

    def of(self, side: Side) -> Strand | None:
        """What shows a side, or else what is there."""
        own = (one for one in self.strands if one.side in (side, None))
        return next(own, self.strands[0] if self.strands else None)


def lone_side(page: Page) -> Side | None:
    """The side that has the file, where only one has it."""
    if bool(page.titles.a) == bool(page.titles.b):
        return None
    return Side.A if page.titles.a else Side.B


def laid_out(
    page: Page, shape: Shape, swatches: Swatches, foldings: Mapping[Side | None, Folding], context: int | None = CONTEXT
) -> Spread:
    """A page in columns, folded as it was left or else as all pages are."""
    if page.message:
        return Spread([], page)
    lone = lone_side(page)
    if shape.view is View.BASELINE:
        strands = _from_baseline(page, shape, swatches, lone)
    elif page.aligned is None or page.aligned.is_binary:
        strands = []
    elif lone is not None or shape.view is View.READING:
        strands = _alone(page, page.aligned, shape, swatches, lone)
    else:
        strands = [_together(page, page.aligned, shape, swatches)]
    for one in strands:
        folding = foldings.get(one.side, Folding(context))
        if not one.is_whole and folding != one.folding:
            one.refold(folding)
    return Spread(strands, page)


def _alone(page: Page, aligned: Aligned, shape: Shape, swatches: Swatches, lone: Side | None) -> list[Strand]:
    """Each side for itself, or the only one there is."""
    found = prepared(aligned).changes
    strands = []
    for side, left, width in _places(shape, lone):
        sheet = Sheet(swatches, aligned, _OWN, page.mask, is_tinted=False, is_wrapped=shape.is_wrapped)
        column = _column(sheet, side, (side,), width)
        strands.append(Strand(side, sheet, (column,), found, left, is_whole=True))
    return strands


def _together(page: Page, aligned: Aligned, shape: Shape, swatches: Swatches) -> Strand:
    """Both sides, in two columns or in one."""
    sheet = Sheet(swatches, aligned, _OWN, page.mask, is_wrapped=shape.is_wrapped)
    found = prepared(aligned).changes
    if shape.is_beside:
        columns = tuple(_column(sheet, side, (side,), width) for side, _, width in _places(shape, None))
        return Strand(None, sheet, columns, found, is_beside=True)
    column = _column(sheet, None, tuple(Side), shape.width)._replace(prefers=shape.side)
    return Strand(None, sheet, (column,), found)


def _from_baseline(page: Page, shape: Shape, swatches: Swatches, lone: Side | None) -> list[Strand]:
    found = []
    for side, left, width in _places(shape, lone):
        beside = page.baseline[side]
        if beside is not None and not beside.is_binary:
            sheet = Sheet(swatches, beside, Pair(None, side), page.mask, is_wrapped=shape.is_wrapped)
            column = _column(sheet, None, (Side.B,), width)
            found.append(Strand(side, sheet, (column,), prepared(beside).changes, left))
    return found


def _places(shape: Shape, lone: Side | None) -> list[tuple[Side, int, int]]:
    """The sides that have a column, with where it begins and how wide it is."""
    if lone is not None or not shape.is_beside:
        return [(lone or shape.side, 0, shape.width)]
    left = (shape.width - 1) // 2
    return [(Side.A, 0, left), (Side.B, left + 1, shape.width - 1 - left)]


def _column(sheet: Sheet, side: Side | None, numbers: tuple[Side, ...], width: int) -> Column:
    return Column(side, numbers, max(sheet.digits, _LEAST_DIGITS), width)


def _first_row(change: Change) -> int:
    return change.rows.start

"""How a reader gets about in a file: by lines, pages, changes, and from one side to the other."""

from dataclasses import dataclass
from typing import Final

from textual.message import Message

from grading.compare.folds import CONTEXT, Fold
from grading.sides import Side
from tui.painting.page import Spot, View
from tui.painting.spread import Strand
from tui.widgets.diff_canvas import DiffCanvas

_LAST: Final = 2**31


class DiffReading(DiffCanvas):
    """Moves about in a page."""

    @dataclass
    class Moved(Message, namespace="diff_view"):
        """The reader is somewhere else."""

        spot: Spot

    @property
    def spot(self) -> Spot:
        """Where the reader is."""
        return self._spot()

    @property
    def view(self) -> View:
        """How the page is shown."""
        return self._view

    @property
    def is_wrapped(self) -> bool:
        """Whether long lines go on in the next row."""
        return self._is_wrapped

    @property
    def side(self) -> Side:
        """The side that keys go to."""
        return self._side

    def set_view(self, view: View) -> None:
        """Shows the page in another way, at the same place."""
        if view is not self._view:
            spot = self._spot()
            self._view = view
            self._lay(spot)
            self._told()

    def set_wrap(self, is_wrapped: bool) -> None:
        """Has long lines go on in the next row, or not."""
        if is_wrapped != self._is_wrapped:
            self._is_wrapped = is_wrapped
            self._offset = 0
            self._lay()

    def set_side(self, side: Side) -> None:
        """Has keys go to a side."""
        if side is not self._side:
            spot = self._spot()
            self._side = side
            if self._shape.is_beside:
                self._turn()
            else:
                self._lay(spot)

    def set_side_by_side(self, is_beside: bool | None) -> None:
        """Shows two columns, or one; or what there is room for."""
        if is_beside is not self._is_beside:
            self._is_beside = is_beside
            self._lay()

    def move(self, lines: int) -> None:
        """Moves the cursor down or up."""
        if (strand := self._strand) is not None:
            self._selection = None
            strand.lane.move(lines, self._room)
            self._went()

    def page_by(self, pages: float) -> None:
        """Moves the screen down or up by pages, or parts of one."""
        if (strand := self._strand) is not None:
            strand.lane.page(pages, self._room)
            self._went()
            self._onward = pages
            self.call_after_refresh(self._get_ready)

    def go_first(self) -> None:
        """Goes to the first line."""
        self.move(-_LAST)

    def go_last(self) -> None:
        """Goes to the last line."""
        self.move(_LAST)

    def go_to(self, spot: Spot) -> None:
        """Goes to a line of a side, which becomes the active one; a fold that hides it opens."""
        self.set_side(spot.side)
        strand = self._spread.of(spot.side)
        if strand is None:
            return
        self._open_for(spot)
        strand.lane.go(strand.find(spot.side, spot.line), self._room)
        if spot.column != self._offset and not self._is_wrapped:
            self._shift(spot.column)
        self._went()

    def sideways(self, columns: int) -> None:
        """Scrolls the text to the right, or to the left, as far as there is any."""
        if self._is_wrapped:
            return
        widest = max((self._hidden(strand) for strand in self._spread.strands), default=0)
        self._shift(min(max(self._offset + columns, 0), max(widest, self._offset if columns < 0 else 0)))
        self._told()

    def go_change(self, steps: int) -> bool:
        """Goes to the next change, or to one before; whether there is one."""
        strand = self._strand
        if strand is None or not len(strand.lane.flow):
            return False
        line = strand.change(steps)
        if line is None:
            return False
        strand.lane.go(line, self._room)
        self._went()
        return True

    @property
    def is_on_fold(self) -> bool:
        """Whether the cursor stands on lines that are folded."""
        strand = self._strand
        if strand is None or not len(strand.lane.flow):
            return False
        return isinstance(strand.lane.flow[strand.lane.cursor], Fold)

    def toggle_fold(self) -> bool:
        """Opens the fold under the cursor, or closes the stretch around it; whether there was any."""
        strand = self._strand
        if strand is None or not len(strand.lane.flow):
            return False
        row, before = strand.row(strand.lane.cursor), len(strand.lane.flow)
        if self.is_on_fold:
            strand.unfold(row)
        else:
            strand.fold(row)
        self._folded(strand)
        return len(strand.lane.flow) != before

    def toggle_all_folds(self) -> bool:
        """Opens all folds, of this page and the next, or closes them; whether this page has any."""
        self._around = None if self._around is not None else CONTEXT
        before = [len(strand.lane.flow) for strand in self._spread.strands]
        for strand in self._spread.strands:
            strand.fold_all(self._around)
            self._folded(strand)
        return before != [len(strand.lane.flow) for strand in self._spread.strands]

    def _hidden(self, strand: Strand) -> int:
        """How many columns of the lines on the screen do not fit."""
        return max((strand.width_of(place.line) for place in strand.lane.seen(self._room)), default=0)

    def _shift(self, column: int) -> None:
        if column != self._offset:
            self._offset = column
            self._dress()

    def _open_for(self, spot: Spot) -> None:
        """Opens the fold that hides a line."""
        strand = self._spread.of(spot.side)
        own = None if strand is None else strand.own(spot.side)
        if strand is None or own is None or not 0 <= spot.line < len(strand.aligned.texts[own]):
            return
        row = strand.aligned.rows.row_of(own, spot.line)
        if strand.unfold(row):
            self._folded(strand)

    def _folded(self, strand: Strand) -> None:
        strand.lane.follow(self._room)
        self._foldings[strand.side] = strand.folding
        self._dress()
        self._told()

    def _went(self) -> None:
        self._onward = 0
        self._repaint()
        self._told()

    def _told(self) -> None:
        self.post_message(self.Moved(self._spot()))

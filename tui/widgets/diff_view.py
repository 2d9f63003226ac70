"""The view of a file that stands on two sides: one widget that paints both, and knows where its reader is.

It decides nothing: a screen calls its methods and hears what happened. Each method repaints the rows that changed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from textual import events
from textual.message import Message

from grading.compare.folds import Fold
from grading.sides import Pair, Side
from tui.painting.board import Target
from tui.painting.finding import Finding
from tui.painting.page import Hits, Page, Selected, Spot, View
from tui.painting.ruler import line_at
from tui.painting.selection import Selection
from tui.painting.spread import Strand, lone_side
from tui.painting.syntax import Syntax
from tui.themes import Theme
from tui.widgets.diff_reading import DiffReading

_WHEEL: Final = 3
_SIDEWAYS: Final = 8


class DiffView(DiffReading):
    """Shows a page."""

    @dataclass
    class SideChosen(Message):
        """A side was clicked."""

        side: Side

    def __init__(self, theme: Theme, syntax: Syntax | None, *, name: str | None = None, id: str | None = None) -> None:
        super().__init__(theme, syntax, name=name, id=id)
        self._drag: Target | None = None
        """What the mouse was pressed on, where it still is."""
        self._is_ruling = False
        """Whether the overview is being drawn along."""

    @property
    def page(self) -> Page:
        """What is shown."""
        return self._page

    @property
    def here(self) -> Selected | None:
        """The line under the cursor, where the active side has one."""
        strand, text = self._strand, self._page.text(self._side)
        if strand is None or text is None or not len(strand.lane.flow):
            return None
        index = strand.index(strand.lane.cursor, self._side)
        if index is None:
            return None
        said = Selection(self._side, (index, 0), (index, 0)).text(text, self._page.mask)
        return Selected(self._side, index, index, said)

    def show(self, page: Page, spot: Spot | None = None) -> None:
        """Shows a page, from its top or from where its reader was."""
        if page is not self._page:
            self._page = page
            self._foldings = {}
            self._selection = None
            self._offset = 0 if spot is None else spot.column
            if self._finding is not None:
                self._finding = Finding(page, self._finding.query)
                self._stop = 0
        if spot is None:
            self._lay(Spot(self._side))
            return
        self._side = spot.side
        self._lay(spot)
        self._open_for(spot)

    def set_evidence(self, evidence: Pair[Sequence[range]]) -> None:
        """The lines that marks rest on."""
        if evidence != self._evidence:
            self._evidence = evidence
            self._overview = None
            self._repaint()

    def colours_arrived(self, key: str) -> None:
        """Shows the colours that have become known."""
        if key in self._page.keys:
            self._repaint()
            self.call_after_refresh(self._get_ready)

    def search(self, text: str) -> Hits:
        """Looks for a text on both sides, and goes to the next place; in small letters, large ones are found too."""
        self._finding = Finding(self._page, text) if text else None
        self._stop = 0
        if self._finding is not None and (strand := self._strand) is not None and len(strand.lane.flow):
            self._stop = self._finding.nearest(strand.row(strand.lane.cursor))
        self._dress()
        return self._to_stop()

    def go_hit(self, steps: int) -> Hits:
        """Goes to the next place that was found, or to one before; after the last comes the first."""
        if self._finding is not None and self._finding.stops:
            self._stop = (self._stop + steps) % len(self._finding.stops)
        return self._to_stop()

    @property
    def is_searching(self) -> bool:
        """Whether a text is looked for."""
        return self._finding is not None

    def end_search(self) -> None:
        """Forgets what was looked for."""
        if self._finding is not None:
            self._finding = None
            self._dress()

    def extend(self, lines: int) -> bool:
        """Selects from the line of the cursor on, so many lines further than before; whether this side has any."""
        strand, text = self._strand, self._page.text(self._side)
        if strand is None or text is None or not len(text) or not len(strand.lane.flow):
            return False
        if self._selection is None or self._selection.side is not self._side or not self._selection.is_lines:
            begin = strand.near(strand.lane.cursor, self._side)
            self._selection = Selection(self._side, (begin, 0), (begin, 0))
        end = min(max(self._selection.end[0] + lines, 0), len(text) - 1)
        self._selection = Selection(self._side, self._selection.begin, (end, 0))
        self._open_for(Spot(self._side, end))
        strand.lane.go(strand.find(self._side, end), self._room, is_near=True)
        self._went()
        return True

    @property
    def selected(self) -> Selected | None:
        """The lines that are selected."""
        one = self._selection
        text = None if one is None else self._page.text(one.side)
        if one is None or text is None:
            return None
        return Selected(one.side, one.first, one.last, one.text(text, self._page.mask))

    def end_selection(self) -> None:
        """Selects nothing."""
        if self._selection is not None:
            self._selection = None
            self._repaint()

    def text_to_copy(self) -> str:
        """What is selected, or else the line under the cursor."""
        found = self.selected or self.here
        return "" if found is None else found.text

    def _to_stop(self) -> Hits:
        finding = self._finding
        if finding is None or not finding.stops:
            return Hits(0)
        stop = finding.stops[self._stop]
        strand = self._spread.of(stop.side)
        if strand is not None and strand.side not in (None, stop.side):
            self.set_side(stop.side)
        elif strand is not None and strand.side is not None:
            self._side = stop.side
        self._open_for(Spot(stop.side, stop.line))
        strand = self._spread.of(stop.side)
        if strand is not None:
            strand.lane.go(strand.find(stop.side, stop.line), self._room)
            self._show_column(strand, stop.side, stop.line, stop.begin)
        self._went()
        return Hits(len(finding.stops), self._stop + 1, finding.is_cut)

    def _show_column(self, strand: Strand, side: Side, line: int, char: int) -> None:
        """Scrolls sideways where a character would not be seen."""
        own = strand.own(side)
        if self._is_wrapped or own is None:
            return
        column = strand.sheet.line(own, line).column_of(char)
        room = min(one.room for one in strand.columns)
        # The columns at both ends may be signs that the line goes on.
        if not self._offset + bool(self._offset) <= column < self._offset + room - 1:
            self._shift(0 if column < room - 1 else column - room // 2)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel scrolls; with Shift, sideways."""
        self._wheel(event, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel scrolls back."""
        self._wheel(event, -1)

    def on_mouse_scroll_right(self, event: events.MouseScrollRight) -> None:
        """Some wheels scroll sideways, too."""
        event.stop()
        self.sideways(_SIDEWAYS)

    def on_mouse_scroll_left(self, event: events.MouseScrollLeft) -> None:
        """And back."""
        event.stop()
        self.sideways(-_SIDEWAYS)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Goes where it is clicked."""
        event.stop()
        row = event.y - len(self._head)
        if event.x == self.size.width - 1:
            self._is_ruling = True
            self.capture_mouse()
            self._rule(row)
        elif row < 0:
            self._choose(self._column_at(event.x))
        elif row < len(self._keys) and (target := self._board.at(event.x, self._keys[row])) is not None:
            self._press(target)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Selects what the mouse is drawn over, or moves the overview."""
        row = event.y - len(self._head)
        if self._is_ruling:
            self._rule(row)
        elif self._drag is not None:
            self._draw(self._drag, event.x, row)

    def on_mouse_up(self, _: events.MouseUp) -> None:
        """Lets go."""
        if self._drag is not None or self._is_ruling:
            self.release_mouse()
        self._drag, self._is_ruling = None, False

    def _wheel(self, event: events.MouseEvent, steps: int) -> None:
        event.stop()
        if event.shift:
            self.sideways(steps * _SIDEWAYS)
            return
        row = event.y - len(self._head)
        target = self._board.at(event.x, self._keys[row]) if 0 <= row < len(self._keys) else None
        strand = self._strand if target is None else target.strand
        if strand is not None:
            strand.lane.scroll(steps * _WHEEL, self._room)
            self._went()

    def _rule(self, row: int) -> None:
        strand = self._strand
        if strand is not None and len(strand.lane.flow):
            row = min(max(row, 0), self._room - 1)
            strand.lane.show_at(line_at(strand.lane.flow, self._room, row), self._room)
            self._went()

    def _press(self, target: Target) -> None:
        self._selection = None
        if target.side is not None:
            self._choose(target.side)
        strand = self._spread.of(self._side) if target.side is not None else target.strand
        if strand is None or not len(strand.lane.flow):
            return
        strand.lane.cursor = min(target.line, max(len(strand.lane.flow) - 1, 0))
        if isinstance(strand.lane.flow[strand.lane.cursor], Fold):
            self.toggle_fold()
            return
        if target.index >= 0:
            self._drag = target
            self.capture_mouse()
        self._went()

    def _draw(self, begin: Target, x: int, row: int) -> None:
        side = begin.side
        strand = None if side is None else self._spread.of(side)
        if side is None or strand is None or not self._keys:
            return
        beyond = -1 if row < 0 else 1 if row >= len(self._keys) else 0
        if beyond:
            strand.lane.scroll(beyond, self._room)
            self._repaint()
        end = self._board.at(x, self._keys[min(max(row, 0), len(self._keys) - 1)], only=side)
        if end is None or end.side is not side or end.index < 0:
            return
        self._selection = Selection(side, (begin.index, begin.char), (end.index, end.char), is_lines=False)
        strand.lane.cursor = end.line
        self._went()

    def _choose(self, side: Side) -> None:
        self.set_side(side)
        self.post_message(self.SideChosen(side))

    def _column_at(self, x: int) -> Side:
        """The side whose title stands there."""
        if lone_side(self._page) is None and (self._shape.is_beside or self._view is View.DIFFERENCES):
            return Side.A if x <= (self._shape.width - 1) // 2 else Side.B
        return self._side

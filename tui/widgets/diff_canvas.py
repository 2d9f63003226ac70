"""What the view of a file paints on: rows that are painted when they change, and only then."""

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec.structs import replace
from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from grading.compare.folds import CONTEXT
from grading.sides import Pair, Side
from tui.painting.board import Board, Key
from tui.painting.colours import FOR_GOOD, UNKNOWN, Colours
from tui.painting.finding import Finding
from tui.painting.header import header
from tui.painting.lane import Place
from tui.painting.page import Page, Spot, View
from tui.painting.ruler import overview, seen
from tui.painting.selection import Selection
from tui.painting.sheet import NO_HITS, Marks
from tui.painting.spread import Folding, Shape, Spread, Strand, laid_out, lone_side
from tui.painting.swatches import Swatches
from tui.painting.syntax import Syntax
from tui.themes import Look, Theme

_ROOM_FOR_TWO: Final = 76
_LEAST_WIDTH: Final = 20
_NOTHING: Final = Page(Pair("", ""))
_NO_EVIDENCE: Final[Pair[Sequence[range]]] = Pair((), ())


class DiffCanvas(Widget):
    """Paints a page, and keeps its place in it when its shape changes."""

    DEFAULT_CSS = """
    DiffCanvas { width: 1fr; height: 1fr; }
    """

    def __init__(self, theme: Theme, syntax: Syntax | None, *, name: str | None = None, id: str | None = None) -> None:
        super().__init__(name=name, id=id)
        self._swatches = Swatches(theme)
        self._syntax = syntax
        self._page = _NOTHING
        self._view = View.DIFFERENCES
        self._side = Side.A
        self._is_wrapped = False
        self._is_beside: bool | None = None
        self._offset = 0
        self._around: int | None = CONTEXT
        self._foldings: dict[Side | None, Folding] = {}
        self._evidence = _NO_EVIDENCE
        self._finding: Finding | None = None
        self._stop = 0
        """The place in what was found that the reader is at."""
        self._selection: Selection | None = None
        self._shape = Shape()
        self._spread = Spread([])
        self._board = Board(self._spread, self._swatches, 0, 0)
        self._head: list[Strip] = []
        self._keys: list[Key] = []
        self._overview: tuple[list[int], list[int]] | None = None
        self._onward = 0.0
        """The pages that a reader who turns them will turn next; none where it is painted already."""

    @property
    def theme(self) -> Theme:
        """How it looks."""
        return self._swatches.theme

    @theme.setter
    def theme(self, theme: Theme) -> None:
        self._swatches = Swatches(theme)
        self._lay()

    @property
    def _room(self) -> int:
        """How many rows there are for text."""
        return max(self.size.height - len(self._head), 0)

    @property
    def _strand(self) -> Strand | None:
        """What the keys go to."""
        return self._spread.of(self._side)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows of a region."""
        strips = [self._strip(y) for y in crop.line_range]
        if crop.x == 0 and crop.right >= self.size.width:
            return strips
        return [strip.crop(crop.x, crop.right) for strip in strips]

    def on_resize(self, _: events.Resize) -> None:
        """Lays the page out anew."""
        self._lay()

    def _strip(self, y: int) -> Strip:
        if y < len(self._head):
            return self._head[y]
        y -= len(self._head)
        if not self._spread.strands:
            return self._said(y)
        if y < len(self._keys):
            return self._board.strip(self._keys[y])
        return Strip([Segment(" " * self.size.width, self._swatches[Look.TEXT])], self.size.width)

    def _said(self, y: int) -> Strip:
        """A row of what stands in place of a text."""
        text = f"  {self._page.message}" if y == 1 else ""
        style = self._swatches[Look.TEXT] + self._swatches[Look.FAINT]
        return Strip([Segment(text, style)], len(text)).adjust_cell_length(self.size.width, self._swatches[Look.TEXT])

    def _lay(self, spot: Spot | None = None) -> None:
        """Puts the page into columns, and keeps the place."""
        spot = spot or self._spot()
        before = self._spread if self._spread.page is self._page else Spread([])
        strand = before.of(spot.side)
        above = 0 if strand is None else len(strand.lane.seen(self._room)[: strand.lane.cursor - strand.lane.top.line])
        width = max(self.size.width - 1, _LEAST_WIDTH)
        is_beside = width >= _ROOM_FOR_TWO if self._is_beside is None else self._is_beside
        self._shape = Shape(self._view, width, is_beside, self._is_wrapped, self._side)
        self._spread = laid_out(self._page, self._shape, self._swatches, self._foldings, self._around)
        self._head = header(self._page, self._shape, self._swatches, self.size.width)
        for one in self._spread.strands:
            one.place(spot, before, above, self._room)
        self._dress()

    def _turn(self) -> None:
        """Shows which side keys go to."""
        self._shape = replace(self._shape, side=self._side)
        self._head = header(self._page, self._shape, self._swatches, self.size.width)
        self.refresh(Region(0, 0, self.size.width, 1))
        self._overview = None
        self._repaint()

    def _dress(self) -> None:
        """Has all rows painted anew."""
        self._board = Board(self._spread, self._swatches, self.size.width, self.region.x if self.is_attached else 0)
        colours: dict[Side, Colours] = {}
        for one in self._spread.strands:
            one.sheet.offset = self._offset
            one.sheet.hits = NO_HITS if self._finding is None else self._finding.hits
            one.sheet.colours = colours
        self._colours = colours
        self._overview = None
        self._keys = []
        self._repaint()
        self.refresh()

    def _repaint(self) -> None:
        """Paints the rows that are not what they were."""
        room = self._room
        places = [strand.lane.seen(room) for strand in self._spread.strands]
        keys = self._asked(places)
        if len(keys) != len(self._keys):
            self._keys = keys
            self.refresh()
            return
        changed = [row for row, (one, other) in enumerate(zip(keys, self._keys, strict=True)) if one != other]
        self._keys = keys
        if changed:
            top, width = len(self._head), self.size.width
            self.refresh(*(Region(0, top + first, width, count) for first, count in _runs(changed)))

    def _get_ready(self) -> None:
        """Paints what the next page will show, while nobody waits, as soon as its colours are known."""
        if not self._onward:
            return
        room, here = self._room, self._strand
        lanes = ((one.lane, one is here) for one in self._spread.strands)
        keys = self._asked([lane.beyond(self._onward, room) if is_here else lane.seen(room) for lane, is_here in lanes])
        if all(part is None or UNKNOWN not in part[2].known for parts, _ in keys for part in parts):
            self._onward = 0
            for key in keys:
                self._board.strip(key)

    def _asked(self, places: Sequence[Sequence[Place]]) -> list[Key]:
        """The rows with these places of each strand in them, once their colours were asked for."""
        strands = self._spread.strands
        for strand, on_screen in zip(strands, places, strict=True):
            self._ask(strand, on_screen)
        return self._board.keys(self._room, places, self._marks, self._ruler(places)) if strands else []

    def _ask(self, strand: Strand, places: Sequence[Place]) -> None:
        """Asks for the colours of what is on the screen."""
        if self._syntax is None:
            return
        for side in Side if strand.side is None else (strand.side,):
            text, key = self._page.text(side), self._page.keys[side]
            if text is None or not key:
                continue
            indices = (strand.index(place.line, side) for place in places)
            first = next((index for index in indices if index is not None), 0)
            indices = (strand.index(place.line, side) for place in reversed(places))
            last = next((index for index in indices if index is not None), -1)
            colours = self._syntax.colours(key, self._page.names[side], text, range(first, last + 1))
            self._colours[side] = colours

    def _marks(self, strand: Strand, line: int) -> Marks:
        indices = strand.index(line, Side.A), strand.index(line, Side.B)
        selected = None
        if self._selection is not None:
            index = indices[self._selection.side is Side.B]
            part = None if index is None else self._selection.part(index)
            selected = None if part is None else (self._selection.side, *part)
        hit = None
        if self._finding is not None and self._finding.stops:
            stop = self._finding.stops[self._stop]
            if indices[stop.is_b] == stop.line:
                hit = (stop.side, stop.begin)
        is_here = line == strand.lane.cursor and strand is self._strand
        active = self._side if is_here else None
        a, b = indices
        evidence = self._is_evidence(Side.A, a), self._is_evidence(Side.B, b)
        return Marks(is_here, active, selected, hit, evidence, (self._knows(Side.A, a), self._knows(Side.B, b)))

    def _is_evidence(self, side: Side, index: int | None) -> bool:
        return index is not None and any(index in lines for lines in self._evidence[side])

    def _knows(self, side: Side, index: int | None) -> int:
        colours = self._colours.get(side)
        return FOR_GOOD if index is None or colours is None else colours.knows(index)

    def _ruler(self, places: Sequence[Sequence[Place]]) -> list[int]:
        """The signs of the overview, with what is on the screen."""
        strand, room = self._strand, self._room
        if strand is None:
            return [0] * room
        if self._overview is None or len(self._overview[0]) != room:
            hits = self._finding.stops if self._finding is not None else ()
            lines = [strand.find(one.side, one.line) for one in hits if strand.side in (None, one.side)]
            evidence = [
                strand.find(side, index)
                for side in Side
                if strand.side in (None, side)
                for part in self._evidence[side]
                for index in part
            ]
            self._overview = overview(
                strand.lane.flow, room, lines, evidence, has_changes=lone_side(self._page) is None
            )
        shown = next(rows for one, rows in zip(self._spread.strands, places, strict=True) if one is strand)
        if len(shown) < room or not shown:
            return self._overview[0]
        part = seen(strand.lane.flow, room, shown[0].line, shown[-1].line)
        plain, on_screen = self._overview
        return [*plain[: part.start], *on_screen[part.start : part.stop], *plain[part.stop :]]

    def _spot(self) -> Spot:
        strand = self._strand
        if strand is None or not len(strand.lane.flow):
            return Spot(self._side, 0, self._offset)
        return strand.spot(self._side, self._offset)


def _runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Rows that follow on one another, as the first and how many."""
    first = last = rows[0]
    for row in rows[1:]:
        if row != last + 1:
            yield first, last - first + 1
            first = row
        last = row
    yield first, last - first + 1

"""The rows of a panel as strips: what has not changed is kept, and what has is named, so that no more is painted."""

from collections import OrderedDict
from collections.abc import Sequence
from typing import Final

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip

from tui.painting.anchors import anchor, part
from tui.painting.spans import Line, Span, Target
from tui.themes import Look, Theme

_KEPT: Final = 600
_NEUTRAL: Final = (Look.TEXT, Look.FAINT, Look.TITLE)
_OWN_SIGNS: Final = frozenset("≠≈┃…·•▸▾▌▐│─┄≤≥±−→←↑↓×■□◆✓▒“”↵")
"""Signs of this program, which every terminal draws in one column."""


class Paper:
    """What a panel shows."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._lines: tuple[Line, ...] = ()
        self._width = 0
        self._at = 0
        self._strips: OrderedDict[Line, Strip] = OrderedDict()

    @property
    def theme(self) -> Theme:
        """How everything looks."""
        return self._theme

    @theme.setter
    def theme(self, theme: Theme) -> None:
        self._theme = theme
        self._strips.clear()

    def lay(self, lines: Sequence[Line], width: int, at: int = 0) -> list[int]:
        """Takes new rows, for a panel of so many columns that begins at a column of the screen; says which changed."""
        if (width, at) != (self._width, self._at):
            self._width, self._at = width, at
            self._strips.clear()
            self._lines = ()
        before, self._lines = self._lines, tuple(lines)
        if len(before) != len(self._lines):
            return list(range(max(len(before), len(self._lines))))
        return [row for row, (old, new) in enumerate(zip(before, self._lines, strict=True)) if old != new]

    def strips(self, crop: Region) -> list[Strip]:
        """What is painted of a part of the panel."""
        found = [self._strip(row) for row in range(crop.y, crop.bottom)]
        if crop.right > self._width:  # it was made wider, and nothing was laid on it since
            found = [strip.extend_cell_length(crop.right, self._theme[Look.TEXT]) for strip in found]
        return [part(strip, crop.x, crop.right) for strip in found]

    def target(self, column: int, row: int) -> Target | None:
        """What a click there is about."""
        if not 0 <= row < len(self._lines):
            return None
        end = 0
        for span in self._lines[row].spans:
            end += cell_len(span.text)
            if column < end:
                return span.target
        return None

    def text(self, row: int) -> str:
        """A row as plain text."""
        return "".join(span.text for span in self._lines[row].spans) if 0 <= row < len(self._lines) else ""

    def _strip(self, row: int) -> Strip:
        line = self._lines[row] if 0 <= row < len(self._lines) else _EMPTY
        strip = self._strips.get(line)
        if strip is None:
            strip = self._painted(line)
            self._strips[line] = strip
            if len(self._strips) > _KEPT:
                self._strips.popitem(last=False)
        else:
            self._strips.move_to_end(line)
        return strip

    def _painted(self, line: Line) -> Strip:
        segments: list[Segment] = []
        column = 0
        for place, span in enumerate(line.spans):
            size = cell_len(span.text)
            if size and column + size <= self._width:
                ground = line.ground if place >= line.edge else Look.TEXT
                segments.append(Segment(span.text, self._style(span, ground)))
                column += size
                if _is_strange(span.text):
                    segments.append(anchor(self._at + column))
        blank = self._style(Span(" "), line.ground)
        segments.append(Segment(" " * (self._width - column), blank))
        return Strip(segments, self._width)

    def _style(self, span: Span, ground: Look) -> Style:
        """A look on its row's ground; what has a ground of its own keeps it."""
        style = self._theme[span.look]
        if ground is Look.TEXT or style.bgcolor not in (None, self._theme[Look.TEXT].bgcolor):
            return style
        under = self._theme[ground]
        style += Style(bgcolor=under.bgcolor, reverse=under.reverse, underline=under.underline)
        # With few colours the cursor's row has a text colour that goes with its ground.
        return style + Style(color=under.color) if ground is Look.HERE and span.look in _NEUTRAL else style


_EMPTY: Final = Line(())


def _is_strange(text: str) -> bool:
    """Whether a terminal may draw the text in fewer or more columns than it should take."""
    return not text.isascii() and any(char > "\u02ff" and char not in _OWN_SIGNS for char in text)

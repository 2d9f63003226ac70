"""A part of a line → segments of its colours, in no more steps than there are colours in it.

Each character has one byte for what it is and what lies over it; runs of one byte become a segment. So the work for a
row depends on what is seen of it, not on how long its line is.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from rich.segment import ControlType, Segment
from rich.style import Style

from tui.painting.dressed import Dressed
from tui.painting.frames import Span
from tui.painting.pieces import Ranges
from tui.painting.swatches import ROLE_BITS, Layer

_RUN: Final = re.compile(rb"(.)\1*", re.DOTALL)
_ROLE: Final = (1 << ROLE_BITS) - 1
_ROLES: Final = [bytes([role]) for role in range(_ROLE + 1)]
_LAID: Final = [bytes(layer << ROLE_BITS | one & _ROLE for one in range(256)) for layer in Layer]
_BLANK: Final = [" " * width for width in range(512)]


class Over(NamedTuple):
    """What lies over some parts of a shown text."""

    layer: Layer
    parts: Ranges


def painted(
    line: Dressed,
    window: tuple[int, int],
    spans: Sequence[Span],
    over: Iterable[Over],
    styles: Sequence[Style],
    *,
    after: str = "",
) -> list[Segment]:
    """The characters of a window in their colours, and what stands after; what is put over the others last is seen."""
    first, end = window
    if first >= end:
        return [Segment(after, styles[0])] if after else []
    room = end - first
    codes = bytearray(room)
    places = line.places
    last = len(places) - 1
    for start, stop, role in spans:
        begin, until = max(places[min(start, last)] - first, 0), min(places[min(stop, last)] - first, room)
        if begin < until:
            codes[begin:until] = _ROLES[role] * (until - begin)
    for layer, parts in over:
        laid = _LAID[layer]
        for start, stop in parts:
            begin, until = max(start - first, 0), min(stop - first, room)
            if begin < until:
                codes[begin:until] = codes[begin:until].translate(laid)
    codes += bytes(len(after))
    return _segments(line.text[first:end] + after, codes, styles)


def _segments(text: str, codes: bytearray, styles: Sequence[Style]) -> list[Segment]:
    found: list[Segment] = []
    start, held = 0, -1
    for run in _RUN.finditer(codes):
        begin, end = run.span()
        one = codes[begin]
        if held < 0:
            held = one
        # Blanks have no colour of their own: they go with what stands before them.
        elif one != held and not (one >> ROLE_BITS == held >> ROLE_BITS and text[begin:end].isspace()):
            found.append(Segment(text[start:begin], styles[held]))
            start, held = begin, one
    found.append(Segment(text[start:], styles[held]))
    return found


def blank(width: int) -> str:
    """So many blanks."""
    return _BLANK[width] if width < len(_BLANK) else " " * width


def anchor(column: int) -> Segment:
    """Sends the cursor to a column of the screen, wherever the terminal believes it to be.

    Terminals disagree on how wide some letters are; what follows stands right all the same.
    """
    return Segment(f"\x1b[{column + 1}G", None, [(ControlType.CURSOR_MOVE_TO_COLUMN, column)])

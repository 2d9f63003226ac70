"""The overview at the edge of a text: where in it the changes, the hits and the evidence are, and what is on screen."""

from collections.abc import Iterable
from typing import Final

from rich.segment import Segment
from rich.style import Style

from tui.painting.flows import Flow
from tui.painting.swatches import Ground, Swatches
from tui.themes import Look

A: Final = 1
B: Final = 2
HIT: Final = 4
EVIDENCE: Final = 8
SEEN: Final = 16
"""It is on the screen."""

_SIGNS: Final = (
    (EVIDENCE, "●", Look.EVIDENCE),
    (HIT, "*", Look.HIT),
    (A | B, "±", Look.TEXT),
    (A, "-", Look.A),
    (B, "+", Look.B),
)


def overview(
    flow: Flow, room: int, hits: Iterable[int], evidence: Iterable[int], *, has_changes: bool = True
) -> tuple[list[int], list[int]]:
    """For each row of the screen, the signs of its part of the lines: off the screen, and on it."""
    found = [0] * room
    if room and len(flow):
        scale = max(len(flow), room)
        for begin, end, has_a, has_b in flow.changed() if has_changes else ():
            sign = A * has_a | B * has_b
            for row in range(begin * room // scale, min(max(end - 1, begin) * room // scale + 1, room)):
                found[row] |= sign
        for lines, sign in ((hits, HIT), (evidence, EVIDENCE)):
            for line in lines:
                found[min(line * room // scale, room - 1)] |= sign
    return found, [sign | SEEN for sign in found]


def seen(flow: Flow, room: int, first: int, last: int) -> range:
    """The rows of the overview that stand for what is on the screen."""
    scale = max(len(flow), room, 1)
    return range(first * room // scale, last * room // scale + 1)


def line_at(flow: Flow, room: int, row: int) -> int:
    """The line that a row of the overview stands for."""
    return row * max(len(flow), room) // max(room, 1)


def segment(sign: int, swatches: Swatches) -> Segment:
    """A row of the overview."""
    ground = swatches[Look.BAR] if sign & SEEN else swatches.text[Ground.PLAIN][0]
    for which, text, look in _SIGNS:
        if sign & which == which:
            style = swatches[look]
            # What a search found is seen by its ground in the text, and by its colour here.
            color = style.bgcolor if which == HIT else style.color
            return Segment(text, ground + Style(color=color, bold=True))
    return Segment(" ", ground)

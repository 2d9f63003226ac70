"""Columns that hold wherever a terminal believes its cursor to be: it may draw some letters wider than they are."""

from rich.segment import ControlType, Segment
from textual.strip import Strip


def anchor(column: int) -> Segment:
    """Puts what follows into its column of the screen."""
    return Segment(f"\x1b[{column + 1}G", None, [(ControlType.CURSOR_MOVE_TO_COLUMN, column)])


def part(strip: Strip, begin: int, end: int) -> Strip:
    """The columns of a strip from one to before another; what lies beyond its end is not there.

    The library's own `crop` takes an anchor for text: it counts columns for it, and cuts it apart or fails.
    """
    begin, end = max(begin, 0), min(end, strip.cell_length)
    if begin >= end:
        return Strip([], 0)
    return strip if (begin, end) == (0, strip.cell_length) else strip.divide([begin, end])[-1]

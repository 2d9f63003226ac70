"""How much of a terminal each part of the review gets. Pure: a size goes in, sizes come out."""

from typing import Final

from msgspec import Struct

WIDE: Final = 110
"""From so many columns on, the list of files and both sides of the text stand beside each other."""
_BARS: Final = 2
"""The lines at the top and at the bottom."""
_LEAST_TEXT: Final = 6
_LEAST_PANEL: Final = 7
_LEAST_DRAGGED: Final = 3
"""A panel's head and two rows: so little is only ever asked for."""
_MOST_PANEL: Final = 20
_LEAST_RUBRIC: Final = 36


class Layout(Struct, frozen=True):
    """The size of each part; 0 for one that is not there."""

    list_width: int
    panel_height: int
    rubric_width: int
    is_beside: bool
    """Whether both sides of the text have a column each."""
    is_list_alone: bool
    """Whether the list stands in place of the text."""


def layout(width: int, height: int, rows: int, *, is_listing: bool, panel: int | None = None) -> Layout:
    """The parts of a terminal of this size, for a rubric of so many rows; `panel` is the height that was asked for."""
    room = max(height - _BARS, 0)
    most = min(_MOST_PANEL, room * 2 // 5, room - _LEAST_TEXT)
    # However small the rubric is, what its cells ask and what was said of them is to be read.
    fitting = max(min(rows, most), min(max(_LEAST_PANEL, room // 4), room // 2))
    if panel is not None:
        fitting = min(max(panel, min(_LEAST_DRAGGED, fitting)), max(room - 1 - _LEAST_TEXT, fitting))
    is_wide = width >= WIDE
    list_width = min(max(width * 28 // 100, 30), 48) if is_wide else 0
    rubric = min(max(width * 45 // 100, _LEAST_RUBRIC), 78, width)
    return Layout(list_width, fitting, rubric, is_wide, is_listing and not is_wide)

"""What a command says of its table's columns; laying them out is the work of `table.py`, loaded when one is shown."""

from typing import Final

from msgspec import Struct

GLUE: Final = "\u00a0"
"""A blank between words that belong on one line while there is room for them."""


class Column(Struct, frozen=True):
    """A table's column: its heading, and what may happen to it where there is little room."""

    heading: str
    is_number: bool = False
    wraps: bool = False
    """Prose, which may break between words; the cells of every other column stay whole."""
    rank: int = 0
    """Those with the highest are left out first; those with 0 never."""
    beneath: bool = False
    """Goes on lines of its own under its row where the row would be too long."""

"""The line at the bottom while a note is written: the keys of its editor, one of which takes an earlier note again."""

from typing import Final

from rich.cells import cell_len

from tui.painting.key_parts import GAP, KeyPart, PlacedPart, part_spans
from tui.painting.spans import Line, clipped, safe
from tui.themes import Look

_ALWAYS: Final = (("Esc", "keeps it"), ("Ctrl+G", "drops it"), ("Ctrl+E", "your editor"))
_REUSING: Final = ("Ctrl+R", "reuses “{}”")
_LEAST: Final = 8
"""A quote of fewer columns would tell nobody which note it is."""


def note_keys(earlier: str, width: int) -> Line:
    """As many as there is room for; of the earlier note, only what stands between the quotes is cut."""
    placed: list[PlacedPart] = []
    end = 1
    for key, label in _ALWAYS:
        end = _place(placed, _part(key, label), end, width)
    key, label = _REUSING
    note = safe(earlier.partition("\n")[0])
    room = width - 1 - end - _part(key, label.format("")).width
    if note and room >= min(_LEAST, cell_len(note)):
        _place(placed, _part(key, label.format(clipped(note, room))), end, width)
    return Line(part_spans(placed, width), Look.BAR)


def _part(key: str, label: str) -> KeyPart:
    return KeyPart(((key, ""),), label)


def _place(placed: list[PlacedPart], part: KeyPart, column: int, width: int) -> int:
    """Puts a part where the one before it ended, if it fits there; where the next one may begin."""
    if column + part.width < width:
        placed.append(PlacedPart(column, part))
    return column + part.width + GAP

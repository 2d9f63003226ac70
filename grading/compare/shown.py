"""A line as it may be shown: visible symbols for what would not show, tabs as blanks, and where each character went.

Invariant: `text` holds no control, bidirectional, zero-width or unassigned character; `place` leads from a character of
the line to where it stands in `text`, so that spans and hits found in the line are right on the screen.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from msgspec import Struct

from grading.visible import visible

TAB: Final = 4
_PLAIN: Final = re.compile(r"[\x20-\x7e]*\Z")


class Shown(Struct, frozen=True):
    """A line made safe."""

    text: str
    places: Sequence[int]
    """For each character of the line, and for its end, where it stands in `text`."""
    warned: Sequence[tuple[int, int]] = ()
    """The parts of `text` that stand for something that would not have shown."""


def shown(line: str, tab: int = TAB) -> Shown:
    """A line without its newline, made safe to show."""
    if _PLAIN.match(line):
        return Shown(line, range(len(line) + 1))
    parts: list[str] = []
    places: list[int] = []
    warned: list[tuple[int, int]] = []
    place = column = 0
    for char in line:
        places.append(place)
        if char == "\t":
            part = " " * (tab - column % tab)
        else:
            part = _safe(char)
            if part != char:
                warned.append((place, place + len(part)))
        parts.append(part)
        place += len(part)
        column += len(part) if part.isascii() else sum(map(cells, part))
    places.append(place)
    return Shown("".join(parts), places, _joined(warned))


@lru_cache(4096)
def _safe(char: str) -> str:
    code = ord(char)
    if 0xDC80 <= code <= 0xDCFF:  # a byte that is no text, as surrogateescape holds it
        return f"⟨{code - 0xDC00:02X}⟩"
    # A skin tone joins the sign before it in some terminals and not in others: then no column would be right.
    if 0x1F3FB <= code <= 0x1F3FF:
        return f"⟨{code:04X}⟩"
    return visible(char)


@lru_cache(4096)
def cells(char: str) -> int:
    """How many columns of a terminal a safe character takes, as far as tab stops need to know."""
    # Vowels and finals of Hangul are drawn into the consonant before them.
    if unicodedata.category(char).startswith("M") or "\u1160" <= char <= "\u11ff" or "\ud7b0" <= char <= "\ud7fb":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _joined(parts: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    for begin, end in parts:
        if found and found[-1][1] == begin:
            found[-1] = (found[-1][0], end)
        else:
            found.append((begin, end))
    return tuple(found)

"""Lines of a panel: pieces of text, each with what it is, cut and padded to the columns of a terminal."""

from collections.abc import Iterator, Sequence
from enum import Enum
from typing import Final, NamedTuple

from msgspec import Struct
from rich.cells import cell_len

from grading.compare.shown import shown
from tui.themes import Look

LONGEST: Final = 2_000
"""No panel shows more of one text in a line; what is cut is cut before anybody measures it."""

_LONGEST_INDENT: Final = 10


class Aim(Enum):
    """What a click on a span is about."""

    DEDUCTION = "deduction"
    GATE = "gate"
    EVIDENCE = "evidence"
    COMMAND = "command"


class Target(Struct, frozen=True):
    """What exactly was clicked."""

    aim: Aim
    key: str


class Span(NamedTuple):
    """Safe text of one meaning."""

    text: str
    look: Look = Look.TEXT
    target: Target | None = None


class Line(NamedTuple):
    """A row of a panel, and what it lies on."""

    spans: tuple[Span, ...]
    ground: Look = Look.TEXT
    edge: int = 0
    """How many of the first spans lie beside the ground, not on it."""


def safe(text: str) -> str:
    """A strange text as one line that may be shown; what is too long for any panel ends in a sign."""
    return shown(text if len(text) <= LONGEST else f"{text[:LONGEST]}…").text


def clipped(text: str, width: int) -> str:
    """A safe text in at most so many columns; where something is missing it says so."""
    if len(text) <= width and text.isascii():
        return text
    if cell_len(text) <= width:
        return text
    return f"{fitting(text, width - 1)}…" if width > 0 else ""


def sentence(text: str, width: int) -> str:
    """A safe sentence in at most so many columns; what to do stands at its end and stays, where half the room does."""
    _, sign, remedy = text.rpartition("; ")
    if not sign or cell_len(text) <= width or 2 * cell_len(remedy) > width:
        return clipped(text, width)
    ending = f"{sign}{remedy}"
    return f"{clipped(text.removesuffix(ending), width - cell_len(ending))}{ending}"


def fitting(text: str, width: int) -> str:
    """As much of the start of a text as so many columns hold."""
    if text.isascii():
        return text[: max(width, 0)]
    taken = 0
    for place, char in enumerate(text):
        taken += cell_len(char)
        if taken > width:
            return text[:place]
    return text


def left(text: str, width: int) -> str:
    """A safe text in exactly so many columns, blanks after it."""
    part = clipped(text, width)
    return part + " " * (width - cell_len(part))


def right(text: str, width: int) -> str:
    """A safe text in exactly so many columns, blanks before it."""
    part = clipped(text, width)
    return " " * (width - cell_len(part)) + part


def columns(spans: Sequence[Span]) -> int:
    """How many columns the spans take."""
    return sum(cell_len(span.text) for span in spans)


def folded(text: str, width: int, first: int | None = None) -> Iterator[str]:
    """A safe text in rows of at most so many columns, broken between words where that is possible.

    The first row may have another width.
    """
    begin, room = 0, width if first is None else first
    while True:
        end = begin + max(len(fitting(text[begin:], room)), 1)
        if end >= len(text):
            yield text[begin:]
            return
        blank = end if text[end] == " " else text.rfind(" ", begin, end)
        stop = blank if blank > begin else end
        yield text[begin:stop]
        begin, room = stop + (stop == blank), width


def paragraph(
    head: Sequence[Span], text: str, width: int, look: Look = Look.TEXT, target: Target | None = None
) -> list[tuple[Span, ...]]:
    """A text after some spans, its further rows indented to where it begins; under a long head only a little."""
    taken = columns(head)
    indent = taken if taken <= _LONGEST_INDENT else 2 + _blanks(head)
    rows = folded(text, width - indent, width - taken)
    return [(*head, Span(next(rows), look, target)), *((Span(" " * indent), Span(row, look, target)) for row in rows)]


def _blanks(spans: Sequence[Span]) -> int:
    """How many blanks some spans begin with."""
    text = "".join(span.text for span in spans)
    return len(text) - len(text.lstrip(" "))

"""A line of text → pieces of one meaning each, cut to the columns of a terminal."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from rich.cells import cell_len

from grading.compare.shown import Shown
from tui.painting.ink import Ink, Tone

Ranges = Sequence[tuple[int, int]]


class Piece(NamedTuple):
    """Text of one meaning."""

    tone: Tone
    text: str


def pieces(line: Shown, plain: Tone, word: Tone, changed: Ranges = ()) -> list[Piece]:
    """A safe line in pieces: what changed in it (ranges of the line itself) and what stands for the invisible."""
    if not changed and not line.warned:
        return [Piece(plain, line.text)] if line.text else []
    tones = [plain] * len(line.text)
    for begin, end in changed:
        first, last = line.places[begin], line.places[end]
        tones[first:last] = [word] * (last - first)
    for first, last in line.warned:
        tones[first:last] = [Tone.WARNED] * (last - first)
    found = []
    begin = 0
    for tone, group in groupby(tones):
        end = begin + len(list(group))
        found.append(Piece(tone, line.text[begin:end]))
        begin = end
    return found


def wrapped(line: Sequence[Piece], width: int) -> Iterator[list[Piece]]:
    """The pieces in rows of so many columns; an empty line is one empty row."""
    row: list[Piece] = []
    left = width
    for tone, text in line:
        rest = text
        while rest:
            part = _fitting(rest, left)
            if part:
                row.append(Piece(tone, part))
            if len(part) < len(rest):
                yield row
                row, left = [], width
            else:
                left -= cell_len(part)
            rest = rest[len(part) :]
    yield row


def _fitting(text: str, width: int) -> str:
    """As much of the start of a text as so many columns hold; never nothing of a whole, empty row."""
    if text.isascii():
        return text[:width]
    taken = 0
    for place, char in enumerate(text):
        taken += cell_len(char)
        if taken > width:
            return text[:place]
    return text


def columns(row: Sequence[Piece]) -> int:
    """How many columns the pieces of a row take."""
    return sum(cell_len(piece.text) for piece in row)


def inked(row: Sequence[Piece], ink: Ink) -> str:
    """A row as it is printed."""
    return "".join(ink(piece.tone, piece.text) for piece in row)

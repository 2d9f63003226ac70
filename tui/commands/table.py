"""Tables and sentences as lines of text, fitted to a width. Pure: it knows no terminal.

Only prose breaks, and only between words: an id, a date or a number that is cut in two cannot be read or copied. Where
a table is too wide, a column of reasons goes beneath its row, and then the least important columns are left out.
Without a width (a pipe) everything is there, and nothing breaks.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from rich.cells import cell_len, chop_cells

from tui.commands.columns import GLUE, Column

_GAP: Final = "  "
_BENEATH: Final = "    "
_LEAST_PROSE: Final = 18


def laid_out(columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int | None) -> list[str]:
    """The lines of a table, its headings first."""
    table = [[column.heading for column in columns], *rows]
    natural = [max(_width(row[at]) for row in table) for at in range(len(columns))]
    kept, beneath = _kept(columns, natural, width)
    widths = _shared(columns, natural, kept, width)
    lines: list[str] = []
    for number, row in enumerate(table):
        lines += _row_lines(columns, row, kept, widths)
        for at in beneath if number else ():
            room = None if width is None else max(width - len(_BENEATH), 1)
            lines += [_BENEATH + line for line in wrapped(row[at], room) if line]
    return lines


def wrapped(text: str, width: int | None) -> list[str]:
    """The text in lines of at most so many cells, broken between words; only a word that is longer is cut."""
    lines: list[str] = []
    for line in text.split("\n"):
        lines += [line] if width is None or cell_len(line) <= width else _broken(line, width)
    return [line.replace(GLUE, " ") for line in lines]


def _broken(line: str, width: int) -> Iterator[str]:
    words: list[str] = []
    for word in line.split(" "):
        words += [word] if cell_len(word) <= width else word.split(GLUE)
    current = ""
    for number, word in enumerate(words):
        longer = f"{current} {word}" if number else word
        if cell_len(longer) <= width:
            current = longer
            continue
        if current.strip():
            yield current.rstrip()
        *full, current = chop_cells(word, width) or [""]
        yield from full
    yield current


def _width(cell: str) -> int:
    return max(cell_len(line) for line in cell.split("\n"))


def _kept(columns: Sequence[Column], natural: Sequence[int], width: int | None) -> tuple[list[int], list[int]]:
    """The columns that are shown, and those that go beneath."""
    kept = list(range(len(columns)))
    if width is None or _together(natural[at] for at in kept) <= width:
        return kept, []
    beneath = [at for at in kept if columns[at].beneath]
    kept = [at for at in kept if not columns[at].beneath]
    least = [min(size, _LEAST_PROSE) if columns[at].wraps else size for at, size in enumerate(natural)]
    while _together(least[at] for at in kept) > width:
        last = max(kept, key=lambda at: columns[at].rank)
        if not columns[last].rank:
            break
        kept.remove(last)
    return kept, beneath


def _together(widths: Iterator[int]) -> int:
    every = list(widths)
    return sum(every) + len(_GAP) * (len(every) - 1)


def _shared(columns: Sequence[Column], natural: Sequence[int], kept: list[int], width: int | None) -> list[int]:
    """The width of each column: prose has what the others leave, in fair shares."""
    widths = list(natural)
    if width is None:
        return widths
    prose = sorted((at for at in kept if columns[at].wraps), key=lambda at: natural[at])
    room = width - _together(0 if columns[at].wraps else natural[at] for at in kept)
    for done, at in enumerate(prose):
        # Even where there is no room at all, prose keeps a width in which it can be read.
        fair = max(room // (len(prose) - done), _LEAST_PROSE)
        widths[at] = min(natural[at], fair)
        room -= widths[at]
    return widths


def _row_lines(columns: Sequence[Column], row: Sequence[str], kept: list[int], widths: list[int]) -> Iterator[str]:
    cells = [wrapped(row[at], widths[at]) for at in kept]
    for number in range(max(len(cell) for cell in cells)):
        parts = []
        for at, cell in zip(kept, cells, strict=True):
            text = cell[number] if number < len(cell) else ""
            blank = " " * max(widths[at] - cell_len(text), 0)
            parts.append(blank + text if columns[at].is_number else text + blank)
        yield _GAP.join(parts).rstrip()

"""CSV that a spreadsheet opens without running anything, and that reads back unchanged.

UTF-8, commas, LF after every row. A cell that a spreadsheet would take for a formula stands behind an apostrophe, and
so does one that already looks as if it did; `from_csv` takes it away again. Plain numbers such as -3 stay numbers.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from grading.errors import FileError
from grading.report.formats.csv_standings import COLUMNS, dimension_columns, standings_rows
from grading.report.standings import Standings
from grading.tabular import RUNS, SIGN, unquoted

_NUMBER: Final = re.compile(r"[+-]?([0-9]+(\.[0-9]+)?|\.[0-9]+)")
_NEEDS_QUOTES: Final = re.compile(r'[",;\r\n\t]|^\s|\s$')
_FIELD: Final = re.compile(r'("(?:[^"]++|"")*+"|[^",\r\n]*)(,|\r?\n|\Z)')


def quoted(cell: str) -> str:
    """The cell so that no spreadsheet runs it."""
    starts = cell[:1] and cell[0] in RUNS and not _NUMBER.fullmatch(cell)
    return SIGN + cell if starts or unquoted(cell) != cell else cell


def to_csv(columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> str:
    """A header and the rows; what a row has no value for is empty."""
    lines = [columns, *([row.get(column, "") for column in columns] for row in rows)]
    return "".join(_line(line) for line in lines)


def _line(cells: Sequence[str]) -> str:
    text = ",".join(_written(quoted(cell)) for cell in cells)
    # A row of one empty cell would be a blank line, which is no row.
    return (text or '""') + "\n"


def _written(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if _NEEDS_QUOTES.search(cell) else cell


def from_csv(text: str, file: str = "the text") -> list[dict[str, str]]:
    """The rows of a text that `to_csv` wrote, every cell as it was."""
    lines = list(_lines(text.removeprefix("\ufeff"), file))
    if not lines:
        raise FileError("is empty", where=file, do="give one with a header")
    (_, header), *rows = lines
    for place, row in rows:
        if len(row) != len(header):
            do = "mend the row"
            raise FileError(f"has {len(row)} fields, but the header has {len(header)}", where=place, do=do)
    return [dict(zip(header, row, strict=True)) for _, row in rows]


def _lines(text: str, file: str) -> Iterator[tuple[str, list[str]]]:
    """Each line that is not blank, with its place."""
    at, line = 0, 1
    while at < len(text):
        place, cells, end = f"{file}: line {line}", [], ","
        start = at
        while end == ",":
            found = _FIELD.match(text, at)
            if found is None:
                raise FileError("is not valid CSV: a quotation mark is out of place", where=place, do="mend the row")
            cell, end = found.groups()
            cells.append(unquoted(cell[1:-1].replace('""', '"') if cell.startswith('"') else cell))
            at = found.end()
        line += text.count("\n", start, at)
        if text[start:at].strip("\r\n"):
            yield place, cells


def standings_csv(tables: Sequence[Standings]) -> str:
    """One row for each run of each table, ranked or not; the columns are those of `csv_standings`."""
    columns = [*COLUMNS, *dimension_columns(tables)]
    return to_csv(columns, [row for table in tables for row in standings_rows(table)])

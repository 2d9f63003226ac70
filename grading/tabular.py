"""Rows that people write, as CSV or JSON, read strictly: every error names file and line."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from typing import Final

from grading.errors import FileError
from grading.visible import is_whole, visible

SIGN: Final = "'"
"""Before a cell that a spreadsheet would take for a formula, as this program writes CSV."""
RUNS: Final = "=+-@\t\r\n＝＋－＠"
"""What a formula can begin with, the fullwidth forms included, which some spreadsheets read as the narrow ones."""


def unquoted(cell: str) -> str:
    """The cell without the sign; an apostrophe before anything else is the writer's own, and stays."""
    return cell[1:] if len(cell) > 1 and cell[0] == SIGN and cell[1] in SIGN + RUNS else cell


_ON_A_LINE: Final = ("is not a JSON object on one line", "write one object per line")
_Note = Callable[[FileError], None]


def raised(fault: FileError) -> None:
    """The first fault is the last."""
    raise fault


def rows(text: str, file: str, columns: tuple[str, ...], note: _Note = raised) -> Iterator[tuple[str, dict[str, str]]]:
    """Each row with its place, empty values left out: of JSON lines, a JSON list of objects, or a CSV.

    A row that cannot be read is told to `note`; where that does not raise, the rows after it are read all the same.
    """
    read = {"{": _json_rows, "[": _json_list}.get(text.lstrip()[:1], _csv_rows)
    return read(text, file, columns, note)


def _csv_rows(text: str, file: str, columns: tuple[str, ...], note: _Note) -> Iterator[tuple[str, dict[str, str]]]:
    """The rows of a CSV with a header, each with its place; unknown columns and broken rows are errors."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: list[str] | None = None
    try:
        for row in reader:
            place = f"{file}: line {reader.line_num}"
            if not any(field.strip() for field in row):
                continue
            if header is None:
                header = [field.strip().lower() for field in row]
                _require_header(header, place, columns)
            elif len(row) != len(header):
                what = f"has {len(row)} fields, but the header has {len(header)}"
                note(FileError(what, where=place, do="mend the row"))
            else:
                cells = (unquoted(field).strip() for field in row)
                yield place, {key: cell for key, cell in zip(header, cells, strict=True) if cell}
    except csv.Error as error:
        note(FileError(f"is not valid CSV ({error})", where=f"{file}: line {reader.line_num}", do="mend it"))
        return
    if header is None:
        raise FileError("is empty", where=file, do=f"start it with a header of {', '.join(columns)}")


def _require_header(header: list[str], place: str, columns: tuple[str, ...]) -> None:
    for name in header:
        if name not in columns:
            raise FileError(f'"{visible(name)}" is not a known column', where=place, do=f"use {', '.join(columns)}")
        if header.count(name) > 1:
            raise FileError(f'the column "{name}" is there twice', where=place, do="keep one of them")


def _json_rows(text: str, file: str, columns: tuple[str, ...], note: _Note) -> Iterator[tuple[str, dict[str, str]]]:
    for number, line in enumerate(text.split("\n"), 1):
        place = f"{file}: line {number}"
        if not line.strip():
            continue
        try:
            row = _json_row(_loaded(line, place, _ON_A_LINE), place, columns)
        except FileError as fault:
            note(fault)
        else:
            yield place, row


def _json_list(text: str, file: str, columns: tuple[str, ...], note: _Note) -> Iterator[tuple[str, dict[str, str]]]:
    every = _loaded(text, file, ("is not a JSON list of objects", "mend it"))
    for number, said in enumerate(every if isinstance(every, list) else [], 1):
        place = f"{file}: row {number}"
        try:
            row = _json_row(said, place, columns)
        except FileError as fault:
            note(fault)
        else:
            yield place, row


def _loaded(text: str, place: str, fault: tuple[str, str]) -> object:
    """What JSON says, numbers as they are written, and each object as the pairs it was written as."""
    try:
        return json.loads(text, parse_float=str, parse_int=str, object_pairs_hook=tuple)
    except (ValueError, RecursionError) as error:
        what, do = fault
        raise FileError(what, where=place, do=do) from error


def _json_row(pairs: object, place: str, columns: tuple[str, ...]) -> dict[str, str]:
    if not isinstance(pairs, tuple):
        raise FileError("is not a JSON object", where=place, do="write one object for each row")
    row: dict[str, str] = {}
    for key, value in pairs:
        if key not in columns:
            raise FileError(f'"{visible(key)}" is not a known key', where=place, do=f"use {', '.join(columns)}")
        if key in row:
            raise FileError(f'the key "{key}" is there twice', where=place, do="keep one of them")
        if not isinstance(value, str):
            raise FileError(f"{key} is not a text or a number", where=place, do="write it as one")
        if not is_whole(value):
            raise FileError(f"{key} has half a character in it", where=place, do="write it whole")
        row[key] = value
    return {key: value for key, value in row.items() if value}

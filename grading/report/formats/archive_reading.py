"""A `study.json`, read strictly: every part and row has the shape that `archive.py` writes, or the place is named.

The document may be laid out in any way. Its rows are taken one after the other, so that of a large one no more is held
than the rows themselves.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from msgspec import Struct

from grading.errors import FileError
from grading.report.formats.archive import EDITION, FIELDS, FORMAT, Kind, Value, object_text
from grading.visible import is_whole, visible

Row = tuple[Value, ...]

_SPACE: Final = re.compile(r"[ \t\r\n]*")
_LONGEST: Final = 4 * 2**20
"""No text in a row is longer, as no file that a person writes is."""
_LARGEST: Final = 2**62
_NO_STUDY: Final = "is no study that sidegrade exported"
_GIVE: Final = "give the study.json of an export"
_MEND: Final = "export the study anew"


class Archive(Struct, frozen=True):
    """A study as an export has it: the rows of each part, in the order they stand in."""

    file: str
    title: str
    parts: Mapping[str, tuple[Row, ...]]

    def wrong(self, part: str, number: int, what: str, do: str = _MEND) -> FileError:
        """The error for one row, counted from 0."""
        return FileError(what, where=_place(self.file, part, number), do=do)


def read_archive(text: str, file: str) -> Archive:
    """The study in a text."""
    said: dict[str, object] = {}
    parts: dict[str, tuple[Row, ...]] = {}
    reader = _Reader(text, file)
    for key in reader:
        if key in said or key in parts:
            raise FileError(f'"{visible(key)[:40]}" is there twice', where=file, do=_MEND)
        if key in FIELDS:
            rows = enumerate(reader.items(key))
            parts[key] = tuple(_row(file, key, number, row) for number, row in rows)
        elif key in ("format", "edition", "title"):
            said[key] = reader.value(key)
            _require_known(said, file)
        else:
            if "format" not in said:
                raise FileError(_NO_STUDY, where=file, do=_GIVE)
            raise FileError(f'"{visible(key)[:40]}" is not a known key', where=file, do=f"use {', '.join(FIELDS)}")
    if said.get("format") != FORMAT:
        raise FileError(_NO_STUDY, where=file, do=_GIVE)
    title = said.get("title")
    if "edition" not in said or not isinstance(title, str) or not is_whole(title):
        missing = "title" if "edition" in said else "edition"
        raise FileError(f"{missing} is missing, or not what it should be", where=file, do=_MEND)
    for key in FIELDS:
        if key not in parts:
            raise FileError(f"{key} is missing", where=file, do=_MEND)
    return Archive(file, title, parts)


def _require_known(said: Mapping[str, object], file: str) -> None:
    if "format" in said and said["format"] != FORMAT:
        raise FileError(_NO_STUDY, where=file, do=_GIVE)
    if "edition" in said:
        edition = said["edition"]
        if isinstance(edition, bool) or not isinstance(edition, int) or edition < 1:
            raise FileError("edition is no whole number from 1", where=file, do=_MEND)
        if edition > EDITION:
            what = f"was exported by a newer sidegrade (edition {str(edition)[:20]}; this one knows {EDITION})"
            raise FileError(what, where=file, do="update sidegrade; nothing was changed")


def _place(file: str, part: str, number: int) -> str:
    return f"{file}: {part} {number + 1}"


def _row(file: str, part: str, number: int, row: object) -> Row:
    try:
        if not isinstance(row, dict):
            raise ValueError("is no object")
        found = tuple(_value(row, name, kind) for name, kind in FIELDS[part])
        if row:
            known = ", ".join(name for name, _ in FIELDS[part])
            raise ValueError(f'has "{visible(next(iter(row)))[:40]}", which is not a known key; they are {known}')
    except ValueError as error:
        raise FileError(str(error), where=_place(file, part, number), do=_MEND) from error
    return found


def _value(row: dict[str, object], name: str, kind: Kind) -> Value:
    value = row.pop(name, None)
    match kind:
        case Kind.WHOLE:
            if isinstance(value, bool) or not isinstance(value, int) or abs(value) > _LARGEST:
                raise ValueError(f"{name} is not {kind.value} that a ledger could hold")
            return value
        case Kind.OPTION if value is None:
            return None
        case Kind.OBJECT if isinstance(value, dict):
            value = object_text(value)
        case _:
            value = "" if value is None else value
    if not isinstance(value, str):
        raise ValueError(f"{name} is not {kind.value}")
    if len(value) > _LONGEST:
        raise ValueError(f"{name} is longer than {_LONGEST >> 20} MiB")
    if not is_whole(value):
        raise ValueError(f"{name} has half a character in it")
    # The same names and hashes come again and again: each is held once.
    return sys.intern(value) if len(value) < 100 else value


class _Reader:
    """Goes through one JSON object, key by key, and through the lists in it, item by item."""

    def __init__(self, text: str, file: str) -> None:
        self._text = text
        self._file = file
        self._at = 0
        self._decoder = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_no_number)

    def __iter__(self) -> Iterator[str]:
        """Every key; its value has to be taken before the next."""
        self._expect("{")
        goes_on = self._next() != "}"
        self._at += not goes_on
        while goes_on:
            key = self.value("a key")
            if not isinstance(key, str):
                raise self._wrong("a key")
            self._expect(":")
            yield key
            goes_on = self._goes_on("}")
        if self._next():
            raise self._wrong("the end")

    def items(self, key: str) -> Iterator[object]:
        """Every item of the list that is the value here."""
        if self._next() != "[":
            raise FileError(f"{key} is no list", where=self._file, do=_MEND)
        self._at += 1
        if self._next() == "]":
            self._at += 1
            return
        while True:
            yield self.value(key)
            if not self._goes_on("]"):
                return

    def value(self, what: str) -> object:
        """The value here, whatever it is."""
        self._next()
        try:
            found, self._at = self._decoder.raw_decode(self._text, self._at)
        except RecursionError as error:
            raise self._wrong(what, "too deep") from error
        except _TwiceError as error:
            raise self._wrong(what, f'the key "{visible(str(error))[:40]}" is there twice') from error
        except ValueError as error:
            raise self._wrong(what) from error
        return found

    def _next(self) -> str:
        found = _SPACE.match(self._text, self._at)
        assert found is not None, "it matches nothing at all, too"
        self._at = found.end()
        return self._text[self._at : self._at + 1]

    def _expect(self, sign: str) -> None:
        if self._next() != sign:
            raise self._wrong(f'"{sign}"')
        self._at += 1

    def _goes_on(self, end: str) -> bool:
        """Whether a comma follows, and not the end."""
        sign = self._next()
        if sign not in (",", end) or not sign:
            raise self._wrong(f'"," or "{end}"')
        self._at += 1
        return sign == ","

    def _wrong(self, expected: str, why: str = "") -> FileError:
        line = self._text.count("\n", 0, self._at) + 1
        said = f"is not valid JSON: {why}" if why else f"is not valid JSON: {expected} is expected"
        return FileError(said, where=f"{self._file}: line {line}", do=_MEND)


class _TwiceError(ValueError):
    """A key that is there twice."""


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _TwiceError(Counter(name for name, _ in pairs).most_common(1)[0][0])
    return found


def _no_number(word: str) -> object:
    raise ValueError(word)

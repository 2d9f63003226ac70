"""Tables that people write (TOML, and rows of CSV or JSON), read strictly.

Every value is asked for by name and type; what nobody asked for is an error. An error names the file, the
table and the key. Numbers are exact: `0.1` is one tenth.
"""

import codecs
import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Final

from grading.errors import FileError
from grading.visible import visible

LARGEST_FILE: Final = 4 * 2**20
"""No file that a person writes for this program is larger; what is larger is a mistake or an attack."""

# Decimal also reads 1_0, NaN and the digits of other scripts; a person who wrote those meant something else.
_PLAIN_NUMBER: Final = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
LARGEST_NUMBER: Final = 10**12
_LONGEST_LINE: Final = 20_000
_MOST_WORK: Final = 5 * 10**7
_HEADER_WEIGHS: Final = 20
_FINEST_EXPONENT: Final = -9
# What the reader says of a text that is complete, and says something twice or where nothing can be said.
_ALL_SAID: Final = ("Cannot ", "Duplicate ")
NO_WORDS: Final[Mapping[str, str]] = {}


def read_text(path: Path) -> str:
    """The text of a file that a person wrote: UTF-8, of a sane size."""
    where = visible(str(path))
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise FileError(f"cannot be read ({why})", where=where, do="check the path") from error
    return decoded(raw, where)


def decoded(raw: bytes, where: str) -> str:
    """The text of bytes that should be UTF-8."""
    if len(raw) > LARGEST_FILE:
        raise FileError(f"is larger than {LARGEST_FILE >> 20} MiB", where=where, do="give a smaller file")
    raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise FileError(f"line {line} is not UTF-8", where=where, do="save the file as UTF-8") from error


def toml_table(text: str, file: str) -> "Table":
    """The top table of a TOML text."""
    return Table(toml_data(text, file), file)


def toml_data(text: str, file: str) -> dict[str, object]:
    """What a TOML text says, its numbers exact."""
    _require_light(text, file)
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        what, is_at_end, _ = str(error).partition(" (at end of document)")
        do = "mend that line"
        if is_at_end and what.startswith(_ALL_SAID):  # it only lacks a line's end, so the reader names no line
            lines = text.split("\n")
            what += f" (at line {len(lines)}, column {len(lines[-1]) + 1})"
        elif is_at_end:  # no line to name: what stands open may have begun anywhere
            what, do = f"the file ends too early ({what})", "complete or close what stands open"
        raise FileError(f"is not valid TOML: {what}", where=file, do=do) from error
    except (RecursionError, ValueError, ArithmeticError) as error:
        raise FileError("is not valid TOML: too deep or a number too large", where=file, do="simplify it") from error


def _require_light(text: str, file: str) -> None:
    """Refuses what would keep the reader busy: keys of many parts, and many keys below a header of many parts."""
    work = above = 0
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > _LONGEST_LINE:
            raise FileError(f"line {number} is longer than {_LONGEST_LINE} characters", where=file, do="break it up")
        parts = line.count(".") + 1  # at most so many: dots stand in texts and numbers, too
        if line.lstrip().startswith("["):
            above = max(above, parts)
        # Each part of a key is looked up from the top again, through all parts before it and those of its header.
        work += parts * (parts + _HEADER_WEIGHS * above)
        if work > _MOST_WORK:
            raise FileError(
                f"has keys of too many parts up to line {number}", where=file, do="use fewer dots in a line"
            )


class Table:
    """One table of a file: values are taken out by name and type, and `done` refuses what is left."""

    def __init__(self, data: Mapping[str, object], file: str, name: str = "") -> None:
        self._left = dict(data)
        self._known: list[str] = []
        self.file = file
        self.name = name

    def wrong(self, key: str, what: str, do: str = "") -> FileError:
        """The error for one key of this table."""
        place = ", ".join(visible(part) for part in (self.name, key) if part)
        return FileError(what, where=f"{self.file}: {place}" if place else self.file, do=do)

    def _take(self, key: str) -> object:
        self._known.append(key)
        return self._left.pop(key, None)

    def has(self, key: str) -> bool:
        """Whether the key is there and was not taken yet."""
        return key in self._left

    def text(self, key: str, default: str | None = None) -> str:
        """A text; required where there is no default."""
        value = self._take(key)
        if value is None:
            if default is None:
                raise self.wrong(key, "is missing", "add it as text")
            return default
        if not isinstance(value, str):
            raise self.wrong(key, f"is {_shown(value)}, but a text is expected", "put it in quotes")
        if default is None and not value.strip():
            raise self.wrong(key, "is empty", "write what it should say")
        return value

    def choice(self, key: str, among: tuple[str, ...], default: str) -> str:
        """One of a few words."""
        value = self.text(key, default)
        if value not in among:
            raise self.wrong(key, f'is "{visible(value)}"', f"use one of {', '.join(w for w in among if w)}")
        return value

    def flag(self, key: str) -> bool:
        """True or false; false where it is absent."""
        value = self._take(key)
        if value is None:
            return False
        if not isinstance(value, bool):
            raise self.wrong(key, f"is {_shown(value)}, but true or false is expected")
        return value

    def number(self, key: str, *, also: str = "") -> Fraction | None:
        """An exact number of 0 or more, under its name or `also` another; none where it is absent."""
        value = self._take(key)
        if value is None and also:
            value = self._take(also)
        return None if value is None else self._exact(key, value, 0)

    def text_or_number(self, key: str) -> str:
        """A text, or a number as a text; empty where it is absent."""
        value = self._left.get(key)
        if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
            return number_text(self._exact(key, self._take(key), 0))
        return self.text(key, "")

    def integer(self, key: str, *, least: int = 0, most: int = 10**12) -> int | None:
        """A whole number within bounds; none where it is absent."""
        value = self._take(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.wrong(key, f"is {_shown(value)}, but a whole number is expected")
        if not least <= value <= most:
            raise self.wrong(key, f"is {_shown(value)}, but {least} to {most} is expected")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty where it is absent."""
        value = self._take(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self.wrong(key, f"is {_shown(value)}, but a list of texts is expected")
        return tuple(value)

    def numbers_by_name(self, key: str) -> dict[str, Fraction]:
        """A table of numbers, such as `{ api = 0.0 }`; empty where it is absent."""
        value = self._take(key)
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise self.wrong(key, f"is {_shown(value)}, but a table of numbers is expected")
        return {name: self._exact(f"{key}.{name}", number, 0) for name, number in value.items()}

    def texts_by_name(self, key: str) -> dict[str, tuple[str, ...]]:
        """A table of texts or lists of texts, such as `{ note = "c", copy = ["y", "ctrl+c"] }`; empty where absent."""
        value = self._take(key)
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise self.wrong(key, f"is {_shown(value)}, but a table of texts is expected", f"write [{key}]")
        inner = Table({name: [one] if isinstance(one, str) else one for name, one in value.items()}, self.file, key)
        return {name: inner.texts(name) for name in value}

    def rungs(self, key: str) -> tuple[tuple[Fraction, Fraction], ...]:
        """A list of pairs of numbers; empty where it is absent."""
        value = self._take(key)
        if value is None:
            return ()
        expected = "but a list of [measured, points] is expected"
        if not isinstance(value, list) or not value:
            raise self.wrong(key, f"is {_shown(value)}, {expected}")
        rungs = []
        for place, pair in enumerate(value, 1):
            if not isinstance(pair, list) or len(pair) != 2:
                raise self.wrong(f"{key}[{place}]", f"is {_shown(pair)}, {expected}")
            rungs.append((self._exact(f"{key}[{place}]", pair[0], 0), self._exact(f"{key}[{place}]", pair[1], 0)))
        return tuple(rungs)

    def tables(self, key: str, label: str) -> list["Table"]:
        """The tables of an array such as `[[dimension]]`, each named by its own `label`."""
        value = self._take(key)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self.wrong(key, f"is {_shown(value)}, but tables are expected", f"write [[{key}]]")
        return [self._inner(one, self._part_name(key, one.get(label), place)) for place, one in enumerate(value, 1)]

    def _inner(self, data: Mapping[str, object], name: str) -> "Table":
        return Table(data, self.file, name)

    def _part_name(self, key: str, label: object, place: int) -> str:
        part = f'{key} "{label}"' if isinstance(label, str) else f"{key} {place}"
        return f"{self.name}, {part}" if self.name else part

    def done(self, meant: Mapping[str, str] = NO_WORDS) -> None:
        """Refuses what nobody asked for, with the key that was meant, by its sense (as in `meant`) or letters."""
        for fault in self.unasked(meant):
            raise fault

    def unasked(self, meant: Mapping[str, str] = NO_WORDS) -> Iterator[FileError]:
        """The fault of every key that nobody asked for."""
        for key in self._left:
            yield self._unknown(key, self._near(key, meant))

    def _near(self, key: str, meant: Mapping[str, str]) -> str:
        near = [meant[key]] if key in meant else difflib.get_close_matches(key, self._known, 1)
        return near[0] if near else ""

    def _unknown(self, key: str, near: str) -> FileError:
        do = f'perhaps "{near}" is meant' if near else f"known here: {', '.join(sorted(self._known))}"
        return self.wrong(key, "is not a known key", do)

    def _exact(self, key: str, value: object, least: int | None) -> Fraction:
        if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
            raise self.wrong(key, f"is {_shown(value)}, but a number is expected")
        try:
            return exact_number(value, least)
        except ValueError as error:
            raise self.wrong(key, f"is {_shown(value)}, but {error} is expected") from error


def exact_number(value: int | Decimal | str, least: int | None = 0) -> Fraction:
    """The exact value of a number that a person wrote; a ValueError says what is expected instead."""
    if isinstance(value, int) and abs(value) > LARGEST_NUMBER:  # before anybody turns its digits into a text
        raise ValueError("a number of at most 10^12")
    try:
        if isinstance(value, str) and not _PLAIN_NUMBER.fullmatch(value):
            raise ValueError(value)
        number = Decimal(value)
    except (ArithmeticError, ValueError) as error:
        raise ValueError("a number") from error
    exponent = number.as_tuple().exponent
    # The exponent is looked at before anything is computed: 1e999999999 must not become a fraction.
    if not isinstance(exponent, int) or number.adjusted() > 12 or abs(number) > LARGEST_NUMBER:
        raise ValueError("a number of at most 10^12")
    if exponent < _FINEST_EXPONENT:
        raise ValueError(f"a number with at most {-_FINEST_EXPONENT} decimals")
    if least is not None and number < least:
        raise ValueError(f"a number of {least} or more")
    return Fraction(number)


def number_text(value: Fraction) -> str:
    """A number as people write it: 7.5, 12; a fraction with no end stays one, 1/3."""
    over, under = value.as_integer_ratio()
    # With whole numbers, since a report writes a hundred thousand of them and fractions are slow.
    for places in range(-_FINEST_EXPONENT + 1):
        scaled, rest = divmod(abs(over) * 10**places, under)
        if not rest:
            digits = f"{scaled:0{places + 1}d}"
            sign = "-" if over < 0 else ""
            return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)
    return str(value)


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "a table"
    try:
        text = repr(value) if isinstance(value, (str, list)) else str(value)
    except (ValueError, RecursionError):  # a number of thousands of digits, tables in tables without end
        return "too large to show"
    return visible(text if len(text) <= 40 else text[:37] + "…")

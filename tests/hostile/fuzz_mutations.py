"""Inputs made from others: parts of a text exchanged, doubled, left out, and put where nobody expects them.

What stands in a file of tables is cut into numbers, quoted texts, words and signs, whatever its format; so a change keeps
most of the shape, and gets past the first line of a reader.
"""

import random
import re
from collections.abc import Callable, Sequence
from typing import Final

from tests.hostile.texts import BROKEN, CONTROLS, ESCAPES, SHOWN, UNSEEN

LONGEST: Final = 16_384
Parts = list[bytes]

_PART: Final = re.compile(
    rb'"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|[0-9][0-9.eE+-]*|[A-Za-z_\x80-\xff][A-Za-z0-9_.\x80-\xff-]*|[ \t]+|.', re.DOTALL
)
_NUMBERS: Final = (
    *(b"0", b"-0", b"-1", b"1", b"00", b"007", b"+5", b"0.5", b"2.5", b"1.", b".5", b"1e3", b"1E-3", b"1_000", b"0.0"),
    *(b"1e999999", b"1e-999999", b"-1e999999999999", b"0e999999999", b"0.1", b"0.30000000000000004", b"0.1/3", b"1/3"),
    *(b"nan", b"-nan", b"inf", b"-inf", b"NaN", b"Infinity", b"0x7fffffffffffffff", b"0b1", b"0o7", b"9" * 19),
    *(b"1e12", b"1e13", b"1000000000000", b"1000000000001", b"0.000000001", b"0.0000000001", b"9223372036854775808"),
    *("٣".encode(), "½".encode(), "²".encode(), "−2".encode(), "1٠".encode(), b"1979-05-27", b"07:32:00", b"~1.10"),
)
_TEXTS: Final = (
    *(
        b'""',
        b"''",
        b'"""',
        b"'''",
        b'" "',
        b'"\\u0000"',
        b'"\\ud800"',
        b'"\\udc9b"',
        b'"\\ud83d\\ude00"',
        b'"\\u202e"',
    ),
    *(
        b'"\\u001b[2J"',
        b'"\\U0010ffff"',
        b'"\\u0085"',
        b'"\\u2028"',
        b'"=1+1"',
        b'"../../etc/passwd"',
        b'"/etc/passwd"',
    ),
    *(b'"\\"', b'"\\x"', b'"<script>"', b"true", b"false", b"null", b"None", b"x", b'"a,b"', b'"a\nb"', b"unknown"),
)
_SIGNS: Final = (
    *(b"[", b"]", b"{", b"}", b"[[", b"]]", b"[]", b"{}", b"[[]]", b",", b",,", b":", b"=", b"==", b".", b"..", b"#"),
    *(
        b"\n",
        b"\n\n",
        b"\r\n",
        b"\r",
        b"\0",
        b"\xef\xbb\xbf",
        b'"',
        b"'",
        b'""',
        b"|",
        b"\\",
        b"\\\n",
        b"//",
        b" ",
        b"\t",
    ),
    *(
        b"\xed\xa0\x80",
        b"\xed\xb2\x80",
        b"\xff\xfe",
        b"\xfe\xff",
        b"\xff\xfe\0\0",
        b"\xc3",
        b"\xf4\x90\x80\x80",
        b"-",
        b"+",
    ),
)
_LARGE: Final = (
    *(
        b"[" * 3_000,
        b"{" * 300,
        b'{"a":' * 2_000,
        b"[[" * 200 + b"]]" * 200,
        b"[" * 90 + b"]" * 90,
        b"a." * 2_000 + b"b=1\n",
    ),
    *(b"9" * 5_000, b"0." + b"1" * 5_000, b"1e" + b"9" * 400, b"x" * 10_000, b'"' + b"x" * 10_000 + b'"', b"," * 2_000),
    *(
        b"\n" * 2_000,
        b"a=1\n" * 500,
        "漢".encode() * 3_000,
        b"\\" * 3_000,
        b" " * 10_000,
        b"()" * 1_000,
        b"\xff" * 3_000,
    ),
    *(b"a;{0} " * 700, b"k" * 300 + b"=1\n", b'"' * 501, b":1-2" * 900, b"\r" * 1_000, b"%" * 300, b"-" * 3_000),
)
_HOSTILE: Final = (*ESCAPES, *CONTROLS, *UNSEEN, *BROKEN, *SHOWN)
_SHARE_OF_LARGE: Final = 0.01
_MOST_AT_ONCE: Final = 5


class Mutator:
    """Makes inputs; the same for the same seed."""

    def __init__(self, chance: random.Random, words: Sequence[bytes]) -> None:
        self._chance = chance
        kinds = (_NUMBERS, _TEXTS, _SIGNS, _HOSTILE, *([words] * 2 if words else ()))
        self._kinds: tuple[Sequence[bytes], ...] = kinds

    def mutated(self, parts: Sequence[bytes], other: Sequence[bytes]) -> bytes:
        """One input after a few changes; parts of another one may go into it."""
        found = list(parts)
        changes = 1
        while changes < _MOST_AT_ONCE and self._chance.random() < 0.35:
            changes += 1
        for _ in range(changes):
            self._chance.choice(_CHANGES)(self, found, other)
        return b"".join(found)[:LONGEST]

    def place(self, parts: Parts) -> int:
        """Any place among the parts."""
        return int(self._chance.random() * len(parts)) if parts else 0

    def odd(self) -> bytes:
        """A part that is seldom where it is put."""
        kind = _LARGE if self._chance.random() < _SHARE_OF_LARGE else self._chance.choice(self._kinds)
        return self._chance.choice(kind)

    def bit(self) -> int:
        """One bit of a byte."""
        return 1 << self._chance.randrange(8)


def parts_of(data: bytes) -> Parts:
    """An input, cut into what it consists of."""
    return _PART.findall(data[:LONGEST])


def _exchange(draw: Mutator, parts: Parts, other: Sequence[bytes]) -> None:
    place = draw.place(parts)
    parts[place : place + 1] = [draw.odd()]


def _insert(draw: Mutator, parts: Parts, other: Sequence[bytes]) -> None:
    parts.insert(draw.place(parts), draw.odd())


def _leave_out(draw: Mutator, parts: Parts, other: Sequence[bytes]) -> None:
    place = draw.place(parts)
    del parts[place : place + 1 + draw.place(parts[:8])]


def _double(draw: Mutator, parts: Parts, other: Sequence[bytes]) -> None:
    place, count = draw.place(parts), 1 + draw.place(parts[:24])
    parts[place:place] = parts[place : place + count]


def _swap(draw: Mutator, parts: Parts, other: Sequence[bytes]) -> None:
    if parts:
        one, two = draw.place(parts), draw.place(parts)
        parts[one], parts[two] = parts[two], parts[one]


def _borrow(draw: Mutator, parts: Parts, other: Sequence[bytes]) -> None:
    """Some parts of another input in the place of as many."""
    there, here, count = draw.place(list(other)), draw.place(parts), 1 + draw.place(parts[:32])
    parts[here : here + count] = other[there : there + count]


def _double_line(draw: Mutator, parts: Parts, other: Sequence[bytes]) -> None:
    first, end = _line(draw, parts)
    target = draw.place(parts)
    parts[target:target] = parts[first:end]


def _leave_out_line(draw: Mutator, parts: Parts, other: Sequence[bytes]) -> None:
    first, end = _line(draw, parts)
    del parts[first:end]


def _line(draw: Mutator, parts: Parts) -> tuple[int, int]:
    """Where a line begins and ends."""
    first = end = draw.place(parts)
    while first > 0 and parts[first - 1] != b"\n":
        first -= 1
    while end < len(parts) and parts[end] != b"\n":
        end += 1
    return first, end + 1


def _cut_off(draw: Mutator, parts: Parts, other: Sequence[bytes]) -> None:
    del parts[draw.place(parts) :]


def _flip(draw: Mutator, parts: Parts, other: Sequence[bytes]) -> None:
    """One bit of one byte."""
    if parts:
        place = draw.place(parts)
        part = bytearray(parts[place])
        if part:
            part[draw.place([b""] * len(part))] ^= draw.bit()
        parts[place] = bytes(part)


def _change_value(draw: Mutator, parts: Parts, other: Sequence[bytes]) -> None:
    """Something odd in the place of a number or a text: most often what comes after the name of a key."""
    for _ in range(20):
        place = draw.place(parts)
        if parts and parts[place][:1] in b"\"'0123456789":
            parts[place] = draw.odd()
            return


def _ends(draw: Mutator, parts: Parts, other: Sequence[bytes]) -> None:
    """Lines that end as on another system."""
    parts[:] = [b"\r\n" if part == b"\n" else part for part in parts]


_CHANGES: Final[Sequence[Callable[[Mutator, Parts, Sequence[bytes]], None]]] = (
    *(_exchange, _insert, _leave_out, _double, _swap, _borrow, _borrow, _double_line, _leave_out_line, _flip),
    *(_change_value, _change_value, _change_value, _insert, _cut_off, _ends),
)

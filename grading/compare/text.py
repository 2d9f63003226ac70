"""A file's bytes → lines: which encoding, where each line begins, what is no text at all.

Invariant: the lines, joined, are the content: nothing is normalised and nothing dropped, except what is beyond a bound,
and then the text says so. A line is not yet safe to show; `shown.py` makes it so.
"""

import re
from array import array
from bisect import bisect_right
from codecs import utf_8_decode
from collections.abc import Iterator
from io import BytesIO
from itertools import accumulate, pairwise
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

MOST_BYTES: Final = 64 * 2**20
MOST_LINES: Final = 1_000_000
LONG_LINE: Final = 2_000
"""From so many bytes on, a line is no line that anybody wrote, and is shown in pieces."""
_PIECE: Final = 200
_LEAST_PIECE: Final = 24
_GOOD_PIECE: Final = 120
_LOOKED_AT: Final = 8_000
"""As far as git looks for a NUL."""
_AT_ONCE: Final = 2**16
_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_HIGH: Final = bytes(range(0x80, 0x100))
# A piece ends after a sign that ends something. Where there is none for long, it ends with the next word in which
# something rare stands: after an edit the pieces soon fall together again. No piece ends inside a character.
_CUT: Final = re.compile(
    rb"[^\n]{1,%d}[^;{}\n]{0,%d}[^;{}\n0JKQXZjkqxz\x80]{0,%d}[0-9A-Za-z\x80-\xff]{0,16}[\x80-\xbf]{0,3}"
    rb"(?:[;{}]{1,8}|[ -/:-@\[-`|~]?)(?:\r?\n)?" % (_LEAST_PIECE, _GOOD_PIECE - _LEAST_PIECE, _PIECE - _GOOD_PIECE)
)


class Text(Struct, frozen=True):
    """A content as lines; a very long line is several pieces with one number."""

    data: bytes
    """What the lines are cut from: ASCII bytes mean themselves in it."""
    starts: "array[int]"
    """Where each line begins, and the end after them."""
    encoding: str = "utf-8"
    """Of `data`."""
    stored_as: str = "UTF-8"
    """What a person calls the encoding of the stored content."""
    size: int = 0
    """Bytes of the stored content."""
    is_binary: bool = False
    is_as_stored: bool = True
    """Whether `data` is the stored content, byte for byte."""
    is_cut: bool = False
    """Whether the content goes on beyond the bound."""
    longest: int = 0
    """Bytes of the longest line, before any of them was cut up."""
    pieces: "array[int] | None" = None
    """Where very long lines were cut up: the piece that each numbered line begins with."""

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, index: int) -> str:
        """A line without its newline, not yet safe to show."""
        return self.raw(index).removesuffix(b"\n").decode(self.encoding, "surrogateescape")

    def __iter__(self) -> Iterator[str]:
        return (self[index] for index in range(len(self)))

    def raw(self, index: int) -> bytes:
        """A line's bytes, its newline included."""
        return self.data[self.starts[index] : self.starts[index + 1]]

    def number(self, index: int) -> int | None:
        """The number a person calls a line by; none for the further pieces of one."""
        if self.pieces is None:
            return index + 1
        line = bisect_right(self.pieces, index)
        return line if self.pieces[line - 1] == index else None

    def line_of(self, index: int) -> int:
        """The number of the line that a piece belongs to."""
        return index + 1 if self.pieces is None else bisect_right(self.pieces, index)

    @property
    def ends_with_newline(self) -> bool:
        """Whether the last line is ended, as it is in an empty text."""
        return not self.data or self.data.endswith(b"\n")

    @property
    def has_long_lines(self) -> bool:
        """Whether some line is too long to be read as one."""
        return self.longest > LONG_LINE

    def in_pieces(self) -> "Text":
        """The same text, its long lines cut up where the code in them could be broken."""
        pieces, starts = array("I"), array("I")
        for begin, stop in pairwise(self.starts):
            pieces.append(len(starts))
            starts.append(begin)
            if stop - begin > _PIECE:
                starts.extend(_cuts(self.data, begin, stop))
            if len(starts) > MOST_LINES:
                del starts[MOST_LINES + 1 :]
                data = self.data[: starts[-1]]
                return replace(self, data=data, starts=starts, pieces=pieces, is_cut=True, is_as_stored=False)
        starts.append(self.starts[-1])
        return replace(self, starts=starts, pieces=pieces)

    @property
    def newlines(self) -> str:
        """How the lines end: LF, CRLF, or both mixed; nothing where there is no newline."""
        if b"\n" not in self.data:
            return ""
        if b"\r" not in self.data:
            return "LF"
        every, pairs = self.data.count(b"\n"), self.data.count(b"\r\n")
        return "LF" if not pairs else "CRLF" if pairs == every else "LF and CRLF mixed"


def _cuts(data: bytes, begin: int, stop: int) -> Iterator[int]:
    """Where a line is cut, its ends left out; the pattern always takes something."""
    return (found.start() for found in _CUT.finditer(data, begin, stop) if begin < found.start() < stop)


EMPTY: Final = Text(b"", array("I", [0]))


def read_text(data: bytes) -> Text:
    """A content as lines, or as what it is where it is no text."""
    encoding, mark = _encoding(data)
    size = len(data)
    if encoding is None:
        return Text(data, array("I", [0]), stored_as="binary", size=size, is_binary=True)
    if encoding.startswith(("utf-16", "utf-32")):
        text = _lines(data[mark:].decode(encoding, "replace").encode())
        stored_as = encoding.upper().replace("-LE", " LE").replace("-BE", " BE")
        return replace(text, stored_as=stored_as, size=size, is_as_stored=False)
    stored_as = {"cp1252": "Latin-1"}.get(encoding, "UTF-8 with a mark" if mark else "UTF-8")
    return replace(_lines(data), encoding=encoding, stored_as=stored_as, size=size)


def _lines(data: bytes) -> Text:
    cut = data[:MOST_BYTES]
    lengths = list(map(len, BytesIO(cut)))
    del lengths[MOST_LINES:]
    starts = array("I", accumulate(lengths, initial=0))
    cut = cut[: starts[-1]]
    is_cut = len(cut) < len(data)
    return Text(cut, starts, is_cut=is_cut, is_as_stored=not is_cut, longest=max(lengths, default=0))


def _encoding(data: bytes) -> tuple[str | None, int]:
    """The codec to read a content with, none for what is no text; and how long its mark is."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name, len(mark)
    head = data[:_LOOKED_AT]
    if b"\0" in head:
        return _unmarked_wide(head), 0
    if not _is_utf_8(data):
        # Mostly characters of several bytes that are right: UTF-8, damaged. A few are found in other encodings, too.
        right = len(data.decode("utf-8", "ignore").encode())
        return ("utf-8" if right - len(data.translate(None, _HIGH)) > len(data) - right else "cp1252"), 0
    return "utf-8", 0


def _is_utf_8(data: bytes) -> bool:
    """Whether it is, found without decoding what is ASCII anyway."""
    begin = 0
    try:
        while begin < len(data):
            part = data[begin : begin + _AT_ONCE]
            is_last = begin + len(part) == len(data)
            # A character that goes on in the next part is left for that one.
            begin += len(part) if part.isascii() else utf_8_decode(part, "strict", is_last)[1]
    except UnicodeDecodeError:
        return False
    return True


def _unmarked_wide(head: bytes) -> str | None:
    """UTF-16 without a mark: of Latin text, every other byte is a NUL, and hardly one of those between."""
    even, odd = head[0::2], head[1::2]
    if not odd:
        return None
    for name, full, empty in (("utf-16-le", even, odd), ("utf-16-be", odd, even)):
        if empty.count(0) > 0.7 * len(empty) and full.count(0) == 0:
            return name
    return None

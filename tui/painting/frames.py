"""What goes between the screen and the process that lexes: requests one way, frames of packed spans the other.

A request is a line of JSON and as many bytes of text as it says, in UTF-8 with lone surrogates let through. A frame is
a head of fixed size, how many spans each line has, and the spans, four bytes each. Both ends run on one machine, so
numbers stand as it keeps them. Nothing that is read is ever run, and a frame is never larger than a text can make it.
"""

import json
from array import array
from collections.abc import Iterator, Sequence
from enum import IntEnum
from itertools import islice
from struct import Struct
from typing import Final, NamedTuple, Protocol

import msgspec
from msgspec.structs import asdict

MOST_BYTES: Final = 2 * 2**20
MOST_LINES: Final = 100_000
LONGEST: Final = 4_000
"""Characters: a longer line is not lexed. What is shorter has places for both ends of a span in a packed one."""
FRAME: Final = 300
"""How many lines make a frame, where they do not take too long."""
_CHUNK: Final = 2_000
_BITS: Final = 12
_MASK: Final = 2**_BITS - 1


class Role(IntEnum):
    """What a part of a text is, as far as colours care."""

    KEYWORD = 1
    FUNCTION = 2
    CLASS = 3
    BUILTIN = 4
    DECORATOR = 5
    STRING = 6
    ESCAPE = 7
    NUMBER = 8
    COMMENT = 9
    OPERATOR = 10
    PUNCTUATION = 11
    TAG = 12
    ATTRIBUTE = 13
    MARKUP = 14


class Span(NamedTuple):
    """Characters of one line that have one role."""

    start: int
    end: int
    role: Role


_ROLES: Final = {role.value: role for role in Role}


def packed(start: int, end: int, role: int) -> int:
    """A span as one number."""
    return start | end << _BITS | role << 2 * _BITS


def longer(one: int, end: int) -> int:
    """The same span with another end."""
    return one & ~(_MASK << _BITS) | end << _BITS


def unpacked(spans: Sequence[int]) -> tuple[Span, ...]:
    """The spans that the numbers stand for."""
    return tuple(Span(one & _MASK, one >> _BITS & _MASK, _ROLES[one >> 2 * _BITS]) for one in spans)


def are_sane(spans: Sequence[int], length: int) -> bool:
    """Whether the spans are what a line of so many characters can have: in order, apart, inside it, with a role."""
    before = 0
    for one in spans:
        start, end = one & _MASK, one >> _BITS & _MASK
        if not before <= start < end <= length or one >> 2 * _BITS not in _ROLES:
            return False
        before = end
    return True


class Lines(Protocol):
    """A text, line by line, without the newlines."""

    def __len__(self) -> int: ...
    def __getitem__(self, index: int, /) -> str: ...


class Request(msgspec.Struct, frozen=True):
    """The head of a chunk of text that is to be lexed, or word that nobody wants it any more."""

    ticket: int
    name: str = ""
    budget: float = 0.0
    is_window: bool = False
    is_last: bool = False
    is_dropped: bool = False
    size: int = 0

    def line(self) -> bytes:
        """As it is sent."""
        return json.dumps(asdict(self)).encode() + b"\n"


class Chunk(NamedTuple):
    """Some lines as bytes, and how long each is in characters."""

    data: bytes
    lengths: "array[int]"
    is_last: bool


def chunks(lines: Lines, part: range) -> Iterator[Chunk]:
    """A part of a text as it is sent; a line that no lexer may see stands as an empty one."""
    indices = iter(part)
    left = len(part)
    while some := [lines[index] for index in islice(indices, _CHUNK)]:
        left -= len(some)
        seen = [line if len(line) <= LONGEST and "\n" not in line else "" for line in some]
        yield Chunk("\n".join(seen).encode("utf-8", "surrogatepass"), array("H", map(len, seen)), not left)


def lines_of(data: bytes) -> list[str]:
    """The lines of a chunk."""
    return data.decode("utf-8", "surrogatepass").split("\n")


class Requests:
    """Bytes as they come in → requests and their text."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> Iterator[tuple[Request, bytes]]:
        """What is complete by now."""
        self._buffer += data
        while (end := self._buffer.find(b"\n") + 1) > 0:
            request = Request(**json.loads(self._buffer[:end]))
            if len(self._buffer) < end + request.size:
                return
            text = bytes(self._buffer[end : end + request.size])
            del self._buffer[: end + request.size]
            yield request, text


class Kind(IntEnum):
    """What a frame says."""

    READY = 1
    AT = 2
    """This is what is lexed from now on."""
    COLOURS = 3
    """The next lines of it."""
    DONE = 4
    CUT = 5


_HEAD: Final = Struct("=BIII")


class Garbled(Exception):
    """What came is no frame."""


class Frame(NamedTuple):
    """A kind, a ticket, how many spans each line has, and the spans."""

    kind: Kind
    ticket: int = 0
    counts: "array[int]" = array("H")
    spans: "array[int]" = array("I")

    def data(self) -> bytes:
        """As it is sent."""
        head = _HEAD.pack(self.kind, self.ticket, len(self.counts), len(self.spans))
        return head + self.counts.tobytes() + self.spans.tobytes()


class Frames:
    """Bytes as they come in → frames; the first that cannot be one is an error."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> Iterator[Frame]:
        """What is complete by now."""
        self._buffer += data
        while len(self._buffer) >= _HEAD.size:
            kind, ticket, lines, spans = _HEAD.unpack_from(self._buffer)
            # No span is empty, so that a text has no more of them than bytes.
            if kind not in _KINDS or lines > MOST_LINES or spans > MOST_BYTES:
                raise Garbled
            middle = _HEAD.size + lines * array("H").itemsize
            end = middle + spans * array("I").itemsize
            if len(self._buffer) < end:
                return
            frame = Frame(_KINDS[kind], ticket, array("H"), array("I"))
            frame.counts.frombytes(self._buffer[_HEAD.size : middle])
            frame.spans.frombytes(self._buffer[middle:end])
            del self._buffer[:end]
            if sum(frame.counts) != spans:
                raise Garbled
            yield frame


_KINDS: Final = {kind.value: kind for kind in Kind}

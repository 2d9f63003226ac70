"""What changed inside a line: two lines → the pieces that they share and the pieces that they do not.

Invariant: the pieces of a side, joined, are its line; a shared piece is the same on both sides.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate
from typing import Final, NamedTuple

WORD: Final = re.compile(r"[^\W\d]\w*|\d+|\s+|.", re.DOTALL)
_LONGEST: Final = 4_000
"""Lines longer than this are compared by their two ends only."""
_MOST_WORDS: Final = 300
_LEAST_SHARED: Final = 0.3
"""With less in common than this share, every word would be marked, and the marks would say nothing."""


class Piece(NamedTuple):
    """A part of both lines."""

    is_same: bool
    a: str
    b: str


def pieces(a: str, b: str) -> list[Piece]:
    """Both lines cut up into what is the same and what differs, in order."""
    if len(a) > _LONGEST or len(b) > _LONGEST:
        head = _shared(a, b)
        return list(_around(a, b, head, _shared(a[head:][::-1], b[head:][::-1])))
    found = list(_merged(_compared(WORD.findall(a), WORD.findall(b))))
    shared = sum(len(one.a.strip()) for one in found if one.is_same)
    if 2 * shared < _LEAST_SHARED * (len(a.strip()) + len(b.strip())):
        return [Piece(a == b, a, b)]
    return found


def _around(a: str, b: str, head: int, tail: int) -> Iterator[Piece]:
    middle = Piece(False, a[head : len(a) - tail], b[head : len(b) - tail])
    ends = (Piece(True, a[:head], a[:head]), middle, Piece(True, a[len(a) - tail :], a[len(a) - tail :]))
    return (one for one in ends if one.a or one.b)


def _compared(a: list[str], b: list[str]) -> Iterator[Piece]:
    head = _shared(a, b)
    tail = _shared(a[head:][::-1], b[head:][::-1])
    left, right = a[head : len(a) - tail], b[head : len(b) - tail]
    if head:
        yield _piece(True, a[:head], a[:head])
    if left and right and len(left) <= _MOST_WORDS and len(right) <= _MOST_WORDS:
        for tag, a1, a2, b1, b2 in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
            yield _piece(tag == "equal", left[a1:a2], right[b1:b2])
    elif left or right:
        yield _piece(False, left, right)
    if tail:
        yield _piece(True, a[len(a) - tail :], a[len(a) - tail :])


def _shared(a: Sequence[str], b: Sequence[str]) -> int:
    """How far two sequences are the same from their start."""
    low, high = 0, min(len(a), len(b))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if a[low:middle] == b[low:middle] else (low, middle - 1)
    return low


def _piece(is_same: bool, a: Sequence[str], b: Sequence[str]) -> Piece:
    return Piece(is_same, "".join(a), "".join(b))


def _merged(found: Iterator[Piece]) -> Iterator[Piece]:
    """Two changes with nothing but blanks between them are one."""
    every = list(found)
    for place in range(1, len(every) - 1):
        before, one, after = every[place - 1 : place + 2]
        if one.is_same and not one.a.strip() and not before.is_same and not after.is_same:
            every[place] = Piece(False, one.a, one.b)
    held: Piece | None = None
    for one in every:
        if held is not None and held.is_same == one.is_same:
            held = Piece(one.is_same, held.a + one.a, held.b + one.b)
            continue
        if held is not None:
            yield held
        held = one
    if held is not None:
        yield held


class Changed(NamedTuple):
    """Where a line differs, as ranges of its characters."""

    a: tuple[tuple[int, int], ...]
    b: tuple[tuple[int, int], ...]


def changed(a: str, b: str) -> Changed:
    """Where each of two lines differs from the other, as a reader would mark it: without the blanks at its ends."""
    found = pieces(a, b)
    return Changed(_ranges(found, [one.a for one in found]), _ranges(found, [one.b for one in found]))


def _ranges(found: Sequence[Piece], texts: Sequence[str]) -> tuple[tuple[int, int], ...]:
    ends = accumulate(map(len, texts))
    return tuple(
        _trimmed(text, end) for one, text, end in zip(found, texts, ends, strict=True) if text and not one.is_same
    )


def _trimmed(text: str, end: int) -> tuple[int, int]:
    begin = end - len(text)
    word = text.strip()
    if not word:
        return begin, end  # the blanks are what changed
    first = begin + text.index(word)
    return first, first + len(word)

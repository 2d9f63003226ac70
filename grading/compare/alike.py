"""Which removed line stands beside which added one: inside a stretch of changes, lines that are alike, in order."""

import re
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

MOST_LINES: Final = 400
"""A stretch of more lines on a side is no rewriting of lines any more."""
_MOST_CELLS: Final = 4_000
_LEAST_LIKENESS: Final = 0.4
_LOOKED_AT: Final = 1_000
"""So many characters of a line say well enough what it is like."""
_LONG_WORD: Final = 12
_WORD: Final = re.compile(r"[^\W\d]\w*|\d+|[^\w\s]")
_EPSILON: Final = 1e-9

_SKIP_A, _SKIP_B, _TAKE = range(3)


class _Bag(Struct, frozen=True):
    """The words of a line: how often each, and the weight of all. A longer word weighs more, up to a length."""

    words: dict[str, int]
    weight: int


def alike(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """The pairs (index in a, index in b) that together are most alike; both rise from pair to pair.

    Where every line with every other would be too many, only lines near one another's place are looked at.
    """
    if not a or not b or len(a) > MOST_LINES or len(b) > MOST_LINES:
        return []
    bags_a, bags_b = [_bag(line) for line in a], [_bag(line) for line in b]
    if len(a) == len(b) == 1:  # most stretches are such
        return [(0, 0)] if _likeness(bags_a[0], bags_b[0]) >= _LEAST_LIKENESS else []
    reach = len(b) if len(a) * len(b) <= _MOST_CELLS else max(_MOST_CELLS // (2 * len(a)), 1)
    spans = [_span(place, len(a), len(b), reach) for place in range(len(a))]
    taken = _choices(bags_a, bags_b, spans)
    pairs = []
    i, j = len(a) - 1, len(b) - 1
    while i >= 0:
        first, last = spans[i]
        j = min(j, last - 1)
        choice = taken[i][j - first] if j >= first else _SKIP_A
        if choice == _TAKE:
            pairs.append((i, j))
        if choice != _SKIP_B:
            i -= 1
        if choice != _SKIP_A:
            j -= 1
    return pairs[::-1]


def cells(a: int, b: int) -> int:
    """How much work a stretch of so many lines on each side is."""
    return min(a * b, _MOST_CELLS) if max(a, b) <= MOST_LINES else 0


def _span(place: int, of: int, others: int, reach: int) -> tuple[int, int]:
    middle = place * others // of
    return max(middle - reach, 0), min(middle + reach + 1, others)


def _choices(a: list[_Bag], b: list[_Bag], spans: list[tuple[int, int]]) -> list[bytearray]:
    """What to do at each pair of lines for the greatest likeness altogether (the usual dynamic programme)."""
    taken = []
    before: list[float] = [0.0]  # the best up to each place of the row above; the first is before its span
    begin = 0
    for bag, (first, last) in zip(a, spans, strict=True):
        row = [before[min(first - begin, len(before) - 1)]]
        choices = bytearray(last - first)
        for j in range(first, last):
            above = before[min(j + 1 - begin, len(before) - 1)]
            best, choice = (above, _SKIP_A) if above >= row[-1] else (row[-1], _SKIP_B)
            likeness = _likeness(bag, b[j])
            if likeness >= _LEAST_LIKENESS:
                both = before[min(j - begin, len(before) - 1)] + likeness
                if both > best - _EPSILON:
                    best, choice = both, _TAKE
            row.append(best)
            choices[j - first] = choice
        taken.append(choices)
        before, begin = row, first
    return taken


def _bag(line: str) -> _Bag:
    words: dict[str, int] = {}
    weight = 0
    for word in _WORD.findall(line[:_LOOKED_AT]):
        words[word] = words.get(word, 0) + 1
        weight += len(word) if len(word) < _LONG_WORD else _LONG_WORD
    return _Bag(words, weight)


def _likeness(a: _Bag, b: _Bag) -> float:
    """The weight of what two lines share, as a part of the weight of both; blank lines are like blank lines."""
    if not a.weight or not b.weight:
        return float(a.weight == b.weight)
    few, many = (a.words, b.words) if len(a.words) < len(b.words) else (b.words, a.words)
    shared = 0
    for word, count in few.items():
        other = many.get(word)
        if other:
            shared += min(count, other) * min(len(word), _LONG_WORD)
    return 2 * shared / (a.weight + b.weight)

"""What the contents of files say, as words and lines that weigh by how rare they are, and how alike two files are.

Invariant: the same for the same files in any order and on either side: what is compared adds up exactly before it is
rounded, and checksums are the same on every day.
"""

import math
import re
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain, islice
from typing import Final, TypeVar

from msgspec import Struct

from grading.compare.naming import words_of
from grading.sides import Pair

T = TypeVar("T", str, int)

MOST_BYTES: Final = 32 * 1024
"""So much of a file says well enough what it is about."""
_MOST_NAMES: Final = 600
_MOST_WORDS: Final = 400
_LEAST_SAID: Final = 8
"""A file of fewer different words and lines says nothing about what it is for."""
_SHORTEST_LINE: Final = 6
_WORD: Final = re.compile(r"[^\W\d]\w{1,40}")
# What programs say whatever they are about; among few files nothing else would tell that it is common.
_EVERYWHERE: Final = frozenset(
    word
    for row in (
        "and as async await bool break by case catch class const continue def del elif else end except export extends",
        "false final finally float fn for from func function if import in int interface is it lambda let new nil no",
        "none not null of on or package pass private protected public raise return self static str string struct super",
        "switch that the this throw to true try undefined using var void while with yield",
    )
    for word in row.split()
)
_PATH_ALONE: Final = 0.7
"""As much as a path counts for where nothing else is known."""
_CERTAIN: Final = 0.999


class Content(Struct, frozen=True):
    """What is in a file: its words, and its lines by their checksums, each with its weight."""

    words: dict[str, float]
    lines: dict[int, float]

    @property
    def is_telling(self) -> bool:
        """Whether it is enough to say what the file is for."""
        return len(self.words) + len(self.lines) >= _LEAST_SAID

    def shares_with(self, other: "Content") -> bool:
        """Whether both have any word or line."""
        return not (self.words.keys().isdisjoint(other.words) and self.lines.keys().isdisjoint(other.lines))


def content_of(data: bytes, most_lines: int, *, with_words: bool) -> Content | None:
    """What is in a file; nothing where it is not text."""
    head = data[:MOST_BYTES]
    if b"\0" in head:
        return None
    return Content(_words(head) if with_words else {}, _lines(head, most_lines))


def _words(head: bytes) -> dict[str, float]:
    """The words that the first names are put together from, and those names; the ones that occur most."""
    words: Counter[str] = Counter()
    names = Counter(_WORD.findall(head.decode("utf-8", "replace")))
    for name, count in islice(names.items(), _MOST_NAMES):
        parts = [part for part in words_of(name) if len(part) > 1 and not part.isdecimal() and part not in _EVERYWHERE]
        for part in parts:
            words[part] += count
        if len(parts) > 1:
            words["_".join(parts)] += count
    most = sorted(words.items(), key=lambda one: (-one[1], one[0]))[:_MOST_WORDS]
    return {word: 1 + math.log(count) for word, count in most}


def _lines(head: bytes, most: int) -> dict[int, float]:
    """Checksums of lines; of very many, the smallest, which another file that has these lines keeps as well."""
    found = {zlib.crc32(line) for line in map(bytes.strip, head.split(b"\n")) if len(line) >= _SHORTEST_LINE}
    return dict.fromkeys(sorted(found)[:most], 1.0)


def weighed(bags: Pair[Sequence[Mapping[T, float]]], one_sided: float = 1.0) -> Pair[list[dict[T, float]]]:
    """Bags as vectors of length 1: what few files say weighs more; `one_sided`, what only one side ever says."""
    files = len(bags.a) + len(bags.b)
    saying = bags.map(lambda side: Counter(chain.from_iterable(side)))
    worth = {word: math.log(1 + files / count) for word, count in (saying.a + saying.b).items()}
    for word in saying.a.keys() ^ saying.b.keys():
        worth[word] *= one_sided
    return bags.map(lambda side: [_unit(bag, worth) for bag in side])


def _unit(bag: Mapping[T, float], worth: Mapping[T, float]) -> dict[T, float]:
    weights = {word: weight * worth[word] for word, weight in bag.items()}
    length = math.sqrt(math.fsum(weight * weight for weight in weights.values()))
    return {word: weight / length for word, weight in weights.items()} if length else {}


def cosine(a: Mapping[T, float], b: Mapping[T, float]) -> float:
    """How much two vectors of length 1 point the same way, from 0 to 1."""
    return math.fsum([a[word] * b[word] for word in a.keys() & b.keys()])


def likeness(path: float, words: float | None, lines: float | None, fitting: float) -> float:
    """How alike two files are, from what their paths, words and lines have in common, and how they fit.

    A path alone is never quite sure. Lines that only these two share say enough, whatever the files are called.
    """
    alone = _PATH_ALONE * path
    if lines is None:
        return round(alone * fitting, 3)
    shared = math.sqrt(max(words or 0.0, lines))  # a quarter is much already for two hands that made the same thing
    mixed = max(0.5 * path + 0.5 * shared, _by_content(shared), alone if words is None else 0.0)
    return round(min(max(mixed * fitting, _by_content(math.sqrt(lines))), _CERTAIN), 3)


def _by_content(shared: float) -> float:
    return 1.2 * shared - 0.2

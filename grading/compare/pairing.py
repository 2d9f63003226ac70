"""Which file of A stands beside which of B where paths differ: two hands made the same thing, each in its own way.

Invariant: nothing depends on a clock, on the order of the files, or on which side they stand: the same files give the
same proposals. What would be too much is left out by counting.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, product
from typing import Final, NamedTuple, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from grading.compare.likeness import Content, content_of, cosine, likeness, weighed
from grading.compare.naming import Name, fit, name_of, words_beside
from grading.runs.content import LINK
from grading.runs.vault import Entry
from grading.sides import Pair

T = TypeVar("T", str, int)

FULLY: Final = 500
"""Up to so many files left over on a side, all that they say is compared."""
BY_LINES: Final = 4_000
"""Up to so many, their paths and the lines that they share; above, nothing is read, and paths alone are compared."""
_LESS_CLOSELY: Final = 8
"""So many times fewer, where nobody has to look closely."""
TINY: Final = 100
"""Contents of fewer bytes are the same by chance, unless they say something and one file of either side has them."""
_MOST_READ: Final = 2_000
"""So many contents are read to see whether they are tiny."""
_LEAST: Final = 0.42
_UNSURE: Final = 0.49
"""As much as names of one meaning count for, where the files say next to nothing and share none of it."""
_LEAST_OF_BEST: Final = 0.8
"""A file is not put beside one that is much less like it than another that is taken: then it is rather alone."""
_ALIKE: Final = 0.6
"""From here on two paths are alike enough to tell which of several files of the same content is which."""
_CUSTOM: Final = 0.5
"""What only one side calls its files is mostly its custom, and says half as much."""
_NEAREST: Final = 8
_NEAREST_OF_MANY: Final = 3
"""With so many files of the other side each is compared, for each of what paths, lines and words say."""
_FEW: Final = 16
"""So many pairs are all looked at sooner than it is found out which are worth it."""
_MEETINGS: Final = 12
"""So often, on average, a file may meet others over a word that both have; the rarest words come first."""
_FREE_MEETINGS: Final = 500_000
_MOST_LINES: Final = 400
_MOST_LINES_OF_MANY: Final = 100


class Proposal(NamedTuple):
    """Two files of different paths that may be one another's counterpart."""

    a: bytes
    b: bytes
    likeness: float
    """From 0 to 1, which is only for the same content; below 0.5 it is no more than a suggestion."""
    is_moved: bool
    """Whether it is the same content under another path."""


class _File(Struct, frozen=True, eq=False):
    """A file that may be paired."""

    path: bytes
    rank: int
    """Its place among the paths of both sides: ties go by it, whichever side a file is on."""
    blob: str
    is_link: bool
    name: Name
    words: dict[str, float]
    """What its path says, as a vector."""


class _Match(Struct, frozen=True):
    likeness: float
    a: _File
    b: _File


_Files = Pair[list[_File]]
_Vectors = Pair[dict[_File, dict[T, float]]]
_Near = set[tuple[_File, _File]]


def proposals(
    left: Pair[Mapping[bytes, Entry]],
    read: Callable[[str], bytes],
    *,
    closely: bool = True,
    standing: Iterable[str] = (),
) -> list[Proposal]:
    """The counterparts among files that the other side does not have under the same path, each file at most once.

    Where they are few beside those of one path, they were rather added or taken away than made anew: then a look that
    is not so close is enough. `standing` are the contents of what has its place already.
    """
    files = _files(left)
    moved = list(_moved(files, read, standing))
    found = [*moved, *_similar(_without(files, moved), read, 1 if closely else _LESS_CLOSELY)]
    return sorted(
        Proposal(one.a.path, one.b.path, 1.0 if is_moved else one.likeness, is_moved)
        for one in found
        for is_moved in [one.a.blob == one.b.blob]
    )


def _files(left: Pair[Mapping[bytes, Entry]]) -> _Files:
    entries = left.map(lambda side: sorted(side.items()))
    ranks = {path: rank for rank, path in enumerate(sorted(left.a.keys() | left.b.keys()))}
    names = entries.map(lambda side: [name_of(path) for path, _ in side])
    return (
        entries.beside(names)
        .beside(weighed(words_beside(names), _CUSTOM))
        .map(
            lambda side: [
                _File(path, ranks[path], entry.blob, entry.mode == LINK, name, words)
                for (path, entry), name, words in zip(*side[0], side[1], strict=True)
            ]
        )
    )


def _without(files: _Files, matches: Iterable[_Match]) -> _Files:
    taken = set(chain.from_iterable((one.a, one.b) for one in matches))
    return files.map(lambda side: [one for one in side if one not in taken])


def _moved(files: _Files, read: Callable[[str], bytes], standing: Iterable[str]) -> Iterator[_Match]:
    """Files of the same content: first those whose paths are alike, then as they come if it is no tiny content.

    Tiny ones are mostly empty, or the one line that every `__init__.py` of a project has: any would stand beside any
    other. Only where a single file of either side has such a content, it tells which file it is.
    """
    groups = files.map(_by_content)
    reads = 0
    tiny: list[_Match] = []
    for content in sorted(groups.a.keys() & groups.b.keys()):
        group = Pair(groups.a[content], groups.b[content])
        alike = list(_one_to_one(_by_path(group), _ALIKE))
        yield from alike
        blob, is_link = content
        rest = _without(group, alike)
        if rest.a and rest.b and not is_link:
            reads += 1
            data = read(blob) if reads <= _MOST_READ else None
            if data is None or len(data) >= TINY:
                yield from (_Match(1.0, a, b) for a, b in zip(rest.a, rest.b, strict=False))
            elif len(group.a) == len(group.b) == 1 and _says_something(data):
                tiny.append(_Match(1.0, group.a[0], group.b[0]))
    if tiny:
        known = set(standing)  # only now: in a large tree they are many, and hardly ever asked for
        yield from (one for one in tiny if one.a.blob not in known)


def _says_something(data: bytes) -> bool:
    """Whether there is any letter or digit, as there is none in `{}`."""
    return any(map(str.isalnum, data.decode("utf-8", "replace")))


def _by_content(side: list[_File]) -> dict[tuple[str, bool], list[_File]]:
    groups = defaultdict(list)
    for one in side:
        groups[one.blob, one.is_link].append(one)
    return groups


def _by_path(files: _Files) -> Iterator[_Match]:
    is_few = len(files.a) * len(files.b) <= _FEW
    for a, b in product(*files) if is_few else _near(_signs(files), _NEAREST_OF_MANY):
        yield _Match(cosine(a.words, b.words) * fit(a.name, b.name), a, b)


def _similar(files: _Files, read: Callable[[str], bytes], share: int) -> Iterator[_Match]:
    """Files of different content, by as much of it as their number allows to look at."""
    most = max(len(files.a), len(files.b))
    if most > BY_LINES // share:
        near = _near(_signs(files), _NEAREST_OF_MANY)
        return _one_to_one(_scored(near, None, None), _LEAST)
    is_few = most <= FULLY // share
    nearest = _NEAREST if is_few else _NEAREST_OF_MANY
    texts = files.map(lambda side: {one: content for one in side if (content := _content(one, read, is_few))})
    contents = texts.map(lambda side: {one: content for one, content in side.items() if content.is_telling})
    lines = _vectors(contents, lambda content: content.lines)
    words = _vectors(contents, lambda content: content.words) if is_few else None
    near = _near(_signs(files), nearest) | _near(lines, nearest)
    if words is not None:
        near |= _near(words, nearest)
    return (_as_sure_as(one, texts) for one in _one_to_one(_scored(near, lines, words), _LEAST))


def _as_sure_as(match: _Match, texts: Pair[dict[_File, Content]]) -> _Match:
    """A match as sure as names and contents let it be.

    Too short a text does not say what it is for, so paths alone decide who stands beside whom. The same name is enough
    for that. But where names only mean the same (notes, a readme) and no word is shared, nothing is known for sure.
    """
    a, b = texts.a.get(match.a), texts.b.get(match.b)
    if a is None or b is None or (a.is_telling and b.is_telling) or a.shares_with(b):
        return match
    if match.a.path.rpartition(b"/")[2] == match.b.path.rpartition(b"/")[2]:
        return match
    return replace(match, likeness=min(match.likeness, _UNSURE))


def _content(one: _File, read: Callable[[str], bytes], is_few: bool) -> Content | None:
    if one.is_link:
        return None
    return content_of(read(one.blob), _MOST_LINES if is_few else _MOST_LINES_OF_MANY, with_words=is_few)


def _vectors(contents: Pair[dict[_File, Content]], of: Callable[[Content], dict[T, float]]) -> _Vectors[T]:
    vectors = weighed(contents.map(lambda side: [of(content) for content in side.values()]))
    return contents.beside(vectors).map(lambda side: dict(zip(*side, strict=True)))


def _signs(files: _Files) -> _Vectors[str]:
    """What a path is found by: its words, and how it ends."""
    return files.map(lambda side: {one: {**one.words, **dict.fromkeys(one.name.tails, 0.3)} for one in side})


def _scored(near: _Near, lines: _Vectors[int] | None, words: _Vectors[str] | None) -> Iterator[_Match]:
    for a, b in near:
        if a.is_link != b.is_link:
            continue
        shared_lines = shared_words = None
        if lines is not None and (a in lines.a or b in lines.b):  # where one says nothing, they share nothing
            shared_lines = cosine(lines.a.get(a, {}), lines.b.get(b, {}))
            shared_words = cosine(words.a.get(a, {}), words.b.get(b, {})) if words is not None else None
        path = cosine(a.words, b.words)
        yield _Match(likeness(path, shared_words, shared_lines, fit(a.name, b.name)), a, b)


def _near(vectors: _Vectors[T], most: int) -> _Near:
    """For each file of either side, so many of the other side that it shares most with, counting rare words alone."""
    rare = _rare(vectors)
    holders = vectors.map(lambda side: _holders(side, rare))
    found = {(a, b) for a, vector in vectors.a.items() for b in _nearest(vector, holders.b, most)}
    return found | {(a, b) for b, vector in vectors.b.items() for a in _nearest(vector, holders.a, most)}


def _rare(vectors: _Vectors[T]) -> set[T]:
    """The words that both sides have, the rarest first, until files have met often enough over them."""
    holding = vectors.map(lambda side: Counter(chain.from_iterable(side.values())))
    meetings = {word: holding.a[word] * holding.b[word] for word in holding.a.keys() & holding.b.keys()}
    left = max(_FREE_MEETINGS, _MEETINGS * (len(vectors.a) + len(vectors.b)))
    rare: set[T] = set()
    for word in sorted(meetings, key=lambda word: (meetings[word], word)):
        left -= meetings[word]
        if left < 0:
            break
        rare.add(word)
    return rare


def _holders(vectors: Mapping[_File, dict[T, float]], words: set[T]) -> dict[T, list[_File]]:
    holders = defaultdict(list)
    for one, vector in vectors.items():
        for word in vector.keys() & words:
            holders[word].append(one)
    return dict(holders)


def _nearest(vector: dict[T, float], holders: dict[T, list[_File]], most: int) -> Iterable[_File]:
    shared: dict[_File, float] = defaultdict(float)
    for word, weight in vector.items():
        for other in holders.get(word, ()):
            shared[other] += weight
    if len(shared) <= most:
        return shared
    least = sorted(shared.values())[-most]
    first = [other for other, much in shared.items() if much >= least]
    return sorted(first, key=lambda other: (-shared[other], other.rank))[:most]


def _one_to_one(matches: Iterable[_Match], least: float) -> Iterator[_Match]:
    """The best first, each file once."""
    good = [one for one in matches if one.likeness >= least]
    best: dict[_File, float] = defaultdict(float)
    for one in good:
        best[one.a] = max(best[one.a], one.likeness)
        best[one.b] = max(best[one.b], one.likeness)
    taken: set[_File] = set()
    for one in sorted(good, key=_order):
        is_free = one.a not in taken and one.b not in taken
        if is_free and one.likeness >= _LEAST_OF_BEST * max(best[one.a], best[one.b]):
            taken |= {one.a, one.b}
            yield one


def _order(one: _Match) -> tuple[float, int, int]:
    return -one.likeness, min(one.a.rank, one.b.rank), max(one.a.rank, one.b.rank)

"""Two workspaces → the list of their files, each beside the one of the other side that it belongs to.

What a person stood together goes first, then the same path, then what `pairing` proposes, with its likeness stated;
that is imported where files are left over, so that a review of two that share every path begins sooner.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec import Struct

from grading.runs.vault import Entry
from grading.sides import Pair

if TYPE_CHECKING:
    from grading.compare.pairing import Proposal

_MANY_TIMES: Final = 2
SUGGESTED: Final = 0.5
"""Below this likeness, a counterpart is a suggestion."""


class Status(Enum):
    """How a file stands to the one beside it."""

    SAME = "same"
    CHANGED = "changed"
    ONLY_A = "only-a"
    ONLY_B = "only-b"
    MOVED = "moved"
    """The same content under another path."""
    COUNTERPART = "counterpart"
    """Another path and another content, but the same role."""


class Choice(NamedTuple):
    """What a person said: these two stand together; or, with one side empty, this one stands alone."""

    a: bytes | None
    b: bytes | None


# A list makes them by the hundred thousand, and entries too; none is part of a circle, so no garbage is looked for.
class File(Struct, frozen=True, gc=False):
    """A file of a workspace."""

    path: bytes
    entry: Entry


class FilePair(Struct, frozen=True, gc=False):
    """A line of the list: a file, and what stands beside it."""

    status: Status
    files: Pair[File | None]
    likeness: float | None = None
    """Of a counterpart, as it was found; none where nobody had to guess."""

    @property
    def path(self) -> bytes:
        """Where it stands in the list: under A's path, where there is one."""
        file = self.files.a or self.files.b
        assert file is not None
        return file.path

    @property
    def paths(self) -> Pair[bytes | None]:
        return self.files.map(lambda file: file.path if file else None)

    @property
    def blobs(self) -> Pair[str | None]:
        """The ids of both contents."""
        a, b = self.files.a, self.files.b  # asked for often
        return Pair(a.entry.blob if a else None, b.entry.blob if b else None)

    @property
    def is_suggestion(self) -> bool:
        return self.likeness is not None and self.likeness < SUGGESTED


Tree = Mapping[bytes, Entry]


def file_pairs(trees: Pair[Tree], choices: Iterable[Choice], read: Callable[[str], bytes] | None) -> list[FilePair]:
    """Every file of both workspaces once, by path.

    `read` gives a content, for the likeness of files; without it, nobody looks for counterparts.
    """
    chosen, alone = _chosen(trees, choices)
    found = [_beside(File(a, trees.a[a]), File(b, trees.b[b])) for a, b in chosen.items()]
    taken = Pair(chosen.keys() | alone.a, set(chosen.values()) | alone.b)
    for path, entry in trees.a.items():
        other = trees.b.get(path)
        if other is not None and path not in taken.a and path not in taken.b:
            file = File(path, entry)
            same = entry == other
            beside = file if same else File(path, other)
            found.append(FilePair(Status.SAME if same else Status.CHANGED, Pair(file, beside)))
    for side in (taken.a, taken.b):
        side.update(one.path for one in found[len(chosen) :])
    left = Pair(_without(trees.a, taken.a), _without(trees.b, taken.b))
    if read and all(left):
        from grading.compare.pairing import proposals

        closely = _MANY_TIMES * sum(map(len, left)) > len(found)
        standing = (file.entry.blob for one in found for file in one.files if file)
        for one in proposals(left, read, closely=closely, standing=standing):
            found.append(_proposed(left, one))
            taken.a.add(one.a)
            taken.b.add(one.b)
    found += (FilePair(Status.ONLY_A, Pair(file, None)) for file in _files(trees.a, taken.a - alone.a))
    found += (FilePair(Status.ONLY_B, Pair(None, file)) for file in _files(trees.b, taken.b - alone.b))
    return sorted(found, key=lambda one: one.path)


def _beside(a: File, b: File) -> FilePair:
    if a.entry == b.entry:
        return FilePair(Status.SAME if a.path == b.path else Status.MOVED, Pair(a, b))
    return FilePair(Status.CHANGED if a.path == b.path else Status.COUNTERPART, Pair(a, b))


def _proposed(left: Pair[Tree], one: "Proposal") -> FilePair:
    files = Pair(File(one.a, left.a[one.a]), File(one.b, left.b[one.b]))
    if one.is_moved:
        return FilePair(Status.MOVED, files)
    return FilePair(Status.COUNTERPART, files, one.likeness)


def _chosen(trees: Pair[Tree], choices: Iterable[Choice]) -> tuple[dict[bytes, bytes], Pair[set[bytes]]]:
    """Which files a person stood together, and which alone; a later choice undoes an earlier one for its files."""
    together: dict[bytes, bytes] = {}
    alone: Pair[set[bytes]] = Pair(set(), set())
    for a, b in choices:
        if (a is not None and a not in trees.a) or (b is not None and b not in trees.b):
            continue  # a file that is not in this snapshot
        for other in [one for one, beside in together.items() if one == a or beside == b]:
            del together[other]
        alone.a.discard(a or b"")
        alone.b.discard(b or b"")
        if a is not None and b is not None:
            together[a] = b
        elif a is not None:
            alone.a.add(a)
        elif b is not None:
            alone.b.add(b)
    return together, alone


def _without(tree: Tree, paths: set[bytes]) -> dict[bytes, Entry]:
    return {path: entry for path, entry in tree.items() if path not in paths}


def _files(tree: Tree, paths: set[bytes]) -> Iterator[File]:
    return (File(path, entry) for path, entry in tree.items() if path not in paths)

"""The files of a pair as a tree of rows: folders that open and close, and the files that are the same folded away.

A folder that holds nothing but another folder shares its row. Rows are numbers of nodes, so that 20,000 files cost no
more than a list of numbers when a folder closes. Nothing here goes deeper than a loop: paths may have 2,000 folders.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

# What a folder holds, in its order: files by their number, folders by their name.
_Folder = dict[int | bytes, "_Folder"]


class Node(NamedTuple):
    """A folder or a file, in the order of the rows."""

    path: bytes
    """Of a folder without its slash; empty for the line that all files stand below that are the same."""
    above: int
    """How many names of the path are said in rows above."""
    file: int | None
    """Which file it is; none for a folder."""


class FileTree:
    """Nodes, and which of them are seen."""

    def __init__(self, paths: Sequence[bytes], shown: Iterable[int], same: Sequence[int] = ()) -> None:
        """Shows some of the files, as they come, and a closed line for those that are the same."""
        self._paths = paths
        # Lists side by side rather than one of nodes: the collector of garbage has nothing to walk through.
        self._files: list[int | None] = []
        self._folder_paths: dict[int, bytes] = {}
        self._depths: list[int] = []
        self._above: list[int] = []
        self._ends: list[int] = []
        self._folders: list[int | None] = []
        self._places: dict[int, int] = {}
        self._closed: set[int] = set()
        self._unborn: Sequence[int] = ()
        self._rows: list[int] | None = None
        self.heading: int | None = None
        self._grow(shown)
        if same:
            self.heading = self._add_folder(b"", 0, 0, None)
            self._closed.add(self.heading)
            self._unborn = same

    def __len__(self) -> int:
        """How many nodes there are by now."""
        return len(self._files)

    def __getitem__(self, node: int) -> Node:
        file = self._files[node]
        path = self._folder_paths[node] if file is None else self._paths[file]
        return Node(path, self._above[node], file)

    def depth(self, node: int) -> int:
        """How many folders it stands in that have rows of their own."""
        return self._depths[node]

    @property
    def rows(self) -> list[int]:
        """The nodes that are seen, from top to bottom."""
        if self._rows is None:
            self._rows = list(self._seen()) if self._closed else list(range(len(self)))
        return self._rows

    def row_of(self, node: int) -> int:
        """The row of a node, or of the closed folder that hides it."""
        return max(bisect_right(self.rows, node) - 1, 0)

    @property
    def files(self) -> int:
        """How many files it has."""
        return len(self._places) + len(self._unborn)

    def has(self, file: int) -> bool:
        """Whether a file has a row that may be seen."""
        return file in self._places

    def count(self, node: int) -> int:
        """How many files are in a folder."""
        return sum(1 for _ in self.within(node))

    def node_of(self, file: int) -> int | None:
        """Where a file stands; none where the tree does not have it."""
        if file not in self._places and self._unborn:
            self._bear()
        return self._places.get(file)

    def node_at(self, path: bytes) -> int | None:
        """The folder or file of this path, where it was ever seen."""
        return next((at for at in range(len(self)) if self[at].path == path), None)

    def is_open(self, node: int) -> bool:
        """Whether what a folder holds is seen below it."""
        return node not in self._closed

    def toggle(self, node: int) -> None:
        """Opens a folder, or closes it."""
        if self._files[node] is not None:
            return
        if node == self.heading and self._unborn:
            self._bear()
        self._closed ^= {node}
        self._rows = None

    def folder_of(self, node: int) -> int | None:
        """The folder that a node stands in."""
        return self._folders[node]

    def reveal(self, file: int) -> int | None:
        """Opens every folder that a file stands in."""
        found = self.node_of(file)
        folder = None if found is None else self._folders[found]
        while folder is not None:
            if folder in self._closed:
                self._closed.discard(folder)
                self._rows = None
            folder = self._folders[folder]
        return found

    def within(self, node: int) -> Iterator[int]:
        """The files in a folder."""
        if node == self.heading and self._unborn:
            return iter(self._unborn)
        return (one for one in self._files[node : self._ends[node]] if one is not None)

    def order(self) -> Iterator[int]:
        """All files, in the order in which they stand."""
        yield from (one for one in self._files if one is not None)
        yield from self._unborn

    @property
    def unusual(self) -> tuple[list[bytes], list[bytes]]:
        """Folders that were closed, and those of files that are the same that were opened."""
        closed = [self._folder_paths[at] for at in sorted(self._closed) if not self._is_same(at)]
        opened = [path for at, path in self._folder_paths.items() if self._is_same(at) and at not in self._closed]
        return closed, opened

    def set_unusual(self, closed: Iterable[bytes], opened: Iterable[bytes]) -> None:
        """Closes and opens these folders, as far as they are still there."""
        opening, closing = frozenset(opened), frozenset(closed)
        if opening and self._unborn:
            self._bear()
        self._closed = {
            at
            for at, path in self._folder_paths.items()
            if (path not in opening if self._is_same(at) else path in closing)
        }
        self._rows = None

    def _is_same(self, node: int) -> bool:
        return self.heading is not None and node >= self.heading

    def _seen(self) -> Iterator[int]:
        at = 0
        while at < len(self):
            yield at
            at = self._ends[at] if at in self._closed else at + 1

    def _bear(self) -> None:
        """Makes the nodes of files that are the same, which hardly anybody looks at."""
        assert self.heading is not None
        first = len(self)
        unborn, self._unborn = self._unborn, ()
        self._grow(unborn, self.heading)
        self._ends[self.heading] = len(self)
        self._closed.update(at for at in self._folder_paths if at >= first)
        self._rows = None

    def _grow(self, files: Iterable[int], heading: int | None = None) -> None:
        """Nodes of these files and of their folders, below another node."""
        # Each folder that is not at its end yet: what is left of it, its path, how many names that has, its node.
        left = [(iter(self._nested(files).items()), b"", 0, heading)]
        first = -1 if heading is None else 0
        while left:
            items, path, above, folder = left[-1]
            depth = len(left) + first
            for key, inside in items:
                if isinstance(key, int):
                    self._places[key] = len(self._files)
                    self._files.append(key)
                    self._depths.append(depth)
                    self._above.append(above)
                    self._folders.append(folder)
                    self._ends.append(len(self._files))
                    continue
                below, names, held = _joined(path, key, inside)
                node = self._add_folder(below, depth, above, folder)
                left.append((iter(held.items()), below, above + names, node))
                break
            else:
                left.pop()
                if folder is not None:
                    self._ends[folder] = len(self)

    def _add_folder(self, path: bytes, depth: int, above: int, folder: int | None) -> int:
        node = len(self)
        self._folder_paths[node] = path
        self._files.append(None)
        self._depths.append(depth)
        self._above.append(above)
        self._folders.append(folder)
        self._ends.append(len(self))
        return node

    def _nested(self, files: Iterable[int]) -> _Folder:
        root: _Folder = {}
        last, folder = b"", root
        for file in files:
            way, _, _ = self._paths[file].rpartition(b"/")
            if way != last:
                last, folder = way, root
                for name in way.split(b"/") if way else ():
                    folder = folder.setdefault(name, {})
            folder[file] = _NOTHING
        return root


_NOTHING: _Folder = {}


def _joined(path: bytes, name: bytes, inside: _Folder) -> tuple[bytes, int, _Folder]:
    """A folder with those below it that share its row: the path of the last one, how many they are, what it holds."""
    found = [path, name] if path else [name]
    names = 1
    while len(inside) == 1:
        key, below = next(iter(inside.items()))
        if isinstance(key, int):
            break
        found.append(key)
        names, inside = names + 1, below
    return b"/".join(found), names, inside


def nearest(order: Sequence[int], place: int, steps: int) -> int | None:
    """The file so many steps from a place of a sorted order, which need not have it; none beyond its ends."""
    at = (bisect_right(order, place) - 1 if steps > 0 else bisect_left(order, place)) + steps
    return order[at] if 0 <= at < len(order) else None

"""What is known of each file of a list beside its name; most of it arrives later than the list."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeVar

from grading.compare.counts import Counts
from grading.compare.tree import FilePair, Status
from tui.painting.file_rows import Said

_ELSEWHERE: Final = (Status.MOVED, Status.COUNTERPART)
"""What stands under another path on the other side."""
_Value = TypeVar("_Value")


class FileFacts:
    """Counts, hits and marks of files, by their place in the list."""

    def __init__(self, files: Sequence[FilePair], paths: Sequence[bytes]) -> None:
        self.files = files
        self.hits: dict[int, int] | None = None
        self.read: frozenset[int] = frozenset()
        self.named: frozenset[int] = frozenset()
        """Files that the cell names."""
        self._counts: dict[int, Counts] = {}
        # A path may stand twice, one below the other: of A beside a counterpart, and of B alone.
        self._first = {path: number for number, path in reversed([*enumerate(paths)])}
        self._paths = paths
        self._elsewhere: dict[bytes, int] | None = None

    def number(self, file: FilePair) -> int | None:
        """The place of a file in the list."""
        return next((one for one in self._at(file.path) if self.files[one].paths == file.paths), None)

    def _at(self, path: bytes) -> Iterator[int]:
        number = self._first.get(path)
        while number is not None and number < len(self._paths) and self._paths[number] == path:
            yield number
            number += 1

    def put_counts(self, counts: Mapping[FilePair, Counts] | Sequence[Counts | None]) -> None:
        """Takes counts of some files, or of the first ones in their order."""
        if isinstance(counts, Mapping):
            self._counts.update(self._numbered(counts))
        else:
            self._counts.update((number, one) for number, one in enumerate(counts) if one is not None)

    def set_read(self, files: Collection[FilePair]) -> None:
        """Says which files were read."""
        self.read = self._places(files)

    def set_named(self, paths: Collection[bytes]) -> None:
        """Says which paths, of either side, the cell names."""
        if self._elsewhere is None:
            pairs = ((number, file.paths.b) for number, file in enumerate(self.files) if file.status in _ELSEWHERE)
            self._elsewhere = {path: number for number, path in pairs if path is not None}
        found = {number for path in paths for number in self._at(path)}
        self.named = frozenset(found | {self._elsewhere[path] for path in paths if path in self._elsewhere})

    def set_hits(self, hits: Mapping[FilePair, int] | None) -> None:
        """Says how often a search found something in each file; none while nobody searches."""
        self.hits = None if hits is None else self._numbered(hits)

    def said(self, number: int) -> Said:
        """What the row of a file tells."""
        hits = None if self.hits is None else self.hits.get(number, 0)
        counts = self._counts.get(number)
        return Said(counts, hits, number in self.read, number in self.named)

    def said_together(self, numbers: Iterable[int]) -> Said:
        """What the row of a folder tells that hides these files."""
        files = list(numbers)
        counted = [self._counts[one] for one in files if one in self._counts]
        together = Counts(sum(one.added for one in counted), sum(one.removed for one in counted))
        hits = None if self.hits is None else sum(self.hits.get(one, 0) for one in files)
        return Said(together, hits, self.read.issuperset(files), not self.named.isdisjoint(files))

    def _places(self, files: Collection[FilePair]) -> frozenset[int]:
        return frozenset(number for number in map(self.number, files) if number is not None)

    def _numbered(self, values: Mapping[FilePair, _Value]) -> dict[int, _Value]:
        found = ((self.number(file), value) for file, value in values.items())
        return {number: value for number, value in found if number is not None}

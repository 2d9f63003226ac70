"""How two workspaces differ, on demand: the list of files at once, counts and aligned texts when somebody asks.

What was worked out is kept by content, so that going back to a file costs nothing. Safe to use from several threads.
What few comparisons need is imported where one does: a review begins sooner without it.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from grading.apart import apart, here
from grading.compare.aligned import Aligned, aligned
from grading.compare.counts import Counts, counts
from grading.compare.hunks import MANY_LINES, White, beginning
from grading.compare.text import read_text
from grading.compare.tree import Choice, FilePair, Status, Tree, file_pairs
from grading.errors import VaultError
from grading.runs.model import LeftOut
from grading.runs.vault import Vault
from grading.sides import Pair, Side

if TYPE_CHECKING:
    from grading.compare.search import Found

_KEPT_BYTES: Final = 64 * 2**20
_NONE: Final = Counts(0, 0)
_LARGE: Final = 4 * 2**20
"""Bytes of a file that is surely looked at in another process."""
_FEW_FILES: Final = 400
_MANY_FILES: Final = 2_000
"""From so many files on, two processes look at them."""


class Workspace(Struct, frozen=True):
    """A side of a comparison: what a person calls it, and its files."""

    name: str
    tree: Tree
    left_out: tuple[LeftOut, ...] = ()
    """Of a plain folder: what is not compared, and why."""
    odd: tuple[LeftOut, ...] = ()


class Comparison:
    """Two workspaces, compared as far as anybody asked."""

    def __init__(self, vault: Vault, sides: Pair[Workspace], choices: Iterable[Choice] = ()) -> None:
        self.sides = sides
        self._vault = vault
        self._trees = sides.map(lambda side: side.tree)
        self._choices = list(choices)
        self._counts: dict[White, dict[Pair[str | None], Counts]] = {white: {} for white in White}
        self._kept: OrderedDict[tuple[Pair[str | None], White], Aligned] = OrderedDict()
        self._turns: dict[tuple[Pair[str | None], White], Lock] = {}
        self._kept_bytes = 0
        self._lock = Lock()
        self._pairing = Lock()

    @cached_property
    def listed(self) -> Sequence[FilePair]:
        """Every file by path, at once: what is the same, changed, or on one side as far as paths tell."""
        return file_pairs(self._trees, self._choices, None)

    @property
    def files(self) -> Sequence[FilePair]:
        """Every file, with what was moved and with counterparts, which take a moment to find."""
        with self._pairing:
            return self._files

    @cached_property
    def _files(self) -> Sequence[FilePair]:
        return file_pairs(self._trees, self._choices, self._vault.read)

    @property
    def at_once(self) -> Sequence[FilePair]:
        """What to show at once: with counterparts where there are so few files that it takes no time."""
        if sum(map(len, self._trees)) > _FEW_FILES:
            return self.listed
        try:
            return self.files
        except VaultError:  # a content is missing: whoever looks for counterparts, or opens it, is told
            return self.listed

    @property
    def is_same(self) -> bool:
        """Whether both sides hold the same files."""
        return all(one.status is Status.SAME for one in self.listed)

    def at(self, path: bytes) -> list[FilePair]:
        """The files that have this path on either side, or lie in the folder of this path."""
        folder = path.rstrip(b"/") + b"/"
        return [
            one
            for one in self.files
            if any(other is not None and (other == path or other.startswith(folder)) for other in one.paths)
        ]

    def counts(self, files: Sequence[FilePair], white: White = White.EXACT) -> Iterator[Counts]:
        """How many lines differ in each of these files, in their order."""
        known = self._counts[white]
        every = [None if one.status is Status.SAME else one.blobs for one in files]
        new = [blobs for blobs in every if blobs and not _is_known(blobs, known)]
        found = zip(new, counts(self._vault, new, white), strict=True)
        for blobs in every:
            while blobs and not _is_known(blobs, known):
                key, said = next(found)
                known[key] = self._settled(key, said, white)
            yield known.get(blobs, _NONE) if blobs else _NONE

    def look(self, white: White = White.EXACT) -> None:
        """Looks for counterparts, and counts meanwhile how far the files of one path differ, and what stands alone."""
        known = self._counts[white]
        many = sum(map(len, self._trees)) > _MANY_FILES
        with apart() if many else nullcontext(here) as begin:
            new = [blobs for blobs in dict.fromkeys(self._differing()) if not _is_known(blobs, known)]
            counting = begin(_counted, self._vault, [(blobs.a, blobs.b) for blobs in new], white)
            _ = self.files
            for blobs, said in zip(new, counting(), strict=True):
                known[blobs] = self._settled(blobs, said, white)

    def _differing(self) -> Iterator[Pair[str | None]]:
        """The contents that stand under one path, or alone, as far as paths tell."""
        trees = self._trees
        for path, entry in trees.a.items():
            other = trees.b.get(path)
            if other != entry:
                yield Pair(entry.blob, other.blob if other else None)
        yield from (Pair(None, entry.blob) for path, entry in trees.b.items() if path not in trees.a)

    def _settled(self, blobs: Pair[str | None], said: Counts, white: White) -> Counts:
        """What git takes for binary may be text in an encoding that it does not know."""
        if not said.is_binary:
            return said
        opened = self._opened(blobs, white)
        if opened.is_binary:
            return said
        return Counts(opened.rows.differing(Side.B), opened.rows.differing(Side.A))

    def search(
        self, text: str, mask: Callable[[str], str] | None = None, is_wanted: Callable[[], bool] = lambda: True
    ) -> "Found":
        """Where a text stands in the files of two snapshots; of plain folders, not everything is kept here."""
        from grading.compare.search import search

        return search(self._vault, self.files, text, mask, is_wanted)

    def open(self, file: FilePair, white: White = White.EXACT) -> Aligned:
        """Both texts of a file, aligned."""
        return self._opened(file.blobs, white)

    def _opened(self, blobs: Pair[str | None], white: White) -> Aligned:
        """Whoever asks for what another thread is working out waits for it."""
        key = (blobs, white)
        with self._lock:
            turn = self._turns.setdefault(key, Lock())
        with turn:
            with self._lock:
                if key in self._kept:
                    self._kept.move_to_end(key)
                    return self._kept[key]
            found = self._aligned(blobs, white)
            with self._lock:
                self._kept[key] = found
                self._kept_bytes += found.size
                while len(self._kept) > 1 and self._kept_bytes > _KEPT_BYTES:
                    self._kept_bytes -= self._kept.popitem(last=False)[1].size
        return found

    def _aligned(self, blobs: Pair[str | None], white: White) -> Aligned:
        with beginning(self._vault, blobs, white) as begun:
            contents: list[bytes] = []
            for blob in blobs:
                small = self._vault.read_small(blob, _LARGE) if blob else b""
                if small is None or small.count(b"\n") > MANY_LINES:
                    break
                contents.append(small)
            else:
                return aligned(self._vault, blobs, Pair(*contents).map(read_text), white, begun)
        # In another process: this one may have a screen to keep alive.
        from grading.compare.apart import aligned_apart

        return aligned_apart(self._vault, blobs, white)


def _is_known(blobs: Pair[str | None], known: Mapping[Pair[str | None], Counts]) -> bool:
    return blobs.a == blobs.b or blobs in known


def _counted(vault: Vault, blobs: Sequence[tuple[str | None, str | None]], white: White) -> list[Counts]:
    return list(counts(vault, [Pair(*one) for one in blobs], white))

"""How many lines differ in many pairs of files at once, without opening one of them."""

import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

from grading.compare.hunks import PATIENCE, White
from grading.runs.git import Git, GitTooSlowError
from grading.runs.vault import Vault
from grading.sides import Pair

_FIRST: Final = 256
_MORE: Final = 1_024
"""The first counts come soon; the rest in larger helpings, since each costs a start of git."""
_AT_ONCE: Final = 2
_WORK: Final = 3
"""Seconds of work for a helping: some pairs of files would take minutes."""
_PARTS: Final = 32
_MOST_WORK: Final = 10
"""For one pair, counted the quicker way; beyond it, everything in it differs."""


class Counts(NamedTuple):
    """Lines that only B has, lines that only A has; none of either where a content is no text."""

    added: int
    removed: int
    is_binary: bool = False


def counts(vault: Vault, pairs: Sequence[Pair[str | None]], white: White = White.EXACT) -> Iterator[Counts]:
    """What differs in each pair of contents, in their order."""
    # What is the same is not asked for: a vault of folders that are only looked at does not have it.
    found = _asked(vault, [pair for pair in pairs if pair.a != pair.b], white)
    return (next(found) if pair.a != pair.b else Counts(0, 0) for pair in pairs)


def _asked(vault: Vault, pairs: Sequence[Pair[str | None]], white: White) -> Iterator[Counts]:
    bounds = [0, *range(_FIRST, len(pairs), _MORE), len(pairs)]
    with tempfile.TemporaryDirectory(prefix="sidegrade-") as name, ThreadPoolExecutor(_AT_ONCE) as at_once:
        # git counts two trees in one go: two are made up for the purpose, in a place of their own.
        git = vault.git.with_scratch(Path(name))
        helpings = [at_once.submit(_helping, git, pairs[first:last], white) for first, last in pairwise(bounds)]
        try:
            for helping in helpings:
                yield from helping.result()
        finally:
            at_once.shutdown(cancel_futures=True)


def _helping(git: Git, pairs: Sequence[Pair[str | None]], white: White) -> list[Counts]:
    """The counts of some pairs; those that take too long are looked for in ever smaller helpings."""
    try:
        return _counted(git, pairs, white, "histogram", _WORK)
    except GitTooSlowError:
        if len(pairs) > 1:
            size = -(-len(pairs) // _PARTS)
            parts = (pairs[first : first + size] for first in range(0, len(pairs), size))
            return [one for part in parts for one in _helping(git, part, white)]
    try:
        return _counted(git, pairs, white, "myers", _MOST_WORK)
    except GitTooSlowError:
        return [Counts(_lines(git, pair.b), _lines(git, pair.a)) for pair in pairs]


def _counted(git: Git, pairs: Sequence[Pair[str | None]], white: White, algorithm: str, work: int) -> list[Counts]:
    if not pairs:
        return []
    listings = _listing([pair.a for pair in pairs]) + _listing([pair.b for pair in pairs])
    trees = git.run("mktree", "-z", "--batch", feed=listings).decode().split()
    # A tree of its own has no renames to find, and git is not to look for any.
    options = ("-r", "--numstat", "-z", "--no-renames", "--no-ext-diff", "--no-textconv")
    with git.child(("diff-tree", *options, f"--diff-algorithm={algorithm}", *white.flags, *trees), work=work) as child:
        printed = child.finish(patience=PATIENCE * work)
        child.require(0)
    found = [Counts(0, 0)] * len(pairs)  # git says nothing of pairs that white space alone tells apart
    for line in printed.split(b"\0")[:-1]:
        added, removed, place = line.split(b"\t")
        found[int(place)] = Counts(0, 0, True) if added == b"-" else Counts(int(added), int(removed))
    return found


def _lines(git: Git, blob: str | None) -> int:
    """How many lines a content has; a last one without an end is one, too."""
    data = git.run("cat-file", "blob", blob) if blob else b""
    return data.count(b"\n") + (data[-1:] not in (b"", b"\n"))


def _listing(blobs: Sequence[str | None]) -> bytes:
    lines = (b"100644 blob %s\t%08d\0" % (blob.encode(), place) for place, blob in enumerate(blobs) if blob)
    return b"".join((*lines, b"\0"))

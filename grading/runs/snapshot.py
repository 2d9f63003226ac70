"""A folder → a snapshot in the vault. Known content is read and hashed, and nothing new is written."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from grading.errors import VaultError
from grading.runs.content import Content
from grading.runs.model import LEFT_OUT_BY_NAME, LeftOut, Snapshot, TakenIn
from grading.runs.vault import Vault
from grading.runs.walk import Reader, Survey, survey

DESCRIPTIONS: Final = (b"run.toml", b"result.json")
"""Files at the top of a run's folder that describe it; they are no work of the model's."""

Progress = Callable[[int, int], None]
"""Told now and then how many files of how many have been read."""


def unwatched(done: int, of: int) -> None:
    """Nobody watches."""


def take_in(
    folder: Path,
    vault: Vault,
    *,
    known: Snapshot | None = None,
    everything: bool = False,
    skipped_folders: Iterable[str] = LEFT_OUT_BY_NAME,
    is_described: bool = False,
    progress: Progress = unwatched,
) -> TakenIn:
    """The snapshot of a folder; `known` is the last one taken of it, and comes back when nothing has changed.

    `is_described` says that the files which describe the run lie in the folder itself; they are left out.
    """
    found = survey(folder, () if everything else skipped_folders, DESCRIPTIONS if is_described else ())
    ignored, unjudged = judged(found, vault, everything=everything)
    count = found.count
    if known is not None and vault.keeps(known.tree):
        reader = Reader(found, ignored)
        manifest = Manifest()
        for _ in manifest.of(watched(reader.contents(), count, progress)):
            pass
        if manifest.digest() == known.digest:
            return TakenIn(known, tuple(reader.left_out), (*unjudged, *reader.odd))
    reader = Reader(found, ignored)
    manifest = Manifest()
    tree = vault.store(manifest.of(watched(reader.contents(), count, progress)))
    snapshot = Snapshot(tree, manifest.digest(), reader.files, reader.bytes)
    return TakenIn(snapshot, tuple(reader.left_out), (*unjudged, *reader.odd))


def judged(found: Survey, vault: Vault, *, everything: bool) -> tuple[set[bytes], list[LeftOut]]:
    """What the folder's own ignore files leave out, and those of them that could not be applied."""
    if not found.ignore_files or everything:
        return set(), list(found.odd)
    try:
        return vault.ignored(found.ignore_files, found.paths()), list(found.odd)
    except VaultError as error:
        return set(), [*found.odd, LeftOut(".gitignore", f"was not applied: {error.what}", 0)]


def watched(contents: Iterator[Content], count: int, progress: Progress) -> Iterator[Content]:
    """The same contents, counted for somebody who watches."""
    for number, content in enumerate(contents):
        if number % 256 == 0:
            progress(number, count)
        yield content
    progress(count, count)


class Manifest:
    """Mode, path and SHA-256 of every file: what a score is pinned to, besides git's tree."""

    def __init__(self) -> None:
        self._lines: list[bytes] = []

    def of(self, contents: Iterator[Content]) -> Iterator[Content]:
        """The same contents, noted on the way."""
        for one in contents:
            line = b"%o %s %s" % (one.mode, hashlib.sha256(one.data).digest(), one.path)
            self._lines.append(hashlib.sha256(line).digest())
            yield one

    def digest(self) -> str:
        """The SHA-256 of the sorted SHA-256 of each line: the same for the same files, and no path is kept for it."""
        return hashlib.sha256(b"".join(sorted(self._lines))).hexdigest()

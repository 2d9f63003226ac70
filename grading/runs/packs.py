"""Contents on their way into a vault: packs, written beside their place and moved there once all is well.

git itself would hash each content once more and compress it more slowly; the packs are the same as its own.
"""

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Set
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Final

UNFINISHED: Final = "keeping-"
"""How the folders begin in which packs are written; what is left of one was broken off."""
_AT_ONCE: Final = 64 * 2**20
"""Bytes that are held in memory until they are written."""


class Packing:
    """Packs that are being written."""

    def __init__(self, place: Path, target: Path, level: int, *, is_lasting: bool) -> None:
        self._place = place
        self._target = target
        self._level = level
        self._is_lasting = is_lasting
        self._written: list[str] = []
        """The digests of the packs by their number."""

    def add(self, blobs: Iterable[tuple[str, bytes]], known: Callable[[Set[str]], Set[str]]) -> None:
        """Contents by their ids; `known` says which of some ids are there already."""
        waiting: dict[str, bytes] = {}
        written: set[str] = set()
        size = 0

        def write() -> None:
            new = waiting.keys() - written
            new -= known(new)
            if new:
                self._write([(blob, waiting[blob]) for blob in waiting if blob in new])
            written.update(waiting)
            waiting.clear()

        for blob, data in blobs:
            waiting[blob] = data
            size += len(data)
            if size >= _AT_ONCE:
                write()
                size = 0
        if waiting:
            write()

    def _write(self, blobs: list[tuple[str, bytes]]) -> None:
        from gitdb.base import OStream
        from gitdb.pack import PackEntity

        name = str(len(self._written))
        objects = (OStream(bytes.fromhex(blob), b"blob", len(data), BytesIO(data)) for blob, data in blobs)
        with self._file(f"{name}.pack") as pack, self._file(f"{name}.idx") as index:
            digest, _ = PackEntity.write_pack(objects, pack, index, len(blobs), self._level)
        self._written.append(digest.hex())

    @contextmanager
    def _file(self, name: str) -> Iterator[Callable[[bytes], int]]:
        with (self._place / name).open("wb") as file:
            yield file.write
            if self._is_lasting:
                file.flush()
                os.fsync(file.fileno())

    def finish(self) -> None:
        """Moves everything to its place."""
        for name, digest in enumerate(self._written):
            for kind in ("pack", "idx"):  # the index last: git takes a pack for there when it sees that
                (self._place / f"{name}.{kind}").replace(self._target / f"pack-{digest}.{kind}")
        if self._is_lasting and self._written:
            folder = os.open(self._target, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)


@contextmanager
def packing(vault: Path, target: Path, level: int, *, is_lasting: bool) -> Iterator[Packing]:
    """Packs for the folder `target` of a vault; unless they are finished, nothing of them stays."""
    with tempfile.TemporaryDirectory(dir=vault, prefix=UNFINISHED) as name:
        yield Packing(Path(name), target, level, is_lasting=is_lasting)

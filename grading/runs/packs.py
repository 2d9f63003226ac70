"""Contents on their way into a vault: packs, written beside their place and moved there once all is well.

git itself would hash each content once more and compress it in three times as long; the packs are as good as its own.
"""

import hashlib
import os
import struct
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Set
from contextlib import contextmanager
from pathlib import Path
from typing import Final

UNFINISHED: Final = "keeping-"
"""How the folders begin in which packs are written; what is left of one was broken off."""
_AT_ONCE: Final = 64 * 2**20
"""Bytes that are held in memory until they are written."""
_BLOB: Final = 3
_VERSION: Final = 2
_HEADER: Final = struct.Struct(">4sLL")
"""What a pack begins with: its mark, its version, and how many objects follow."""


class Packing:
    """Packs that are being written: compressed and waited for on the disk if they are to last, else neither."""

    def __init__(self, place: Path, target: Path, *, is_lasting: bool) -> None:
        self._place = place
        self._target = target
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
        from gitdb.fun import create_pack_object_header
        from gitdb.pack import IndexWriter

        name = str(len(self._written))
        shrunk = _compressed if self._is_lasting else _wrapped
        index, digest = IndexWriter(), hashlib.sha1(usedforsecurity=False)
        with self._file(f"{name}.pack") as write:

            def put(piece: bytes) -> int:
                digest.update(piece)
                return write(piece)

            offset = put(_HEADER.pack(b"PACK", _VERSION, len(blobs)))
            for blob, data in blobs:
                piece = create_pack_object_header(_BLOB, len(data)) + shrunk(data)
                index.append(bytes.fromhex(blob), zlib.crc32(piece), offset)
                offset += put(piece)
            write(digest.digest())
        with self._file(f"{name}.idx") as write:
            index.write(digest.digest(), write)
        self._written.append(digest.hexdigest())

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
def packing(vault: Path, target: Path, *, is_lasting: bool) -> Iterator[Packing]:
    """Packs for the folder `target` of a vault; unless they are finished, nothing of them stays."""
    with tempfile.TemporaryDirectory(dir=vault, prefix=UNFINISHED) as name:
        yield Packing(Path(name), target, is_lasting=is_lasting)


def _compressed(data: bytes) -> bytes:
    from isal import isal_zlib  # in a third of zlib's time, and no larger

    return isal_zlib.compress(data, 1)


def _wrapped(data: bytes) -> bytes:
    return zlib.compress(data, 0)

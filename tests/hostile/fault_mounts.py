"""Disks that are small, and folders that cannot be written: mounted where that is allowed, imitated where it is not."""

import os
import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Protocol

_BLOCK: Final = 4096


class Disk(Protocol):
    """Where a study lies that runs out of room."""

    name: str
    place: Path

    def fill(self, left: int = 0) -> None:
        """Leaves so many bytes."""

    def free(self) -> None:
        """Gives all the room back."""


class Tmpfs:
    """A small disk in memory."""

    def __init__(self, place: Path) -> None:
        self.name = "a small tmpfs"
        self.place = place
        self._filler = place / "filler"

    def fill(self, left: int = 0) -> None:
        """Writes a file as large as the rest of the disk, but for some bytes."""
        with self._filler.open("ab", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(_BLOCK))
            except OSError:
                file.truncate(max(self._filler.stat().st_size - left // _BLOCK * _BLOCK, 0))

    def free(self) -> None:
        """Takes it away."""
        self._filler.unlink(missing_ok=True)


class Limited:
    """An ordinary folder: whoever is started meanwhile cannot make a file grow. Nothing here may write meanwhile."""

    def __init__(self, place: Path) -> None:
        self.name = "a limit of what a file may grow to"
        self.place = place
        self._limits = resource.getrlimit(resource.RLIMIT_FSIZE)

    def fill(self, left: int = 0) -> None:
        """Bounds files for this process's children, those that run included."""
        self._limit(max(left, _BLOCK))  # what a command says goes to files, too

    def free(self) -> None:
        """Takes the bound away."""
        self._limit(self._limits[0])

    def _limit(self, size: int) -> None:
        for pid in (os.getpid(), *_children(os.getpid())):
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, self._limits[1]))


def _children(pid: int) -> list[int]:
    found = [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return [*found, *(below for one in found for below in _children(one))]


@contextmanager
def small_disk(place: Path, size: int) -> Iterator[Disk]:
    """A disk of so many bytes; nothing of it stays."""
    place.mkdir(parents=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)]
    if os.geteuid() or subprocess.run(command, capture_output=True, check=False).returncode:
        limited = Limited(place)
        try:
            yield limited
        finally:
            limited.free()
        return
    try:
        yield Tmpfs(place)
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


@contextmanager
def read_only(place: Path) -> Iterator[bool]:
    """A folder that nobody can write, whoever they are; whether that is so."""
    bind = ["mount", "--bind", str(place), str(place)]
    if os.geteuid() or subprocess.run(bind, capture_output=True, check=False).returncode:
        yield False
        return
    try:
        again = ["mount", "-o", "remount,bind,ro", str(place)]
        yield not subprocess.run(again, capture_output=True, check=False).returncode
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)

"""One file's bytes, safely: opened through descriptors of its own folders, never through a link, never waiting."""

import errno
import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from msgspec import Struct

from grading.errors import RunError
from grading.runs.model import LeftOut
from grading.visible import path_text, visible

LARGEST_FILE: Final = 64 * 2**20
"""What is larger is named with its size in the report, and not kept."""
_LARGEST_HASHED: Final = 4 * 2**30

REGULAR: Final = 0o100644
RUNNABLE: Final = 0o100755
LINK: Final = 0o120000

_MOST_OPEN: Final = 60
_FOLDER_FLAGS: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE_FLAGS: Final = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY


class Content(Struct, frozen=True):
    """A file or link as it is kept."""

    path: bytes
    mode: int
    data: bytes
    changed: bool = False
    """Whether it changed while it was read, twice."""


@contextmanager
def opened(fd: int) -> Iterator[int]:
    try:
        yield fd
    finally:
        os.close(fd)


def open_root(root: Path) -> int:
    """A descriptor of the folder that the user named; that one may be reached through a link."""
    try:
        return os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        raise RunError(
            f"cannot be read as a folder ({error.strerror})", where=visible(str(root)), do="check the path"
        ) from error


class Descent:
    """Goes from folder to folder below a root, each opened from the one around it, so that no link is followed.

    The last folders on the way stay open: visited in order, a folder costs one opening however deep it lies.
    """

    def __init__(self, root: Path) -> None:
        self._root = open_root(root)
        self._parts: list[bytes] = []
        self._open: list[int] = []
        """A descriptor for each part of the way; -1 where it was closed again."""

    def folder(self, path: bytes) -> int:
        """A descriptor of a folder, by its path from the root with a slash at the end; good until the next call."""
        parts = path.split(b"/")[:-1]
        shared, most = 0, min(len(parts), len(self._parts))
        while shared < most and self._parts[shared] == parts[shared]:
            shared += 1
        self._close_from(shared)
        level = shared
        while level and self._open[level - 1] < 0:
            level -= 1
        while level < len(parts):
            around = self._open[level - 1] if level else self._root
            inner = os.open(parts[level], _FOLDER_FLAGS, dir_fd=around)
            if level == len(self._open):
                self._parts.append(parts[level])
                self._open.append(inner)
            else:
                self._open[level] = inner
            level += 1
            self._close(level - _MOST_OPEN)
        return self._open[-1] if parts else self._root

    def _close(self, level: int) -> None:
        if level >= 0 and self._open[level] >= 0:
            os.close(self._open[level])
            self._open[level] = -1

    def _close_from(self, level: int) -> None:
        for each in range(level, len(self._open)):
            self._close(each)
        del self._parts[level:], self._open[level:]

    def __enter__(self) -> "Descent":
        return self

    def __exit__(self, *_: object) -> None:
        self._close_from(0)
        os.close(self._root)


def open_below(fd: int, parts: Iterable[bytes]) -> int:
    """A descriptor of a folder further down, opened step by step."""
    inner = os.dup(fd)
    for part in parts:
        try:
            deeper = os.open(part, _FOLDER_FLAGS, dir_fd=inner)
        finally:
            os.close(inner)
        inner = deeper
    return inner


_LONGEST_SHOWN: Final = 1_000


def shown_path(path: bytes) -> str:
    """A path for a report: as `path_text` writes it, its middle left out where it is of a length nobody reads."""
    text = path_text(path)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN // 2]}…{text[-_LONGEST_SHOWN // 2 :]}"


def why(error: OSError) -> str:
    """The system's reason in its own words."""
    return (error.strerror or "cannot be read").lower()


def read_link(fd: int, name: bytes, path: bytes) -> Content | LeftOut:
    """A link as it is kept: what it says."""
    try:
        return Content(path, LINK, os.readlink(name, dir_fd=fd))
    except OSError as error:
        return LeftOut(shown_path(path), why(error))


def read_file(fd: int, name: bytes, path: bytes, hash_up_to: int | None = None) -> Content | LeftOut:
    """A file as it is kept; one that is too large is left out, and hashed up to a size."""
    for is_last in (False, True):
        try:
            file = os.open(name, _FILE_FLAGS, dir_fd=fd)
        except OSError as error:
            return LeftOut(shown_path(path), "became a link" if error.errno == errno.ELOOP else why(error))
        try:
            before = os.fstat(file)
            if not stat.S_ISREG(before.st_mode):
                return LeftOut(shown_path(path), "not a regular file")
            if before.st_size > LARGEST_FILE:
                most = _LARGEST_HASHED if hash_up_to is None else min(hash_up_to, _LARGEST_HASHED)
                return _too_large(file, path, before.st_size, most)
            data = _read_all(file, before.st_size)
            after = os.fstat(file)
        except OSError as error:
            return LeftOut(shown_path(path), why(error))
        finally:
            os.close(file)
        is_steady = len(data) == before.st_size == after.st_size and before.st_mtime_ns == after.st_mtime_ns
        if is_steady or is_last:
            mode = RUNNABLE if before.st_mode & 0o100 else REGULAR
            return Content(path, mode, data, not is_steady)
    raise AssertionError("the loop returns")


def _read_all(file: int, size: int) -> bytes:
    # One byte more than there should be, to notice that a file has grown.
    data = os.read(file, size + 1)
    while 0 < len(data) < size:
        more = os.read(file, size + 1 - len(data))
        if not more:
            break
        data += more
    return data


def _too_large(file: int, path: bytes, size: int, most: int) -> LeftOut:
    """Named with its hash, so that a report can still say which file it was."""
    bound = f"over {LARGEST_FILE >> 20} MiB"
    if size > most:
        return LeftOut(shown_path(path), bound, 1, size)
    digest = hashlib.sha256()
    while block := os.read(file, 2**20):
        digest.update(block)
    return LeftOut(shown_path(path), f"{bound}, sha256 {digest.hexdigest()}", 1, size)


def read_named(folder: Path, name: str) -> bytes | None:
    """A file in a folder or below it, read as safely as a workspace's; none where there is no such file."""
    above, _, last = os.fsencode(name).rpartition(b"/")
    where, do = visible(str(folder / name)), "make it a plain file"
    try:
        with Descent(folder) as descent:
            content = read_file(descent.folder(above + b"/" if above else b""), last, last)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise RunError(f"cannot be read ({why(error)})", where=where, do=do) from error
    if isinstance(content, Content):
        return content.data
    if content.why == os.strerror(errno.ENOENT).lower():
        return None
    raise RunError(f"cannot be read ({content.why})", where=where, do=do)

"""A folder's bytes, safely: nothing is followed, nothing is run, nothing makes it hang.

Two passes. `survey` reads names only; a `Reader` opens what is wanted and yields its bytes. Only regular files are
read, and a link is what it says, not what it points to.
"""

import os
import re
import stat
from collections.abc import Iterable, Iterator, Set
from contextlib import suppress
from pathlib import Path
from typing import Final

from msgspec import Struct, field

from grading.runs.content import Content, Descent, open_below, opened, read_file, read_link, shown_path, why
from grading.runs.model import LeftOut
from grading.visible import visible

MOST_FILES: Final = 200_000
MOST_BYTES: Final = 2 * 2**30
MOST_NAMES: Final = 1_000_000
"""Names that are looked at at all, kept or not."""
DEEPEST: Final = 1_000
MOST_PATH_BYTES: Final = 40 * 2**20
"""What the paths of all folders take together: a few thousand folders at the bottom of long names fill a memory."""
LARGEST_IGNORE_FILE: Final = 2**20
_DEEPEST_IGNORE_FILE: Final = 200
_LONGEST_IGNORE_PATH: Final = 3_000

_GIT_METADATA: Final = b".git"
IGNORE_FILE: Final = b".gitignore"


class Folder(Struct):
    """One folder of a survey: its path (ending in `/`, the top is empty) and the names of what it holds."""

    path: bytes
    files: list[bytes]
    links: list[bytes]
    inner: list[bytes] = field(default_factory=list)
    """The names of its folders that are entered, each with a slash."""


class Survey(Struct):
    """The names of a workspace, folder by folder, and what is out of it already."""

    root: Path
    folders: list[Folder] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    ignore_files: dict[bytes, bytes] = field(default_factory=dict)
    odd: list[LeftOut] = field(default_factory=list)
    """Ignore files that were not taken."""
    told: int = 0
    """How many bytes the paths of what is left out take."""

    def leave_out(self, path: bytes, why: str, files: int = 1, size: int = 0) -> None:
        """Names what is left out, as far as a bounded report goes."""
        was, self.told = self.told, self.told + len(path)
        if self.told <= MOST_PATH_BYTES:
            self.left_out.append(LeftOut(shown_path(path), why, files, size))
        elif was <= MOST_PATH_BYTES:
            self.left_out.append(
                LeftOut("./", f"over {MOST_PATH_BYTES >> 20} MiB of paths left out: no more are named", 0)
            )

    @property
    def count(self) -> int:
        """How many files and links there are."""
        return sum(len(one.files) + len(one.links) for one in self.folders)

    def paths(self) -> Iterator[bytes]:
        """The path of every file and link."""
        for folder in self.folders:
            for name in folder.files:
                yield folder.path + name
            for name in folder.links:
                yield folder.path + name


def survey(root: Path, skipped_folders: Iterable[str] = (), skipped_files: Iterable[bytes] = ()) -> Survey:
    """The names below a folder, in the order of their bytes. Folders of the given names are counted, not entered."""
    found = Survey(root)
    skip = {os.fsencode(name) for name in skipped_folders}
    seen, held = 0, 0
    with Descent(root) as descent:
        waiting = [b""]
        while waiting:
            path = waiting.pop()
            if seen > MOST_NAMES or path.count(b"/") > DEEPEST:
                bound = f"over {MOST_NAMES} names" if seen > MOST_NAMES else f"over {DEEPEST} folders deep"
                found.leave_out(path, bound, 0)
                continue
            try:
                fd = descent.folder(path)
                folder = _list(fd, path, found, skip)
                if IGNORE_FILE in folder.files:
                    _take_ignore_file(fd, path, found)
            except OSError as error:
                found.leave_out(path or b"./", why(error))
                continue
            held += len(path) * len(folder.inner) + sum(map(len, folder.inner))
            if held > MOST_PATH_BYTES:
                found.leave_out(path or b"./", f"its folders: over {MOST_PATH_BYTES >> 20} MiB of paths in all", 0)
                folder.inner.clear()
            seen += len(folder.files) + len(folder.links) + len(folder.inner)
            found.folders.append(folder)
            waiting += [path + name for name in reversed(folder.inner)]
    _take_out(found, set(skipped_files))
    return found


def _take_out(found: Survey, names: set[bytes]) -> None:
    """Takes files at the top out of a survey."""
    if found.folders and not found.folders[0].path:
        top = found.folders[0]
        for name in sorted(names.intersection(top.files)):
            top.files.remove(name)
            found.leave_out(name, "the run's description")


def _take_ignore_file(fd: int, path: bytes, found: Survey) -> None:
    content = read_file(fd, IGNORE_FILE, path + IGNORE_FILE)
    if isinstance(content, LeftOut):
        reason = content.why
    elif len(content.data) > LARGEST_IGNORE_FILE:
        reason = f"over {LARGEST_IGNORE_FILE >> 10} KiB"
    elif path.count(b"/") > _DEEPEST_IGNORE_FILE or len(path) > _LONGEST_IGNORE_PATH:
        reason = "too deep"
    else:
        found.ignore_files[path] = content.data
        return
    found.odd.append(LeftOut(shown_path(path + IGNORE_FILE), f"was not applied: {reason}", 0))


def _list(fd: int, path: bytes, found: Survey, skip: set[bytes]) -> Folder:
    files, links, inner = [], [], []
    number = 0
    with os.scandir(fd) as entries:
        for number, entry in enumerate(entries, 1):
            if number > MOST_NAMES:
                found.leave_out(path or b"./", f"over {MOST_NAMES} names", 0)
                return Folder(path, [], [])
            name = entry.name.encode("utf-8", "surrogateescape")
            if name == _GIT_METADATA:
                found.leave_out(path + name, "repository metadata")
            elif entry.is_file(follow_symlinks=False):
                files.append(name)
            elif entry.is_symlink():
                links.append(name)
            elif entry.is_dir(follow_symlinks=False):
                if name in skip:
                    count, size, is_all = _count(fd, name, _MOST_COUNTED)
                    more = "" if is_all else ", and more"
                    reason = f"left out by name{more}"
                    found.leave_out(path + name + b"/", reason, count, size)
                else:
                    inner.append(name + b"/")
            else:
                found.leave_out(path + name, _special(entry))
    if path and not number:
        found.leave_out(path, "empty folder", 0)
    return Folder(path, sorted(files), sorted(links), sorted(inner))


def _special(entry: os.DirEntry[str]) -> str:
    try:
        mode = entry.stat(follow_symlinks=False).st_mode
    except OSError as error:
        return why(error)
    kinds = (
        (stat.S_ISFIFO, "named pipe"),
        (stat.S_ISSOCK, "socket"),
        (stat.S_ISBLK, "device"),
        (stat.S_ISCHR, "device"),
    )
    return next((word for test, word in kinds if test(mode)), "not a regular file")


_MOST_COUNTED: Final = 20_000


def has_many(root: Path, files: int) -> bool:
    """Whether a folder holds more files than this, left out or not."""
    with Descent(root) as descent:
        return not _count(descent.folder(b""), b".", files)[2]


def _count(fd: int, name: bytes, most: int) -> tuple[int, int, bool]:
    """How many files and bytes a folder that is left out holds, as far as a bounded look tells."""
    files, size = 0, 0
    waiting: list[tuple[bytes, ...]] = [(name,)]
    while waiting:
        parts = waiting.pop()
        try:
            with opened(open_below(fd, parts)) as inner, os.scandir(inner) as entries:
                for entry in entries:
                    if files >= most:
                        return files, size, False
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append((*parts, os.fsencode(entry.name)))
                    else:
                        files += 1
                        size += entry.stat(follow_symlinks=False).st_size
        except OSError:
            continue
    return files, size, True


class Reader:
    """Reads the files of a survey, within bounds, and tells what was left out and what is odd."""

    def __init__(self, found: Survey, ignored: Set[bytes] = frozenset()) -> None:
        self._survey = found
        self._ignored = ignored
        self._passed_by: dict[tuple[bytes, str], list[int]] = {}
        self.files = 0
        self.bytes = 0
        self._hashed = 0
        self.left_out: list[LeftOut] = list(found.left_out)
        self.odd: list[LeftOut] = []

    def contents(self) -> Iterator[Content]:
        """Every wanted file and link, in the order of the survey."""
        with Descent(self._survey.root) as descent:
            for folder in self._survey.folders:
                try:
                    fd = descent.folder(folder.path)
                except OSError as error:
                    self.left_out.append(LeftOut(shown_path(folder.path) or "./", why(error), len(folder.files)))
                    continue
                yield from self._folder(fd, folder)
        self.left_out += [
            LeftOut(shown_path(path), reason, count, size)
            for (path, reason), (count, size) in sorted(self._passed_by.items())
        ]

    def _folder(self, fd: int, folder: Folder) -> Iterator[Content]:
        self.odd += odd_names(folder)
        for name in folder.files:
            path = folder.path + name
            if path in self._ignored or self.files >= MOST_FILES or self.bytes >= MOST_BYTES:
                self._pass_by(fd, name, path)
                continue
            content = read_file(fd, name, path, MOST_BYTES - self._hashed)
            if isinstance(content, LeftOut):
                self._hashed += content.bytes
                self.left_out.append(content)
                continue
            if content.changed:
                self.odd.append(LeftOut(shown_path(path), "changed while it was read", 1, len(content.data)))
            self.files += 1
            self.bytes += len(content.data)
            yield content
        for name in folder.links:
            path = folder.path + name
            if path in self._ignored or self.files >= MOST_FILES:
                self._pass_by(fd, name, path)
                continue
            link = read_link(fd, name, path)
            if isinstance(link, LeftOut):
                self.left_out.append(link)
                continue
            if points_out(path, link.data):
                target = shown_path(link.data)
                self.odd.append(LeftOut(shown_path(path), f"a link out of the workspace, to {target}"))
            self.files += 1
            self.bytes += len(link.data)
            yield link

    def _pass_by(self, fd: int, name: bytes, path: bytes) -> None:
        """Counts what is ignored or over a bound, by the folder at the top."""
        if path in self._ignored:
            reason = "ignored by the workspace's own ignore file"
        else:
            reason = f"over {MOST_FILES} files" if self.files >= MOST_FILES else f"over {MOST_BYTES >> 30} GiB in all"
        top, slash, _ = path.partition(b"/")
        counted = self._passed_by.setdefault((top + slash, reason), [0, 0])
        counted[0] += 1
        with suppress(OSError):
            counted[1] += os.stat(name, dir_fd=fd, follow_symlinks=False).st_size


_PLAIN_NAMES: Final = re.compile(rb"[\x00\x20-\x7e]*")


def odd_names(folder: Folder) -> list[LeftOut]:
    """Names that a reader could take for others: invisible characters, or a difference of case only."""
    names = [*folder.files, *folder.links, *folder.inner]
    odd = []
    if _PLAIN_NAMES.fullmatch(b"\0".join(names)):
        folded = [name.lower() for name in names]
    else:
        texts = [os.fsdecode(name) for name in names]
        folded = [text.casefold().encode("utf-8", "surrogateescape") for text in texts]
        odd = [
            LeftOut(shown_path(folder.path + name), "its name has characters that do not show")
            for name, text in zip(names, texts, strict=True)
            if visible(text) != text
        ]
    if len(set(folded)) < len(names):
        first: dict[bytes, bytes] = {}
        for name, key in zip(names, folded, strict=True):
            twin = first.setdefault(key, name)
            if twin != name:
                odd.append(LeftOut(shown_path(folder.path + name), f"differs from {shown_path(twin)} in case only"))
    return odd


def points_out(path: bytes, target: bytes) -> bool:
    """Whether a link's target lies outside the workspace."""
    if target.startswith(b"/"):
        return True
    depth = path.count(b"/")
    for part in target.split(b"/"):
        depth += -1 if part == b".." else 0 if part in (b"", b".") else 1
        if depth < 0:
            return True
    return False

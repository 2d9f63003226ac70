"""The study's own bare git store: snapshots in, trees and blobs out. The only door to git.

No git command ever runs with a workspace as its repository or work tree; how the commands are started is in `git.py`.
"""

import hashlib
import os
import re
import shutil
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from grading.errors import VaultError
from grading.runs.content import Content
from grading.runs.git import OBJECTS, Git
from grading.runs.packs import UNFINISHED, packing
from grading.visible import visible

if TYPE_CHECKING:
    from git import Repo

_CONFIG: Final = """\
[core]
\trepositoryformatversion = 0
\tfilemode = true
\tbare = true
\tbigFileThreshold = 20m
\tattributesFile = /dev/null
\texcludesFile = /dev/null
\thooksPath = /dev/null
\tfsmonitor = false
[gc]
\tauto = 0
"""
# Above every attribute that a snapshot may hold: bytes in the vault are the bytes on disk, always.
_ATTRIBUTES: Final = "* -text !eol -filter -ident !working-tree-encoding !diff !merge\n"
_SNAPSHOTS: Final = "refs/sidegrade/snap"
_IMPORTS: Final = "refs/sidegrade/import"
_IGNORE_PATIENCE: Final = 5.0
_LONGEST_PATH: Final = 4_000
_OLDEST_IMPORT: Final = 24 * 3600.0
_FAST_IMPORT: Final = ("-c", "fastimport.unpackLimit=0", "fast-import")
_INDEX_BYTES: Final = 28
"""What a pack's index says of an object."""
_LISTED_SOONER: Final = 16
"""How many objects are listed in the time that it takes to find that one is not there."""
_IDENT: Final = re.compile("[0-9a-f]{40}")
_FEW_READS: Final = 6
_DOCTOR: Final = "run `sidegrade doctor`"


class Entry(Struct, frozen=True, gc=False):
    """A file of a snapshot: how it is kept, and the id of its content."""

    mode: int
    blob: str


def blob_id(data: bytes) -> str:
    """The id that git gives a content."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


class Vault:
    """One vault on disk."""

    def __init__(self, path: Path, also: "Vault | None" = None) -> None:
        """`also` is another vault whose contents may be read here, as if they were kept here."""
        self.path = path
        self.places = (path, also.path) if also else (path,)
        self.git = Git(path, [also.path / OBJECTS] if also else [])
        self._reading = Lock()
        self._reads = 0

    def __reduce__(self) -> tuple[type["Vault"], tuple[object, ...]]:
        """In another process, the same vault is opened anew."""
        here, *also = (place.resolve() for place in self.places)
        return Vault, (here, *map(Vault, also))

    @classmethod
    def create(cls, path: Path) -> "Vault":
        """A new, empty vault."""
        vault = cls(path)
        path.mkdir(parents=True, exist_ok=True)
        vault._found()
        return vault

    def _found(self) -> None:
        """Makes what every vault has, where it is missing."""
        self.git.run("init", "--bare", "--quiet", "--template=")
        self._settle()

    def _settle(self) -> None:
        """Has every setting as it must be: one that is missing might let git do more than it may."""
        for name, text in (("config", _CONFIG), ("info/attributes", _ATTRIBUTES)):
            path = self.path / name
            if not path.is_file() or path.read_bytes() != text.encode():
                self._write(name, text)

    def _write(self, name: str, text: str) -> None:
        target = self.path / name
        target.parent.mkdir(exist_ok=True)
        target.write_text(text)

    def store(self, contents: Iterable[Content]) -> str:
        """Keeps files and one tree, on disk when this returns; the tree's id."""
        ref = f"{_IMPORTS}/{uuid.uuid4().hex}"
        entries: dict[bytes, Entry] = {}

        def blobs() -> Iterator[tuple[str, bytes]]:
            for one in contents:
                entries[one.path] = Entry(one.mode, blob_id(one.data))
                yield entries[one.path].blob, one.data

        self._pack(blobs(), lambda ids: ids - self.lacks(ids), is_lasting=True)
        with self.git.child((*_FAST_IMPORT, "--quiet", "--done", "--depth=0", "--date-format=raw")) as child:
            child.write(b"feature done\ncommit %s\ncommitter sidegrade <> 0 +0000\ndata 0\n\n" % ref.encode())
            for path, one in entries.items():
                child.write(b"M %o %s %s\n" % (one.mode, one.blob.encode(), _quoted(path)))
            child.write(b"\ndone\n")
            child.finish()
            child.require(0)
        try:
            tree = self.git.run("rev-parse", f"{ref}^{{tree}}").decode().strip()
            self.git.run("update-ref", "--stdin", feed=f"update {_SNAPSHOTS}/{tree} {tree}\ndelete {ref}\n".encode())
        except VaultError:
            with suppress(VaultError):
                self.git.run("update-ref", "-d", ref)
            raise
        return tree

    def keep(self, contents: Iterable[tuple[str, bytes]]) -> None:
        """Keeps contents by their ids, of no snapshot: for a vault that nobody clears of what nothing refers to.

        They are neither compressed nor waited for on the disk: read again in a moment, and thrown away some day.
        """
        self._pack(contents, lambda ids: set(), is_lasting=False)

    def _pack(
        self, blobs: Iterable[tuple[str, bytes]], known: Callable[[Set[str]], Set[str]], *, is_lasting: bool
    ) -> None:
        try:
            with packing(self.path, self.path / OBJECTS / "pack", is_lasting=is_lasting) as packs:
                packs.add(blobs, known)
                packs.finish()
        except OSError as error:
            reason = (error.strerror or "not known").lower()
            where, do = visible(str(self.path)), "check the disk and run `sidegrade doctor`"
            raise VaultError(f"cannot be written ({reason})", where=where, do=do) from error

    def lacks(self, blobs: Iterable[str]) -> set[str]:
        """Which of these contents are not kept here."""
        asked = set(blobs)
        # git looks for new packs whenever it lacks something: to list all there is takes less, up to a number.
        if self._packed() < _LISTED_SOONER * len(asked):
            options = ("--batch-all-objects", "--unordered", "--batch-check=%(objectname)")
            return asked.difference(self.git.run("cat-file", *options).decode().split())
        feed = "".join(f"{blob}\n" for blob in asked).encode()
        printed = self.git.run("cat-file", "--batch-check=%(objecttype)", "--buffer", feed=feed).decode()
        return {line.split()[0] for line in printed.splitlines() if line.endswith(" missing")}

    def _packed(self) -> int:
        """About how many objects the packs hold, as the size of their indexes tells."""
        indexes = [one for place in self.places for one in (place / OBJECTS / "pack").glob("*.idx")]
        return sum(one.stat().st_size for one in indexes) // _INDEX_BYTES

    def ignored(self, ignore_files: Mapping[bytes, bytes], paths: Iterable[bytes]) -> set[bytes]:
        """Which paths the workspace's own ignore files leave out, judged by git on copies of those files alone."""
        below = tuple(ignore_files)
        asked = [path for path in paths if path.startswith(below) and len(path) < _LONGEST_PATH]
        with tempfile.TemporaryDirectory(prefix="sidegrade-") as name:
            shadow = Path(name)
            for folder, data in ignore_files.items():
                place = shadow / os.fsdecode(folder)
                place.mkdir(parents=True, exist_ok=True)
                (place / ".gitignore").write_bytes(data)
            # Each path behind "./", so that none can be read as a pattern of git's own, such as ":!x".
            feed = b"".join(b"./" + path + b"\0" for path in asked)
            with self.git.child(("--work-tree=.", "check-ignore", "--no-index", "-z", "--stdin"), shadow) as child:
                printed = child.finish(feed, _IGNORE_PATIENCE)
                child.require(0, 1)  # 1: nothing is ignored
        return {path.removeprefix(b"./") for path in printed.split(b"\0")[:-1]}

    @property
    def is_there(self) -> bool:
        """Whether there is a vault at all."""
        return (self.path / OBJECTS).is_dir()

    def has(self, tree: str) -> bool:
        """Whether everything of a snapshot is there, as far as its index tells."""
        return self._reaches(tree)

    def keeps(self, tree: str) -> bool:
        """As `has`, and it is kept as a snapshot of this vault, too."""
        return self._reaches(f"{_SNAPSHOTS}/{tree}")

    def _reaches(self, name: str) -> bool:
        with self.git.child(("rev-list", "--objects", "--quiet", name)) as child:
            child.finish()
            return child.status == 0

    def snapshots(self) -> set[str]:
        """The trees that are kept."""
        printed = self.git.run("for-each-ref", "--format=%(objectname)", _SNAPSHOTS)
        return set(printed.decode().split())

    def entries(self, tree: str) -> dict[bytes, Entry]:
        """Every file of a snapshot by its path."""
        found = {}
        for line in self.git.run("ls-tree", "-r", "-z", "--full-tree", tree).split(b"\0")[:-1]:
            about, _, path = line.partition(b"\t")
            mode, _, blob = about.decode().split(" ")
            found[path] = Entry(int(mode, 8), blob)
        return found

    def read(self, blob: str) -> bytes:
        """The content of a file."""
        data = self.read_small(blob, sys.maxsize)
        assert data is not None, "nothing is larger than that"
        return data

    def read_small(self, blob: str, most: int) -> bytes | None:
        """The content of a file; of one that is larger, none, and hardly more than that is read of it."""
        if "_repo" not in self.__dict__ and self._reads < _FEW_READS and self.is_there and _IDENT.fullmatch(blob):
            self._reads += 1
            # By a git of its own: bringing GitPython in takes as long as some ten of them.
            with self.git.child(("cat-file", "--batch")) as child:
                child.write(f"{blob}\n".encode())
                parts = child.parts()
                head, _, first = next(parts, b"").partition(b"\n")
                kind, _, size = head.partition(b" ")[2].partition(b" ")
                if kind == b"blob" and int(size) > most:
                    return None
                data = b"".join((first, *parts))[:-1]
                if kind == b"blob" and len(data) == int(size):  # git ends in the middle of one that is damaged
                    return data
        with self._reading:  # one git child answers everybody, one after the other
            return self._read_with_others(blob, most)

    def _read_with_others(self, blob: str, most: int) -> bytes | None:
        from gitdb.exc import BadObject

        try:
            stream = self._repo.odb.stream(bytes.fromhex(blob))
        except (BadObject, ValueError) as error:
            raise self._missing(blob) from error
        if stream.size > most:
            return None
        size, data = stream.size, stream.read()
        assert isinstance(data, bytes)
        del stream  # which reads to its end, as long as there is one
        if len(data) != size:  # git has ended in the middle, and answers nobody any more
            self.close()
            raise VaultError(f"the content {blob[:12]} is damaged", where=visible(str(self.path)), do=_DOCTOR)
        return data

    def _missing(self, blob: str) -> VaultError:
        return VaultError(f"the content {blob[:12]} is missing", where=visible(str(self.path)), do=_DOCTOR)

    @cached_property
    def _repo(self) -> "Repo":
        # GitPython hands the process's environment down to git. Ours holds nothing of git's from here on.
        for name in [name for name in os.environ if name.startswith("GIT_")]:
            del os.environ[name]
        # Left to itself, it would run the first git of the PATH, which may be one in the folder here.
        os.environ["GIT_PYTHON_GIT_EXECUTABLE"] = self.git.program
        from git import Repo
        from git.exc import InvalidGitRepositoryError, NoSuchPathError

        try:
            repo = Repo(self.path)
        except (InvalidGitRepositoryError, NoSuchPathError) as error:
            raise VaultError("is not a vault", where=visible(str(self.path)), do=_DOCTOR) from error
        repo.git.update_environment(**self.git.environment())
        return repo

    def problems(self) -> list[str]:
        """What git finds damaged, one line each; what of it can be derived is mended first."""
        with suppress(OSError):
            self._settle()
        from grading.runs.mending import clear_refs, mend, problems

        found = problems(self.git)
        if not found:
            return []
        for name in ("HEAD", "refs", OBJECTS):
            if not (self.path / name).exists():
                self._found()
                break
        aside = mend(self.git, self.path)
        clear_refs(self.path, _SNAPSHOTS)
        left = problems(self.git)
        return left + [f"put aside, damaged: {visible(str(one))}" for one in aside] if left else []

    def clear_leftovers(self) -> int:
        """Takes away what imports that were broken off left behind, once nobody can be at work on it; how much."""
        patterns = (
            f"{_IMPORTS}/*",
            f"{_SNAPSHOTS}/*.lock",
            "fast_import_crash_*",
            f"{OBJECTS}/pack/tmp_*",
            f"{UNFINISHED}*/*",
            f"{UNFINISHED}*",
        )
        long_ago = time.time() - _OLDEST_IMPORT
        cleared = 0
        for path in [path for pattern in patterns for path in self.path.glob(pattern)]:
            with suppress(FileNotFoundError):  # an import that is at work takes its own away
                if path.stat().st_mtime < long_ago:
                    shutil.rmtree(path) if path.is_dir() else path.unlink()
                    cleared += 1
        return cleared

    def close(self) -> None:
        """Lets git children go."""
        if "_repo" in self.__dict__:
            self._repo.close()


def _quoted(path: bytes) -> bytes:
    return b'"%s"' % path.replace(b"\\", b"\\\\").replace(b'"', b'\\"').replace(b"\n", b"\\n")

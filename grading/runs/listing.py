"""A plain folder → what its snapshot would hold, without keeping any of it: contents are hashed, as git names them.

Two large folders are read at the same time, one of them by another process. What is wanted of a folder later is read
again; a file that has changed by then is listed as it is then.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Final

from grading.apart import apart
from grading.runs.content import LINK, Content, Descent, read_file, read_link
from grading.runs.model import LeftOut
from grading.runs.snapshot import judged, watched
from grading.runs.vault import Entry, Vault, blob_id
from grading.runs.walk import Reader, Survey, survey
from grading.sides import Pair

_MANY_FILES: Final = 2_000
"""From so many files on, starting another process costs less than it saves."""

Watch = Callable[[Path, int, int], None]
"""Told which folder is read, and how many files of how many have been."""


@dataclass(frozen=True, slots=True)
class Listing:
    """The files of a folder by path, and what is not among them."""

    folder: Path
    entries: dict[bytes, Entry]
    left_out: tuple[LeftOut, ...]
    odd: tuple[LeftOut, ...]

    def again(self, paths: Iterable[bytes]) -> Iterator[Content]:
        """The contents of some files, read anew; one that is gone by now is gone from the list, too."""
        with Descent(self.folder) as descent:
            for above, group in groupby(sorted((_folder_of(path), path) for path in paths), lambda one: one[0]):
                for _, path in group:
                    found = _content(descent, above, path, self.entries[path].mode)
                    if isinstance(found, Content):
                        self.entries[path] = Entry(found.mode, blob_id(found.data))
                        yield found
                    else:
                        del self.entries[path]


def _folder_of(path: bytes) -> bytes:
    above, slash, _ = path.rpartition(b"/")
    return above + slash


def _content(descent: Descent, above: bytes, path: bytes, mode: int) -> Content | LeftOut | None:
    try:
        fd = descent.folder(above)
    except OSError:
        return None
    name = path[len(above) :]
    return read_link(fd, name, path) if mode == LINK else read_file(fd, name, path)


def listing(folder: Path, vault: Vault, skipped: Iterable[str], watch: Watch, *, everything: bool) -> Listing:
    """Reads a whole folder once; the vault is only asked what the folder's own ignore files leave out."""
    return _read(survey(folder, () if everything else skipped), vault, watch, everything=everything)


def listings(
    folders: Pair[Path], vault: Vault, skipped: Iterable[str], watch: Watch, *, everything: bool
) -> Pair[Listing]:
    """Reads two folders."""
    skipped = () if everything else tuple(skipped)
    first = survey(folders.a, skipped)
    if first.count < _MANY_FILES:
        return Pair(
            _read(first, vault, watch, everything=everything),
            listing(folders.b, vault, skipped, watch, everything=everything),
        )
    with apart(_listing, folders.b.resolve(), vault.path.resolve(), skipped=skipped, everything=everything) as answer:
        return Pair(_read(first, vault, watch, everything=everything), answer())


def _read(found: Survey, vault: Vault, watch: Watch, *, everything: bool) -> Listing:
    ignored, odd = judged(found, vault, everything=everything)
    reader = Reader(found, ignored)
    contents = watched(reader.contents(), found.count, partial(watch, found.root))
    entries = {one.path: Entry(one.mode, blob_id(one.data)) for one in contents}
    return Listing(found.root, entries, tuple(reader.left_out), (*odd, *reader.odd))


def _listing(folder: Path, vault: Path, *, skipped: tuple[str, ...], everything: bool) -> Listing:
    """What the other process does; nobody watches it."""
    return listing(folder, Vault(vault), skipped, lambda *_: None, everything=everything)

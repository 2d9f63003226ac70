"""A plain folder → what its snapshot would hold, without keeping any of it: contents are hashed, as git names them.

What is wanted of a folder later is read again; a file that has changed by then is listed as it is then.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path

from msgspec import Struct

from grading.runs.content import LINK, Content, Descent, read_file, read_link
from grading.runs.model import LeftOut
from grading.runs.snapshot import Progress, judged, unwatched, watched
from grading.runs.vault import Entry, Vault, blob_id
from grading.runs.walk import Reader, survey


class Listing(Struct, frozen=True):
    """The files of a folder by path, and what is not among them."""

    entries: dict[bytes, Entry]
    left_out: tuple[LeftOut, ...]
    odd: tuple[LeftOut, ...]


def listing(
    folder: Path, vault: Vault, skipped: Iterable[str], watch: Progress = unwatched, *, everything: bool
) -> Listing:
    """Reads a whole folder once; the vault is only asked what the folder's own ignore files leave out."""
    found = survey(folder, () if everything else skipped)
    ignored, odd = judged(found, vault, everything=everything)
    reader = Reader(found, ignored)
    contents = watched(reader.contents(), found.count, watch)
    entries = {one.path: Entry(one.mode, blob_id(one.data)) for one in contents}
    return Listing(entries, tuple(reader.left_out), (*odd, *reader.odd))


def keep(folder: Path, entries: Mapping[bytes, Entry], vault: Vault) -> dict[bytes, Entry | None]:
    """Has a vault keep some files of a folder as far as it lacks them; those that have changed since they were listed,
    as they are now, and None for one that is gone."""
    lacking = vault.lacks({one.blob for one in entries.values()})
    wanted = {path: one for path, one in entries.items() if one.blob in lacking}
    changed: dict[bytes, Entry | None] = {}
    if wanted:
        vault.keep(_again(folder, wanted, changed))
    return changed


def _again(
    folder: Path, entries: Mapping[bytes, Entry], changed: dict[bytes, Entry | None]
) -> Iterator[tuple[str, bytes]]:
    """The contents of some files and their ids, read anew."""
    with Descent(folder) as descent:
        for above, group in groupby(sorted((_folder_of(path), path) for path in entries), lambda one: one[0]):
            for _, path in group:
                found = _content(descent, above, path, entries[path].mode)
                if not isinstance(found, Content):
                    changed[path] = None
                    continue
                entry = Entry(found.mode, blob_id(found.data))
                if entry != entries[path]:
                    changed[path] = entry
                yield entry.blob, found.data


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

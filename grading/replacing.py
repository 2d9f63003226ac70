"""A folder that is written whole beside its place, and then takes it: whoever looks finds the old one or the new one.

Nothing is ever written into a folder that holds anything but an earlier export.
"""

import errno
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from grading.errors import StudyError
from grading.visible import path_text, visible

_NEW: Final = "new"
_BEFORE: Final = "before"
_LONG_AGO: Final = 24 * 3600.0
_NOT_HERE: Final = (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.ENAMETOOLONG)
"""What is wrong with the place, and not with the disk."""
_CHOOSE: Final = "name an empty folder, or one that is not there yet"


@contextmanager
def replacing(target: Path, is_ours: Callable[[Path], str]) -> Iterator[Path]:
    """A new, empty folder that takes the place of `target` at the end, unless something goes wrong.

    `is_ours` says why a folder with something in it is not to be replaced; nothing where it is.
    """
    where = visible(str(target))
    try:
        place = _place(target)
        _put_back(place)
        _require_free(place, where, is_ours)
        place.parent.mkdir(parents=True, exist_ok=True)
        _clear(place)
        beside = Path(tempfile.mkdtemp(prefix=_prefix(place), dir=place.parent))
    except OSError as error:
        raise _failed(where, error) from error
    try:
        new = beside / _NEW
        new.mkdir()
        yield new
        # Once more: somebody may have put something there meanwhile.
        _require_free(place, where, is_ours)
        _swap(place, new, beside / _BEFORE)
    except OSError as error:
        raise _failed(where, error) from error
    finally:
        # If the old one is still in there and its place is empty, it goes back before anything is cleared.
        _back(beside / _BEFORE, place)
        shutil.rmtree(beside, ignore_errors=True)


def _failed(where: str, error: OSError) -> StudyError:
    reason = (error.strerror or "not known").lower()
    do = "choose another folder" if error.errno in _NOT_HERE else "check the disk"
    return StudyError(f"cannot be written ({reason})", where=where, do=f"{do}; nothing was replaced")


def _place(target: Path) -> Path:
    """The folder by its full name; a link at the end stays one, so that it can be refused."""
    full = Path.cwd() / target.expanduser()
    # `..` at the end names no folder by itself.
    return full.resolve() if full.name in ("", "..") else full.parent.resolve() / full.name


def _prefix(place: Path) -> str:
    return f".{place.name[:100]}.sidegrade-"


def _require_free(place: Path, where: str, is_ours: Callable[[Path], str]) -> None:
    try:
        mode = place.lstat().st_mode
    except FileNotFoundError:
        return
    if stat.S_ISLNK(mode):
        raise StudyError("is a link, and links are not followed", where=where, do="name the folder itself")
    if not stat.S_ISDIR(mode):
        raise StudyError("is no folder", where=where, do=_CHOOSE)
    if any(place.iterdir()):
        why = is_ours(place)
        if why:
            raise StudyError(why, where=where, do=_CHOOSE)


def _swap(place: Path, new: Path, before: Path) -> None:
    if place.exists():
        place.rename(before)
    new.rename(place)


def _back(before: Path, place: Path) -> None:
    if before.exists() and not place.exists():
        with suppress(OSError):
            before.rename(place)


def _put_back(place: Path) -> None:
    """After a crash between the two steps of the swap the old one lies beside its empty place."""
    if not place.parent.is_dir() or os.path.lexists(place):
        return
    for found in sorted(_beside(place)):
        _back(found / _BEFORE, place)


def _beside(place: Path) -> list[Path]:
    prefix = _prefix(place)
    return [
        one for one in place.parent.iterdir() if one.name.startswith(prefix) and one.is_dir() and not one.is_symlink()
    ]


def _clear(place: Path) -> None:
    """Takes away what exports left behind that were ended from outside, once nobody can be at work on it."""
    for found in _beside(place):
        with suppress(OSError):
            if found.stat().st_mtime < time.time() - _LONG_AGO and set(os.listdir(found)) <= {_NEW}:
                shutil.rmtree(found)


def require_only(folder: Path, allowed: Callable[[str, bool], bool]) -> str:
    """Names something in a folder that is not allowed there, by its path inside and whether it is a folder."""
    for one in sorted(folder.rglob("*")):
        if one.is_symlink() or not allowed(one.relative_to(folder).as_posix(), one.is_dir()):
            return path_text(os.fsencode(one.relative_to(folder)))
    return ""


def write(folder: Path, name: str, pieces: Iterable[str]) -> None:
    """A new file in it."""
    try:
        with (folder / name).open("x", encoding="utf-8", newline="") as file:
            file.writelines(pieces)
    except OSError as error:
        raise _failed(visible(name), error) from error

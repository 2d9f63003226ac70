"""A vault in the user's cache folder, for what is only looked at: plain folders that belong to no study.

Contents are kept by what they are, so that looking again is quick; grown too large, it is begun anew when nobody else
is reading it.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Final

from platformdirs import user_cache_path

from grading.errors import VaultError
from grading.runs.vault import Vault
from grading.visible import visible

_LARGEST: Final = 2 * 2**30
_MOST_PACKS: Final = 200


@contextmanager
def cache_vault(also: Vault | None = None) -> Iterator[Vault]:
    """The cache vault; `also` is a study's, whose contents can be read in it too."""
    place = user_cache_path("sidegrade")
    vault = Vault(place / "vault.git", also)
    with ExitStack() as stack:
        with _usable(place):
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
            reading = stack.enter_context(_opened(place / "lock"))
            with _opened(place / "making") as making:
                fcntl.flock(making, fcntl.LOCK_EX)  # nobody holds it for longer than a moment
                _begin(vault, reading)
        stack.callback(vault.close)
        yield vault


@contextmanager
def _usable(place: Path) -> Iterator[None]:
    do = "name another folder in XDG_CACHE_HOME"
    if not place.is_absolute():  # who has no home has no cache, either, and none is made in the folder here
        raise VaultError("the cache has no folder", do=do)
    try:
        yield
    except OSError as error:
        reason = (error.strerror or "not known").lower()
        raise VaultError(f"the cache cannot be used ({reason})", where=visible(str(place)), do=do) from error


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    """A file to lock; closing it lets the lock go."""
    lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        yield lock
    finally:
        os.close(lock)


def _begin(vault: Vault, reading: int) -> None:
    """Makes the vault where it is needed and nobody reads it; from here on, somebody does."""
    if not _is_whole(vault) or _is_full(vault):
        # A reader is not waited for, and may stay for hours: the next one will begin anew.
        with suppress(BlockingIOError):
            fcntl.flock(reading, fcntl.LOCK_EX | fcntl.LOCK_NB)
            _make(vault)
    fcntl.flock(reading, fcntl.LOCK_SH)


def _make(vault: Vault) -> None:
    """A new vault in its place. It is made beside it, so that being broken off leaves no half of one there."""
    making, gone = (vault.path.with_name(name) for name in ("making.git", "gone.git"))
    for left in (making, gone):
        shutil.rmtree(left, ignore_errors=True)
    Vault.create(making)
    if vault.path.exists():
        vault.path.rename(gone)
    making.rename(vault.path)
    shutil.rmtree(gone, ignore_errors=True)


def _is_whole(vault: Vault) -> bool:
    """Whether git takes it for a vault: what clears old files out of caches may have taken any of these."""
    return all((vault.path / name).exists() for name in ("HEAD", "config", "objects", "refs"))


def _is_full(vault: Vault) -> bool:
    files = [*(vault.path / "objects" / "pack").glob("*")]
    return sum(one.suffix == ".pack" for one in files) > _MOST_PACKS or sum(map(_size, files)) > _LARGEST


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:  # somebody is beginning anew
        return 0

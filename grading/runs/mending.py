"""What git finds damaged in a vault, and what of it can be derived again: skeleton, settings, the index of a pack.

A pack that is damaged itself is put aside, never thrown away, and what can be read of it is kept: only then does adding
the same folder again bring back what is missing, since git takes for there what an index names. Whether it is damaged,
its own bytes say: git also fails for want of memory, or where it may not read something.
"""

import hashlib
import os
import re
from contextlib import suppress
from pathlib import Path
from typing import Final

from grading.errors import VaultError
from grading.runs.git import OBJECTS, Git
from grading.visible import visible

ASIDE: Final = "damaged"
"""Where in a vault damaged packs lie."""
_IDENT: Final = re.compile("[0-9a-f]{40}")
_PATIENCE: Final = 3600.0
_DIGEST: Final = 20
"""The last bytes of a pack: the SHA-1 of all before them."""
_AT_ONCE: Final = 2**20
# What git itself must not check out, but a workspace may hold: no sign of damage.
_HARMLESS: Final = tuple(
    word
    for name in (
        *("gitmodulesBlob", "gitmodulesLarge", "gitmodulesName", "gitmodulesParse", "gitmodulesPath"),
        *("gitmodulesSymlink", "gitmodulesUpdate", "gitmodulesUrl", "hasDotgit"),
    )
    for word in ("-c", f"fsck.{name}=ignore")
)


def problems(git: Git) -> list[str]:
    """What git finds damaged, one line each."""
    arguments = ("fsck", "--full", "--no-dangling", "--no-progress", "--no-reflogs")
    with git.child((*_HARMLESS, *arguments)) as child:
        printed = child.finish(patience=_PATIENCE).decode("utf-8", "replace")
        said = printed + child.complaint(100_000)
        lines = [visible(line) for line in said.splitlines() if not line.startswith(("warning", "notice"))]
        return lines or ([f"git fsck failed ({child.status})"] if child.status else [])


def mend(git: Git, vault: Path) -> list[Path]:
    """Mends packs; those that were put aside. What may not be read or written stays as it is."""
    aside = []
    packs = vault / OBJECTS / "pack"
    for pack in sorted(packs.glob("*.pack")):
        with suppress(OSError):
            if not _is_whole(git, pack) and not _is_indexed_anew(git, pack) and not _ends_as_it_should(pack):
                aside.append(_put_aside(git, vault, pack))
    for index in sorted(packs.glob("*.idx")):
        with suppress(OSError):
            if not index.with_suffix(".pack").exists():
                _move(vault, index)
    return aside


def clear_refs(vault: Path, refs: str) -> None:
    """Takes away refs that say nothing: to add the same folder again writes them anew."""
    with suppress(OSError):
        for ref in sorted((vault / refs).glob("*")):
            is_ref = bool(_IDENT.fullmatch(ref.name))  # a lock is whoever's is at work
            if is_ref and ref.is_file() and ref.read_text(errors="replace").strip() != ref.name:
                ref.unlink()


def _is_whole(git: Git, pack: Path) -> bool:
    if not pack.with_suffix(".idx").exists():
        return False
    with git.child(("verify-pack", str(pack.resolve()))) as child:
        child.finish(patience=_PATIENCE)
        return child.status == 0


def _is_indexed_anew(git: Git, pack: Path) -> bool:
    """Whether the pack is sound, and has another index now."""
    index = pack.with_suffix(".idx")
    fresh = index.with_name(f"tmp_{index.name}")
    with git.child(("index-pack", "-o", str(fresh.resolve()), str(pack.resolve()))) as child:
        child.finish(patience=_PATIENCE)
        is_sound = child.status == 0
    if is_sound:
        fresh.replace(index)
    else:
        fresh.unlink(missing_ok=True)
    return is_sound


def _ends_as_it_should(pack: Path) -> bool:
    """Whether the pack is, byte for byte, what was once written."""
    left = pack.stat().st_size - _DIGEST
    digest = hashlib.sha1(usedforsecurity=False)
    with pack.open("rb") as file:
        while left > 0 and (part := file.read(min(left, _AT_ONCE))):
            digest.update(part)
            left -= len(part)
        return file.read() == digest.digest()


def _put_aside(git: Git, vault: Path, pack: Path) -> Path:
    aside = _move(vault, pack)
    if pack.with_suffix(".idx").exists():
        _move(vault, pack.with_suffix(".idx"))
    with suppress(VaultError), git.child(("unpack-objects", "-r", "-q")) as child:
        with aside.open("rb") as file:
            while part := file.read(_AT_ONCE):
                child.write(part)
        child.finish(patience=_PATIENCE)
    return aside


def _move(vault: Path, file: Path) -> Path:
    aside = vault / ASIDE
    aside.mkdir(exist_ok=True)
    target = aside / file.name
    number = 1
    while os.path.lexists(target):
        number += 1
        target = aside / f"{file.stem}-{number}{file.suffix}"
    return file.rename(target)

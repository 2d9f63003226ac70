"""Looking for a text in every file of both sides at once: git looks through the contents, each of them once.

A text without capitals is found however it is written. What stands in a file is counted by lines, as far as it is text.
"""

import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct, field

from grading.compare.tree import FilePair
from grading.errors import VaultError
from grading.runs.git import Git
from grading.runs.vault import Vault
from grading.sides import Pair
from grading.visible import is_whole, visible

_WORK: Final = 8
"""Seconds of work at most."""
_MOST_BYTES: Final = 16 * 2**20
"""As much as is read of what git finds."""
_HELPING: Final = 16_000
_LONG_LINE: Final = 100_000
"""Of a longer line, only so many characters are looked at as they are shown."""
_LONG_NAME: Final = 1_000
_OPTIONS: Final = ("grep", "-F", "-z", "-I", "--no-color", "--no-line-number", "--no-column")


class Found(Struct, frozen=True):
    """Where a text stands."""

    lines: Mapping[FilePair, Pair[int]] = field(default_factory=dict)
    """How many lines of each side have it, for the files in which any line does."""
    is_all: bool = True
    """Whether every file was looked through; else there may be more."""


def search(
    vault: Vault,
    files: Sequence[FilePair],
    text: str,
    mask: Callable[[str], str] | None = None,
    is_wanted: Callable[[], bool] = lambda: True,
) -> Found:
    """Looks for a text in the files of two snapshots, for as long as it is wanted.

    Where a mask is given, lines are looked at as they are shown: what is masked is not found.
    """
    if not text or not is_whole(text) or any(char in text for char in "\0\n"):
        return Found()
    blobs = [*dict.fromkeys(blob for one in files for blob in one.blobs if blob)]
    ignores_case = text == text.lower()
    # git knows small and capital letters of ASCII alone.
    forms = {text, text.upper(), text.title()} if ignores_case and not text.isascii() else {text}
    options = (*(["-i"] if ignores_case else []), *(word for form in sorted(forms) for word in ("-e", form)))
    with tempfile.TemporaryDirectory(prefix="sidegrade-") as name:
        # One flat tree of all contents: what stands on both sides, or under many names, is looked through once.
        git = vault.git.with_scratch(Path(name))
        tree = _tree(git, blobs)
        if mask is None:
            counts, is_all = _counts(git, tree, options, is_wanted)
        else:
            lines, is_all = _lines(git, tree, options, is_wanted)
            counts = _shown(lines, text, mask, ignores_case=ignores_case)
    found = {blobs[place]: count for place, count in counts.items() if count}
    sides = ((one, one.blobs.map(lambda blob: found.get(blob or "", 0))) for one in files)
    return Found({one: count for one, count in sides if any(count)}, is_all)


def _tree(git: Git, blobs: Iterable[str]) -> str:
    listing = b"".join(b"100644 blob %s\t%08d\0" % (blob.encode(), place) for place, blob in enumerate(blobs))
    return git.run("mktree", "-z", "--missing", feed=listing).decode().strip()


def _counts(git: Git, tree: str, options: Sequence[str], is_wanted: Callable[[], bool]) -> tuple[dict[int, int], bool]:
    printed, is_all = _printed(git, ("--count", *options, tree), is_wanted)
    rows = (row.rpartition(b":")[2].partition(b"\0") for row in printed)
    return {int(place): int(count) for place, _, count in rows}, is_all


def _lines(
    git: Git, tree: str, options: Sequence[str], is_wanted: Callable[[], bool]
) -> tuple[Mapping[int, list[str]], bool]:
    printed, is_all = _printed(git, (*options, tree), is_wanted)
    found: defaultdict[int, list[str]] = defaultdict(list)
    begin = len(tree) + 1
    for row in printed:
        place, _, line = row[begin:].partition(b"\0")
        found[int(place)].append(line.decode("utf-8", "surrogateescape"))
    return found, is_all


def _printed(git: Git, arguments: Sequence[str], is_wanted: Callable[[], bool]) -> tuple[list[bytes], bool]:
    """The whole lines that git prints, and whether these are all."""
    with git.child((*_OPTIONS, *arguments), work=_WORK) as child:
        printed, is_all = child.read(_MOST_BYTES, is_wanted)
        is_all = is_all and not child.is_out_of_time
        if is_all:
            child.require(0, 1)  # 1: nothing is found
            said = child.complaint(200).strip()
            if said:  # a content that is gone is passed over, and told
                raise VaultError(f"not every file can be read ({visible(said)})", do="run `sidegrade doctor`")
    *rows, _ = printed.split(b"\n")
    return rows, is_all


def _shown(
    lines: Mapping[int, Sequence[str]], text: str, mask: Callable[[str], str], *, ignores_case: bool
) -> dict[int, int]:
    """How many lines have the text when names are masked."""

    def has(line: str) -> bool:
        said = mask(line[:_LONG_LINE])
        if len(line) > _LONG_LINE:
            said = said[:-_LONG_NAME]  # where it was cut, a name may have been
        return text in (said.lower() if ignores_case else said)

    def count(some: Sequence[str]) -> int:
        together = "\0".join(some)  # no name goes on beyond such a sign
        return len(some) if len(together) <= _LONG_LINE and mask(together) == together else sum(map(has, some))

    return {place: sum(map(count, _helpings(here))) for place, here in lines.items()}


def _helpings(lines: Sequence[str]) -> Iterator[Sequence[str]]:
    """The lines, few enough at a time that nobody who waits for this process meanwhile would notice."""
    some: list[str] = []
    size = 0
    for line in lines:
        if some and size + len(line) > _HELPING:
            yield some
            some, size = [], 0
        some.append(line)
        size += len(line)
    yield some

"""Aligning very large texts in a process of its own, so that no front end is held up by it."""

import atexit
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from functools import partial
from typing import Final

from msgspec import Struct

from grading.apart import apart
from grading.compare.aligned import Aligned, beside, in_lines
from grading.compare.hunks import White, beginning
from grading.compare.lines import Rows
from grading.compare.text import Text, read_text
from grading.runs.vault import Vault
from grading.sides import Pair

_HEAD: Final = 8_000
"""So many bytes tell git whether it is a text."""


def aligned_apart(vault: Vault, blobs: Pair[str | None], white: White) -> Aligned:
    """The same as `aligned`, from another process; the texts come over while git compares them there."""
    with apart() as begin:
        texts = begin(_texts, vault, blobs, white)()
        rows, is_rough = begin(_rows)()
    return Aligned(texts, rows, is_rough)


class _Going(Struct):
    """A comparison between its two answers."""

    open: ExitStack
    beside: Callable[[], Aligned]


_going: list[_Going] = []
"""The one that this process is at."""


@atexit.register
def _end() -> None:
    """A process that nobody listens to any more ends git, too."""
    while _going:
        _going.pop().open.close()


def _texts(vault: Vault, blobs: Pair[str | None], white: White) -> Pair[Text]:
    with ExitStack() as opened, ThreadPoolExecutor(1) as threads:
        opened.enter_context(closing(vault))
        # git compares texts while they are read here; what is none would keep it busy for nothing.
        is_text = all(blobs) and all(b"\0" not in _head(vault, blob) for blob in blobs if blob)
        begun = opened.enter_context(beginning(vault, blobs, white, is_large=True)) if is_text else None
        other = threads.submit(_text, vault, blobs.b)
        texts = in_lines(Pair(_text(vault, blobs.a), other.result()))
        _going.append(_Going(opened.pop_all(), partial(beside, vault, blobs, texts, white, begun)))
    return texts


def _rows() -> tuple[Rows, bool]:
    going = _going.pop()
    with going.open:
        found = going.beside()
    return found.rows, found.is_rough


def _text(vault: Vault, blob: str | None) -> Text:
    return read_text(vault.read(blob) if blob else b"")


def _head(vault: Vault, blob: str) -> bytes:
    """What a file begins with; git prints it before it has read the rest."""
    with vault.git.child(("cat-file", "blob", blob)) as child:
        return child.read(_HEAD, lambda: True)[0]

"""Aligning very large texts in a process of its own, so that no front end is held up by it."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, nullcontext
from typing import Final

from grading.apart import apart
from grading.compare.aligned import Aligned, aligned
from grading.compare.hunks import White, beginning
from grading.compare.text import Text, read_text
from grading.runs.vault import Vault
from grading.sides import Pair

_HEAD: Final = 8_000
"""So many bytes tell git whether it is a text."""


def aligned_apart(vault: Vault, blobs: Pair[str | None], white: White) -> Aligned:
    """The same as `aligned`, from another process."""
    with apart() as begin:
        return begin(_aligned, vault, blobs, white)()


def _aligned(vault: Vault, blobs: Pair[str | None], white: White) -> Aligned:
    with closing(vault), ThreadPoolExecutor(1) as threads:
        # git compares texts while they are read here; what is none would keep it busy for nothing.
        is_text = all(blobs) and all(b"\0" not in _head(vault, blob) for blob in blobs if blob)
        with beginning(vault, blobs, white, is_large=True) if is_text else nullcontext() as begun:
            other = threads.submit(_text, vault, blobs.b)
            return aligned(vault, blobs, Pair(_text(vault, blobs.a), other.result()), white, begun)


def _text(vault: Vault, blob: str | None) -> Text:
    return read_text(vault.read(blob) if blob else b"")


def _head(vault: Vault, blob: str) -> bytes:
    """What a file begins with; git prints it before it has read the rest."""
    with vault.git.child(("cat-file", "blob", blob)) as child:
        return child.read(_HEAD, lambda: True)[0]

"""Aligning very large texts in a process of its own, so that no front end is held up by it."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Final

from grading.apart import apart
from grading.compare.aligned import Aligned, aligned
from grading.compare.hunks import White, large_hunks
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
        first = vault.read(blobs.a) if blobs.a else b""
        # git compares texts while the other one is read here; what is none would keep it busy for nothing.
        is_text = all(blobs) and b"\0" not in first[:_HEAD]
        begun = threads.submit(large_hunks, vault, blobs, white) if is_text else None
        second = vault.read(blobs.b) if blobs.b else b""
        return aligned(vault, blobs, Pair(first, second), white, begun)

"""Aligning very large texts in a process of its own, so that no front end is held up by it."""

from contextlib import closing

from grading.apart import apart
from grading.compare.aligned import Aligned, aligned
from grading.compare.hunks import White
from grading.runs.vault import Vault
from grading.sides import Pair


def aligned_apart(vault: Vault, blobs: Pair[str | None], white: White) -> Aligned:
    """The same as `aligned`, from another process."""
    with apart() as begin:
        return begin(_aligned, vault, blobs, white)()


def _aligned(vault: Vault, blobs: Pair[str | None], white: White) -> Aligned:
    with closing(vault):
        return aligned(vault, blobs, blobs.map(lambda blob: b"" if blob is None else vault.read(blob)), white)

"""Aligning very large texts in a process of its own, so that no front end is held up by it."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

from grading.apart import apart
from grading.compare.aligned import Aligned, aligned
from grading.compare.hunks import White, large_hunks
from grading.runs.vault import Vault
from grading.sides import Pair


def aligned_apart(vault: Vault, blobs: Pair[str | None], white: White) -> Aligned:
    """The same as `aligned`, from another process."""
    with apart() as begin:
        return begin(_aligned, vault, blobs, white)()


def _aligned(vault: Vault, blobs: Pair[str | None], white: White) -> Aligned:
    with closing(vault), ThreadPoolExecutor(1) as threads:
        # git compares the contents while they are read here.
        begun = threads.submit(large_hunks, vault, blobs, white) if all(blobs) else None
        contents = blobs.map(lambda blob: vault.read(blob) if blob else b"")
        return aligned(vault, blobs, contents, white, begun)

"""Aligning very large texts in a process of its own, so that no front end is held up by it."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from grading.apart import apart
from grading.compare.aligned import Aligned, aligned
from grading.compare.hunks import White
from grading.runs.vault import Vault
from grading.sides import Pair


def aligned_apart(vault: Vault, blobs: Pair[str | None], white: White) -> Aligned:
    """The same as `aligned`, from another process."""
    with apart(_aligned, [place.resolve() for place in vault.places], blobs, white) as answer:
        return answer()


def _aligned(places: Sequence[Path], blobs: Pair[str | None], white: White) -> Aligned:
    with closing(Vault(places[0], *map(Vault, places[1:]))) as vault:
        return aligned(vault, blobs, blobs.map(lambda blob: b"" if blob is None else vault.read(blob)), white)

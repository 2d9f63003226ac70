"""Packs as this program writes them: git itself finds every object in them, whole and under its id."""

import random
import subprocess
from pathlib import Path

import pytest

from grading.runs.packs import packing
from grading.runs.vault import blob_id

_LENGTHS = [length + more for length in (0, 2**4, 2**11, 2**16, 2**18) for more in (0, 1)] + [15, 2**11 - 1, 2**18 - 1]
"""Where one more byte is needed to say how long an object is, and beside it; and longer than a window of deflate."""


@pytest.mark.parametrize("is_lasting", [True, False])
def test_git_finds_every_object_whole(tmp_path: Path, *, is_lasting: bool) -> None:
    chance = random.Random(5)
    contents = [chance.randbytes(length // 2) + b"line\n" * (length // 10 + 1) for length in _LENGTHS]
    contents += [bytes(length) for length in _LENGTHS]
    blobs = {blob_id(data): data for data in contents}
    with packing(tmp_path, tmp_path, is_lasting=is_lasting) as packs:
        packs.add(blobs.items(), lambda ids: set())
        packs.finish()
    (pack,) = tmp_path.glob("pack-*.pack")
    told = subprocess.run(["git", "verify-pack", "-v", pack], check=True, capture_output=True, text=True).stdout
    found = [line.split() for line in told.splitlines() if " blob " in line]
    assert {one[0]: int(one[2]) for one in found} == {blob: len(data) for blob, data in blobs.items()}
    made = pack.with_name("made.idx")
    subprocess.run(["git", "index-pack", "-o", made, pack], check=True, capture_output=True)
    assert made.read_bytes() == pack.with_suffix(".idx").read_bytes()

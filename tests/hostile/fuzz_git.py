"""What takes another program, or the disk, for each input: it gets fewer of them."""

import zlib
from pathlib import Path
from typing import Final

from grading.compare.hunks import White
from grading.runs.vault import Vault
from grading.study import Study
from tests.grading.compare.texts import WHITES, compared
from tests.hostile.fuzz import Check, Target
from tests.hostile.fuzz_kept import exports
from tests.hostile.fuzz_texts import PAIRS, SIGNS, require_aligned, sides_of


def _compared(folder: Path) -> Check:
    vault = Vault.create(folder / "vault.git")

    def check(data: bytes) -> None:
        a, b = sides_of(data)
        white = WHITES[zlib.crc32(data) % len(WHITES)]
        found = compared(vault, a, b, white)
        if not found.is_binary:
            lines = found.texts.map(lambda one: [one.raw(index) for index in range(len(one))])
            require_aligned(found.rows, lines, is_exact=white is White.EXACT)

    return check


def _taken_in(folder: Path) -> Check:
    file = folder / "study.json"
    study = Study.create(folder / "study", "A study")

    def check(data: bytes) -> None:
        file.write_bytes(data)
        study.take_in(file)
        assert study.take_in(file).is_nothing_new
        for run in study.runs():
            for rubric in study.rubrics():
                for who in study.reviewers_of(run, rubric):
                    study.card(run, rubric, who)
        assert study.check_up().mended == 0

    return check


TARGETS: Final = (
    Target("two contents, compared by git", _compared, lambda: PAIRS, SIGNS, is_heavy=True),
    Target("exports, taken into a study", _taken_in, exports, longest=7_000, is_heavy=True),
)

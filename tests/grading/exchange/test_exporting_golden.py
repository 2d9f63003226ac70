"""A whole export beside the one that is kept in tests/golden/export, byte for byte; RENEW_REPORTS=1 keeps it."""

import os
import shutil
from pathlib import Path

from grading.exchange.binding import IndexWanted
from grading.exchange.exporting import Wanted
from grading.study import Study
from tests.grading.graded import tree

GOLDEN = Path(__file__).parents[2] / "golden" / "export"
_INDEX = "model,value\namber,1180\ncobalt,1210.5\nzircon,990\n"


def test_every_file_of_an_export_is_as_it_is_kept(tmp_path: Path) -> None:
    # The kept study is the source of all the others, so that ids and times are always the same.
    with Study.create(tmp_path / "study", "A small study") as study:
        study.take_in(GOLDEN / "study.json")
        study.export(Wanted(tmp_path / "out", index=IndexWanted(_INDEX, "arena.csv", "", "")))
    made = tmp_path / "out"
    if os.environ.get("RENEW_REPORTS"):
        shutil.rmtree(GOLDEN)
        shutil.copytree(made, GOLDEN)
    found, kept = tree(made), tree(GOLDEN)
    assert found.keys() == kept.keys()
    assert [name for name in found if found[name] != kept[name]] == []

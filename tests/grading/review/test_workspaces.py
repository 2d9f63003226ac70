"""What is looked at first, and that it is read before there is a screen for it."""

from pathlib import Path
from typing import Any

import pytest

from grading.compare import comparison as comparing
from grading.compare.aligned import Aligned, aligned
from grading.compare.text import Text
from grading.compare.tree import File, FilePair, Status
from grading.review.opening import opening
from grading.review.place import Place
from grading.review.workspaces import Workspaces, first_file, paths_of
from grading.runs.vault import Entry, blob_id
from grading.sides import Pair
from grading.study import Study
from tests.tui.screens.reviewing import FILES, study_of


def pair(status: Status, path: bytes) -> FilePair:
    file = File(path, Entry(0o100644, "1" * 40))
    return FilePair(status, Pair(file, None if status is Status.ONLY_A else file))


SAME, CHANGED, ALONE = pair(Status.SAME, b"a"), pair(Status.CHANGED, b"b"), pair(Status.ONLY_A, b"c\xff")
NOWHERE = Pair("", "")


@pytest.mark.parametrize(
    ("files", "paths", "found"),
    [
        ([], NOWHERE, None),
        ([SAME], NOWHERE, SAME),
        ([SAME, CHANGED, ALONE], NOWHERE, CHANGED),
        ([SAME, CHANGED, ALONE], paths_of(ALONE), ALONE),
        ([SAME, CHANGED, ALONE], paths_of(SAME), SAME),
        ([SAME, CHANGED], Pair("gone", "gone"), CHANGED),
    ],
)
def test_first_comes_what_was_read_last_then_what_differs(
    files: list[FilePair], paths: Pair[str], found: FilePair | None
) -> None:
    assert first_file(files, paths) is found


def test_what_is_read_ahead_is_not_worked_out_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    worked_out: list[Pair[Text]] = []

    def counted(vault: Any, blobs: Any, texts: Pair[Text], *about: Any) -> Aligned:
        worked_out.append(texts)
        return aligned(vault, blobs, texts, *about)

    monkeypatch.setattr(comparing, "aligned", counted)
    with study_of(tmp_path) as study:
        workspaces = Workspaces(study, opening(study, ["amber", "cobalt"], "mia"))
        workspaces.read_ahead(Place(file_a="README.md", file_b="README.md"))
        comparison = workspaces.comparison
        assert comparison is not None
        (file,) = comparison.at(b"README.md")
        assert b"Made by" in comparison.open(file).texts.a.data
        assert len(worked_out) == 1
        workspaces.close()


def test_a_workspace_that_cannot_be_read_is_named_and_the_runs_stay_open(tmp_path: Path) -> None:
    with study_of(tmp_path) as study:
        found = opening(study, ("amber", "cobalt"), "mia")
        run = found.runs.b
        assert run is not None and run.snapshot is not None
    for pack in (tmp_path / "study" / ".sidegrade" / "vault.git" / "objects" / "pack").glob("*.idx"):
        if bytes.fromhex(run.snapshot.tree) in pack.read_bytes():
            pack.unlink()
    with Study.open(tmp_path / "study") as study:
        workspaces = Workspaces(study, found)
        assert workspaces.comparison is None
        assert workspaces.unread.startswith("the workspace of B cannot be read: ")
        workspaces.close()


def test_a_content_that_is_missing_hides_no_file(tmp_path: Path) -> None:
    with study_of(tmp_path) as study:
        found = opening(study, ("amber", "cobalt"), "mia")
    lone = bytes.fromhex(blob_id(FILES["cobalt"]["tests/test_app.py"].encode()))
    for pack in (tmp_path / "study" / ".sidegrade" / "vault.git" / "objects" / "pack").glob("*.idx"):
        if lone in pack.read_bytes():
            pack.unlink()
    with Study.open(tmp_path / "study") as study:
        workspaces = Workspaces(study, found)
        assert workspaces.comparison is not None
        paths = {file.path for file in workspaces.comparison.at_once}
        assert {b"tests/test_app.py", b"tests/test_main.py", b"app/main.py"} <= paths
        workspaces.close()

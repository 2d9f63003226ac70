"""Which git is run, and what broken-off imports leave in the vault."""

import os
from pathlib import Path

import pytest

from grading.runs.content import REGULAR
from grading.runs.vault import Entry, Vault
from tests.builders import write_files
from tests.grading.runs import stored


def test_a_git_that_lies_in_the_current_folder_is_never_the_one_that_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "git").write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    (tmp_path / "git").chmod(0o755)
    monkeypatch.chdir(tmp_path)
    for first in ("", "."):  # an empty part of PATH means the current folder too
        monkeypatch.setenv("PATH", f"{first}{os.pathsep}{os.environ['PATH']}")
        vault = Vault.create(tmp_path / f"v{len(first)}")
        assert vault.entries(stored(vault, a=b"1")) == {
            b"a": Entry(REGULAR, "56a6051ca2b02b04ef92d5150c9ef600403cb1de")
        }
    assert not (tmp_path / "ran").exists()


def test_what_an_import_that_was_broken_off_left_behind_is_cleared_a_day_later(vault: Vault) -> None:
    tree = stored(vault, a=b"1")
    left = [
        vault.path / "refs" / "sidegrade" / "import" / "0123",
        vault.path / "fast_import_crash_99",
        vault.path / "objects" / "pack" / "tmp_pack_x",
    ]
    left[0].parent.mkdir(exist_ok=True)
    for path in left:
        path.write_text(f"{tree}\n")
    assert vault.clear_leftovers() == 0, "somebody may be at work on it"
    unfinished = vault.path / "keeping-x"
    write_files(unfinished, {"0.pack": b"PACK"})
    left.append(unfinished)
    for path in left:
        os.utime(path, (0, 0))
    assert vault.clear_leftovers() == 4
    assert [path for path in left if path.exists()] == []
    assert (vault.problems(), vault.snapshots()) == ([], {tree})

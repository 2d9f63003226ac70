"""`sidegrade rubric`: the template, and what keeps a file from being a rubric, all of it at once."""

import json
from pathlib import Path

import pytest

from tests.builders import SERVICE
from tests.tui.program import Program

FAULTY = """format = 1
key = "faulty"
edition = "1"
title = "Faulty"
[[dimension]]
key = "d"
title = "D"
max = 5
stepp = 0.5
[[dimension.criterion]]
key = "c"
title = "C"
max = 3
[[dimension.deduction]]
key = "f"
title = "F"
points = -5
"""


def test_the_template_can_be_checked_and_added_as_it_is(
    sidegrade: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = sidegrade("rubric", "new", "my own.toml", study=False)
    assert (said.status, said.out) == (
        0,
        "my own.toml is written; change it, then: sidegrade rubric check 'my own.toml'\n",
    )
    checked = sidegrade("rubric", "check", "my own.toml", study=False)
    assert (checked.status, checked.out) == (0, "my-rubric@1: 4 cells, scale 100; 0 errors, 0 warnings\n")
    assert sidegrade("rubric", "add", "my own.toml").status == 0
    text = (tmp_path / "my own.toml").read_text()
    assert sidegrade("rubric", "new", study=False).out == text
    assert "up to the next anchor" in text


def test_a_weight_that_was_forgotten_is_warned_of(sidegrade: Program, tmp_path: Path) -> None:
    path = tmp_path / "service.toml"
    path.write_text(SERVICE)
    said = sidegrade("rubric", "check", str(path), study=False)
    assert (said.status, said.out.splitlines()) == (
        0,
        [
            f'warning: {path}: dimension "api", weight: is missing, though others have one: it counts 20, its maximum',
            "service@1: 4 cells, scale 50; 0 errors, 1 warning",
        ],
    )
    for every in (SERVICE.replace("weight = 30\n", ""), SERVICE.replace("max = 20", "max = 20\nweight = 20")):
        path.write_text(every.replace("at = 40", "at = 20"))
        assert sidegrade("rubric", "check", str(path), study=False).out.endswith("0 errors, 0 warnings\n")


def test_the_template_is_written_over_nothing(sidegrade: Program, tmp_path: Path) -> None:
    path = tmp_path / "there.toml"
    path.write_text("mine")
    said = sidegrade("rubric", "new", str(path), study=False)
    assert (said.status, said.err) == (2, f"sidegrade: {path}: is there already; choose another name\n")
    assert path.read_text() == "mine"
    said = sidegrade("rubric", "new", str(tmp_path / "no" / "r.toml"), study=False)
    assert "cannot be written (no such file or directory); choose another place" in said.err


def test_everything_that_is_wrong_with_a_file_is_said_at_once(sidegrade: Program, tmp_path: Path) -> None:
    path = tmp_path / "faulty.toml"
    path.write_text(FAULTY)
    said = sidegrade("rubric", "check", str(path), study=False)
    assert (said.status, said.err) == (1, "")
    faults = [
        'dimension "d", criterion "c", max: is not a known key; perhaps "points" is meant',
        'dimension "d", deduction "f", points: is -5, but a number of 0 or more is expected',
        'dimension "d", stepp: is not a known key; perhaps "step" is meant',
    ]
    assert said.out.splitlines() == [
        *(f"error: {path}: {fault}" for fault in faults),
        "3 errors; sums, ladders and the rest are checked once these are mended",
    ]
    found = json.loads(sidegrade("rubric", "check", str(path), "--format", "json", study=False).out)
    assert [f"{one['where']}: {one['what']}" for one in found["errors"]] == [f"{path}: {fault}" for fault in faults]
    assert found["warnings"] == []
    refused = sidegrade("rubric", "add", str(path))
    assert (refused.status, refused.out) == (2, "")
    assert refused.err.splitlines() == [f"sidegrade: {path}: {fault}" for fault in faults]


def test_what_is_no_toml_is_an_error_of_the_file_and_what_cannot_be_read_a_fault(
    sidegrade: Program, tmp_path: Path
) -> None:
    path = tmp_path / "r.toml"
    path.write_text("key = ")
    said = sidegrade("rubric", "check", str(path), study=False)
    assert (said.status, said.err) == (1, "")
    assert said.out.startswith(f"error: {path}: is not valid TOML")
    said = sidegrade("rubric", "check", str(tmp_path / "none" / "r.toml"), study=False)
    assert (said.status, said.out) == (2, "")

"""`sidegrade export` and `sidegrade import`: what they print, and how they end."""

import json
from pathlib import Path

import pytest

from grading.errors import StudyError
from grading.study import Study
from tests.builders import SERVICE, write_files
from tests.tui.program import Program
from tui.opening import first_screen
from tui.preferences import given_preferences
from tui.session import Session
from tui.themes import THEMES


@pytest.fixture
def marked(sidegrade: Program) -> Program:
    for run, points in (("amber", "12"), ("cobalt", "15")):
        for cell, value in (("api", points), ("collected", "12"), ("faithful", "1"), ("starts", "pass")):
            assert sidegrade("mark", run, cell, value).status == 0
    return sidegrade


def test_an_export_says_what_it_wrote(marked: Program, tmp_path: Path) -> None:
    said = marked("export", str(tmp_path / "out"))
    assert (said.status, said.err) == (0, "")
    assert said.out.splitlines() == [
        f"exported 1 table, 2 cards, 1 pair and 8 decisions to {tmp_path / 'out'}",
        f"open {tmp_path / 'out' / 'index.html'}",
    ]
    assert marked("export", str(tmp_path / "out")).status == 0
    (tmp_path / "out" / "mine").touch()
    said = marked("export", str(tmp_path / "out"))
    assert (said.status, said.out) == (2, "")
    assert said.err == (
        f'sidegrade: {tmp_path / "out"}: has "mine" in it, which is no part of a whole export and would be lost;'
        " name an empty folder, or one that is not there yet\n"
    )


def test_an_empty_study_can_be_exported_and_imported(tmp_path: Path, sidegrade: Program) -> None:
    for name in ("one", "two"):
        assert sidegrade("init", str(tmp_path / name), study=False).status == 0
    said = sidegrade("export", str(tmp_path / "out"), "--study", str(tmp_path / "one"), study=False)
    assert said.out.startswith("exported 0 tables, 0 cards, 0 pairs and 0 decisions")
    said = sidegrade("import", str(tmp_path / "out" / "study.json"), "--study", str(tmp_path / "two"), study=False)
    assert (said.status, said.out) == (0, "nothing new: 0 decisions here already\n")


def test_an_import_says_what_it_brought(marked: Program, tmp_path: Path) -> None:
    write_files(tmp_path / "service" / "amber", {"app.py": "one\ntwo\n"})
    assert marked("add", str(tmp_path / "service" / "amber")).status == 0
    marked("export", str(tmp_path / "out"))
    again = tmp_path / "again"
    marked("init", str(again), study=False)
    said = marked("import", str(tmp_path / "out" / "study.json"), "--study", str(again), study=False)
    assert (said.status, said.err) == (0, "")
    assert said.out.splitlines() == [
        "imported 1 task, 2 runs, 1 rubric and 8 decisions",
        "without files: 1 workspace (service/amber); add the folders to read them",
    ]
    # Standings and cards are the same, to the letter.
    for command in (
        ("standings",),
        ("standings", "--format", "json"),
        ("card", "amber", "--history", "--format", "json"),
    ):
        assert marked(*command).out == marked(*command, "--study", str(again), study=False).out
    said = marked("import", str(tmp_path / "out"), "--study", str(again), study=False)
    assert said.out.splitlines()[0] == "nothing new: 8 decisions here already"


def test_what_reads_files_says_plainly_that_they_are_elsewhere(marked: Program, tmp_path: Path) -> None:
    for run in ("amber", "cobalt"):
        write_files(tmp_path / "service" / run, {"app.py": f"{run}\n"})
        assert marked("add", str(tmp_path / "service" / run)).status == 0
    marked("export", str(tmp_path / "out"))
    again = ("--study", str(tmp_path / "again"))
    marked("init", str(tmp_path / "again"), study=False)
    marked("import", str(tmp_path / "out" / "study.json"), *again, study=False)
    said = "the workspace of service/amber is not in this study's vault: it came by import; add its folder to read it"
    for command in (
        ("diff", "amber", "cobalt"),
        ("review", "amber", "cobalt", "--screenshot", str(tmp_path / "x.svg")),
        ("review", "amber", "cobalt", "--open", "--screenshot", str(tmp_path / "x.svg")),
    ):
        told = marked(*command, *again, study=False)
        assert (told.status, told.out) == (2, "")
        assert said in told.err or "--open" not in command
        assert "is not in this study's vault: it came by import" in told.err
        assert "Traceback" not in told.err
    with Study.open(tmp_path / "again") as study:
        session = Session(study, "mia", given_preferences(), THEMES["dark"])
        assert [first_screen(session, (), task) for task in ("", "service")] == [None, None], "the queue is shown"
        for runs in (["service/amber"], ["service/amber", "service/cobalt"]):
            with pytest.raises(StudyError, match="the workspace of what is to be opened is not in this study's vault"):
                study.require_files(runs)  # before the queue opens them
    told = marked("doctor", *again, study=False)
    assert told.status == 0
    assert "the workspaces of 2 runs (service/amber, service/cobalt) are not in this study's vault" in told.out
    assert told.out.endswith("ledger and vault are whole\n")
    listed = marked("runs", *again, study=False).out.splitlines()
    assert [line.split()[-2] for line in listed[1:3]] == ["elsewhere"] * 2
    assert listed[3].startswith("2 runs came with an import, without files (elsewhere); add the folders to read them:")
    for run in ("amber", "cobalt"):
        assert marked("add", str(tmp_path / "service" / run), *again, study=False).out.splitlines() == [
            f"service/{run}  files are back: 1 file, {len(run) + 1} B",
            "1 run: 0 new, 0 unchanged, 0 changed, 1 with files back",
        ]
    assert marked("add", str(tmp_path / "service" / "amber"), *again, study=False).out.startswith(
        "service/amber  unchanged: 1 file, 6 B\n"
    )
    assert "elsewhere" not in marked("runs", *again, study=False).out
    assert marked("diff", "amber", "cobalt", *again, study=False).out.endswith("1 changed · +1 −1 lines\n")
    assert "vault:" not in marked("doctor", *again, study=False).out


def test_a_rubric_for_every_task_is_said_to_be_for_what_is_imported_too(marked: Program, tmp_path: Path) -> None:
    marked("export", str(tmp_path / "out"))
    again = ("--study", str(tmp_path / "again"))
    marked("init", str(tmp_path / "again"), study=False)
    own = write_files(tmp_path, {"own.toml": SERVICE.replace('key = "service"', 'key = "own"')}) / "own.toml"
    marked("rubric", "add", str(own), *again, study=False)
    said = marked("import", str(tmp_path / "out"), *again, study=False).out.splitlines()
    assert said[1] == "note: for every task here, so for what was imported, too: own"
    assert "note" not in marked("import", str(tmp_path / "out"), *again, study=False).out


def test_a_file_that_is_no_export(marked: Program, tmp_path: Path) -> None:
    path = tmp_path / "some.json"
    path.write_text('{"format": "another"}')
    said = marked("import", str(path))
    assert (said.status, said.out) == (2, "")
    assert said.err == f"sidegrade: {path}: is no study that sidegrade exported; give the study.json of an export\n"


def test_anonymous_and_an_index(marked: Program, tmp_path: Path) -> None:
    index = tmp_path / "arena.csv"
    index.write_text("model,value\namber,1\ncobalt,3\n")
    said = marked("export", str(tmp_path / "out"), "--anonymous", "--index", str(index), "--task", "service")
    assert (said.status, said.err) == (0, "")
    found = json.loads((tmp_path / "out" / "standings.json").read_text())
    assert (found["anonymous"], found["reviewers"]) == (True, ["reviewer 1"])
    assert found["standings"][0]["index"]["index"] == "arena.csv"
    assert not any(b"mia" in path.read_bytes() for path in (tmp_path / "out").rglob("*.*"))
    said = marked("export", str(tmp_path / "out"), "--task", "service")
    assert (said.status, said.out) == (2, "")
    assert "give it with --index FILE" in said.err


def test_both_are_in_the_help(sidegrade: Program) -> None:
    for name in ("export", "import"):
        assert f"  {name} " in sidegrade("--help", study=False).out
        said = sidegrade(name, "--help", study=False)
        assert (said.status, said.err) == (0, "")
        assert f"sidegrade {name} " in said.out

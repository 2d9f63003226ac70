"""init, add, the lists, rubric, standings, doctor, demo: what they print, and how they end."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.builders import SERVICE, write_files
from tests.tui.program import Program, Said
from tui.commands.group import COMMANDS

BROKEN = SERVICE.replace('max = 20\nasks = "Does it do what was asked?"', "max = 20\nweight = 20\ndeclares = 25")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str, sidegrade: Program) -> None:
    said = sidegrade(command, "--help", study=False)
    assert said.status == 0
    assert f"sidegrade {command}" in said.out or command == "rubric"


def test_init_makes_a_study_once(sidegrade: Program, tmp_path: Path) -> None:
    place = tmp_path / "new"
    assert sidegrade("init", str(place), "--title", "Spring [bold]", "--as", "mia", study=False).status == 0
    assert (place / "sidegrade.toml").read_text().startswith('title = "Spring [bold]"\nreviewer = "mia"\n')
    again = sidegrade("init", str(place), study=False)
    assert again == Said(2, "", f"sidegrade: {place}: there is a study already; choose another folder\n")


def test_the_nearest_study_upward_is_found(sidegrade: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = tmp_path / "study" / "a" / "b"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    assert "service/amber" in sidegrade("runs", study=False).out
    monkeypatch.chdir("/")
    found = sidegrade("runs", study=False)
    assert found == Said(2, "", "sidegrade: .: there is no study here or above; make one with `sidegrade init`\n")


def test_add_reports_each_run_and_says_when_nothing_changed(sidegrade: Program, tmp_path: Path) -> None:
    folder = write_files(tmp_path / "runs" / "service" / "jade", {"main.py": "print(1)\n", "node_modules/a.js": "1"})
    said = sidegrade("add", str(folder))
    assert said.status == 0
    first, left_out, last = said.out.splitlines()
    assert first.startswith("service/jade  1 file, 9 B, snapshot ")
    assert left_out == "  left out: node_modules/ · left out by name"
    assert last == "1 run: 1 new, 0 unchanged, 0 changed"
    assert sidegrade("add", str(folder)).out.splitlines()[::2] == [
        "service/jade  unchanged: 1 file, 9 B",
        "1 run: 0 new, 1 unchanged, 0 changed",
    ]
    sidegrade("mark", "jade", "api", "3")
    (folder / "main.py").write_text("print(2)\n")
    changed = sidegrade("add", str(folder)).out
    assert ", a new snapshot\n  1 decision stands on the earlier snapshot, which is kept\n" in changed


def test_add_in_the_machine_format(sidegrade: Program, tmp_path: Path) -> None:
    folder = write_files(tmp_path / "runs" / "service" / "jade", {"main.py": "print(1)\n", ".git/config": "[core]"})
    (run,) = json.loads(sidegrade("add", str(folder), "--format", "json").out)["runs"]
    assert {key: run[key] for key in ("run", "task", "model", "files", "bytes", "left_out")} == {
        "run": "service/jade",
        "task": "service",
        "model": "jade",
        "files": 1,
        "bytes": 9,
        "left_out": [{"path": ".git", "why": "repository metadata", "files": 1, "bytes": 0}],
    }
    assert len(run["snapshot"]) == 40


def test_evidence_is_a_place_in_the_snapshot(sidegrade: Program, tmp_path: Path) -> None:
    folder = write_files(tmp_path / "runs" / "service" / "jade", {"src/a b.py": "one\ntwo\nthree\n"})
    sidegrade("add", str(folder))
    assert sidegrade("mark", "jade", "api", "3", "--evidence", "src/a b.py:2-3").status == 0
    assert "api: see src/a b.py:2-3" in sidegrade("card", "jade").out
    for place, complaint in {
        "src/a.py": 'service/jade has no file "src/a.py"; write the path as it stands in the workspace',
        "src/a b.py:3-4": "src/a b.py has 3 lines, not 3–4; name lines that are there",
        "src/a b.py:9": "src/a b.py has 3 lines, and no line 9; name lines that are there",
    }.items():
        assert sidegrade("mark", "jade", "api", "3", "--evidence", place).err == f"sidegrade: {complaint}\n"


def test_a_folder_that_is_not_there_adds_nothing(sidegrade: Program, tmp_path: Path) -> None:
    found = sidegrade("add", str(tmp_path / "none"))
    assert found == Said(2, "", f"sidegrade: {tmp_path}/none: does not exist; name the folder that a run left behind\n")
    assert sidegrade("add").err.startswith("sidegrade: name a folder to add, or --figures FILE")


def test_figures_alone_make_runs(sidegrade: Program, tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    path.write_text(
        "task,model,cost_usd,seconds,state,reason\nservice,onyx,~0.004,75,complete,\nservice,jade,,,void,seen\n"
    )
    assert sidegrade("add", "--figures", str(path)).out.splitlines() == [
        "service/onyx  figures only",
        "service/jade  figures only",
        "2 runs: 2 new, 0 unchanged, 0 changed",
    ]
    assert sidegrade("add", "--figures", str(path)).out.splitlines()[2] == "2 runs: 0 new, 2 unchanged, 0 changed"
    table = sidegrade("runs").out.splitlines()
    assert table[3].split() == ["service/onyx", "onyx", "complete", "~$0.004", "75s", "–", "–", "–"]
    path.write_text("task,model,cost_usd\nservice,agate,1\nservice,beryl,dear\n")
    found = sidegrade("add", "--figures", str(path))
    assert found.err.startswith(f'sidegrade: {path}: line 3: cost_usd cannot be "dear"')
    assert "agate" not in sidegrade("runs").out


def test_the_lists_of_an_empty_study_say_what_to_do(sidegrade: Program, tmp_path: Path) -> None:
    sidegrade("init", str(tmp_path / "empty"), study=False)
    sidegrade.study = str(tmp_path / "empty")
    assert sidegrade("runs").out == "no runs yet; add some with: sidegrade add FOLDER\n"
    assert sidegrade("tasks").out == "no tasks yet; add runs with: sidegrade add FOLDER\n"
    assert sidegrade("rubrics").out == "no rubrics yet; add one with: sidegrade rubric add FILE\n"
    assert sidegrade("standings").out == "no standings yet: a task needs runs and a rubric\n"


def test_tasks_and_rubrics_are_listed(sidegrade: Program) -> None:
    assert sidegrade("tasks").out.splitlines()[1].split() == ["service", "service", "2", "service@1", "–", "–"]
    assert sidegrade("rubrics").out.splitlines()[1].split()[:-1] == [
        *["service@1", "A", "small", "service", "2", "4", "50", "all"]
    ]
    (task,) = json.loads(sidegrade("tasks", "--format", "json").out)["tasks"]
    assert (task["task"], task["runs"], task["rubrics"]) == (
        "service",
        ["service/amber", "service/cobalt"],
        ["service@1"],
    )
    (rubric,) = json.loads(sidegrade("rubrics", "--format", "json").out)["rubrics"]
    assert (rubric["rubric"], rubric["tasks"]) == ("service@1", None)


def test_rubric_check_says_no_with_both_numbers(sidegrade: Program, tmp_path: Path) -> None:
    path = tmp_path / "broken.toml"
    path.write_text(BROKEN)
    said = sidegrade("rubric", "check", str(path), study=False)
    assert said.status == 1
    assert said.out == (
        f'error: {path}: dimension "api", declares: its maximum is 20, but it declares 25\n'
        f'warning: {path}: dimension "api", asks: is missing: a reviewer has only the title to go by\n'
        "service@1: 4 cells, scale 50; 1 error, 1 warning\n"
    )
    found = json.loads(sidegrade("rubric", "check", str(path), "--format", "json", study=False).out)
    assert found["errors"] == [
        {"where": f'{path}: dimension "api", declares', "what": "its maximum is 20, but it declares 25"}
    ]
    assert len(found["warnings"]) == 1
    refused = sidegrade("rubric", "add", str(path))
    assert refused.status == 2
    assert refused.err.startswith(f'sidegrade: {path}: dimension "api", declares: its maximum is 20')


def test_rubric_add_keeps_editions_apart(sidegrade: Program, tmp_path: Path) -> None:
    path = tmp_path / "service.toml"
    assert sidegrade("rubric", "add", str(path)).out == "service@1 was there already: 4 cells, grades every task\n"
    path.write_text(SERVICE.replace("Interface", "Surface"))
    assert "give the changed rubric a new `edition`" in sidegrade("rubric", "add", str(path)).err
    path.write_text(SERVICE.replace("Interface", "Surface").replace('edition = "1"', 'edition = "2"'))
    sidegrade("mark", "amber", "api", "3")
    assert sidegrade("rubric", "add", str(path), "--task", "service").out.splitlines() == [
        "service@2 added: 4 cells, grades service",
        "service: graded by service@2 from now on; marks under service@1 stay with it"
        " (sidegrade review --rubric service@1)",
    ]
    assert sidegrade("mark", "amber", "api", "9").out.startswith("saved · service/amber · service@2")
    old = json.loads(sidegrade("card", "amber", "--rubric", "service@1", "--format", "json").out)
    assert old["marks"] == {"api": "3"}
    assert "say --task for another one" in sidegrade("rubric", "add", str(path)).err


def test_an_edition_that_nobody_marked_by_is_followed_without_a_word(sidegrade: Program, tmp_path: Path) -> None:
    path = tmp_path / "service.toml"
    sidegrade("mark", "amber", "api", "--note", "to be looked at")
    path.write_text(SERVICE.replace('edition = "1"', 'edition = "2"'))
    assert sidegrade("rubric", "add", str(path)).out == "service@2 added: 4 cells, grades every task\n"
    sidegrade("mark", "amber", "api", "3", "--rubric", "service@1")
    assert sidegrade("rubric", "add", str(path)).out == "service@2 was there already: 4 cells, grades every task\n"
    path.write_text(SERVICE.replace('edition = "1"', 'edition = "3"'))
    assert "graded by service@3 from now on; marks under service@1 stay" in sidegrade("rubric", "add", str(path)).out


def test_two_rubrics_must_be_told_apart(sidegrade: Program) -> None:
    assert sidegrade("rubric", "add", "rails-chat").status == 0
    assert sidegrade("mark", "amber", "api", "3").err == (
        "sidegrade: the task service has 2 rubrics; say --rubric with one of service, rails-chat\n"
    )
    assert sidegrade("mark", "amber", "persistence", "3", "--rubric", "rails-chat").status == 0
    assert [one["rubric"] for one in json.loads(sidegrade("standings", "--format", "json").out)["standings"]] == [
        "rails-chat@2026-05"
    ]


def test_rubric_show_and_its_toml(sidegrade: Program, tmp_path: Path) -> None:
    said = sidegrade("rubric", "show", str(tmp_path / "service.toml"), study=False).out
    for part in (
        "api  Interface · 0 … 20 in steps of 1\n",
        "gate starts  The service starts",
        "−3",
        "collected",
    ):
        assert part in said
    (tmp_path / "again.toml").write_text(
        sidegrade("rubric", "show", str(tmp_path / "service.toml"), "--format", "toml", study=False).out
    )
    assert sidegrade("rubric", "check", str(tmp_path / "again.toml"), study=False).status == 0


def test_doctor_mends_what_can_be_derived(sidegrade: Program) -> None:
    sidegrade("mark", "amber", "api", "3")
    assert sidegrade("doctor").out.splitlines() == [
        "1 decision read, 1 current value compared, 0 mended",
        "ledger and vault are whole",
    ]
    vault = Path(sidegrade.study) / ".sidegrade" / "vault.git"
    (vault / "HEAD").unlink()
    assert sidegrade("doctor").status == 0
    assert (vault / "HEAD").is_file()


def test_doctor_finds_a_snapshot_that_is_gone(sidegrade: Program, tmp_path: Path) -> None:
    sidegrade("add", str(write_files(tmp_path / "runs" / "service" / "jade", {"main.py": "1\n"})))
    vault = Path(sidegrade.study) / ".sidegrade" / "vault.git"
    for path in (vault / "refs" / "sidegrade" / "snap").iterdir():
        path.unlink()
    said = sidegrade("doctor", "--format", "json")
    assert said.status == 1
    assert "is missing" in json.loads(said.out)["damage"][0]
    assert sidegrade("doctor").out.splitlines()[-1] == "restore what is damaged from a backup"


def test_standings_keep_partial_and_unrankable_runs_apart(sidegrade: Program, tmp_path: Path) -> None:
    rows = ["run,cell,value"]
    for run, api in (("amber", 20), ("cobalt", 19)):
        rows += [f"{run},api,{api}", f"{run},collected,30", f"{run},faithful,2.5", f"{run},starts,pass"]
    sidegrade("mark", "-", stdin="\n".join(rows))
    path = tmp_path / "figures.csv"
    path.write_text("task,model,state,reason\nservice,jade,void,saw the tests\nservice,onyx,,\nservice,opal,,\n")
    sidegrade("add", "--figures", str(path))
    sidegrade("mark", "onyx", "api", "20")
    sidegrade("mark", "jade", "api", "20")
    out = sidegrade("standings", "--task", "service").out
    assert out == (
        "service · A small service (service@1)\n"
        "rank  run     total     tier  cards  cost\n"
        "   1  amber    50.0  ≈  A         1     –\n"
        "   2  cobalt   49.0     A         1     –\n"
        "best over worst: 1.02×\n"
        "A: ships\n"
        "not complete  total\n"
        "service/onyx  20.0 of 20.0 so far  3 cells open\n"
        "not ranked    why\n"
        "service/jade  void: saw the tests\n"
        "service/opal  no marks yet\n"
    )
    found = json.loads(sidegrade("standings", "--task", "service", "--format", "json").out)
    assert [(one["rank"], one["run"], one["exact"]) for one in found["ranked"]] == [
        (1, "service/amber", "50"),
        (2, "service/cobalt", "49"),
    ]


def test_common_counts_only_what_all_attempted(sidegrade: Program) -> None:
    rows = ["run,cell,value"]
    for run, api in (("amber", 20), ("cobalt", 16)):
        rows += [f"{run},api,{api}", f"{run},collected,30", f"{run},faithful,2.5", f"{run},starts,pass"]
    sidegrade("mark", "-", stdin="\n".join([*rows, "cobalt,tests,x"]))
    found = json.loads(sidegrade("standings", "--task", "service", "--common", "--format", "json").out)
    assert (found["common"], [one["exact"] for one in found["ranked"]]) == (["api"], ["50", "40"])
    sidegrade("mark", "amber", "api", "x")
    assert "only nothing: no dimension is common" in sidegrade("standings", "--task", "service", "--common").out


def test_a_closed_pipe_ends_quietly(sidegrade: Program) -> None:
    command = f"{sys.executable} -m tui runs --format json --study {sidegrade.study} | head -1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "{\n", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="not run: this system has no /dev/full")
def test_an_output_that_is_full_is_one_sentence(sidegrade: Program) -> None:
    command = f"{sys.executable} -m tui runs --study {sidegrade.study} > /dev/full"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, "sidegrade: the output: no space left on device\n")


def test_demo_makes_a_study_and_shows_it(sidegrade: Program, tmp_path: Path) -> None:
    said = sidegrade("demo", str(tmp_path / "demo"), study=False)
    assert said.status == 0
    for part in ("The queue:", "to compare", "$ sidegrade standings", "unmeasurable: mixed authorship"):
        assert part in said.out
    assert said.out.endswith(f"-m tui review --study {tmp_path / 'demo'}\n")


def test_the_settings_of_a_study_are_checked(sidegrade: Program) -> None:
    path = Path(sidegrade.study) / "sidegrade.toml"
    path.write_text('title = "T"\nreviever = "mia"\n')
    assert sidegrade("runs").err == (f'sidegrade: {path}: reviever: is not a known key; perhaps "reviewer" is meant\n')
    path.write_text('title = "T\n')
    assert sidegrade("runs").err.startswith(f"sidegrade: {path}: is not valid TOML: ")


def test_folders_left_out_by_name_can_be_chosen(sidegrade: Program, tmp_path: Path) -> None:
    (Path(sidegrade.study) / "sidegrade.toml").write_text('title = "T"\nleft_out = ["gen"]\n')
    folder = write_files(tmp_path / "service" / "jade", {"gen/a": "1", "node_modules/b": "2", "c": "3"})
    (run,) = json.loads(sidegrade("add", str(folder), "--format", "json").out)["runs"]
    assert (run["files"], run["left_out"][0]["path"]) == (2, "gen/")
    (run,) = json.loads(sidegrade("add", str(folder), "--all", "--format", "json").out)["runs"]
    assert (run["files"], run["left_out"]) == (3, [])


def test_a_read_only_study_says_not_saved(sidegrade: Program) -> None:
    inner = Path(sidegrade.study) / ".sidegrade"
    for path in (inner / "ledger.db", inner, Path(sidegrade.study)):
        path.chmod(path.stat().st_mode & 0o555)
    status, complaint = as_nobody(lambda: sidegrade("mark", "amber", "api", "3"), Path(sidegrade.study))
    assert status == 2
    assert "it cannot be" in complaint
    assert complaint.count("\n") == 1


def as_nobody(act: Callable[[], Said], folder: Path) -> tuple[int, str]:
    """What a command says to a user who is not root; root may write what is read-only."""
    if os.geteuid() != 0:
        said = act()
        return said.status, said.err
    for place in folder.parents:
        if place != Path("/"):
            place.chmod(place.stat().st_mode | 0o055)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.setuid(65534)
        said = act()
        os.write(writing, said.err.encode())
        os._exit(said.status)
    os.close(writing)
    complaint = os.read(reading, 10_000).decode()
    os.close(reading)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), complaint

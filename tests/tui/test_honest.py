"""Nothing that was said is dropped, and nothing that is known is hidden."""

import json
import re
from pathlib import Path

import pytest

from grading.marks.events import Withdraw
from grading.study import Study
from tests.builders import SERVICE, write_files
from tests.tui.program import Program, Said


@pytest.mark.parametrize("command", [[], ["rubric"]])
def test_no_command_is_answered_with_the_help(command: list[str], sidegrade: Program) -> None:
    said = sidegrade(*command, study=False)
    assert (said.status, said.err) == (0, "")
    assert said.out.startswith(f"Usage: {' '.join(['sidegrade', *command])} [OPTIONS] COMMAND")
    assert "␊" not in said.out
    assert said.out.count("\n") > 8


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["mark", "-", "--note", ""], "so --note cannot be said here"),
        (["mark", "-", "--evidence", "a:1"], "so --evidence cannot be said here"),
        (["mark", "-", "--adjust", "1"], "so --adjust cannot be said here"),
        (["mark", "-", "--reason", "r"], "so --reason cannot be said here"),
        (["mark", "-", "--sure"], "so --unsure cannot be said here"),
        (["mark", "-", "--lock"], "so --lock cannot be said here"),
        (["mark", "-", "--unlock"], "--unlock stands alone"),
        (["mark", "amber", "api", "3", "--unlock"], "--unlock stands alone"),
        (["mark", "amber", "api", "3", "--reason", "r"], "--reason is said of an --adjust"),
        (["mark", "amber", "api", "--lock"], "say a VALUE for api"),
        (["figure", "amber", "seconds=1", "seconds=2"], '"seconds" is there twice; say it once'),
        (["add", ""], "it is empty; name a path, or . for this folder"),
        (["rubric", "check", ""], "it is empty; name a path"),
        *(
            (["add", "--figures", "f.csv", *option], f"{option[0]} is said of a PATH")
            for option in (
                *(["--task", "t"], ["--model", "m"], ["--harness", "h"], ["--condition", "c"], ["--attempt", "2"]),
                *(["--baseline", "b"], ["--prompt", "p"], ["--one"], ["--all"]),
            )
        ),
        (["standings", "--rubric", "nope"], 'no task has a rubric "nope"; the rubrics are service@1'),
        (
            ["rubric", "show", "nope"],
            "rails-chat, or one of the study: service@1\n",
        ),
        (["rubric", "add", "nope"], 'there is no rubric file "nope"'),
    ],
)
def test_what_would_be_dropped_is_refused(arguments: list[str], said: str, sidegrade: Program) -> None:
    found = sidegrade(*arguments, stdin="run,cell,value\namber,api,3\n")
    assert (found.status, found.out) == (2, "")
    assert said in found.err
    assert found.err.count("\n") == 1
    assert json.loads(sidegrade("doctor", "--format", "json").out)["current"] == 0


def test_the_history_says_the_reasons(sidegrade: Program) -> None:
    sidegrade("figure", "amber", "cost_usd=1.10")
    sidegrade("figure", "amber", "cost_usd=1.20", "--reason", "the invoice came")
    sidegrade("mark", "amber", "api", "3", "--adjust", "+1", "--reason", "the key was withdrawn")
    out = sidegrade("card", "amber", "--history").out
    assert "cost_usd  $1.20 · the invoice came\n" in out
    assert "1 · the key was withdrawn\n" in out
    history = json.loads(sidegrade("card", "amber", "--history", "--format", "json").out)["history"]
    assert [one["body"] for one in history][-3:] == [
        {"reason": "the invoice came"},
        None,
        {"reason": "the key was withdrawn"},
    ]


def test_criteria_under_a_dimension_that_is_marked_as_a_whole_do_not_count(sidegrade: Program) -> None:
    sidegrade("mark", "amber", "collected", "31")
    sidegrade("mark", "amber", "tests", "2")
    (row,) = [line for line in sidegrade("card", "amber").out.splitlines() if "collected" in line]
    assert row.split() == ["collected", "Tests", "collected", "31", "→", "5", "5", "does", "not", "count"]


def test_a_card_says_which_decisions_stand_on_another_snapshot(sidegrade: Program, tmp_path: Path) -> None:
    folder = write_files(tmp_path / "service" / "jade", {"main.py": "1\n"})
    sidegrade("add", str(folder))
    sidegrade("mark", "jade", "api", "3", "--note", "n")
    (first,) = json.loads(sidegrade("card", "jade", "--format", "json").out)["snapshots"]
    assert "snapshot" not in sidegrade("card", "jade").out
    (folder / "main.py").write_text("2\n")
    sidegrade("add", str(folder))
    sidegrade("mark", "jade", "collected", "3")
    found = json.loads(sidegrade("card", "jade", "--format", "json").out)["snapshots"]
    assert (found[first], sum(found.values())) == (2, 3)
    second = next(tree for tree in found if tree != first)
    said = f"2 of 3 decisions stand on an earlier snapshot, {first[:12]}; the run has {second[:12]} now\n"
    assert said in sidegrade("card", "jade").out


def test_decisions_from_before_there_was_a_workspace_are_told(sidegrade: Program, tmp_path: Path) -> None:
    sidegrade("mark", "amber", "api", "3")
    sidegrade("add", str(write_files(tmp_path / "service" / "amber", {"main.py": "1\n"})))
    assert "1 of 1 decision stands on no snapshot; the run has " in sidegrade("card", "amber").out


def test_a_lock_is_told_and_taken_back(sidegrade: Program) -> None:
    for cell, value in (("tests", "3"), ("starts", "pass")):
        sidegrade("mark", "amber", cell, value)
    assert sidegrade("mark", "amber", "api", "3", "--lock").out.endswith(" · locked\n")
    assert sidegrade("mark", "amber", "--lock").err == "sidegrade: the card is locked already\n"
    to_unlock = "sidegrade: the card is locked; unlock it first (`sidegrade mark service/amber --unlock`)\n"
    assert sidegrade("mark", "amber", "api", "4").err == to_unlock
    row = "run,cell,value\namber,api,4\n"
    refused = sidegrade("mark", "-", stdin=row).err
    assert refused.startswith(to_unlock.replace("the card", "standard input: line 2: the card"))
    assert sidegrade("mark", "amber", "--unlock").out.endswith(" · total 15.0, tier B\n")
    assert sidegrade("mark", "amber", "--unlock").status == 2
    assert sidegrade("mark", "amber", "api", "4").status == 0


def test_an_unfinished_card_is_not_locked_and_nothing_is_marked(sidegrade: Program) -> None:
    said = "3 cells of service/amber are open: starts, collected, faithful; mark what is open, then lock"
    assert sidegrade("mark", "amber", "api", "3", "--lock") == Said(2, "", f"sidegrade: {said}\n")
    assert "no marks" in sidegrade("card", "amber").err
    sidegrade("mark", "amber", "tests", "3")
    sidegrade("mark", "amber", "api", "3")
    assert "1 cell of service/amber is open: starts;" in sidegrade("mark", "amber", "--lock").err
    assert "2 cells of service/amber are open" in sidegrade("mark", "amber", "api", "clear", "--lock").err
    assert sidegrade("mark", "amber", "starts", "pass", "--lock").out.endswith(" · locked\n")


def test_rubrics_of_the_study_are_shown_by_key(sidegrade: Program, tmp_path: Path) -> None:
    path = tmp_path / "service.toml"
    path.write_text(SERVICE.replace("Interface", "Surface").replace('edition = "1"', 'edition = "2"'))
    sidegrade("rubric", "add", str(path))
    assert "Surface" in sidegrade("rubric", "show", "service").out
    assert "Interface" in sidegrade("rubric", "show", "service@1").out
    assert sidegrade("rubric", "check", "service@1").out.endswith(
        "service@1: 4 cells, scale 50; 0 errors, 0 warnings\n"
    )


def test_a_shipped_rubric_needs_no_study(sidegrade: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")
    assert sidegrade("rubric", "show", "rails-chat", study=False).status == 0
    err = sidegrade("rubric", "show", "service", study=False).err
    assert 'there is no rubric file "service"; name one, or one that ships: inventory-absolute,' in err
    assert "of the study" not in err


def test_a_card_of_somebody_who_has_not_marked_names_who_has(sidegrade: Program, tmp_path: Path) -> None:
    sidegrade("mark", "amber", "api", "3")
    assert sidegrade("card", "amber", "--as", "tom") == Said(
        2, "", "sidegrade: tom has not marked service/amber under service@1; mia has\n"
    )
    path = tmp_path / "service.toml"
    path.write_text(SERVICE.replace("Interface", "Surface").replace('edition = "1"', 'edition = "2"'))
    sidegrade("rubric", "add", str(path))
    told = "it is marked under service@1: say --rubric service@1\n"
    assert sidegrade("card", "amber").err == f"sidegrade: service/amber has no marks under service@2 yet; {told}"
    assert sidegrade("card", "amber", "--as", "mia").err.endswith(told)


def test_undo_says_what_the_cell_is_now(sidegrade: Program) -> None:
    for cell, values in {"no-paging": ("call", "spare"), "starts": ("pass", "fail")}.items():
        for value in values:
            sidegrade("mark", "amber", cell, value)
    ends = [sidegrade("undo").out.strip().split(" · ")[1] for _ in range(4)]
    assert ends == ["starts is pass now", "starts is open now", "no-paging is called now", "no-paging is open now"]
    sidegrade("mark", "amber", "api", "--note", "n")
    assert sidegrade("undo").out == "taken back: note service/amber api n\n"


def test_a_card_says_of_every_gate_what_was_answered(sidegrade: Program) -> None:
    sidegrade("mark", "amber", "starts", "pass")
    assert "\ngate starts holds: The service starts\n" in sidegrade("card", "amber").out
    sidegrade("mark", "amber", "starts", "fail")
    assert "\ngate starts failed: The service starts\n" in sidegrade("card", "amber").out


def test_the_history_says_what_was_taken_back_and_brought_back(sidegrade: Program) -> None:
    sidegrade("mark", "amber", "api", "12")
    sidegrade("undo")
    sidegrade("mark", "amber", "api", "--note", "a note that is longer than a value")
    sidegrade("undo")
    sidegrade("mark", "amber", "api", "--unsure")
    sidegrade("mark", "amber", "api", "--sure")
    with Study.open(Path(sidegrade.study)) as study:
        card = study.history(study.find_run("amber"), study.rubrics()[0], "mia")
        taken = next(one for one in card if isinstance(one.event, Withdraw))
        for _ in range(3):
            taken = study.withdraw(taken, "mia")
    out = sidegrade("card", "amber", "--history").out
    rows = [re.split(" {2,}", line)[2:] for line in out.partition("history\n")[2].splitlines()[1:]]
    assert [" ".join(row).rstrip() for row in rows] == [
        "mark api 12",
        "withdraw api takes back mark 12 taken back",
        "note api a note that is longer than a value taken back",
        "withdraw api takes back note",
        "flag api unsure",
        "flag api sure again",
        "withdraw api brings back mark 12",
        "withdraw api takes back mark 12 taken back",
        "withdraw api brings back mark 12",
    ]


def test_a_folder_without_a_file_is_added_and_said_to_be_empty(sidegrade: Program, tmp_path: Path) -> None:
    folder = tmp_path / "runs" / "service" / "jade"
    (folder / "src").mkdir(parents=True)
    said = (
        "  it holds no file; where that is a mistake, add the right folder, or say "
        '`sidegrade figure service/jade state=void reason="added by mistake"`\n'
    )
    out = sidegrade("add", str(folder)).out
    assert out.startswith("service/jade  0 files, 0 B, snapshot ")
    assert said in out
    write_files(folder, {"node_modules/a.js": "1"})
    out = sidegrade("add", str(folder)).out
    assert "left out: node_modules/" in out
    assert said not in out

"""`sidegrade verify`: what it prints, and how it ends."""

import json
from pathlib import Path

import pytest

from grading.report.claims import Kind
from tests.builders import write_files
from tests.tui.program import Program

CLAIMS = """kind,run,other,published
total,amber,,9.0
beats,amber,cobalt,
total,cobalt,,3
"""


@pytest.fixture
def claims(tmp_path: Path, sidegrade: Program) -> Path:
    rubric = tmp_path / "small.toml"
    rubric.write_text(
        'format = 1\nkey = "small"\nedition = "1"\ntitle = "Small"\n\n'
        '[[dimension]]\nkey = "build"\ntitle = "Build"\nmax = 10\nstep = 0.5\n'
    )
    sidegrade("rubric", "add", str(rubric))
    assert sidegrade("mark", "amber", "build", "9", "--rubric", "small").status == 0
    assert sidegrade("mark", "cobalt", "build", "4", "--rubric", "small").status == 0
    path = tmp_path / "claims.csv"
    path.write_text(CLAIMS)
    return path


def test_a_claim_that_does_not_hold_is_shown_with_what_is(sidegrade: Program, claims: Path) -> None:
    said = sidegrade("verify", "--rubric", "small", str(claims))
    assert said.status == 1
    lines = [line.split() for line in said.out.splitlines() if line.strip()]
    assert lines[1:] == [
        ["✓", "total", "of", "amber", "9.0", "9"],
        ["✓", "amber", "beats", "cobalt", "yes", "yes"],
        ["✗", "total", "of", "cobalt", "3", "4"],
        ["2", "hold", "·", "1", "does", "not", "hold", "·", "0", "cannot", "be", "computed"],
    ]


def test_what_cannot_be_computed_is_no_contradiction(sidegrade: Program, claims: Path) -> None:
    claims.write_text("kind,run,task,published\ntotal,nobody,,1\ntotal,amber,moon,1\ntotal,amber,,9\n")
    said = sidegrade("verify", "--rubric", "small", str(claims))
    assert said.status == 0
    assert "– there is no run" in said.out
    assert 'there is no task "moon"' in said.out


def test_the_machine_format(sidegrade: Program, claims: Path) -> None:
    said = sidegrade("verify", "--rubric", "small", str(claims), "--format", "json")
    found = [(one["verdict"], one["computed"], one["place"].rpartition(":")[2]) for one in json.loads(said.out)]
    assert found == [("holds", "9", " line 2"), ("holds", "yes", " line 3"), ("does not hold", "4", " line 4")]


def test_a_number_below_nothing_has_a_minus_for_people_and_a_hyphen_for_programs(
    sidegrade: Program, claims: Path
) -> None:
    claims.write_text("kind,run,other,published\ndifference,cobalt,amber,-5\n")
    ask = ("verify", "--rubric", "small", str(claims), "--format")
    assert "  -5  −5\n" in sidegrade(*ask, "table").out
    assert "| -5 | −5 |\n" in sidegrade(*ask, "md").out
    assert json.loads(sidegrade(*ask, "json").out)[0]["computed"] == "-5"


def test_both_numbers_that_are_true_are_told(sidegrade: Program, claims: Path, tmp_path: Path) -> None:
    rubric = tmp_path / "coarse.toml"
    text = (tmp_path / "small.toml").read_text().replace('edition = "1"', 'edition = "2"\ndecimals = 0')
    rubric.write_text(text)
    sidegrade("rubric", "add", str(rubric))
    for run, mark in (("amber", "8.5"), ("cobalt", "4")):
        assert sidegrade("mark", run, "build", mark, "--rubric", "small@2").status == 0
    claims.write_text(
        "kind,run,other,published\ntotal,amber,,8.5\ntotal,amber,,8.4\ntotal,amber,,9\ndifference,cobalt,amber,-4.4\n"
    )
    ask = ("verify", "--rubric", "small@2", str(claims))
    lines = [line.split() for line in sidegrade(*ask).out.splitlines()[1:5]]
    assert [(line[0], " ".join(line[-4:])) for line in lines] == [
        ("✓", "8.5 9 or 8.5"),
        ("✗", "8.4 9 or 8.5"),
        ("✓", "of amber 9 9"),
        ("✗", "-4.4 −5 or −4.5"),
    ]
    found = json.loads(sidegrade(*ask, "--format", "json").out)
    assert [(one["computed"], one["exact"]) for one in found] == [
        ("9", "8.5"),
        ("9", "8.5"),
        ("9", None),
        ("-5", "-4.5"),
    ]


def test_the_name_of_a_tier_is_no_number(sidegrade: Program, claims: Path, tmp_path: Path) -> None:
    rubric = tmp_path / "tiers.toml"
    text = (tmp_path / "small.toml").read_text().replace('edition = "1"', 'edition = "2"')
    rubric.write_text(f'{text}\n[[tier]]\nname = "B-"\nat = 0\nmeans = "so so"\n')
    assert sidegrade("rubric", "add", str(rubric)).status == 0
    assert sidegrade("mark", "amber", "build", "9", "--rubric", "small@2").status == 0
    claims.write_text("kind,run,published\ntier,amber,A\n")
    assert "  A  B-\n" in sidegrade("verify", "--rubric", "small@2", str(claims)).out


def test_markdown_stays_a_table_whatever_a_claim_says(sidegrade: Program, claims: Path) -> None:
    claims.write_text('kind,run,published\ntotal,"a|<b>`\u202e",1\n')
    said = sidegrade("verify", "--rubric", "small", str(claims), "--format", "md")
    head, rule, row, _, total = said.out.splitlines()
    assert (head, rule) == ("|  | claim | published | computed |", "| --- | --- | --- | --- |")
    assert row.startswith(r"| ? | total of a\|\<b\>\`")
    assert row.count("|") - row.count(r"\|") == 5
    assert "\u202e" not in said.out
    assert total.startswith("0 hold ")


def test_claims_with_a_mistake_name_the_line(sidegrade: Program, claims: Path) -> None:
    claims.write_text("kind,run,published\ntotal,amber,much\n")
    said = sidegrade("verify", "--rubric", "small", str(claims))
    assert (said.status, said.out) == (2, "")
    assert "claims.csv: line 2" in said.err


def test_a_study_of_several_tasks_wants_to_know_which(sidegrade: Program, claims: Path, tmp_path: Path) -> None:
    assert sidegrade("add", str(write_files(tmp_path / "other" / "jade", {"a.txt": "a\n"}))).status == 0
    ask = ("verify", "--rubric", "small", str(claims))
    assert sidegrade(*ask).status == 1, "a run that is named tells it"
    claims.write_text("kind,what,published\ncount,runs,2\n")
    said = sidegrade(*ask).out
    assert "it is not said which task is meant; name it with --task; there are other, service" in " ".join(said.split())
    assert sidegrade(*ask, "--task", "service").out.endswith("1 holds · 0 do not hold · 0 cannot be computed\n")


@pytest.mark.parametrize("rubric", [("--rubric", "small"), ()])
def test_an_edition_without_marks_takes_the_place_of_none(
    sidegrade: Program, claims: Path, rubric: tuple[str, ...]
) -> None:
    claims.write_text("kind,what,run,published\ntotal,,amber,9\nrank,,amber,1\ncount,cells,amber,1\n")
    ask = ("verify", str(claims))
    assert sidegrade(*ask, *rubric).out.endswith("3 hold · 0 do not hold · 0 cannot be computed\n")
    newer = claims.parent / "newer.toml"
    newer.write_text((claims.parent / "small.toml").read_text().replace('edition = "1"', 'edition = "2"'))
    assert sidegrade("rubric", "add", str(newer)).status == 0
    assert sidegrade(*ask, *rubric).out.endswith("3 hold · 0 do not hold · 0 cannot be computed\n")
    assert "no marks yet" in sidegrade(*ask, "--rubric", "small@2").out
    assert sidegrade("mark", "amber", "build", "4", "--rubric", "small@2").status == 0
    assert "✗  total of amber" in sidegrade(*ask, *rubric).out, "now it counts"


def test_a_task_of_which_every_run_is_void_is_not_meant(sidegrade: Program, claims: Path, tmp_path: Path) -> None:
    assert sidegrade("add", str(write_files(tmp_path / "other" / "amber", {"a.txt": "a\n"}))).status == 0
    assert sidegrade("figure", "other/amber", "state=void", "reason=the wrong task").status == 0
    claims.write_text("kind,what,run,published\ncount,runs,,2\ntotal,,amber,9\n")
    ask = ("verify", "--rubric", "small", str(claims))
    assert sidegrade(*ask).out.endswith("2 hold · 0 do not hold · 0 cannot be computed\n")
    claims.write_text("kind,what,run,published\ntotal,,other/amber,9\n")
    assert "other/amber is not ranked: void: the wrong task" in " ".join(sidegrade(*ask).out.split())


def test_strict_takes_what_cannot_be_computed_for_a_no(sidegrade: Program, claims: Path) -> None:
    ask = ("verify", "--rubric", "small", str(claims))
    claims.write_text("kind,run,published\ntotal,ambre,9\ntotal,amber,9\n")
    assert (sidegrade(*ask).status, sidegrade(*ask, "--strict").status) == (0, 1)
    assert sidegrade(*ask).out.endswith("\n1 holds · 0 do not hold · 1 cannot be computed\n")
    claims.write_text("kind,run,published\ntotal,amber,9\n")
    assert sidegrade(*ask, "--strict").status == 0


def test_a_task_or_rubric_that_is_not_there_is_a_fault_of_the_command(sidegrade: Program, claims: Path) -> None:
    for option, said in (("--task", 'there is no task "moon"'), ("--rubric", 'no task has a rubric "moon"')):
        answer = sidegrade("verify", option, "moon", str(claims))
        assert (answer.status, answer.out) == (2, "") and said in answer.err


def test_a_claim_about_runs_of_two_tasks_says_so(sidegrade: Program, claims: Path, tmp_path: Path) -> None:
    assert sidegrade("add", str(write_files(tmp_path / "other" / "opal", {"a.txt": "a\n"}))).status == 0
    task = sidegrade("card", "amber", "--rubric", "small", "--format", "json").out.split('"run": "')[1].split("/")[0]
    claims.write_text(
        f'[{{"kind": "beats", "run": "{task}/amber", "other": "other/opal", "published": "yes"}},\n'
        f' {{"kind": "total", "run": "{task.upper()}/Amber", "published": 9.0}}]'
    )
    said = " ".join(sidegrade("verify", "--rubric", "small", str(claims)).out.split())
    assert f"other/opal is a run of another task than {task}; a claim is about one task" in said
    assert said.endswith("1 holds · 0 do not hold · 1 cannot be computed")


def test_the_example_in_the_help_is_a_file_with_every_kind_of_claim(sidegrade: Program, claims: Path) -> None:
    said = sidegrade("verify", "--help", study=False).out
    start = said.index("kind,what,")
    lines = [line.strip() for line in said[start : said.index("\n\n", start)].splitlines()]
    claims.write_text("\n".join(lines))
    found = json.loads(sidegrade("verify", "--rubric", "small", str(claims), "--format", "json").out)
    assert len(found) == len(lines) - 1
    assert {one["kind"] for one in found} == {one.value for one in Kind}


def test_every_mistake_is_named_at_once(sidegrade: Program, claims: Path) -> None:
    claims.write_text("kind,run,published\ntotal,amber,much\ntotl,amber,1\n")
    said = sidegrade("verify", "--rubric", "small", str(claims))
    assert (said.status, said.out) == (2, "")
    assert [line.split(": ")[2] for line in said.err.splitlines()] == ["line 2", "line 3"]

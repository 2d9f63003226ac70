"""An export taken into a study: the same study again, or joined with what is there; all of it or nothing."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from grading.errors import LedgerError, SidegradeError, StudyError
from grading.exchange.exporting import Wanted
from grading.marks.events import Mark, Note
from grading.runs.folder import FoundTask
from grading.sides import Pair
from grading.study import Study
from grading.wishes import Wish
from tests.builders import SERVICE, add_folder, figure_run, study_with, write_files
from tests.grading.graded import graded_study, tree, with_workspace

Document = dict[str, Any]


def contents(root: Path) -> list[str]:
    """Everything in a ledger, what is derived included."""
    database = sqlite3.connect(root / ".sidegrade" / "ledger.db")
    found = [line for line in database.iterdump() if "_sqlite_migrations" not in line]
    database.close()
    return sorted(found)


# The same again


def test_an_empty_study_becomes_the_same_one(tmp_path: Path) -> None:
    with graded_study(tmp_path) as study:
        study.export(Wanted(tmp_path / "out"))
        with Study.create(tmp_path / "again", "A study") as again:
            done = again.take_in(tmp_path / "out" / "study.json")
            assert (done.tasks, done.runs, done.rubrics, done.known) == (2, 7, 2, 0)
            assert done.without_files == ()
            again.export(Wanted(tmp_path / "twice"))
            assert again.check_up().mended == 0
            assert contents(study.root) == contents(again.root)
            for run in study.runs():
                for rubric in study.rubrics():
                    for who in study.reviewers_of(run, rubric):
                        assert study.history(run, rubric, who) == again.history(run, rubric, who)
                        assert study.card(run, rubric, who) == again.card(run, rubric, who)
    assert tree(tmp_path / "out") == tree(tmp_path / "twice")


def test_only_what_evidence_quotes_is_not_there_without_the_files(tmp_path: Path) -> None:
    with graded_study(tmp_path) as study:
        with_workspace(study, tmp_path)
        study.export(Wanted(tmp_path / "out"))
    with Study.create(tmp_path / "again", "A study") as again:
        assert again.take_in(tmp_path / "out" / "study.json").without_files == ("service/amber",)
        again.export(Wanted(tmp_path / "twice"))
    first, second = tree(tmp_path / "out"), tree(tmp_path / "twice")
    assert first.keys() == second.keys()
    differing = {name for name in first if first[name] != second[name]}
    assert differing == {
        name for name in differing if "amber" in name and name.endswith(("service-1-mia.html", "mia.md", "mia.json"))
    }
    card = second["cards/service-amber-service-1-mia.md"].decode()
    assert "the workspace is not in this study" in card


def test_the_same_again_changes_nothing(tmp_path: Path) -> None:
    with graded_study(tmp_path) as study:
        study.export(Wanted(tmp_path / "out"))
        before = contents(study.root)
        done = study.take_in(tmp_path / "out" / "study.json")
        assert done.is_nothing_new
        assert done.known == study.export(Wanted(tmp_path / "out")).decisions
        assert contents(study.root) == before


# Joined


def test_two_reviewers_who_graded_apart_come_together(tmp_path: Path) -> None:
    with study_with(tmp_path) as study:
        study.export(Wanted(tmp_path / "start"))
        for who in ("noor", "zoe"):
            with Study.create(tmp_path / who, "A study") as theirs:
                theirs.take_in(tmp_path / "start" / "study.json")
                run, rubric = theirs.find_run("amber"), theirs.find_rubric("service")
                theirs.decide(
                    [Wish(run, rubric, who, Mark("api", Fraction(len(who)))), Wish(run, rubric, who, Note("", who))]
                )
                theirs.withdraw(theirs.last_decision(who), who)
                theirs.draw("service", who, Pair("service/amber", "service/cobalt"))
                theirs.export(Wanted(tmp_path / f"from-{who}"))
        run, rubric = study.find_run("amber"), study.find_rubric("service")
        study.decide([Wish(run, rubric, "mia", Mark("api", Fraction(9)))])
        for who in ("zoe", "noor", "zoe"):
            study.take_in(tmp_path / f"from-{who}" / "study.json")
        assert {who: study.card(run, rubric, who).answers.given for who in study.reviewers_of(run, rubric)} == {
            "mia": {"api": 9}, "noor": {"api": 4}, "zoe": {"api": 3},
        }  # fmt: skip
        assert [one.runs for one in study.draws("service", "noor")] == [Pair("service/amber", "service/cobalt")]
        assert study.check_up().mended == 0
        mine = contents(study.root)
        study.export(Wanted(tmp_path / "all"))
        # Whoever joins whom, the same decisions stand.
        with Study.open(tmp_path / "zoe") as theirs:
            theirs.take_in(tmp_path / "all" / "study.json")
        assert [one for one in contents(tmp_path / "zoe") if '"current"' in one] == [
            one for one in mine if '"current"' in one
        ]


def test_a_rubric_for_every_task_grades_beside_other_tasks_those_that_it_came_with(tmp_path: Path) -> None:
    with study_with(tmp_path) as theirs:
        theirs.export(Wanted(tmp_path / "out"))
    (tmp_path / "own.toml").write_text(SERVICE.replace('"service"', '"own"'))
    with Study.create(tmp_path / "mine", "A study", "mia") as mine:
        mine.add([FoundTask("patch", runs=[figure_run("amber", "patch")])], reviewer="mia")
        mine.add_rubric(tmp_path / "own.toml", ["patch"])
        assert mine.take_in(tmp_path / "out" / "study.json").rubrics == 1
        for task, keys in (("patch", ["own"]), ("service", ["service"])):
            assert [one.key for one in mine.rubrics_of(task)] == keys
        assert mine.take_in(tmp_path / "out" / "study.json").is_nothing_new


def test_one_reviewer_on_two_machines_is_settled_by_time(tmp_path: Path) -> None:
    with study_with(tmp_path) as study:
        run, rubric = study.find_run("amber"), study.find_rubric("service")
        first = study.decide([Wish(run, rubric, "mia", Mark("api", Fraction(5)))])[0]
        study.export(Wanted(tmp_path / "start"))
        with Study.create(tmp_path / "other", "A study") as other:
            other.take_in(tmp_path / "start" / "study.json")
            other.withdraw(first, "mia")
            other.export(Wanted(tmp_path / "from-other"))
            assert other.card(run, rubric, "mia").answers.given == {}
        study.take_in(tmp_path / "from-other" / "study.json")
        assert study.card(run, rubric, "mia").answers.given == {}
        study.decide([Wish(run, rubric, "mia", Mark("api", Fraction(6)))])
        assert study.card(run, rubric, "mia").answers.given == {"api": 6}


def changed(path: Path, change: Callable[[Document], object]) -> Path:
    """The same export with something else in it."""
    document = json.loads(path.read_text())
    change(document)
    other = path.with_name("changed.json")
    other.write_text(json.dumps(document))
    return other


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda d: d["tasks"][0].update(title="Another"), "the task other is in this study with another title"),
        (lambda d: d["prompts"][0].update(text="Another"), "the task other is in this study with another prompt"),
        (lambda d: d["runs"][0].update(label="Another"), "the run service/amber is in this study with another label"),
        (lambda d: d["snapshots"][0].update(files=77), "is in this study with another files"),
        (lambda d: d["draws"][0].update(later=1), "the draw "),
        (lambda d: d["decisions"][0].update(session="another"), "the decision "),
        (lambda d: d["task_rubrics"].append(dict(task="other", rubric=d["rubrics"][0]["id"], added_at=d["tasks"][0]["added_at"])), "the rubric service@1 is in this study for every task, not for some"),
        (lambda d: d["workspaces"].insert(0, dict(d["workspaces"][0], snapshot=d["workspaces"][-1]["snapshot"])), "the run service/amber is in this study with another workspace"),
    ],
)  # fmt: skip
def test_what_contradicts_is_refused_by_name(tmp_path: Path, change: Callable[[Document], object], said: str) -> None:
    with graded_study(tmp_path) as study:
        with_workspace(study, tmp_path)
        add_folder(study, write_files(tmp_path / "service" / "cobalt", {"app.py": "other\n"}))
        study.export(Wanted(tmp_path / "out"))
        path = changed(tmp_path / "out" / "study.json", change)
        before = contents(study.root)
        with pytest.raises(LedgerError) as refused:
            study.take_in(path)
        assert str(refused.value).startswith(said) or said in str(refused.value)
        assert str(refused.value).endswith("import into a new study; nothing was changed")
        assert contents(study.root) == before


def test_a_rubric_of_the_same_edition_with_other_content_is_refused(tmp_path: Path) -> None:
    with study_with(tmp_path) as study:
        study.export(Wanted(tmp_path / "out"))
    (tmp_path / "b").mkdir()
    text = SERVICE.replace("points = 3\n", "points = 4\n")
    refused = pytest.raises(LedgerError, match="the rubric service@1 is in this study with other content")
    with study_with(tmp_path / "b", text=text) as other, refused:
        other.take_in(tmp_path / "out" / "study.json")


def test_a_prompt_and_a_workspace_that_came_later_are_taken(tmp_path: Path) -> None:
    with graded_study(tmp_path) as study:
        with_workspace(study, tmp_path)
        study.export(Wanted(tmp_path / "out"))
        shutil.copytree(study.root, tmp_path / "copy")
        write_files(tmp_path / "service" / "amber", {"app.py": "one\ntwo\nfour\n"})
        add_folder(study, tmp_path / "service" / "amber")
        study.export(Wanted(tmp_path / "later"))
        newest = study.find_run("service/amber").snapshot
    with Study.open(tmp_path / "copy") as copy:
        assert copy.find_run("service/amber").snapshot != newest
        assert copy.take_in(tmp_path / "later" / "study.json").without_files == ("service/amber",)
        assert copy.find_run("service/amber").snapshot == newest
        copy.take_in(tmp_path / "out" / "study.json")  # an older one takes nothing back
        assert copy.find_run("service/amber").snapshot == newest


# Without the files


def test_what_came_without_its_files_says_so_and_is_whole_when_they_are_added(tmp_path: Path) -> None:
    with graded_study(tmp_path) as study:
        with_workspace(study, tmp_path)
        study.export(Wanted(tmp_path / "out"))
    said = "the workspace of service/amber is not in this study's vault: it came by import; add its folder to read it"
    with Study.create(tmp_path / "again", "A study") as again:
        again.take_in(tmp_path / "out" / "study.json")
        found = again.check_up()
        assert (found.damage, found.notes) == ((), (said,))
        run = again.find_run("service/amber")
        with (
            pytest.raises(StudyError) as refused,
            again.compared(Pair(again.source("service/amber"), again.source("service/amber"))),
        ):
            pass
        assert str(refused.value) == said
        with pytest.raises(StudyError, match="it came by import"):
            again.evidence(run, "api", "app.py:1")
        add_folder(again, tmp_path / "service" / "amber")
        found = again.check_up()
        assert (found.damage, found.notes) == ((), ())
        again.evidence(run, "api", "app.py:1")
        again.export(Wanted(tmp_path / "twice"))
        # Now it is the study's own: to lose it is damage.
        shutil.rmtree(again.root / ".sidegrade" / "vault.git")
        assert again.check_up().damage != ()
    cards = (tree(tmp_path / name / "cards") for name in ("out", "twice"))
    one, other = (
        {name: data for name, data in found.items() if "mia" in name and name.endswith("md")} for found in cards
    )
    assert (
        one["service-amber-service-1-mia.md"].count(b"three")
        == other["service-amber-service-1-mia.md"].count(b"three")
        > 0
    )


def test_what_the_study_itself_has_lost_is_damage(tmp_path: Path) -> None:
    with graded_study(tmp_path) as study:
        with_workspace(study, tmp_path)
        study.export(Wanted(tmp_path / "out"))
        vault = study.root / ".sidegrade" / "vault.git"
        shutil.rmtree(vault / "refs")
        (vault / "refs").mkdir()
        study.take_in(tmp_path / "out" / "study.json")
        found = study.check_up()
        assert any("is missing" in one for one in found.damage)
        assert found.notes == ()


def test_a_write_that_fails_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with graded_study(tmp_path) as study:
        study.export(Wanted(tmp_path / "out"))
    with Study.create(tmp_path / "again", "A study") as again:
        before = contents(again.root)
        monkeypatch.setattr("grading.ledger.contents._stand_anew", _fail)
        with pytest.raises(SidegradeError, match="no space"):
            again.take_in(tmp_path / "out" / "study.json")
        assert contents(again.root) == before


def _fail(*_: object) -> None:
    raise StudyError("no space")

"""What an export holds, where it goes, and that the same ledger always makes the same bytes."""

import json
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from grading import replacing
from grading.errors import StudyError
from grading.exchange import pages
from grading.exchange.binding import IndexWanted
from grading.exchange.exporting import Wanted
from grading.ledger.store import Ledger
from grading.marks.events import Answer, Prefer
from grading.marks.typed import TypedMark
from grading.report.formats.csv import from_csv
from grading.report.formats.csv_decisions import COLUMNS
from grading.runs.folder import FoundTask
from grading.sides import Pair
from grading.study import Study
from grading.wishes import Wish
from tests.builders import SERVICE, ask, figure_run, study_with
from tests.grading.graded import REVIEWERS, graded_study, tree, with_workspace


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    with graded_study(tmp_path_factory.mktemp("graded")) as study:
        yield study


def test_everything_is_there(graded: Study, tmp_path: Path) -> None:
    done = graded.export(Wanted(tmp_path / "out"))
    found = tree(tmp_path / "out")
    assert {name for name in found if "/" not in name} == {
        *("index.html", "standings.md", "standings.csv", "standings.json", "decisions.csv", "study.json"),
    }
    stems = {name.rsplit(".", 1)[0] for name in found if name.startswith("cards/")}
    assert len(stems) == done.cards
    assert {name for name in found if name.startswith("cards/")} == {
        f"{stem}.{end}" for stem in stems for end in ("html", "md", "json")
    }
    assert sum(name.startswith("pairs/") and name.endswith(".html") for name in found) == done.pairs
    assert "cards/service-amber-service-1-mia.html" in found
    assert "cards/other-cobalt-service-2-noor.json" in found
    for name in (*stems, *(name for name in found if name.startswith("pairs/"))):
        assert name.rsplit(".", 1)[0].encode() in b"".join(
            data for page, data in found.items() if page.endswith(".html")
        )
    assert list((tmp_path).iterdir()) == [tmp_path / "out"]


def test_the_book_has_editions_and_several_tasks(graded: Study, tmp_path: Path) -> None:
    graded.export(Wanted(tmp_path / "out"))
    found = json.loads((tmp_path / "out" / "standings.json").read_text())
    tables = [(one["task"], one["rubric"]) for one in found["standings"]]
    assert tables == [("other", "service@2"), ("service", "service@1"), ("service", "service@2")]
    assert [len(one["editions"]) for one in found["standings"]] == [0, 0, 1]
    assert [one["tasks"] for one in found["across"]] == [["other", "service"]]
    assert found["reviewers"] == list(REVIEWERS)


def test_tasks_are_put_together_only_where_somebody_is_ranked_in_two(tmp_path: Path) -> None:
    with study_with(tmp_path, ("amber", "cobalt")) as study:
        study.add([FoundTask("other", runs=[figure_run(one, "other") for one in ("jade", "cobalt")])], reviewer="mia")
        whole = {"api": "15", "collected": "12", "faithful": "1", "starts": "pass"}

        def across_after(*runs: str) -> list[list[str]]:
            study.mark([TypedMark("here", run, *one) for run in runs for one in whole.items()], reviewer="mia")
            study.export(Wanted(tmp_path / "out"))
            found = json.loads((tmp_path / "out" / "standings.json").read_text())
            return [one["tasks"] for one in found["across"]]

        assert across_after("service/amber", "service/cobalt", "other/jade") == []
        assert across_after("other/cobalt") == [["other", "service"]]
        later = tmp_path / "later.toml"
        later.write_text(SERVICE.replace('edition = "1"', 'edition = "2"'))
        study.add_rubric(later)
        marks = [TypedMark("here", "service/amber", cell, value, rubric="service@2") for cell, value in whole.items()]
        study.mark(marks, reviewer="mia")
        assert across_after() == [["other", "service"]]
        found = json.loads((tmp_path / "out" / "standings.json").read_text())
        assert found["across"][0]["rubrics"] == ["service@1"], "the newest edition that both have"
        for name in ("service", ""):
            tables = study.reports.tables("", name, is_across=True)
            assert [(one.task, one.rubric.name) for one in tables] == [("other", "service@1"), ("service", "service@1")]


def test_pairs_are_what_was_drawn_preferred_or_next_to_each_other(tmp_path: Path) -> None:
    with study_with(tmp_path, ("amber", "cobalt", "jade", "onyx", "pearl")) as study:
        graded_by_mia = {"amber": "15", "cobalt": "14", "jade": "13", "onyx": "12"}
        for model, points in graded_by_mia.items():
            marks = {"api": points, "collected": "12", "faithful": "1", "starts": "pass"}
            study.mark([TypedMark("here", model, *one) for one in marks.items()], reviewer="mia")
        ids = {run.name.model: run.id for run in study.runs()}
        study.draw("service", "mia", Pair(ids["onyx"], ids["amber"]))
        study.draw("service", "mia", Pair(ids["pearl"], ids["amber"]))  # nobody graded pearl
        study.draw("service", "noor", Pair(ids["jade"], ids["amber"]))  # nor did noor anything
        rubric, run = study.find_rubric("service"), study.find_run("jade")
        study.decide([Wish(run, rubric, "mia", Prefer("", ids["cobalt"], Answer.B))])
        study.export(Wanted(tmp_path / "out"))
    found = tree(tmp_path / "out")
    assert {name for name in found if name.startswith("pairs/")} == {
        f"pairs/service-{two}-service-1-mia.html"
        for two in ("onyx-and-amber", "jade-and-cobalt", "amber-and-cobalt", "jade-and-onyx")
    }


def test_an_index_stands_beside_the_one_table_that_is_meant(graded: Study, tmp_path: Path) -> None:
    text = "model,value\namber,1\ncobalt,3\n"
    for told, said in (
        (("", ""), "3 tables are meant by --index; say --task and --rubric of one; there are other by service@2, "),
        (("service", ""), '2 tables are meant by --index with "service"'),
        (("service", "other"), 'no table is meant by --index with "service" and "other"'),
        (("moon", ""), 'there is no task "moon"'),
    ):
        with pytest.raises(StudyError) as refused:
            graded.export(Wanted(tmp_path / "out", index=IndexWanted(text, "arena.csv", *told)))
        assert str(refused.value).startswith(said)
        assert list(tmp_path.iterdir()) == []
    graded.export(Wanted(tmp_path / "out", index=IndexWanted(text, "arena.csv", "service", "service@2")))
    found = json.loads((tmp_path / "out" / "standings.json").read_text())
    assert [one.get("index") is not None for one in found["standings"]] == [False, False, True]


def test_decisions_read_back_as_they_are(graded: Study, tmp_path: Path) -> None:
    graded.export(Wanted(tmp_path / "out"))
    rows = from_csv((tmp_path / "out" / "decisions.csv").read_text())
    ledger = Ledger.open(graded.root / ".sidegrade" / "ledger.db")
    kept = ask(
        ledger,
        "SELECT d.id, at, reviewer, session, machine, run, r.key || '@' || r.edition, cell, kind, value,"
        " json_extract(nullif(body, ''), '$.reason'), json_extract(nullif(body, ''), '$.other'),"
        " json_extract(nullif(body, ''), '$.sha256'), json_extract(nullif(body, ''), '$.output'), asked, snapshot,"
        " CASE WHEN d.id IN (SELECT decision FROM current) THEN 'yes' END"
        " FROM decisions d LEFT JOIN rubrics r ON r.id = d.rubric ORDER BY d.id",
    )
    ledger.close()
    assert [tuple(row[name] for name in COLUMNS) for row in rows] == [
        tuple(value or "" for value in row) for row in kept
    ]
    assert {row["kind"] for row in rows} >= {
        "mark",
        "withdraw",
        "adjust",
        "prefer",
        "gate",
        "lock",
        "figure",
        "note",
        "flag",
    }


# The same bytes


def test_the_same_ledger_makes_the_same_bytes_wherever_it_lies(tmp_path: Path) -> None:
    with graded_study(tmp_path) as study:
        with_workspace(study, tmp_path)
        study.export(Wanted(tmp_path / "one"))
        study.export(Wanted(tmp_path / "two"))
    shutil.copytree(tmp_path / "study", tmp_path / "elsewhere" / "else")
    with Study.open(tmp_path / "elsewhere" / "else") as copy:
        copy.export(Wanted(tmp_path / "three"))
    assert tree(tmp_path / "one") == tree(tmp_path / "two") == tree(tmp_path / "three")
    card = (tmp_path / "one" / "cards" / "service-amber-service-1-mia.md").read_text()
    assert "two" in card and "three" in card  # the lines that the evidence names


def test_two_processes_make_the_same_as_one(graded: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[int, int]] = []
    graded.export(Wanted(tmp_path / "one"))
    monkeypatch.setattr(pages, "_MANY_PAGES", 2)
    monkeypatch.setattr(pages, "_RUNS", 1)
    graded.export(Wanted(tmp_path / "two"), lambda done, of: seen.append((done, of)))
    assert tree(tmp_path / "one") == tree(tmp_path / "two")
    assert seen == sorted(seen)
    assert seen[-1][0] == seen[-1][1] == sum("/" in name and name.endswith("html") for name in tree(tmp_path / "one"))


def test_what_is_decided_meanwhile_does_not_tear_an_export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with graded_study(tmp_path) as study:
        before = study.export(Wanted(tmp_path / "before"))
        plain = replacing.write

        def writing(folder: Path, name: str, pieces: Iterable[str]) -> None:
            with Study.open(study.root) as other:
                other.mark([TypedMark("here", "onyx", "api", "3")], reviewer="somebody", rubric="service@1")
            plain(folder, name, pieces)

        monkeypatch.setattr("grading.exchange.exporting.write", writing)
        assert study.export(Wanted(tmp_path / "meanwhile")) == before
        monkeypatch.undo()
        assert study.export(Wanted(tmp_path / "after")).decisions == before.decisions + 6
    assert tree(tmp_path / "before") == tree(tmp_path / "meanwhile") != tree(tmp_path / "after")


# Where it goes


def test_an_earlier_export_is_replaced_and_its_stale_pages_go(tmp_path: Path) -> None:
    target = tmp_path / "out"
    with graded_study(tmp_path) as study:
        study.export(Wanted(target))
        stale = target / "cards" / "service-gone-service-1-mia.html"
        shutil.copy(next((target / "cards").glob("*.html")), stale)  # of a run that was called otherwise
        study.export(Wanted(target))
    assert not stale.exists()
    assert target.stat().st_mode & 0o777 == 0o777 & ~_umask()


def _umask() -> int:
    now = os.umask(0)
    os.umask(now)
    return now


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["notes.txt"], "is not empty, and not a whole earlier export either"),
        (["study.json"], "is not empty, and not a whole earlier export either"),
    ],
)
def test_a_folder_with_anything_else_in_it_is_refused(
    graded: Study, tmp_path: Path, names: list[str], said: str
) -> None:
    for name in names:
        (tmp_path / name).write_text("mine")
    with pytest.raises(StudyError, match=said):
        graded.export(Wanted(tmp_path))
    assert {name: data for name, data in tree(tmp_path).items()} == {name: b"mine" for name in names}


_MINE = ("CNAME", ".git/config", "cards/mine.txt", "cards/deep/one.html", "pairs/one.md")


@pytest.mark.parametrize("name", [*_MINE, "cards/mine.md", "cards/mine.html", "cards/mine.json", "pairs/mine.html"])
def test_what_no_export_wrote_is_not_lost_with_one(graded: Study, tmp_path: Path, name: str) -> None:
    target = tmp_path / "out"
    graded.export(Wanted(target))
    mine = target / name
    mine.parent.mkdir(exist_ok=True)
    mine.write_text("mine")
    before = tree(target)
    with pytest.raises(StudyError, match="in it, which is no part of a whole export and would be lost; name an empty"):
        graded.export(Wanted(target))
    assert tree(target) == before


def test_what_is_no_file_is_not_waited_for(graded: Study, tmp_path: Path) -> None:
    target = tmp_path / "out"
    graded.export(Wanted(target))
    for name in ("cards/x.html", "cards/x.md"):
        os.mkfifo(target / name)
        with pytest.raises(StudyError, match="is no part of a whole export"):
            graded.export(Wanted(target))
        (target / name).unlink()
    graded.export(Wanted(target))


@pytest.mark.parametrize("name", ["index.html", "study.json"])
def test_an_export_with_a_page_of_somebodys_own_in_it_is_none(graded: Study, tmp_path: Path, name: str) -> None:
    target = tmp_path / "out"
    graded.export(Wanted(target))
    (target / name).write_text("mine")
    for before in (tree(target), {name: b"mine"}):
        for left in {*tree(target)} - {*before}:
            (target / left).unlink()
        with pytest.raises(StudyError, match="not a whole earlier export"):
            graded.export(Wanted(target))
        assert tree(target) == before


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("", "is a study's folder, and no export"),
        (".sidegrade", "belongs to a study; name a folder outside of it"),
        (".sidegrade/out", "belongs to a study"),
        (".sidegrade/vault.git/refs/heads", "belongs to a study"),
    ],
)
def test_a_studys_own_folders_are_no_place_for_an_export(graded: Study, where: str, said: str) -> None:
    before = tree(graded.root)
    with pytest.raises(StudyError, match=said):
        graded.export(Wanted(graded.root / where))
    assert tree(graded.root) == before


def test_folders_above_are_made_and_an_empty_one_is_taken(graded: Study, tmp_path: Path) -> None:
    graded.export(Wanted(tmp_path / "a" / "b"))
    (tmp_path / "empty").mkdir()
    graded.export(Wanted(tmp_path / "empty"))
    assert tree(tmp_path / "a" / "b") == tree(tmp_path / "empty")


def test_a_file_is_no_folder(graded: Study, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    for target, said in ((tmp_path / "file", "is no folder"), (tmp_path / "file" / "out", "cannot be written")):
        with pytest.raises(StudyError, match=said):
            graded.export(Wanted(target))

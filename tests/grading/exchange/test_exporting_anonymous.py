"""An export in which nobody has a name."""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from grading.exchange.exporting import Wanted
from grading.marks.events import Adjust, Event, Evidence, Mark, Note
from grading.report.anonymous import numbered, without_names
from grading.sides import Pair
from grading.study import Study
from grading.wishes import Wish
from tests.builders import study_with
from tests.grading.graded import REVIEWERS, graded_study, tree, with_workspace


def test_no_name_machine_session_or_folder_is_left(tmp_path: Path) -> None:
    with graded_study(tmp_path) as study:
        with_workspace(study, tmp_path)
        study.export(Wanted(tmp_path / "out"))
        plain = tree(tmp_path / "out")
        study.export(Wanted(tmp_path / "anonymous", is_anonymous=True))
    found = tree(tmp_path / "anonymous")
    said = json.loads(plain["study.json"])
    secret = {*REVIEWERS, "Mia", "Noor", str(tmp_path), said["decisions"][0]["session"]}
    machine = said["decisions"][0]["machine"]
    for word in (*secret, machine):
        assert any(word.encode() in data or json.dumps(word)[1:-1].encode() in data for data in plain.values()), word
    for name, data in found.items():
        for word in secret:
            assert word.casefold() not in data.decode().casefold(), (name, word)
            assert json.dumps(word)[1:-1].casefold() not in data.decode().casefold(), (name, word)
        assert not any(word.casefold() in name for word in ("mia", "noor", "zoe"))
    entries = json.loads(found["study.json"])["decisions"]
    assert not any(key in one for one in entries for key in ("session", "machine"))
    assert {one["reviewer"] for one in entries} == {"reviewer 1", "reviewer 2", "reviewer 3"}
    assert "cards/service-amber-service-1-reviewer-1.html" in found


def test_the_numbers_are_the_same(tmp_path: Path) -> None:
    with graded_study(tmp_path) as study:
        study.export(Wanted(tmp_path / "out"))
        study.export(Wanted(tmp_path / "anonymous", is_anonymous=True))
        assert study.check_up().mended == 0  # nothing of it reached the ledger
    tables, nameless = (
        json.loads((tmp_path / name / "standings.json").read_text())["standings"] for name in ("out", "anonymous")
    )
    for one, other in zip(tables, nameless, strict=True):
        assert [(row["run"], row["exact"], row["rank"], row["cards"]) for row in one["ranked"]] == [
            (row["run"], row["exact"], row["rank"], row["cards"]) for row in other["ranked"]
        ]
    pairs = [len(list((tmp_path / name / "pairs").iterdir())) for name in ("out", "anonymous")]
    assert pairs[0] == pairs[1]


def test_numbers_go_by_the_first_decision_and_not_by_the_name(tmp_path: Path) -> None:
    with study_with(tmp_path) as study:
        run, rubric = study.runs()[0], study.find_rubric("service")
        study.draw("service", "aaron", Pair(*[one.id for one in study.runs()]))
        for who in ("zoe", "reviewer 1", "bert", "mia"):
            study.decide([Wish(run, rubric, who, Mark("api", Fraction(3)))])
        study.export(Wanted(tmp_path / "out", is_anonymous=True))
    found = json.loads((tmp_path / "out" / "study.json").read_text())
    assert [one["reviewer"] for one in found["decisions"]] == [f"reviewer {number}" for number in (1, 2, 3, 4)]
    assert [one["reviewer"] for one in found["draws"]] == ["reviewer 5"]


def test_it_can_be_imported(tmp_path: Path) -> None:
    with graded_study(tmp_path) as study:
        with_workspace(study, tmp_path)
        study.export(Wanted(tmp_path / "out", is_anonymous=True))
    with Study.create(tmp_path / "again", "A study") as again:
        again.take_in(tmp_path / "out" / "study.json")
        assert again.check_up().mended == 0
        again.export(Wanted(tmp_path / "twice"))
    one, other = ((tmp_path / name / "study.json").read_bytes() for name in ("out", "twice"))
    assert one == other


def test_names_leave_whatever_people_wrote(tmp_path: Path) -> None:
    with study_with(tmp_path) as study:
        run, rubric = study.runs()[0], study.find_rubric("service")
        wrote: list[Event] = [
            *(Note("", "MIA saw it"), Note("api", "Miami is no name"), Adjust("api", Fraction(1), "mia's rule")),
            Evidence("api", "$ ls /home/mia", output="mia  mia.txt"),
        ]
        study.decide(Wish(run, rubric, "mia", one) for one in wrote)
        study.correct(run, {"state": "void", "reason": "mia erred"}, reviewer="mia", reason="mia said so")
        study.export(Wanted(tmp_path / "out", is_anonymous=True))
    entries = json.loads((tmp_path / "out" / "study.json").read_text())["decisions"]
    values = [(one.get("value", ""), *one.get("body", {}).values()) for one in entries]
    assert [one for one in values if "reviewer 1" in " ".join(one)] == [
        ("reviewer 1 saw it",),
        ("1", "reviewer 1's rule"),
        ("$ ls /home/reviewer 1", "reviewer 1  reviewer 1.txt"),
        ("reviewer 1 erred", "reviewer 1 said so"),
        ("void", "reviewer 1 said so"),
    ]
    assert ("Miami is no name",) in values


@pytest.mark.parametrize(
    ("names", "text", "said"),
    [
        ([], "as it was", "as it was"),
        (["ann", "ann lee"], "Ann Lee, ann", "reviewer 2, reviewer 1"),
        (["a.b"], "a.b, acb, xa.b", "reviewer 1, acb, xa.b"),
        (["(x"], "(x (xy", "reviewer 1 (xy"),
        (["Zoë"], "ZOË zoë", "reviewer 1 reviewer 1"),
        (["Mia", "mia"], "Mia or mia or MIA", "reviewer 1 or reviewer 2 or a reviewer"),
        (["strasse", "straße"], "straße, strasse, Strasse", "reviewer 2, reviewer 1, a reviewer"),
    ],
)
def test_a_name_is_a_word_of_its_own(names: list[str], text: str, said: str) -> None:
    assert without_names(numbered(names))(text) == said

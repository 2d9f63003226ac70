"""How a cell was marked on other runs."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from grading.marks.events import Clear, Deduct, Event, Evidence, GateResult, Mark, Note, Spare
from grading.review.precedents import Precedent, precedents
from grading.rubric.arithmetic import NOT_ATTEMPTED
from grading.study import Study
from grading.wishes import Wish
from tests.builders import SERVICE, study_with


@pytest.fixture
def four(tmp_path: Path) -> Iterator[Study]:
    with study_with(tmp_path, ("amber", "cobalt", "jade", "onyx")) as made:
        yield made


def decide(study: Study, name: str, *events: Event, reviewer: str = "mia") -> None:
    study.decide(Wish(study.find_run(name), study.rubrics()[0], reviewer, event) for event in events)


def found(
    study: Study, cell: str = "api", besides: tuple[str, ...] = ()
) -> list[tuple[str, str, tuple[str, ...], int]]:
    every = precedents(study, cell, study.rubrics()[0], "mia", [f"service/{name}" for name in besides])
    return [(one.value, one.note, one.places, one.count) for one in every]


def test_the_newest_comes_first_and_the_runs_at_hand_are_left_out(four: Study) -> None:
    decide(four, "amber", Mark("api", Fraction(3)), Note("api", "no paging"))
    decide(four, "cobalt", Mark("api", Fraction(5)))
    decide(four, "jade", Mark("api", Fraction(7)))
    decide(four, "amber", Evidence("api", "a.py:3"))
    assert found(four, besides=("jade",)) == [("3", "no paging", ("a.py:3",), 1), ("5", "", (), 1)]
    decide(four, "cobalt", Clear("api"))
    assert [one[0] for one in found(four)] == ["3", "7"]


def test_the_same_value_with_the_same_note_is_there_once(four: Study) -> None:
    for name in ("amber", "cobalt", "jade"):
        decide(four, name, Mark("api", Fraction(3)), Note("api", "no paging"), Evidence("api", f"{name}.py"))
    decide(four, "onyx", Mark("api", Fraction(3)), Note("api", "other"))
    assert found(four) == [("3", "other", (), 1), ("3", "no paging", ("jade.py", "cobalt.py", "amber.py"), 3)]


def test_marks_under_another_edition_follow_with_its_name_also_of_the_runs_at_hand(four: Study, tmp_path: Path) -> None:
    decide(four, "amber", Mark("api", Fraction(3)), Note("api", "no paging"))
    decide(four, "jade", Note("api", "see the readme"))
    path = tmp_path / "later.toml"
    path.write_text(SERVICE.replace('edition = "1"', 'edition = "2"'))
    four.add_rubric(path)
    later = four.rubrics()[1]
    four.decide([Wish(four.find_run("cobalt"), later, "mia", Mark("api", Fraction(4)))])
    seen = precedents(four, "api", later, "mia", ["service/amber"])
    assert [(one.value, one.note) for one in seen] == [("4", ""), ("@1", "see the readme"), ("3 @1", "no paging")]


def test_what_another_rubric_or_edition_does_not_ask_is_no_precedent(four: Study, tmp_path: Path) -> None:
    decide(four, "amber", Mark("api", Fraction(3)))
    for change in (('key = "service"', 'key = "other"'), ('edition = "1"', 'edition = "2"')):
        path = tmp_path / "another.toml"
        path.write_text(SERVICE.replace(*change).replace('key = "faithful"', 'key = "honest"'))
        four.add_rubric(path)
    other, later = four.rubrics()[1:]
    assert precedents(four, "api", other, "mia") == []
    assert precedents(four, "honest", later, "mia") == []


def test_a_note_alone_is_one_and_evidence_alone_is_none(four: Study) -> None:
    decide(four, "amber", Note("api", "see the readme"))
    decide(four, "cobalt", Evidence("api", "a.py"))
    assert found(four) == [("", "see the readme", (), 1)]
    decide(four, "amber", Note("api", ""))
    assert found(four) == []


def test_it_is_this_reviewers_marks_of_this_cell_only(four: Study) -> None:
    decide(four, "amber", Mark("api", Fraction(3)), reviewer="tom")
    decide(four, "amber", Mark("faithful", Fraction(1)))
    assert found(four) == []
    assert found(four, "faithful") == [("1", "", (), 1)]


@pytest.mark.parametrize(
    ("event", "value"),
    [
        (Mark("api", NOT_ATTEMPTED), "x"),
        (Mark("api", Fraction(25, 2)), "12.5"),
        (Mark("collected", Fraction(12)), "12 → 2"),
        (Deduct("no-paging"), "called"),
        (Spare("no-paging"), "not called"),
        (GateResult("starts", True), "holds"),
        (GateResult("starts", False), "fails"),
    ],
)
def test_values_are_said_as_people_say_them(event: Event, value: str, four: Study) -> None:
    if event == Mark("api", Fraction(25, 2)):
        event = Mark("faithful", Fraction(5, 2))
        value = "2.5"
    decide(four, "amber", event)
    assert found(four, event.cell) == [(value, "", (), 1)]


def test_it_says_when(four: Study) -> None:
    decide(four, "amber", Mark("api", Fraction(3)))
    last = four.last_decision("mia")
    assert precedents(four, "api", four.rubrics()[0], "mia") == [Precedent("3", at=last.at)]

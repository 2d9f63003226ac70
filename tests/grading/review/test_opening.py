"""What to open, and which run stands where."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest

from grading.errors import StudyError
from grading.marks.queue import Draw
from grading.review.opening import opened, opening, side_drawn
from grading.runs.folder import FoundTask, Told, look
from grading.sides import Pair
from grading.study import Study
from tests.builders import figure_run, study_with, write_files

RUNS = ("amber", "cobalt", "jade", "onyx")


@pytest.fixture
def four(tmp_path: Path) -> Iterator[Study]:
    with study_with(tmp_path, RUNS) as made:
        yield made


def test_a_pair_that_was_named_stands_on_sides_that_are_drawn_and_stay(four: Study) -> None:
    first = opening(four, ["amber", "jade"], "mia")
    again = opening(four, ["jade", "amber"], "mia")
    assert first == again
    assert {*first.key} == {"service/amber", "service/jade"}
    assert four.draws("service", "mia") == [Draw(Pair(*first.key))]
    assert (first.task, first.rubric.key, first.baseline) == ("service", "service", None)


def test_who_does_not_grade_blind_has_the_runs_where_they_were_named(four: Study) -> None:
    for names in (["amber", "jade"], ["jade", "amber"]):
        found = opening(four, names, "mia", is_blind=False)
        assert list(found.key) == [f"service/{name}" for name in names]
    assert four.draws("service", "mia") == []


def test_sides_are_balanced_and_differ_from_reviewer_to_reviewer(four: Study) -> None:
    leaning: Counter[str] = Counter()
    for pair in combinations([run.id for run in four.runs()], 2):
        sides = side_drawn(four, "service", "mia", pair)
        leaning.update({sides.a: 1, sides.b: -1})
    assert max(map(abs, leaning.values())) <= 2
    assert len({side_drawn(four, "service", f"reviewer {n}", ["service/amber", "service/jade"]) for n in range(9)}) == 2


def test_one_run_alone_stands_beside_its_baseline_where_both_have_files(four: Study, tmp_path: Path) -> None:
    assert opening(four, ["amber"], "mia").runs == Pair(four.find_run("amber"), None)
    text = (tmp_path / "service.toml").read_text().replace('key = "service"', 'key = "another"')
    write_files(tmp_path / "t", {"rubric.toml": text, "baseline/a": "1", "zinc/a": "2", "lead/src/a": "3"})
    four.add(look([tmp_path / "t"], Told()), reviewer="mia")
    four.add([FoundTask("t", runs=[figure_run("iron", "t")])], reviewer="mia")
    found = opening(four, ["zinc"], "mia", rubric="another")
    assert found.runs == Pair(None, four.find_run("zinc"))
    assert found.baseline is not None
    assert found.baseline == next(one.baseline for one in four.tasks() if one.key == "t")
    assert opening(four, ["iron"], "mia", rubric="another").baseline is None
    assert four.draws("t", "mia") == []


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["amber", "service/amber"], "service/amber is named twice"),
        (["amber", "zinc"], "service/amber and t/zinc are runs of two tasks"),
        (["amber", "jade", "onyx"], "3 runs cannot be opened at once"),
        ([], "0 runs cannot be opened at once"),
        (["nobody"], 'there is no run "nobody"'),
    ],
)
def test_what_cannot_be_opened_is_refused_with_a_reason(names: list[str], said: str, four: Study) -> None:
    four.add([FoundTask("t", runs=[figure_run("zinc", "t")])], reviewer="mia")
    with pytest.raises(StudyError, match=said):
        opening(four, names, "mia")


def test_names_are_looked_for_in_the_task_that_is_said(four: Study) -> None:
    four.add([FoundTask("t", runs=[figure_run("amber", "t")])], reviewer="mia")
    assert opening(four, ["amber"], "mia", task="t").key == ("t/amber",)
    with pytest.raises(StudyError, match='there is no run "jade"'):
        opening(four, ["jade"], "mia", task="t")


def test_a_pair_of_the_queue_is_opened_by_ids(four: Study) -> None:
    rubric = four.rubrics()[0]
    found = opened(four, frozenset({"service/amber", "service/jade"}), rubric.id, "mia")
    assert found == opening(four, ["amber", "jade"], "mia")
    assert opened(four, ["service/amber"], rubric.id, "mia") == opening(four, ["amber"], "mia")

"""What there is to grade, as one reviewer sees it."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from pathlib import Path

import pytest

from grading.errors import StudyError
from grading.marks.events import Answer, Event, Flag, GateResult, Lock, Mark, Prefer, Reveal
from grading.review.attention import Attention, Need
from grading.review.opening import side_drawn
from grading.review.queue import Queue, across, queue
from grading.review.stand import Progress, Stand, State
from grading.runs.folder import FoundTask, Told, look
from grading.study import Study
from grading.wishes import Wish
from tests.builders import SERVICE, figure_run, study_with, write_files

EVERYTHING: tuple[Event, ...] = (
    *(Mark("api", Fraction(12)), Mark("collected", Fraction(12)), Mark("faithful", Fraction(1))),
    GateResult("starts", True),
)

VOID = {"state": "void", "reason": "added twice"}


@pytest.fixture
def four(tmp_path: Path) -> Iterator[Study]:
    with study_with(tmp_path, ("amber", "cobalt", "jade", "onyx")) as made:
        yield made


def decide(study: Study, names: str, *events: Event, reviewer: str = "mia") -> None:
    """Decides the same of some runs, named with blanks between them."""
    rubric = study.find_rubric("service", "service")
    runs = [study.find_run(name if "/" in name else f"service/{name}") for name in names.split()]
    study.decide(Wish(run, rubric, reviewer, event) for run in runs for event in events)


def names(stand: Stand | None) -> str:
    return "" if stand is None else " ".join(sorted(run.removeprefix("service/") for run in stand.runs))


def first(study: Study) -> Stand:
    found = queue(study, "mia").next()
    assert found is not None
    return found


# Pairs and their order


def test_every_pair_has_its_number_and_those_that_name_a_run_for_the_first_time_come_first(four: Study) -> None:
    (task,) = queue(four, "mia").tasks
    stands = [*task]
    assert [one.number for one in stands] == [1, 2, 3, 4, 5, 6]
    assert [one.is_needed for one in stands] == [True, True, False, False, False, False]
    assert stands[0].runs | stands[1].runs == set(task.runs)
    assert {one.state for one in stands} == {State.NEW}
    assert [task.stand(one.runs) for one in stands] == stands
    assert task.beside(stands[2], 1) == stands[3]
    assert (task.beside(stands[0], -1), task.beside(stands[5], 1)) == (None, None)


def test_runs_with_the_fewest_cards_of_anybody_come_first(four: Study) -> None:
    decide(four, "amber jade", *EVERYTHING, reviewer="tom")
    decide(four, "cobalt", *EVERYTHING[:2], reviewer="tom")
    assert names(first(four)) == "cobalt onyx"
    stand = first(four)
    assert (stand.others, stand.decided, stand.of) == (("tom",), 0, 8)


def test_sides_are_there_once_they_are_drawn(four: Study) -> None:
    stand = first(four)
    assert stand.sides is None
    sides = side_drawn(four, "service", "mia", stand.runs)
    assert first(four).sides == sides
    assert queue(four, "tom").tasks[0].stand(stand.runs).sides is None


def test_a_pair_that_was_handed_to_later_comes_last_until_it_is_taken_up(four: Study) -> None:
    stand = first(four)
    sides = side_drawn(four, "service", "mia", stand.runs)
    four.hand_to_later("service", "mia", sides)
    (task,) = (found := queue(four, "mia")).tasks
    assert (task[5].runs, task[5].is_later, task[5].sides) == (stand.runs, True, sides)
    assert found.next() == task[0]
    assert [one.runs for one in found.open()] == [task[0].runs, stand.runs]
    decide(four, names(task[0]), *EVERYTHING)
    assert first(four).runs == stand.runs  # nothing else is open
    four.hand_to_later("service", "mia", sides, is_later=False)
    assert queue(four, "mia").tasks[0][0].runs == stand.runs


def test_a_void_run_waits_for_nobody(four: Study) -> None:
    one, other = names(every := first(four)).split()
    side_drawn(four, "service", "mia", every.runs)
    four.correct(four.find_run(f"service/{one}"), VOID, reviewer="mia", reason="a slip")
    (task,) = queue(four, "mia").tasks
    assert (f"service/{one}" in task.runs, len(task), task.progress.of_cards) == (False, 3, 3)
    assert any(f"service/{other}" in stand.runs for stand in task if stand.is_needed), "it is graded in another pair"
    assert task.stand(every.runs).sides is None
    assert "service/" + one in four.run_ids()["service"]


def test_a_task_that_has_void_runs_only_is_told(tmp_path: Path) -> None:
    with study_with(tmp_path, ("amber",)) as study:
        study.correct(study.find_run("amber"), VOID, reviewer="mia", reason="a slip")
        found = queue(study, "mia")
        assert ([*found.tasks], [one.why for one in found.unready]) == ([], ["no run that is not void"])


# How far a pair is


def test_a_pair_goes_from_new_to_locked(four: Study) -> None:
    stand = first(four)
    one, other = names(stand).split()
    side_drawn(four, "service", "mia", stand.runs)

    def now() -> Stand:
        return queue(four, "mia").tasks[0].stand(stand.runs)

    decide(four, one, *EVERYTHING[:1])
    assert (now().state, now().decided, now().is_open) == (State.STARTED, 1, True)
    decide(four, one, *EVERYTHING[1:], Flag("api", True))
    decide(four, other, *EVERYTHING)
    assert (now().state, now().decided, now().unsure, now().is_open) == (State.GRADED, 8, 1, False)
    decide(four, one, Lock())
    assert now().state is State.GRADED
    decide(four, other, Lock())
    assert now().state is State.LOCKED
    assert not now().is_revealed
    decide(four, f"{one} {other}", Reveal())
    assert now().is_revealed


def test_a_preference_is_told_from_the_sides_as_they_stand(four: Study) -> None:
    stand = first(four)
    sides = side_drawn(four, "service", "mia", stand.runs)

    def answer() -> Answer | None:
        return queue(four, "mia").tasks[0].stand(stand.runs).answer

    assert answer() is None
    decide(four, sides.a, Prefer("", sides.b, Answer.A))
    assert answer() is Answer.A
    decide(four, sides.b, Prefer("", sides.a, Answer.A))
    assert answer() is Answer.B


def test_pairs_of_runs_that_are_graded_elsewhere_are_to_compare(four: Study) -> None:
    (task,) = queue(four, "mia").tasks
    for stand in [*task][:2]:
        side_drawn(four, "service", "mia", stand.runs)
        decide(four, names(stand), *EVERYTHING)
    (task,) = (found := queue(four, "mia")).tasks
    assert [one.state for one in task] == [State.GRADED] * 2 + [State.TO_COMPARE] * 4
    assert found.next() is None
    sides = side_drawn(four, "service", "mia", task[2].runs)
    decide(four, sides.a, Prefer("", sides.b, Answer.EQUAL))
    assert queue(four, "mia").tasks[0][2].state is State.COMPARED


def test_runs_that_were_graded_alone_need_no_pair(four: Study) -> None:
    decide(four, "amber cobalt", *EVERYTHING)
    (task,) = (found := queue(four, "mia")).tasks
    assert [names(one) for one in found.open()] == ["jade onyx"]
    assert task.pair_of("service/amber") == {"service/amber"}


# The whole study


def test_next_stays_with_a_task_as_long_as_it_has_something(four: Study, tmp_path: Path) -> None:
    four.add(
        [FoundTask("another", runs=[figure_run("amber", "another"), figure_run("jade", "another")])], reviewer="mia"
    )
    found = queue(four, "mia")
    assert [one.task for one in found.tasks] == ["another", "service"]
    here = found.tasks[1][0]
    following = found.next(here)
    assert following is not None
    assert (following.task, following.number) == ("service", 2)
    decide(four, names(following), *EVERYTHING)
    last = queue(four, "mia").next(here)
    assert last is not None
    assert last.task == "another"
    assert found.of(last).task == "another"


def test_a_study_with_one_pair_has_nothing_to_choose(study: Study) -> None:
    only = queue(study, "mia").only
    assert names(only) == "amber cobalt"


def test_a_task_with_one_run_has_it_alone(tmp_path: Path) -> None:
    with study_with(tmp_path, ("amber",)) as study:
        found = queue(study, "mia")
        (stand,) = found.tasks[0]
        assert (names(stand), stand.number, stand.of, stand.sides) == ("amber", 1, 4, None)
        assert found.only == found.next() == stand
        decide(study, "amber", *EVERYTHING, Flag("api", True))
        found = queue(study, "mia")
        assert (found.next(), [*found.unsure()]) == (None, [*found.tasks[0]])


def test_what_cannot_be_graded_yet_says_what_is_missing(tmp_path: Path) -> None:
    with Study.create(tmp_path / "s") as study:
        study.add([FoundTask("bare", runs=[figure_run("amber", "bare")]), FoundTask("empty")], reviewer="mia")
        found = queue(study, "mia")
        assert [(one.task, one.why) for one in found.unready] == [("bare", "no rubric yet"), ("empty", "no runs yet")]
        assert (found.tasks, found.only, found.next(), len(found), found.progress) == ([], None, None, 0, Progress())


def test_progress_counts_this_reviewers_cells_and_cards(four: Study) -> None:
    decide(four, "amber", *EVERYTHING)
    decide(four, "jade", *EVERYTHING[:2])
    decide(four, "onyx", *EVERYTHING, reviewer="tom")
    found = queue(four, "mia")
    assert found.progress == found.tasks[0].progress == Progress(6, 16, 1, 4)
    assert not found.progress.is_done


def test_filters_keep_the_order(four: Study) -> None:
    (task,) = queue(four, "mia").tasks
    pairs = [*task][:2]
    for stand in pairs:
        side_drawn(four, "service", "mia", stand.runs)
    decide(four, names(pairs[0]), *EVERYTHING)
    decide(four, names(pairs[1]), Flag("api", True))
    found = queue(four, "mia")
    assert [one.number for one in found.open()] == [2]
    assert [one.number for one in found.open("service")] == [2]
    assert [*found.open("another")] == []
    assert [one.number for one in found.unsure()] == [2]
    assert [one.number for one in found.to_lock()] == [1]


def test_one_dimension_is_graded_across_all_pairs(four: Study) -> None:
    (task,) = queue(four, "mia").tasks
    one, other = [*task][:2]
    decide(four, names(one), *EVERYTHING[:1])
    (task,) = queue(four, "mia").tasks

    def following(cells: list[str], after: Stand | None) -> str:
        return names(across(four, task, "mia", cells, after))

    assert following(["api"], None) == following(["api"], one) == names(other)
    assert following(["collected", "faithful"], None) == following(["collected", "faithful"], other) == names(one)
    decide(four, names(other), *EVERYTHING[:1])
    assert following(["api"], one) == ""


# What needs attention


def test_doubts_and_cards_that_are_not_locked_need_attention(four: Study) -> None:
    stand = first(four)
    side_drawn(four, "service", "mia", stand.runs)
    run = sorted(stand.runs)[0]
    decide(four, names(stand), *EVERYTHING)
    decide(four, run, Flag("faithful", True))
    rubric = four.rubrics()[0].id
    assert queue(four, "mia").attention == (
        Attention(Need.UNSURE, "service", rubric, stand.runs, run, "faithful"),
        Attention(Need.UNLOCKED, "service", rubric, stand.runs),
    )
    assert queue(four, "tom").attention == ()


def test_marks_on_an_older_snapshot_need_attention(four: Study, tmp_path: Path) -> None:
    folder = write_files(tmp_path / "service" / "zinc", {"a": "1"})
    four.add(look([folder], Told()), reviewer="mia")
    decide(four, "zinc", *EVERYTHING[:2])
    (folder / "a").write_text("2")
    four.add(look([folder], Told()), reviewer="mia")
    (found,) = queue(four, "mia").attention
    assert (found.need, found.run, found.count) == (Need.CHANGED, "service/zinc", 2)
    assert "service/zinc" in found.runs


def test_marks_under_an_earlier_edition_need_attention_until_there_are_new_ones(four: Study, tmp_path: Path) -> None:
    decide(four, "amber jade", *EVERYTHING[:2], Flag("api", True))
    path = tmp_path / "new.toml"
    path.write_text(SERVICE.replace('edition = "1"', 'edition = "2"'))
    four.add_rubric(path)
    found = queue(four, "mia")
    assert [one.rubric.name for one in found.tasks] == ["service@2"]
    assert [(one.need, one.run, one.count) for one in found.attention] == [
        (Need.EDITION, "service/amber", 2),
        (Need.EDITION, "service/jade", 2),
    ]
    decide(four, "amber", Mark("api", Fraction(3)))
    assert [one.run for one in queue(four, "mia").attention] == ["service/jade"]


def test_a_task_with_two_rubrics_is_there_for_each(four: Study, tmp_path: Path) -> None:
    path = tmp_path / "other.toml"
    path.write_text(SERVICE.replace('key = "service"', 'key = "other"'))
    four.add_rubric(path)
    decide(four, "amber", *EVERYTHING)
    found: Queue = queue(four, "mia")
    assert [(one.rubric.key, one.progress.cells) for one in found.tasks] == [("service", 4), ("other", 0)]
    stand = found.tasks[1][0]
    assert found.of(stand) is found.tasks[1]


def test_of_very_many_runs_only_what_is_looked_at_is_worked_out(tmp_path: Path) -> None:
    models = tuple(f"m{number}" for number in range(120))
    with study_with(tmp_path, models) as study:
        found = queue(study, "mia")
        assert len(found) == len([*combinations(models, 2)])
        assert len([*found.open()]) == 60
        assert found.tasks[0][7_000].number == 7_001


# One rubric of several


def test_only_the_pairs_of_the_rubric_that_is_asked_for_are_there(four: Study, tmp_path: Path) -> None:
    for name, text in (
        ("style", SERVICE.replace('key = "service"', 'key = "style"')),
        ("later", SERVICE.replace('edition = "1"', 'edition = "2"')),
    ):
        path = tmp_path / f"{name}.toml"
        path.write_text(text)
        four.add_rubric(path)
    asked = {name: queue(four, "mia", name).tasks for name in ("", "style", "service", "service@1", "style@1")}
    assert {name: [one.rubric.name for one in tasks] for name, tasks in asked.items()} == {
        "": ["service@2", "style@1"],
        "style": ["style@1"],
        "service": ["service@2"],
        "service@1": ["service@1"],
        "style@1": ["style@1"],
    }
    assert queue(four, "mia", "style").progress.of_cells == 4 * 4
    assert not queue(four, "mia", "style").unready
    with pytest.raises(StudyError, match='no rubric "stile"'):
        queue(four, "mia", "stile")


def test_marks_under_an_edition_that_was_not_asked_for_need_no_attention_twice(four: Study, tmp_path: Path) -> None:
    decide(four, "amber", *EVERYTHING)
    path = tmp_path / "later.toml"
    path.write_text(SERVICE.replace('edition = "1"', 'edition = "2"'))
    four.add_rubric(path)
    assert [one.need for one in queue(four, "mia", "service@2").attention] == [Need.EDITION]

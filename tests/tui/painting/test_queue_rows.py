"""The rows of a queue: found, folded and filtered without looking at a hundred thousand pairs."""

import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from grading.review.queue import Queue, queue
from grading.review.task_queue import TaskQueue
from grading.sides import Pair
from grading.study import Study
from tests.builders import rubric, study_with
from tui.painting.queue_filter import Sought, places
from tui.painting.queue_rows import Kind, QueueRows, Row, Shape


def task(runs: int, name: str = "service") -> TaskQueue:
    """A task with so many runs that nobody looked at yet."""
    return TaskQueue(name, rubric(), [f"{name}/run-{number}" for number in range(runs)], [], {}, {}, {}, "seed")


def rows_of(tasks: Sequence[TaskQueue], shape: Shape | None = None) -> QueueRows:
    """The rows of some tasks."""
    return QueueRows(Queue("mia", tasks), shape or Shape(), [one.task for one in tasks], is_open=False)


@pytest.mark.parametrize("shape", [Shape(), Shape(rests=frozenset({0, 1})), Shape(folded=frozenset({0}))])
def test_every_row_is_found_where_it_stands(shape: Shape) -> None:
    rows = rows_of([task(9), task(3, "other"), task(1, "alone")], shape)
    shown = [rows[number] for number in range(len(rows))]
    assert [rows.find(row) for row in shown if row.kind is not Kind.GAP] == [
        number for number, row in enumerate(shown) if row.kind is not Kind.GAP
    ]
    pairs = [(row.task, row.place) for row in shown if row.kind is Kind.PAIR]
    assert pairs == sorted(set(pairs)), "in their order, none twice"


def test_a_pair_that_is_folded_away_is_unfolded_where_it_is_wanted() -> None:
    one = task(9)
    rows = rows_of([one], Shape(folded=frozenset({0})))
    row = rows.row_of(one[20])
    assert row == Row(Kind.PAIR, 0, 20)
    assert rows.find(row) is None
    shape = rows.shape_with(row)
    assert shape is not None
    assert QueueRows(rows.queue, shape, ["service"], is_open=False).find(row) is not None


def test_the_cursor_passes_what_it_cannot_stand_on() -> None:
    rows = rows_of([task(2), task(2, "other")])
    assert [rows[number].kind for number in range(len(rows))] == [
        *(Kind.TASK, Kind.PAIR),
        Kind.GAP,
        *(Kind.TASK, Kind.PAIR),
    ]
    assert [rows.step(1, 1), rows.step(3, -1), rows.step(0, -1), rows.step(4, 5), rows.step(0, 2)] == [3, 1, 0, 4, 3]
    assert rows_of([]).step(0, 1) == 0


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("", range(1, 37)),
        ("pair", range(1, 37)),
        ("SERV", range(1, 37)),
        ("serv pair 11", [11]),
        ("3", [3, 13, 23, *range(30, 37)]),
        ("3 1", [13, 31]),
        ("run-3", []),
        ("later", [36]),
    ],
)
def test_words_choose_by_task_number_and_state(tmp_path: Path, typed: str, numbers: Sequence[int]) -> None:
    with study_with(tmp_path, tuple(f"run-{number}" for number in range(9))) as study:
        later(study)
        one = queue(study, "mia").tasks[0]
        assert [place + 1 for place in places(one, Sought(typed), "service", is_open=False)] == [*numbers]


def later(study: Study) -> None:
    """Hands the first pair to later."""
    first = queue(study, "mia").tasks[0][0]
    study.hand_to_later("service", "mia", Pair(*sorted(first.runs)))


def test_names_are_only_found_where_they_may_be_read() -> None:
    one = task(4)
    assert places(one, Sought("run-3"), "service", is_open=True)
    assert not places(one, Sought("run-3"), "service", is_open=False)


def test_five_hundred_runs_are_no_more_work_than_what_is_looked_at() -> None:
    one = task(500)
    before = time.process_time()
    rows = rows_of([one], Shape(rests=frozenset({0})))
    assert len(rows) == 124_750 + 2
    assert [rows.stand(rows[row]).number for row in (1, 250, 252, 124_751)] == [1, 250, 251, 124_750]
    assert len(places(one, Sought("1234"), "service", is_open=False)) == 133
    assert time.process_time() - before < 0.5

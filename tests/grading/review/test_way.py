"""Where the cursor goes by itself: after a value, and to what is open."""

from pathlib import Path

import pytest

from grading.marks.events import Lock
from grading.review.way import After, Place, Way
from grading.sides import Side
from grading.wishes import Wish
from tests.builders import study_with
from tests.grading.review.test_sitting import here, sit, type_all

A, B = Side.A, Side.B


def way(open_ones: str, sides: tuple[Side, ...] = (A, B)) -> Way:
    """Cells 1 to 4, of which those are open: `2A 3B`."""
    return Way(tuple("1234"), sides, lambda cell, side: f"{cell}{side.value}" in open_ones.split())


def place(text: str) -> Place:
    return text[0], Side(text[1])


@pytest.mark.parametrize(
    ("begin", "open_ones", "there"),
    [
        ("1A", "1B 2A", "1B"),
        ("2B", "2A 3A", "2A"),
        ("1B", "2A 2B", "2A"),
        ("2A", "1A 3B 4A", "3B"),
        ("2A", "4B", "4B"),
        ("2A", "1A", "2A"),
        ("2B", "1A 1B", "2B"),
        ("4A", "", "4A"),
        ("4B", "1A", "4B"),
    ],
)
def test_a_value_leads_to_what_is_open_further_on_and_else_nowhere(begin: str, open_ones: str, there: str) -> None:
    assert way(open_ones).after_value(*place(begin), After.SIDE) == place(there)


@pytest.mark.parametrize(
    ("begin", "open_ones", "there"),
    [("1A", "1B 2B 3A", "3A"), ("1B", "2A", "1B"), ("3A", "1A 4B", "3A"), ("3A", "4A", "4A")],
)
def test_one_side_may_be_kept_to(begin: str, open_ones: str, there: str) -> None:
    assert way(open_ones).after_value(*place(begin), After.CELL) == place(there)


@pytest.mark.parametrize(("open_ones", "there"), [("2A 3B", "3B"), ("1A 2A", "1B")])
def test_a_side_that_is_locked_is_never_gone_to(open_ones: str, there: str) -> None:
    assert way(open_ones, (B,)).after_value(*place("1B"), After.SIDE) == place(there)


@pytest.mark.parametrize(
    ("begin", "open_ones", "after", "there"),
    [
        ("2A", "2A 2B 3A", After.SIDE, "2B"),
        ("2B", "1B 1A", After.SIDE, "1A"),
        ("2B", "3A 3B", After.SIDE, "3A"),
        ("2B", "3A 3B", After.CELL, "3B"),
    ],
)
def test_what_is_open_is_found_round_and_round(begin: str, open_ones: str, after: After, there: str) -> None:
    assert way(open_ones).next_open(*place(begin), after) == place(there)


def test_where_nothing_else_is_open_there_is_nowhere_to_go() -> None:
    assert way("2A").next_open("2", A, After.SIDE) is None


# The same at work


def test_a_locked_side_is_never_gone_to_by_itself(tmp_path: Path) -> None:
    with study_with(tmp_path) as study:
        sitting = sit(study)
        study.decide([Wish(sitting.run, sitting.rubric, "mia", Lock())])
        sitting.refresh()
        assert not sitting.is_open("api", A)
        sitting.place("api", B)
        for keys, there in (("9", "collected"), ("9", "faithful"), ("2.", "starts"), ("1", "starts")):
            type_all(sitting, keys)
            sitting.end_entry(None)
            assert here(sitting) == (there, B)
        assert not sitting.next_open()
        sitting.place("api", B)
        sitting.type("8")
        assert here(sitting) == ("api", B), "nothing is open"


def test_filled_cells_are_passed_by(tmp_path: Path) -> None:
    with study_with(tmp_path) as study:
        sitting = sit(study)
        for cell, side in (("api", B), ("collected", A), ("collected", B)):
            sitting.place(cell, side)
            sitting.type("9")
        sitting.place("api", A)
        sitting.type("9")
        assert here(sitting) == ("faithful", A)

"""Halves, which are taken with their point: whoever types 3.5 in full marks one cell, and once."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from grading.errors import LedgerError
from grading.marks.events import Decision
from grading.sides import Side
from grading.study import Study
from grading.wishes import Wish
from tests.tui.screens.reviewing import RUBRIC, Review, review, session_of, study_of

HALVES = RUBRIC.replace("max = 20", "max = 5\nstep = 0.5").replace("at = 40", "at = 30")
TAKEN = "taken already with its 5; the next digit is for this cell"


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with study_of(tmp_path, rubric=HALVES) as study:
        yield study


def given(it: Review) -> list[object]:
    return [it.screen.desk.sitting.values[side].answers.given.get("api") for side in Side]


def test_the_5_belongs_to_the_half_and_not_to_the_next_cell(study: Study) -> None:
    async def drive(it: Review) -> None:
        await it.press(*"3.")
        assert (it.cell, it.said) == ("api B", "")
        await it.press("5")
        assert (given(it), it.cell, it.said) == ([Fraction(7, 2), None], "api B", TAKEN)
        await it.press("enter")
        assert (it.cell, it.said) == ("api B", "taken already; Enter again leads to the next open cell")
        await it.press(*",5")
        assert (given(it), it.cell) == ([Fraction(7, 2), Fraction(1, 2)], "collected A")

    review(session_of(study), drive)


def test_a_0_after_a_half_marks_nothing_else_and_says_that_the_half_was_taken(study: Study) -> None:
    async def drive(it: Review) -> None:
        await it.press(*"3.0")
        assert (given(it), it.cell) == ([Fraction(7, 2), None], "api B")
        assert it.said == (
            "a number was taken with its point already; u takes it back, the next digit is for this cell"
        )
        await it.press("u", "3", "enter", "4", ".", "0", "0", "enter")
        assert given(it) == [3, Fraction(9, 2)]

    review(session_of(study), drive)


def test_the_5_does_not_mark_the_same_cell_anew(study: Study) -> None:
    async def drive(it: Review) -> None:
        await it.press(*"3.5")
        assert given(it) == [Fraction(7, 2), None]
        await it.press("5")
        assert (given(it), it.said) == ([5, None], "3.5 → 5 · u takes it back")

    review(session_of(study, after_mark="stay"), drive)


@pytest.mark.parametrize("between", ["enter", "tab shift+tab", "u U", "f9"])
def test_after_another_key_a_5_is_a_number(between: str, study: Study) -> None:
    async def drive(it: Review) -> None:
        await it.press(*"3.", *between.split(), "5")
        assert 5 in given(it)

    review(session_of(study, after_mark="stay"), drive)


def test_a_5_after_a_whole_number_is_a_number(study: Study) -> None:
    async def drive(it: Review) -> None:
        await it.press("3", "tab", "5", "enter")
        assert given(it) == [3, 5]

    review(session_of(study), drive)


def test_the_5_of_a_half_that_could_not_be_saved_is_none_either(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    decide, broken = study.decide, [True]

    def fail(wishes: Iterable[Wish]) -> list[Decision]:
        if broken:
            raise LedgerError("not saved: the disk is full", do="make room, then press Enter")
        return decide(wishes)

    monkeypatch.setattr(study, "decide", fail)

    async def drive(it: Review) -> None:
        await it.press(*"3.5")
        broken.clear()
        await it.press("9", "backspace", "enter")
        assert given(it) == [Fraction(7, 2), None]

    review(session_of(study), drive)


def test_the_5_after_the_last_value_says_what_is_left_to_do(study: Study) -> None:
    async def drive(it: Review) -> None:
        await it.press("down", "1", "enter", "1", "enter", "*", "*", "1", "1", "O", "*", *"3.")
        assert it.said == "no cell is open; L locks a card, Q shows all"
        await it.press("5")
        assert (given(it), it.said) == ([5, Fraction(7, 2)], "no cell is open; L locks a card, Q shows all")

    review(session_of(study), drive)


@pytest.mark.parametrize(
    ("step", "typed", "value"), [("0.25", "3.25", Fraction(13, 4)), ("0.125", "1.125", Fraction(9, 8))]
)
def test_of_other_fractions_all_digits_may_be_typed_as_well(
    step: str, typed: str, value: Fraction, tmp_path: Path
) -> None:
    async def drive(it: Review) -> None:
        await it.press(*typed)
        assert (given(it), it.cell) == ([value, None], "api B")
        await it.press("5")
        assert given(it) == [value, 5]

    with study_of(tmp_path, rubric=HALVES.replace("step = 0.5", f"step = {step}")) as study:
        review(session_of(study), drive)

"""What a key says where it does nothing, or what it left aside: nobody has to guess."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from grading.marks.events import Mark
from grading.review.opening import side_drawn
from grading.study import Study
from grading.wishes import Wish
from tests.tui.screens.reviewing import Review, review, session_of, study_of


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with study_of(tmp_path) as study:
        yield study


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("i H", "nothing is looked for; / looks for a text in this file"),
        ("i / s a m e escape N", "nothing is looked for; / looks for a text in this file"),
        ("i v z", "there is nothing to fold here"),
        ("i v Z", "there is nothing to fold in this file"),
        ("i l right", "long lines go on in the next row; l cuts them"),
        ("f ~ ~ enter", "no file has these letters"),
        ("9 tab 9", "9, as it was"),
        ("i v e", "evidence on A: app/main.py:1 ✓"),
        ("i n j j j j e", "the lines under the cursor are folded; z shows them"),
    ],
)
def test_a_key_that_does_nothing_says_why(keys: str, said: str, study: Study) -> None:
    async def drive(it: Review) -> None:
        await it.press(*keys.split())
        assert it.said == said

    review(session_of(study), drive)


def test_white_space_that_is_left_aside_is_said_above_the_text(study: Study) -> None:
    async def drive(it: Review) -> None:
        await it.press("i")
        said = "white space at the end of lines does not count"
        assert said not in it.text()
        await it.press("w", "tab", "tab")
        assert said in it.text().rpartition("\n")[0]
        await it.press("w", "w", "w", "tab", "tab")
        assert "does not count" not in it.text()

    review(session_of(study), drive)


def test_one_column_stays_when_its_reviewer_comes_back(study: Study) -> None:
    def is_beside(it: Review) -> bool:
        return any("import os" in row and "import sys" in row for row in it.text().split("\n"))

    async def one(it: Review) -> None:
        await it.press("i")
        assert is_beside(it)
        await it.press("C")
        assert (it.said, is_beside(it)) == ("one column", False)
        await it.press("Q", "enter")
        assert not is_beside(it)

    async def again(it: Review) -> None:
        assert not is_beside(it)
        await it.press("C")
        assert is_beside(it)

    for drive in (one, again):
        review(session_of(study), drive)


def test_what_is_next_of_a_dimension_is_its_open_cell(study: Study) -> None:
    async def drive(it: Review) -> None:
        await it.press("Q", "G", "n")
        assert it.cell == "api B"

    runs = side_drawn(study, "service", "mia", [one.id for one in study.runs()])
    first = next(one for one in study.runs() if one.id == runs.a)
    study.decide([Wish(first, study.find_rubric("service"), "mia", Mark("api", Fraction(9)))])
    review(session_of(study), drive)

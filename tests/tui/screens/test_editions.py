"""A pair that is graded by an earlier edition: everything works there as under the last one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from grading.study import Study
from tests.tui.screens.reviewing import Drive, Review, add_second_edition, review, session_of, study_of
from tui.screens.palette import PaletteScreen


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with study_of(tmp_path, ("amber", "cobalt", "jade")) as study:
        add_second_edition(study)
        yield study


def by_the_first(study: Study, drive: Drive) -> None:
    """Opens the first pair under the first edition."""
    session = session_of(study)
    session.rubric = "service@1"
    stand = session.queue().next()
    assert stand is not None
    review(session, drive, *stand.runs)


def test_its_neighbours_are_of_the_same_edition(study: Study) -> None:
    async def drive(it: Review) -> None:
        first = it.screen.desk.opening
        await it.press("}")
        assert it.screen.desk.opening.rubric.name == "service@1"
        assert it.screen.desk.opening.key != first.key
        await it.press("{")
        assert it.screen.desk.opening == first
        await it.press("{")
        assert it.said.startswith("that is the first pair of this task")

    by_the_first(study, drive)


def test_undo_leads_to_the_pair_of_the_edition_that_was_decided_under(study: Study) -> None:
    async def drive(it: Review) -> None:
        first = it.screen.desk.opening
        await it.press("9", "}", "u")
        assert it.screen.desk.opening == first
        assert it.said == "taken back: the mark on Interface · service, pair 1, side A"

    by_the_first(study, drive)


def test_commands_are_listed(study: Study) -> None:
    async def drive(it: Review) -> None:
        await it.press("ctrl+p")
        assert isinstance(it.app.screen, PaletteScreen)

    by_the_first(study, drive)


def test_the_last_value_says_what_is_left_to_do(study: Study) -> None:
    async def drive(it: Review) -> None:
        await it.press("*", "*", *("1", "enter") * 2, "*", "*", "1", "1")
        assert it.said == "no cell is open; L locks a card, } leads to the next pair"

    by_the_first(study, drive)


def test_there_is_none_where_meanwhile_every_run_of_the_task_became_void(study: Study) -> None:
    async def drive(it: Review) -> None:
        for run in study.runs():
            study.correct(run, {"state": "void", "reason": "added twice"}, reviewer="mia", reason="a slip")
        await it.press("}")
        assert it.said.startswith("that is the last pair of this task")

    by_the_first(study, drive)

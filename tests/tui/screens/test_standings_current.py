"""What another program writes meanwhile shows as soon as somebody turns to something else, and is not read before."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from grading.marks.scorecard import Outcome
from grading.reporting import Reports
from grading.rubric.model import Rubric
from grading.study import Study
from tests.tui.screens.home import Around
from tests.tui.screens.publishing import card, compare, four, grade, names_in_order, second_edition, standings
from tests.tui.screens.reviewing import Review, review, session_of
from tests.tui.screens.test_run import evident, stands_on
from tui.screens.run import RunScreen
from tui.screens.standings import StandingsScreen


def grade_elsewhere(study: Study, run: str, points: int, reviewer: str = "mia", *, rubric: int = 0) -> None:
    """A complete card, by another program."""
    with Study.open(study.root) as other:
        grade(other, run, points, reviewer, rubric=rubric)


def test_a_card_agrees_with_itself_and_with_the_table_that_one_comes_back_to(tmp_path: Path) -> None:
    with evident(tmp_path) as study:

        async def drive(found: Review) -> None:
            await found.press("Q", "s")
            assert "rank 1 of 2" not in found.text() and found.text().count("40.0") == 2
            grade_elsewhere(study, "cobalt", 20)
            await found.press("end", "enter")
            assert stands_on(found, RunScreen)
            assert "rank 1 of 2 with 48.0" in found.text() and "tier A" in found.text()
            grade_elsewhere(study, "cobalt", 2)
            await found.press("q")
            assert stands_on(found, StandingsScreen)
            row = next(row for row in found.text().split("\n") if row.startswith(" ▸"))
            assert "cobalt" in row and row.split()[1] == "2" and "30.0" in row

        review(session_of(study, is_open=True), drive)


def test_a_card_that_one_turns_to_is_read_again_and_a_new_reviewer_is_found(tmp_path: Path) -> None:
    with four(tmp_path) as study:

        @card(study, "amber")
        async def _(app: Around, pilot: Pilot[None]) -> None:
            grade_elsewhere(study, "amber", 10, "ada")
            await pilot.press("n")
            assert "graded by ada" in app.text and "card 1 of 2" in app.text
            assert "the mean of 2 cards" in app.text
            grade_elsewhere(study, "amber", 10, "abe")
            await pilot.press("n")
            assert "graded by mia" in app.text and "card 3 of 3" in app.text


def test_a_table_that_one_turns_to_is_read_again(tmp_path: Path) -> None:
    with four(tmp_path) as study:
        second_edition(study, tmp_path)

        @standings(study)
        async def _(app: Around, pilot: Pilot[None]) -> None:
            await pilot.press("n", "n")
            assert names_in_order(app)[0] == "onyx"
            grade_elsewhere(study, "amber", 20, rubric=1)
            await pilot.press("n", "p")
            assert names_in_order(app)[0] == "amber"
            await compare(app, pilot, "v")
            await app.workers.wait_for_complete()
            await pilot.pause()
            assert "=" in app.row("amber")
            grade_elsewhere(study, "amber", 1, rubric=1)
            await pilot.press("question_mark", "q")
            await app.workers.wait_for_complete()
            await pilot.pause()
            assert "service@1 → service@2" in app.text, "what was looked at is looked at still"
            assert "↓ 3" in app.row("amber")


def test_nothing_is_read_again_as_long_as_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    plain = Reports.outcomes

    def counted(reports: Reports, task: str, rubric: Rubric) -> dict[str, list[Outcome]]:
        asked.append(rubric.name)
        return plain(reports, task, rubric)

    with evident(tmp_path) as study:
        grade(study, "amber", 10, "tom")

        async def drive(found: Review) -> None:
            await found.press("Q", "s")
            monkeypatch.setattr(Reports, "outcomes", counted)
            await found.press("enter", "n", "p", "q", "question_mark", "q", "down", "enter", "q")
            assert stands_on(found, StandingsScreen) and asked == []
            grade_elsewhere(study, "amber", 11, "tom")
            await found.press("enter")
            assert asked == ["service@1"]

        review(session_of(study, is_open=True), drive)

"""The outside index that a review was opened with, held against the standings on the screen."""

from collections.abc import Callable
from pathlib import Path

from textual.pilot import Pilot

from grading.errors import FileError
from grading.runs.folder import FoundTask
from grading.study import Study
from tests.builders import figure_run
from tests.tui.screens.home import Around, Steps, session
from tests.tui.screens.publishing import compare, four, grade, reveal, shown
from tui.screens.standings import StandingsScreen
from tui.session import OutsideIndex

INDEX = "model,value\namber,1\ncobalt,3\nopal,2\n"


def indexed(study: Study, index: str = INDEX, *, is_open: bool = True) -> Callable[[Steps], None]:
    """The standings of a review that was opened with an index."""
    found = session(study, is_open=is_open)
    found.index = OutsideIndex(index, "arena.csv")
    return shown(StandingsScreen(found), (120, 30))


def test_it_comes_between_the_rubrics_and_the_groups(tmp_path: Path) -> None:
    with four(tmp_path) as study:

        @indexed(study)
        async def _(app: Around, pilot: Pilot[None]) -> None:
            await compare(app, pilot, "v")
            assert "service · service@1 · arena.csv" in app.text
            assert "amber is ahead of cobalt here, 48.0 ≈ to 47.0; there it is 1 to 3" in app.text
            await pilot.press("down")
            assert "place 2 here, 1 there, of 2 that both know" in app.text
            await pilot.press("o")
            assert app.said == "this is only looked at; Esc goes back to the table"
            await compare(app, pilot, "v")
            assert "By weights" in app.text
            await compare(app, pilot, "v")
            assert "4 runs · by rank" in app.text


def test_the_next_table_is_held_against_it_too_and_one_without_a_rank_is_shown_itself(tmp_path: Path) -> None:
    with four(tmp_path) as study:
        for task in ("patch", "query"):
            study.add([FoundTask(task, runs=[figure_run(one, task) for one in ("amber", "opal")])], reviewer="mia")
        grade(study, "amber", 3, task="patch")
        grade(study, "opal", 9, task="patch")

        @indexed(study)
        async def _(app: Around, pilot: Pilot[None]) -> None:
            await compare(app, pilot, "v")
            assert "patch · service@1 · arena.csv" in app.text and "no two models are the other way round" in app.text
            await compare(app, pilot, "n")
            assert "query · service@1 · 2 of 3" in app.text and "by rank" in app.text


def test_there_is_none_where_a_name_is_hidden_or_nobody_gave_one(tmp_path: Path) -> None:
    with four(tmp_path) as study:

        @indexed(study, is_open=False)
        async def _(app: Around, pilot: Pilot[None]) -> None:
            await compare(app, pilot, "v")
            assert app.said == "there is nothing to compare: one task, and one rubric with marks"
            assert "arena" not in app.text

        reveal(study, "amber", "cobalt", "jade", "onyx")

        @indexed(study, is_open=False)
        async def _(app: Around, pilot: Pilot[None]) -> None:
            await compare(app, pilot, "v")
            assert "arena.csv" in app.text


def test_the_same_key_again_goes_on_from_what_is_still_compared(tmp_path: Path) -> None:
    with four(tmp_path) as study:

        @indexed(study)
        async def _(app: Around, pilot: Pilot[None]) -> None:
            screen = app.screen
            assert isinstance(screen, StandingsScreen)
            screen.do_compare()
            screen.do_compare()
            await app.workers.wait_for_complete()
            await pilot.pause()
            assert "By weights" in app.text


def test_what_was_left_meanwhile_does_not_come_back(tmp_path: Path) -> None:
    with four(tmp_path) as study:

        @indexed(study)
        async def _(app: Around, pilot: Pilot[None]) -> None:
            screen = app.screen
            assert isinstance(screen, StandingsScreen)
            await compare(app, pilot, "v")
            late = StandingsScreen.Held(screen._compared, screen._view, FileError("late"))
            await pilot.press("escape")
            screen.post_message(late)
            await pilot.pause()
            assert "4 runs · by rank" in app.text and "late" not in app.text


def test_all_tasks_together_have_no_next_table(tmp_path: Path) -> None:
    with four(tmp_path) as study:
        study.add([FoundTask("patch", runs=[figure_run(one, "patch") for one in ("jade", "opal")])], reviewer="mia")
        grade(study, "jade", 3, task="patch")
        grade(study, "opal", 9, task="patch")

        @shown(StandingsScreen(session(study, is_open=True)), (120, 30))
        async def _(app: Around, pilot: Pilot[None]) -> None:
            await compare(app, pilot, "v")
            assert "all tasks" in app.text and "spent" in app.text
            await pilot.press("n")
            assert app.said == "all tasks of this rubric are here; Esc goes back to the table"
            await pilot.press("escape", "n")
            assert "service · service@1" in app.text and "cobalt" in app.text and "opal" not in app.text

        @shown(StandingsScreen(session(study)), (120, 30))
        async def _(app: Around, pilot: Pilot[None]) -> None:
            await compare(app, pilot, "v")
            assert "By task  2" in app.text and "spent" not in app.text, "what they cost is hidden with their names"

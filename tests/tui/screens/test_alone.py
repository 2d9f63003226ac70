"""A run that is graded alone, a pair that is opened out of turn, and a file that has no lines."""

from pathlib import Path

from grading.runs.folder import Told, look
from grading.sides import Side
from tests.builders import write_files
from tests.tui.screens.reviewing import Review, review, session_of, study_of


def test_a_run_that_was_graded_alone_is_no_pair_when_it_opens_again(tmp_path: Path) -> None:
    async def drive(it: Review) -> None:
        assert it.screen.desk.opening.key == ("service/cobalt",)
        assert "pair" not in it.text().split("\n")[0]
        assert it.screen.desk.stand is None
        await it.press("q")

    with study_of(tmp_path, ("amber", "cobalt", "jade")) as study:
        review(session_of(study), drive, "cobalt")
        review(session_of(study), drive)


def test_the_only_run_of_a_task_is_its_queue_however_it_is_opened(tmp_path: Path) -> None:
    async def drive(it: Review) -> None:
        assert it.screen.desk.stand is not None

    with study_of(tmp_path, ("amber",)) as study:
        review(session_of(study), drive, "amber")
        review(session_of(study), drive)


def test_a_file_without_lines_is_evidence_as_a_whole(tmp_path: Path) -> None:
    async def drive(it: Review) -> None:
        desk = it.screen.desk
        while it.path != "todo.db":
            await it.press("]")
        side = Side.A if desk.opening.runs.a and desk.opening.runs.a.id == "service/ruby" else Side.B
        desk.widgets.text.set_side(side)
        await it.press("e")
        assert it.said == f"evidence on {side.value}: todo.db ✓"
        assert [one.place for one in desk.sitting.values[side].evidence["api"]] == ["todo.db"]
        desk.widgets.text.set_side(side.other)
        await it.press("e")
        assert it.said == "the line under the cursor is not there on this side; Tab changes the side"

    with study_of(tmp_path, ("amber",)) as study:
        place = write_files(tmp_path / "service" / "ruby", {"todo.db": b"\0\1\2" * 100})
        study.add(look([place], Told(task="service", model="ruby")), reviewer="mia")
        review(session_of(study), drive, "amber", "ruby")


def test_a_pair_that_is_opened_out_of_turn_says_its_new_number(tmp_path: Path) -> None:
    async def drive(it: Review) -> None:
        await it.press("end", "enter")
        assert it.said == "pair 6 is pair 1 now: pairs are numbered in the order they are opened"
        await it.press("Q", "home", "down", "enter")
        assert it.said == ""

    with study_of(tmp_path, ("amber", "cobalt", "jade", "onyx")) as study:
        review(session_of(study), drive)

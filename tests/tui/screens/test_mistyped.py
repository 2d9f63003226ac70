"""What is mistyped in the middle of something does nothing else."""

from pathlib import Path

from grading.sides import Side
from tests.tui.screens.reviewing import RUBRIC, Review, review, session_of, study_of
from tui.painting.panel_view import Mode


def test_an_adjustment_is_asked_for_until_it_is_one(tmp_path: Path) -> None:
    async def drive(it: Review) -> None:
        await it.press("a", *"abc", "enter")
        assert it.screen.asking.is_asking
        assert '"abc" are no points' in it.text()
        await it.press("ctrl+u", *"99", "enter")
        assert "cannot be adjusted by 99" in it.text()
        await it.press("ctrl+u", *"+2", "enter")
        assert "why +2?" in it.text()
        await it.press("enter")
        assert "an adjustment needs a reason" in it.text()
        await it.press(*"fast", "enter")
        assert (it.said, it.screen.asking.is_asking) == ("adjusted ✓", False)
        (found,) = it.screen.desk.sitting.card.adjustments["api"]
        assert (str(found.points), found.reason) == ("2", "fast")
        await it.press("a", "x", "enter", "escape")
        assert not it.screen.asking.is_asking

    with study_of(tmp_path) as study:
        review(session_of(study), drive)


def test_a_number_that_waits_is_named_where_the_next_key_does_not_take_it(tmp_path: Path) -> None:
    async def drive(it: Review) -> None:
        await it.press("0", "3")
        assert it.said == "0 to 5 in steps of 0.5; 0 waits still, and Enter takes it"
        await it.press("enter")
        assert it.screen.desk.sitting.values[Side.A].answers.given == {"api": 0}

    async def dropped(it: Review) -> None:
        await it.press("0", "escape")
        assert it.said == "0 is dropped; nothing is marked"
        assert it.screen.desk.sitting.values[Side.A].answers.given == {}

    async def unended(it: Review) -> None:
        await it.press("1", "enter")
        assert it.said == "0 to 20 in steps of 10"  # Enter is what does not take it

    halves = RUBRIC.replace("max = 20", "max = 5\nstep = 0.5").replace("at = 40", "at = 30")
    with study_of(tmp_path / "halves", rubric=halves) as study:
        review(session_of(study), dropped)
        review(session_of(study), drive)
    tens = RUBRIC.replace("max = 20", "max = 20\nstep = 10").replace("points = 3", "points = 10")
    with study_of(tmp_path / "tens", rubric=tens) as study:
        review(session_of(study), unended)


def test_a_wrong_letter_is_no_command(tmp_path: Path) -> None:
    async def drive(it: Review) -> None:
        desk = it.screen.desk
        for letter in ("c", "B", "z", "q"):
            await it.press("d", letter)
            assert it.said.startswith(f"{letter} is none of them; a: called")
            assert (desk.mode, it.screen.writing.is_writing) == (Mode.DEDUCT, False)
            await it.press("d")
            assert desk.mode is Mode.NORMAL
        await it.press("d", "a", "c")
        assert it.screen.writing.is_writing
        assert desk.sitting.values[Side.A].answers.called == {"no-paging"}

    with study_of(tmp_path) as study:
        review(session_of(study), drive)


def test_a_key_shows_what_lies_further_down_about_the_cell(tmp_path: Path) -> None:
    async def drive(it: Review) -> None:
        seen = [it.text()]
        for _ in range(9):
            await it.press("D")
            seen.append(it.text())
        assert len(set(seen)) > 1
        assert seen.index(seen[0], 1) > 1  # the top comes again

    async def all_there(it: Review) -> None:
        await it.press("D")
        assert it.said == "all about this cell is on the screen"

    with study_of(tmp_path) as study:
        review(session_of(study), drive, size=(80, 24))
        review(session_of(study), all_there, size=(200, 60))

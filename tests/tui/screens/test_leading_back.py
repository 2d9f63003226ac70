"""From a review to the standings and back, and from what a scorecard led to, back to that scorecard."""

from pathlib import Path

from grading.marks.events import Reveal
from grading.study import Study
from tests.tui.screens.publishing import decide, grade
from tests.tui.screens.reviewing import Review, review, session_of, study_of
from tests.tui.screens.test_run import evident, stands_on, to_card
from tui.painting.top_view import Sight
from tui.screens.queue import QueueScreen
from tui.screens.review import ReviewScreen
from tui.screens.run import RunScreen
from tui.screens.standings import StandingsScreen


def names_shown(found: Review) -> bool:
    """Whether the review that is open shows whose work it is."""
    return found.screen.desk.sight is Sight.REVEALED


def test_q_goes_back_to_the_scorecard_that_led_here_and_the_line_below_says_so(tmp_path: Path) -> None:
    with evident(tmp_path) as study:

        async def drive(found: Review) -> None:
            assert found.text().split("\n")[-1].startswith(" 0–9")
            await to_card(found)
            await found.press("enter")
            assert stands_on(found, ReviewScreen)
            assert found.text().split("\n")[-1].startswith(" q back")
            await found.press("q")
            assert stands_on(found, RunScreen)
            await found.press("q", "q")
            assert stands_on(found, QueueScreen)
            await found.press("enter")
            assert not found.text().split("\n")[-1].startswith(" q back")
            await found.press("q")
            assert not found.app.is_running, "who came from the queue leaves"

        review(session_of(study, is_open=True), drive)


def test_q_goes_back_from_the_next_pair_as_well(tmp_path: Path) -> None:
    with evident(tmp_path, "jade", "onyx") as study:

        async def drive(found: Review) -> None:
            await to_card(found)
            await found.press("enter", "P")
            assert stands_on(found, ReviewScreen)
            assert found.text().split("\n")[-1].startswith(" q back")
            await found.press("q")
            assert stands_on(found, RunScreen)

        review(session_of(study, is_open=True), drive)


def test_the_scorecard_is_at_the_part_again_that_led_away(tmp_path: Path) -> None:
    def here(found: Review) -> str:
        return next(row for row in found.text().split("\n") if row.startswith(" ▸ "))

    with evident(tmp_path) as study:

        async def drive(found: Review) -> None:
            await to_card(found)
            await found.press("]", "]", "]", "]")
            before = here(found)
            assert before.startswith(" ▸ 2  Tests")
            await found.press("enter", "c", "x", "escape", "q")
            assert stands_on(found, RunScreen)
            assert here(found) == before

        review(session_of(study, is_open=True), drive)


def two_rubrics(folder: Path) -> Study:
    """Two runs, which are graded under the first of two rubrics."""
    study = study_of(folder)
    for model in ("amber", "cobalt"):
        grade(study, model, 12)
    path = folder / "another.toml"
    path.write_text((folder / "service.toml").read_text().replace('key = "service"', 'key = "another"'))
    study.add_rubric(path)
    grade(study, "amber", 3, rubric=1)
    return study


def test_from_a_review_to_the_standings_under_its_rubric_and_back(tmp_path: Path) -> None:
    with two_rubrics(tmp_path) as study:

        async def drive(found: Review) -> None:
            assert stands_on(found, QueueScreen)
            await found.press("home", "down", "enter")
            rubric, cell = found.screen.desk.opening.rubric, found.cell
            await found.press("T")
            assert stands_on(found, StandingsScreen)
            assert f"service · {rubric.key}@1" in found.text()
            await found.press("q")
            assert found.screen.desk.opening.rubric == rubric and found.cell == cell

        review(session_of(study), drive)


def test_what_was_shown_in_the_standings_is_known_in_the_review_beneath(tmp_path: Path) -> None:
    with evident(tmp_path) as study:

        async def drive(found: Review) -> None:
            await found.press("T")
            assert "amber" not in found.text() and "cobalt" not in found.text()
            await found.press("q")
            assert not names_shown(found)
            await found.press("T", "R", "R", "q")
            assert names_shown(found)
            assert "amber" in found.text()

        review(session_of(study), drive, "amber", "cobalt")


def test_a_mark_that_was_changed_over_a_review_shows_in_it_when_one_comes_back(tmp_path: Path) -> None:
    with evident(tmp_path) as study:

        async def drive(found: Review) -> None:
            below = found.screen
            await found.press("T", "enter", "enter", "8")
            assert stands_on(found, ReviewScreen) and found.screen is not below
            await found.press("q", "q", "q")
            assert found.screen is below
            given = [card.answers.given["api"] for card in below.desk.sitting.values.values()]
            assert 8 in given

        review(session_of(study, is_open=True), drive, "amber", "cobalt")


def test_what_others_gave_is_hidden_in_the_standings_over_a_review(tmp_path: Path) -> None:
    with evident(tmp_path) as study:
        grade(study, "amber", 20, "tom")

        async def drive(found: Review) -> None:
            await found.press("T")
            assert "2 cards" not in found.text() and "tom" not in found.text()

        review(session_of(study), drive, "amber", "cobalt")
        for model in ("amber", "cobalt"):
            decide(study, model, Reveal())

        async def drive_again(found: Review) -> None:
            await found.press("T")
            assert "spread" in found.text()

        review(session_of(study), drive_again, "amber", "cobalt")


def test_the_queue_stands_on_the_pair_that_was_left(tmp_path: Path) -> None:
    async def drive(found: Review) -> None:
        await found.press("enter")
        began = found.screen.desk.stand
        await found.press("}", "}", "9", "}")
        left = found.screen.desk.stand
        assert began is not None and left is not None and left.number == began.number + 3
        await found.press("Q")
        assert stands_on(found, QueueScreen)
        assert f"\n pair {left.number}  " in found.text()
        await found.press("enter", "{", "Q")
        assert f"\n pair {left.number - 1}  " in found.text()
        await found.press("f", *"pair 1", "enter", "enter", "}", "Q")
        assert "\n pair 1  " in found.text(), "the pair that was left is not listed"

    with study_of(tmp_path, ("amber", "cobalt", "jade", "onyx")) as study:
        review(session_of(study), drive)


def test_a_queue_that_was_not_open_before_stands_on_the_pair_that_was_left_too(tmp_path: Path) -> None:
    async def drive(found: Review) -> None:
        await found.press("}", "}", "Q")
        assert "\n pair 3  " in found.text()

    with study_of(tmp_path, ("amber", "cobalt", "jade", "onyx")) as study:
        review(session_of(study), drive, "amber", "cobalt")


def test_undo_leads_to_another_pair_and_the_queue_stands_on_that(tmp_path: Path) -> None:
    async def drive(found: Review) -> None:
        await found.press("enter", "9", "Q", "down", "enter", "u")
        left = found.screen.desk.stand
        assert left is not None and left.number == 1
        await found.press("Q")
        assert "\n pair 1  " in found.text()

    with study_of(tmp_path, ("amber", "cobalt", "jade", "onyx")) as study:
        review(session_of(study), drive)

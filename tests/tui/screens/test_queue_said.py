"""What the queue says of its rows: what needs attention, what opening a heading does, and that there is nothing yet."""

from fractions import Fraction
from pathlib import Path

import pytest
from textual.pilot import Pilot

from grading.marks.events import Flag, GateResult, Lock, Mark
from grading.review.opening import side_drawn
from grading.review.queue import queue
from grading.study import Study
from grading.wishes import Wish
from tests.builders import SERVICE, study_with
from tests.tui.screens.home import Around, driven, session
from tui.screens.queue import QueueScreen

CELLS = ("api", "collected", "faithful", "starts")
LONG = "An interface with a title that is a good deal longer than sixty columns of a terminal"


@pytest.mark.parametrize("width", [60, 80])
def test_marks_under_an_older_edition_are_said_whole_before_where_they_are(width: int, tmp_path: Path) -> None:
    with study_with(tmp_path) as study:
        run = study.runs()[0]
        study.decide([Wish(run, study.rubrics()[0], "mia", Mark("api", Fraction(3)))])
        path = tmp_path / "second.toml"
        path.write_text(SERVICE.replace('edition = "1"', 'edition = "2"'))
        study.add_rubric(path)

        @driven(QueueScreen(session(study)), size=(width, 20))
        async def _(app: Around, _pilot: Pilot[None]) -> None:
            assert "! 1 mark rests on an older edition only  service" in app.text


def test_what_needs_attention_has_the_whole_row(tmp_path: Path) -> None:
    with study_with(tmp_path, text=SERVICE.replace("Interface", LONG)) as study:
        study.decide([Wish(study.runs()[0], study.rubrics()[0], "mia", Flag("api", True))])

        @driven(QueueScreen(session(study)), size=(140, 20))
        async def _(app: Around, _pilot: Pilot[None]) -> None:
            assert f"? unsure: {LONG}  service, pair 1" in app.text

        @driven(QueueScreen(session(study)), size=(80, 20))
        async def _(app: Around, _pilot: Pilot[None]) -> None:
            assert "? unsure: An interface with" in app.text and "…  service, pair 1" in app.text


def test_a_heading_says_that_it_folds_and_is_not_opened(tmp_path: Path) -> None:
    with study_with(tmp_path) as study:

        @driven(QueueScreen(session(study)))
        async def _(app: Around, pilot: Pilot[None]) -> None:
            assert "Enter open" in app.text
            await pilot.press("home")
            assert "\n Enter folds this task" in app.text and "Enter open" not in app.text
            await pilot.press("enter")
            assert "\n Enter unfolds this task" in app.text and "pair 1 " not in app.text
            await pilot.press("enter", "down")
            assert "folds this task" not in app.text and "Enter open" in app.text


def test_a_row_of_pairs_that_are_out_of_sight_says_that_it_shows_them(tmp_path: Path) -> None:
    with study_with(tmp_path, ("amber", "cobalt", "dune", "ecru", "jade", "onyx")) as study:

        @driven(QueueScreen(session(study)))
        async def _(app: Around, pilot: Pilot[None]) -> None:
            await pilot.press("end")
            assert "\n Enter shows these pairs" in app.text
            await pilot.press("enter")
            assert "\n Enter hides these pairs" in app.text


def test_in_an_empty_study_nothing_is_done_and_nothing_is_left(tmp_path: Path) -> None:
    with Study.create(tmp_path / "study", "New", "mia") as study:

        @driven(QueueScreen(session(study)))
        async def _(app: Around, _pilot: Pilot[None]) -> None:
            head = app.row("no cards yet")
            assert "no cards yet  ───" in head and "━" not in head
            assert head.endswith(" nothing to grade yet")


def test_a_pair_to_compare_is_locked_there_only_where_a_card_is_not(tmp_path: Path) -> None:
    with study_with(tmp_path, ("amber", "cobalt", "jade")) as study:
        for stand in [*queue(study, "mia").tasks[0]][:2]:
            side_drawn(study, "service", "mia", stand.runs)
        rubric, runs = study.rubrics()[0], study.runs()
        values = [GateResult(cell, True) if cell == "starts" else Mark(cell, Fraction(1)) for cell in CELLS]
        study.decide([Wish(run, rubric, "mia", event) for run in runs for event in values])
        last = sorted(queue(study, "mia").tasks[0][2].runs)
        for locked, ending in ((last[:1], ", L locks"), (last[1:], "")):
            study.decide([Wish(run, rubric, "mia", Lock()) for run in runs if run.id in locked])

            @driven(QueueScreen(session(study)), size=(80, 20))
            async def _(app: Around, pilot: Pilot[None], ending: str = ending) -> None:
                await pilot.press("end")
                assert f"pair 3  both graded: < > ~ there say which is better{ending}\n" in app.text

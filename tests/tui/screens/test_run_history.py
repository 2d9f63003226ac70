"""The history of a scorecard on a screen: each row is about what was decided there."""

from pathlib import Path

from textual.pilot import Pilot

from grading.marks.events import Evidence
from grading.study import Study
from tests.tui.screens.home import Around
from tests.tui.screens.publishing import card, decide, four
from tests.tui.screens.reviewing import Review, review, session_of
from tests.tui.screens.test_run import evident, stands_on, to_card
from tui.screens.review import ReviewScreen


def give_evidence(study: Study, place: str) -> None:
    """Another place that the mark rests on."""
    run = next(one for one in study.runs() if one.name.model == "amber")
    decide(study, "amber", study.evidence(run, "api", place))


async def to_row(found: Review, words: str) -> None:
    """Goes up from the end to the row with these words."""
    await found.press("end")
    while not any(row.startswith(" ▸") and words in row for row in found.text().split("\n")):
        await found.press("up")


def test_a_row_of_evidence_is_about_its_own_place(tmp_path: Path) -> None:
    with evident(tmp_path) as study:
        give_evidence(study, "README.md:3")
        give_evidence(study, "app/util.py:1")
        study.withdraw(study.last_decision("mia"), "mia")
        decide(study, "amber", Evidence("api", "$ pytest -q", output="30 passed"))

        async def drive(found: Review) -> None:
            await to_card(found)
            await to_row(found, "Interface: evidence app/main.py:4-5")
            assert "Interface · evidence app/main.py:4-5" in found.text().split("\n")[-2]
            await to_row(found, "Interface: evidence app/util.py:1")
            assert "Interface · evidence app/util.py:1" in found.text().split("\n")[-2]
            await to_row(found, "Interface: evidence $ pytest -q")
            await found.press("enter")
            assert "no file holds it" in found.text()
            await to_row(found, "Interface: evidence README.md:3")
            assert "Interface · evidence README.md:3" in found.text().split("\n")[-2]
            await found.press("enter")
            assert stands_on(found, ReviewScreen)
            assert found.path == "README.md" and found.screen.desk.widgets.text.spot.line == 2

        review(session_of(study, is_open=True), drive)


def test_what_is_refused_is_not_offered(tmp_path: Path) -> None:
    with evident(tmp_path) as study:
        decide(study, "amber", Evidence("api", "$ pytest -q", output="30 passed"))

        async def drive(found: Review) -> None:
            await to_card(found)
            await to_row(found, "Interface: evidence $ pytest -q")
            assert "Enter" not in found.text().split("\n")[-1]
            await to_row(found, "Interface: evidence app/main.py:4-5")
            assert found.text().split("\n")[-1].startswith(" Enter evidence  ")

        review(session_of(study, is_open=True), drive)

    (folder := tmp_path / "figures").mkdir()
    with four(folder) as study:

        @card(study, "amber", size=(110, 30))
        async def _(app: Around, _pilot: Pilot[None]) -> None:
            assert "Enter" not in app.text.split("\n")[-1], "a run with figures only has no files"

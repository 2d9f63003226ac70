"""What other reviewers gave, on the screens of somebody who grades blind: it stays hidden until their card is locked."""

from fractions import Fraction
from pathlib import Path

import pytest
from textual.pilot import Pilot

from grading.marks.events import Event, Lock, Mark, Note, Reveal
from grading.study import Study
from tests.tui.screens.home import Around
from tests.tui.screens.publishing import card, compare, decide, four, grade, reveal, second_edition, standings

HIDDEN = "hidden until your card is locked"
BY_TOM = "40.0"
"""What tom's card for amber comes to."""


def graded_by_tom(folder: Path) -> Study:
    """Two of four runs have a card of tom, who is another reviewer; none has one of mia."""
    study = four(folder, is_graded=False)
    grade(study, "amber", 12, "tom")
    grade(study, "jade", 5, "tom")
    decide(study, "amber", Note("api", "Tom was pleased"), reviewer="tom")
    return study


def test_the_standings_show_nothing_that_others_gave(tmp_path: Path) -> None:
    with graded_by_tom(tmp_path) as study:

        @standings(study, is_open=False, size=(160, 30))
        async def _(app: Around, pilot: Pilot[None]) -> None:
            for keys in ((), *[("o",)] * 12, ("c",), ("c",)):
                await pilot.press(*keys)
                assert BY_TOM not in app.text, keys
            assert f"{HIDDEN}  2" in app.text and "no marks yet  2" in app.text

        @standings(study, is_open=True, size=(160, 30))
        async def _(app: Around, _pilot: Pilot[None]) -> None:
            assert BY_TOM in app.text and HIDDEN not in app.text


def test_beside_others_one_s_own_total_is_shown_alone(tmp_path: Path) -> None:
    with graded_by_tom(tmp_path) as study:
        grade(study, "amber", 20)

        @standings(study, is_open=False, size=(160, 30))
        async def _(app: Around, _pilot: Pilot[None]) -> None:
            assert "48.0" in app.text, "what mia gave, and no mean of it and of what tom gave"
            assert "spread" not in app.text
            assert f"1 card · what others gave is {HIDDEN}" in app.text


@pytest.mark.parametrize("known", [Lock(), Reveal()])
def test_a_card_that_is_locked_or_names_its_run_shows_what_others_gave(tmp_path: Path, known: Event) -> None:
    with graded_by_tom(tmp_path) as study:
        grade(study, "amber", 20)
        decide(study, "amber", known)

        @standings(study, is_open=False, size=(160, 30))
        async def _(app: Around, _pilot: Pilot[None]) -> None:
            assert "44.0" in app.text and "2 cards" in app.text
            assert f"{HIDDEN}  1" in app.text, "jade is not locked"

        @card(study, "amber", is_open=False)
        async def _(app: Around, pilot: Pilot[None]) -> None:
            await pilot.press("n")
            assert "graded by tom" in app.text and "Tom was pleased" in app.text


def test_a_scorecard_is_one_s_own_until_it_is_locked(tmp_path: Path) -> None:
    with graded_by_tom(tmp_path) as study:

        @card(study, "amber", is_open=False)
        async def _(app: Around, pilot: Pilot[None]) -> None:
            for key in ("n", "p"):
                await pilot.press(key)
                assert app.said == f"what others gave is {HIDDEN}"
            assert f"graded by mia · not locked · what others gave is {HIDDEN}" in app.text
            assert "nothing is marked yet" in app.text and "not ranked" not in app.text
            assert BY_TOM not in app.text and "pleased" not in app.text

        decide(study, "amber", Mark("api", Fraction(3)))

        @card(study, "amber", is_open=False)
        async def _(app: Around, pilot: Pilot[None]) -> None:
            await pilot.press("n")
            assert "graded by mia" in app.text and BY_TOM not in app.text


def test_asked_for_the_names_it_says_that_they_show_what_others_gave_and_they_do(tmp_path: Path) -> None:
    with graded_by_tom(tmp_path) as study:

        @standings(study, is_open=False, size=(80, 30))
        async def _(app: Around, pilot: Pilot[None]) -> None:
            await pilot.press("R")
            assert app.said == "R again shows all 4 names and what others gave; that is recorded"
            assert app.said in app.text
            assert BY_TOM not in app.text
            await pilot.press("R")
            assert BY_TOM in app.text and HIDDEN not in app.text


def test_two_editions_beside_one_another_leave_out_what_is_hidden(tmp_path: Path) -> None:
    with graded_by_tom(tmp_path) as study:
        second_edition(study, tmp_path)
        grade(study, "jade", 20)

        @standings(study, is_open=False)
        async def _(app: Around, pilot: Pilot[None]) -> None:
            await compare(app, pilot, "v")
            assert "service@1 → service@2" in app.text
            assert "Ranked by service@2 only  3" in app.text, "of service@1 only jade, which mia graded, is ranked"

        reveal(study, "amber")
        decide(study, "amber", Reveal(), rubric=1)

        @standings(study, is_open=False)
        async def _(app: Around, pilot: Pilot[None]) -> None:
            await compare(app, pilot, "v")
            assert "Ranked by service@2 only  2" in app.text


def test_a_card_that_another_has_begun_is_told_only_where_it_may_be_seen(tmp_path: Path) -> None:
    with four(tmp_path) as study:
        decide(study, "amber", Mark("api", Fraction(3)), reviewer="karla")

        @standings(study, is_open=False, size=(160, 30))
        async def _(app: Around, _pilot: Pilot[None]) -> None:
            assert HIDDEN in app.text and "karla" not in app.text

        decide(study, "amber", Lock())

        @standings(study, is_open=False, size=(160, 30))
        async def _(app: Around, _pilot: Pilot[None]) -> None:
            assert "1 card · begun: karla 1 of 4 cells · " in app.text


def test_alone_in_a_study_nothing_is_hidden(tmp_path: Path) -> None:
    with four(tmp_path) as study:

        @standings(study, is_open=False, size=(160, 30))
        async def _(app: Around, _pilot: Pilot[None]) -> None:
            assert "48.0" in app.text and HIDDEN not in app.text

"""Standings and scorecards of a reviewer who grades blind: nothing tells whose work a run is."""

import re
from pathlib import Path

from textual.pilot import Pilot

from grading.blind import MASK
from grading.marks.events import Clear, Lock, Mark, Note, Reveal
from grading.review.opening import side_drawn
from grading.review.queue import queue
from grading.study import Study
from tests.tui.screens.home import Around, session
from tests.tui.screens.publishing import (
    TOTALS,
    card,
    compare,
    decide,
    four,
    grade,
    masked,
    names_in_order,
    reveal,
    second_edition,
    standings,
)
from tui.screens.standings_shelf import Shelf

TELLING = ("$", "7m", "4m", "56k", "closed", "subscription", "estimated")
"""What figures look like: each of them could tell a run to who knows it."""

UNDRAWN = ["pair 1, one of two", "pair 1, the other", "pair 2, one of two", "pair 2, the other"]


def drawn(study: Study) -> None:
    """Draws the sides of every pair that is needed, as opening it would."""
    for stand in queue(study, "mia").tasks[0].likely:
        if stand.is_needed:
            side_drawn(study, "service", "mia", stand.runs)


def telling(app: Around) -> list[str]:
    """What is on the screen and should not be."""
    text = app.text.lower()
    return [word for word in (*TOTALS, *TELLING) if word in text]


def test_runs_are_not_put_together_while_a_name_is_hidden(tmp_path: Path) -> None:
    with four(tmp_path) as study:

        @standings(study, is_open=False)
        async def _(app: Around, pilot: Pilot[None]) -> None:
            await compare(app, pilot, "v")
            assert app.said.startswith("there is nothing to compare") and telling(app) == []


def test_no_name_and_no_figure_is_told_whatever_is_pressed(tmp_path: Path) -> None:
    with four(tmp_path, is_graded=False) as study:
        drawn(study)
        for model, points in TOTALS.items():
            grade(study, model, points)

        @standings(study, is_open=False, size=(200, 40))
        async def _(app: Around, pilot: Pilot[None]) -> None:
            for keys in ((), ("o",), *[("o",)] * 16, ("r",), ("w",), ("c",)):
                await pilot.press(*keys)
                assert telling(app) == [], keys
            for model in TOTALS:
                assert masked(study, model) in app.text
            assert "48.0" in app.text, "a total beside a mask tells nobody's name"


def test_two_runs_of_a_pair_that_is_not_drawn_have_two_names_that_tell_no_side(tmp_path: Path) -> None:
    with four(tmp_path, is_graded=False) as study:

        @standings(study, is_open=False)
        async def _(app: Around, _pilot: Pilot[None]) -> None:
            for call in UNDRAWN:
                assert call in app.text
            assert ", side" not in app.text


def test_runs_that_were_graded_in_no_pair_are_called_by_one_as_all_others_are(tmp_path: Path) -> None:
    with four(tmp_path, is_graded=False) as study:
        for model in ("amber", "jade"):
            grade(study, model, TOTALS[model])
        shelf = Shelf(session(study))
        calls = list(shelf.known(shelf.keys[0]).hidden.values())
    assert len(set(calls)) == 4 and all(call.startswith("pair ") for call in calls)


def test_which_of_two_is_which_does_not_follow_their_names(tmp_path: Path) -> None:
    with four(tmp_path, is_graded=False) as study:
        known = [Shelf(session(study, who)) for who in ("mia", "tom", "ada", "ben", "eva", "kim")]
        found = [shelf.known(shelf.keys[0]).hidden for shelf in known]
    assert all(sorted(names.values()) == UNDRAWN for names in found)
    assert len({names["service/amber"].partition(", ")[2] for names in found}) == 2


def test_a_hidden_name_cannot_be_looked_for(tmp_path: Path) -> None:
    with four(tmp_path) as study:

        @standings(study, is_open=False)
        async def _(app: Around, pilot: Pilot[None]) -> None:
            await pilot.press("f", *"amber", "enter")
            assert "0 of 4 runs" in app.text and "no run is like that" in app.text
            await pilot.press("escape", "f", *"closed", "enter")
            assert "0 of 4 runs" in app.text


def test_sorting_by_name_tells_nothing_of_the_order_of_names(tmp_path: Path) -> None:
    with four(tmp_path, is_graded=False) as study:
        drawn(study)
        for model in TOTALS:
            grade(study, model, 12)

        @standings(study, is_open=False)
        async def _(app: Around, pilot: Pilot[None]) -> None:
            calls = sorted(masked(study, model) for model in TOTALS)
            assert names_in_order(app, calls) == calls, "equals stand by what they are called"
            await pilot.press("o")
            assert names_in_order(app, calls) == calls


def test_what_is_revealed_is_named_and_the_rest_stays_hidden(tmp_path: Path) -> None:
    with four(tmp_path) as study:
        reveal(study, "amber", "jade")

        @standings(study, is_open=False)
        async def _(app: Around, _pilot: Pilot[None]) -> None:
            assert names_in_order(app) == ["amber", "jade"]
            assert "$1.10" in app.text and "0.42" not in app.text
            assert re.findall(r"pair \d, (?:one of two|the other)", app.text) and MASK not in app.text


def test_names_are_shown_when_asked_for_twice_and_that_is_recorded(tmp_path: Path) -> None:
    with four(tmp_path) as study:
        decide(study, "amber", Lock())

        @standings(study, is_open=False)
        async def _(app: Around, pilot: Pilot[None]) -> None:
            await pilot.press("R")
            assert app.said == "R again shows all 4 names; that is recorded"
            await pilot.press("r", "R")
            assert telling(app) == [], "another key was pressed in between"
            await pilot.press("R")
            assert names_in_order(app, tuple(TOTALS)) == ["onyx", "jade", "cobalt", "amber"]

        cards = [study.card(run, study.rubrics()[0], "mia") for run in study.runs()]
        assert all(one.revealed for one in cards)


def test_a_reason_that_names_somebody_is_hidden_with_the_name(tmp_path: Path) -> None:
    with four(tmp_path, is_graded=False) as study:
        run = next(one for one in study.runs() if one.name.model == "onyx")
        study.correct(run, {"state": "void", "reason": "onyx saw the tests"}, reviewer="mia", reason="")

        @standings(study, is_open=False, size=(160, 30))
        async def _(app: Around, pilot: Pilot[None]) -> None:
            await pilot.press("end")
            assert telling(app) == []
            assert "void" in app.text


def test_two_editions_held_against_each_other_tell_no_name(tmp_path: Path) -> None:
    with four(tmp_path) as study:
        second_edition(study, tmp_path)
        reveal(study, "amber")

        @standings(study, is_open=False)
        async def _(app: Around, pilot: Pilot[None]) -> None:
            await compare(app, pilot, "v")
            assert "→" not in app.text, "totals that stand in both would tell whose name the other one hides"
            assert telling(app) == []

        decide(study, "amber", Reveal(), rubric=1)

        @standings(study, is_open=False)
        async def _(app: Around, pilot: Pilot[None]) -> None:
            await compare(app, pilot, "v")
            assert "service@1 → service@2" in app.text
            assert {*telling(app)} == {"amber"}


def test_a_run_that_only_one_edition_ranks_is_called_as_it_is_there(tmp_path: Path) -> None:
    with four(tmp_path) as study:
        second_edition(study, tmp_path)
        decide(study, "amber", Clear("api"), rubric=1)
        decide(study, "cobalt", Clear("api"), rubric=1)
        reveal(study, "amber")
        decide(study, "amber", Reveal(), rubric=1)

        @standings(study, is_open=False)
        async def _(app: Around, pilot: Pilot[None]) -> None:
            await compare(app, pilot, "v")
            alone = app.text.partition("Ranked by service@1 only")[2]
            assert "amber  48.0" in alone, "its name was shown, and the table itself has it"
            assert "cobalt" not in alone and "47.0" in alone


def test_a_scorecard_tells_no_name_either(tmp_path: Path) -> None:
    with four(tmp_path) as study:
        decide(
            study, "amber", Note("api", "as Amber always does it"), Mark("api", study.rubrics()[0].dimensions[0].max)
        )

        @card(study, "amber", is_open=False)
        async def _(app: Around, _pilot: Pilot[None]) -> None:
            assert telling(app) == []
            assert f"note as {MASK} always does it" in app.text
            assert "hidden until they are revealed" in app.text

        decide(study, "amber", Reveal())

        @card(study, "amber", is_open=False)
        async def _(app: Around, _pilot: Pilot[None]) -> None:
            assert "as Amber always does it" in app.text
            assert "cost $1.10 exact" in app.text

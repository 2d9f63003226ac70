"""The standings on a screen: what is shown, how it is sorted and filtered, and where its keys lead."""

from pathlib import Path

import pytest
from textual.message import Message
from textual.pilot import Pilot

from grading.marks.events import Flag, Mark
from grading.runs.folder import FoundRun, FoundTask
from grading.runs.model import RunName
from tests.builders import figure_run
from tests.tui.screens.home import Around
from tests.tui.screens.publishing import compare, decide, four, grade, names_in_order, second_edition, standings
from tests.tui.widgets.mounted import wheel
from tui.keys import COMMANDS, Scope
from tui.painting.spans import Line
from tui.painting.standings_lines import Table, run_line
from tui.painting.standings_rows import RunRow
from tui.screens.help import HelpScreen
from tui.screens.palette import PaletteScreen
from tui.screens.standings import StandingsScreen
from tui.widgets.sorting_list import SortingList


def row_of(app: Around, name: str) -> str:
    return next(row for row in app.text.split("\n")[3:] if name in row)


def heard(app: Around, kind: type[Message]) -> list[Message]:
    return [one for one in app.asked if isinstance(one, kind)]


def test_runs_stand_in_order_with_ranks_ties_tiers_and_figures(tmp_path: Path) -> None:
    with four(tmp_path) as study:

        @standings(study)
        async def _(app: Around, _pilot: Pilot[None]) -> None:
            assert names_in_order(app) == ["amber", "cobalt", "jade", "onyx"]
            assert "service · service@1" in app.text
            assert "4 runs · by rank" in app.text
            first = row_of(app, "▸")
            assert first.split()[:4] == ["▸", "1≈", "amber", "48.0"]
            assert "$1.10" in first and "7m" in first and "closed" in first
            assert "~$0.42" in row_of(app, "cobalt") and "subscription" in row_of(app, "jade")
            assert "–" in row_of(app, "onyx"), "an unknown cost is not 0"
            assert " A " in first and " B " in row_of(app, "onyx")


def test_neighbours_within_the_band_are_near_and_others_are_not(tmp_path: Path) -> None:
    with four(tmp_path) as study:
        grade(study, "jade", 20, "tom")

        @standings(study)
        async def _(app: Around, pilot: Pilot[None]) -> None:
            assert "1≈" in row_of(app, "amber"), "20 and 19 points of 20 are one point of the total apart"
            assert "≈" not in row_of(app, "cobalt")
            await pilot.press("r")
            assert names_in_order(app) == ["onyx", "jade", "cobalt", "amber"]
            assert "≈" in row_of(app, "cobalt") and "≈" not in row_of(app, "amber").partition("amber")[0]
            await pilot.press("r", "o")
            assert "sorted by name" in app.said


def test_what_is_not_ranked_stands_below_with_its_reason(tmp_path: Path) -> None:
    with four(tmp_path, is_graded=False) as study:
        grade(study, "amber", 12)
        decide(study, "cobalt", Mark("api", study.rubrics()[0].dimensions[0].max))
        study.correct(
            next(one for one in study.runs() if one.name.model == "onyx"),
            {"state": "void", "reason": "it was seen before"},
            reviewer="mia",
            reason="",
        )

        @standings(study)
        async def _(app: Around, _pilot: Pilot[None]) -> None:
            assert names_in_order(app) == ["amber", "cobalt", "onyx", "jade"]
            assert "3 cells open" in row_of(app, "cobalt")
            assert "it was seen before" in row_of(app, "onyx")
            assert app.row("not complete").split() == ["not", "complete", "1"]
            assert app.row("void").split() == ["void", "1"]
            assert "no marks yet" in app.text


@pytest.mark.parametrize("width", [80, 100, 120, 200, 300])
def test_columns_give_way_and_rank_run_and_total_stay(tmp_path: Path, width: int) -> None:
    with four(tmp_path) as study:
        grade(study, "amber", 20, "tom")

        @standings(study, size=(width, 24))
        async def _(app: Around, _pilot: Pilot[None]) -> None:
            head = app.text.split("\n")[2]
            for word in ("#", "run", "total", "tier", "cost"):
                assert word in head, head
            assert ("a point" in head) == (width >= 100), head
            assert all(len(row) <= width for row in app.text.split("\n"))
            assert "amber" in row_of(app, "▸") and ("+" in head) == (width < 100)


@pytest.mark.parametrize(
    ("steps", "title", "order"),
    [
        (1, "name", ["amber", "cobalt", "jade", "onyx"]),
        (2, "total", ["amber", "cobalt", "jade", "onyx"]),
        (-1, "weights", ["amber", "cobalt", "jade", "onyx"]),
        (-2, "tokens", ["amber", "cobalt", "jade", "onyx"]),
        (-3, "time", ["cobalt", "amber", "jade", "onyx"]),
        (-4, "cost per point", ["cobalt", "amber", "jade", "onyx"]),
        (-5, "cost", ["cobalt", "amber", "jade", "onyx"]),
    ],
)
def test_every_column_sorts_and_what_is_unknown_stands_last(
    tmp_path: Path, steps: int, title: str, order: list[str]
) -> None:
    with four(tmp_path) as study:

        @standings(study)
        async def _(app: Around, pilot: Pilot[None]) -> None:
            await pilot.press(*["right" if steps > 0 else "left"] * abs(steps))
            assert app.said == f"sorted by {title}"
            assert names_in_order(app) == order
            await pilot.press("r")
            known = {"time": 2, "tokens": 1, "cost": 2, "cost per point": 2, "weights": 3}.get(title, 4)
            assert names_in_order(app)[known:] == order[known:]
            if title != "weights":
                assert names_in_order(app)[:known] == order[:known][::-1]


def test_a_click_on_a_heading_sorts_and_another_one_turns_it_around(tmp_path: Path) -> None:
    with four(tmp_path) as study:

        @standings(study)
        async def _(app: Around, pilot: Pilot[None]) -> None:
            place = app.text.split("\n")[2].index("cost")
            await pilot.click(SortingList, offset=(place, 0))
            assert names_in_order(app)[0] == "cobalt" and "by cost" in app.text
            await pilot.click(SortingList, offset=(place, 0))
            assert names_in_order(app)[0] == "amber" and "by cost, turned" in app.text


def test_the_cursor_stays_on_its_run(tmp_path: Path) -> None:
    with four(tmp_path) as study:

        @standings(study)
        async def _(app: Around, pilot: Pilot[None]) -> None:
            await pilot.press("end")
            assert "onyx" in row_of(app, "▸")
            await pilot.press("r")
            assert "onyx" in row_of(app, "▸")
            await pilot.press("up")
            assert app.said == "that is the first row"
            await pilot.press("f", *"jade", "enter")
            assert "jade" in row_of(app, "▸")
            assert "1 of 4 runs" in app.text and "“jade”" in app.text
            await pilot.press("escape")
            assert "4 runs" in app.text and "jade" in row_of(app, "▸")
            assert not app.asked


def test_weights_and_conditions_are_filtered_by_key(tmp_path: Path) -> None:
    with four(tmp_path) as study:
        study.add(
            [FoundTask("service", runs=[FoundRun(RunName("service", "opal", condition="plain"), {})])], reviewer="mia"
        )
        grade(study, "opal+plain", 1)

        @standings(study)
        async def _(app: Around, pilot: Pilot[None]) -> None:
            await pilot.press("w")
            assert names_in_order(app) == ["amber"] and "closed weights" in app.text
            await pilot.press("w")
            assert names_in_order(app) == ["cobalt", "jade"]
            await pilot.press("w", "c")
            assert names_in_order(app) == ["amber", "cobalt", "jade", "onyx"] and "no condition" in app.text
            await pilot.press("c")
            assert names_in_order(app, ("opal",)) == ["opal"] and names_in_order(app) == []


def test_two_editions_are_held_against_each_other(tmp_path: Path) -> None:
    with four(tmp_path) as study:
        second_edition(study, tmp_path)

        @standings(study)
        async def _(app: Around, pilot: Pilot[None]) -> None:
            assert "service@2 · 2 of 2" in app.text and names_in_order(app)[0] == "onyx"
            await pilot.press("n")
            assert "service@1 · 1 of 2" in app.text and names_in_order(app)[0] == "amber"
            await compare(app, pilot, "v")
            await app.workers.wait_for_complete()
            await pilot.pause()
            assert "service@1 → service@2" in app.text
            assert "↑ 3" in row_of(app, "▸") and "onyx" in row_of(app, "▸")
            assert "Changed places  6" in app.text
            assert "onyx is ahead of amber" in app.text
            assert "tau-b −1.00" in app.text
            await pilot.press("w")
            assert "Esc goes back to the table" in app.said
            await pilot.press("enter")
            assert len(app.asked) == 1
            await pilot.press("escape")
            assert "by rank" in app.text


def test_all_tasks_are_put_together(tmp_path: Path) -> None:
    with four(tmp_path) as study:
        study.add([FoundTask("patch", runs=[figure_run("amber", "patch")])], reviewer="mia")
        grade(study, "amber", 0, task="patch")

        @standings(study)
        async def _(app: Around, pilot: Pilot[None]) -> None:
            await compare(app, pilot, "v")
            assert "all tasks" in app.text
            assert row_of(app, "▸").split() == ["▸", "1", "amber", "38.00", "20.0", "1", "28.0", "48.0"]
            assert "best in service, worst in patch" in app.text
            assert "Not ranked in every task  3" in app.text
            await compare(app, pilot, "v", "v")
            assert "by rank" in app.text


def test_runs_are_put_together_by_what_tells_them_apart_and_by_what_works(tmp_path: Path) -> None:
    with four(tmp_path) as study:

        @standings(study)
        async def _(app: Around, pilot: Pilot[None]) -> None:
            await compare(app, pilot, "v")
            assert "By weights  3" in app.text and "By harness" not in app.text
            assert app.row("closed").split() == ["closed", "1", "48.00", "48.0", "48.0", "–", "$1.10"]
            rows = [" ".join(line.split()) for line in app.text.split("\n")]
            assert "open 2 42.50 47.0 38.0 1.2× ~$0.42 + 1 run by subscription" in rows
            assert "Cost per working run  4" in app.text
            assert "$1.10  amber · 1 of 1 run working · $1.10 spent" in app.text
            assert "the cost of 1 run of 1 is a subscription" in app.row("jade")
            await compare(app, pilot, "v")
            assert "by rank" in app.text


def test_one_table_alone_says_that_there_is_no_other(tmp_path: Path) -> None:
    with four(tmp_path) as study:

        @standings(study)
        async def _(app: Around, pilot: Pilot[None]) -> None:
            await pilot.press("n")
            assert app.said == "there is no other table"
            await pilot.press("c")
            assert "same condition" in app.said
            await pilot.press("R")
            assert app.said == "no name is hidden from you here"
            await pilot.press("f9")
            assert app.said == "that key does nothing here; ? shows all keys"


def test_enter_or_a_second_click_opens_the_card(tmp_path: Path) -> None:
    with four(tmp_path) as study:

        @standings(study)
        async def _(app: Around, pilot: Pilot[None]) -> None:
            await pilot.press("down", "enter")
            await pilot.click(SortingList, offset=(10, 3))
            await pilot.click(SortingList, offset=(10, 3))
            wanted = heard(app, StandingsScreen.CardWanted)
            assert [getattr(one, "run", "") for one in wanted] == ["service/cobalt", "service/jade"]


def test_only_rows_that_are_seen_are_painted_and_pages_and_the_wheel_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[str] = []

    def counting(table: Table, row: RunRow, *, is_near: bool, has_cursor: bool) -> Line:
        painted.append(row.name)
        return run_line(table, row, is_near=is_near, has_cursor=has_cursor)

    monkeypatch.setattr("tui.screens.standings_table.run_line", counting)
    with four(tmp_path, is_graded=False) as study:
        many = [figure_run(f"m{number:03}") for number in range(120)]
        study.add([FoundTask("service", runs=many)], reviewer="mia")

        @standings(study, size=(80, 24))
        async def _(app: Around, pilot: Pilot[None]) -> None:
            assert len(set(painted)) <= 20
            assert "▸" in app.row("amber")
            wheel(app.screen.query_one(SortingList))
            await pilot.pause()
            assert "amber" not in "".join(app.text.split("\n")[3:-2]) and "m010" in app.text
            await pilot.press("pagedown")
            assert "m014" in row_of(app, "▸")
            await pilot.press("end")
            assert "m119" in row_of(app, "▸")
            painted.clear()
            await pilot.press("up")
            assert len(painted) <= 3, "the row that is left and the one that is gone to"


def test_every_key_of_the_standings_does_something(tmp_path: Path) -> None:
    missing = [
        one.id
        for one in COMMANDS
        if Scope.STANDINGS in one.scopes
        and not callable(getattr(StandingsScreen, f"do_{one.id.replace('-', '_')}", None))
    ]
    assert missing == []
    with four(tmp_path) as study:

        @standings(study)
        async def _(app: Around, pilot: Pilot[None]) -> None:
            await pilot.press("question_mark")
            assert isinstance(app.screen, HelpScreen)
            await pilot.press("q", "ctrl+p")
            assert isinstance(app.screen, PaletteScreen)
            await pilot.press(*"turn", "enter")
            assert names_in_order(app)[0] == "onyx"
            await pilot.press("q")
            assert [type(one) for one in app.asked] == [StandingsScreen.Left]


def test_a_hostile_name_or_reason_does_no_harm(tmp_path: Path) -> None:
    bad = "[bold]x[/] \u202e=1+1|"
    with four(tmp_path) as study:
        decide(study, "amber", Flag("api", True))
        run = next(one for one in study.runs() if one.name.model == "onyx")
        study.correct(
            run, {"state": "unmeasurable", "reason": f"{bad}\nrest " + "z" * 5_000}, reviewer="mia", reason=""
        )

        @standings(study)
        async def _(app: Around, pilot: Pilot[None]) -> None:
            assert "\u202e" not in app.text
            await pilot.press("end")
            assert "[bold]x[/]" in app.text and "⟨202E⟩" in app.text

"""Standings held against each other, what is common to all, and what the screen does beside showing a table."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from grading.marks.events import Mark
from grading.report.costs import WorkingCost
from grading.report.standings import Standings
from grading.reporting import Reports
from grading.rubric.arithmetic import NOT_ATTEMPTED
from grading.runs.folder import FoundRun, FoundTask
from grading.runs.model import RunName
from grading.study import Study
from tests.builders import SERVICE, figure_run, study_with
from tests.tui.screens.home import Around
from tests.tui.screens.publishing import compare, decide, four, grade, names_in_order, reveal, second_edition, standings
from tests.tui.screens.reviewing import Review, review, session_of
from tui.screens.queue import QueueScreen
from tui.screens.settings import SettingsScreen
from tui.screens.standings import StandingsScreen
from tui.themes import THEMES
from tui.widgets.ask_line import AskLine
from tui.widgets.key_line import KeyLine


def third_edition(study: Study, folder: Path) -> None:
    """An edition on another scale, which ranks a run that no other one ranks, and not all that others do."""
    path = folder / "third.toml"
    path.write_text(SERVICE.replace('edition = "1"', 'edition = "3"\nscale = 100'))
    study.add_rubric(path)
    study.add([FoundTask("service", runs=[figure_run("pearl")])], reviewer="mia")
    for model in ("amber", "pearl"):
        grade(study, model, 5, rubric=2)


def test_every_two_editions_come_one_after_the_other(tmp_path: Path) -> None:
    with four(tmp_path) as study:
        second_edition(study, tmp_path)
        third_edition(study, tmp_path)

        @standings(study)
        async def _(app: Around, pilot: Pilot[None]) -> None:
            await compare(app, pilot, "v")
            assert "service@2 → service@3" in app.text and "3 of 3" in app.text
            assert "totals out of 100" in app.text, "two scales are brought onto one"
            assert "1 in both: too few to compare" in app.text and "no two runs changed places" in app.text
            assert "Ranked by service@2 only  3" in app.text and "Ranked by service@3 only  1" in app.text
            await compare(app, pilot, "p")
            assert "service@1 → service@3" in app.text and "2 of 3" in app.text
            await compare(app, pilot, "p")
            assert "service@1 → service@2" in app.text
            assert "runs in another tier" in app.text or "run in another tier" in app.text
            assert "A → B" in app.text
            await compare(app, pilot, "v")
            assert "By weights" in app.text, "there is one task only"
            await pilot.press("}")
            assert "service@1" in app.text and "By weights" in app.text, "each table has its own groups"
            await compare(app, pilot, "v")
            assert "by rank" in app.text


def test_what_runs_cost_is_worked_out_only_when_it_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    plain = Reports.working_costs

    def counted(reports: Reports, table: Standings) -> tuple[WorkingCost, ...]:
        asked.append(table.task)
        return plain(reports, table)

    monkeypatch.setattr(Reports, "working_costs", counted)
    with four(tmp_path) as study:

        @standings(study)
        async def _(app: Around, pilot: Pilot[None]) -> None:
            await pilot.press("o", "down", "f", "a", "m", "enter")
            assert asked == []
            await compare(app, pilot, "v")
            assert asked == ["service"]


def test_the_keys_that_are_named_are_those_that_do_something(tmp_path: Path) -> None:
    with four(tmp_path) as study:

        @standings(study, size=(250, 30))
        async def _(app: Around, _pilot: Pilot[None]) -> None:
            keys = app.text.split("\n")[-1]
            assert "card" in keys and "sort" in keys and "weights" in keys
            assert "table" not in keys and "names" not in keys and "condition" not in keys

        second_edition(study, tmp_path)

        @standings(study, is_open=False, size=(250, 30))
        async def _(app: Around, pilot: Pilot[None]) -> None:
            keys = app.text.split("\n")[-1]
            assert "table" in keys and "compare" in keys and "names" in keys and "weights" not in keys
            await compare(app, pilot, "v")
            keys = app.text.split("\n")[-1]
            assert "sort" not in keys and "filter" not in keys and "compare" in keys


def test_only_what_all_attempted_counts_when_that_is_asked_for(tmp_path: Path) -> None:
    with four(tmp_path) as study:
        decide(study, "amber", Mark("tests", NOT_ATTEMPTED))

        @standings(study)
        async def _(app: Around, pilot: Pilot[None]) -> None:
            assert names_in_order(app)[0] == "amber" and "×" in app.row("amber")
            await pilot.press("m")
            assert app.said == "only what every ranked run attempted counts"
            assert "1 of 2 dimensions" in app.text
            assert app.row("onyx").split()[2] == "10.0", "4 of 20 is 10 of 50"
            await pilot.press("m")
            assert app.said == "every dimension counts"


def test_one_filter_is_left_and_another_kept(tmp_path: Path) -> None:
    with four(tmp_path) as study:

        @standings(study)
        async def _(app: Around, pilot: Pilot[None]) -> None:
            await pilot.press("slash", *"a", "down")
            assert "4 of 4" in app.text or "3 of 4" in app.text
            assert "cobalt" in next(row for row in app.text.split("\n") if row.startswith(" ▸"))
            await pilot.press("escape")
            assert not app.screen.query(AskLine) and app.screen.query_one(KeyLine).display
            assert "4 runs · by rank" in app.text


def test_a_filter_that_no_run_of_the_next_table_passes_is_dropped_and_another_kept(tmp_path: Path) -> None:
    with four(tmp_path) as study:
        plain = FoundRun(RunName("service", "opal", condition="plain"), {"weights": "closed"})
        others = [figure_run(model, "patch", weights=weights) for model, weights in (("jade", "open"), ("onyx", ""))]
        study.add([FoundTask("service", runs=[plain]), FoundTask("patch", runs=others)], reviewer="mia")
        grade(study, "opal+plain", 1)
        grade(study, "jade", 1, task="patch")

        @standings(study)
        async def _(app: Around, pilot: Pilot[None]) -> None:
            await pilot.press("n", "w", "c", "c")
            assert "closed weights · plain · 1 of 5 runs" in app.text
            await pilot.press("p")
            assert "patch · " in app.text and "2 runs · by rank" in app.text
            await pilot.press("w")
            assert "open weights · 1 of 2 runs" in app.text
            await pilot.press("n")
            assert "open weights · 2 of 5 runs" in app.text, "what runs of the next table have, too, stays"
            await pilot.press("c")
            assert "open weights · no condition · 2 of 5 runs" in app.text
            await pilot.press("p")
            assert "open weights · 1 of 2 runs" in app.text, "all have the same condition, so that its key refuses"


def test_the_column_that_one_sorts_by_is_seen_in_a_small_terminal(tmp_path: Path) -> None:
    with four(tmp_path) as study:
        grade(study, "amber", 20, "tom")

        @standings(study, size=(60, 24))
        async def _(app: Around, pilot: Pilot[None]) -> None:
            assert "tokens" not in app.text
            await pilot.press("left", "left")
            assert "tokens▴" in app.text.split("\n")[2] and "56k" in app.row("amber")


def test_one_run_is_one_run(tmp_path: Path) -> None:
    with study_with(tmp_path, ("amber",)) as study:

        @standings(study)
        async def _(app: Around, pilot: Pilot[None]) -> None:
            assert " 1 run · by rank" in app.text
            await pilot.press("f", "x", "x", "enter")
            assert "0 of 1 run · by rank" in app.text


def test_a_name_that_one_task_hides_is_left_out_across_tasks(tmp_path: Path) -> None:
    with four(tmp_path) as study:
        # However its task writes it, and where it is not ranked, too.
        models = ("Amber", "jade", "onyx")
        study.add([FoundTask("patch", runs=[figure_run(one, "patch") for one in models])], reviewer="mia")
        for model in models[:2]:
            grade(study, model.lower(), 3, task="patch")
        reveal(study, "amber", "cobalt", "jade", "onyx")

        @standings(study, is_open=False)
        async def _(app: Around, pilot: Pilot[None]) -> None:
            await compare(app, pilot, "v")
            assert "all tasks" in app.text
            assert "3 contenders left out" in app.text and "cobalt" in app.text
            assert not any(one in app.text.lower() for one in ("amber", "jade", "onyx"))


def test_tasks_by_the_rubric_that_is_looked_at_stand_together_by_an_edition_that_all_have(tmp_path: Path) -> None:
    texts = {
        "craft": SERVICE.replace('key = "service"', 'key = "craft"'),
        "second": SERVICE.replace('edition = "1"', 'edition = "2"'),
    }
    with four(tmp_path) as study:
        for task in ("patch", "query"):
            study.add([FoundTask(task, runs=[figure_run(one, task) for one in ("amber", "jade")])], reviewer="mia")
        for name, text in texts.items():
            (tmp_path / name).write_text(text)
            study.add_rubric(tmp_path / name)
        graded = (("patch", 0, 3), ("patch", 1, 4), ("query", 1, 5), ("service", 2, 6))
        for task, rubric, points in graded:
            grade(study, "amber", points, task=task, rubric=rubric)
            grade(study, "jade", 9, task=task, rubric=rubric)

        @standings(study)
        async def _(app: Around, pilot: Pilot[None]) -> None:
            assert "patch · craft@1" in app.text
            await compare(app, pilot, "v", "v")
            assert "all tasks · craft@1" in app.text and "patch → query" in app.text and "service" not in app.text
            await compare(app, pilot, "escape", "n", "n", "n")
            assert "service · service@2" in app.text, "which patch has not"
            await compare(app, pilot, "v", "v")
            assert "all tasks · service@1" in app.text and "patch → service  1" in app.text
            assert "jade is ahead of amber in patch, 37.0 to 31.0, and behind in service, 38.0 to 48.0" in app.text
            assert "query" not in app.text


def test_a_task_that_was_added_by_mistake_comes_last_and_its_run_is_no_attempt(tmp_path: Path) -> None:
    with four(tmp_path) as study:
        study.add([FoundTask("first", runs=[figure_run("opal", "first")])], reviewer="mia")
        study.correct(
            study.find_run("first/opal"), {"state": "void", "reason": "by mistake"}, reviewer="mia", reason=""
        )

        @standings(study)
        async def _(app: Around, pilot: Pilot[None]) -> None:
            assert names_in_order(app) == ["amber", "cobalt", "jade", "onyx"]
            await compare(app, pilot, "}", "v")
            assert "–  opal · – spent · its only run is void" in app.text


def test_a_run_that_is_called_by_a_label_or_a_later_attempt(tmp_path: Path) -> None:
    with four(tmp_path) as study:
        labelled = RunName("service", "opal", "loom", "plain", 2, "Opal, again")
        study.add([FoundTask("service", runs=[FoundRun(labelled, {})])], reviewer="mia")

        @standings(study)
        async def _(app: Around, _pilot: Pilot[None]) -> None:
            assert "Opal, again ~2" in app.text


# In the application


def test_it_opens_from_the_queue_on_its_task_and_goes_back(tmp_path: Path) -> None:
    with four(tmp_path) as study:
        study.add(
            [FoundTask("patch", runs=[figure_run("amber", "patch"), figure_run("jade", "patch")])], reviewer="mia"
        )

        async def drive(found: Review) -> None:
            await found.press("end", "s")
            assert isinstance(found.app.screen, StandingsScreen)
            assert "service · service@1" in found.text()
            await found.press("p", "ctrl+s")
            shown: object = found.app.screen
            assert isinstance(shown, SettingsScreen)
            await found.press("escape", "q")

        review(session_of(study, is_open=True), drive)


def test_other_colours_are_worn_at_once_and_another_size_has_other_columns(tmp_path: Path) -> None:
    with four(tmp_path) as study:

        async def drive(found: Review) -> None:
            await found.press("s")
            screen = found.app.screen
            assert isinstance(screen, StandingsScreen)
            await found.pilot.resize_terminal(60, 24)
            await found.settle()
            head = found.text().split("\n")[2]
            assert "a point" not in head and "total" in head
            found.app.session.theme = THEMES["light"]
            screen.wear(THEMES["light"])
            await found.settle()
            assert "amber" in found.text()

        review(session_of(study, is_open=True), drive)


def test_a_study_without_anything_to_rank_says_so(tmp_path: Path) -> None:
    with Study.create(tmp_path / "study", "A study", "mia") as study:

        async def drive(found: Review) -> None:
            await found.press("s")
            assert isinstance(found.app.screen, QueueScreen)
            assert "there are no standings yet" in found.text()

        review(session_of(study, is_open=True), drive)

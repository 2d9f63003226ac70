"""The queue's keys that decide, and what every key of it does."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from textual.pilot import Pilot

from grading.marks.events import Flag, GateResult, Lock, Mark, Prefer, Reveal
from grading.review.opening import side_drawn
from grading.review.queue import queue
from grading.runs.folder import FoundTask
from grading.study import Study
from grading.wishes import Wish
from tests.builders import SERVICE, study_with
from tests.tui.screens.home import Around, driven, session
from tui.keys import COMMANDS, Scope
from tui.screens.arrivals import SettingsWanted
from tui.screens.help import HelpScreen
from tui.screens.palette import PaletteScreen
from tui.screens.prompt import PromptScreen
from tui.screens.queue import QueueScreen

CELLS = ("api", "collected", "faithful", "starts")
FOUR = ("amber", "cobalt", "jade", "onyx")


def first_pair(study: Study, place: int = 0) -> tuple[str, str]:
    """The runs of a pair of mia's queue, as they are drawn."""
    stand = queue(study, "mia").tasks[0][place]
    drawn = side_drawn(study, "service", "mia", stand.runs)
    return drawn.a, drawn.b


def grade(study: Study, runs: Sequence[str], cells: Sequence[str] = CELLS, reviewer: str = "mia") -> None:
    """Marks cells of some runs."""
    rubric = study.rubrics()[0]
    by_id = {run.id: run for run in study.runs()}
    events = {cell: GateResult(cell, True) if cell == "starts" else Mark(cell, Fraction(1)) for cell in cells}
    study.decide([Wish(by_id[run], rubric, reviewer, event) for run in runs for event in events.values()])


def decide(study: Study, run: str, *events: Flag | Lock | Reveal | Prefer) -> None:
    """Decides something else about a run."""
    by_id = {one.id: one for one in study.runs()}
    study.decide([Wish(by_id[run], study.rubrics()[0], "mia", event) for event in events])


def look_again(app: Around) -> None:
    """Comes back to the queue."""
    assert isinstance(app.first, QueueScreen)
    app.first.refresh_queue()


# Deciding


def test_a_pair_is_handed_to_later_and_back(tmp_path: Path) -> None:
    with study_with(tmp_path, FOUR) as study:
        runs = queue(study, "mia").tasks[0][0].runs

        @driven(QueueScreen(session(study)))
        async def _(app: Around, pilot: Pilot[None]) -> None:
            await pilot.press("ctrl+l")
            assert app.said == "service, pair 1 stands at the end of its queue now; there, Ctrl+L brings it back"
            last = queue(study, "mia").tasks[0][5]
            assert (last.runs, last.is_later) == (runs, True)
            assert "later" in app.row("  pair 6 ")
            await pilot.press("end", "ctrl+l")
            assert "is back in the queue" in app.said
            assert not queue(study, "mia").tasks[0].stand(runs).is_later


def test_undo_right_after_a_pair_was_put_off_takes_no_decision_back_unasked(tmp_path: Path) -> None:
    with study_with(tmp_path, FOUR) as study:
        a, _b = first_pair(study)
        grade(study, [a], ["api"])

        @driven(QueueScreen(session(study)))
        async def _(app: Around, pilot: Pilot[None]) -> None:
            await pilot.press("ctrl+l", "u")
            assert app.said == "that was no decision; Ctrl+L there takes it back, u again the last decision"
            assert len(app.said) < 80 and queue(study, "mia").tasks[0][5].is_later
            await pilot.press("u")
            assert app.said.startswith("taken back: the mark on Interface")
            await pilot.press("U", "ctrl+l", "down", "u")
            assert app.said.startswith("taken back: the mark on Interface")


def test_undo_and_redo_lead_to_what_they_are_about(tmp_path: Path) -> None:
    with study_with(tmp_path, FOUR) as study:
        a, _b = first_pair(study)
        first_pair(study, 1)
        grade(study, [a], ["api"])

        @driven(QueueScreen(session(study)))
        async def _(app: Around, pilot: Pilot[None]) -> None:
            await pilot.press("end", "u")
            assert app.said == "taken back: the mark on Interface · service, pair 1, side A"
            assert app.row("▸").startswith(" ▸→  pair 1  ○ new")
            await pilot.press("u")
            assert app.said == "there is nothing to undo"
            await pilot.press("U")
            assert app.said == "brought back: the mark on Interface · service, pair 1, side A"
            assert app.row("▸").startswith(" ▸→  pair 1  ◐ started")


# Keys


def test_every_command_of_the_queue_is_done_by_the_screen() -> None:
    missing = [
        one.id
        for one in COMMANDS
        if Scope.QUEUE in one.scopes and not callable(getattr(QueueScreen, f"do_{one.id.replace('-', '_')}", None))
    ]
    assert not missing


def test_a_key_without_a_meaning_says_so(tmp_path: Path) -> None:
    with study_with(tmp_path) as study:

        @driven(QueueScreen(session(study)))
        async def _(app: Around, pilot: Pilot[None]) -> None:
            await pilot.press("5")
            assert app.said == "that key does nothing here; ? shows all keys"
            await pilot.press("up")
            assert app.said == ""


def test_help_commands_and_settings_open_over_the_queue(tmp_path: Path) -> None:
    with study_with(tmp_path) as study:

        @driven(QueueScreen(session(study)))
        async def _(app: Around, pilot: Pilot[None]) -> None:
            await pilot.press("?")
            assert isinstance(app.screen, HelpScreen)
            await pilot.press("escape", "ctrl+p")
            assert isinstance(app.screen, PaletteScreen)
            await pilot.press(*"quit", "enter")
            await pilot.pause()
            await pilot.press("ctrl+s")
            assert [type(one) for one in app.asked] == [QueueScreen.Quit, SettingsWanted]


def test_coming_back_shows_what_was_graded_elsewhere_and_the_cursor_stays(tmp_path: Path) -> None:
    with study_with(tmp_path, FOUR) as study:
        first_pair(study)
        a, b = first_pair(study, 1)

        @driven(QueueScreen(session(study)))
        async def _(app: Around, pilot: Pilot[None]) -> None:
            await pilot.press("down")
            grade(study, [a, b])
            look_again(app)
            assert app.row("▸").startswith(" ▸   pair 2  ● graded")


def test_the_prompt_of_the_task_is_shown_without_names(tmp_path: Path) -> None:
    with study_with(tmp_path, FOUR) as study:
        study.add([FoundTask("service", title="For cobalt", prompt="Write what amber would write.\n")], reviewer="mia")
        study.add([FoundTask("empty", title="Nothing yet", prompt="Later.\n")], reviewer="mia")
        for is_open, title, prompt in (
            (False, "For ▒▒▒▒", "Write what ▒▒▒▒ would write."),
            (True, "For cobalt", "Write what amber would write."),
        ):

            @driven(QueueScreen(session(study, is_open=is_open)))
            async def _(app: Around, pilot: Pilot[None], title: str = title, prompt: str = prompt) -> None:
                for row in ("home", "down"):
                    await pilot.press(row, "t")
                    assert isinstance(app.screen, PromptScreen)
                    assert f"Task: {title}" in app.text
                    assert prompt in app.text
                    await pilot.press("escape")
                await pilot.press("end", "t")
                assert "Task: Nothing yet" in app.text
                await pilot.press("t")
                assert isinstance(app.screen, QueueScreen)


def test_where_there_is_no_task_there_is_no_prompt(tmp_path: Path) -> None:
    with Study.create(tmp_path / "study", "Empty", "mia") as study:

        @driven(QueueScreen(session(study)))
        async def _(app: Around, pilot: Pilot[None]) -> None:
            await pilot.press("t")
            assert app.said == "no task is chosen"


def test_only_the_rubric_that_was_asked_for_is_there(tmp_path: Path) -> None:
    with study_with(tmp_path) as study:
        path = tmp_path / "style.toml"
        path.write_text(SERVICE.replace('key = "service"', 'key = "style"'))
        study.add_rubric(path)
        asked = session(study)
        for name, rows in (("", ["service@1", "service · style@1"]), ("style", ["service · style@1"])):
            asked.rubric = name

            @driven(QueueScreen(asked))
            async def _(app: Around, pilot: Pilot[None], rows: Sequence[str] = rows) -> None:
                assert [one for one in ("service@1", "service · style@1") if one in app.text] == rows

"""A scorecard on a screen: how every number came about, what was said, and the way to the lines that it rests on."""

from fractions import Fraction
from pathlib import Path

from textual.pilot import Pilot
from textual.screen import Screen

from grading.marks.events import Adjust, Answer, Deduct, Evidence, Flag, GateResult, Lock, Mark, Note, Prefer, Spare
from grading.review.queue import queue
from grading.rubric.arithmetic import NOT_ATTEMPTED
from grading.sides import Side
from grading.study import Study
from tests.tui.screens.home import Around
from tests.tui.screens.publishing import card, decide, four, grade
from tests.tui.screens.reviewing import Review, review, session_of, study_of
from tui.keys import COMMANDS, Scope
from tui.screens.queue import QueueScreen
from tui.screens.review import ReviewScreen
from tui.screens.run import RunScreen
from tui.screens.standings import StandingsScreen


def full(folder: Path) -> Study:
    """A card with one of everything."""
    study = four(folder)
    decide(
        study,
        "amber",
        Deduct("no-paging"),
        GateResult("starts", False),
        Adjust("tests", Fraction(-1), "the last hour was another's work"),
        Note("api", "plain and\nwhole"),
        Flag("faithful", True),
        Evidence("collected", "$ pytest -q", output="30 passed\nin 2 s"),
        Note("", "a good day"),
        Prefer("", "service/jade", Answer.A),
    )
    return study


def test_the_head_says_what_it_comes_to_and_how(tmp_path: Path) -> None:
    with full(tmp_path) as study:

        @card(study, "amber")
        async def _(app: Around, _pilot: Pilot[None]) -> None:
            text = app.text
            assert "amber · service@1 · mia" in text
            assert "rank 3 of 4 with 34.0" in text
            assert "tier B: does not ship" in text
            assert "graded by mia · not locked · unsure of 1 cell" in text
            assert "complete · cost $1.10 exact · time 7m · tokens 56k · model weights closed" in text
            interface = next(row for row in text.split("\n") if row.startswith("   Interface"))
            assert interface.split()[:8] == ["Interface", "20", "−3", "≤", "10", "10", "20", "20"]
            tests = next(row for row in text.split("\n") if row.startswith("   Tests "))
            assert tests.split()[:6] == ["Tests", "7", "−1", "6", "7.5", "30"]
            assert "adds = weight × points ÷ of; together 34, shown as 34.0" in text


def test_every_dimension_shows_its_stages_and_everything_that_was_said(tmp_path: Path) -> None:
    with full(tmp_path) as study:

        @card(study, "amber")
        async def _(app: Around, _pilot: Pilot[None]) -> None:
            text = app.text
            assert "given 20 → deducted 17 → capped 10" in text
            assert "The service starts failed: at most 10" in text
            assert "given 7 → adjusted 6" in text
            assert "−1 adjusted: the last hour was another's work" in text
            assert "■ −3  Long lists come whole" in text
            assert "measured 30" in text and "0→0  10→2  30→5" in text
            assert "note plain and" in text and "         whole" in text
            assert "? unsure" in text
            assert "evidence $ pytest -q" in text and "│ 30 passed" in text and "│ in 2 s" in text
            assert "FAIL" in app.row("The service starts  ")
            assert "when it fails, it caps Interface to 10" in text
            assert "note a good day" in text
            assert "better than service/jade" in text


def test_history_keeps_what_was_replaced_and_taken_back(tmp_path: Path) -> None:
    with four(tmp_path) as study:
        decide(study, "amber", Mark("api", Fraction(18)))
        decide(study, "amber", Spare("no-paging"))
        study.withdraw(study.last_decision("mia"), "mia")

        @card(study, "amber")
        async def _(app: Around, _pilot: Pilot[None]) -> None:
            history = app.text.partition(" History ")[2].split("\n")
            assert any("Interface: 20" in row and row.rstrip("▐│ ").endswith("replaced") for row in history)
            assert any("Interface: 18" in row and "replaced" not in row for row in history)
            spared = next(row for row in history if "looked at, not called: Long lists" in row)
            assert "×" in spared and "taken back" in spared
            assert any("took back: deduction looked at" in row for row in history)
            assert any("cost_usd: 1.10" in row for row in history)


def test_open_cells_and_what_was_not_attempted_are_told_apart(tmp_path: Path) -> None:
    with four(tmp_path, is_graded=False) as study:
        decide(study, "onyx", Mark("tests", NOT_ATTEMPTED))

        @card(study, "onyx")
        async def _(app: Around, _pilot: Pilot[None]) -> None:
            assert "not attempted: it does not count" in app.text
            assert "open: not marked yet" in app.text
            assert "nothing is marked yet" in app.text and "so far" not in app.text
            assert "not answered" in app.text
            assert "not ranked: the card is not complete" in app.text


def test_the_cards_of_other_reviewers_come_one_after_the_other(tmp_path: Path) -> None:
    with four(tmp_path) as study:
        grade(study, "amber", 10, "tom")

        @card(study, "amber")
        async def _(app: Around, pilot: Pilot[None]) -> None:
            assert "amber · service@1 · mia" in app.text and "card 1 of 2" in app.text
            assert "the mean of 2 cards" in app.text
            await pilot.press("n")
            assert "amber · service@1 · tom" in app.text and "graded by tom" in app.text
            await pilot.press("p")
            assert "graded by mia" in app.text

        @card(study, "jade")
        async def _(app: Around, pilot: Pilot[None]) -> None:
            await pilot.press("n")
            assert app.said == "nobody else has marked this run under this rubric"


def test_arrows_go_from_part_to_part_and_the_wheel_and_a_click_work(tmp_path: Path) -> None:
    with full(tmp_path) as study:

        @card(study, "amber", size=(80, 24))
        async def _(app: Around, pilot: Pilot[None]) -> None:
            parts = []
            for _ in range(6):
                await pilot.press("right")
                parts.append(next(row for row in app.text.split("\n")[3:] if "▸" in row[:3]).split("  ")[0].strip(" ▸"))
            assert parts == ["How the total came about", "Gates", "1", "2", "The whole card", "History"]
            await pilot.press("right")
            assert app.said == "that is the last part"
            await pilot.press("home", "left")
            assert app.said == "that is the first part"
            await pilot.press("down", "down")
            assert "▸ rank 3 of 4" in app.text
            assert all(len(row) <= 80 for row in app.text.split("\n"))


def test_there_is_no_diff_for_a_run_with_figures_only(tmp_path: Path) -> None:
    with full(tmp_path) as study:

        @card(study, "amber")
        async def _(app: Around, pilot: Pilot[None]) -> None:
            await pilot.press("enter")
            assert app.said == "this run has figures only: there are no files to open"
            while "evidence $ pytest" not in next(row for row in app.text.split("\n") if row[:3].startswith(" ▸")):
                await pilot.press("down")
            await pilot.press("enter")
            assert "no file holds it" in app.said
            await pilot.press("q")
            assert [type(one) for one in app.asked] == [RunScreen.Left]


def test_every_key_of_a_scorecard_does_something() -> None:
    missing = [
        one.id
        for one in COMMANDS
        if Scope.CARD in one.scopes and not callable(getattr(RunScreen, f"do_{one.id.replace('-', '_')}", None))
    ]
    assert missing == []


def test_what_strangers_wrote_is_shown_whole_and_does_no_harm(tmp_path: Path) -> None:
    bad = "[bold]x[/] \u202e\x1b[31m <script>"
    with four(tmp_path) as study:
        long = "".join(f"{number:05} " for number in range(900))
        decide(study, "amber", Note("api", f"{bad}\n{long}"), Adjust("tests", Fraction(1), bad.replace("\x1b", "")))
        decide(study, "amber", Evidence("api", "$ echo", output=f"{bad}\r\nnext"))

        @card(study, "amber", size=(120, 140))
        async def _(app: Around, _pilot: Pilot[None]) -> None:
            assert "\u202e" not in app.text and "\x1b" not in app.text
            assert "[bold]x[/] ⟨202E⟩␛[31m <script>" in app.text
            assert "00000" in app.text and "00899" in app.text, "a note is shown to its end"
            assert all(len(row) <= 120 for row in app.text.split("\n"))


# From the queue to the evidence and back


def evident(folder: Path, *others: str) -> Study:
    """Two graded runs with workspaces and evidence, and others without."""
    study = study_of(folder, ("amber", "cobalt", *others))
    for model in ("amber", "cobalt"):
        grade(study, model, 12)
        run = next(one for one in study.runs() if one.name.model == model)
        decide(study, model, study.evidence(run, "api", "app/main.py:4-5"))
    return study


def stands_on(found: Review, kind: type[Screen[None]]) -> bool:
    """Whether it is the kind of screen that is shown."""
    return isinstance(found.app.screen, kind)


async def to_card(drive: Review) -> None:
    """From wherever it begins to the first run's scorecard."""
    while not stands_on(drive, QueueScreen):
        await drive.press("Q")
    await drive.press("s", "enter")
    assert stands_on(drive, RunScreen)


def test_from_a_cell_to_its_evidence_in_the_diff_and_back(tmp_path: Path) -> None:
    with evident(tmp_path) as study:

        async def drive(found: Review) -> None:
            await to_card(found)
            assert "evidence app/main.py:4-5" in found.text()
            assert "4 │ def health():" in found.text()
            while "▸     evidence app/main.py" not in found.text():
                await found.press("down")
            await found.press("enter")
            assert stands_on(found, ReviewScreen)
            assert found.cell.startswith("api ")
            assert found.path == "app/main.py"
            sides = found.screen.desk.sitting.runs
            run = sides.a if found.screen.desk.widgets.text.spot.side.value == "A" else sides.b
            assert run is not None and run.name.model == "amber"
            assert found.screen.desk.widgets.text.spot.line == 3
            assert found.screen.desk.opening.key in (
                ("service/amber", "service/cobalt"),
                ("service/cobalt", "service/amber"),
            )
            await found.press("Q")
            assert stands_on(found, RunScreen)
            assert "▸     evidence app/main.py" in found.text(), "the cursor is where it was"
            await found.press("q")
            assert stands_on(found, StandingsScreen)
            await found.press("escape")
            assert stands_on(found, QueueScreen)

        review(session_of(study, is_open=True), drive)


def test_from_a_row_without_evidence_the_review_opens_on_the_side_of_the_run(tmp_path: Path) -> None:
    with evident(tmp_path) as study:

        async def drive(found: Review) -> None:
            sides = set[Side]()
            for row in ("down", "up"):
                await to_card(found)
                await found.press("q", row, "enter")
                shown = found.text()
                assert "the whole card · no evidence here" in shown
                assert shown.split("\n")[-1].startswith(" Enter review  ")
                await found.press("enter")
                sitting = found.screen.desk.sitting
                assert sitting.run.name.model in shown.split("\n")[1]
                sides.add(sitting.side)
                await found.press("Q")
                while "evidence app/main.py" not in found.text().split("\n")[-2]:
                    await found.press("down")
                assert found.text().split("\n")[-1].startswith(" Enter evidence  ")
                await found.press("q", "q")
            assert sides == {*Side}

        review(session_of(study, is_open=True), drive)


def test_the_file_that_was_read_last_does_not_come_back_over_the_evidence(tmp_path: Path) -> None:
    with evident(tmp_path) as study:

        async def drive(found: Review) -> None:
            for _ in range(5):
                if "tests/" in found.path:
                    break
                await found.press("J")
            file = found.screen.desk.widgets.files.current
            assert file is not None and file.paths.a != file.paths.b, "counterparts are found only after a while"
            await to_card(found)
            while "▸     evidence app/main.py" not in found.text():
                await found.press("down")
            await found.press("enter")
            assert found.path == "app/main.py"

        review(session_of(study, is_open=True), drive)


def test_a_mark_that_changes_in_the_review_shows_when_one_comes_back(tmp_path: Path) -> None:
    with evident(tmp_path) as study:

        async def drive(found: Review) -> None:
            await to_card(found)
            before = found.text()
            while "Interface" not in "".join(row for row in found.text().split("\n") if "▸" in row[:3]):
                await found.press("right")
            await found.press("enter", "2", "0", "Q")
            assert found.text() != before and "20 of 20" in found.text()
            await found.press("q")
            assert "48.0" in found.text()

        review(session_of(study, is_open=True), drive)


def test_evidence_on_another_snapshot_is_said_to_be_elsewhere(tmp_path: Path) -> None:
    with evident(tmp_path) as study:
        decide(study, "amber", Evidence("api", "gone.py:3"))

        async def drive(found: Review) -> None:
            await to_card(found)
            while "▸     evidence gone.py:3" not in found.text():
                await found.press("down")
            await found.press("enter")
            assert found.said == "gone.py:3 is not among the files here"

        review(session_of(study, is_open=True), drive)


def test_blind_the_review_that_opens_from_a_card_hides_the_names(tmp_path: Path) -> None:
    with evident(tmp_path) as study:
        assert queue(study, "mia").tasks

        async def drive(found: Review) -> None:
            await to_card(found)
            await found.press("right", "right", "right", "enter")
            assert stands_on(found, ReviewScreen)
            assert not [name for name in ("amber", "cobalt") if name in found.text().lower()]

        review(session_of(study), drive)


def test_a_locked_card_says_so(tmp_path: Path) -> None:
    with four(tmp_path) as study:
        decide(study, "amber", Lock())

        @card(study, "amber")
        async def _(app: Around, _pilot: Pilot[None]) -> None:
            assert "graded by mia · locked ✓" in app.text

"""The queue on a screen: what it shows and hides, what its keys do, and what it says when they cannot."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import pytest
from textual.pilot import Pilot

from grading.marks.events import Answer, Flag, GateResult, Lock, Mark, Prefer, Reveal
from grading.review.opening import side_drawn
from grading.review.queue import queue
from grading.runs.folder import FoundTask
from grading.study import Study
from grading.wishes import Wish
from tests.builders import figure_run, study_with
from tests.tui.screens.home import Around, driven, session
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


# What is shown


def test_pairs_stand_below_their_task_with_how_far_they_are(tmp_path: Path) -> None:
    with study_with(tmp_path, FOUR) as study:
        a, b = first_pair(study)
        grade(study, [a, b], ["api"])
        grade(study, [a], ["api"], "tom")

        @driven(QueueScreen(session(study)))
        async def _(app: Around, _pilot: Pilot[None]) -> None:
            assert "2 of 16 cells · 0 of 4 cards" in app.row("▾ service@1")
            assert app.row("  pair 1 ").startswith(" ▸→  pair 1  ◐ started")
            assert "2 of 8" in app.row("  pair 1 ")
            assert "also tom" in app.row("  pair 1 ")
            assert app.row("  pair 2 ").startswith("     pair 2  ○ new")
            assert "next: service, pair 1" in app.text


def test_no_run_is_named_as_long_as_it_is_hidden(tmp_path: Path) -> None:
    with study_with(tmp_path, FOUR) as study:
        a, b = first_pair(study)
        grade(study, [a, b])
        decide(study, a, Prefer("", b, Answer.B), Flag("api", True))

        @driven(QueueScreen(session(study)), size=(160, 40))
        async def _(app: Around, pilot: Pilot[None]) -> None:
            for keys in ((), ("u",), ("ctrl+l",), ("f", "a", "enter"), ("escape", "ctrl+o"), ("ctrl+p",)):
                await pilot.press(*keys)
                assert not [name for name in FOUR if name in app.text.lower()], keys


def test_a_revealed_pair_names_its_runs_by_side(tmp_path: Path) -> None:
    with study_with(tmp_path, FOUR) as study:
        a, b = first_pair(study)
        grade(study, [a, b])
        decide(study, a, Lock(), Reveal())
        decide(study, b, Lock(), Reveal())

        @driven(QueueScreen(session(study)))
        async def _(app: Around, _pilot: Pilot[None]) -> None:
            row = app.row("✓ locked")
            assert f"A {a.split('/')[1]}  B {b.split('/')[1]}" in row
            assert not [name for name in FOUR if name in app.row("○ new")]


def test_what_the_state_of_the_pair_under_the_cursor_means_is_said_below(tmp_path: Path) -> None:
    with study_with(tmp_path, FOUR) as study:
        one, other = first_pair(study), first_pair(study, 1)
        grade(study, [*one, other[0]])
        grade(study, [other[1]], CELLS[1:])

        @driven(QueueScreen(session(study)), size=(80, 20))
        async def _(app: Around, pilot: Pilot[None]) -> None:
            assert "pair 2  begun: 1 cell waits for a value" in app.text
            await pilot.press("up")
            assert "pair 1  every cell is marked; the cards are not locked: L there locks one" in app.text

        grade(study, [other[1]])
        for run in (*one, *other):
            decide(study, run, Lock())
        a, b = first_pair(study, 3)
        decide(study, a, Prefer("", b, Answer.A))

        @driven(QueueScreen(session(study)), size=(80, 20))
        async def _(app: Around, pilot: Pilot[None]) -> None:
            locked = "the cards are locked; names are hidden until R there shows them"
            said = "both are graded in other pairs; you said which one is better"
            ends = (said, "both graded: < > ~ there say which is better\n")
            for number, words in enumerate((locked, locked, *ends), 1):
                await pilot.press("down")
                assert f"pair {number}  {words}" in app.text
            assert "· blind" in app.text

        for run in (*one, *other):
            decide(study, run, Reveal())

        @driven(QueueScreen(session(study)), size=(80, 20))
        async def _(app: Around, pilot: Pilot[None]) -> None:
            await pilot.press("down")
            assert "pair 1  the cards are locked\n" in app.text and "· revealed" in app.text


def test_who_does_not_grade_blind_reads_every_name(tmp_path: Path) -> None:
    with study_with(tmp_path) as study:

        @driven(QueueScreen(session(study, is_open=True)))
        async def _(app: Around, _pilot: Pilot[None]) -> None:
            assert "amber  cobalt" in app.row("  pair 1 ")


def test_a_run_that_has_no_other_stands_alone(tmp_path: Path) -> None:
    with study_with(tmp_path, ("amber",)) as study:

        @driven(QueueScreen(session(study)))
        async def _(app: Around, pilot: Pilot[None]) -> None:
            assert app.row("  run 1 ").startswith(" ▸→  run 1  ○ new")
            await pilot.press("ctrl+l")
            assert app.said == "a run that stands alone cannot be handed to later"


def test_a_task_that_is_not_ready_says_why(tmp_path: Path) -> None:
    with study_with(tmp_path) as study:
        study.add([FoundTask("empty")], reviewer="mia")

        @driven(QueueScreen(session(study)))
        async def _(app: Around, pilot: Pilot[None]) -> None:
            assert "× empty  no runs yet; add some with `sidegrade add`" in app.text
            await pilot.press("end", "enter")
            assert app.said == "empty has no runs yet; add some with `sidegrade add`"
            assert not app.asked


def test_a_study_with_nothing_in_it_says_what_to_do(tmp_path: Path) -> None:
    with Study.create(tmp_path / "study", "New", "mia") as study:

        @driven(QueueScreen(session(study)), size=(80, 24))
        async def _(app: Around, pilot: Pilot[None]) -> None:
            assert "nothing to grade yet: `sidegrade rubric add`, then `sidegrade add`" in app.text
            for key, why in {"enter": "nothing to open", "n": "nothing to grade yet", "j": "the last row"}.items():
                await pilot.press(key)
                assert why in app.said


def test_titles_that_strangers_wrote_are_shown_as_text(tmp_path: Path) -> None:
    with study_with(tmp_path) as study:
        study.add([FoundTask("service", title="[@click=app.quit]\x1b[31mx\u202e[/]")], reviewer="mia")

        @driven(QueueScreen(session(study)))
        async def _(app: Around, _pilot: Pilot[None]) -> None:
            assert "[@click=app.quit]␛[31mx⟨202E⟩[/]" in app.row("▾ service")
            assert app.text.replace("\n", "").isprintable()


@pytest.mark.parametrize("size", [(20, 5), (40, 10), (80, 24), (300, 80)])
def test_every_row_fits_its_terminal(tmp_path: Path, size: tuple[int, int]) -> None:
    with study_with(tmp_path, tuple(f"run-{number}" for number in range(9))) as study:
        grade(study, first_pair(study), reviewer="somebody with a long name")

        @driven(QueueScreen(session(study)), size=size)
        async def _(app: Around, pilot: Pilot[None]) -> None:
            await pilot.press("end", "home", "space", "b")
            assert all(len(row) <= size[0] for row in app.text.split("\n"))
            assert "▸" in app.text


# What needs attention


def test_what_needs_attention_leads_to_its_cell(tmp_path: Path) -> None:
    with study_with(tmp_path, FOUR) as study:
        a, b = first_pair(study)
        grade(study, [a, b])
        decide(study, b, Flag("api", True))

        @driven(QueueScreen(session(study)))
        async def _(app: Around, pilot: Pilot[None]) -> None:
            assert "Needs attention  2" in app.text
            assert "? unsure: Interface  service, pair 1, side B" in app.text
            assert "● graded, not locked  service, pair 1" in app.text
            await pilot.press("home", "enter")
            [asked] = app.asked
            assert isinstance(asked, QueueScreen.Opened)
            assert (asked.stand.number, asked.cell, asked.run) == (1, "api", b)


def test_many_things_that_need_attention_are_counted_until_they_are_asked_for(tmp_path: Path) -> None:
    with study_with(tmp_path, tuple(f"run-{number}" for number in range(14))) as study:
        for place in range(7):
            grade(study, first_pair(study, place))

        @driven(QueueScreen(session(study)), size=(80, 40))
        async def _(app: Around, pilot: Pilot[None]) -> None:
            assert app.text.count("graded, not locked") == 4
            await pilot.press("home", *["j"] * 4)
            assert app.row("▸ ").strip() == "▸   … and 3 more"
            await pilot.press("enter")
            assert app.text.count("graded, not locked") == 7


# Opening


def test_enter_opens_the_pair_under_the_cursor_and_n_what_is_next(tmp_path: Path) -> None:
    with study_with(tmp_path, FOUR) as study:

        @driven(QueueScreen(session(study)))
        async def _(app: Around, pilot: Pilot[None]) -> None:
            await pilot.press("down", "enter", "n")
            numbers = [one.stand.number for one in app.asked if isinstance(one, QueueScreen.Opened)]
            assert numbers == [2, 1]


def test_enter_on_a_task_folds_it_away(tmp_path: Path) -> None:
    with study_with(tmp_path) as study:

        @driven(QueueScreen(session(study)))
        async def _(app: Around, pilot: Pilot[None]) -> None:
            await pilot.press("up", "enter")
            assert "▸ service@1" in app.text
            assert not app.row("○ new")
            await pilot.press("enter")
            assert app.row("○ new")


def test_a_click_goes_to_a_row_and_another_one_opens_it(tmp_path: Path) -> None:
    with study_with(tmp_path, FOUR) as study:

        @driven(QueueScreen(session(study)))
        async def _(app: Around, pilot: Pilot[None]) -> None:
            await pilot.click("LongList", offset=(20, 3))
            assert app.row("▸").startswith(" ▸   pair 2")
            assert not app.asked
            await pilot.click("LongList", offset=(20, 3))
            assert len(app.asked) == 1
            await pilot.click("KeyLine", offset=(2, 0))
            assert len(app.asked) == 2


def test_pairs_that_no_card_needs_are_folded_where_there_are_many(tmp_path: Path) -> None:
    with study_with(tmp_path, tuple(f"run-{number}" for number in range(8))) as study:

        @driven(QueueScreen(session(study)), size=(100, 50))
        async def _(app: Around, pilot: Pilot[None]) -> None:
            assert app.text.count("  pair ") == 4
            await pilot.press("end", "enter")
            assert "▾ 24 pairs that no card needs" in app.text
            assert app.row("  pair 28 ")


def test_a_dimension_across_all_pairs_opens_the_first_pair_in_which_it_is_open(tmp_path: Path) -> None:
    with study_with(tmp_path, FOUR) as study:
        grade(study, first_pair(study), ["api"])

        @driven(QueueScreen(session(study)))
        async def _(app: Around, pilot: Pilot[None]) -> None:
            await pilot.press("ctrl+o")
            assert "next: Interface · service, pair 2" in app.text
            await pilot.press("n")
            [asked] = app.asked
            assert isinstance(asked, QueueScreen.Opened)
            assert (asked.stand.number, asked.cell) == (2, "api")
            await pilot.press("ctrl+o")
            assert "next: service, pair 1" in app.text


# Filters


def test_what_is_typed_leaves_only_the_pairs_that_have_it(tmp_path: Path) -> None:
    with study_with(tmp_path, FOUR) as study:
        study.add([FoundTask("other", runs=[figure_run(name, "other") for name in FOUR])], reviewer="mia")

        @driven(QueueScreen(session(study)))
        async def _(app: Around, pilot: Pilot[None]) -> None:
            await pilot.press("f", *"oth 3")
            assert app.row("▸").startswith(" ▸   pair 3")
            assert "▾ other" in app.text
            assert "▾ service" not in app.text
            assert "“oth 3”: 1 of 12 pairs" in app.text
            await pilot.press("enter", "enter")
            [asked] = app.asked
            assert isinstance(asked, QueueScreen.Opened)
            assert (asked.stand.task, asked.stand.number) == ("other", 3)
            await pilot.press("escape")
            assert "▾ service" in app.text
            assert app.row("▸").startswith(" ▸   pair 3"), "the cursor stays on its pair"


def test_leaving_the_question_shows_everything_again(tmp_path: Path) -> None:
    with study_with(tmp_path, FOUR) as study:

        @driven(QueueScreen(session(study)))
        async def _(app: Around, pilot: Pilot[None]) -> None:
            await pilot.press("/", *"nothing is like that")
            assert "no pair is like that" in app.text
            await pilot.press("escape", "escape")
            assert app.row("  pair 1 ")
            assert app.said == "everything is shown; q leaves"


def test_only_what_is_open_or_unsure_is_shown(tmp_path: Path) -> None:
    with study_with(tmp_path, FOUR) as study:
        a, b = first_pair(study)
        grade(study, [a, b])

        @driven(QueueScreen(session(study)))
        async def _(app: Around, pilot: Pilot[None]) -> None:
            await pilot.press("y")
            assert app.said == "nothing is flagged as unsure"
            await pilot.press("o")
            assert "only open: 1 of 6 pairs" in app.text
            assert not app.row("● graded")
            decide(study, a, Flag("api", True))
            await pilot.press("o")
            look_again(app)
            await pilot.press("y")
            assert "only unsure: 1 of 6 pairs" in app.text
            assert "? 1" in app.row("● graded")

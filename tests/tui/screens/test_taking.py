"""What fast hands do: Enter after a number that was taken, values over values, letters one after the other."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from textual.geometry import Region

from grading.marks.events import Mark
from grading.sides import Side
from grading.study import Study
from grading.wishes import Wish
from tests.tui.screens.reviewing import RUBRIC, Review, review, session_of, study_of
from tui.painting.panel_view import Mode

TAKEN = "taken already; Enter again leads to the next open cell"


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with study_of(tmp_path) as study:
        yield study


def test_enter_right_after_a_number_that_was_taken_only_says_so(study: Study) -> None:
    async def drive(it: Review) -> None:
        await it.press("9", "enter")
        assert (it.cell, it.said) == ("api B", TAKEN)
        await it.press("enter")
        assert it.cell == "collected A"
        await it.press("1", "enter")
        assert (it.cell, it.said) == ("collected B", ""), "this number was taken by Enter"
        await it.press("enter")
        assert it.cell == "faithful A"
        await it.press("1", ".", "down", "enter")
        assert it.said != TAKEN, "another key came between"

    review(session_of(study), drive)


def test_a_gate_is_answered_at_once_too(study: Study) -> None:
    async def drive(it: Review) -> None:
        await it.press("S", "S", "1", "enter")
        assert (it.cell, it.said) == ("starts B", TAKEN)

    review(session_of(study), drive)


def test_enter_in_the_list_of_files_opens_none_after_a_number(study: Study) -> None:
    async def drive(it: Review) -> None:
        await it.press("s", "9", "enter")
        assert (it.said, it.screen.desk.is_listing) == (TAKEN, True)
        await it.press("enter")
        assert not it.screen.desk.is_listing

    review(session_of(study), drive)


def test_a_value_in_place_of_another_is_told(study: Study) -> None:
    async def drive(it: Review) -> None:
        undone = "taken back: the mark on Interface · side B"
        told = {
            "9": "",
            "7": "9 → 7",
            "tab x": "Interface does not count: not attempted",
            "8": "x → 8",
            "x": "8 → x: Interface does not count",
            "u": undone,
            "S S 1": "",
            "0": "pass → FAIL",
        }
        for keys, said in told.items():
            await it.press(*keys.split())
            assert it.said == (f"{said} · u takes it back" if "→" in said or "not" in said else said), keys

    review(session_of(study, after_mark="stay"), drive)


def test_what_a_dimension_had_before_it_was_left_out_is_told_in_eighty_columns(tmp_path: Path) -> None:
    async def drive(it: Review) -> None:
        await it.press("9", "x")
        assert it.said.startswith("9 → x: An interface with") and "…" in it.said
        assert f" {it.said} " in it.text() and it.said.endswith(" does not count · u takes it back")

    rubric = RUBRIC.replace("Interface", "An interface with a title that is longer than most")
    with study_of(tmp_path, rubric=rubric) as study:
        review(session_of(study, after_mark="stay"), drive, size=(80, 24))


def test_letters_are_called_until_escape_the_key_again_or_another_command(study: Study) -> None:
    async def drive(it: Review) -> None:
        desk = it.screen.desk
        await it.press("d")
        assert it.said == "a: called ■ · with Shift: looked at, not called □ · again: taken back · Esc closes"
        await it.press("a", "A")
        assert (it.said, it.cell, desk.mode) == ("looked at, not called: Long lists come whole", "api A", Mode.DEDUCT)
        assert desk.sitting.card.spared == {"no-paging"}
        for end in ("escape", "d", "u", "n", "9"):
            desk.mode = Mode.DEDUCT
            await it.press(end)
            assert desk.mode is Mode.NORMAL, end
        await it.press("g", "a", "a")
        assert (desk.mode, desk.sitting.values[Side.B].answers.gates) == (Mode.GATES, {"starts": False})
        await it.press("A")
        assert it.said.startswith("there is no gate A")
        await it.press("g")
        assert desk.mode is Mode.NORMAL

    review(session_of(study), drive)


def test_letters_go_on_with_the_other_side(study: Study) -> None:
    async def drive(it: Review) -> None:
        a, b = Side
        await it.press("g", "tab")
        assert (it.cell, it.screen.desk.mode) == ("api B", Mode.GATES)
        assert "gates of side B · Esc closes" in it.text()
        await it.press("a", "a", "shift+tab", "a")
        values = it.screen.desk.sitting.values
        assert (values[a].answers.gates, values[b].answers.gates) == ({"starts": True}, {"starts": False})
        await it.press("d", "a", "tab", "A", "escape", "tab")
        values = it.screen.desk.sitting.values
        assert set(values[a].answers.called) == set(values[b].spared) == {"no-paging"}
        assert it.screen.desk.mode is Mode.NORMAL

    review(session_of(study), drive)


def test_escape_leaves_the_letters_and_nothing_else(study: Study) -> None:
    async def drive(it: Review) -> None:
        await it.press("1", "d", "escape")
        assert it.screen.desk.sitting.entry.text == "1"
        await it.press("escape")
        assert it.screen.desk.sitting.entry.text == ""

    review(session_of(study), drive)


def test_the_only_open_cell_is_not_called_closed(study: Study) -> None:
    async def drive(it: Review) -> None:
        await it.press("9", "8", "1", "enter", "9", "enter", "2", ".", "1", ".", "1")
        assert it.cell == "starts B"
        await it.press("O")
        assert (it.cell, it.said) == ("starts B", "this is the only cell that is open")
        await it.press("1")
        assert (it.cell, it.said) == ("starts B", "no cell is open; L locks a card, Q shows all")

    review(session_of(study), drive)


ALL = ("9", "8", "1", "enter", "9", "enter", "2", ".", "1", ".", "1")
"""Every cell but the last one."""


def test_the_last_value_of_a_pair_stays_and_says_at_once_what_is_left(tmp_path: Path) -> None:
    async def drive(it: Review) -> None:
        await it.press("n", *ALL)
        assert it.said == ""
        for keys in ("0", "enter", "enter", "enter", "O"):
            await it.press(keys)
            assert (it.cell, it.said) == ("starts B", "no cell is open; L locks a card, } leads to the next pair"), keys
        await it.press("1")
        assert (it.cell, it.said) == ("starts B", "FAIL → pass · u takes it back"), "nothing was open before that"
        await it.press("L", "O")
        assert it.said == "no cell is open; L locks a card, } leads to the next pair"
        await it.press("tab", "L", "O")
        assert it.said == "both cards are locked; } leads to the next pair"

    with study_of(tmp_path, ("amber", "cobalt", "jade")) as study:
        review(session_of(study), drive)


def test_a_gate_that_is_answered_by_its_letter_may_be_the_last_cell(study: Study) -> None:
    async def drive(it: Review) -> None:
        await it.press(*ALL, "g", "a")
        assert it.said == "no cell is open; L locks a card, Q shows all"
        await it.press("a")
        assert it.said == "The service starts: fails"
        await it.press("escape", "L", "tab", "L", "O")
        assert it.said == "both cards are locked; Q shows all"

    review(session_of(study), drive)


def test_a_note_on_what_was_just_marked_is_where_the_mark_is(study: Study) -> None:
    async def drive(it: Review) -> None:
        await it.press(*ALL, "1", "A", "A", "shift+tab", "9", "c", *"why", "escape")
        a, b = it.screen.desk.sitting.cards
        assert a is not None and b is not None
        assert (it.cell, a.notes, b.notes) == ("api A", {"api": "why"}, {})
        await it.press("d", "a", "escape", "S", "tab", "V", *"x", "escape")
        assert it.cell == "collected B"
        assert it.screen.desk.sitting.values[Side.A].notes == {"api": "why\nx"}

    review(session_of(study), drive)


def test_the_list_of_files_says_which_keys_work_there(study: Study) -> None:
    told = "in the list: ↑ ↓ move · Enter opens · s back to the text"

    async def drive(it: Review) -> None:
        rows = it.screen.desk.widgets.files
        for keys, is_there in (("s", True), ("down", True), ("s", False), ("s", True), ("up", True), ("enter", False)):
            await it.press(keys)
            assert it.said == (told if is_there else ""), keys
            lines = [line.text for line in rows.render_lines(Region(0, 0, *rows.size))]
            assert any(line.startswith("▸") for line in lines) is is_there
        await it.press("f", "escape")
        assert it.said == ""

    review(session_of(study), drive)


def test_names_are_asked_for_with_what_they_show_besides_in_eighty_columns(study: Study) -> None:
    async def drive(it: Review) -> None:
        await it.press("R")
        assert it.said == "not all is locked; R again shows names and what others gave, and records it"
        assert f" {it.said} " in it.text()

    wishes = [Wish(run, study.rubrics()[0], "tom", Mark("api", Fraction(3))) for run in study.runs()]
    study.decide(wishes)
    review(session_of(study), drive, size=(80, 24))

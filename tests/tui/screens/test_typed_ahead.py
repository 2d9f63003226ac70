"""Keys that are typed before what they are meant for is there: none is lost, overtakes another, or is a command."""

import asyncio
from pathlib import Path

import pytest

from grading.sides import Side
from tests.tui.screens.reviewing import Review, key_of, review, session_of, study_of
from tui.screens.palette import PaletteScreen
from tui.screens.queue import QueueScreen
from tui.screens.review import ReviewScreen


def type_at_once(it: Review, *keys: str) -> None:
    """Types quicker than anything can answer."""
    for key in keys:
        it.app.post_message(key_of(key))


def test_what_is_typed_while_a_question_opens_is_its_answer_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_over, is_typed = ReviewScreen.hand_over, asyncio.Event()

    async def slowly(screen: ReviewScreen) -> None:
        await hand_over(screen)
        if screen.focused is not None:
            await is_typed.wait()

    async def drive(it: Review) -> None:
        while it.path != "app/main.py":
            await it.press("]")
        monkeypatch.setattr(ReviewScreen, "hand_over", slowly)
        screen = it.screen
        type_at_once(it, "/", "s", "a")
        while not len(screen.query("AskLine:focus")):
            await asyncio.sleep(0)
        type_at_once(it, "m", "e", "enter")  # these come while the first ones are still under way
        while it.app.message_queue_size:
            await asyncio.sleep(0)
        is_typed.set()
        await it.settle()
        assert it.said.startswith("hit 1 of 30")
        assert not it.screen.desk.is_listing and not it.screen.asking.is_asking

    with study_of(tmp_path) as study:
        review(session_of(study), drive)


def test_what_is_typed_after_an_answer_is_a_command_again(tmp_path: Path) -> None:
    async def drive(it: Review) -> None:
        type_at_once(it, "a", *"+2", "enter", *"fast", "enter", "9", "tab", "c", *"slow", "escape", "8")
        await it.settle()
        study = it.app.session.study
        cards = [study.card(run, study.find_rubric("service"), "mia") for run in study.runs()]
        assert sorted(str(card.answers.given["api"]) for card in cards) == ["8", "9"]
        assert sorted(note for card in cards for note in card.notes.values()) == ["slow"]
        assert [one.reason for card in cards for one in card.adjustments.get("api", ())] == ["fast"]

    with study_of(tmp_path) as study:
        review(session_of(study, after_mark="stay"), drive)


def test_what_is_typed_while_the_palette_opens_is_for_the_palette(tmp_path: Path) -> None:
    async def drive(it: Review) -> None:
        type_at_once(it, "ctrl+p", *"unsure")
        await it.settle()
        assert isinstance(it.app.screen, PaletteScreen)
        assert it.app.screen._typed == "unsure"
        await it.press("enter")
        assert set(it.screen.desk.sitting.card.unsure) == {"api"}

    with study_of(tmp_path) as study:
        review(session_of(study, after_mark="stay"), drive)


def test_what_is_typed_while_the_queue_asks_is_its_answer(tmp_path: Path) -> None:
    async def drive(it: Review) -> None:
        assert isinstance(it.app.screen, QueueScreen)
        type_at_once(it, "f", *"uno")
        await it.settle()
        asked = it.app.screen._asking
        assert asked is not None and asked.answer == "uno"
        type_at_once(it, "escape", "o")
        await it.settle()
        assert it.app.screen._asking is None

    with study_of(tmp_path, ("amber", "cobalt", "jade")) as study:
        review(session_of(study), drive)


def test_what_is_written_is_about_the_cell_where_it_was_begun(tmp_path: Path) -> None:
    async def drive(it: Review) -> None:
        sitting = it.screen.desk.sitting
        await it.press("c", *"slow")
        it.screen.marking.choose("starts", Side.B)
        await it.press("escape")
        assert it.said == "saved ✓ the note on A · Interface"
        assert (sitting.values[Side.A].notes, dict(sitting.values[Side.B].notes)) == ({"api": "slow"}, {})
        assert it.cell == "starts B"
        it.screen.marking.choose("api", Side.A)
        await it.press("a", *"+2", "enter")
        it.screen.marking.choose("starts", Side.B)
        await it.press(*"fast", "enter")
        assert (it.said, it.cell) == ("adjusted ✓", "starts B")
        assert [one.reason for one in sitting.values[Side.A].adjustments["api"]] == ["fast"]

    with study_of(tmp_path) as study:
        review(session_of(study), drive)

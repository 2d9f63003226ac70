"""What is typed all at once does what it does typed slowly: screens that open, texts that are pasted, editors."""

from pathlib import Path

import pytest
from textual import events

from grading.compare.tree import FilePair
from grading.sides import Side
from tests.tui.screens.reviewing import Review, key_of, review, session_of, study_of
from tui.painting.page import Page
from tui.screens import arrivals, editing
from tui.screens.filing import Filing
from tui.screens.help import HelpScreen
from tui.screens.queue import QueueScreen
from tui.screens.review import ReviewScreen
from tui.screens.settings import SettingsScreen
from tui.screens.standings import StandingsScreen
from tui.widgets.key_line import KeyLine

_FOUR = ("amber", "cobalt", "jade", "onyx")


async def at_once(it: Review, *typed: str | events.Event) -> None:
    """Types quicker than anything can answer, and waits for what comes of it."""
    for one in typed:
        it.app.post_message(key_of(one) if isinstance(one, str) else one)
    await it.settle()


def given(it: Review) -> dict[str, str]:
    """What mia gave for the first cell, by model."""
    study = it.app.session.study
    cards = {run.name.model: study.card(run, study.find_rubric("service"), "mia") for run in study.runs()}
    return {model: str(card.answers.given["api"]) for model, card in cards.items() if "api" in card.answers.given}


def shown(it: Review) -> type:
    """What kind of screen is on top."""
    return type(it.app.screen)


def here(it: Review) -> list[str]:
    """The models that are on the screen."""
    return [run.name.model for run in it.screen.desk.sitting.runs if run is not None]


def test_a_digit_after_the_key_of_the_next_pair_is_for_that_pair(tmp_path: Path) -> None:
    async def drive(it: Review) -> None:
        await it.press("enter")
        before = here(it)
        await at_once(it, "}", "7")
        after = here(it)
        assert not set(before) & set(after)
        assert set(given(it)) <= set(after) and list(given(it).values()) == ["7"]
        await at_once(it, "{", "u", "8")  # the undo leads back to the pair where the last decision was
        assert here(it) == after
        assert list(given(it).values()) == ["8"] and set(given(it)) <= set(after)

    with study_of(tmp_path, _FOUR) as study:
        review(session_of(study, after_mark="stay"), drive)


def test_what_is_typed_after_the_key_of_another_screen_is_for_that_screen(tmp_path: Path) -> None:
    async def drive(it: Review) -> None:
        await it.press("enter")
        await at_once(it, "ctrl+s", "7")
        assert shown(it) is SettingsScreen
        await at_once(it, "escape", "T", "7")
        assert shown(it) is StandingsScreen
        await at_once(it, "q", "Q", "7")
        assert shown(it) is QueueScreen
        assert given(it) == {}
        await at_once(it, "enter", "7")
        assert list(given(it).values()) == ["7"]

    with study_of(tmp_path, _FOUR) as study:
        review(session_of(study, after_mark="stay"), drive)


@pytest.mark.parametrize("typed", [("?", "escape"), ("?", "q"), ("ctrl+s", "escape"), ("ctrl+p", "escape")])
def test_closing_a_window_twice_leaves_what_lies_beneath(typed: tuple[str, str], tmp_path: Path) -> None:
    key, end = typed

    async def drive(it: Review) -> None:
        await at_once(it, key, end, *(["escape"] if end == "q" else [end]), "7")
        assert isinstance(it.app.screen, ReviewScreen)
        assert list(given(it).values()) == ["7"]

    with study_of(tmp_path) as study:
        review(session_of(study, after_mark="stay"), drive)


def test_a_window_that_is_not_on_top_any_more_closes_nothing(tmp_path: Path) -> None:
    async def drive(it: Review) -> None:
        await it.press("?")
        window = it.app.screen
        assert isinstance(window, HelpScreen)
        await at_once(it, events.Paste("nothing takes this"), "escape")
        window.close()
        await it.settle()
        assert isinstance(it.app.screen, ReviewScreen)

    with study_of(tmp_path) as study:
        review(session_of(study), drive)


def test_what_is_typed_after_a_command_was_found_is_for_that_command(tmp_path: Path) -> None:
    async def drive(it: Review) -> None:
        await at_once(it, "ctrl+p", *"unsure", "enter", "8")
        assert list(given(it).values()) == ["8"]
        assert set(it.screen.desk.sitting.card.unsure) == {"api"}
        await at_once(it, "ctrl+p", events.Paste("write a note"), "enter", "h", "i", "escape", "9")
        assert it.screen.desk.sitting.card.notes == {"api": "hi"}
        assert list(given(it).values()) == ["9"]

    with study_of(tmp_path) as study:
        review(session_of(study, after_mark="stay"), drive)


@pytest.mark.parametrize("models", [_FOUR, _FOUR[:2]])
def test_what_is_typed_after_the_key_that_ends_the_program_means_nothing(
    models: tuple[str, ...], tmp_path: Path
) -> None:
    async def drive(it: Review) -> None:
        await at_once(it, "q", "f", "/", "7")
        assert not it.app.is_running and given(it) == {}

    with study_of(tmp_path, models) as study:
        review(session_of(study), drive)


def test_what_is_typed_after_a_found_command_that_leads_elsewhere_is_for_what_it_leads_to(tmp_path: Path) -> None:
    async def drive(it: Review) -> None:
        await it.press("enter")
        await at_once(it, "ctrl+p", *"standings", "enter", "7", "escape")
        assert shown(it) is ReviewScreen and given(it) == {}
        before = here(it)
        await at_once(it, "ctrl+p", *"next pair", "enter", "7")
        assert here(it) != before and set(given(it)) <= set(here(it)) and list(given(it).values()) == ["7"]
        await at_once(it, "Q", "ctrl+p", *"standings", "enter", "escape")
        assert shown(it) is QueueScreen

    with study_of(tmp_path, _FOUR) as study:
        review(session_of(study, after_mark="stay"), drive)


def test_a_note_that_is_clicked_twice_is_one_note(tmp_path: Path) -> None:
    async def drive(it: Review) -> None:
        keys = it.screen.desk.widgets.keys
        for _ in range(2):
            keys.post_message(KeyLine.Asked("note"))
        await at_once(it, "h", "i", "escape", "7")
        assert len(it.screen.query("NoteEditor")) == 0
        assert it.screen.desk.sitting.card.notes == {"api": "hi"} and list(given(it).values()) == ["7"]

    with study_of(tmp_path) as study:
        review(session_of(study, after_mark="stay"), drive)


def test_nobody_waits_for_a_screen_that_was_left_before_it_began(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def drive(it: Review) -> None:
        await it.press("enter")
        app, left = it.app, it.screen
        with monkeypatch.context() as never:
            never.setattr(app, "call_after_refresh", lambda _: True)
            app.begin(left, lambda: None)
        await at_once(it, "7")
        assert given(it) == {}
        app.post_message(arrivals.QueueWanted())
        await at_once(it, "?")
        assert shown(it) is HelpScreen

    with study_of(tmp_path, _FOUR) as study:
        review(session_of(study), drive)


def test_what_is_pasted_keeps_its_place_among_keys(tmp_path: Path) -> None:
    async def drive(it: Review) -> None:
        await at_once(it, "a", *"+2", "enter", events.Paste("because it is fast\n"), "enter", "7")
        (adjustment,) = it.screen.desk.sitting.card.adjustments["api"]
        assert adjustment.reason == "because it is fast"
        assert list(given(it).values()) == ["7"]
        await at_once(it, "c", "a", events.Paste("PAS\nTED"), "b", "escape", events.Paste("nobody asked"))
        assert it.screen.desk.sitting.card.notes == {"api": "aPAS\nTEDb"}
        while it.path != "app/main.py":
            await it.press("]")
        await at_once(it, "/", "s", events.Paste("am"), "e", "enter")
        assert it.said.startswith("hit 1 of 30")

    with study_of(tmp_path) as study:
        review(session_of(study, after_mark="stay"), drive)


def test_the_queue_takes_what_is_pasted_as_its_answer(tmp_path: Path) -> None:
    async def drive(it: Review) -> None:
        await at_once(it, "f", events.Paste("zzz"), "y")
        screen = it.app.screen
        assert isinstance(screen, QueueScreen) and screen._asking is not None and screen._asking.answer == "zzzy"
        await at_once(it, "escape", events.Paste("nobody asked"))
        assert screen._asking is None

    with study_of(tmp_path, _FOUR) as study:
        review(session_of(study), drive)


def test_a_note_that_was_ended_stays_with_its_cell_when_the_terminal_is_left_meanwhile(tmp_path: Path) -> None:
    async def drive(it: Review) -> None:
        await it.press("c", *"slow")
        await at_once(it, "escape", events.AppBlur(), "tab", "c", "z", "escape")
        sitting = it.screen.desk.sitting
        assert {side.value: dict(card.notes) for side, card in sitting.values.items()} == {
            "A": {"api": "slow"},
            "B": {"api": "z"},
        }
        assert it.screen.writing.drafts == {}

    with study_of(tmp_path) as study:
        review(session_of(study), drive)


def test_what_an_editor_wrote_is_there_before_the_next_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def written(_: object, text: str) -> str:
        return f"{text} and more"

    async def drive(it: Review) -> None:
        monkeypatch.setattr(editing, "written", written)
        await at_once(it, "c", *"slow", "ctrl+e", "escape", "7")
        assert it.screen.desk.sitting.card.notes == {"api": "slow and more"}
        monkeypatch.undo()
        monkeypatch.delenv("VISUAL", raising=False)
        monkeypatch.delenv("EDITOR", raising=False)
        await at_once(it, "c", "ctrl+e", "x", "escape")
        assert it.screen.desk.sitting.card.notes == {"api": "slow and more\nx"}, "without an editor it goes on"
        assert list(given(it).values()) == ["7"]

    with study_of(tmp_path) as study:
        review(session_of(study, after_mark="stay"), drive)


def test_nothing_rests_on_a_file_that_is_not_there_yet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def drive(it: Review) -> None:
        opened, late = Filing.opened, list[tuple[FilePair, Page, int]]()
        monkeypatch.setattr(Filing, "opened", lambda _, *page: late.append(page))
        while not late:
            await it.press("]")
        await it.press("e")
        assert it.said == "the file is still being opened"
        opened(it.screen.filing, *late[-1])
        await it.press("e")
        assert it.said.startswith("evidence on A: ")

    with study_of(tmp_path) as study:
        review(session_of(study), drive)


def test_names_that_are_shown_from_the_beginning_are_recorded_wherever_a_pair_opens(tmp_path: Path) -> None:
    async def drive(it: Review) -> None:
        await it.press("enter")
        first = here(it)
        assert [it.screen.desk.sitting.values[side].revealed for side in Side] == [True, True]
        await it.press("}")
        assert set(here(it)) != set(first)
        assert [it.screen.desk.sitting.values[side].revealed for side in Side] == [True, True]

    with study_of(tmp_path, _FOUR) as study:
        review(session_of(study, is_open=True), drive)

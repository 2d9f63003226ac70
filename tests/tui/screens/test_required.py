"""What cannot be done now: the palette says so beforehand, in the words that the key itself has for it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.geometry import Region

from grading.marks.events import Lock, Reveal
from grading.study import Study
from grading.wishes import Wish
from tests.builders import study_with
from tests.tui.screens.reviewing import Review, review, session_of, study_of
from tui.screens.palette import PaletteScreen
from tui.widgets.listing import Listing


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with study_of(tmp_path) as study:
        yield study


async def in_palette(it: Review, words: str) -> list[str]:
    """The rows of the palette that these words find, and its last line."""
    await it.press("ctrl+p", *words)
    listed = it.app.screen.query_one(Listing)
    rows = [line.text.strip() for line in listed.render_lines(Region(0, 0, *listed.size))]
    return [row for row in rows[2:] if row]


async def refused(it: Review, words: str, key: str) -> str:
    """Why the palette refuses the first command that is found, after it was seen that its key says the same."""
    row, *_, why = await in_palette(it, words)
    assert f"— {why}"[:12] in row
    await it.press("enter")
    assert isinstance(it.app.screen, PaletteScreen), "it stays open"
    await it.press("escape", key)
    assert it.said == why
    return why


def test_the_palette_says_why_a_command_cannot_act(study: Study) -> None:
    async def drive(it: Review) -> None:
        assert await refused(it, "last decision", "u") == "there is nothing to undo"
        assert (await refused(it, "redo", "U")).startswith("there is nothing to redo; only what u took")
        assert await refused(it, "next pair", "}") == "that is the last pair of this task; Q shows all"
        await it.press("down")
        assert await refused(it, "call deductions", "d") == "Tests has no deductions"
        await it.press("9", "enter", "u", "tab")
        assert "taken back" not in (await in_palette(it, "redo"))[0], "there is something to redo now"
        await it.press("enter")
        assert it.said == "brought back: the mark on Tests collected · side A"

    review(session_of(study), drive)


def test_a_card_that_is_locked_takes_nothing(study: Study) -> None:
    for run in study.runs():
        wish = Wish(run, study.find_rubric("service"), "mia", Lock())
        study.decide([wish, Wish(wish.run, wish.rubric, "mia", Reveal())])

    async def drive(it: Review) -> None:
        for words, key in (("maximum", "*"), ("write a note", "c"), ("adjust", "a"), ("rest the mark", "e")):
            assert await refused(it, words, key) == "the card is locked; L unlocks it"
        assert await refused(it, "show the names", "R") == "the names are shown already"

    review(session_of(study), drive)


def test_without_files_nothing_can_be_read(tmp_path: Path) -> None:
    async def drive(it: Review) -> None:
        for words, key in (("file as read", "r"), ("own editor", "o"), ("rest the mark", "e")):
            assert await refused(it, words, key) == "no file is open"
        assert await refused(it, "a is better", "<") == "one run is graded here, so there is none to prefer it to"
        assert await refused(it, "cell of the other", "tab") == "one run is graded here, so there is no other side"
        assert await refused(it, "to later", "W") == "only a pair of the queue can be handed to later"

    with study_with(tmp_path) as study:
        review(session_of(study), drive, "amber")

"""Every command of a review, one after the other, in several kinds of place: it shows something, or says why not."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from grading.runs.folder import FoundTask
from grading.study import Study
from tests.builders import figure_run
from tests.tui.screens.reviewing import Review, add_second_edition, review, session_of, study_of
from tui.keys import Scope
from tui.preferences import given_preferences

KEYMAP = given_preferences().keymap
_ENDS = {"quit", "queue", "task-standings", "editor"}
"""They leave the review, or give the terminal away."""
_MAY_BE_SILENT = {
    "escape",
    *("line-up", "line-down", "page-up", "page-down", "first-line", "last-line", "left", "right", "extend-up"),
    *("cell-up", "cell-down", "section-up", "section-down", "extend-down"),
}
"""What moves may come to an end without a word, and so may what closes."""
_GRADED = ("9", "8", "1", "2", "enter", "9", "enter", "2", ".", "1", ".", "1", "1")

PLACES: dict[str, tuple[str, Sequence[str], Sequence[str]]] = {
    "a new pair": ("", ("amber", "cobalt"), ()),
    "one run alone": ("", ("amber",), ()),
    "runs with figures only": ("", ("coral", "pearl"), ()),
    "a locked card": ("", ("amber", "cobalt"), (*_GRADED, "L", "i")),
    "the list of files": ("", ("amber", "cobalt"), ("s",)),
    "an earlier edition": ("service@1", ("amber", "cobalt"), ()),
}
"""The rubric, the runs, and the keys that lead there."""


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with study_of(tmp_path, ("amber", "cobalt", "jade", "onyx")) as study:
        study.add([FoundTask("service", runs=[figure_run("coral"), figure_run("pearl")])], reviewer="mia")
        add_second_edition(study)
        yield study


@pytest.mark.parametrize("place", PLACES)
def test_every_command_shows_something_or_says_why_not(place: str, study: Study) -> None:
    rubric, runs, keys = PLACES[place]
    silent: list[str] = []

    async def tried(it: Review, name: str) -> None:
        review, before = it.screen, it.text()
        await it.press(KEYMAP.keys(name)[0])
        if it.app.screen is review and not it.said and it.text() == before:
            silent.append(name)
        await it.press("escape", "escape")

    async def drive(it: Review) -> None:
        await it.press(*keys)
        for command in KEYMAP.in_scope(Scope.REVIEW):
            if command.id not in _ENDS:
                await tried(it, command.id)

    session = session_of(study)
    session.rubric = rubric
    review(session, drive, *runs)
    assert set(silent) <= _MAY_BE_SILENT

"""What was left is let go of: an hour of work does not fill the memory."""

import gc
import weakref
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

import pytest
from textual.strip import Strip
from textual.widgets import TextArea

from tests.tui.screens.reviewing import Review, review, session_of, study_of
from tui.app import Sidegrade
from tui.screens.review import ReviewScreen

T = TypeVar("T")
_RECENT = 2
"""What was there last may be held by a timer or a task for a moment."""
MODELS = ("amber", "cobalt", "jade")


@pytest.fixture(autouse=True)
def everything_is_looked_through(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is there when the screen opens is no exception."""
    monkeypatch.setattr(gc, "freeze", lambda: None)


def strips() -> int:
    return sum(isinstance(one, Strip) for one in gc.get_objects())


def still(gone: Sequence[weakref.ref[T]]) -> int:
    return sum(one() is not None for one in gone)


def tidied(app: Sidegrade) -> None:
    app.tidy()
    gc.collect()


def test_a_note_that_was_written_and_the_editor_are_gone(tmp_path: Path) -> None:
    async def drive(it: Review) -> None:
        gone: list[weakref.ref[TextArea]] = []
        for _ in range(6):
            await it.press("c")
            gone.append(weakref.ref(it.screen.query(TextArea).first()))
            await it.press(*"so it is", "escape")
        tidied(it.app)
        assert still(gone) <= _RECENT

    with study_of(tmp_path) as study:
        review(session_of(study), drive)


def test_pairs_that_were_left_are_gone_with_all_that_was_painted(tmp_path: Path) -> None:
    async def drive(it: Review) -> None:
        await it.press("enter")
        gone: list[weakref.ref[ReviewScreen]] = []
        counted: list[int] = []
        for way in "}{" * 4:
            gone.append(weakref.ref(it.screen))
            await it.press("d", "u", way)
            tidied(it.app)
            counted.append(strips())
        assert still(gone) <= _RECENT
        assert counted[-1] < 1.5 * counted[2]

    with study_of(tmp_path, MODELS) as study:
        review(session_of(study), drive)

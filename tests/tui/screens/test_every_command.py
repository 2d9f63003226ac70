"""Every command of the table, tried in every kind of place: it changes what is shown, or says why it cannot act."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from grading.runs.folder import FoundTask
from grading.study import Study
from tests.builders import figure_run
from tests.tui.screens.reviewing import study_of
from tui.app import Sidegrade
from tui.preferences import given_preferences

KEYMAP = given_preferences().keymap
_OUTSIDE = {"editor"}
"""It gives the terminal away, and only a real one can be given away."""
_AT_AN_END = {
    *("line-up", "line-down", "page-up", "page-down", "first-line", "last-line", "left", "right", "extend-up"),
    *("cell-up", "cell-down", "section-up", "section-down", "extend-down"),
}
"""What moves may come to an end without a word."""
_FOUR = ("amber", "cobalt", "jade", "onyx")
_BOTH_GRADED = ("9", "8", "1", "2", "enter", "9", "enter", "2", ".", "1", ".", "1", "1")

PLACES: dict[str, tuple[Sequence[str], Sequence[str]]] = {
    "a new pair": (("amber", "cobalt"), ()),
    "the gate of a pair": (("amber", "cobalt"), ("S", "S", "S")),
    "a measured value": (("amber", "cobalt"), ("down",)),
    "one run alone": (("amber",), ()),
    "runs with figures only": (("coral", "pearl"), ()),
    "a locked card": (("amber", "cobalt"), (*_BOTH_GRADED, "L", "i")),
    "the list of files": (("amber", "cobalt"), ("s",)),
    "a number half typed": (("amber", "cobalt"), ("1",)),
}
"""The runs, and the keys that lead there."""


class Stage(Sidegrade):
    """The application, which stays when it should end."""

    has_left = False

    def exit(self, *_: object, **__: object) -> None:
        """Notes it."""
        self.has_left = True


@pytest.fixture
def study(tmp_path: Path) -> Study:
    study = study_of(tmp_path, _FOUR)
    study.add([FoundTask("service", runs=[figure_run("coral"), figure_run("pearl")])], reviewer="mia")
    return study

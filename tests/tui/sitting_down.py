"""A reviewer at a real terminal: the program as it is installed, keys as they are typed, the ledger as it stands."""

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from grading.study import Study
from tests.tui.terminal import Terminal

_COLOURS: Final = re.compile(rb"\x1b\[[0-9;?]*[ -/]*[@-~]|\x1b[()][A-Z0-9]|\x1b[=>78]|\r")
_ABOUT_SCREENS: Final = ("NO_COLOR", "COLORTERM", "COLUMNS", "LINES", "EDITOR", "VISUAL", "TERM")


def sat_down(
    study: Path, place: Path, *arguments: str, size: tuple[int, int] = (36, 120), ignoring: str = "", **environment: str
) -> Terminal:
    """The review on a terminal of this size (rows, columns), ignoring a signal if one is named."""
    known = {name: value for name, value in os.environ.items() if name not in _ABOUT_SCREENS}
    told = {**known, "TERM": "xterm-256color", "COLORTERM": "truecolor", **environment}
    command = [sys.executable, "-P", "-m", "tui", "review", *arguments, "--study", str(study)]
    if ignoring:
        command = ["sh", "-c", f'trap "" {ignoring}; exec "$@"', "sh", *command]
    return Terminal(command, None, told, folder=place, size=size)  # the screen is painted on standard error


def seen(terminal: Terminal) -> str:
    """Everything that was painted by now, one frame after the other, without colours."""
    return _COLOURS.sub(b"", bytes(terminal.printed)).decode("utf-8", "replace")


def given(study: Path, run: str) -> Mapping[str, str]:
    """What stands on a run's card, by cell."""
    with Study.open(study) as opened:
        card = opened.card(opened.find_run(run), opened.find_rubric("service"), "mia")
        return {key: str(value) for key, value in {**card.answers.given, **card.answers.gates}.items()}


def marks(study: Path) -> int:
    """How many values stand on all of mia's cards."""
    with Study.open(study) as opened:
        return sum(len(given(study, run.id)) for run in opened.runs())

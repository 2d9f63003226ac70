"""Options that several commands share, and what they stand for."""

import shlex
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from grading.login import login_name
from grading.whereabouts import nearest_study
from tui.commands.completing import RUBRICS, offered

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from grading.study import Study

F = TypeVar("F", bound=Callable[..., Any])

_PROGRAM: Final = "sidegrade"


class _NamedPath(click.ParamType[Path]):
    """A path that was named: an empty one, as an unset variable of a script leaves it, is not the folder here."""

    name = "path"

    def convert(self, value: str | Path, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        if not str(value):
            self.fail("it is empty; name a path, or . for this folder", param, ctx)
        return Path(value)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> "list[CompletionItem]":
        return [offered(incomplete, "file")]


NAMED_PATH: Final = _NamedPath()


def study_option(command: F) -> F:
    """--study DIR."""
    return click.option(
        "--study",
        "study_folder",
        type=NAMED_PATH,
        metavar="DIR",
        help="The study's folder; without it, the nearest one upward from here.",
    )(command)


def reviewer_option(command: F) -> F:
    """--as NAME."""
    return click.option(
        "--as", "reviewer", default="", metavar="NAME", help="Who decides; else as the study's settings say."
    )(command)


def rubric_option(command: F) -> F:
    """--rubric KEY."""
    return click.option(
        "--rubric",
        "rubric_name",
        default="",
        metavar="KEY",
        help="The rubric: its key, or key@edition.",
        shell_complete=RUBRICS,
    )(command)


def format_option(*formats: str) -> Callable[[F], F]:
    """--format, the first being the one for people."""
    return click.option("--format", "form", type=click.Choice(formats), default=formats[0], show_default=True)


def open_study(folder: Path | None) -> "Study":
    """The study that a command works on."""
    from grading.study import Study

    return Study.open(folder) if folder else Study.nearest(Path())


def study_here(folder: Path | None) -> "Study | None":
    """The study that a command works on, where there is one; one that was named must be there."""
    return None if folder is None and nearest_study(Path()) is None else open_study(folder)


def reviewer_name(study: "Study", told: str) -> str:
    """Who decides: as told, as the settings say, or the user of this machine."""
    from grading.runs.model import require_name

    return require_name(told or study.settings.reviewer or login_name(), "name of a reviewer")


def this_program() -> str:
    """What to type to start this program again: its name where the shell finds it, else the file that was started."""
    started = Path(sys.argv[0])
    if started.name != _PROGRAM:
        return f"{shlex.quote(sys.executable)} -m tui"
    found = shutil.which(_PROGRAM)
    return _PROGRAM if found and Path(found).resolve() == started.resolve() else shlex.quote(str(started))

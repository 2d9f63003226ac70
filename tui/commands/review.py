"""`sidegrade review`: the screen where people grade."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from grading.errors import StudyError
from grading.strict import read_text
from grading.study import Study
from tui.commands.completing import RUNS, TASKS
from tui.commands.console import say, telling
from tui.commands.options import NAMED_PATH, open_study, reviewer_name, reviewer_option, rubric_option, study_option
from tui.commands.whose import require_same
from tui.ending import Ended

if TYPE_CHECKING:
    from tui.session import OutsideIndex

_SIZE: Final = (120, 36)
_INDEX: Final = "An outside index of models and values, CSV or JSON: the standings are held against it on `v`."
_PATIENCE: Final = 1.0
"""Seconds that a screen may stand still because another program writes; before there is one, nothing stands still."""


class _Size(click.ParamType[tuple[int, int]]):
    """Columns and rows of a picture."""

    name = "size"

    def convert(
        self, value: str | tuple[int, int], param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        if isinstance(value, tuple):
            return value
        columns, _, rows = value.partition("x")
        if not (columns.isdecimal() and rows.isdecimal() and 20 <= int(columns) <= 500 and 8 <= int(rows) <= 200):
            self.fail("say columns and rows, such as 120x36", param, ctx)
        return int(columns), int(rows)


@click.command()
@click.argument("runs", nargs=-1, metavar="[A [B]]", shell_complete=RUNS)
@study_option
@click.option("--task", default="", metavar="KEY", help="Begin with a pair of this task.", shell_complete=TASKS)
@rubric_option
@click.option("--index", "index_file", type=NAMED_PATH, metavar="FILE", help=_INDEX)
@click.option("--open", "is_open", is_flag=True, help="Show the names from the beginning; that is recorded.")
@reviewer_option
@click.option("--screenshot", type=NAMED_PATH, metavar="FILE", help="Draw the first screen (SVG), and end.")
@click.option("--size", type=_Size(), default=_SIZE, metavar="COLUMNSxROWS", help="Of the picture; else 120x36.")
def review(
    runs: tuple[str, ...],
    study_folder: Path | None,
    task: str,
    rubric_name: str,
    index_file: Path | None,
    is_open: bool,
    reviewer: str,
    screenshot: Path | None,
    size: tuple[int, int],
) -> None:
    """Grade: two workspaces side by side, and digits score.

    Nothing has to be saved. Without runs, it goes on where you were, or shows the queue. One run is graded alone,
    beside its task's baseline where there is one. Names are hidden until you ask for them with R, unless --open is
    given. The study's settings say who grades, else it is the user of this machine; whoever else does says --as NAME,
    and has cards of their own.

    \b
        sidegrade review
        sidegrade review amber cobalt --task ap-dashboard
        sidegrade review --as otto
    """
    if len(runs) > 2:
        raise click.UsageError("at most two runs stand side by side", click.get_current_context())
    picture = (screenshot, size) if screenshot else None
    if picture is None and not has_screen():
        raise StudyError(
            "there is no terminal to review in",
            do="--screenshot FILE draws the first screen, and `sidegrade diff` compares without one",
        )
    with open_study(study_folder) as study:
        index = _index(study, index_file)
        if picture is None and not reviewer:
            require_same(study)
        who = reviewer_name(study, reviewer)
        run_review(study, who, runs, task, rubric_name, is_open=is_open, picture=picture, index=index)


def _index(study: Study, file: Path | None) -> "OutsideIndex | None":
    if file is None:
        return None
    from tui.session import OutsideIndex

    index = OutsideIndex(read_text(file), file.name)
    study.reports.require_index(*index)
    return index


def has_screen() -> bool:
    """Whether there is a terminal for keys and for the screen, which is painted on standard error."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def run_review(
    study: Study,
    reviewer: str,
    runs: Sequence[str] = (),
    task: str = "",
    rubric: str = "",
    *,
    is_open: bool = False,
    picture: tuple[Path, tuple[int, int]] | None = None,
    index: "OutsideIndex | None" = None,
) -> None:
    """Opens the application, or draws its first screen."""
    os.environ.setdefault("ESCDELAY", "25")
    # What costs time to import is imported once it is sure that it is needed, and meanwhile the first file is read.
    from tui.opening import first_screen, read_ahead, session_for

    session = session_for(study, reviewer, is_open=is_open, rubric=rubric, index=index)
    first = first_screen(session, runs, task)
    read_ahead(session, first)
    from tui.app import Sidegrade

    app = Sidegrade(session, first)
    if picture is not None:
        from tui.picture import drawn

        path, size = picture
        path.write_text(drawn(app, size), encoding="utf-8")
        with telling("the picture is drawn"):
            say(f"{path} is written")
        return
    study.wait_at_most(_PATIENCE)
    app.live()
    if app.ended_by:
        raise Ended(app.ended_by)
    if session.unkept:
        say(f"note: {session.unkept}")

"""`sidegrade diff`: two workspaces side by side, without the application."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from posixpath import normpath
from typing import TYPE_CHECKING, Any, Final

import click
from msgspec import Struct

from grading.compare.comparison import Comparison
from grading.compare.folds import CONTEXT
from grading.compare.hunks import White
from grading.compare.tree import Choice
from grading.comparing import Source, compared, folder_source
from grading.errors import StudyError
from grading.sides import Pair
from grading.visible import path_bytes, path_text
from tui.commands.completing import RUNS_OR_FILES
from tui.commands.console import ReaderLeftError, progress, telling, terminal_width
from tui.commands.options import format_option, reviewer_name, reviewer_option, study_here, study_option

if TYPE_CHECKING:
    from grading.study import Study
    from tui.painting.ink import Ink

_WIDTH_OF_A_PIPE = 160
_WHITE = [one.value for one in White]


class _Named(click.ParamType[str]):
    """Something that was named: an empty text, as an unset variable of a script leaves it, names nothing."""

    name = "text"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if not value:
            self.fail("it is empty", param, ctx)
        return value


_NAMED: Final = _Named()


class Wanted(Struct, frozen=True):
    """What the command line says."""

    a: str
    b: str
    path: str | None
    study_folder: Path | None
    everything: bool
    style: str | None
    width: int | None
    context: int
    white: str
    ignored: bool
    beside: tuple[str, str] | None
    apart: str | None
    reviewer: str
    form: str
    color: str
    no_pager: bool

    @property
    def chooses(self) -> bool:
        """Whether a choice is made that the study remembers."""
        return self.beside is not None or self.apart is not None


@click.command()
@click.argument("a", type=_NAMED, shell_complete=RUNS_OR_FILES)
@click.argument("b", type=_NAMED, shell_complete=RUNS_OR_FILES)
@click.argument("path", type=_NAMED, required=False)
@study_option
@click.option("--all", "everything", is_flag=True, help="The text of every file that differs.")
@click.option("-u", "--unified", "style", flag_value="unified", help="One column, as `diff -u` has it.")
@click.option("--word-diff", "style", flag_value="words", help="One column, changed words as [-A-]{+B+}.")
@click.option("--width", type=click.IntRange(40, 2000), help="Columns of the output; else the terminal's.")
@click.option("--context", type=click.IntRange(0), default=CONTEXT, show_default=True, help="Lines around a change.")
@click.option(
    "--white", type=click.Choice(_WHITE), default="exact", show_default=True, help="Which white space counts."
)
@click.option("--ignored", is_flag=True, help="Compare what plain folders leave out, too.")
@click.option(
    "--beside", nargs=2, type=_NAMED, metavar="PATH_A PATH_B", help="From now on these two files stand together."
)
@click.option("--apart", type=_NAMED, metavar="PATH", help="From now on this file stands alone.")
@reviewer_option
@format_option("text", "json")
@click.option("--color", type=click.Choice(("auto", "always", "never")), default="auto", show_default=True)
@click.option("--no-pager", is_flag=True, help="Write to the terminal directly.")
def diff(**told: Any) -> int:
    """Compare two workspaces: runs, snapshots, or plain folders.

    TASK/baseline is what a task starts from. Without PATH, the tree of what differs: ≠ changed, A or B only there, →
    moved, ≈ a counterpart under another name, ? perhaps one. With PATH (a file or folder of either side) or --all, the
    texts side by side; -u and --word-diff show texts, too. Exit status 0 when both are the same, 1 when they differ, 2
    in trouble. A name that begins with . / or ~ is always a folder.

    --white end passes over white space at the end of lines (CRLF is LF), amount over how much there is of it, all over
    all of it.

    \b
        sidegrade diff ap-dashboard/amber ap-dashboard/cobalt
        sidegrade diff amber cobalt src/app.py --word-diff
        sidegrade diff ./one ./other --format json
    """
    wanted = Wanted(**told)
    study = study_here(wanted.study_folder)
    with ExitStack() as stack:
        if study is not None:
            stack.enter_context(study)
        sources = Pair(wanted.a, wanted.b).map(folder_source if study is None else study.source)
        if wanted.chooses:
            _stand(study, sources, wanted)
        # The bar ends here: what is told takes the terminal. What was read stays open until it is told.
        with progress("reading") as watch:
            look = compared if study is None else study.compared
            found = stack.enter_context(look(sources, everything=wanted.ignored, watch=watch))
        return _told(found, wanted)


def _stand(study: "Study | None", sources: Pair[Source], wanted: Wanted) -> None:
    """Has the study remember what the command line chooses."""
    if study is None or not all(one.key for one in sources):
        raise StudyError("only a study remembers which files stand together", do="add both folders to one as runs")
    reviewer = reviewer_name(study, wanted.reviewer)
    if wanted.beside:
        study.stand(sources, Choice(*map(_inside, wanted.beside)), reviewer)
    if wanted.apart:
        _stand_apart(study, sources, _inside(wanted.apart), reviewer)


def _inside(path: str) -> bytes:
    """A path in a workspace, as it was typed: with or without the `./` and the slash at the end that shells add."""
    return normpath(path_bytes(path))


def _stand_apart(study: "Study", sources: Pair[Source], path: bytes, reviewer: str) -> None:
    with study.compared(sources) as found:
        together = [one for one in found.files if path in one.paths and None not in tuple(one.paths)]
    if not together:
        raise StudyError(f'no file stands beside "{path_text(path)}"', do="`sidegrade diff A B` shows which do")
    for file in together:
        study.stand(sources, Choice(file.paths.a, None), reviewer)
        study.stand(sources, Choice(None, file.paths.b), reviewer)


def _told(found: Comparison, wanted: Wanted) -> int:
    """Prints what was asked for; whether there is a difference, as an exit status."""
    from tui.commands.differences import Differences
    from tui.commands.pager import page

    width = wanted.width or terminal_width() or _WIDTH_OF_A_PIPE
    asked = _inside(wanted.path or ".")
    path = None if asked == b"." else asked
    if path is None and not wanted.everything:
        found.look(White(wanted.white))
    files = found.files if path is None else found.at(path)
    if path is not None and not files:
        raise StudyError(f'neither side has "{path_text(path)}"', do="`sidegrade diff A B` lists the files")
    said = Differences(found, files, White(wanted.white), width, _ink(wanted.color), wanted.context)
    status = int(said.is_any)
    with ExitStack() as around:
        around.enter_context(_read_by_somebody(status))
        if wanted.chooses:
            around.enter_context(telling("the choice is saved"))
        if wanted.form == "json":
            said.print_json()
            return status
        has_texts = wanted.path is not None or wanted.everything or wanted.style is not None
        lines = said.texts(wanted.style, path) if has_texts else said.tree()
        page(lines, wanted=not wanted.no_pager)
    return status


@contextmanager
def _read_by_somebody(status: int) -> Iterator[None]:
    """Where the reader leaves early, the answer is still the answer."""
    try:
        yield
    except BrokenPipeError:
        raise ReaderLeftError(status) from None


def _ink(color: str) -> "Ink":
    from tui.painting.ink import Ink, always_ink, ink_for

    if color == "always":
        return always_ink()
    return ink_for() if color == "auto" and terminal_width() else Ink()

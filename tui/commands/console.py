"""What commands say: tables and sentences on standard output, complaints and progress on standard error.

Everything passes through `visible`, so that no name, note or error text can send the terminal anything but text.
"""

import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import click

from grading.errors import StudyError
from grading.visible import visible
from tui.commands.columns import Column


class ReaderLeftError(Exception):
    """Nobody reads the output any more (`| head`); the command's answer stands all the same."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def say(text: str = "") -> None:
    """A line or more of text."""
    click.echo(visible(text, keep="\n"))


def say_json(data: object) -> None:
    """A machine format: one JSON document and nothing else. What does not show is escaped as JSON does."""
    click.echo(json.dumps(data, ensure_ascii=True, indent=2))


def complain(text: str) -> None:
    """One clear sentence about what went wrong."""
    click.echo(f"sidegrade: {visible(text)}", err=True)


def say_table(columns: Sequence[Column], rows: Sequence[Sequence[str]], *, title: str = "") -> None:
    """A table, fitted to the terminal; as wide as it needs to be for a pipe."""
    from tui.commands.table import laid_out

    if title:
        say_title(title)
    shown = [[visible(cell, keep="\n") for cell in row] for row in rows]
    heading, *lines = laid_out(columns, shown, terminal_width())
    click.echo(_styled(heading, dim=True))
    for line in lines:
        click.echo(line)


def say_prose(text: str, indent: int = 2) -> None:
    """Sentences, wrapped at words to the terminal."""
    from tui.commands.table import wrapped

    width = terminal_width()
    for line in wrapped(visible(text, keep="\n"), None if width is None else max(width - indent, 1)):
        click.echo((" " * indent + line).rstrip())


def say_title(text: str) -> None:
    """A heading over what follows."""
    from tui.commands.table import wrapped

    for line in wrapped(visible(text), terminal_width()):
        click.echo(_styled(line, bold=True))


def terminal_width() -> int | None:
    """How many characters fit on a line; none where the output is no terminal and lines may be as long as they are."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def _styled(text: str, *, bold: bool = False, dim: bool = False) -> str:
    # click takes the codes out again where the output is no terminal.
    return text if os.environ.get("TERM") == "dumb" else click.style(text, bold=bold or None, dim=dim or None)


@contextmanager
def telling(saved: str) -> Iterator[None]:
    """While a command tells what is on disk by now: an output that fails must not look like a failure to save it."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = (error.strerror or "it is closed").lower()
        raise StudyError(f"{saved}, but the output could not be written ({reason})") from error


def announce(text: str) -> None:
    """What begins now and takes a while, for somebody who watches; nothing where nobody can see it."""
    if sys.stderr.isatty():
        click.echo(visible(text), err=True)


@contextmanager
def progress(what: str) -> Iterator[Callable[[str, int, int], None]]:
    """A progress bar on standard error for work that takes over half a second; nothing where nobody can see it."""
    if not sys.stderr.isatty():
        yield lambda name, done, of: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
    from rich.text import Text

    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    bar = Progress(*columns, console=Console(stderr=True, markup=False), transient=True, expand=False)
    task = bar.add_task(what, total=None)
    started = time.monotonic()

    def watch(name: str, done: int, of: int) -> None:
        if not bar.live.is_started and time.monotonic() - started > 0.5:
            bar.start()
        bar.update(task, description=Text(visible(name)).plain, completed=done, total=of)

    try:
        yield watch
    finally:
        bar.stop()

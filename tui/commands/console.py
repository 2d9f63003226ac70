"""What commands say: tables and sentences on standard output, complaints and progress on standard error.

Everything passes through `visible`, so that no name, note or error text can send the terminal anything but text.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from grading.visible import visible

if TYPE_CHECKING:
    from rich.console import Console
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text


def say(text: str = "") -> None:
    """A line or more of text."""
    click.echo(visible(text, keep="\n"))


def say_json(data: object) -> None:
    """A machine format: one JSON document and nothing else. What does not show is escaped as JSON does."""
    click.echo(json.dumps(data, ensure_ascii=True, indent=2))


def complain(text: str) -> None:
    """One clear sentence about what went wrong."""
    click.echo(f"sidegrade: {visible(text)}", err=True)


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column: its heading, and whether it holds numbers."""

    heading: str
    is_number: bool = False


def say_table(columns: Sequence[Column], rows: Sequence[Sequence[str]], *, title: str = "") -> None:
    """A table, fitted to the terminal; as wide as it needs to be for a pipe."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for column in columns:
        table.add_column(Text(column.heading), justify="right" if column.is_number else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(visible(cell, keep="\n")) for cell in row))
    if title:
        say_title(title)
    _print(table, wraps=True)


def say_prose(text: str, indent: int = 2) -> None:
    """Sentences, wrapped at words to the terminal."""
    from rich.padding import Padding
    from rich.text import Text

    _print(Padding(Text(visible(text, keep="\n")), (0, 0, 0, indent)), wraps=True)


def say_title(text: str) -> None:
    """A heading over what follows."""
    from rich.text import Text

    _print(Text(visible(text), style="bold"))


def _print(what: "Table | Text | Padding", *, wraps: bool = False) -> None:
    console = _console()
    with console.capture() as printed:
        console.print(what, soft_wrap=not wraps)
    for line in printed.get().splitlines():
        click.echo(line.rstrip())


def _console() -> "Console":
    from rich.console import Console

    is_terminal = sys.stdout.isatty()
    return Console(highlight=False, markup=False, emoji=False, width=None if is_terminal else 1000)


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

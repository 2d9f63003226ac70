"""The tour of the published evaluations: each command as it is typed, then what it prints, run right here."""

import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import chdir, redirect_stdout
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Final

import click

from tui.commands import console
from tui.commands.tour_texts import BEGINNING, PARTS, Stop

_WIDEST: Final = 100
"""Sentences that are longer than this are hard to read, however wide the terminal is."""
_LAST_LINE: Final = " | tail -1"


class _Screen(StringIO):
    """Stands for the terminal while a command prints, so that it prints for one."""

    def isatty(self) -> bool:
        return True


def tour(place: Path) -> Iterator[str]:
    """The lines of the tour through the study in this folder, as they come."""
    yield from _printed(partial(_say_prose, BEGINNING))
    for part in PARTS:
        yield from ("", "")
        yield from _printed(partial(console.say_title, part.title))
        yield from _printed(partial(_say_prose, part.says))
        for stop in part.stops:
            yield from _stop(stop, place)


def _stop(stop: Stop, place: Path) -> Iterator[str]:
    yield ""
    yield from _printed(partial(_say_prose, stop.says))
    for command in stop.commands:
        yield ""
        yield from _printed(partial(_say_command, command))
        yield from _run(command, place)


def _run(command: str, place: Path) -> Iterator[str]:
    """What a command prints, run in the study's folder; what it answers is nothing that ends the tour."""
    from tui.commands.group import sidegrade

    is_piped = command.endswith(_LAST_LINE)
    _, *arguments = shlex.split(command.removesuffix(_LAST_LINE).replace("\\\n", ""))
    with chdir(place):
        run = partial(sidegrade.main, arguments, prog_name="sidegrade", standalone_mode=False)
        lines = _printed(run, is_piped=is_piped)
    yield from lines[-1:] if is_piped else lines


def _printed(act: Callable[[], object], *, is_piped: bool = False) -> list[str]:
    out = _Screen() if sys.stdout.isatty() and not is_piped else StringIO()
    with redirect_stdout(out):
        act()
    return out.getvalue().removesuffix("\n").split("\n")


def _say_prose(text: str) -> None:
    from tui.commands.table import wrapped

    for line in wrapped(" ".join(text.split()), min(console.terminal_width() or _WIDEST, _WIDEST)):
        click.echo(line)


def _say_command(command: str) -> None:
    for number, line in enumerate(command.split("\n")):
        console.say_title(line if number else f"$ {line}")

"""Long output through the user's pager, as git does it.

SIDEGRADE_PAGER says which, or PAGER; else it is less, which ends by itself where everything fits on the screen. Where
nobody said which and there is no less, there is no pager.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from typing import IO, Final

from grading.errors import StudyError
from tui.ending import Ended
from tui.programs import usual

_NO_PAGER: Final = ("", "cat")
_USUAL: Final = "less"
_LESS: Final = "FRX"
_NOT_STARTED: Final = (126, 127)
"""What a shell says of a program that may not be run, or is not there."""


def page(lines: Iterable[str], *, wanted: bool = True) -> None:
    """Writes lines: to a pager on a terminal, else to standard output. A pager that is left early ends the writing."""
    is_plain = not sys.stdout.isatty() or os.environ.get("TERM", "dumb") == "dumb"
    command = _command() if wanted and not is_plain else ""
    if command in _NO_PAGER:
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(errors="backslashreplace")  # not every encoding has all signs
        _write(lines, sys.stdout)
        sys.stdout.flush()
        return
    sys.stdout.flush()
    interrupts: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: interrupts.append(number))
    # An interrupt in this moment waits until there is somebody to wait for the pager.
    try:
        # Through the shell, as everywhere: the variable may hold options.
        pager = subprocess.Popen(
            command, shell=True, stdin=subprocess.PIPE, text=True, encoding="utf-8", env={"LESS": _LESS, **os.environ}
        )
    except OSError as error:
        signal.signal(signal.SIGINT, before)
        raise _not_started(command) from error
    assert pager.stdin is not None
    try:
        signal.signal(signal.SIGINT, before)
        if interrupts:
            raise KeyboardInterrupt
        with _ending_with(pager), suppress(BrokenPipeError):  # its reader may have seen enough
            _write(lines, pager.stdin)
    finally:
        _wait_for(pager, pager.stdin)
    if pager.returncode in _NOT_STARTED:
        raise _not_started(command)


def _write(lines: Iterable[str], out: IO[str]) -> None:
    for line in lines:
        out.write(line + "\n")


def _not_started(command: str) -> StudyError:
    return StudyError(f"the pager {command} cannot be started", do="set PAGER, or say --no-pager")


def _command() -> str:
    said = os.environ.get("SIDEGRADE_PAGER", os.environ.get("PAGER"))
    if said is not None:
        return said.strip()
    return usual(_USUAL)


def _wait_for(pager: "subprocess.Popen[str]", pipe: IO[str]) -> None:
    """An interrupt is meant for the pager, which stays until its reader leaves it."""
    before = signal.getsignal(signal.SIGINT)
    while pager.returncode is None:
        with suppress(KeyboardInterrupt, BrokenPipeError):
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            try:
                with _ending_with(pager):
                    pipe.close()
            finally:
                with _ending_with(pager):
                    pager.wait()
    signal.signal(signal.SIGINT, before)


@contextmanager
def _ending_with(pager: "subprocess.Popen[str]") -> Iterator[None]:
    """Whoever tells this program to end may not have told the pager, which would be waited for for ever."""
    try:
        yield
    except Ended:
        pager.terminate()
        raise

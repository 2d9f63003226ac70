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
from typing import IO, Final, Self

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
    with _Interrupts() as interrupts:
        try:
            # Through the shell, as everywhere: the variable may hold options.
            pager = subprocess.Popen(
                command,
                shell=True,
                stdin=subprocess.PIPE,
                text=True,
                encoding="utf-8",
                env={"LESS": _LESS, **os.environ},
            )
        except OSError as error:
            raise _not_started(command) from error
        assert pager.stdin is not None
        try:
            with interrupts.heard(), suppress(BrokenPipeError):  # its reader may have seen enough
                _write(lines, pager.stdin)
        except Ended:
            pager.terminate()
            raise
        finally:
            # Whoever reads leaves it; an interrupt is meant for it.
            _wait_for(pager, pager.stdin)
    if pager.returncode in _NOT_STARTED:
        raise _not_started(command)


class _Interrupts:
    """Keeps back interrupts but for a while, in which the first one counts: no other can break off what it winds up."""

    def __enter__(self) -> Self:
        self._came = self._are_heard = False
        self._before = signal.signal(signal.SIGINT, self._interrupt)
        return self

    def __exit__(self, *_: object) -> None:
        signal.signal(signal.SIGINT, self._before)

    @contextmanager
    def heard(self) -> Iterator[None]:
        """The while. An interrupt from before counts as if it came now."""
        self._are_heard = True
        if self._came:
            self._are_heard = False
            raise KeyboardInterrupt
        try:
            yield
        finally:
            self._are_heard = False

    def _interrupt(self, *_: object) -> None:
        self._came = True
        if self._are_heard:
            self._are_heard = False
            raise KeyboardInterrupt


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
    try:
        with suppress(BrokenPipeError):
            pipe.close()
        pager.wait()
    except Ended:
        # Whoever tells this program to end may not have told the pager, which would be waited for for ever.
        pager.terminate()
        raise

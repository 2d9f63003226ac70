"""Somebody at the review who watches what it says is saved, and is never in the way: nothing here waits unasked."""

import fcntl
import os
import re
import select
import signal
import struct
import sys
import termios
import time
from pathlib import Path
from typing import Final, Self

from tests.tui.sitting_down import sat_down
from tests.tui.terminal import PATIENCE, Terminal

_COUNT: Final = re.compile(rb"(\d+) of (\d+) cells ")
_UNSAVED: Final = b"NOT SAVED"
_TAIL: Final = 64
TRACES: Final = (b"Traceback", b"Error: ", b"Exception")
"""What Python prints where nobody caught something."""


class GoneError(Exception):
    """The review ended, or never said what was waited for."""


class Sitter:
    """A review on a terminal of its own."""

    def __init__(
        self,
        study: Path,
        *arguments: str,
        size: tuple[int, int] = (36, 120),
        command: Path | None = None,
        **environment: str,
    ) -> None:
        """`command` is a program that runs sidegrade, in place of itself."""
        self.terminal = (
            sat_down(study, study.parent, *arguments, size=size, **environment)
            if command is None
            else (
                Terminal(
                    [sys.executable, "-P", str(command), "review", *arguments, "--study", str(study)],
                    None,
                    {**os.environ, "TERM": "xterm-256color", **environment},
                    folder=study.parent,
                    size=size,
                )
            )
        )
        self.shown = 0
        """How many cells it says have a value."""
        self.most = 0
        self.of = 0
        self.is_gone = False
        self._read = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.terminal.close()

    @property
    def printed(self) -> bytearray:
        """Everything that came."""
        return self.terminal.printed

    def send(self, keys: str) -> None:
        """Presses keys."""
        self.terminal.send(keys.encode())

    def take(self, seconds: float) -> bool:
        """Reads what comes by then, or at once where something is there; whether anything came."""
        if self.is_gone or self.terminal.fd < 0:
            return False
        ready, _, _ = select.select([self.terminal.fd], [], [], max(seconds, 0))
        if not ready:
            return False
        try:
            some = os.read(self.terminal.fd, 2**16)
        except OSError:  # nobody writes to it any more
            some = b""
        self.is_gone = not some
        self.printed.extend(some)
        self._look()
        return bool(some)

    def _look(self) -> None:
        last = None
        for last in _COUNT.finditer(self.printed, self._read):
            self.most = max(self.most, int(last[1]))
        if last is not None:
            self.shown, self.of = int(last[1]), int(last[2])
            self._read = last.end()
        self._read = max(self._read, len(self.printed) - _TAIL)

    def watch(self, seconds: float) -> None:
        """Reads for so long."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0 and not self.is_gone:
            self.take(left)

    def drain(self) -> None:
        """Reads to the end of a review that has ended."""
        while self.take(PATIENCE):
            pass
        self.terminal.process.wait(PATIENCE)

    def until(self, wanted: str, begin: int | None = None) -> None:
        """Reads on until this is printed after a place; else after what is there."""
        begin = len(self.printed) if begin is None else begin
        deadline = time.monotonic() + PATIENCE
        while wanted.encode() not in self.printed[begin:]:
            if not self.take(deadline - time.monotonic()):
                raise GoneError(f"it never said {wanted!r}; the end was {self.end()!r}")

    def press(self, keys: str, wanted: str) -> None:
        """Presses keys and waits for a text."""
        begin = len(self.printed)
        self.send(keys)
        self.until(wanted, begin)

    def sit(self) -> None:
        """Waits for the first frame, whatever the line at the bottom says."""
        deadline = time.monotonic() + PATIENCE
        while not self.of:
            if not self.take(deadline - time.monotonic()):
                raise GoneError(f"it never said how far the cards are: {self.end()!r}")

    def count(self, wanted: int) -> None:
        """Waits until it shows so many cells."""
        deadline = time.monotonic() + PATIENCE
        while self.shown != wanted:
            if not self.take(deadline - time.monotonic()):
                raise GoneError(f"it shows {self.shown} cells and not {wanted}")

    def leave(self) -> int:
        """Leaves as people do; the exit status."""
        self.send("q")
        self.drain()
        return self.terminal.process.returncode

    def kill(self) -> None:
        """Ends it as nobody should, and reads what had been shown by then."""
        self.terminal.process.kill()
        self.drain()

    def resize(self, rows: int, columns: int) -> None:
        """Makes the terminal larger or smaller."""
        fcntl.ioctl(self.terminal.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        os.kill(self.terminal.process.pid, signal.SIGWINCH)

    @property
    def is_unsaved(self) -> bool:
        """Whether it ever said that something is not saved."""
        return _UNSAVED in self.printed

    @property
    def trouble(self) -> str:
        """What Python said, if nobody caught something."""
        found = next((trace for trace in TRACES if trace in self.printed), None)
        return (
            "" if found is None else bytes(self.printed[self.printed.index(found) :][-2_000:]).decode(errors="replace")
        )

    def forget(self, most: int) -> None:
        """Forgets what was printed long ago."""
        gone = len(self.printed) - most
        if gone > 0:
            del self.printed[:gone]
            self._read = max(self._read - gone, 0)

    def end(self) -> str:
        """The end of what was printed."""
        return bytes(self.printed[-200:]).decode("utf-8", "replace")

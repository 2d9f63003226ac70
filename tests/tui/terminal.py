"""A program on a terminal of its own, as a person has it: what it prints is read as it comes, and keys are sent."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Final, Self

PATIENCE: Final = 60.0
CTRL_C: Final = b"\x03"
# The terminal becomes the one that keys are sent from; it must happen in the process that owns the session.
_LAUNCHER: Final = (
    "import fcntl, os, sys, termios; fcntl.ioctl(1, termios.TIOCSCTTY, 0); os.execvp(sys.argv[1], sys.argv[1:])"
)


class Terminal:
    """A program that has a terminal for its keys and its output; its complaints go to a file, or there, too."""

    def __init__(
        self,
        command: Sequence[str],
        complaints: Path | None,
        environment: Mapping[str, str],
        *,
        folder: Path | None = None,
        size: tuple[int, int] = (24, 100),
    ) -> None:
        self._complaints = complaints
        self._fd, inner = pty.openpty()
        fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
        self.printed = bytearray()
        try:
            with complaints.open("wb") if complaints else nullcontext(inner) as err:
                self.process = subprocess.Popen(
                    [sys.executable, "-I", "-S", "-c", _LAUNCHER, *command],
                    stdin=inner,
                    stdout=inner,
                    stderr=err,
                    env=environment,
                    cwd=folder,
                    start_new_session=True,
                )
        finally:
            os.close(inner)

    @property
    def fd(self) -> int:
        """This side of the terminal."""
        return self._fd

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends the program, where it has not ended by itself."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.hang_up()

    def hang_up(self) -> None:
        """Takes the terminal away."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    @property
    def err(self) -> str:
        """What it complained of by now."""
        return self._complaints.read_text() if self._complaints else ""

    def until(self, wanted: bytes) -> None:
        """Reads on until this was printed after everything that was waited for before."""
        begin = len(self.printed)
        while wanted not in self.printed[max(begin - len(wanted) + 1, 0) :]:
            assert self._read(time.monotonic() + PATIENCE), f"it ended before it printed {wanted!r}: {self.printed!r}"

    def send(self, keys: bytes) -> None:
        """Presses keys."""
        os.write(self._fd, keys)

    def end(self) -> int:
        """Reads to the end: the exit status."""
        while self._read(time.monotonic() + PATIENCE):
            pass
        return self.process.wait(PATIENCE)

    def _read(self, deadline: float) -> bool:
        """Reads what comes before the deadline; nothing comes any more once everybody has left the terminal."""
        ready, _, _ = select.select([self._fd], [], [], max(deadline - time.monotonic(), 0))
        if not ready:
            return False
        try:
            some = os.read(self._fd, 2**16)
        except OSError:  # what Linux says of a terminal that nobody writes to any more
            return False
        self.printed += some
        return bool(some)

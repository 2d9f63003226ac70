"""The process that lexes, seen from outside: started with next to nothing, never waited for, and always ended.

Its environment is made from nothing, its folder is `/`, nothing of the current folder is ever imported, and it stands
in a session of its own, so that it is ended with whatever it might have started.
"""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from typing import Final

from tui.painting.frames import Frames

_PROGRAM: Final = ("-P", "-m", "tui.painting.lexing")
_KNOWN: Final = ("PATH", "HOME", "LANG", "LC_ALL", "PYTHONPATH")
_READ: Final = 2**20


class Child:
    """One process that lexes. Neither reading nor writing ever waits."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, *_PROGRAM],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={name: os.environ[name] for name in _KNOWN if name in os.environ},
            cwd="/",
            start_new_session=True,
            bufsize=0,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._pipes = (self._process.stdin, self._process.stdout)
        self.requests, self.answers = (pipe.fileno() for pipe in self._pipes)
        for number in (self.requests, self.answers):
            os.set_blocking(number, False)
        self.frames = Frames()
        self.started = time.monotonic()
        self.is_ready = False
        self.at = 0
        """The ticket of what is lexed now."""
        self._unsent = memoryview(b"")

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def has_unsent(self) -> bool:
        """Whether something waits to be sent."""
        return bool(self._unsent)

    def put(self, data: bytes) -> None:
        """Takes what is to be sent next, once all before it has been."""
        self._unsent = memoryview(data)

    def send(self) -> None:
        """Sends as much as the pipe takes; to a process that has gone, nothing is sent any more."""
        try:
            self._unsent = self._unsent[os.write(self.requests, self._unsent) :]
        except BlockingIOError:
            return
        except BrokenPipeError:
            self._unsent = memoryview(b"")

    def hear(self) -> bytes | None:
        """What it says by now; nothing at all where it has ended."""
        try:
            return os.read(self.answers, _READ) or None
        except BlockingIOError:
            return b""

    def end(self) -> None:
        """Ends it at once; it has nothing to lose."""
        if self._process.poll() is None:
            # It may end by itself meanwhile; some systems say then that it is not there, or not ours.
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        for pipe in self._pipes:
            pipe.close()

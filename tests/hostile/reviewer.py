"""Somebody at the review who tries everything: each press waits until what it leads to is on the terminal."""

import fcntl
import os
import re
import signal
import struct
import termios
from itertools import cycle
from typing import Final

from tests.tui.terminal import Terminal

_FRAMES_WHOLE: Final = b"\x1b[?2026;2$y"
"""A terminal's answer that it can show frames as a whole."""
_FRAME: Final = b"\x1b[?2026l"
_WRAP: Final = b"l"
_WRAPPED: Final = (b"long lines go on", b"long lines are cut")
_TOP: Final = re.compile(rb"\x1b\[[0-9;]*m sidegrade ")
_ESCAPE: Final = b"\x1b[27u"
_WHEEL: Final = 64


class HostileReviewer:
    """Sits at a terminal."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self.copies = 0
        self._wrapped = cycle(_WRAPPED)
        terminal.until(b"\x1b[?2026$p")
        terminal.send(_FRAMES_WHOLE)
        terminal.until(_FRAME)
        top = _TOP.search(terminal.printed)
        assert top is not None
        self._top = top[0]

    def press(self, *keys: str) -> None:
        """Presses keys of the review, one after the other, and waits until all that comes of each is painted.

        Long lines are wrapped and cut in turn: what the review says of that is never what it said before.
        """
        for key in keys:
            self.terminal.send(key.encode() + _WRAP)
            self.terminal.until(next(self._wrapped))

    def type(self, keys: str, wanted: str) -> None:
        """Presses keys, and waits for a text."""
        self.terminal.send(keys.encode())
        self.terminal.until(wanted.encode())

    def close(self) -> None:
        """Leaves what lies over the review: what lies beneath is bright again, or there again."""
        self.terminal.send(_ESCAPE)
        self.terminal.until(self._top)

    def paste(self, text: str) -> None:
        """Pastes a text, as a terminal does it: without what would end the pasting."""
        self.terminal.send(b"\x1b[200~" + text.replace("\x1b", "").encode() + b"\x1b[201~")

    def copy(self) -> None:
        """Copies what is selected, and remembers that it did."""
        self.copies += 1
        self.type("Y", "copied")

    def click(self, x: int, y: int, button: int = 0) -> None:
        """A click; 64 and 65 are the wheel."""
        self.terminal.send(b"\x1b[<%d;%d;%dM" % (button, x, y))
        if button < _WHEEL:
            self.terminal.send(b"\x1b[<%d;%d;%dm" % (button, x, y))

    def drag(self, begin: tuple[int, int], end: tuple[int, int]) -> None:
        """Draws the mouse from a place to another one."""
        self.terminal.send(b"\x1b[<0;%d;%dM" % begin)
        self.terminal.send(b"\x1b[<32;%d;%dM\x1b[<0;%d;%dm" % (*end, *end))

    def resize(self, rows: int, columns: int) -> None:
        """Makes the terminal larger or smaller."""
        fcntl.ioctl(self.terminal.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        os.kill(self.terminal.process.pid, signal.SIGWINCH)
        self.terminal.until(_FRAME)

"""The process that lexes: a program of its own, so that a text that takes for ever can be ended with it.

Between two frames it looks for new requests. What is on a screen goes first, then the first frame of every text, then
the text that was asked for last. It ends with its input; and where one step runs away, the system ends it, whether or
not anybody is left to do so.
"""

import os
import resource
import select
import signal
import time
from array import array
from contextlib import suppress
from itertools import accumulate
from typing import Final

from tui.painting.frames import FRAME, Frame, Kind, Request, Requests, lines_of, longer, packed
from tui.painting.languages import ROLES, WARMED, Tokens, lexer_class

_MEMORY: Final = 2**30
_SLICE: Final = 0.02
"""Seconds after which requests are looked for again."""
_LENIENCE: Final = 0.1
"""Seconds of work beyond its budget before a text is ended by force: a step that ends by itself is let end."""
_READ: Final = 2**20
_MARK: Final = "\ufeff"
_NOTHING: Final = (-1, 0)


class Job:
    """Lines on their way to being spans."""

    def __init__(self, request: Request, lines: list[str]) -> None:
        self.ticket = request.ticket
        self.is_window = request.is_window
        self.left = request.budget
        self._name = request.name
        # As pygments would have it, but for the places: no carriage return at a line's end, a newline after the last.
        seen = [line.removesuffix("\r") for line in lines]
        shift = int(seen[0].startswith(_MARK))
        self._text = "\n".join(seen)[shift:] + "\n"
        self._starts = array("l", accumulate((len(line) + 1 for line in seen), initial=-shift))
        self._tokens: Tokens | None = None
        self.line = 0
        self._end = 0
        self._count = 0
        self._touching = _NOTHING
        self._counts, self._spans = array("H"), array("I")

    def advance(self) -> bool:
        """Lexes for a while; whether there is more to do."""
        began, until = time.process_time(), time.monotonic() + _SLICE
        goes_on = self._lex(until)
        self.left -= time.process_time() - began
        return goes_on

    def frame(self) -> Frame:
        """The lines that are complete, once."""
        whole = len(self._spans) - self._count
        frame = Frame(Kind.COLOURS, self.ticket, self._counts, self._spans[:whole])
        self._counts, self._spans = array("H"), self._spans[whole:]
        return frame

    def _lex(self, until: float) -> bool:
        if self._tokens is None:
            made = lexer_class(self._name)
            if made is None:
                return False
            self._tokens = made().get_tokens_unprocessed(self._text)
        clock = time.monotonic
        for index, kind, value in self._tokens:
            role = ROLES[kind]
            if role:
                self._put(index, index + len(value), role)
            if len(self._counts) >= FRAME or clock() > until:
                return True
        while self.line < len(self._starts) - 1:
            self._close_line()
        return False

    def _put(self, begin: int, end: int, role: int) -> None:
        """Notes a token, line by line. Some lexers go back a little: then what was said first stands."""
        begin = max(begin, self._end)
        end = min(end, len(self._text))
        self._end = max(self._end, end)
        while begin < end:
            while begin >= self._starts[self.line + 1]:
                self._close_line()
            start, stop = self._starts[self.line], min(end, self._starts[self.line + 1] - 1)
            if begin < stop:
                self._add(begin - start, stop - start, role)
            begin = stop + 1 if stop < end else end

    def _add(self, start: int, end: int, role: int) -> None:
        if self._touching == (start, role):
            self._spans[-1] = longer(self._spans[-1], end)
        else:
            self._spans.append(packed(start, end, role))
            self._count += 1
        self._touching = (end, role)

    def _close_line(self) -> None:
        self._counts.append(self._count)
        self._count, self._touching = 0, _NOTHING
        self.line += 1


class Desk:
    """What is asked for, and what is at work."""

    def __init__(self, requests: int, frames: int) -> None:
        self._in, self._out = requests, frames
        self._requests = Requests()
        self._jobs: dict[int, Job] = {}
        self._lines: dict[int, list[str]] = {}
        self._at = 0
        self._to_warm = list(reversed(WARMED))

    def work(self) -> None:
        """Lexes until there is no more input."""
        # The first look for a lexer takes longest, and is no text's fault.
        _warm(self._to_warm.pop())
        self._send(Frame(Kind.READY))
        while self._listen():
            if self._jobs:
                self._advance(max(self._jobs.values(), key=_urgency))
            elif self._to_warm:
                _warm(self._to_warm.pop())

    def _listen(self) -> bool:
        """Takes in what is asked by now; where nothing is left to do it waits. False at the end of the input."""
        patience = 0 if self._jobs or self._to_warm else None
        while select.select([self._in], [], [], patience)[0]:
            data = os.read(self._in, _READ)
            if not data:
                return False
            for request, text in self._requests.feed(data):
                self._take(request, text)
            patience = 0 if self._jobs or self._to_warm else None
        return True

    def _take(self, request: Request, text: bytes) -> None:
        if request.is_dropped:
            self._jobs.pop(request.ticket, None)
            self._lines.pop(request.ticket, None)
            return
        lines = self._lines.setdefault(request.ticket, [])
        lines += lines_of(text)
        if request.is_last:
            self._jobs[request.ticket] = Job(request, self._lines.pop(request.ticket))

    def _advance(self, job: Job) -> None:
        if self._at != job.ticket:
            self._at = job.ticket
            self._send(Frame(Kind.AT, job.ticket))
        signal.setitimer(signal.ITIMER_PROF, max(job.left, 0) + _LENIENCE)
        goes_on = job.advance()
        signal.setitimer(signal.ITIMER_PROF, 0)
        self._send(job.frame())
        if not goes_on or job.left <= 0:
            del self._jobs[job.ticket]
            self._send(Frame(Kind.CUT if goes_on else Kind.DONE, job.ticket))

    def _send(self, frame: Frame) -> None:
        data = memoryview(frame.data())
        while data:
            data = data[os.write(self._out, data) :]


def _urgency(job: Job) -> tuple[bool, bool, int]:
    return job.is_window, job.line < FRAME, job.ticket


def _warm(name: str) -> None:
    """Makes a lexer once: its patterns are compiled then."""
    made = lexer_class(name)
    if made is not None:
        list(made().get_tokens_unprocessed("\n"))


def main() -> None:
    """Lexes what comes on standard input."""
    # Whatever the client made of these: here, the one ends who writes to nobody, the other who runs away.
    for number in (signal.SIGPIPE, signal.SIGPROF):
        signal.signal(number, signal.SIG_DFL)
    # A system that grants no such limit goes without: the budget still ends what grows.
    for kind, most in ((resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_CORE, 0)):
        with suppress(OSError, ValueError):
            resource.setrlimit(kind, (most, most))
    # No lexer that prints can write between the frames.
    frames = os.dup(1)
    os.dup2(2, 1)
    Desk(0, frames).work()


if __name__ == "__main__":
    main()

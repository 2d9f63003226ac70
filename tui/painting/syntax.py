"""Syntax colours of texts, as they become known, from one process that can be ended at any time.

Invariant: whoever asks never waits for a lexer: an errand is noted (`errands.py` has the lock) and one thread woken.
Only that thread starts, feeds, hears and ends the process, and only it adds to colours (`colours.py` says why they may
be read meanwhile). A text that the process did not survive, or said nothing about for too long, is cut and never tried
again; what else there was to do is told to a new process, from the start.

Nothing here knows pygments: what a lexer is, only the process finds out.
"""

import os
import select
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Final, Self

from tui.painting.child import Child
from tui.painting.colours import Colours
from tui.painting.errands import Errands
from tui.painting.frames import Frame, Garbled, Kind, Lines, Request, Role, Span

__all__ = ["Colours", "Lines", "Role", "Span", "Syntax"]

BUDGET: Final = 2.0
"""Seconds of work that a text may take."""
_LENIENCE: Final = 1.0
_STARTING: Final = 30.0
_ATTEMPTS: Final = 5
"""So many processes in a row that end without a word on any text, and there are no colours any more."""
_NO_LINES: Final = range(0)


def _nobody(_: str) -> None:
    pass


class Syntax:
    """Colours for whoever asks.

    `told` hears of which text more is known. It is called on the thread, and must neither wait nor fail.
    """

    def __init__(
        self,
        told: Callable[[str], None] = _nobody,
        *,
        budget: float = BUDGET,
        patience: float | None = None,
        most: int = 64,
    ) -> None:
        self._told = told
        self._budget = budget
        self._patience = budget + _LENIENCE if patience is None else patience
        """Seconds without a word after which the process counts as stuck."""
        self._errands = Errands(most)
        self._lock = threading.Lock()
        self._is_closed = False
        self._thread: threading.Thread | None = None
        self._wakes: tuple[int, int] | None = None
        self._child: Child | None = None
        self._heard = 0.0
        self._failures = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """The process that lexes, where there is one."""
        child = self._child
        return None if child is None else child.pid

    @property
    def is_idle(self) -> bool:
        """Whether all that was asked for is known, as far as it ever will be."""
        return self._errands.is_idle()

    def start(self) -> None:
        """Has the process started and made warm, before anything is asked for."""
        with self._lock:
            if self._thread is None and not self._is_closed:
                self._wakes = os.pipe()
                for end in self._wakes:
                    os.set_blocking(end, False)
                self._thread = threading.Thread(target=self._run, args=self._wakes[:1], name="colours", daemon=True)
                self._thread.start()

    def colours(self, key: str, name: str, lines: Lines, visible: range = _NO_LINES) -> Colours:
        """What is known of a text by now; the rest is on its way, and what is visible comes first.

        The key stands for the content and the name, and the lines must stay as they are.
        """
        colours, is_more = self._errands.ask(key, name, lines, visible)
        if is_more:
            self.start()
            self._wake()
        return colours

    def wait(self, key: str, seconds: float) -> Colours:
        """The colours of a text that was asked for, once all is known or the time is over."""
        return self._errands.wait(key, seconds)

    def close(self) -> None:
        """Ends the process; what is known stays known, and no more will be."""
        with self._lock:
            self._is_closed = True
        self._wake()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join()
        self._errands.end()

    def _wake(self) -> None:
        with self._lock:
            if self._wakes is not None:
                # A pipe that is full wakes, too.
                with suppress(BlockingIOError):
                    os.write(self._wakes[1], b"\0")

    def _run(self, wake: int) -> None:
        try:
            while not self._is_closed and self._failures < _ATTEMPTS:
                self._turn(wake)
        finally:
            if self._child is not None:
                self._child.end()
                self._child = None
            self._errands.end()
            with self._lock:
                for end in self._wakes or ():
                    os.close(end)
                self._wakes = None

    def _turn(self, wake: int) -> None:
        """Waits until there is something to do, and does it."""
        child = self._child or self._started()
        if child is None:
            return
        if child.is_ready:
            self._fill(child)
        deadline = self._deadline(child)
        ready = _ready(wake, child, deadline)
        if deadline is None:
            self._heard = time.monotonic()
        if wake in ready:
            os.read(wake, 4096)
        if child.requests in ready:
            child.send()
        if child.answers in ready:
            self._hear(child)
        # Who was stopped for long finds the time over and the answers there: nothing is late that can be heard.
        elif deadline is not None and deadline <= time.monotonic() and child.answers not in _ready(wake, child, 0):
            self._lose(child)

    def _started(self) -> Child | None:
        try:
            self._child = Child()
        except OSError:
            self._failures += 1
        return self._child

    def _fill(self, child: Child) -> None:
        """Has something to send, where there is something."""
        if not child.has_unsent:
            child.put(b"".join(Request(ticket, is_dropped=True).line() for ticket in self._errands.dropped()))
        while not child.has_unsent and (errand := self._errands.untold()) is not None:
            child.put(errand.tell(self._budget))
            if errand.is_too_large:
                self._errands.refuse(errand)
                self._told(errand.text.key)

    def _deadline(self, child: Child) -> float | None:
        """When the process counts as stuck."""
        if not child.is_ready:
            return child.started + _STARTING
        return None if self._errands.is_idle() else self._heard + self._patience

    def _hear(self, child: Child) -> None:
        said = child.hear()
        is_lost = said is None
        keys: dict[str, None] = {}
        try:
            for frame in child.frames.feed(said or b""):
                self._heard = time.monotonic()
                if (key := self._take(child, frame)) is not None:
                    keys[key] = None
        except Garbled:
            is_lost = True
        for key in keys:
            self._told(key)
        if is_lost:
            self._lose(child)

    def _take(self, child: Child, frame: Frame) -> str | None:
        """Takes in a frame: the key of the text that more is known of, if any."""
        if frame.kind is Kind.READY:
            child.is_ready = True
            return None
        is_end = frame.kind in (Kind.DONE, Kind.CUT)
        child.at = 0 if is_end else frame.ticket
        errand = self._errands.find(frame.ticket)
        if errand is None:  # nobody wants it any more
            return None
        if is_end:
            self._errands.finish(errand, is_cut=frame.kind is Kind.CUT)
        elif frame.counts:
            errand.hear(frame)
        else:
            return None
        self._failures = 0
        return errand.text.key

    def _lose(self, child: Child) -> None:
        """Ends a process that is stuck, has ended or talks nonsense; the text it was at is given up with it."""
        child.end()
        self._child = None
        text = self._errands.restart(child.at)
        if text is None:
            self._failures += 1
        else:
            self._told(text.key)


def _ready(wake: int, child: Child, deadline: float | None) -> set[int]:
    """The pipes that can be used now, or else before the deadline."""
    poll = select.poll()
    poll.register(wake, select.POLLIN)
    poll.register(child.answers, select.POLLIN)
    if child.has_unsent:
        poll.register(child.requests, select.POLLOUT)
    milliseconds = None if deadline is None else max(deadline - time.monotonic(), 0) * 1000
    return {pipe for pipe, _ in poll.poll(milliseconds)}

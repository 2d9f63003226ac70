"""The application driven without waiting for the clock: it goes on as soon as nobody has anything left to do."""

import asyncio
import threading
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from textual import events
from textual.message_pump import MessagePump

from tests.tui.screens.reviewing import Review
from tui.screens.review import ReviewScreen

_THREADS = 2
"""So many open pages for one screen."""
_MOST_ROUNDS = 300
"""It never took a tenth of them."""


class Quick(Review):
    """As `Review`, some twenty times as quick: a key is posted, and what comes of it waited for."""

    async def press(self, *keys: str) -> None:
        """Presses keys one by one; after each, nothing is under way any more."""
        for key in keys:
            self.app.post_message(_event(key))
            await self.settle()

    async def settle(self) -> None:
        """Waits for threads and for what they post, until all queues were found empty twice, or it has ended."""
        still = 0
        for _ in range(_MOST_ROUNDS):
            await self._threads_done()
            await self.pilot.pause(0)
            if not self.app.is_running:
                return
            still = 0 if any(one.message_queue_size for one in self._pumps()) else still + 1
            if still == 2:
                return
        raise AssertionError("it never comes to rest")

    def _pumps(self) -> list[MessagePump]:
        screens = self.app.screen_stack
        return [self.app, *screens, *(one for screen in screens for one in screen.walk_children())]

    async def _threads_done(self) -> None:
        """Waits until every thread of the screen is free, at one moment."""
        await self.app.workers.wait_for_complete()
        if isinstance(self.app.screen, ReviewScreen) and self.app.screen.is_mounted:
            await _meet(self.app.screen.filing.threads)


async def _meet(threads: ThreadPoolExecutor) -> None:
    meeting = threading.Barrier(_THREADS)
    waiting = [asyncio.wrap_future(threads.submit(_wait, meeting)) for _ in range(_THREADS)]
    await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    if any(one.cancelled() for one in waiting):  # its screen is being left: the other one would wait for ever
        meeting.abort()
    await asyncio.wait(waiting)


def _wait(meeting: threading.Barrier) -> None:
    with suppress(threading.BrokenBarrierError):
        meeting.wait()


def _event(key: str) -> events.Key:
    """A key as a terminal's would be: a character for itself, or a name."""
    if len(key) > 1:
        return events.Key(key, " " if key == "space" else None)
    if key.isalnum():
        return events.Key(key, key)
    return events.Key(unicodedata.name(key).lower().replace(" ", "_").replace("-", "_"), key)

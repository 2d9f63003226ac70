"""A test at the screen goes on as soon as nobody has anything left to do, and never by the clock.

Textual's own pilot waits until the processor looks idle: some 40 ms for each key, and on a busy machine not long enough.
"""

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress

import pytest
from textual._context import active_app
from textual.app import App
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.screen import Screen
from textual.worker import WorkerCancelled

from tui.screens.review import ReviewScreen

_THREADS = 2
"""So many open pages for one screen."""
_TICK = 0.001
_MOST_ROUNDS = 10_000
_MANY_ROUNDS = 500
"""It hardly ever takes so many: then the disk or another program holds something up, and each round waits a moment."""


@contextmanager
def resting_pilots() -> Iterator[None]:
    """Every pilot in here waits like this."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("textual.pilot.wait_for_idle", _rest)
        patch.setattr("textual.app.wait_for_idle", _rest)
        yield


async def _rest(*_: float) -> None:
    """Waits for threads and for what they post, until all queues were found empty twice, or the application has ended."""
    app = active_app.get()
    pilot = Pilot[object](app)
    still = 0
    for _round in range(_MOST_ROUNDS):
        with suppress(WorkerCancelled):  # as those of a screen are that was left
            await app.workers.wait_for_complete()
        screen = app.screen if app.is_running else None
        if isinstance(screen, ReviewScreen) and screen.is_mounted:
            await _meet(screen.filing.threads)
        await pilot.pause(0)
        if not app.is_running:
            return
        if app._resize_event is not None or _round > _MANY_ROUNDS:  # that is put off by the clock
            await asyncio.sleep(_TICK)
        busy = [one for one in (app, *_pumps(app.screen_stack)) if _is_busy(one)]
        still = 0 if busy else still + 1
        if still == 2:
            return
    raise AssertionError(f"it never comes to rest: {busy}")


def _pumps(screens: list[Screen[object]]) -> Iterator[MessagePump]:
    for screen in screens:
        yield screen
        yield from screen.walk_children()


def _is_busy(one: MessagePump) -> bool:
    """Whether something waits for it; a review that was not painted yet waits for that."""
    is_early = isinstance(one, ReviewScreen) and not one.filing.is_painted
    return bool(one.message_queue_size) or is_early or (isinstance(one, App) and one._resize_event is not None)


async def _meet(threads: ThreadPoolExecutor) -> None:
    """Waits until every thread is free, at one moment."""
    meeting = threading.Barrier(_THREADS)
    waiting = [asyncio.wrap_future(threads.submit(_wait, meeting)) for _ in range(_THREADS)]
    await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    if any(one.cancelled() for one in waiting):  # its screen is being left: the other one would wait for ever
        meeting.abort()
    await asyncio.wait(waiting)


def _wait(meeting: threading.Barrier) -> None:
    with suppress(threading.BrokenBarrierError):
        meeting.wait()

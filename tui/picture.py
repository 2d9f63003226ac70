"""The first screen of the application as a picture, for where there is no terminal."""

import asyncio
import time
from typing import Final

from textual.pilot import Pilot

from tui.app import Sidegrade
from tui.screens.review import ReviewScreen

_PATIENCE: Final = 10.0
"""Seconds that a picture waits for its text and for colours."""
_LOOK: Final = 0.01


def drawn(app: Sidegrade, size: tuple[int, int]) -> str:
    """An SVG of the screen once everything on it is there."""

    async def taken() -> str:
        async with app.run_test(size=size) as pilot:
            await _settled(app, pilot)
            return app.export_screenshot(title="sidegrade")

    return asyncio.run(taken())


async def _settled(app: Sidegrade, pilot: Pilot[None]) -> None:
    """Waits for the threads that a first screen starts, for its text and for its colours."""
    await pilot.pause()
    await app.workers.wait_for_complete()
    await pilot.pause()
    screen = app.screen
    if not isinstance(screen, ReviewScreen):
        return
    deadline = time.monotonic() + _PATIENCE
    while not (screen.filing.is_shown and app.syntax.is_idle) and time.monotonic() < deadline:
        await asyncio.sleep(_LOOK)
    # What the last message said of colours may still be on its way: all of it is painted with what is known by now.
    screen.wear(app.session.theme)
    await pilot.pause()

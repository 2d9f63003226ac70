"""The first screen of the application as a picture, for where there is no terminal."""

import asyncio

from textual.pilot import Pilot

from tui.app import Sidegrade


def drawn(app: Sidegrade, size: tuple[int, int]) -> str:
    """An SVG of the screen once everything on it is there."""

    async def taken() -> str:
        async with app.run_test(size=size) as pilot:
            await _settled(app, pilot)
            return app.export_screenshot(title="sidegrade")

    return asyncio.run(taken())


async def _settled(app: Sidegrade, pilot: Pilot[None]) -> None:
    """Waits for the threads that a first screen starts."""
    await pilot.pause()
    await app.workers.wait_for_complete()
    await pilot.pause()

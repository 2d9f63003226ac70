"""An application that holds one view of a file."""

import asyncio
from collections.abc import Awaitable, Callable

from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.pilot import Pilot

from grading.sides import Side
from tests.tui.painting.leaves import numbered, page_of
from tui.painting.page import Page, Spot
from tui.painting.syntax import Syntax
from tui.themes import THEMES
from tui.widgets.diff_view import DiffView

CHANGED = page_of(numbered(60), numbered(60, changed={20: "line twenty", 40: "-", 41: "-", 50: "line 50\nmore"}))


class Bench(App[None]):
    """Holds one view, and keeps what it says."""

    def __init__(self, page: Page, spot: Spot | None, syntax: Syntax | None) -> None:
        super().__init__()
        self.diff = DiffView(THEMES["dark"], syntax)
        self._first = (page, spot)
        self.said: list[Spot] = []
        self.sides: list[Side] = []

    def compose(self) -> ComposeResult:
        yield self.diff

    def on_mount(self) -> None:
        self.diff.show(*self._first)

    def on_diff_view_moved(self, event: DiffView.Moved) -> None:
        self.said.append(event.spot)

    def on_diff_view_side_chosen(self, event: DiffView.SideChosen) -> None:
        self.sides.append(event.side)

    @property
    def rows(self) -> list[str]:
        size = self.diff.size
        strips = self.diff.render_lines(Region(0, 0, size.width, size.height))
        assert all(strip.cell_length == size.width for strip in strips)
        return ["".join(segment.text for segment in strip if not segment.control) for strip in strips]


def here(app: Bench) -> int:
    """The row that the cursor is in."""
    return next(row for row, text in enumerate(app.rows) if row and "▸" in text)


Play = Callable[[Bench, "Pilot[None]"], Awaitable[None]]


def play(
    what: Play,
    page: Page = CHANGED,
    *,
    spot: Spot | None = None,
    size: tuple[int, int] = (100, 20),
    syntax: Syntax | None = None,
) -> None:
    async def go() -> None:
        app = Bench(page, spot, syntax)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await what(app, pilot)

    asyncio.run(go())

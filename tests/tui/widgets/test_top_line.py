"""The line at the top on a screen."""

from msgspec.structs import replace
from textual.pilot import Pilot

from tests.tui.widgets.mounted import Mounted, mounted, painted
from tui.painting.top_view import Sight, TopView
from tui.themes import THEMES
from tui.widgets.top_line import TopLine


def test_it_takes_one_row_and_changes_with_what_it_shows_and_its_width() -> None:
    line = TopLine(THEMES["dark"])

    @mounted(line, size=(90, 5))
    async def _(app: Mounted, pilot: Pilot[None]) -> None:
        seen = TopView("service", 1, 3, Sight.BLIND, "mia", 2, 8)
        line.show(seen)
        assert line.size.height == 1
        assert "2 of 8 cells" in painted(line)[0]
        line.show(replace(seen, decided=3))
        assert "3 of 8 cells" in painted(line)[0]
        await pilot.resize_terminal(50, 5)
        assert len(painted(line)[0]) == 50
        line.theme = THEMES["dark"]
        assert line.theme is THEMES["dark"]

"""The long list: only what is seen is made, the cursor stays in sight, and the mouse works."""

from textual.pilot import Pilot

from tests.tui.widgets.mounted import Mounted, mounted, painted, wheel
from tui.painting.spans import Line, Span
from tui.themes import THEMES
from tui.widgets.long_list import LongList

COUNT = 124_750


class Rows:
    """Rows that say their number, and which of them were made."""

    def __init__(self) -> None:
        self.made: set[int] = set()

    def head(self, _width: int) -> Line:
        return Line((Span("head"),))

    def __call__(self, row: int, _width: int, has_cursor: bool) -> Line:
        self.made.add(row)
        return Line((Span(f"{'>' if has_cursor else ' '}{row}"),))


def long_list(rows: Rows, count: int = COUNT, at: int = 0) -> LongList:
    """A list of these rows."""
    made = LongList(THEMES["dark"])
    made.show(rows.head, count, rows, at)
    return made


def seen(widget: LongList) -> list[str]:
    """What the rows say, without the rail."""
    return [row.rstrip(" │▐") for row in painted(widget)]


def test_only_what_is_seen_is_made() -> None:
    rows = Rows()
    widget = long_list(rows)

    @mounted(widget)
    async def _(_app: Mounted, _pilot: Pilot[None]) -> None:
        assert seen(widget) == ["head", ">0", *(f" {row}" for row in range(1, 11))]
        widget.go(COUNT - 1)
        assert seen(widget)[-1] == f">{COUNT - 1}"
        assert len(rows.made) == 22


def test_the_cursor_stays_in_sight_and_one_row_beyond_it() -> None:
    widget = long_list(Rows())

    @mounted(widget)
    async def _(_app: Mounted, _pilot: Pilot[None]) -> None:
        widget.go(50)
        assert seen(widget)[-2:] == [">50", " 51"]
        widget.go(30)
        assert seen(widget)[1:3] == [" 29", ">30"]


def test_the_wheel_scrolls_and_leaves_the_cursor() -> None:
    widget = long_list(Rows())

    @mounted(widget)
    async def _(_app: Mounted, pilot: Pilot[None]) -> None:
        wheel(widget)
        await pilot.pause()
        assert seen(widget)[1] == " 3"
        wheel(widget, up=True)
        await pilot.pause()
        assert (seen(widget)[1], widget.at) == (">0", 0)


def test_a_click_says_which_row_it_was() -> None:
    widget = long_list(Rows(), count=5)

    @mounted(widget)
    async def _(app: Mounted, pilot: Pilot[None]) -> None:
        for offset in ((5, 3), (5, 1), (5, 0), (5, 9)):
            await pilot.click(widget, offset=offset)
        assert [(one.row, one.is_again) for one in app.of(LongList.Chosen)] == [(2, False), (0, True)]


def test_the_rail_is_taken_by_the_mouse() -> None:
    widget = long_list(Rows())

    @mounted(widget)
    async def _(app: Mounted, pilot: Pilot[None]) -> None:
        assert painted(widget)[1].endswith("▐")
        await pilot.mouse_down(widget, offset=(79, 11))
        await pilot.mouse_up(widget, offset=(79, 11))
        assert seen(widget)[-1] == f" {COUNT - 1}"
        assert painted(widget)[-1].endswith("▐")
        assert not app.of(LongList.Chosen)


def test_a_list_with_room_for_all_has_no_rail() -> None:
    widget = long_list(Rows(), count=11)

    @mounted(widget)
    async def _(_app: Mounted, _pilot: Pilot[None]) -> None:
        assert not any(row.endswith(("▐", "│")) for row in painted(widget))


def test_a_single_row_is_the_cursors() -> None:
    widget = long_list(Rows())

    @mounted(widget, size=(20, 2))
    async def _(_app: Mounted, _pilot: Pilot[None]) -> None:
        widget.go(7)
        assert seen(widget) == ["head", ">7"]

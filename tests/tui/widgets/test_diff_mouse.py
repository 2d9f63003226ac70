"""What a reader selects in a file, and what the mouse does in it."""

from textual import events
from textual.pilot import Pilot

from grading.blind import Mask
from grading.sides import Side
from tests.tui.painting.leaves import page_of
from tests.tui.widgets.viewing import Bench, play
from tui.painting.page import Page, Spot, View
from tui.widgets.diff_view import DiffView


def wheel(kind: type[events.MouseEvent], diff: DiffView) -> events.MouseEvent:
    """A turn of the wheel over the right column."""
    return kind(diff, 60, 5, 0, 0, 0, shift=False, meta=False, ctrl=False)


def test_lines_are_selected_and_copied_without_names() -> None:
    page = page_of("one\nby amber\nthree\n", "one\n", mask=Mask(["amber"]))

    async def what(app: Bench, _: Pilot[None]) -> None:
        diff = app.diff
        assert "by ▒▒▒▒" in app.rows[2]
        assert diff.text_to_copy() == "one"
        diff.extend(1)
        selected = diff.selected
        assert selected == (Side.A, 0, 1, "one\nby ▒▒▒▒")
        diff.extend(5)
        assert diff.text_to_copy() == "one\nby ▒▒▒▒\nthree"
        assert diff.spot.line == 2
        diff.extend(-1)
        assert diff.text_to_copy() == "one\nby ▒▒▒▒"
        diff.end_selection()
        assert diff.text_to_copy() == "by ▒▒▒▒"

    play(what, page)


def test_the_mouse_goes_selects_and_chooses() -> None:
    async def what(app: Bench, pilot: Pilot[None]) -> None:
        diff = app.diff
        await pilot.click(diff, offset=(60, 5))
        assert (diff.side, diff.spot, app.sides) == (Side.B, Spot(Side.B, 19), [Side.B])
        await pilot.click(diff, offset=(5, 0))
        assert (diff.side, app.sides) == (Side.A, [Side.B, Side.A])
        await pilot.mouse_down(diff, offset=(11, 5))
        await pilot.hover(diff, offset=(80, 6))
        await pilot.mouse_up(diff, offset=(80, 6))
        assert diff.text_to_copy() == " 20\nline 21"
        await pilot.click(diff, offset=(12, 1))
        assert not any("16 lines" in row for row in app.rows)
        await pilot.click(diff, offset=(99, 19))
        assert diff.spot.line > 20
        diff.go_first()

    play(what)


def test_the_wheel_scrolls_what_is_under_it() -> None:
    async def what(app: Bench, pilot: Pilot[None]) -> None:
        diff = app.diff
        diff.set_view(View.READING)
        diff.post_message(wheel(events.MouseScrollDown, diff))
        await pilot.pause()
        left, right = (half.strip() for half in app.rows[1][:-1].split("│"))
        assert (left, right) == ("1▸  line 1", "4   line 4")
        assert (diff.side, diff.spot) == (Side.A, Spot(Side.A, 0))
        diff.post_message(wheel(events.MouseScrollUp, diff))
        diff.post_message(wheel(events.MouseScrollRight, diff))
        diff.post_message(wheel(events.MouseScrollLeft, diff))
        await pilot.pause()
        assert app.rows[1][:-1].split("│")[1].strip() == "1   line 1"

    play(what)


def test_what_is_drawn_beyond_the_edge_goes_on() -> None:
    async def what(app: Bench, pilot: Pilot[None]) -> None:
        diff = app.diff
        diff.toggle_all_folds()
        await pilot.mouse_down(diff, offset=(12, 15))
        for _ in range(5):
            await pilot.hover(diff, offset=(12, 19))
        await pilot.mouse_up(diff, offset=(12, 19))
        assert diff.text_to_copy().splitlines()[1:4] == ["line 16", "line 17", "line 18"]
        await pilot.mouse_down(diff, offset=(99, 2))
        await pilot.hover(diff, offset=(99, 18))
        await pilot.mouse_up(diff, offset=(99, 18))
        assert diff.spot.line > 30
        await pilot.hover(diff, offset=(99, 1))
        assert diff.spot.line > 30

    play(what)


def test_a_click_on_a_title_of_no_text_is_no_fault() -> None:
    async def what(app: Bench, pilot: Pilot[None]) -> None:
        for offset in ((3, 0), (3, 3), (99, 5)):
            await pilot.click(app.diff, offset=offset)
        assert app.sides == [Side.A]

    play(what, Page(page_of("", "").titles, message="no text"))

"""The next page is painted before it is asked for, with its colours or once they are there."""

from array import array

import pytest
from msgspec.structs import replace
from rich.segment import Segment
from textual.pilot import Pilot

from grading.sides import Pair
from tests.tui.painting.leaves import numbered, page_of
from tests.tui.widgets.viewing import Bench, play
from tui.painting.board import Board
from tui.painting.colours import Colours
from tui.painting.frames import Frame, Kind, Lines
from tui.painting.page import View
from tui.painting.sheet import Marks
from tui.painting.spread import Strand
from tui.painting.syntax import Syntax

LINES = 200
PAGE = replace(page_of(numbered(LINES), numbered(LINES)), keys=Pair("left", "right"))
ROOM, STEP = 19, 17
"""Rows of the text, and how many further a page is."""


class Told(Syntax):
    """Knows of colours what it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.each = {key: Colours(LINES) for key in PAGE.keys}

    def learn(self, count: int) -> None:
        """So many more lines of both sides are known."""
        for one in self.each.values():
            lines = Frame(Kind.COLOURS, 1, array("H", bytes(2 * count)), array("I"))
            one.whole.add(lines, one.whole.stop, [0] * LINES)

    def colours(self, key: str, name: str, lines: Lines, visible: range = range(0)) -> Colours:
        """What it was told."""
        return self.each[key]


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The lines that were painted, one after the other."""
    found: list[int] = []
    paint = Board._rows

    def noted(board: Board, strand: Strand, line: int, marks: Marks) -> list[list[Segment]]:
        found.append(line)
        return paint(board, strand, line, marks)

    monkeypatch.setattr(Board, "_rows", noted)
    return found


def test_a_page_that_follows_another_is_there_already(painted: list[int]) -> None:
    async def what(app: Bench, pilot: Pilot[None]) -> None:
        app.diff.toggle_all_folds()
        await pilot.pause()
        app.diff.page_by(1)
        await pilot.pause()
        for page in range(2, 6):
            painted.clear()
            app.diff.page_by(1)
            await pilot.pause()
            ahead = range(page * STEP + ROOM, (page + 1) * STEP + ROOM)
            assert set(painted) == {app.diff.spot.line, *ahead}, "what is shown was painted before, but for the cursor"

    play(what, PAGE)


def test_the_way_back_and_half_pages_are_painted_ahead_too(painted: list[int]) -> None:
    async def what(app: Bench, pilot: Pilot[None]) -> None:
        app.diff.toggle_all_folds()
        app.diff.go_last()
        await pilot.pause()
        for pages in (-1, -0.5):
            app.diff.page_by(pages)
            await pilot.pause()
            painted.clear()
            app.diff.page_by(pages)
            app.diff.render_lines(app.diff.size.region)
            assert set(painted) <= {app.diff.spot.line}
            await pilot.pause()

    play(what, PAGE)


def test_a_page_waits_for_its_colours(painted: list[int]) -> None:
    syntax = Told()
    syntax.learn(STEP + ROOM)

    async def what(app: Bench, pilot: Pilot[None]) -> None:
        app.diff.toggle_all_folds()
        app.diff.page_by(1)
        await pilot.pause()
        assert max(painted) == STEP + ROOM - 1, "nothing is painted without its colours, to be painted again"
        syntax.learn(LINES - STEP - ROOM)
        painted.clear()
        app.diff.colours_arrived("left")
        await pilot.pause()
        assert sorted(painted) == [*range(STEP + ROOM, 2 * STEP + ROOM)]
        painted.clear()
        app.diff.colours_arrived("right")
        await pilot.pause()
        assert painted == [], "once is enough"

    play(what, PAGE, syntax=syntax)


def test_who_reads_line_by_line_has_nothing_painted_ahead(painted: list[int]) -> None:
    async def what(app: Bench, pilot: Pilot[None]) -> None:
        app.diff.toggle_all_folds()
        app.diff.page_by(1)
        app.diff.move(1)
        await pilot.pause()
        assert max(painted) == STEP + ROOM - 1

    play(what, PAGE)


def test_of_two_sides_that_scroll_apart_only_the_one_that_is_read_is_painted_ahead(painted: list[int]) -> None:
    async def what(app: Bench, pilot: Pilot[None]) -> None:
        app.diff.set_view(View.READING)
        await pilot.pause()
        painted.clear()
        app.diff.page_by(1)
        await pilot.pause()
        assert painted.count(2 * STEP + ROOM - 1) == 1

    play(what, PAGE)

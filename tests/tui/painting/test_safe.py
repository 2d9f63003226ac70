"""Nothing that a terminal would obey goes through the filter, whatever widget it comes from."""

import asyncio

import pytest
from rich.segment import ControlType, Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.color import Color
from textual.content import Content
from textual.filter import LineFilter
from textual.widgets import Static

from grading.compare.shown import shown
from tui.painting.safe import SafeText

BLACK = Color(0, 0, 0)
BAD = "\x1b]52;c;aGk=\x07\x1b[2J\x9b31m\b\r\x00\x7f\x0e\u202e\u200b\u2066\ufeff\u2028\ud800\U000e0041"


def test_what_is_obeyed_is_dropped_and_the_rest_stays() -> None:
    style = Style(bold=True)
    segments = [Segment(f"a{BAD}b", style), Segment("漢字 é", None)]
    assert SafeText().apply(segments, BLACK) == [Segment("a]52;c;aGk=[2J31mb", style), Segment("漢字 é", None)]


def test_what_the_program_tells_the_terminal_stays() -> None:
    moved = Segment("\x1b[5G", None, [(ControlType.CURSOR_MOVE_TO_COLUMN, 4)])
    assert SafeText().apply([moved, Segment("\x1b[5G")], BLACK) == [moved, Segment("[5G")]


def test_of_safe_lines_nothing_is_made_anew() -> None:
    segments = [Segment("plain"), Segment("⟨202E⟩␛")]
    assert SafeText().apply(segments, BLACK) is segments


@pytest.mark.parametrize(
    "block", [range(0x3000), range(0xD700, 0x11000), range(0x1F000, 0x20000), range(0xE0000, 0xE0200)]
)
def test_what_was_made_safe_is_never_dropped(block: range) -> None:
    text = shown("".join(map(chr, block))).text
    assert SafeText().apply([Segment(text)], BLACK)[0].text == text


class Careless(App[None]):
    """Shows a text that nobody looked at."""

    def compose(self) -> ComposeResult:
        yield Static(Content(f"x{BAD}y"))

    def get_line_filters(self) -> list[LineFilter]:
        return [*super().get_line_filters(), SafeText()]


async def painted_by_a_careless_widget() -> str:
    app = Careless()
    async with app.run_test(size=(60, 3)):
        return app.export_screenshot()


def test_it_works_for_every_widget() -> None:
    picture = asyncio.run(painted_by_a_careless_widget())
    assert "x]52;c;aGk=[2J31m" in picture
    assert not any(char in picture for char in "\x1b\x9b\x07\x00\u202e\u200b")

"""The line at the bottom, in an application."""

import asyncio
from collections.abc import Awaitable, Callable

from textual.app import App, ComposeResult
from textual.pilot import Pilot

from tui.keys import FOOTER, Scope, keymap
from tui.painting.note_keys import note_keys
from tui.themes import THEMES, Look
from tui.widgets.key_line import KeyLine

Play = Callable[["Bench", "Pilot[None]"], Awaitable[None]]


class Bench(App[None]):
    """Holds one line, and keeps what it asks."""

    def __init__(self) -> None:
        super().__init__()
        self.line = KeyLine(THEMES["dark"], keymap({}, ""), FOOTER[Scope.REVIEW])
        self.asked: list[str] = []

    def compose(self) -> ComposeResult:
        yield self.line

    def on_key_line_asked(self, event: KeyLine.Asked) -> None:
        self.asked.append(event.command)

    @property
    def text(self) -> str:
        (strip,) = self.line.render_lines(self.line.size.region)
        return "".join(segment.text for segment in strip if not segment.control)


def play(what: Play, size: tuple[int, int] = (80, 3)) -> None:
    async def go() -> None:
        app = Bench()
        async with app.run_test(size=size) as pilot:
            await what(app, pilot)

    asyncio.run(go())


def test_what_is_said_takes_the_place_of_the_keys_until_it_is_cleared() -> None:
    async def what(app: Bench, pilot: Pilot[None]) -> None:
        keys = app.text
        assert keys.startswith(" 0–9 score  Tab side  ↑↓ cell")
        app.line.say("saved\x1b[2J[bold]\n", Look.GOOD)
        assert app.text == " saved␛[2J[bold]␊".ljust(80)
        app.line.show(("note",))
        assert app.line.said == "saved␛[2J[bold]␊"
        assert app.text.startswith(" saved")
        app.line.clear()
        assert app.text.startswith(" c note  ")
        app.line.show(FOOTER[Scope.REVIEW])
        assert (app.text, app.line.said) == (keys, "")

    play(what)


def test_what_holds_while_somebody_writes_stands_in_place_of_the_keys_and_under_what_is_said() -> None:
    async def what(app: Bench, pilot: Pilot[None]) -> None:
        keys = app.text
        app.line.hold(lambda width: note_keys("", width))
        assert app.text.startswith(" Esc keeps it") and "score" not in app.text
        await pilot.click(KeyLine, offset=(keys.index("Tab"), 0))
        assert app.asked == []
        app.line.say("no editor is set")
        assert app.text.startswith(" no editor is set ")
        app.line.clear()
        assert app.text.startswith(" Esc keeps it")
        app.line.hold(None)
        assert app.text == keys

    play(what)


def test_a_long_sentence_is_cut_and_says_so() -> None:
    async def what(app: Bench, pilot: Pilot[None]) -> None:
        app.line.say("写" * 100)
        assert app.text.rstrip().endswith("…")
        assert sum(2 if char == "写" else 1 for char in app.text) == 80

    play(what)


def test_a_click_asks_for_the_command_under_it() -> None:
    async def what(app: Bench, pilot: Pilot[None]) -> None:
        for word in ("Tab", "n/p", "? help", "0–9"):
            await pilot.click(KeyLine, offset=(app.text.index(word), 0))
        assert app.asked == ["other-side", "next-change", "help"]
        app.line.say("saved")
        await pilot.click(KeyLine, offset=(app.text.index("saved"), 0))
        assert len(app.asked) == 3

    play(what)


def test_another_width_and_other_keys_show_at_once() -> None:
    async def what(app: Bench, pilot: Pilot[None]) -> None:
        assert "search" not in app.text
        await pilot.resize_terminal(200, 3)
        assert len(app.text) == 200
        assert "/ search" in app.text
        app.line.keymap = keymap({"search": ("ctrl+g",)}, "")
        assert "Ctrl+G search" in app.text

    play(what)

"""An application around one screen, which keeps what that screen asks for."""

import asyncio
from collections.abc import Awaitable, Callable

from textual.message import Message
from textual.pilot import Pilot
from textual.screen import Screen

from grading.study import Study
from tests.tui.widgets.mounted import painted
from tui.preferences import given_preferences
from tui.screens.queue import QueueScreen
from tui.session import Session
from tui.themes import THEMES
from tui.typed import TypedApp
from tui.widgets.key_line import KeyLine


class Around(TypedApp, inherit_bindings=False):
    """Shows a screen."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, first: Screen[None]) -> None:
        super().__init__()
        self.first = first
        self.asked: list[Message] = []

    def on_mount(self) -> None:
        """Shows it."""
        self.animation_level = "none"
        self.push_screen(self.first)

    def on_queue_screen_opened(self, event: QueueScreen.Opened) -> None:
        """Keeps what was asked for."""
        self.asked.append(event)

    def on_queue_screen_quit(self, event: QueueScreen.Quit) -> None:
        """Keeps what was asked for."""
        self.asked.append(event)

    def on_settings_wanted(self, event: Message) -> None:
        """Keeps what was asked for."""
        self.asked.append(event)

    @property
    def said(self) -> str:
        """What the line at the bottom says."""
        return self.first.query_one(KeyLine).said

    @property
    def text(self) -> str:
        """Everything that is shown."""
        return "\n".join(
            row.rstrip() for one in self.screen.query("*") if one.display and not one.children for row in painted(one)
        )

    def row(self, words: str) -> str:
        """The first row that has these words."""
        return next((row for row in self.text.split("\n") if words in row), "")


def session(study: Study, reviewer: str = "mia", *, is_open: bool = False) -> Session:
    """A reviewer at the program, with the settings as they are given."""
    return Session(study, reviewer, given_preferences(), THEMES["dark"], is_open=is_open)


Steps = Callable[[Around, Pilot[None]], Awaitable[None]]


def driven(first: Screen[None], size: tuple[int, int] = (100, 30)) -> Callable[[Steps], None]:
    """Runs what is decorated at once, with the screen shown."""

    def run(steps: Steps) -> None:
        async def whole() -> None:
            app = Around(first)
            async with app.run_test(size=size) as pilot:
                await pilot.pause()
                await steps(app, pilot)

        asyncio.run(whole())

    return run

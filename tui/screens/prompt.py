"""What the models were asked to do: a task's prompt."""

from typing import Final

from textual import events
from textual.app import ComposeResult

from grading.visible import visible
from tui.keys import Keymap, Scope
from tui.painting.prompt_page import prompt_lines
from tui.painting.spans import Line, safe
from tui.painting.window import Window, bar, said
from tui.screens.keyed import KeyedScreen
from tui.themes import Theme
from tui.widgets.listing import Listing

_ALL: Final = 10**9


class PromptScreen(KeyedScreen[None], inherit_bindings=False):
    """Shows a prompt, and scrolls where it is longer than the screen."""

    def __init__(self, theme: Theme, keymap: Keymap, title: str, prompt: str | None) -> None:
        """`title` is what the task is called."""
        super().__init__()
        self._theme = theme
        self._keymap = keymap
        self._title = safe(visible(title))
        self._prompt = prompt
        self._rows: tuple[int, tuple[Line, ...]] = (0, ())

    def compose(self) -> ComposeResult:
        yield Listing(self._theme, self._painted)

    @property
    def listing(self) -> Listing:
        """What shows it."""
        return self.query_one(Listing)

    def _painted(self, width: int, height: int) -> Window:
        if self._rows[0] != width:
            self._rows = width, (Line(()), *prompt_lines(self._prompt, width - 1), Line(()))
        body = self._rows[1]
        head = (bar(f"Task: {self._title}", "Esc closes", width),)
        room = height - len(head) - 1
        more = self._keymap.told("{line-down} {line-up} lines · {page-down} {page-up} pages · {first-line} {last-line}")
        return Window(head, body, (said(more if len(body) > room else "All of it is here.", width),))

    async def take(self, event: events.Key) -> None:
        """Closes or scrolls."""
        asked = self._keymap.command(event.key, Scope.REVIEW)
        match asked.id if asked else "":
            case "prompt" | "escape" | "quit":
                self.close()
            case "line-up" | "cell-up":
                self.listing.scroll_by(-1)
            case "line-down" | "cell-down" | "take":
                self.listing.scroll_by(1)
            case "page-up":
                self.listing.page_by(-1)
            case "page-down":
                self.listing.page_by(1)
            case "first-line":
                self.listing.scroll_by(-_ALL)
            case "last-line":
                self.listing.scroll_by(_ALL)

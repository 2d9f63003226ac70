"""All keys, and what each one does."""

from textual import events
from textual.app import ComposeResult

from tui.keys import Command, Keymap, Scope
from tui.painting.cell_values import LEGEND
from tui.painting.help_page import help_lines
from tui.painting.window import Window, bar, said
from tui.screens.keyed import KeyedScreen
from tui.themes import Look, Theme
from tui.widgets.listing import Listing


class HelpScreen(KeyedScreen[None], inherit_bindings=False):
    """Shows the keys of a place; any other key says what it would do there."""

    def __init__(self, theme: Theme, keymap: Keymap, scope: Scope) -> None:
        super().__init__()
        self._theme = theme
        self._keymap = keymap
        self._scope = scope
        self._asked: Command | None = None

    def compose(self) -> ComposeResult:
        yield Listing(self._theme, self._painted)

    @property
    def listing(self) -> Listing:
        """What shows it all."""
        return self.query_one(Listing)

    def _painted(self, width: int, height: int) -> Window:
        head = (bar("Keys", "Esc closes · another key says what it does", width),)
        foot = said(self._answer(), width, Look.BAR_KEY if self._asked else Look.BAR)
        body = help_lines(self._keymap, self._scope, width, height - len(head) - 1)
        return Window(head, body, (foot,))

    def _answer(self) -> str:
        asked = self._asked
        if asked is None and self._scope is Scope.REVIEW:
            return LEGEND
        if asked is None:
            return f"{self._keymap.first('palette')} finds a command by its words · `sidegrade keys` lists them all"
        keys = " or ".join(map(self._keymap.shown, asked.keys))
        return f"{keys}: {asked.help}" if keys else f"{asked.help} It has no key."

    async def take(self, event: events.Key) -> None:
        """Closes, scrolls, or says what a key does."""
        asked = self._keymap.command(event.key, self._scope)
        # Esc closes whatever it means elsewhere: the title says so.
        match "escape" if event.key == "escape" else asked.id if asked else "":
            case "help" | "escape" | "quit" | "leave":
                self.close()
            case "row-up" | "cell-up" | "entry-up":
                self.listing.scroll_by(-1)
            case "row-down" | "cell-down" | "entry-down":
                self.listing.scroll_by(1)
            case "page-up":
                self.listing.page_by(-1)
            case "page-down":
                self.listing.page_by(1)
            case _:
                self._asked = asked
                self.listing.look_again()

    def on_listing_chosen(self, event: Listing.Chosen) -> None:
        """Says what a command does that was clicked."""
        self._asked = self._keymap[event.name]
        self.listing.look_again()

"""What a person wants of the program: changed with four keys, and kept at once."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from textual import events
from textual.app import ComposeResult

from grading.errors import SidegradeError
from grading.visible import visible
from tui.painting.spans import Aim, Line, Span, Target, folded, left
from tui.painting.window import Window, bar, said
from tui.preferences import CHOICES, Choice, Preferences, change_preference
from tui.screens.over import OverScreen
from tui.themes import Look, Theme
from tui.widgets.listing import Listing

_TITLE: Final = 16
_VALUE: Final = 14


class SettingsScreen(OverScreen[Preferences], inherit_bindings=False):
    """Changes the settings; `told` hears each change and says how everything looks from then on."""

    DEFAULT_CSS = """
    SettingsScreen { align: center middle; }
    SettingsScreen Listing { width: 92%; max-width: 84; height: 80%; max-height: 15; }
    """

    def __init__(
        self, theme: Theme, preferences: Preferences, path: Path, told: Callable[[Preferences], Theme]
    ) -> None:
        super().__init__()
        self._theme = theme
        self._preferences = preferences
        self._path = path
        self._told = told
        self._at = 0
        self._wrong = ""

    def on_mount(self) -> None:
        """Lets what lies beneath step back."""
        self.dim_beneath(self._theme)

    def compose(self) -> ComposeResult:
        yield Listing(self._theme, self._painted)

    def _painted(self, width: int, height: int) -> Window:
        head = (bar("Settings", "↑↓ choose · ←→ Enter change · Esc closes", width), Line(()))
        rows = [self._row(one, width - 1, is_here=number == self._at) for number, one in enumerate(CHOICES)]
        about = f"Every key can be changed in {visible(str(self._path))}, where these settings are kept, too."
        for text in (about, "What each key does, and how to change it: run `sidegrade keys`."):
            rows += [Line(()), *(Line((Span(f"   {row}", Look.FAINT),)) for row in folded(text, width - 6))]
        foot = said(self._wrong or "Saved at once.", width, Look.BAD if self._wrong else Look.BAR)
        return Window(head, tuple(rows), (foot,), self._at)

    def _row(self, one: Choice, width: int, *, is_here: bool) -> Line:
        value = self._preferences[one.key]
        target = Target(Aim.COMMAND, one.key)
        shown = f"‹ {value} ›" if is_here else f"  {value}"
        meaning = left(one.values[value], width - _TITLE - _VALUE - 3)
        spans = (
            Span(f"{' ▸ ' if is_here else '   '}{left(one.title, _TITLE)}", Look.TEXT, target),
            Span(left(shown, _VALUE), Look.TITLE, target),
            Span(meaning, Look.TEXT if is_here else Look.FAINT, target),
        )
        return Line(spans, Look.HERE if is_here else Look.TEXT)

    async def take(self, event: events.Key) -> None:
        """Chooses a setting, changes it, or closes."""
        match event.key:
            case "escape" | "q":
                self.close(self._preferences)
            case "up" | "k":
                self._move(-1)
            case "down" | "j" | "tab":
                self._move(1)
            case "left" | "h":
                self._change(-1)
            case "right" | "l" | "enter" | "space":
                self._change(1)

    def on_listing_chosen(self, event: Listing.Chosen) -> None:
        """A click on a setting goes there; on the one that is chosen, it changes it."""
        at = [one.key for one in CHOICES].index(event.name)
        if at == self._at:
            self._change(1)
        else:
            self._move(at - self._at)

    def _move(self, rows: int) -> None:
        self._at = max(0, min(self._at + rows, len(CHOICES) - 1))
        self.query_one(Listing).look_again()

    def _change(self, steps: int) -> None:
        one = CHOICES[self._at]
        values = list(one.values)
        value = values[(values.index(self._preferences[one.key]) + steps) % len(values)]
        listing = self.query_one(Listing)
        try:
            self._preferences = change_preference(self._path, one.key, value)
        except SidegradeError as error:
            self._wrong = f"not saved: {error}"
        else:
            self._wrong = ""
            listing.theme = self._told(self._preferences)
            self.dim_beneath(listing.theme)
        listing.look_again()

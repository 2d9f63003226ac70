"""Commands by their words: type some of them, choose, and it is done."""

from collections.abc import Callable
from functools import cache
from typing import Final

from textual import events
from textual.app import ComposeResult

from tui.keys import Command, Keymap, Scope
from tui.painting.command_search import matching
from tui.painting.key_rows import every_key
from tui.painting.spans import Aim, Line, Span, Target, clipped, columns, right, safe
from tui.painting.window import Window, bar, said
from tui.screens.over import OverScreen
from tui.themes import Look, Theme
from tui.widgets.listing import Listing

_LONGEST: Final = 60
_NONE: Final = "no command has these words"
_LEFT_OUT: Final = ("palette", "escape")
"""Of no use from here."""


class PaletteScreen(OverScreen[str | None], inherit_bindings=False):
    """Finds a command; it ends with its name, or with none. `why_not` says why one cannot act now, if so."""

    DEFAULT_CSS = """
    PaletteScreen { align: center middle; }
    PaletteScreen Listing { width: 92%; max-width: 96; height: 80%; max-height: 26; }
    """

    def __init__(self, theme: Theme, keymap: Keymap, scope: Scope, why_not: Callable[[str], str]) -> None:
        super().__init__()
        self._theme = theme
        self._keymap = keymap
        self._why_not = cache(why_not)  # nothing changes while it is open
        self._commands = [one for one in keymap.in_scope(scope) if one.id not in _LEFT_OUT and one.label != "score"]
        self._found = self._found_by("")
        self._typed = ""
        self._at = 0

    def on_mount(self) -> None:
        """Lets what lies beneath step back."""
        self.dim_beneath(self._theme)

    def compose(self) -> ComposeResult:
        yield Listing(self._theme, self._painted)

    @property
    def _here(self) -> Command | None:
        return self._found[self._at] if self._found else None

    def _painted(self, width: int, height: int) -> Window:
        head = (
            bar("Commands", "↑↓ choose · Enter does it · Esc closes", width),
            Line((Span(" > ", Look.FAINT), Span(clipped(self._typed, width - 6), Look.TITLE), Span("▏"))),
        )
        rows = [self._row(one, width - 1, is_here=number == self._at) for number, one in enumerate(self._found)]
        here = self._here
        if here is None:
            rows = [Line((Span(f"   {_NONE}", Look.FAINT),))]
        why = self._why_not(here.id) if here else _NONE
        foot = said(safe(why), width, Look.BAR_KEY) if why or not here else said(here.help, width)
        return Window(head, tuple(rows), (foot,), self._at)

    def _row(self, command: Command, width: int, *, is_here: bool) -> Line:
        why = safe(self._why_not(command.id))
        target = Target(Aim.COMMAND, command.id)
        # What is faint could not be read on the row of the cursor in few colours; the sign before it says the same.
        look = Look.FAINT if why and not is_here else Look.TEXT
        keys = "  ".join(every_key([command]))
        end = right(f" {keys} ", columns([Span(keys)]) + 2)
        signs = f"{'▸' if is_here else ' '}{'·' if why else ' '} "
        words = f"{signs}{command.help}{f' — {why}' if why else ''}"
        text = clipped(words, width - columns([Span(end)]))
        gap = " " * (width - columns([Span(text), Span(end)]))
        spans = (
            Span(text, look, target),
            Span(gap, look, target),
            Span(end, look if why else Look.TITLE, target),
        )
        return Line(spans, Look.HERE if is_here else Look.TEXT)

    async def take(self, event: events.Key) -> None:
        """Types, chooses, or closes."""
        match event.key:
            case "escape":
                self.close(None)
            case "enter":
                self._choose(self._here)
            case "up" | "ctrl+p":
                self._move(-1)
            case "down" | "ctrl+n" | "tab":
                self._move(1)
            case "pageup":
                self._move(-10)
            case "pagedown":
                self._move(10)
            case "backspace":
                self._type(self._typed[:-1])
            case "ctrl+u" | "ctrl+w":
                self._type("")
            case _ if event.is_printable and event.character:
                self._type(self._typed + event.character)

    async def paste(self, text: str) -> None:
        """Takes the first line of what is pasted."""
        self._type(self._typed + safe(text.partition("\n")[0]))

    def on_listing_chosen(self, event: Listing.Chosen) -> None:
        """Does what was clicked."""
        self._choose(self._keymap[event.name])

    def _move(self, rows: int) -> None:
        self._at = max(0, min(self._at + rows, len(self._found) - 1))
        self.query_one(Listing).look_again()

    def _type(self, text: str) -> None:
        self._typed = text[:_LONGEST]
        self._found = self._found_by(self._typed)
        self._move(-len(self._commands))

    def _found_by(self, typed: str) -> list[Command]:
        """What has these words; while there are none, what can act now comes first."""
        found = matching(self._commands, typed)
        return found if typed.strip() else sorted(found, key=lambda one: bool(self._why_not(one.id)))

    def _choose(self, command: Command | None) -> None:
        if command is None:
            return
        if self._why_not(command.id):
            self._at = self._found.index(command)
            self._move(0)
        else:
            self.close(command.id)

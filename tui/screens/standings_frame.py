"""What the standings and a scorecard have in common: lines above and below a list, keys, and a voice."""

from collections.abc import Iterator
from contextlib import contextmanager

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.message import Message
from textual.screen import Screen

from grading.errors import LedgerError, SidegradeError, StudyError
from tui.keys import FOOTER, Keymap, Scope
from tui.painting.top_view import Sight, TopView
from tui.screens.arrivals import SettingsWanted
from tui.screens.help import HelpScreen
from tui.screens.palette import PaletteScreen
from tui.session import Session
from tui.themes import Look, Theme
from tui.widgets.key_line import KeyLine
from tui.widgets.one_line import OneLine
from tui.widgets.sorting_list import SortingList
from tui.widgets.top_line import TopLine


class FramedScreen(Screen[None], inherit_bindings=False):
    """A list with a cursor. What is in it, its heirs say."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    FramedScreen { layout: vertical; }
    FramedScreen #line { height: 1; }
    """

    class Left(Message):
        """Somebody goes back to where they came from."""

    def __init__(self, session: Session, scope: Scope) -> None:
        super().__init__()
        self._session = session
        self._scope = scope
        theme = session.theme
        self._top = TopLine(theme)
        self._caption = OneLine(theme)
        self._list = SortingList(theme)
        self._detail = OneLine(theme)
        self._keys = KeyLine(theme, self._keymap, FOOTER[scope])
        self._line = Container(self._keys, id="line")
        self.is_stale = False
        """Whether something was decided elsewhere since this was read."""

    def compose(self) -> ComposeResult:
        """Where one is, what is shown, all of it, one thing of it, and the keys."""
        yield self._top
        yield self._caption
        yield self._list
        yield self._detail
        yield self._line

    @property
    def _keymap(self) -> Keymap:
        return self._session.preferences.keymap

    def wear(self, theme: Theme) -> None:
        """Takes other colours."""
        for one in (self._top, self._caption, self._list, self._detail, self._keys):
            one.theme = theme

    def on_screen_resume(self) -> None:
        """Settings may have been changed elsewhere, and so may cards."""
        if self._keys.keymap is not self._keymap:
            self._keys.keymap = self._keymap
        if self._list.theme is not self._session.theme:
            self.wear(self._session.theme)
        if self.is_stale:
            self.is_stale = False
            with self._speaking():
                self.read_again()

    def read_again(self) -> None:
        """Shows everything as the ledger has it now."""
        raise NotImplementedError

    def _show_top(self, title: str, sight: Sight, decided: int, cells: int) -> None:
        self._top.show(TopView(title, None, 0, sight, self._session.reviewer, decided, cells))

    def _show_keys(self) -> None:
        """Names the keys that do something in what is shown, whatever the cursor is on."""
        names = FOOTER[self._scope]
        self._keys.show([name for name in names if name == names[0] or not self.why_not(name)])

    # Keys

    def on_key(self, event: events.Key) -> None:
        """Does what a key says."""
        event.stop()
        event.prevent_default()
        self._keys.clear()
        command = self._keymap.command(event.key, self._scope)
        if command is None:
            self._refuse("that key does nothing here; {help} shows all keys")
        else:
            self.act(command.id)

    def act(self, name: str) -> None:
        """Does what a command says, or says why not."""
        if why := self.why_not(name):
            self._refuse(why)
            return
        with self._speaking():
            getattr(self, f"do_{name.replace('-', '_')}")()

    def why_not(self, name: str) -> str:
        """Why a command cannot act now; nothing where it can."""
        raise NotImplementedError

    def on_key_line_asked(self, event: KeyLine.Asked) -> None:
        """Does a command that was clicked."""
        self.act(event.command)

    def _say(self, text: str, look: Look = Look.BAR) -> None:
        self._keys.say(self._keymap.told(text), look)

    def _refuse(self, text: str) -> None:
        self._say(text, Look.UNSURE)

    @contextmanager
    def _speaking(self) -> Iterator[None]:
        """Says what goes wrong inside."""
        try:
            yield
        except LedgerError as error:
            self._say(f"NOT SAVED: {error}", Look.BAD)
        except SidegradeError as error:
            self._refuse(str(error))

    # Moving

    def go(self, steps: int) -> bool:
        """Moves the cursor by so many rows; whether it went anywhere."""
        raise NotImplementedError

    def _step(self, steps: int) -> None:
        if not self.go(steps):
            raise StudyError(f"that is the {'last' if steps > 0 else 'first'} row")

    def do_entry_up(self) -> None:
        self._step(-1)

    def do_entry_down(self) -> None:
        self._step(1)

    def do_page_up(self) -> None:
        self._step(-self._list.page_size)

    def do_page_down(self) -> None:
        self._step(self._list.page_size)

    def do_first_line(self) -> None:
        self._step(-1_000_000)

    def do_last_line(self) -> None:
        self._step(1_000_000)

    # Elsewhere

    def do_help(self) -> None:
        self.app.push_screen(HelpScreen(self._session.theme, self._keymap, self._scope))

    def do_palette(self) -> None:
        self.app.push_screen(
            PaletteScreen(self._session.theme, self._keymap, self._scope, self.why_not),
            lambda name: self.act(name) if name else None,
        )

    def do_settings(self) -> None:
        self.post_message(SettingsWanted())

    def do_leave(self) -> None:
        self.post_message(self.Left())

    def do_escape(self) -> None:
        self.do_leave()

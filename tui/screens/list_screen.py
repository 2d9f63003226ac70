"""What every screen with one list has in common: a line above it, keys below, a cursor, a voice, and one question."""

from collections.abc import Iterator
from contextlib import contextmanager

from textual import events

from grading.errors import LedgerError, SidegradeError, StudyError
from tui.keys import FOOTER, Keymap, Scope
from tui.painting.top_view import Sight, TopView
from tui.screens.arrivals import SettingsWanted
from tui.screens.help import HelpScreen
from tui.screens.keyed import KeyedScreen
from tui.screens.palette import PaletteScreen
from tui.session import Session
from tui.themes import Look, Theme
from tui.widgets.ask_line import AskLine
from tui.widgets.key_line import KeyLine
from tui.widgets.long_list import LongList
from tui.widgets.top_line import TopLine


class ListScreen(KeyedScreen[None], inherit_bindings=False):
    """A list with a cursor. What is in it, its heirs say."""

    DEFAULT_CSS = "ListScreen { layout: vertical; }"

    _list: LongList

    def __init__(self, session: Session, scope: Scope) -> None:
        super().__init__()
        self._session = session
        self._scope = scope
        self._top = TopLine(session.theme)
        self._keys = KeyLine(session.theme, self._keymap, FOOTER[scope])
        self._asking: AskLine | None = None

    @property
    def _keymap(self) -> Keymap:
        return self._session.preferences.keymap

    def wear(self, theme: Theme) -> None:
        """Takes other colours."""
        self._top.theme = self._list.theme = self._keys.theme = theme
        if self._asking is not None:
            self._asking.theme = theme

    def on_screen_resume(self) -> None:
        """Settings may have been changed elsewhere."""
        if self._keys.keymap is not self._keymap:
            self._keys.keymap = self._keymap
        if self._list.theme is not self._session.theme:
            self.wear(self._session.theme)

    def _show_top(self, title: str, sight: Sight, decided: int, cells: int) -> None:
        self._top.show(TopView(title, None, 0, sight, self._session.reviewer, decided, cells))

    # Keys

    @property
    def is_closing(self) -> bool:
        """Whether the question was answered or left a moment ago."""
        return self._asking is not None and self._asking.is_over

    async def take(self, event: events.Key) -> None:
        """Does what a key says, unless the question takes it."""
        if self._asking is not None and self._asking.take(event):
            return
        self._keys.clear()
        command = self._keymap.command(event.key, self._scope)
        if command is None:
            self.refuse("that key does nothing here; {help} shows all keys")
        else:
            self.act(command.id)

    async def paste(self, text: str) -> None:
        """Gives what is pasted to the question."""
        if self._asking is not None:
            self._asking.paste(text)

    def act(self, name: str) -> None:
        """Does what a command says, or says why not."""
        if why := self.why_not(name):
            self.refuse(why)
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

    def refuse(self, text: str) -> None:
        """Says why nothing happens."""
        self._say(text, Look.UNSURE)

    @contextmanager
    def _speaking(self) -> Iterator[None]:
        """Says what goes wrong inside."""
        try:
            yield
        except LedgerError as error:
            self._say(f"NOT SAVED: {error}", Look.BAD)
        except SidegradeError as error:
            self.refuse(str(error))

    # Moving

    def go(self, steps: int) -> bool:
        """Moves the cursor by so many rows; whether it went anywhere."""
        raise NotImplementedError

    def _step(self, steps: int) -> None:
        if not self.go(steps):
            raise StudyError(f"that is the {'last' if steps > 0 else 'first'} row")

    def do_page_up(self) -> None:
        self._step(-self._list.page_size)

    def do_page_down(self) -> None:
        self._step(self._list.page_size)

    def do_first_line(self) -> None:
        self._step(-1_000_000)

    def do_last_line(self) -> None:
        self._step(1_000_000)

    # One question: what is shown has the words that are typed

    def _ask(self, question: str, typed: str) -> None:
        if self._asking is None:
            self._asking = AskLine(self._session.theme, question, typed)
            self._keys.display = False
            self.mount(self._asking, after=self._keys)
            self._asking.focus()

    def sift(self, typed: str) -> str:
        """Shows only what has the words that are typed; says how much of how much that is."""
        raise NotImplementedError

    def on_ask_line_changed(self, event: AskLine.Changed) -> None:
        """Shows less, or more, with every letter."""
        said = self.sift(event.text)
        if self._asking is not None:
            self._asking.say(said)

    def on_ask_line_stepped(self, event: AskLine.Stepped) -> None:
        """Goes to another row without an end of the question."""
        self.go(event.steps)

    def on_ask_line_answered(self) -> None:
        """What is typed stays."""
        self._end_question()
        self.go_on()

    def on_ask_line_left(self) -> None:
        """What is typed goes."""
        self._end_question()
        self.sift("")
        self.go_on()

    def _end_question(self) -> None:
        if self._asking is not None:
            self._asking.remove()
            self._asking = None
            self._keys.display = True
            self.set_focus(None)

    # Elsewhere

    def do_help(self) -> None:
        self.app.push_screen(HelpScreen(self._session.theme, self._keymap, self._scope))

    def do_palette(self) -> None:
        self.app.push_screen(
            PaletteScreen(self._session.theme, self._keymap, self._scope, self.why_not),
            lambda name: self.act(name) if name else None,
        )

    def do_settings(self) -> None:
        self.app.post_message(SettingsWanted())

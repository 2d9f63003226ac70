"""What the standings and a scorecard have in common: a line says what is listed, another tells more of one thing."""

from collections.abc import Mapping
from typing import Final

from textual.app import ComposeResult
from textual.message import Message

from tui.keys import FOOTER, Scope
from tui.screens.list_screen import ListScreen
from tui.screens.standings_shelf import Shelf
from tui.session import Session
from tui.themes import Theme
from tui.widgets.one_line import OneLine
from tui.widgets.sorting_list import SortingList

_TURNS: Final = frozenset({"next-table", "last-table", "compare", "common", "next-card", "last-card"})


class FramedScreen(ListScreen):
    """A list between two lines that tell of it."""

    _shelf: Shelf

    class Left(Message):
        """Somebody goes back to where they came from."""

    def __init__(self, session: Session, scope: Scope) -> None:
        super().__init__(session, scope)
        self._caption = OneLine(session.theme)
        self._list = SortingList(session.theme)
        self._detail = OneLine(session.theme)

    def compose(self) -> ComposeResult:
        """Where one is, what is shown, all of it, one thing of it, and the keys."""
        yield self._top
        yield self._caption
        yield self._list
        yield self._detail
        yield self._keys

    def wear(self, theme: Theme) -> None:
        """Takes other colours."""
        super().wear(theme)
        self._caption.theme = self._detail.theme = theme

    def on_screen_resume(self) -> None:
        """Cards may have been changed elsewhere. (Textual sees to what any list does then.)"""
        with self._speaking():
            if self._shelf.is_outdated:
                self.read_again()

    def act(self, name: str) -> None:
        """Does what a command says; before it turns to something else, that is read again where it has changed."""
        if name in _TURNS:
            with self._speaking():
                if self._shelf.is_outdated:
                    self.renew()
        super().act(name)

    def read_again(self) -> None:
        """Shows everything as the ledger has it now."""
        raise NotImplementedError

    def renew(self) -> None:
        """Reads everything as the ledger has it now, and shows nothing of it yet."""
        raise NotImplementedError

    def _show_keys(self) -> None:
        """Names the keys that do something in what is shown, whatever the cursor is on."""
        names = FOOTER[self._scope]
        first = names[0] if self._leads_on else ""
        self._keys.show([name for name in names if name == first or not self.why_not(name)], self._labels)

    @property
    def _leads_on(self) -> bool:
        """Whether Enter leads on from some row that is shown."""
        return True

    @property
    def _labels(self) -> Mapping[str, str]:
        """What commands are called now, where that is not what they are called elsewhere."""
        return {}

    def do_entry_up(self) -> None:
        self._step(-1)

    def do_entry_down(self) -> None:
        self._step(1)

    def do_leave(self) -> None:
        self.app.post_message(self.Left())

    def do_escape(self) -> None:
        self.do_leave()

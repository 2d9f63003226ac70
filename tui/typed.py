"""What is typed, in order: each key and each paste goes to the screen that is shown when all before it are done.

Left to the library, every one would go at once to whatever has the focus, and a key that opens a question, a window or
another screen would be overtaken by those typed after it.
"""

from collections import deque
from collections.abc import Callable

from textual import events
from textual.app import App
from textual.driver import Driver
from textual.screen import Screen

from tui.screens.keyed import KeyedScreen, Taken


class TypedApp(App[None], inherit_bindings=False):
    """An application that hands on what is typed, one after the other."""

    def __init__(self, driver_class: type[Driver] | None = None) -> None:
        super().__init__(driver_class=driver_class)
        self._typed: deque[events.Key | events.Paste] = deque()
        self._taking: object = None
        """The screen that has not done yet what was typed last."""
        self._beginning: object = None
        """The screen that is still to go where it was asked to begin."""

    async def on_event(self, event: events.Event) -> None:
        """Takes what is typed; all else goes the library's way."""
        if isinstance(event, (events.Key, events.Paste)) and not event.is_forwarded:
            self.app_focus = True  # a terminal that said otherwise was left, and come back to without a word
            self._typed.append(event)
            self._hand_on()
        else:
            await super().on_event(event)

    def on_taken(self, event: Taken) -> None:
        """What came before is done, and what it asked of the application as well: those messages came before this."""
        if event.screen is not self._taking:
            return
        stack = self.screen_stack
        if stack and event.screen not in stack:
            # What a window was closed with, the screen beneath it is told behind its back, and may ask for more then.
            top = self._taking = stack[-1]
            top.call_next(self.post_message, Taken(top))
        else:
            self._taking = None
            self._hand_on()

    def begin(self, screen: Screen[None], beginning: Callable[[], object]) -> None:
        """Goes where a screen that was opened just now is to begin, before it gets the next key."""
        self._beginning = screen

        def begun() -> None:
            self._beginning = None
            beginning()
            self._hand_on()

        self.call_after_refresh(begun)

    def _hand_on(self) -> None:
        stack = [] if self._exit else self.screen_stack  # what is typed after the key that ended it means nothing
        # Nobody waits for a screen that was left.
        while self._typed and stack and self._taking not in stack and self._beginning not in stack:
            screen = stack[-1]
            self._taking = screen if isinstance(screen, KeyedScreen) else None
            screen._forward_event(self._typed.popleft())

"""What is typed, in order: each key and each paste goes to the screen that is shown when all before it are done.

Left to the library, every one would go at once to whatever has the focus, and a key that opens a question, a window or
another screen would be overtaken by those typed after it.
"""

from collections import deque
from collections.abc import Callable

from textual import events
from textual.app import App
from textual.driver import Driver

from tui.screens.keyed import KeyedScreen, Taken


class TypedApp(App[None], inherit_bindings=False):
    """An application that hands on what is typed, one after the other."""

    def __init__(self, driver_class: type[Driver] | None = None) -> None:
        super().__init__(driver_class=driver_class)
        self._typed: deque[events.Key | events.Paste] = deque()
        self._taking: object = None
        """The screen that has not done yet what was typed last."""
        self._beginning = 0
        """How many screens are still to go where they were asked to begin."""

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
        if event.screen is self._taking:
            self._taking = None
            self._hand_on()

    def begin(self, beginning: Callable[[], object]) -> None:
        """Goes where a screen that was opened just now is to begin, before it gets the next key."""
        self._beginning += 1

        def begun() -> None:
            self._beginning -= 1
            beginning()
            self._hand_on()

        self.call_after_refresh(begun)

    def _hand_on(self) -> None:
        stack = self.screen_stack
        # A screen that was left has nothing more to say.
        while self._typed and stack and not self._beginning and self._taking not in stack:
            screen = stack[-1]
            self._taking = screen if isinstance(screen, KeyedScreen) else None
            screen._forward_event(self._typed.popleft())

"""The order of keys: what is typed before a text is there goes to it, and what is typed after its last key does not.

Every key comes by way of the screen that is shown, and none overtakes another.
"""

from collections import deque

from textual import events
from textual.screen import Screen


class KeyedScreen(Screen[None], inherit_bindings=False):
    """A screen where letters are commands, and texts are written."""

    ALLOW_SELECT = False  # what is selected in a text is the text's own affair

    def __init__(self) -> None:
        super().__init__()
        self._waiting: deque[events.Key] = deque()

    @property
    def is_closing(self) -> bool:
        """Whether a text has got its last key, and is still there."""
        raise NotImplementedError

    async def take(self, event: events.Key) -> None:
        """Does what a key says, or gives it to the text that is written."""
        raise NotImplementedError

    async def on_key(self, event: events.Key) -> None:
        """Takes a key when all that were typed before it are done."""
        event.stop()
        event.prevent_default()
        self._waiting.append(event)
        await self.go_on()

    async def go_on(self) -> None:
        """Takes the keys that wait, up to one that closes a text."""
        while self._waiting and not self.is_closing:
            event = self._waiting.popleft()
            if self.is_active:
                await self.take(event)
            elif stack := self.app.screen_stack:  # another screen was opened by a key before this one
                stack[-1].post_message(events.Key(event.key, event.character))

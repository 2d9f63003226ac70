"""What every screen does with what is typed: it comes one after the other, and the next one when this one is done."""

from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.screen import Screen, ScreenResultType


class Taken(Message):
    """A screen has done what was typed. It stands behind all that was asked of the application for that."""

    def __init__(self, screen: object) -> None:
        super().__init__()
        self.screen = screen


class KeyedScreen(Screen[ScreenResultType], inherit_bindings=False):
    """A screen where every key comes to the screen itself, whatever has the focus."""

    ALLOW_SELECT = False  # what is selected in a text is the text's own affair

    _is_at_work = False
    """Whether something was typed that is not done yet."""

    def _screen_resized(self, _: Size) -> None:
        """Takes the size that the terminal has now: of two that it had meanwhile, each would bring the other back."""
        super()._screen_resized(self.app.size)

    @property
    def is_closing(self) -> bool:
        """Whether a text has got its last key, and is still there."""
        return False

    async def take(self, event: events.Key) -> None:
        """Does what a key says, or gives it to the text that is written."""
        raise NotImplementedError

    async def paste(self, text: str) -> None:
        """Gives what is pasted to the text that is written; where there is none, it means nothing."""

    async def on_key(self, event: events.Key) -> None:
        """Takes a key."""
        event.stop()
        event.prevent_default()
        self._is_at_work = True
        await self.take(event)
        self.go_on()

    async def on_paste(self, event: events.Paste) -> None:
        """Takes what is pasted."""
        event.stop()
        event.prevent_default()
        self._is_at_work = True
        await self.paste(event.text)
        self.go_on()

    def go_on(self) -> None:
        """Lets come what was typed next, unless a text is to be closed before."""
        if self._is_at_work and not self.is_closing:
            self._is_at_work = False
            self.app.post_message(Taken(self))

    def close(self, result: ScreenResultType | None = None) -> None:
        """Ends a window, once: what lies beneath it is not ended with it."""
        if self.is_active:
            self.dismiss(result)

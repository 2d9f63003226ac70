"""A window of rows that scroll under a title: the help, the palette and the settings are shown in it."""

from collections.abc import Callable

from textual import events
from textual.message import Message

from tui.painting.window import Window
from tui.themes import Theme
from tui.widgets.papered import Rolled

Paint = Callable[[int, int], Window]
"""What the window shows, by its width and height."""


class Listing(Rolled):
    """Paints a window; says what was clicked."""

    class Chosen(Message):
        """Something that has a name was clicked."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self, theme: Theme, paint: Paint) -> None:
        super().__init__(theme)
        self._paint = paint
        self._window = Window((), (), ())
        self._top = 0

    def look_again(self) -> None:
        """Paints what has changed."""
        self._lay(is_following=True)

    def scroll_by(self, rows: int) -> None:
        """Shows other rows, where there are more than fit."""
        self._top += rows
        self._lay(is_following=False)

    def page_by(self, pages: int) -> None:
        """Shows the next rows that fit, or those before."""
        self.scroll_by(pages * max(self._window.room(self.size.height) - 1, 1))

    def _lay(self, *, is_following: bool) -> None:
        width, height = self.size
        if not width or not height:
            return
        self._window = self._paint(width, height)
        self._top = self._window.top(self._top, height, is_following=is_following)
        self._put(self._window.lines(self._top, width, height))

    def on_resize(self) -> None:
        """Another size has room for other rows."""
        self._lay(is_following=True)

    def on_click(self, event: events.Click) -> None:
        """Says what was clicked, where it has a name."""
        event.stop()
        target = self._paper.target(event.x, event.y)
        if target is not None:
            self.post_message(self.Chosen(target.key))

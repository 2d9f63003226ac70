"""A line between the text above and the rubric below; the mouse drags it."""

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui.themes import Look, Theme


class Divider(Widget):
    """One row; says where it is dragged to."""

    DEFAULT_CSS = "Divider { height: 1; }"
    ALLOW_SELECT = False

    class Dragged(Message):
        """It is wanted in another row of the screen."""

        def __init__(self, row: int) -> None:
            super().__init__()
            self.row = row

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._is_dragged = False

    @property
    def theme(self) -> Theme:
        """How everything looks."""
        return self._theme

    @theme.setter
    def theme(self, theme: Theme) -> None:
        self._theme = theme
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The row."""
        width = self.size.width
        return Strip([Segment("─" * width, self._theme[Look.TEXT] + self._theme[Look.FAINT])], width)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Takes the line."""
        event.stop()
        self._is_dragged = True
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drags it."""
        if self._is_dragged and event.button:  # without one, it was let go in another row, too fast to be told yet
            event.stop()
            self.post_message(self.Dragged(event.screen_y))

    def on_mouse_up(self) -> None:
        """Lets it go."""
        if self._is_dragged:
            self._is_dragged = False
            self.release_mouse()

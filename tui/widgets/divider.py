"""A line between the text above and the rubric below."""

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from tui.themes import Look, Theme


class Divider(Widget):
    """One row."""

    DEFAULT_CSS = "Divider { height: 1; }"

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

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

"""A row that says one thing."""

from collections.abc import Callable

from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tui.painting.paper import Paper
from tui.painting.spans import Line
from tui.themes import Theme


class OneLine(Widget):
    """Paints a line that is made for whatever width there is."""

    DEFAULT_CSS = "OneLine { height: 1; }"
    ALLOW_SELECT = False

    def __init__(self, theme: Theme, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._paper = Paper(theme)
        self._paint: Callable[[int], Line] | None = None

    @property
    def theme(self) -> Theme:
        """How everything looks."""
        return self._paper.theme

    @theme.setter
    def theme(self, theme: Theme) -> None:
        self._paper.theme = theme
        self.refresh()

    def show(self, paint: Callable[[int], Line]) -> None:
        """Shows another line."""
        self._paint = paint
        self._lay()

    def _lay(self) -> None:
        width = self.size.width
        if self._paint is not None and width and self._paper.lay([self._paint(width)], width, self.region.x):
            self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The strip of the row."""
        return self._paper.strips(crop)

    def on_resize(self) -> None:
        """Another width has room for other words."""
        self._lay()

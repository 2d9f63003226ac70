"""The line at the top: where the reviewer is, and whether all is saved."""

from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tui.painting.paper import Paper
from tui.painting.top_lines import top_line
from tui.painting.top_view import TopView
from tui.themes import Theme


class TopLine(Widget):
    """Paints one row."""

    DEFAULT_CSS = "TopLine { height: 1; }"
    ALLOW_SELECT = False

    def __init__(self, theme: Theme, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._paper = Paper(theme)
        self._view: TopView | None = None

    @property
    def theme(self) -> Theme:
        """How everything looks."""
        return self._paper.theme

    @theme.setter
    def theme(self, theme: Theme) -> None:
        self._paper.theme = theme
        self.refresh()

    def show(self, view: TopView) -> None:
        """Shows a view."""
        self._view = view
        self._lay()

    def _lay(self) -> None:
        width = self.size.width
        if self._view is not None and width and self._paper.lay([top_line(self._view, width)], width, self.region.x):
            self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The strip of the row."""
        return self._paper.strips(crop)

    def on_resize(self) -> None:
        """Another width has room for other words."""
        self._lay()

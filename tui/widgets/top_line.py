"""The line at the top: where the reviewer is, and whether all is saved."""

from tui.painting.top_lines import top_line
from tui.painting.top_view import TopView
from tui.themes import Theme
from tui.widgets.papered import Papered


class TopLine(Papered):
    """Paints one row."""

    DEFAULT_CSS = "TopLine { height: 1; }"

    def __init__(self, theme: Theme, *, id: str | None = None) -> None:
        super().__init__(theme, id=id)
        self._view: TopView | None = None

    def show(self, view: TopView) -> None:
        """Shows a view."""
        self._view = view
        self._lay()

    def _lay(self) -> None:
        width = self.size.width
        if self._view is not None and width:
            self._put([top_line(self._view, width)])

    def on_resize(self) -> None:
        """Another width has room for other words."""
        self._lay()

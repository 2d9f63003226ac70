"""A row that says one thing."""

from collections.abc import Callable

from tui.painting.spans import Line
from tui.themes import Theme
from tui.widgets.papered import Papered


class OneLine(Papered):
    """Paints a line that is made for whatever width there is."""

    DEFAULT_CSS = "OneLine { height: 1; }"

    def __init__(self, theme: Theme, *, id: str | None = None) -> None:
        super().__init__(theme, id=id)
        self._paint: Callable[[int], Line] | None = None

    def show(self, paint: Callable[[int], Line]) -> None:
        """Shows another line."""
        self._paint = paint
        self._lay()

    def _lay(self) -> None:
        width = self.size.width
        if self._paint is not None and width:
            self._put([self._paint(width)])

    def on_resize(self) -> None:
        """Another width has room for other words."""
        self._lay()

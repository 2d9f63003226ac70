"""The rubric with the values of both sides, beside one another."""

from textual import events
from textual.message import Message

from grading.sides import Side
from tui.painting.panel_view import PanelView
from tui.painting.rubric_columns import Columns, fitting_columns
from tui.painting.rubric_lines import ABOVE, Window, rubric_lines, window
from tui.themes import Theme
from tui.widgets.papered import Rolled


class RubricPanel(Rolled):
    """Paints a rubric; says which cell was clicked."""

    class CellChosen(Message):
        """A cell was clicked, on a side."""

        def __init__(self, cell: str, side: Side) -> None:
            super().__init__()
            self.cell = cell
            self.side = side

    def __init__(self, theme: Theme, *, id: str | None = None) -> None:
        super().__init__(theme, id=id)
        self._view: PanelView | None = None
        self._window: Window | None = None
        self._top = 0
        self._fit: Columns | None = None

    def show(self, view: PanelView) -> None:
        """Shows a view; it scrolls only where the cursor went out of sight."""
        before, self._view = self._view, view
        if before is None or before.outline is not view.outline:
            self._fit = None
        self._lay(is_following=before is None or before.cell != view.cell or before.outline is not view.outline)

    def scroll_by(self, rows: int) -> None:
        """Shows other rows; the cursor stays where it is."""
        if self._window is not None:
            self._top = self._window.scrolled(self._window.top + rows).top
            self._lay(is_following=False)

    def _lay(self, *, is_following: bool) -> None:
        width, height = self.size
        if self._view is None or not width or not height:
            return
        found = window(self._view, height, self._top)
        self._window = found.following() if is_following else found
        self._top = self._window.top
        if self._fit is None or self._fit.width != width:
            self._fit = fitting_columns(self._view.outline.rubric, width)
        self._put(rubric_lines(self._view, self._window, self._fit))

    def on_resize(self) -> None:
        """Another size has room for other rows."""
        self._lay(is_following=True)

    def on_click(self, event: events.Click) -> None:
        """Says which cell is there; a section's own row stands for its first cell."""
        if self._view is None or self._window is None or self._fit is None:
            return
        place = event.y - ABOVE
        rows = self._window.shown
        if not 0 <= place < len(rows):
            return
        row = rows[place]
        cell = self._view.outline.sections[row.section].cells[row.cell or 0]
        side = self._fit.side_at(event.x) or self._view.side
        if self._view.cards[side] is None:
            side = side.other
        self.post_message(self.CellChosen(cell.key, side))

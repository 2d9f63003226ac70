"""The rubric with the values of both sides, beside one another."""

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from grading.sides import Side
from tui.painting.panel_view import PanelView
from tui.painting.paper import Paper
from tui.painting.rubric_columns import Columns, fitting_columns
from tui.painting.rubric_lines import ABOVE, Window, rubric_lines, window
from tui.themes import Theme

_WHEEL = 3


class RubricPanel(Widget):
    """Paints a rubric; says which cell was clicked."""

    ALLOW_SELECT = False

    class CellChosen(Message):
        """A cell was clicked, on a side."""

        def __init__(self, cell: str, side: Side) -> None:
            super().__init__()
            self.cell = cell
            self.side = side

    def __init__(self, theme: Theme, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._paper = Paper(theme)
        self._view: PanelView | None = None
        self._window: Window | None = None
        self._top = 0
        self._fit: Columns | None = None

    @property
    def theme(self) -> Theme:
        """How everything looks."""
        return self._paper.theme

    @theme.setter
    def theme(self, theme: Theme) -> None:
        self._paper.theme = theme
        self.refresh()

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
        lines = rubric_lines(self._view, self._window, self._fit)
        for row in self._paper.lay(lines, width, self.region.x):
            self.refresh(Region(0, row, width, 1))

    def render_lines(self, crop: Region) -> list[Strip]:
        """The strips of a part of the panel."""
        return self._paper.strips(crop)

    def on_resize(self) -> None:
        """Another size has room for other rows."""
        self._lay(is_following=True)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scrolls without moving the cursor."""
        event.stop()
        self.scroll_by(_WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scrolls without moving the cursor."""
        event.stop()
        self.scroll_by(-_WHEEL)

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

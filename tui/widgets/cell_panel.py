"""What the cell under the cursor asks, and what was said about it."""

from textual import events
from textual.message import Message

from tui.painting.cell_lines import cell_page
from tui.painting.cell_page import CellPage
from tui.painting.panel_view import PanelView
from tui.painting.spans import Aim
from tui.themes import Theme
from tui.widgets.papered import Rolled


class CellPanel(Rolled):
    """Paints all about one cell; says which deduction, gate or evidence was clicked."""

    class DeductionChosen(Message):
        """A deduction was clicked."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    class GateChosen(Message):
        """A gate was clicked."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    class EvidenceChosen(Message):
        """A place that a mark rests on was clicked."""

        def __init__(self, place: str) -> None:
            super().__init__()
            self.place = place

    def __init__(self, theme: Theme, *, id: str | None = None) -> None:
        super().__init__(theme, id=id)
        self._view: PanelView | None = None
        self._page: CellPage | None = None
        self._top = 0

    def show(self, view: PanelView) -> None:
        """Shows the cell of a view, from its top where it is another one."""
        before, self._view = self._view, view
        if before is None or before.cell != view.cell or before.outline is not view.outline:
            self._top = 0
        self._lay(is_following=True)

    def scroll_by(self, rows: int) -> None:
        """Shows other rows, where there are more than fit."""
        self._top += rows
        self._lay(is_following=False)

    def turn(self) -> bool:
        """Shows what lies further down, or the beginning again; whether there is more than fits."""
        page, height = self._page, self.size.height
        if page is None or not page.last_top(height):
            return False
        self._top = 0 if self._top >= page.last_top(height) else self._top + max(page.room(height) - 1, 1)
        self._lay(is_following=False)
        return True

    def _lay(self, *, is_following: bool) -> None:
        width, height = self.size
        if self._view is None or not width or not height:
            return
        self._page = cell_page(self._view, width, height, is_ruled=self.region.x > 0)
        top = self._page.following(self._top, height) if is_following else self._top
        self._top = max(0, min(top, self._page.last_top(height)))
        self._put(self._page.shown(self._top, width, height))

    def on_resize(self) -> None:
        """Another width folds the texts anew."""
        self._lay(is_following=True)

    def on_click(self, event: events.Click) -> None:
        """Says what was clicked, where it is something that can be called, answered or opened."""
        target = self._paper.target(event.x, event.y)
        if target is None:
            return
        match target.aim:
            case Aim.DEDUCTION:
                self.post_message(self.DeductionChosen(target.key))
            case Aim.GATE:
                self.post_message(self.GateChosen(target.key))
            case Aim.EVIDENCE:
                self.post_message(self.EvidenceChosen(target.key))

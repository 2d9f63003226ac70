"""What all widgets of rows have in common: a paper that keeps what was painted, and the wheel for those that scroll."""

from collections.abc import Sequence
from typing import Final

from textual import events
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tui.painting.paper import Paper
from tui.painting.spans import Line
from tui.themes import Theme

_WHEEL: Final = 3


class Papered(Widget):
    """Rows on a paper."""

    ALLOW_SELECT = False

    def __init__(self, theme: Theme, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._paper = Paper(theme)

    @property
    def theme(self) -> Theme:
        """How everything looks."""
        return self._paper.theme

    @theme.setter
    def theme(self, theme: Theme) -> None:
        self._paper.theme = theme
        self.refresh()

    def _put(self, lines: Sequence[Line]) -> None:
        """Shows these rows; what has not changed is not painted again."""
        width = self.size.width
        for row in self._paper.lay(lines, width, self.region.x):
            self.refresh(Region(0, row, width, 1))

    def render_lines(self, crop: Region) -> list[Strip]:
        """The strips of a part of it."""
        return self._paper.strips(crop)


class Rolled(Papered):
    """Rows that the wheel scrolls."""

    def scroll_by(self, rows: int) -> None:
        """Shows other rows, where there are more than fit."""
        raise NotImplementedError

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scrolls without moving the cursor."""
        event.stop()
        self.scroll_by(_WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scrolls back."""
        event.stop()
        self.scroll_by(-_WHEEL)


class Railed(Rolled):
    """Rows beside a rail, which shows where they are among all and can be dragged."""

    def __init__(self, theme: Theme, *, id: str | None = None) -> None:
        super().__init__(theme, id=id)
        self._is_dragged = False

    def _is_rail(self, event: events.MouseEvent) -> bool:
        """Whether the mouse is on the rail, where there is one."""
        raise NotImplementedError

    def _drag(self, row: int) -> None:
        """Shows what stands as far down as this row of the rail."""
        raise NotImplementedError

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Takes the rail."""
        if self._is_rail(event):
            event.stop()
            self._is_dragged = True
            self.capture_mouse()
            self._drag(event.y)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drags it."""
        if self._is_dragged:
            event.stop()
            self._drag(event.y)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Lets go of it."""
        if self._is_dragged:
            event.stop()
            self._is_dragged = False
            self.release_mouse()

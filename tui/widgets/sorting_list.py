"""A long list whose head can be clicked."""

from textual import events
from textual.message import Message

from tui.widgets.long_list import LongList


class SortingList(LongList):
    """Says which column's head was clicked, too."""

    class HeadChosen(Message):
        """What stands above a column was clicked."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def on_click(self, event: events.Click) -> None:
        """Says what was clicked in the head."""
        target = self._paper.target(event.x, event.y)
        if event.y == 0 and target is not None:
            event.stop()
            self.post_message(self.HeadChosen(target.key))

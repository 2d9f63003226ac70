"""A question of one line: a title in it gives way to the answer, and the words around it do not."""

from typing import NamedTuple

from rich.cells import cell_len

from tui.painting.file_names import shortened
from tui.painting.spans import clipped, safe


class Question(NamedTuple):
    """Words that ask, and between them what they ask about."""

    before: str
    title: str = ""
    after: str = ""

    @property
    def least(self) -> int:
        """The columns of its words, and of a sign that stands for its title."""
        return cell_len(safe(self.before)) + cell_len(safe(self.after)) + bool(self.title)

    def fitted(self, width: int) -> str:
        """All of it in at most so many columns, safe to show."""
        before, title, after = map(safe, self)
        room = width - cell_len(before) - cell_len(after)
        return clipped(f"{before}{shortened(title, max(room, 1))}{after}", width)

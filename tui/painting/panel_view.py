"""What the rubric and the cell panel show of a pair at work: plain data that a screen makes and both panels paint."""

from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from typing import Final

from msgspec import Struct, field

from grading.marks.entry import Entry
from grading.marks.scorecard import Scorecard
from grading.review.outline import Outline
from grading.review.pending import Pending
from grading.review.precedents import Precedent
from grading.sides import Pair, Side
from tui.painting.spans import LONGEST, safe


class Mode(Enum):
    """What a letter does now."""

    NORMAL = "normal"
    DEDUCT = "deduct"
    """It calls a deduction, or spares it."""
    GATES = "gates"
    """It says whether a gate holds."""


class PanelView(Struct, frozen=True):
    """A rubric, both cards, and where the reviewer is in them."""

    outline: Outline
    cards: Pair[Scorecard | None]
    """None where a side is not graded, as a baseline is not."""
    names: Pair[str]
    """What each side is called: its letter while blind, else the run, safe and masked already."""
    cell: str
    """Where the cursor is."""
    side: Side
    entry: Entry = field(default_factory=Entry)
    """What is being typed into the cell."""
    pending: Mapping[tuple[Side, str], Pending] = field(default_factory=dict)
    """What could not be written, by side and cell."""
    mode: Mode = Mode.NORMAL
    precedents: Sequence[Precedent] | None = None
    """How this cell was marked before; None while nobody asks."""
    named: int | None = None
    """How many files the cell's `where` names; None where it names no place at all."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """How the keys of commands are written, by command, for those that are not as they ship."""

    mask: Callable[[str], str] | None = None
    """What hides the makers' names in what people wrote and pasted; nothing does once they are known."""

    def told(self, text: str) -> str:
        """What somebody wrote, as one line that may be shown."""
        return safe(text if self.mask is None else self.mask(text[: 2 * LONGEST]))

    def key_of(self, command: str) -> str:
        """How the key of a command is written."""
        return self.keys.get(command, _SHIPPED[command])


_SHIPPED: Final[Mapping[str, str]] = {
    "take": "Enter",
    "score-0": "0",
    "score-1": "1",
    "where": "i",
    "unsure": "y",
    "deduct": "d",
    "gates": "g",
    "note": "c",
    "escape": "Esc",
}

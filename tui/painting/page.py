"""What the view of a file shows, and where its reader is: plain data that goes between a screen and the view."""

from enum import Enum
from typing import Final, NamedTuple

from msgspec import Struct

from grading.blind import Mask
from grading.compare.aligned import Aligned
from grading.compare.text import Text
from grading.sides import Pair, Side
from tui.painting.flows import prepared

_NOTHING: Final = Pair("", "")
_NO_BASELINE: Final[Pair[Aligned | None]] = Pair(None, None)


class View(Enum):
    """A way to look at a file that stands on two sides."""

    DIFFERENCES = "differences"
    """Both sides aligned, scrolled together."""
    READING = "reading"
    """Each side for itself, from its first line to its last."""
    BASELINE = "from baseline"
    """On each side, what became of the file that the task began with."""


class Page(Struct, frozen=True):
    """One file, as far as anything of it is there to be shown."""

    titles: Pair[str]
    """Both paths, safe and masked; nothing where a side has no such file."""
    aligned: Aligned | None = None
    baseline: Pair[Aligned | None] = _NO_BASELINE
    """For each side, the file that the task began with beside its own; none where there is none."""
    keys: Pair[str] = _NOTHING
    """What the colours of each side are asked by; nothing where there are none."""
    names: Pair[str] = _NOTHING
    message: str = ""
    """What is shown where no text is."""
    notices: tuple[str, ...] = ()
    """What a reader must know before the text."""
    mask: Mask | None = None
    """What hides the makers' names inside of lines."""
    is_of_two: bool = True
    """Whether both sides have files at all: else nobody is told of each that the other side has it not."""

    def prepare(self) -> None:
        """Works out what showing it would have to; of very long texts, not on a screen's own thread."""
        for one in (self.aligned, *self.baseline):
            if one is not None:
                prepared(one)

    def text(self, side: Side) -> Text | None:
        """A side's own text, where it is there."""
        if self.aligned is not None:
            return None if self.aligned.is_binary else self.aligned.texts[side]
        beside = self.baseline[side]
        return None if beside is None or beside.is_binary else beside.texts.b


class Spot(NamedTuple):
    """Where a reader is: in a line of one side's text, scrolled so many columns sideways."""

    side: Side = Side.A
    line: int = 0
    column: int = 0


class Selected(NamedTuple):
    """Lines of one side, both ends included, and what they say, safe and masked."""

    side: Side
    first: int
    last: int
    text: str


class Hits(Struct, frozen=True):
    """How often something was found, and which of these places the reader is at, counted from one."""

    count: int
    place: int = 0
    is_cut: bool = False
    """Whether there are more than were looked for."""

"""What a piece of a screen can be, and a theme: how each of these looks."""

from collections.abc import Mapping
from enum import Enum

from msgspec import Struct
from rich.style import Style

from tui.painting.frames import Role


class Look(Enum):
    """What a piece of the screen is."""

    TEXT = "text"
    FAINT = "faint"
    """Line numbers, folds, what frames the text, what has no value yet."""
    TITLE = "title"
    BAR = "bar"
    """The lines at the top and at the bottom."""
    BAR_KEY = "bar-key"
    HERE = "here"
    """The line that the cursor is in: of a list, a rubric or a text."""
    CELL = "cell"
    """The one cell that the next digit goes to."""
    WAITING = "waiting"
    """What is typed and not taken yet."""
    GOOD = "good"
    BAD = "bad"
    """What went wrong, or was not saved."""
    UNSURE = "unsure"
    A = "a"
    """Of side A: signs, counts, names."""
    B = "b"
    A_LINE = "a-line"
    """A line that only side A has, or has otherwise."""
    B_LINE = "b-line"
    A_WORD = "a-word"
    """What changed inside such a line."""
    B_WORD = "b-word"
    ABSENT = "absent"
    """Where the other side has a line and this one has none."""
    FOLD = "fold"
    WARNED = "warned"
    """A symbol for something that would not show."""
    MASK = "mask"
    HIT = "hit"
    """What a search found."""
    HIT_HERE = "hit-here"
    SELECTED = "selected"
    EVIDENCE = "evidence"
    """The sign of a line that a mark rests on."""


class Theme(Struct, frozen=True):
    """How everything looks."""

    name: str
    is_dark: bool
    looks: Mapping[Look, Style]
    syntax: Mapping[Role, Style]

    def __getitem__(self, look: Look) -> Style:
        return self.looks[look]

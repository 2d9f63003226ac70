"""A place that evidence names, taken apart: `path`, `path:12` or `path:12-20`. A command (`$ …`) is none."""

import re
from typing import Final, NamedTuple

_PLACE: Final = r"(.+?)(?::(\d{1,9})(?:[-–](\d{1,9}))?)?"
COMMAND: Final = "$ "


class Lines(NamedTuple):
    """The first and the last of some lines, from 1."""

    first: int
    last: int


class Place(NamedTuple):
    """Some lines of a file, or all of it where none are named; the path as `visible.path_text` writes it."""

    path: str
    lines: Lines | None


def place_from(text: str) -> Place | None:
    """The place that a text names; none for a command and for nothing at all."""
    found = None if text.startswith(COMMAND) else re.fullmatch(_PLACE, text, re.DOTALL)
    if found is None:
        return None
    return Place(found[1], Lines(int(found[2]), int(found[3] or found[2])) if found[2] else None)

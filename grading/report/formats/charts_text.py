"""How wide a text is about to be, with nothing at hand that could measure it: rather too wide than too narrow."""

import unicodedata
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Final

from grading.visible import visible

SIZE: Final = 13
"""Most text is so high: on a telephone it is shrunk to three quarters, and can still be read."""
_LONGEST: Final = 400
"""No text of a chart is ever as wide; of 10,000 characters nobody measures more."""

_NARROW: Final = dict.fromkeys("ijlI.,:;'|!()[]{}/\\ ·", 34) | dict.fromkeys('frt-–"`*', 42)
_WIDE: Final = dict.fromkeys("mMwW@%…", 98) | dict.fromkeys("ABCDGHKNOQRUVXY&+=<>~", 77)
_HUNDREDTHS: Final = {**_NARROW, **_WIDE}


def _hundredths(char: str) -> int:
    if char < "\u0530":  # Latin, Greek and Cyrillic letters are of one width, more or less
        return _HUNDREDTHS.get(char, 64)
    return 110


def width(text: str, size: int = SIZE) -> Fraction:
    """About how wide a text is."""
    return Fraction(sum(_hundredths(char) for char in text[:_LONGEST]) * size, 100)


def shortened(text: str, most: Fraction | int, size: int = SIZE) -> str:
    """The text as it is shown, visible, and cut off with … where it would be wider than this."""
    shown = visible(text[:_LONGEST])
    if len(text) <= _LONGEST and width(shown, size) <= most:
        return shown
    return _fitting(shown, Fraction(most) - width("…", size), size).rstrip() + "…"


def squeezed(name: str, most: Fraction | int, size: int = SIZE) -> str:
    """A name as it is shown, with … in its middle where it would be wider: what tells it from others is at its end."""
    if len(name) <= _LONGEST and width(visible(name), size) <= most:
        return visible(name)
    room = Fraction(most) - width("…", size)
    start, end = visible(name[:_LONGEST]), visible(name[-_LONGEST:])
    tail = _fitting(end[::-1], room * 2 / 5, size)[::-1].lstrip()
    return _fitting(start, room - width(tail, size), size).rstrip() + "…" + tail


def _fitting(text: str, room: Fraction, size: int) -> str:
    """As much of the beginning of a text as there is room for."""
    for place, char in enumerate(text):
        room -= width(char, size)
        if room < 0:
            return text[:place]
    return text


def is_left_to_right(text: str) -> bool:
    """Whether nothing in a text is written from right to left."""
    return not any(unicodedata.bidirectional(char) in ("R", "AL", "AN") for char in text)


def lines(parts: Iterable[str], most: int, size: int = SIZE) -> list[list[str]]:
    """Short texts in lines of at most this width, as they stand beside each other with a comma between."""
    found: list[list[str]] = []
    taken = Fraction(0)
    for part in parts:
        needed = width(part + ", ", size)
        if not found or taken + needed > most:
            found.append([])
            taken = Fraction(0)
        found[-1].append(part)
        taken += needed
    return found


def listed(names: Sequence[str], most: int = 3) -> str:
    """Names as a sentence has them: a, b and 4 more."""
    if len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))

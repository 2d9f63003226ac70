"""What may reach a terminal: an allow-list that everything a program printed is held against, byte by byte.

It asks nothing of the program's own code but which colours it uses: what is not text that shows, the end of a line or
one of those colours is an offence.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from tui.painting.ink import Tone, always_ink, ink_for

_HIDDEN: Final = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
"""Controls, directions and joiners, halves, private and unassigned characters, separators of lines and paragraphs."""
# Letters and marks by their category, and yet nothing is seen of them (Unicode: default ignorable).
_IGNORABLE: Final = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufff8\U000e0000-\U000e0fff]"
)
_INKS: Final = (always_ink(), ink_for({"TERM": "xterm"}), ink_for({"TERM": "xterm", "NO_COLOR": "1"}))
_COLOURS: Final = {ink(role, "x").partition("x")[0] for ink in _INKS for role in Tone} - {""}
_OWN: Final = re.compile(b"|".join(re.escape(one.encode()) for one in (*sorted(_COLOURS), "\x1b[0m")))
_MOST: Final = 20
_AROUND: Final = 16


def offending(printed: bytes, *, is_terminal: bool = False) -> list[bytes]:
    """The first sequences that may not be there, each with what follows it; of a terminal's output, CR LF ends a line."""
    if is_terminal:
        printed = printed.replace(b"\r\n", b"\n")
    # A line's end takes the place of each colour, so that what stands before and after it is not read as one.
    text = _OWN.sub(b"\n", printed).decode("utf-8", "surrogateescape")
    wrong = [char for char in set(text) if not _is_allowed(char)]
    if not wrong:
        return []
    found = re.finditer("|".join(map(re.escape, wrong)), text)
    places = [one.start() for _, one in zip(range(_MOST), found, strict=False)]
    return [text[place : place + _AROUND].encode("utf-8", "surrogateescape") for place in places]


@lru_cache(2**16)
def _is_allowed(char: str) -> bool:
    if char == "\n":
        return True
    return unicodedata.category(char) not in _HIDDEN and not _IGNORABLE.match(char)

"""What may reach a terminal: an allow-list that everything a program printed is held against, byte by byte.

It asks nothing of the program's own code but which colours it uses: what is not text that shows, the end of a line or
one of those colours is an offence. A screen has a few words more for its terminal, each with its parameters.
"""

import base64
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
_COLOUR: Final = rb"[34]8;2;\d{1,3};\d{1,3};\d{1,3}"
_ATTRIBUTE: Final = rb"[123479]"
_SCREEN: Final = re.compile(
    b"|".join(
        (
            rb"\x1b\[0m",
            rb"\x1b\[(?:%s;){0,3}%s(?:;%s)?m" % (_ATTRIBUTE, _COLOUR, _COLOUR),
            # Where the cursor goes: to a place, to a column.
            rb"\x1b\[\d{1,3};\d{1,3}H",
            rb"\x1b\[\d{1,3}G",
            # The other screen, the cursor, wrapping, the mouse, the focus, pasting, frames that are shown whole.
            rb"\x1b\[\?(?:7|25|1000|1003|1004|1006|1015|1049|2004|2026)[hl]",
            rb"\x1b\[\?(?:2026|2048)\$p",
            rb"\x1b\[>25u|\x1b\[<u",
            rb"\x1b\]22;(?:default|pointer|text)\x07",
        )
    )
)
"""What the review and the library beneath it tell a terminal: final letters, and the parameters that they may have."""
_COPIED: Final = re.compile(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07")
_PROGRESS: Final = re.compile(
    rb"\x1b\[\?25[lh]|\x1b\[38;5;\d{1,3}m|\x1b\[3\dm|\x1b\[0m|\r?\x1b\[2K|\x1b\[1A|\r(?=\x1b\[)"
)
"""How a bar that shows progress is painted, and painted over."""
_MOST: Final = 20
_AROUND: Final = 16


def offending(printed: bytes, *, is_terminal: bool = False) -> list[bytes]:
    """The first sequences that may not be there, each with what follows it; of a terminal's output, CR LF ends a line."""
    if is_terminal:
        printed = printed.replace(b"\r\n", b"\n")
    # A line's end takes the place of each colour, so that what stands before and after it is not read as one.
    return _unseen(_OWN.sub(b"\n", printed))


def offending_progress(printed: bytes, *, is_terminal: bool = True) -> list[bytes]:
    """The same where also a bar may show how far something is."""
    return offending(_PROGRESS.sub(b"\n", printed), is_terminal=is_terminal)


def offending_screen(printed: bytes) -> list[bytes]:
    """The same of a screen that is painted on a terminal; what was copied is told by `copied`."""
    return _unseen(_SCREEN.sub(b"\n", _COPIED.sub(b"\n", printed.replace(b"\r\n", b"\n"))))


def copied(printed: bytes) -> list[str]:
    """The texts that a terminal was told to keep for pasting."""
    return [base64.b64decode(one, validate=True).decode() for one in _COPIED.findall(printed)]


def _unseen(printed: bytes) -> list[bytes]:
    text = printed.decode("utf-8", "surrogateescape")
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

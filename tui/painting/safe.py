"""The last thing that stands between any text and the terminal: no control character goes through.

Whatever is painted was made safe where it came from, so that a reader sees what there was. This is for what somebody
forgot: it drops what a terminal would obey, of every widget of the library, its titles and its messages, too.
"""

import re
from typing import Final

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

# Controls of both kinds, what turns the direction of writing, what joins or breaks lines, what is not seen, half
# characters, and the tags that can hide a whole message.
_OBEYED: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e01ef]"
)


class SafeText(LineFilter):
    """Drops what a terminal would obey; what the program itself tells the terminal stays."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments without it."""
        if not any(_OBEYED.search(text) for text, _, control in segments if not control):
            return segments
        return [
            Segment(text if control else _OBEYED.sub("", text), style, control) for text, style, control in segments
        ]

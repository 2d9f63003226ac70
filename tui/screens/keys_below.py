"""The keys below a review: whoever was led to it from a scorecard is told first how to go back there."""

from typing import Final

from tui.keys import FOOTER, Keymap, Scope
from tui.painting.key_parts import relabelled
from tui.themes import Theme
from tui.widgets.key_line import KeyLine

_LEAVING: Final = ("quit", "queue")
"""What goes back to the scorecard that led here."""


def keys_below(theme: Theme, keymap: Keymap, *, is_led_back: bool) -> KeyLine:
    """The line at the bottom."""
    names = FOOTER[Scope.REVIEW]
    if not is_led_back:
        return KeyLine(theme, keymap, names)
    back = relabelled(keymap, dict.fromkeys(_LEAVING, "back"))
    return KeyLine(theme, back, ("quit", *(name for name in names if name not in _LEAVING)))

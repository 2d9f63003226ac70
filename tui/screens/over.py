"""What lies beneath a window steps back, where that can be done."""

from typing import Any, Final

from rich.color import ColorType
from textual.screen import ModalScreen

from tui.themes import Look, Theme

_MIXABLE: Final = (ColorType.TRUECOLOR, ColorType.EIGHT_BIT)


def dim_beneath(screen: ModalScreen[Any], theme: Theme) -> None:
    """Darkens what lies beneath; a terminal's own colours cannot be mixed with anything, and stay as they are."""
    ground = theme[Look.TEXT].bgcolor
    screen.styles.background = "black 50%" if ground and ground.type in _MIXABLE else "transparent"

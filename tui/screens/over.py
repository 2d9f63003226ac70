"""A window over a screen: what lies beneath it steps back, where that can be done."""

from collections.abc import Iterator
from typing import Final

from rich.color import ColorType
from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import ModalScreen, ScreenResultType

from tui.screens.keyed import KeyedScreen
from tui.themes import Look, Theme

_MIXABLE: Final = (ColorType.TRUECOLOR, ColorType.EIGHT_BIT)


class OverScreen(KeyedScreen[ScreenResultType], ModalScreen[ScreenResultType], inherit_bindings=False):
    """A window. Its heirs say what is in it."""

    def dim_beneath(self, theme: Theme) -> None:
        """Darkens what lies beneath; a terminal's own colours cannot be mixed with anything, and stay as they are."""
        ground = theme[Look.TEXT].bgcolor
        self.styles.background = "black 50%" if ground and ground.type in _MIXABLE else "transparent"

    def render(self) -> RenderableType:
        """What lies beneath."""
        beneath = super().render()
        return _Words(beneath) if isinstance(beneath, BackgroundScreen) else beneath


class _Words:
    """Only the words of something: the library, which paints it anew, takes an anchor (`anchors.py`) for text."""

    def __init__(self, whole: RenderableType) -> None:
        self._whole = whole

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        return (segment for segment in console.render(self._whole, options) if not segment.control)

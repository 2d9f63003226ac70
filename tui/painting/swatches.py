"""Every style that text in a view can have, mixed once for a theme: its ground, what it is, and what lies over it."""

from enum import IntEnum
from typing import Final

from rich.color import ColorType
from rich.style import Style

from grading.sides import Pair
from tui.painting.frames import Role
from tui.themes import Look, Theme

ROLE_BITS: Final = 4


class Ground(IntEnum):
    """What a row is."""

    PLAIN = 0
    HERE = 1
    A = 2
    B = 3


class Layer(IntEnum):
    """What lies over a part of a text; of two on one character the one put last is seen."""

    NONE = 0
    WORD = 1
    MASK = 2
    WARNED = 3
    SELECTED = 4
    HIT = 5
    HIT_HERE = 6


_GROUNDS: Final = {Ground.PLAIN: Look.TEXT, Ground.HERE: Look.HERE, Ground.A: Look.A_LINE, Ground.B: Look.B_LINE}
_WORDS: Final = {Ground.A: Look.A_WORD, Ground.B: Look.B_WORD}
_OVER: Final = {
    Layer.MASK: Look.MASK,
    Layer.WARNED: Look.WARNED,
    Layer.SELECTED: Look.SELECTED,
    Layer.HIT: Look.HIT,
    Layer.HIT_HERE: Look.HIT_HERE,
}


_ROLES: Final = {role.value: role for role in Role}


class Swatches:
    """The styles of a theme."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.text = {ground: self._mixed(ground) for ground in Ground}
        """For each ground, the styles by code."""
        self.letters = Pair(self._letter(Look.A), self._letter(Look.B))
        """The letters of the sides, on a bar."""
        self.margin = {ground: self.on(ground, Look.FAINT) for ground in Ground}
        self.number_here = {ground: self.on(ground, Look.TITLE) for ground in Ground}
        self.signs = {ground: Pair(self.on(ground, Look.A), self.on(ground, Look.B)) for ground in Ground}
        self.absent = {
            Ground.PLAIN: theme[Look.TEXT] + theme[Look.ABSENT],
            Ground.HERE: self.on(Ground.HERE, Look.ABSENT),
        }
        """Where a side has no line, and where the cursor is there."""
        self.evidence = {ground: self.on(ground, Look.EVIDENCE) for ground in Ground}

    def __getitem__(self, look: Look) -> Style:
        return self.theme[look]

    def on(self, ground: Ground, look: Look) -> Style:
        """What a piece looks like on a ground."""
        return self.theme[Look.TEXT] + self.theme[look] + _ground_of(self.theme[_GROUNDS[ground]])

    def _letter(self, look: Look) -> Style:
        bar = self.theme[Look.BAR]
        # Nobody knows which of a terminal's own colours can be read on which other.
        is_known = bar.bgcolor is not None and bar.bgcolor.type in (ColorType.TRUECOLOR, ColorType.EIGHT_BIT)
        return bar + Style(color=self.theme[look].color if is_known else None, bold=True)

    def _mixed(self, ground: Ground) -> list[Style]:
        plain = self.theme[Look.TEXT] + self.theme[_GROUNDS[ground]]
        # With few colours, the ground of a line is the colour of its text.
        has_colours = ground is Ground.PLAIN or self.theme[_GROUNDS[ground]].color is None
        found: list[Style] = []
        for layer in Layer:
            over = self._over(ground, layer)
            for role in range(1 << ROLE_BITS):
                syntax = self.theme.syntax.get(_ROLES[role]) if role in _ROLES and has_colours else None
                found.append(plain + over if over is not None else plain if syntax is None else plain + syntax)
        return found

    def _over(self, ground: Ground, layer: Layer) -> Style | None:
        look = _WORDS.get(ground) if layer is Layer.WORD else _OVER.get(layer)
        return None if look is None else self.theme[look]


def _ground_of(style: Style) -> Style:
    """The part of a style that is seen behind text."""
    return Style(bgcolor=style.bgcolor)

"""The themes, and which one a terminal can show. Each meaning is also a sign, so that none needs a colour.

There are three to choose from; each has a twin for terminals of 256 colours and one for those of 16. One without any
colour is for whoever asked for none.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from rich.style import Style

from tui import palettes
from tui.looks import Look, Theme

__all__ = ["NAMES", "THEMES", "Look", "Theme", "theme_for"]

NAMES: Final = ("auto", "dark", "light", "contrast")
"""What a person can choose."""


_PALETTES: Final[Mapping[str, tuple[palettes.Looks, palettes.Syntax]]] = {
    "dark": (palettes.DARK, palettes.DARK_SYNTAX),
    "dark-256": ({**palettes.DARK, **palettes.DARK_256}, palettes.DARK_SYNTAX),
    "dark-16": (palettes.DARK_16, palettes.DARK_16_SYNTAX),
    "light": (palettes.LIGHT, palettes.LIGHT_SYNTAX),
    "light-256": ({**palettes.LIGHT, **palettes.LIGHT_256}, palettes.LIGHT_256_SYNTAX),
    "light-16": (palettes.LIGHT_16, palettes.LIGHT_16_SYNTAX),
    "contrast": (palettes.CONTRAST, palettes.CONTRAST_SYNTAX),
    "contrast-256": ({**palettes.CONTRAST, **palettes.CONTRAST_256}, palettes.CONTRAST_SYNTAX),
    "contrast-16": (palettes.CONTRAST_16, {}),
    "plain": (palettes.PLAIN, palettes.PLAIN_SYNTAX),
}


class _Themes(Mapping[str, Theme]):
    """Every theme by its name; its colours are read when it is first asked for."""

    def __init__(self) -> None:
        self._made: dict[str, Theme] = {}

    def __getitem__(self, name: str) -> Theme:
        if name not in self._made:
            looks, syntax = _PALETTES[name]
            self._made[name] = Theme(
                name,
                not name.startswith("light"),
                {look: Style.parse(text) for look, text in looks.items()},
                {role: Style.parse(text) for role, text in syntax.items()},
            )
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(_PALETTES)

    def __len__(self) -> int:
        return len(_PALETTES)


THEMES: Final[Mapping[str, Theme]] = _Themes()


def theme_for(name: str, environment: Mapping[str, str]) -> Theme:
    """The theme of this name, as far as a terminal that describes itself so can show it."""
    name = "dark" if name == "auto" else name
    term, colours = environment.get("TERM", ""), environment.get("COLORTERM", "").lower()
    # The library takes colours away from all that is not painted here as soon as this is set, to whatever.
    if "NO_COLOR" in environment or term == "dumb":
        return THEMES["plain"]
    if colours in ("truecolor", "24bit") or term.endswith("direct"):
        return THEMES[name]
    is_rich = "256" in term or bool(colours) or "kitty" in term
    return THEMES[f"{name}-256" if is_rich else f"{name}-16"]

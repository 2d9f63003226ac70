"""Everything can be read on everything it stands on, and the two sides stay apart for every pair of eyes."""

from itertools import pairwise

import pytest
from rich.color import Color, ColorSystem
from rich.color_triplet import ColorTriplet
from rich.style import Style

from tests.tui.colour_sense import DEUTERANOPIA, NORMAL, PROTANOPIA, TRITANOPIA, Sense, contrast, distance
from tui.painting.swatches import Ground, Swatches
from tui.themes import NAMES, THEMES, Look, Theme, theme_for

FULL = ["dark", "light", "contrast"]
RICH = [*FULL, *(f"{name}-256" for name in FULL)]
FEW = [f"{name}-16" for name in FULL]
TEXTS = [look for look in Look if look is not Look.ABSENT]
"""A hatch is no text."""


def triplet(color: Color | None, theme: Theme) -> ColorTriplet:
    assert color is not None
    if theme.name.endswith("-256"):
        color = color.downgrade(ColorSystem.EIGHT_BIT)
    return color.get_truecolor()


def ratio(style: Style, theme: Theme) -> float:
    return contrast(triplet(style.color, theme), triplet(style.bgcolor, theme))


def least(theme: Theme) -> float:
    return 7.0 if theme.name.startswith("contrast") else 4.5


@pytest.mark.parametrize("name", RICH)
@pytest.mark.parametrize("look", TEXTS)
def test_each_look_can_be_read(name: str, look: Look) -> None:
    theme = THEMES[name]
    assert ratio(theme[Look.TEXT] + theme[look], theme) >= least(theme)


@pytest.mark.parametrize("name", RICH)
@pytest.mark.parametrize("ground", list(Ground))
def test_whatever_stands_in_a_line_can_be_read(name: str, ground: Ground) -> None:
    theme = THEMES[name]
    swatches = Swatches(theme)
    styles = [*swatches.text[ground], swatches.margin[ground], swatches.number_here[ground], swatches.evidence[ground]]
    # A sign only says by its colour whose it is on a ground that is nobody's; elsewhere, it is on its own.
    signs = {Ground.A: swatches.signs[ground].a, Ground.B: swatches.signs[ground].b}
    styles += [signs[ground]] if ground in signs else list(swatches.signs[ground])
    assert min(ratio(style, theme) for style in styles) >= least(theme)


@pytest.mark.parametrize("name", RICH)
def test_the_sides_are_named_on_a_bar(name: str) -> None:
    theme = THEMES[name]
    assert min(ratio(style, theme) for style in Swatches(theme).letters) >= least(theme)


@pytest.mark.parametrize("name", RICH)
@pytest.mark.parametrize("sense", [NORMAL, DEUTERANOPIA, PROTANOPIA])
def test_the_sides_stay_apart(name: str, sense: Sense) -> None:
    theme = THEMES[name]
    for one, other in ((Look.A_LINE, Look.B_LINE), (Look.A_WORD, Look.B_WORD)):
        grounds = (triplet(theme[look].bgcolor, theme) for look in (one, other))
        assert distance(*map(sense, grounds)) >= 20
    signs = (triplet(theme[look].color, theme) for look in (Look.A, Look.B))
    assert distance(*map(sense, signs)) >= 20


@pytest.mark.parametrize("name", RICH)
@pytest.mark.parametrize("sense", [NORMAL, DEUTERANOPIA, PROTANOPIA, TRITANOPIA])
def test_a_changed_word_stands_out_of_its_line(name: str, sense: Sense) -> None:
    theme = THEMES[name]
    for line, word in ((Look.A_LINE, Look.A_WORD), (Look.B_LINE, Look.B_WORD)):
        assert distance(*(sense(triplet(theme[look].bgcolor, theme)) for look in (line, word))) >= 8


@pytest.mark.parametrize("name", FEW)
def test_of_few_colours_only_the_terminal_s_own_are_used(name: str) -> None:
    theme = THEMES[name]
    for style in (*theme.looks.values(), *theme.syntax.values()):
        for color in (style.color, style.bgcolor):
            assert color is None or color.number is None or color.number < 16
    assert theme[Look.A_LINE].color != theme[Look.B_LINE].color
    assert theme[Look.A_LINE] != theme[Look.A_WORD]


def test_without_colour_there_is_none_and_still_all_stands_out() -> None:
    theme = THEMES["plain"]
    styles = [*theme.looks.values(), *theme.syntax.values()]
    assert all(style.color is None and style.bgcolor is None for style in styles)
    for look in (Look.HERE, Look.CELL, Look.BAD, Look.A_WORD, Look.WARNED, Look.HIT, Look.SELECTED, Look.BAR):
        assert theme[look] != theme[Look.TEXT]
    for one, other in pairwise((Look.CELL, Look.WAITING, Look.HERE, Look.HIT, Look.HIT_HERE)):
        assert theme[one] != theme[other]


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_every_look_is_in_every_theme(theme: Theme) -> None:
    assert set(theme.looks) == set(Look)
    assert theme.is_dark == (not theme.name.startswith("light"))


@pytest.mark.parametrize(
    ("environment", "found"),
    [
        ({"COLORTERM": "truecolor", "TERM": "xterm-256color"}, "light"),
        ({"COLORTERM": "24bit"}, "light"),
        ({"TERM": "xterm-direct"}, "light"),
        ({"TERM": "xterm-256color"}, "light-256"),
        ({"TERM": "tmux-256color", "COLORTERM": ""}, "light-256"),
        ({"TERM": "xterm", "COLORTERM": "yes"}, "light-256"),
        ({"TERM": "linux"}, "light-16"),
        ({"TERM": "screen"}, "light-16"),
        ({}, "light-16"),
        ({"TERM": "dumb", "COLORTERM": "truecolor"}, "plain"),
        ({"NO_COLOR": "", "COLORTERM": "truecolor"}, "plain"),
        ({"NO_COLOR": "1", "TERM": "xterm-256color"}, "plain"),
    ],
)
def test_a_terminal_gets_what_it_can_show(environment: dict[str, str], found: str) -> None:
    assert theme_for("light", environment).name == found


def test_what_can_be_chosen_is_there() -> None:
    truecolor = {"COLORTERM": "truecolor"}
    assert [theme_for(name, truecolor).name for name in NAMES] == ["dark", "dark", "light", "contrast"]

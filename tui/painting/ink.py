"""Colours of text that is printed, by what they mean. Every meaning is also a sign, so that none needs its colour."""

import os
from collections.abc import Mapping
from enum import Enum
from typing import Final


class Tone(Enum):
    """What a piece of text is."""

    PLAIN = "plain"
    FAINT = "faint"
    """Line numbers, folds, what frames the text."""
    TITLE = "title"
    A = "a"
    """What only side A has."""
    B = "b"
    A_WORD = "a-word"
    """What changed inside a line of side A."""
    B_WORD = "b-word"
    WARNED = "warned"
    """A symbol for something that would not show."""


_WORD: Final = "1;4"
# Orange and blue stay apart for every kind of colour blindness, and both are readable on black and on white.
_MANY: Final = {
    Tone.FAINT: "2",
    Tone.TITLE: "1",
    Tone.A: "38;5;166",
    Tone.B: "38;5;32",
    Tone.A_WORD: f"{_WORD};38;5;166",
    Tone.B_WORD: f"{_WORD};38;5;32",
    Tone.WARNED: "7;38;5;162",
}
_FEW: Final = {
    **_MANY,
    **{Tone.A: "33", Tone.B: "36", Tone.A_WORD: f"{_WORD};33", Tone.B_WORD: f"{_WORD};36", Tone.WARNED: "7;35"},
}
_NONE: Final = {Tone.FAINT: "2", Tone.TITLE: "1", Tone.A_WORD: _WORD, Tone.B_WORD: _WORD, Tone.WARNED: "7"}


class Ink:
    """Puts text into its colour; without colour, text is text."""

    def __init__(self, codes: Mapping[Tone, str] | None = None) -> None:
        self._codes = dict(codes or {})

    def __call__(self, tone: Tone, text: str) -> str:
        code = self._codes.get(tone)
        return f"\x1b[{code}m{text}\x1b[0m" if code and text else text


def ink_for(environment: Mapping[str, str] = os.environ) -> Ink:
    """The ink of a terminal that describes itself so."""
    term = environment.get("TERM", "dumb")
    if term == "dumb":
        return Ink()
    if environment.get("NO_COLOR"):
        return Ink(_NONE)
    is_rich = "256" in term or bool(environment.get("COLORTERM")) or term.endswith("direct")
    return Ink(_MANY if is_rich else _FEW)


def always_ink() -> Ink:
    """The ink of a terminal that says nothing of itself."""
    return Ink(_MANY)

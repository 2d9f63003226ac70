"""Keys by name: as people write them in the settings file, and as Textual reports them.

People write what they type (`]`, `U`, `é`), a name (`tab`, `pageup`), or either after modifiers (`ctrl+p`). Textual has
names of its own for signs (`right_square_bracket`), and terminals name some keys in two ways; so each key has one
spelling here: a character for itself, everything else in small letters, modifiers in the order of the alphabet.
"""

import unicodedata
from functools import lru_cache
from typing import Final

_MODIFIERS: Final = ("alt", "ctrl", "shift")
_NAMED: Final = frozenset(
    (
        *("up", "down", "left", "right", "home", "end", "pageup", "pagedown", "insert", "delete", "backspace", "tab"),
        *("enter", "escape", "space"),
        *(f"f{number}" for number in range(1, 25)),
    )
)
_ALSO: Final = {
    **{"esc": "escape", "return": "enter", "del": "delete", "ins": "insert", "bksp": "backspace"},
    **{"pgup": "pageup", "page-up": "pageup", "pgdn": "pagedown", "page-down": "pagedown", "pgdown": "pagedown"},
    **{"plus": "+", "minus": "-", "comma": ",", "backtab": "shift+tab"},
    **{"↑": "up", "↓": "down", "←": "left", "→": "right", "⌫": "backspace"},
}
_KEYPAD: Final = {
    **{"decimal": ".", "divide": "/", "multiply": "*", "subtract": "-", "add": "+", "equal": "=", "separator": ","}
}
"""What terminals that tell all keys apart call those of the block of digits."""
_REPORTED: Final = {
    **{"slash": "/", "backslash": "\\", "at": "@", "minus": "-", "plus": "+", "underscore": "_"},
    **_KEYPAD,
}
_SHIFT_IS_LOST: Final = ("space", "enter", "backspace", "escape")
"""Most terminals send the same with shift and without."""
_SENT_AS: Final = {"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+h": "backspace", "ctrl+[": "escape"}
_SHOWN: Final = {
    **{"up": "↑", "down": "↓", "left": "←", "right": "→", "pageup": "PgUp", "pagedown": "PgDn", "escape": "Esc"},
    **{"backspace": "⌫", "delete": "Del", "insert": "Ins"},
}


@lru_cache(512)
def key_of(reported: str) -> str:
    """The one spelling of a key that Textual reports."""
    *before, last = _parts(reported)
    if len(last) > 1 and last not in _NAMED:
        last = _REPORTED.get(last) or _sign(last)
    return _spelt(frozenset(before), last)


def key_written(text: str) -> str:
    """The one spelling of a key that a person wrote; a ValueError says what is wrong with it."""
    *before, last = (part if len(part) == 1 else part.lower() for part in _parts(text))
    *more, last = _parts(_ALSO.get(last, last))
    before += more
    if not (last in _NAMED or (len(last) == 1 and last.isprintable() and not last.isspace())):
        raise ValueError("is no key; write it as it is typed, or as tab, enter, pageup, f2, ctrl+p …")
    for one in before:
        if one not in _MODIFIERS:
            raise ValueError(f"is no key; only {', '.join(_MODIFIERS)} can stand before a +")
    if "shift" in before and len(last) == 1 and not last.isalpha():
        raise ValueError("is no key; write the character that comes of it, without shift")
    key = _spelt(frozenset(before), last)
    if key in _SENT_AS:
        raise ValueError(f"cannot be told from {_SENT_AS[key]} on many terminals; choose another key")
    return key


def key_shown(key: str) -> str:
    """A key as it is shown to people."""
    *before, last = _parts(key)
    is_as_typed = len(last) == 1 and "ctrl" not in before
    name = _SHOWN.get(last) or (last if is_as_typed else last.capitalize())
    return "+".join([*(one.capitalize() for one in before), name])


def _parts(text: str) -> list[str]:
    """Modifiers and the key itself, which may be the plus sign."""
    if text.endswith("++"):
        return [*text[:-2].split("+"), "+"]
    return text.split("+") if len(text) > 1 else [text]


def _sign(name: str) -> str:
    for spelling in (name.replace("_", " "), name.replace("_", "-", 1).replace("_", " ")):
        try:
            return unicodedata.lookup(spelling)
        except KeyError:
            continue
    return name


def _spelt(modifiers: frozenset[str], last: str) -> str:
    if len(last) == 1 and last.isalpha():
        if modifiers == {"shift"}:
            return last.upper()
        if modifiers and last.isupper():
            # Control keys have no case on most terminals; with alt, a capital is the shifted letter.
            modifiers |= {"shift"} if "alt" in modifiers and "ctrl" not in modifiers else frozenset()
            last = last.lower()
    if last in _SHIFT_IS_LOST:
        modifiers -= {"shift"}
    return "+".join([*sorted(modifiers), last])

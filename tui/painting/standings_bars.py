"""Bars of eighths of a column. What is not 0 shows, and what is not whole is not full."""

from fractions import Fraction
from functools import lru_cache
from typing import Final

_ACROSS: Final = " ▏▎▍▌▋▊▉█"
_UPWARD: Final = " ▁▂▃▄▅▆▇█"
_NOTHING, _ABSENT = "0", "×"


@lru_cache(4096)
def across(share: Fraction | None, width: int) -> str:
    """A bar that grows to the right, in just so many columns; 0 for nothing, a cross for what is left out."""
    if width <= 0:
        return ""
    if share is None:
        return _ABSENT.ljust(width)
    if share <= 0:
        return _NOTHING.ljust(width)
    eighths = _eighths(share, width * 8)
    full, rest = divmod(eighths, 8)
    return f"{_ACROSS[8] * full}{_ACROSS[rest] if rest else ''}".ljust(width)


def upward(share: Fraction | None) -> str:
    """The same in one column."""
    if share is None:
        return _ABSENT
    return _UPWARD[_eighths(share, 8)] if share > 0 else _NOTHING


def _eighths(share: Fraction, of: int) -> int:
    return of if share >= 1 else min(max(round(share * of), 1), of - 1)

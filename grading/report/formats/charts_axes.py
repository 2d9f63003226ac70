"""Axes: where a value lies on one, and the round numbers that are written along it."""

from collections.abc import Sequence
from fractions import Fraction
from math import log10
from typing import Final

from msgspec import Struct

from grading.strict import number_text

_ZERO: Final = Fraction(0)
_WIDE: Final = 20
"""Values that lie further apart than this, the highest over the lowest, are seen only on a logarithmic axis."""


def ticks(low: Fraction, high: Fraction, about: int = 5) -> list[Fraction]:
    """Round numbers from `low` to `high`, in steps of 1, 2 or 5 of some power of ten."""
    if high <= low:
        return [low]
    step = _step((high - low) / about)
    first = -(-low // step)
    return [step * count for count in range(first, high // step + 1)]


def _step(least: Fraction) -> Fraction:
    power = Fraction(1)
    while power > least:
        power /= 10
    while power * 10 <= least:
        power *= 10
    return next(power * one for one in (1, 2, 5, 10) if power * one >= least)


class Axis(Struct, frozen=True):
    """A stretch of coordinates and the values it stands for; `zero` is where 0 lies on a logarithmic one."""

    low: Fraction
    high: Fraction
    start: Fraction
    end: Fraction
    is_log: bool = False
    zero: Fraction | None = None

    def place(self, value: Fraction) -> Fraction:
        """Where a value lies."""
        if self.is_log and not value:
            return self.start if self.zero is None else self.zero
        low, high, here = (_log(one) if self.is_log else one for one in (self.low, self.high, value))
        return self.start + (self.end - self.start) * (here - low) / (high - low)

    @property
    def ticks(self) -> list[Fraction]:
        """The numbers that are written along it."""
        if not self.is_log:
            return ticks(self.low, self.high)
        found = [Fraction(10) ** power for power in range(_power(self.low), _power(self.high) + 1)]
        found = found[:: -(-len(found) // 8)]
        if len(found) <= 3:
            found = sorted(one * times for one in found for times in (1, 2, 5))
        inside = [one for one in found if self.low <= one <= self.high]
        return ([_ZERO] if self.zero is not None else []) + inside


def _log(value: Fraction) -> Fraction:
    # The last digits of a float differ from machine to machine; nine are far more than a picture shows.
    return Fraction(str(round(log10(value), 9)))


def _power(value: Fraction) -> int:
    """The power of ten at or below a value."""
    power = 0
    while Fraction(10) ** (power + 1) <= value:
        power += 1
    while Fraction(10) ** power > value:
        power -= 1
    return power


def round_axis(values: Sequence[Fraction], whole: Fraction, start: Fraction, end: Fraction) -> Axis:
    """An axis from one round number to another that has these values inside; of equal ones, from 0 to the whole."""
    low, high = (min(values), max(values)) if len(set(values)) > 1 else (_ZERO, whole)
    step = _step((high - low) / 5)
    return Axis(low // step * step, -(-high // step) * step, start, end)


def money_axis(values: Sequence[Fraction], start: Fraction, end: Fraction) -> Axis:
    """The axis of costs: logarithmic where they are far apart; what cost nothing then has a place of its own."""
    paid = [one for one in values if one > 0]
    if not paid or max(paid) <= _WIDE * min(paid):
        return round_axis([_ZERO, *values], max(values, default=_ZERO) or Fraction(1), start, end)
    has_zero = len(paid) < len(values)
    room = Fraction(5, 4)
    begin = start + 48 if has_zero else start
    return Axis(min(paid) / room, max(paid) * room, begin, end, is_log=True, zero=start + 10 if has_zero else None)


def money(value: Fraction) -> str:
    """An amount as it is written along an axis: $0.05, $20, $1,234.50."""
    whole, point, cents = number_text(value).partition(".")
    return f"${int(whole):,}{point}{cents.ljust(2, '0') if cents else ''}"

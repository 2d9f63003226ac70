"""One number over another, where the answer may be infinite, or not known at all."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from msgspec import Struct


class Ratio(Struct, frozen=True):
    """A value; without one it is infinite, or unknown."""

    value: Fraction | None
    is_infinite: bool = False

    @property
    def is_known(self) -> bool:
        """Whether there is something to say; "infinite" is something."""
        return self.is_infinite or self.value is not None


UNKNOWN: Final = Ratio(None)
INFINITE: Final = Ratio(None, is_infinite=True)


def ratio(over: Fraction | None, under: Fraction | None) -> Ratio:
    """The one over the other. Something over nothing is infinite, nothing over nothing says nothing."""
    if over is None or under is None:
        return UNKNOWN
    if under:
        return Ratio(over / under)
    return INFINITE if over else UNKNOWN


def spread(values: Iterable[Fraction]) -> Ratio:
    """Best over worst; unknown for fewer than two, and where a value is below zero, since that says nothing then."""
    found = list(values)
    if len(found) < 2 or min(found) < 0:
        return UNKNOWN
    return ratio(max(found), min(found))

"""Totals of several rubrics on one scale: their own where they share it, else out of 100."""

from collections.abc import Iterable
from fractions import Fraction

from msgspec import Struct

from grading.rubric.model import Rubric


class Scale(Struct, frozen=True):
    """What totals are out of when they stand beside each other."""

    of: Fraction
    decimals: int
    is_converted: bool
    """Whether the rubrics have scales of their own, so that no total is as its own standings show it."""

    def convert(self, total: Fraction, rubric: Rubric) -> Fraction:
        """A total under a rubric, on this scale."""
        return total * self.of / rubric.scale if self.is_converted else total


def common_scale(rubrics: Iterable[Rubric]) -> Scale:
    """The scale that totals under these rubrics can be compared on."""
    asked = list(rubrics)
    scales = {one.scale for one in asked}
    decimals = max((one.decimals for one in asked), default=0)
    if len(scales) == 1:
        return Scale(scales.pop(), decimals, is_converted=False)
    # A share of some other scale hardly ever comes out whole.
    return Scale(Fraction(100), max(decimals, 1), is_converted=bool(scales))

"""The one formula, exact. Nothing is rounded but once, when a number is shown.

    criterion  = the mark, or the ladder's points for the measured value
    dimension  = its own mark, or the sum of its criteria (scaled to `max` only where the rubric says so)
    deducted   = less every deduction called on it, never below 0 or its `floor`
    capped     = at most cap × max for every failed gate on it
    points     = plus its adjustments, within 0 … max
    total      = scale × Σ weight·(points ÷ max) ÷ Σ weight, over the dimensions that count

A dimension's own mark stands for its criteria while it is there. "Not attempted" leaves the dimension out.
"""

from collections.abc import Collection, Iterable, Mapping
from enum import Enum
from fractions import Fraction
from math import lcm
from typing import Final

from msgspec import Struct, field

from grading.rubric.model import Criterion, Dimension, Rubric, Tier

_ZERO: Final = Fraction(0)


class NotAttempted(Enum):
    """The mark of its own that leaves a dimension out of a run's total."""

    NOT_ATTEMPTED = "x"


NOT_ATTEMPTED: Final = NotAttempted.NOT_ATTEMPTED

Given = Fraction | NotAttempted
"""A mark: points, or for a criterion with a ladder the measured value, or "not attempted"."""


class Answers(Struct, frozen=True):
    """What one reviewer decided about one run, as far as the formula needs it."""

    given: Mapping[str, Given]
    called: Collection[str] = ()
    """Keys of the deductions that were called."""
    gates: Mapping[str, bool] = field(default_factory=dict)
    """Whether each gate that was looked at holds."""
    adjusted: Mapping[str, Fraction] = field(default_factory=dict)
    """The sum of the adjustments of each dimension that has any."""


class Stages(Struct, frozen=True):
    """How one dimension's points came about. All stages are none while nothing of it is marked."""

    dimension: Dimension
    attempted: bool
    given: Fraction | None
    deducted: Fraction | None
    capped: Fraction | None
    points: Fraction | None
    missing: tuple[str, ...]
    marked: Fraction
    """How much of `max` the marks so far are about."""


class Total(Struct, frozen=True):
    """A run's total: `exact` out of `of`; where cells are missing, `of` is what could be had so far."""

    exact: Fraction | None
    """None when every dimension was left out."""
    of: Fraction
    missing: tuple[str, ...]

    @property
    def complete(self) -> bool:
        return not self.missing and self.exact is not None


def criterion_points(criterion: Criterion, given: Fraction) -> Fraction:
    """A criterion's points: the mark itself, or the highest rung that the measured value reaches."""
    if not criterion.ladder:
        return given
    return max((rung.points for rung in criterion.ladder if rung.measured <= given), default=_ZERO)


def stages(rubric: Rubric, dimension: Dimension, answers: Answers) -> Stages:
    """Every stage of one dimension: given → deducted → capped → points."""
    own = answers.given.get(dimension.key)
    if own is NOT_ATTEMPTED:
        return Stages(dimension, False, None, None, None, None, (), _ZERO)
    given, marked, missing = _given(rubric, dimension, own, answers)
    if given is None:
        return Stages(dimension, True, None, None, None, None, missing, _ZERO)
    price = exact_sum(fault.points for fault in dimension.deductions if fault.key in answers.called)
    # A floor stops deductions; it never lifts a mark that was below it already.
    deducted = max(given - price, min(given, dimension.floor)) if price else given
    shares = [
        cap.share
        for gate in rubric.gates
        if answers.gates.get(gate.key) is False
        for cap in gate.caps
        if cap.dimension == dimension.key
    ]
    capped = min([deducted, *(share * dimension.max for share in shares)])
    adjusted = answers.adjusted.get(dimension.key)
    points = min(max(capped + adjusted if adjusted else capped, _ZERO), dimension.max)
    return Stages(dimension, True, given, deducted, capped, points, missing, marked)


def _given(
    rubric: Rubric, dimension: Dimension, own: Fraction | None, answers: Answers
) -> tuple[Fraction | None, Fraction, tuple[str, ...]]:
    """What the marks give, how much of the maximum they are about, and the cells without a mark."""
    if own is not None:
        return own, dimension.max, ()
    if not dimension.criteria:
        return None, _ZERO, (dimension.key,)
    points, missing = [], []
    for criterion in dimension.criteria:
        mark = answers.given.get(criterion.key)
        if isinstance(mark, Fraction):
            points.append(criterion_points(criterion, mark))
        else:
            missing.append(criterion.key)
    if not points:
        return None, _ZERO, tuple(missing)
    total = exact_sum(points)
    covered = rubric.criteria_sums[dimension.key]
    if missing:
        covered -= exact_sum(one.points for one in dimension.criteria if one.key in missing)
    if dimension.scaled:
        scale = dimension.max / rubric.criteria_sums[dimension.key]
        total, covered = total * scale, covered * scale
    return total, covered, tuple(missing)


def total(rubric: Rubric, dimensions: Collection[Stages], answers: Answers) -> Total:
    """The total over the given dimensions that were attempted."""
    counted = [one for one in dimensions if one.attempted]
    weights = exact_sum(one.dimension.weight for one in counted)
    undecided = tuple(gate.key for gate in rubric.gates if gate.key not in answers.gates)
    missing = undecided + tuple(cell for one in counted for cell in one.missing)
    if not weights:
        return Total(None, _ZERO, missing)

    def scaled(points: Iterable[Fraction | None]) -> Fraction:
        shares = [rubric.worth[one.dimension.key] * some for one, some in zip(counted, points, strict=True) if some]
        return rubric.scale * exact_sum(shares) / weights

    exact = scaled(one.points for one in counted)
    is_whole = all(one.marked == one.dimension.max for one in counted)
    return Total(exact, rubric.scale if is_whole else scaled(one.marked for one in counted), missing)


def exact_sum(values: Iterable[Fraction]) -> Fraction:
    """The sum, in whole numbers for as long as it can be: adding fractions one by one is several times slower."""
    tops: dict[int, int] = {}
    for value in values:
        top, bottom = value.as_integer_ratio()
        tops[bottom] = tops.get(bottom, 0) + top
    common = lcm(*tops)
    return Fraction(sum(top * (common // bottom) for bottom, top in tops.items()), common)


def rounded(value: Fraction, decimals: int) -> Fraction:
    """Half-up to so many decimals: 0.5 → 1, -0.5 → 0."""
    return Fraction((value * 10**decimals + Fraction(1, 2)).__floor__(), 10**decimals)


def shown(value: Fraction, decimals: int) -> str:
    """The number as it is shown, rounded half-up, with exactly so many decimals."""
    whole = rounded(value, decimals) * 10**decimals
    digits = f"{abs(whole.numerator):0{decimals + 1}d}"
    sign = "-" if whole < 0 else ""
    return sign + (f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits)


def tier(rubric: Rubric, exact: Fraction) -> Tier | None:
    """The tier of a total, as shown: what reads as 80 is in the tier that starts at 80."""
    seen = rounded(exact, rubric.decimals)
    reached = [one for one in rubric.tiers if one.at <= seen]
    return max(reached, key=lambda one: one.at) if reached else None

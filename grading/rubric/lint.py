"""What is wrong with a rubric that can be read: each finding names the key and both numbers.

Errors are what would make a number wrong or a rule without effect; warnings are what makes grading harder.
"""

import difflib
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from enum import Enum
from fractions import Fraction
from itertools import pairwise
from typing import Final

from msgspec import Struct

from grading.errors import RubricError
from grading.rubric.model import Criterion, Dimension, Rubric, all_cells
from grading.strict import number_text as n

_MOST_COMPARED: Final = 20


class Level(Enum):
    """How bad a finding is: an error stops `rubric add`."""

    ERROR = "error"
    WARNING = "warning"


class Finding(Struct, frozen=True):
    """One thing that is wrong: where in the rubric (table and key), and what, with both numbers."""

    level: Level
    where: str
    what: str


def lint(rubric: Rubric, without_weight: Collection[str] = ()) -> list[Finding]:
    """All findings, errors first, in the order of the file; a rubric does not know which weights its file left out."""
    findings = [finding for rule in _RULES for finding in rule(rubric)]
    findings += (_no_weight(one) for one in rubric.dimensions if one.key in without_weight)
    return sorted(findings, key=lambda finding: finding.level is Level.WARNING)


def require_sound(rubric: Rubric, file: str) -> None:
    """Refuses a rubric that has errors."""
    errors = [finding for finding in lint(rubric) if finding.level is Level.ERROR]
    if errors:
        more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        raise RubricError(
            f"{errors[0].what}{more}",
            where=f"{file}: {errors[0].where}",
            do="mend the file; `sidegrade rubric check` lists every finding",
        )


def _error(where: str, what: str) -> Finding:
    return Finding(Level.ERROR, where, what)


def _warning(where: str, what: str) -> Finding:
    return Finding(Level.WARNING, where, what)


def _dimension_place(dimension: Dimension, key: str) -> str:
    return f'dimension "{dimension.key}", {key}'


def _criterion_place(dimension: Dimension, row: Criterion, key: str) -> str:
    return f'dimension "{dimension.key}", criterion "{row.key}", {key}'


def _keys(rubric: Rubric) -> Iterator[Finding]:
    for key, times in Counter(cell.key for cell in all_cells(rubric)).items():
        if times > 1:
            yield _error(f'key "{key}"', f"the key is used {times} times, but a key can name 1 thing only")
    for name, times in Counter(tier.name for tier in rubric.tiers).items():
        if times > 1:
            yield _error(f'tier "{name}"', f"the name is used {times} times, but a name can mean 1 tier only")


def _sums(rubric: Rubric) -> Iterator[Finding]:
    for one in rubric.dimensions:
        declared, real = one.declares, one.criteria_sum if one.criteria else one.max
        if declared is not None and declared != real:
            what = "its criteria add up to" if one.criteria else "its maximum is"
            yield _error(_dimension_place(one, "declares"), f"{what} {n(real)}, but it declares {n(declared)}")
    total = sum((one.max for one in rubric.dimensions), Fraction(0))
    if rubric.declares is not None and rubric.declares != total:
        yield _error("declares", f"the maxima add up to {n(total)}, but the rubric declares {n(rubric.declares)}")


def _weights(rubric: Rubric) -> Iterator[Finding]:
    weights = sum((one.weight for one in rubric.dimensions), Fraction(0))
    if rubric.weights_declared is not None and rubric.weights_declared != weights:
        yield _error(
            "weights_declared",
            f"the weights add up to {n(weights)}, but the rubric declares {n(rubric.weights_declared)}",
        )


def _no_weight(one: Dimension) -> Finding:
    what = f"is missing, though others have one: it counts {n(one.weight)}, its maximum"
    return _warning(_dimension_place(one, "weight"), what)


def _maxima(rubric: Rubric) -> Iterator[Finding]:
    for one in rubric.dimensions:
        place = _dimension_place(one, "max")
        if not one.criteria:
            reachable = one.max // one.step * one.step
            if reachable != one.max:
                yield _error(place, f"steps of {n(one.step)} reach {n(reachable)}, but its maximum is {n(one.max)}")
        elif not one.scaled and one.criteria_sum < one.max:
            yield _error(
                place,
                f"its criteria add up to {n(one.criteria_sum)}, so no set of marks reaches its maximum {n(one.max)}",
            )
        elif not one.scaled and one.criteria_sum > one.max:
            yield _error(
                place,
                f"its criteria add up to {n(one.criteria_sum)}, but its maximum is {n(one.max)} and it is not scaled",
            )
        if one.floor >= one.max:
            yield _error(
                _dimension_place(one, "floor"),
                f"is {n(one.floor)}, which leaves nothing below its maximum {n(one.max)}",
            )


def _ladders(rubric: Rubric) -> Iterator[Finding]:
    for one, row in _criteria(rubric):
        if not row.ladder:
            continue
        place = _criterion_place(one, row, "ladder")
        first = row.ladder[0]
        if first.measured or first.points:
            yield _error(place, f"starts at [{n(first.measured)}, {n(first.points)}], but it has to start at [0, 0]")
        for low, high in pairwise(row.ladder):
            if high.measured <= low.measured or high.points <= low.points:
                steps = f"[{n(low.measured)}, {n(low.points)}] to [{n(high.measured)}, {n(high.points)}]"
                yield _error(place, f"does not rise from {steps}")
        highest = max(rung.points for rung in row.ladder)
        if highest > row.points:
            yield _error(place, f"gives up to {n(highest)}, more than the {n(row.points)} that the criterion has")
        elif highest < row.points:
            yield _error(
                place, f"gives {n(highest)} at most, so no mark reaches the criterion's {n(row.points)} points"
            )


def _steps(rubric: Rubric) -> Iterator[Finding]:
    for one, row in _criteria(rubric):
        for points in dict.fromkeys((row.points, *(rung.points for rung in row.ladder))):
            if (points / one.step).denominator != 1:
                yield _error(
                    _criterion_place(one, row, "points"),
                    f"the dimension's step {n(one.step)} does not divide {n(points)} points",
                )


def _tiers(rubric: Rubric) -> Iterator[Finding]:
    for high, low in pairwise(rubric.tiers):
        if low.at >= high.at:
            yield _error(
                f'tier "{low.name}", at',
                f"is {n(low.at)}, but it stands below {high.name} at {n(high.at)}: highest first",
            )
    for tier in rubric.tiers:
        if tier.at > rubric.scale:
            yield _error(f'tier "{tier.name}", at', f"is {n(tier.at)}, above the scale {n(rubric.scale)}")
        if not tier.means:
            yield _warning(
                f'tier "{tier.name}", means', "is missing: readers of the standings will not know what it says"
            )
    if rubric.tiers:
        lowest = min(rubric.tiers, key=lambda tier: tier.at)
        if lowest.at:
            yield _error(
                f'tier "{lowest.name}", at', f"the lowest tier starts at {n(lowest.at)}, but it has to start at 0"
            )


def _gates(rubric: Rubric) -> Iterator[Finding]:
    known = {one.key for one in rubric.dimensions}
    strangers = [cap.dimension for gate in rubric.gates for cap in gate.caps if cap.dimension not in known]
    # Of some only: to compare every name with every key may take minutes in a file that is meant to.
    near = {name: difflib.get_close_matches(name, known, 1, 0.5) for name in strangers[:_MOST_COMPARED]}
    for gate in rubric.gates:
        place = f'gate "{gate.key}", caps'
        if not gate.caps:
            yield _error(place, f"the gate caps 0 of {len(known)} dimensions, so it cannot do anything")
        for cap in gate.caps:
            if cap.dimension not in known:
                meant = "".join(f"; perhaps {key} is meant" for key in near.get(cap.dimension, ()))
                yield _error(place, f'names "{cap.dimension}", which is none of the {len(known)} dimensions{meant}')
            if cap.share >= 1:
                yield _error(
                    f"{place}.{cap.dimension}",
                    f"leaves a share of {n(cap.share)}, so it caps nothing; below 1 is needed",
                )


def _deductions(rubric: Rubric) -> Iterator[Finding]:
    for one in rubric.dimensions:
        for fault in one.deductions:
            place = f'dimension "{one.key}", deduction "{fault.key}", points'
            if fault.points > one.max:
                yield _error(place, f"costs {n(fault.points)}, more than the dimension's maximum {n(one.max)}")


def _anchors(rubric: Rubric) -> Iterator[Finding]:
    for one in rubric.dimensions:
        for anchor in one.anchors:
            place = _dimension_place(one, "anchor")
            if anchor.at > one.max:
                yield _error(place, f"stands at {n(anchor.at)}, outside 0 … {n(one.max)}")
            elif (anchor.at / one.step).denominator != 1:
                yield _warning(place, f"stands at {n(anchor.at)}, which no mark on steps of {n(one.step)} can be")


def _texts(rubric: Rubric) -> Iterator[Finding]:
    for one in rubric.dimensions:
        if not one.asks and not one.criteria:
            yield _warning(_dimension_place(one, "asks"), "is missing: a reviewer has only the title to go by")
        patterns = [*one.where, *(pattern for row in one.criteria for pattern in row.where)]
        for pattern in patterns:
            if pattern.startswith("/") or ".." in pattern.split("/"):
                yield _warning(_dimension_place(one, "where"), f'"{pattern}" can match no file inside a workspace')


def _criteria(rubric: Rubric) -> Iterator[tuple[Dimension, Criterion]]:
    for one in rubric.dimensions:
        for row in one.criteria:
            yield one, row


_RULES: Final[tuple[Callable[[Rubric], Iterator[Finding]], ...]] = (
    _keys,
    _sums,
    _weights,
    _maxima,
    _ladders,
    _steps,
    _tiers,
    _gates,
    _deductions,
    _anchors,
    _texts,
)

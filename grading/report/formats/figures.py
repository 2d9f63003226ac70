"""Computed figures in the words of a report. What is not known is a dash, never 0; what never ends is ∞."""

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final

from grading.marks.scorecard import Outcome
from grading.report.correlation import Agreement, coefficient_shown
from grading.report.costs import Spent
from grading.report.ratios import Ratio
from grading.report.reviewers import DimensionMean
from grading.report.standings import Ranked, Standings
from grading.rubric.arithmetic import Stages, exact_sum, rounded, shown
from grading.runs.model import Basis, Cost
from grading.strict import number_text
from grading.words import UNKNOWN, cost_words, counted

LEFT_OUT_WORDS: Final = "totals leave out what was not attempted, and scale the rest"
MEANS_WORDS: Final = "means are of the exact totals"
_INFINITE: Final = "∞"
_OF_A_BILL: Final = 6
"""Decimals that are written out."""
_KEPT: Final = 2048
"""The same numbers are on every card."""


@lru_cache(maxsize=_KEPT)
def number(value: Fraction | None, decimals: int | None = None) -> str:
    """A number with so many decimals; without them as it is, or to two where it never ends."""
    if value is None:
        return UNKNOWN
    if decimals is not None:
        return minus(shown(value, decimals))
    text = number_text(value)
    return minus(shown(value, 2) if "/" in text else text)


def signed(value: Fraction, decimals: int | None = None) -> str:
    """A number with its sign; nothing has none."""
    text = number(value, decimals)
    return f"+{text}" if value > 0 and text.strip("0.") else text


def less_words(stage: Stages) -> str:
    """What deductions took from a dimension; empty where they took nothing."""
    before, after = stage.given, stage.deducted
    return "" if before is None or after is None or before == after else number(after - before)


def cap_words(stage: Stages) -> str:
    """What failed gates left of a dimension; empty where they took nothing."""
    return "" if stage.capped == stage.deducted else f"≤ {number(stage.capped)}"


def adds_formula(card: Outcome) -> str:
    """What a dimension adds to the total; empty where nothing has a weight."""
    weights = exact_sum(one.dimension.weight for one in card.stages if one.attempted)
    if not weights:
        return ""
    if card.rubric.scale == weights:
        return "weight × points ÷ of"
    among = "" if all(one.attempted for one in card.stages) else " (the weights of what was attempted)"
    return f"{number(card.rubric.scale)} × weight ÷ {number(weights)}{among} × points ÷ of"


def minus(text: str) -> str:
    """A shown number with a minus instead of a hyphen."""
    return text.replace("-", "−")


def mean_words(one: DimensionMean, whole: Ranked) -> str:
    """Points in a dimension; of how many cards, where the total is that of more."""
    text = number(one.points)
    return f"{text} ({counted(one.cards, 'card')})" if 0 < one.cards < whole.cards else text


def left_out_words(table: Standings) -> list[str]:
    """Why dimensions do not add up to totals, where something was not attempted."""
    found = [one.cards for entry in table.ranked for one in entry.left_out]
    said = ["(… cards): the mean of so many of a run's cards; the others say not attempted"] if any(found) else []
    said += ["– in a dimension: not attempted"] if 0 in found else []
    return [*said, LEFT_OUT_WORDS] if said and table.common is None else said


def places(count: int) -> str:
    """How many places up or down: +2, −1, 0."""
    return signed(Fraction(count))


def times(value: Ratio) -> str:
    """How many times as much: 5.1×, ∞, or a dash."""
    if value.value is None:
        return _endless(value)
    # What is hardly more than the same must not read as the same.
    tenths = shown(value.value, 1)
    return f"{shown(value.value, 2) if tenths == '1.0' else tenths}×"


def dollars(value: Fraction, basis: Basis = Basis.EXACT) -> str:
    """$12.30, $0.0042, ~$1.10 where estimated: cents, or for less than ten of them what tells two apart."""
    decimals = 2
    while decimals < 8 and 0 < value < Fraction(1, 10 ** (decimals - 1)):
        decimals += 1
    return cost_words(Cost(basis, Decimal(shown(value, decimals).rstrip("0"))))


def per_unit(value: Ratio, basis: Basis = Basis.EXACT) -> str:
    """Dollars for one of something."""
    return _endless(value) if value.value is None else dollars(value.value, basis)


def per_point(one: Ranked) -> str:
    """What a point cost."""
    return per_unit(one.cost_per_point, one.run.figures.cost.basis)


def spent_words(one: Spent) -> str:
    """What was spent; where a part of it is not known, what is, and of how many runs it is not."""
    if one.usd is not None:
        return _paid(one.usd, one.basis)
    is_subscription = one.basis is Basis.SUBSCRIPTION
    if not one.known:
        return one.basis.value if is_subscription else UNKNOWN
    how = "by subscription" if is_subscription else "unknown"
    return f"{_paid(one.known, one.known_basis)} + {counted(one.without_amount, 'run')} {how}"


def _paid(value: Fraction, basis: Basis) -> str:
    """A sum in the words for what it is the sum of, so that one amount never reads in two ways."""
    if rounded(value, _OF_A_BILL) != value:
        return dollars(value, basis)
    return cost_words(Cost(basis, Decimal(shown(value, _OF_A_BILL).rstrip("0"))))


def coefficient(value: float | None) -> str:
    """A coefficient of agreement."""
    return minus(coefficient_shown(value))


def agreement_words(one: Agreement) -> str:
    """Both coefficients, and over how many; or why there are none."""
    if one.tau_b is not None and one.rho is not None:
        said = f"Kendall's tau-b {coefficient(one.tau_b)} · Spearman's rho {coefficient(one.rho)}"
        return f"{said} · {one.number} in both"
    few = "too few to compare"
    equal = "all equal in one of the orders, so nothing says how far they agree"
    return f"{one.number} in both: {few if one.number < 2 else equal}"


def _endless(value: Ratio) -> str:
    return _INFINITE if value.is_infinite else UNKNOWN

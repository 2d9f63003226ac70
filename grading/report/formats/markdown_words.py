"""Figures as Markdown says them: a dash for what is not known, ∞ for what is infinite, ~ for what is estimated."""

from fractions import Fraction
from functools import lru_cache
from typing import Final

from grading.report.correlation import Agreement, coefficient_shown
from grading.report.costs import Spent
from grading.report.formats.markdown_text import code, inline
from grading.report.ratios import Ratio
from grading.report.standings import Ranked, Standings
from grading.rubric.arithmetic import shown
from grading.rubric.model import Rubric
from grading.runs.model import Basis, Run
from grading.strict import number_text
from grading.words import UNKNOWN, counted

_KEPT: Final = 2048
"""The same numbers are on every card."""
number = lru_cache(maxsize=_KEPT)(number_text)


def name_cells(run: Run) -> tuple[str, str]:
    """What a run is called, and its id."""
    return inline(run.name.label or run.name.model), code(run.id)


def name_words(run: Run) -> str:
    """Both of them in a sentence."""
    return " ".join(name_cells(run))


def facts_words(run: Run) -> str:
    """Harness, condition and attempt, as far as they are said."""
    name = run.name
    attempt = f"attempt {name.attempt}" if name.attempt != 1 else ""
    return ", ".join(filter(None, [inline(name.harness), inline(name.condition), attempt]))


@lru_cache(maxsize=_KEPT)
def points_words(value: Fraction | None) -> str:
    """Points as they are, to the second decimal where they do not end before."""
    if value is None:
        return UNKNOWN
    exact = number(value)
    return exact if len(exact.partition(".")[2]) <= 2 and "/" not in exact else shown(value, 2)


def dollars(value: Fraction) -> str:
    """$1.10; below a cent as many decimals as say something."""
    decimals = 2
    while 0 < value < Fraction(1, 10 ** (decimals - 1)) and decimals < 8:
        decimals += 1
    return f"${shown(value, decimals)}"


def dollar_ratio(one: Ratio, basis: Basis = Basis.EXACT) -> str:
    """Dollars for each of something."""
    if one.value is None:
        return "∞" if one.is_infinite else UNKNOWN
    return ("~" if basis is Basis.ESTIMATED else "") + dollars(one.value)


def point_cost(one: Ranked) -> str:
    """What a point cost."""
    return dollar_ratio(one.cost_per_point, one.run.figures.cost.basis)


def times(one: Ratio) -> str:
    """So many times as much."""
    if one.value is None:
        return "∞" if one.is_infinite else UNKNOWN
    # What is hardly more than the same must not read as the same.
    tenths = shown(one.value, 1)
    return f"{shown(one.value, 2) if tenths == '1.0' else tenths} ×"


def spent_words(one: Spent) -> str:
    """A sum of costs; at least so much where some are not known."""
    if one.usd is not None:
        return ("~" if one.basis is Basis.ESTIMATED else "") + dollars(one.usd)
    what = "subscription" if one.basis is Basis.SUBSCRIPTION else UNKNOWN
    if not one.known:
        return what
    how = "unknown" if what == UNKNOWN else "by subscription"
    return f"{dollars(one.known)} + {counted(one.without_amount, 'run')} {how}"


def agreement_words(one: Agreement) -> str:
    """Both coefficients, and over how many."""
    if one.tau_b is None or one.rho is None:
        why = (
            "too few to compare"
            if one.number < 2
            else "all equal in one of the orders, so nothing says how far they agree"
        )
        return f"{one.number} in both: {why}"
    tau_b, rho = (coefficient_shown(value).replace("-", "−") for value in (one.tau_b, one.rho))
    return f"Kendall's tau-b {tau_b} · Spearman's rho {rho} · {one.number} in both"


def rubric_words(rubric: Rubric) -> str:
    """Which rubric, and what its totals are out of."""
    band = number(rubric.tie_band)
    near = f" · totals within {band} of each other are within the noise (≈)" if rubric.tie_band else ""
    return f"Rubric {code(rubric.name)} · out of {shown(rubric.scale, rubric.decimals)}{near}"


def common_words(table: Standings) -> str:
    """What counts, where only what all attempted does."""
    if table.common is None:
        return ""
    counts = ", ".join(code(key) for key in table.common) or "nothing: no dimension is common"
    return f"Only what every ranked run attempted counts: {counts}."

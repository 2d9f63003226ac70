"""What several JSON documents say alike: runs, money, ratios. An exact number is a text: no reader rounds it."""

from decimal import Decimal
from fractions import Fraction

from grading.report.costs import Spent
from grading.report.ratios import Ratio
from grading.rubric.model import Rubric
from grading.runs.model import Run

Document = dict[str, object]


def number(value: Fraction | Decimal | None) -> str | None:
    """57/2, 12; none where it is not known."""
    return None if value is None else str(Fraction(value))


def amount(value: Decimal | None) -> str | None:
    """Decimals as they were given, never with an exponent."""
    return None if value is None else f"{value:f}"


def ratio(one: Ratio) -> Document:
    """`value` is none where it is infinite, and where it is not known."""
    return {"value": number(one.value), "infinite": one.is_infinite}


def spent(one: Spent) -> Document:
    """What several runs cost together."""
    return {
        "basis": one.basis.value,
        "usd": number(one.usd),
        "known_basis": one.known_basis.value,
        "known_usd": number(one.known),
        "without_amount": one.without_amount,
    }


def run_facts(run: Run) -> Document:
    """What a run is, and its figures."""
    name, figures = run.name, run.figures
    return {
        "model": name.model,
        "label": name.label or None,
        "harness": name.harness or None,
        "condition": name.condition or None,
        "attempt": name.attempt,
        "weights": figures.weights or None,
        "state": figures.state.value,
        "reason": figures.reason or None,
        "cost": {"basis": figures.cost.basis.value, "usd": amount(figures.cost.usd)},
        "seconds": amount(figures.seconds),
        "tokens": figures.all_tokens,
        "tokens_in": figures.tokens_in,
        "tokens_out": figures.tokens_out,
        "snapshot": run.snapshot.tree if run.snapshot else None,
    }


def rubric_facts(rubric: Rubric) -> Document:
    """How totals under a rubric are made and shown."""
    return {
        "rubric_title": rubric.title,
        "rubric_id": rubric.id,
        "scale": number(rubric.scale),
        "decimals": rubric.decimals,
        "tie_band": number(rubric.tie_band),
    }

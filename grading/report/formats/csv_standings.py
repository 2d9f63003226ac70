"""Standings as rows, one for each run. What is not known, or does not apply, is an empty cell.

task, rubric      what was asked, and by which rubric and edition
counted           the dimensions that count where only those do that all attempted; `all` otherwise
standing          ranked, partial (no card is complete) or apart (never ranked)
rank              by the total as shown; equal totals share a rank
near_next         yes where the next one is so near that the order of the two says nothing
run               the run's id; model, label, harness, condition, attempt, weights say what it is
total             as shown; of one that is partial, so far, and of one that is apart, what its cards come to
exact             the same unrounded: decimals where they end, else a fraction such as 1/3
decimal           the same to nine decimals, for a spreadsheet
of                what the total is out of
tier              by the total as shown
open_cells        how many cells of the furthest card have no answer
why               why the run is not ranked
cards             how many complete cards the total is the mean of
lowest, highest   the lowest and highest total of a reviewer, to nine decimals
cost_basis        exact, estimated, subscription or unknown
cost_usd          dollars, where an amount is known
usd_per_point     dollars for each point, to nine decimals; infinite where money brought none
seconds, tokens, tokens_in, tokens_out
state, reason     how the run ended, and why it is so
snapshot          the tree that was graded; empty for a run that is known by its figures
points KEY        for each dimension: the mean of the complete cards that attempted it, to nine decimals
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from grading.report.ratios import Ratio
from grading.report.standings import Apart, Partial, Ranked, Standings
from grading.rubric.arithmetic import rounded, shown
from grading.runs.model import Run
from grading.strict import number_text

_DECIMALS: Final = 9
COLUMNS: Final = (
    *("task", "rubric", "counted", "standing", "rank", "near_next", "run", "model", "label", "harness", "condition"),
    *(
        "attempt",
        "weights",
        "total",
        "exact",
        "decimal",
        "of",
        "tier",
        "open_cells",
        "why",
        "cards",
        "lowest",
        "highest",
    ),
    *("cost_basis", "cost_usd", "usd_per_point", "seconds", "tokens", "tokens_in", "tokens_out", "state", "reason"),
    "snapshot",
)


def dimension_columns(tables: Sequence[Standings]) -> list[str]:
    """A column for each dimension of these tables."""
    return list(dict.fromkeys(f"points {one.key}" for table in tables for one in table.rubric.dimensions))


def standings_rows(table: Standings) -> Iterator[dict[str, str]]:
    """The ranked ones, the partial ones, and those that stand apart."""
    for one in table.ranked:
        yield {**_head(table, "ranked"), **_ranked(table, one), **_figures(one.run)}
    for two in table.partial:
        yield {**_head(table, "partial"), **_partial(two), **_figures(two.run)}
    for three in table.apart:
        yield {**_head(table, "apart"), **_apart(table, three), **_figures(three.run)}


def _head(table: Standings, standing: str) -> dict[str, str]:
    counted = "all" if table.common is None else " ".join(table.common)
    return {"task": table.task, "rubric": table.rubric.name, "counted": counted, "standing": standing}


def _ranked(table: Standings, one: Ranked) -> dict[str, str]:
    return {
        "rank": str(one.rank),
        "near_next": "yes" if one.is_near_next else "",
        "total": one.total,
        "exact": number_text(one.exact),
        "decimal": _number(one.exact),
        "of": shown(table.rubric.scale, table.rubric.decimals),
        "tier": one.tier.name if one.tier else "",
        "cards": str(one.cards),
        "lowest": _number(one.reviewed.lowest.total),
        "highest": _number(one.reviewed.highest.total),
        "usd_per_point": _ratio(one.cost_per_point),
        **{f"points {mean.key}": _number(mean.points) for mean in one.dimensions},
    }


def _partial(one: Partial) -> dict[str, str]:
    return {"total": one.total, "of": one.of, "open_cells": str(one.missing), "why": "not complete"}


def _apart(table: Standings, one: Apart) -> dict[str, str]:
    of = shown(table.rubric.scale, table.rubric.decimals) if one.total else ""
    return {"total": one.total, "of": of, "why": one.why}


def _figures(run: Run) -> dict[str, str]:
    name, figures = run.name, run.figures
    return {
        "run": run.id,
        "model": name.model,
        "label": name.label,
        "harness": name.harness,
        "condition": name.condition,
        "attempt": str(name.attempt),
        "weights": figures.weights,
        "cost_basis": figures.cost.basis.value,
        "cost_usd": _decimal(figures.cost.usd),
        "seconds": _decimal(figures.seconds),
        "tokens": _count(figures.all_tokens),
        "tokens_in": _count(figures.tokens_in),
        "tokens_out": _count(figures.tokens_out),
        "state": figures.state.value,
        "reason": figures.reason,
        "snapshot": run.snapshot.tree if run.snapshot else "",
    }


def _ratio(one: Ratio) -> str:
    return "infinite" if one.is_infinite else _number(one.value)


def _number(value: Fraction | None) -> str:
    # A fraction such as 5/6 would be a day in May to a spreadsheet.
    return "" if value is None else number_text(rounded(value, _DECIMALS))


def _decimal(value: Decimal | None) -> str:
    return "" if value is None else number_text(Fraction(value))


def _count(value: int | None) -> str:
    return "" if value is None else str(value)

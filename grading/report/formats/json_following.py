"""What follows from standings, as JSON: working runs, groups, tasks together, an outside index, another edition."""

from collections.abc import Iterable

from grading.report.across import Across, Overall
from grading.report.correlation import Agreement, coefficient_shown
from grading.report.costs import WorkingCost
from grading.report.editions import Editions, Moved
from grading.report.formats.json_figures import Document, number, ratio, spent
from grading.report.groups import Group, Groups
from grading.report.index import AgainstIndex, Compared
from grading.report.scales import Scale
from grading.report.standings import Ranked


def working_documents(costs: Iterable[WorkingCost]) -> list[Document]:
    """What a working run of each model costs."""
    return [
        {
            "model": one.model,
            "runs": one.runs,
            "working": one.working,
            "unjudged": one.unjudged,
            "void": one.void,
            "spent": spent(one.spent),
            "per_working_run": ratio(one.per_working_run),
            "why_unknown": one.why_unknown or None,
        }
        for one in costs
    ]


def groups_document(groups: Groups) -> Document:
    """Runs in groups."""
    return {
        "by": groups.by.value,
        **_scale(groups.scale),
        "groups": [_group(one) for one in groups.groups],
    }


def _group(one: Group) -> Document:
    return {
        "group": one.name or None,
        "ranked": [entry.run.id for entry in one.ranked],
        "not_ranked": [run.id for run in one.not_ranked],
        "mean": number(one.mean),
        "best": number(one.best),
        "worst": number(one.worst),
        "spread": ratio(one.spread),
        "spent": spent(one.spent),
    }


def across_document(across: Across) -> Document:
    """Several tasks together."""
    return {
        "tasks": list(across.tasks),
        "rubrics": [one.name for one in across.rubrics],
        **_scale(across.scale),
        "ranked": [_overall(across, one) for one in across.ranked],
        "incomplete": [_overall(across, one) for one in across.incomplete],
    }


def _overall(across: Across, one: Overall) -> Document:
    return {
        "rank": one.rank,
        "model": one.contender.model,
        "harness": one.contender.harness or None,
        "condition": one.contender.condition or None,
        "weights": one.weights or None,
        "totals": {task: number(total) for task, total in one.totals.items()},
        "missing": list(one.missing),
        "mean": across.mean_shown(one),
        "mean_exact": number(one.mean),
        "swing": across.swing_shown(one) or None,
        "swing_exact": number(one.swing),
        "consistency": one.consistency,
    }


def index_document(against: AgainstIndex) -> Document:
    """Standings held against an outside index."""
    return {
        "index": against.index.name,
        **_agreement(against.agreement),
        "spread": ratio(against.spread),
        "index_spread": ratio(against.index.spread),
        "compared": [_compared(one) for one in against.compared],
        "reversed": [
            {"ahead_here": pair.ahead_here.model, "ahead_there": pair.ahead_there.model, "near": pair.is_near}
            for pair in against.reversed
        ],
        "only_here": list(against.only_here),
        "only_there": list(against.only_there),
    }


def _compared(one: Compared) -> Document:
    return {
        "model": one.model,
        "runs": one.runs,
        "rank": one.rank,
        "total": one.total_shown,
        "exact": number(one.total),
        "index_rank": one.index_rank,
        "value": number(one.value),
        "places": one.places,
    }


def editions_document(editions: Editions) -> Document:
    """One rubric, or edition of it, beside another."""
    return {
        "before": editions.before.rubric.name,
        "after": editions.after.rubric.name,
        **_scale(editions.scale),
        **_agreement(editions.agreement),
        "moved": [_moved(editions, one) for one in editions.moved],
        "reversed": [{"ahead_before": one.run, "ahead_after": two.run} for one, two in editions.reversed],
        "only_before": [one.run.id for one in editions.only_before],
        "only_after": [one.run.id for one in editions.only_after],
    }


def _moved(editions: Editions, one: Moved) -> Document:
    return {
        "run": one.run,
        "rank_before": one.rank_before,
        "rank_after": one.rank_after,
        "places": one.places,
        "before": _side(one.before),
        "after": _side(one.after),
        "change": editions.change_shown(one),
        "change_exact": number(one.change),
        "flips": one.flips,
    }


def _side(one: Ranked) -> Document:
    return {"total": one.total, "exact": number(one.exact), "tier": one.tier.name if one.tier else None}


def _scale(scale: Scale) -> Document:
    return {"of": number(scale.of), "converted": scale.is_converted}


def _agreement(one: Agreement) -> Document:
    # The last digits of a float differ from machine to machine; four decimals do not.
    tau_b, rho = (coefficient_shown(value, 4) or None for value in (one.tau_b, one.rho))
    return {"number": one.number, "tau_b": tau_b, "rho": rho}

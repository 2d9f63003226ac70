"""One task's standings under one rubric, as JSON."""

from grading.report.formats.json_figures import Document, number, ratio, rubric_facts, run_facts
from grading.report.standings import Apart, Partial, Ranked, Standings
from grading.rubric.arithmetic import shown


def table_document(table: Standings) -> Document:
    """The table itself, without what follows from it."""
    rubric = table.rubric
    tiers = [one.tier.name for one in table.ranked if one.tier]
    return {
        "task": table.task,
        "rubric": rubric.name,
        **rubric_facts(rubric),
        "common": list(table.common) if table.common is not None else None,
        "dimensions": [
            {"key": one.key, "title": one.title, "weight": number(one.weight), "max": number(one.max)}
            for one in rubric.dimensions
        ],
        "gates": [{"key": one.key, "title": one.title} for one in rubric.gates],
        "tiers": [
            {"name": one.name, "at": number(one.at), "means": one.means, "runs": tiers.count(one.name)}
            for one in rubric.tiers
        ],
        "spread": ratio(table.spread),
        "ranked": [_ranked(table, one) for one in table.ranked],
        "partial": [_partial(one) for one in table.partial],
        "apart": [_apart(one) for one in table.apart],
    }


def _ranked(table: Standings, one: Ranked) -> Document:
    decimals = table.rubric.decimals
    spread = one.reviewed.spread
    return {
        "rank": one.rank,
        "run": one.run.id,
        **run_facts(one.run),
        "total": one.total,
        "exact": number(one.exact),
        "tier": one.tier.name if one.tier else None,
        "near_next": one.is_near_next,
        "cards": one.cards,
        "reviewers": [
            {"reviewer": each.reviewer, "total": shown(each.total, decimals), "exact": number(each.total)}
            for each in one.reviewed.totals
        ],
        "reviewers_spread": number(spread),
        "dimensions": {
            mean.key: {
                **{"points": number(mean.points), "of": number(mean.of)},
                **{"share": number(mean.share), "cards": mean.cards},
            }
            for mean in one.dimensions
        },
        "cost_per_point": ratio(one.cost_per_point),
    }


def _partial(one: Partial) -> Document:
    return {"run": one.run.id, "total": one.total, "of": one.of, "missing": one.missing, **run_facts(one.run)}


def _apart(one: Apart) -> Document:
    said: Document = {"run": one.run.id, "why": one.why, "ground": one.ground.value, "total": one.total or None}
    return {**said, **run_facts(one.run)}

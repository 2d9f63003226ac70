"""`standings.json`: the whole document, key by key, beside an independent reckoning."""

import json
from fractions import Fraction
from typing import Any

from tests.grading.exchange.conftest import Made
from tests.grading.exchange.expected_following import GROUPS, Held
from tests.grading.exchange.ledger_reading import Run
from tests.grading.exchange.ledger_standings import Across, Beside, Money, Overall, Place, Table, beside, money, working
from tests.grading.exchange.orders import mean, swapped
from tests.grading.exchange.spelling import ENDLESS, Share, exactly, half, over, spelt, spread

Document = dict[str, Any]


def text(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def ratio(value: Share) -> Document:
    return {"value": text(value) if isinstance(value, Fraction) else None, "infinite": value == ENDLESS}


def paid(one: Money) -> Document:
    known = {"known_basis": one.known_basis, "known_usd": text(one.known), "without_amount": one.unknown}
    return {"basis": one.basis, "usd": text(one.usd), **known}


def facts(run: Run) -> Document:
    whole = {name: int(run.figures[name]) if run.figures.get(name) else None for name in ("tokens_in", "tokens_out")}
    names = ("model", "label", "harness", "condition")
    return {
        "run": run.id,
        **{name: getattr(run, name) or None for name in names},
        **{"attempt": run.attempt, "state": run.state, "tokens": run.tokens, "snapshot": run.tree or None},
        **{name: run.figures.get(name) or None for name in ("weights", "reason", "seconds")},
        "cost": {"basis": run.basis, "usd": None if run.usd is None else exactly(run.usd)},
        **whole,
    }


def ranked(table: Table, one: Place) -> Document:
    decimals, totals = table.rubric.decimals, one.totals
    return {
        **facts(one.run),
        **{"rank": one.rank, "total": one.total, "exact": text(one.exact), "tier": one.tier or None},
        **{"near_next": one.is_near, "cards": len(totals)},
        "reviewers": [
            {"reviewer": who, "total": spelt(total, decimals), "exact": text(total)}
            for who, total in sorted(totals.items())
        ],
        "reviewers_spread": text(max(totals.values()) - min(totals.values())) if len(totals) > 1 else None,
        "dimensions": {
            part["key"]: {
                **{"points": text(points), "of": text(part["max"])},
                **{"share": None if points is None else text(points / part["max"]), "cards": gave},
            }
            for part, points, gave in zip(table.rubric.parts, one.means, one.gave, strict=True)
        },
        "cost_per_point": ratio(over(one.run.usd, one.exact)),
    }


def head(table: Table) -> Document:
    rubric = table.rubric
    tiers = sorted(rubric.tiers, key=lambda one: -Fraction(one["at"]))
    return {
        **{"task": table.task, "rubric": rubric.name, "rubric_title": rubric.title, "rubric_id": rubric.id},
        **{"scale": text(rubric.scale), "decimals": rubric.decimals, "tie_band": text(rubric.band), "common": None},
        "dimensions": [
            {**{name: one[name] for name in ("key", "title")}, **{name: text(one[name]) for name in ("weight", "max")}}
            for one in rubric.parts
        ],
        "gates": [{"key": one["key"], "title": one["title"]} for one in rubric.gates],
        "tiers": [
            {
                **{"name": one["name"], "at": str(one["at"]), "means": one.get("means", "")},
                "runs": sum(place.tier == one["name"] for place in table.ranked),
            }
            for one in tiers
        ],
        "spread": ratio(spread([one.exact for one in table.ranked])),
    }


def section(made: Made, place: int) -> Document:
    table = made.front.tables[place]
    asides = [
        {**facts(one.run), "why": one.why, "ground": one.ground, "total": one.total or None} for one in table.aside
    ]
    return {
        **head(table),
        "task_title": table.kept.titles[table.task],
        "ranked": [ranked(table, one) for one in table.ranked],
        "partial": [{**facts(one.run), "total": one.total, "of": one.of, "missing": one.open} for one in table.behind],
        "apart": asides,
        "working": [
            {
                **{
                    "model": one.model,
                    "runs": one.runs,
                    "working": one.working,
                    "unjudged": one.unjudged,
                    "void": one.void,
                },
                **{"spent": paid(one.money), "per_working_run": ratio(one.each), "why_unknown": one.why or None},
            }
            for one in working(table)
        ],
        "groups": [groups(table, by) for by in GROUPS if len(table.by(by)) > 1],
        "editions": [edition(one) for one in beside(made.front.tables, table)],
        **({"index": index(made.front.held[place])} if place in made.front.held else {}),
    }


def groups(table: Table, by: str) -> Document:
    found = []
    for name, runs in table.by(by).items():
        inside = [one for one in table.ranked if one.run in runs]
        totals = [one.exact for one in inside]
        found.append(
            {
                **{"group": name or None, "ranked": [one.run.id for one in inside], "spent": paid(money(runs))},
                "not_ranked": [run.id for run in runs if not table.at(run.id)],
                "mean": text(mean(totals)) if totals else None,
                **{"best": text(max(totals, default=None)), "worst": text(min(totals, default=None))},
                "spread": ratio(spread(totals)),
            }
        )
    return {"by": by, "of": text(table.rubric.scale), "converted": False, "groups": found}


def agreement(found: tuple[float, float] | None, number: int) -> Document:
    tau, rho = (spelt(Fraction(str(round(one, 12))), 4).replace("−", "-") for one in found) if found else (None, None)
    return {"number": number, "tau_b": tau, "rho": rho}


def edition(both: Beside) -> Document:
    moved = both.moved
    pairs = swapped([one.rank_before for one in moved], [one.rank_after for one in moved])
    return {
        **{"before": both.before.rubric.name, "after": both.after.rubric.name, "converted": both.is_converted},
        "of": "100" if both.is_converted else text(both.after.rubric.scale),
        **agreement(both.agreement, len(moved)),
        "moved": [
            {
                **{"run": one.after.run.id, "rank_before": one.rank_before, "rank_after": one.rank_after},
                **{"places": one.rank_before - one.rank_after, "change_exact": text(one.change)},
                "change": ("+" if half(one.change, both.decimals) > 0 else "")
                + spelt(one.change, both.decimals).replace("−", "-"),
                "flips": one.before.tier != one.after.tier,
                **{side: sided(getattr(one, side)) for side in ("before", "after")},
            }
            for one in moved
        ],
        "reversed": [{"ahead_before": moved[a].after.run.id, "ahead_after": moved[b].after.run.id} for a, b in pairs],
        **{name: [run.id for run in runs] for name, runs in zip(("only_before", "only_after"), both.only, strict=True)},
    }


def sided(one: Place) -> Document:
    return {"total": one.total, "exact": text(one.exact), "tier": one.tier or None}


def index(held: Held) -> Document:
    def name(place: int) -> str:
        return held.models[place]

    exact = {model: mean([one.exact for one in held.table.ranked if one.run.model == model]) for model in held.models}
    return {
        **{"index": "arena.csv", **agreement(held.agreement, len(held.models))},
        "spread": ratio(spread([one.exact for one in held.table.ranked])),
        "index_spread": ratio(spread(held.values.values())),
        "compared": [
            {
                **{
                    "model": name(one),
                    "runs": held.runs[name(one)],
                    "total": held.total(one),
                    "exact": text(exact[name(one)]),
                },
                **{"rank": held.ranks[0][one], "index_rank": held.ranks[1][one], "value": text(held.there[one])},
                "places": held.ranks[1][one] - held.ranks[0][one],
            }
            for one in held.order
        ],
        "reversed": [
            {"ahead_here": name(high), "ahead_there": name(low), "near": held.is_near(high, low)}
            for high, low in held.pairs
        ],
        "only_here": list(
            dict.fromkeys(one.run.model for one in held.table.ranked if one.run.model not in held.values)
        ),
        "only_there": [model for model in held.values if model not in held.models],
    }


def across(found: Across) -> Document:
    rubrics = list(dict.fromkeys(one.rubric.name for one in found.tables))
    return {
        **{"tasks": [one.task for one in found.tables], "rubrics": rubrics},
        **{"of": text(found.of), "converted": found.is_converted},
        "ranked": [overall(found, one) for one in found.ranked],
        "incomplete": [overall(found, one) for one in found.incomplete],
    }


def overall(found: Across, one: Overall) -> Document:
    model, harness, condition = one.who
    return {
        **{"rank": one.rank, "model": model, "harness": harness or None, "condition": condition or None},
        **{"weights": one.weights or None, "totals": {task: text(total) for task, total in one.totals.items()}},
        "missing": [table.task for table in found.tables if table.task not in one.totals],
        **{"mean": spelt(one.mean, found.decimals + 1), "mean_exact": text(one.mean), "consistency": one.steady},
        "swing": None if one.swing is None else spelt(one.seen_swing, found.decimals),
        "swing_exact": text(one.swing),
    }


def test_the_whole_document(published: Made) -> None:
    document = json.loads(published.read("standings.json"))
    kept, tables, together = published.kept, document.pop("standings"), document.pop("across")
    assert document == {
        **{"title": "A study", "decisions": len(kept.entries), "last": kept.entries[-1].at},
        **{"reviewers": kept.reviewers, "anonymous": False},
    }
    assert together == [across(one) for one in published.front.across]
    for place, one in enumerate(tables):
        one["tiers"].sort(key=lambda tier: -Fraction(tier["at"]))
        expected = section(published, place)
        assert {key: one.get(key) for key in expected if one.get(key) != expected[key]} == {}
        assert set(one) == set(expected)
    assert len(tables) == len(published.front.tables)

"""The three published evaluations come out as they were published: ranks, ties, tiers, cost, swing, spread, reversals."""

from decimal import Decimal
from fractions import Fraction

import pytest

from grading.report.across import Contender, across
from grading.report.correlation import coefficient_shown
from grading.report.costs import costs_per_working_run, is_working, named_gates, spent
from grading.report.editions import side_by_side
from grading.report.groups import By, grouped
from grading.report.index import Index, against_index, read_index
from grading.report.ratios import INFINITE, UNKNOWN
from grading.report.standings import Ground, Standings
from grading.rubric.arithmetic import shown
from grading.runs.model import Basis, Cost
from tests.grading.report.tables import PUBLISHED, WITH_GATE, card, exact, points, published

RAILS = """
 1  Claude Opus 4.7       97 ≈ A  ~1.10
 1  GPT 5.4 xHigh         97 ≈ A  ~16
 3  GPT 5.5 xHigh         96 - A  ~10
 4  DeepSeek V4 Pro       89 - A  ~3.14
 5  Kimi K2.6             87 - A  ~0.3
 6  Claude Opus 4.6       83 ≈ A  ~1.10
 7  Gemini 3.1 Pro        82 - A  ~0.4
 8  Claude Sonnet 4.6     78 ≈ B  ~0.63
 8  DeepSeek V4 Flash     78 - B  ~0.01
10  Grok 4.3              72 ≈ B  ~1.74
11  Qwen 3.6 Plus         71 - B  ~0.15
12  Kimi K2.5             69 - B  ~0.1
13  Xiaomi MiMo V2.5 Pro  67 - B  ~0.14
14  GLM 5                 64 - B  ~0.11
15  Step 3.5 Flash        56 ≈ C  ~0.02
16  Qwen 3.5 35B          55 - C  unknown
17  GLM 4.7 Flash bf16    52 - C  unknown
18  GLM 5.1               46 - C  subscription
19  DeepSeek V3.2         43 - C  ~0.07
20  MiniMax M2.7          41 - C  ~0.3
21  Qwen 3.5 122B         37 - D  unknown
22  Qwen 3 Coder Next     32 - D  unknown
23  Grok 4.20             25 - D  ~0.6
24  GPT OSS 20B           11 - D  unknown
"""
"""Rank, model, total, whether the next one is within the noise, tier, cost."""


def rails(edition: str = "2026-05") -> Standings:
    return published("rails-chat")["rails-chat", f"rails-chat-totals@{edition}"]


def inventory(kind: str) -> Standings:
    return published("inventory")["inventory", f"inventory-{kind}-totals@as-published"]


def perch() -> list[Standings]:
    return [published("perch")[f"perch-{task}", "perch-totals@as-published"] for task in ("build", "concept")]


def cost(text: str) -> Cost:
    if not text[-1].isdigit():
        return Cost(Basis(text))
    return Cost(Basis.ESTIMATED if text[0] == "~" else Basis.EXACT, Decimal(text.lstrip("~")))


def test_the_24_rails_chat_runs_have_their_ranks_ties_tiers_and_costs() -> None:
    rows = [line.split() for line in RAILS.strip().splitlines()]
    expected = [
        (int(rank), " ".join(model), total, near == "≈", tier, cost(price))
        for rank, *model, total, near, tier, price in rows
    ]
    assert len(expected) == 24
    assert [
        (one.rank, one.run.name.model, one.total, one.is_near_next, one.tier and one.tier.name, one.run.figures.cost)
        for one in rails().ranked
    ] == expected


def test_each_tier_of_the_rails_table_has_its_meaning() -> None:
    meanings = {one.tier.name: one.tier.means for one in rails().ranked if one.tier}
    assert list(meanings) == ["A", "B", "C", "D"]
    assert meanings["D"] == "Starting over is quicker."


def test_points_have_a_price_only_where_the_cost_is_known() -> None:
    prices = {one.run.name.model: one.cost_per_point for one in rails().ranked}
    assert prices["Claude Opus 4.7"].value == Fraction(110, 9700)
    assert prices["DeepSeek V4 Flash"].value == Fraction(1, 7800)
    unknown = [model for model, price in prices.items() if not price.is_known]
    assert unknown == [line[4:26].strip() for line in RAILS.splitlines() if line.endswith(("unknown", "subscription"))]


def test_what_the_rails_runs_cost_together_is_unknown_and_at_least_what_is_known() -> None:
    money = spent(one.figures.cost for one in rails().runs)
    assert (money.basis, money.usd, money.known, money.without_amount) == (
        Basis.UNKNOWN,
        None,
        Fraction("35.91"),
        12,
    )


def test_rails_runs_that_did_not_finish_stand_apart_with_their_reason() -> None:
    apart = rails().apart_by_ground
    assert list(apart) == [Ground.NO_MARKS]
    assert len(apart[Ground.NO_MARKS]) == 6
    assert apart[Ground.NO_MARKS][2].state == "unfinished: wrote its tool calls as plain text"


def test_the_variant_with_mixed_authorship_keeps_its_total_and_has_no_rank() -> None:
    found = published("rails-chat")["rails-chat-variants", "rails-chat-totals@2026-05"]
    assert [(one.rank, one.total) for one in found.ranked] == [(1, "89"), (2, "84")]
    assert [(one.ground, one.total, one.why) for one in found.apart] == [
        (Ground.UNMEASURABLE, "69", "unmeasurable: mixed authorship: most files were written by a fallback model")
    ]


def test_the_variants_are_told_apart_by_harness_and_by_condition() -> None:
    found = [published("rails-chat")["rails-chat-variants", "rails-chat-totals@2026-05"]]
    harnesses = [(one.name, one.totals, len(one.not_ranked)) for one in grouped(found, By.HARNESS).groups]
    assert harnesses == [("claude-code via shim", exact(89, 84), 0), ("opencode", (), 1)]
    conditions = [(one.name, one.mean) for one in grouped(found, By.CONDITION).groups]
    assert conditions == [("delegate registered", 89), ("solo", 84), ("", None)]


def test_the_later_rails_edition_moves_nine_runs() -> None:
    found = side_by_side(rails("earlier"), rails())
    moved = {
        one.after.run.name.model: (found.change_shown(one), one.rank_before, one.rank_after) for one in found.moved
    }
    assert moved == {
        "Claude Opus 4.7": ("+3", 1, 1),
        "GPT 5.4 xHigh": ("+3", 1, 1),
        "DeepSeek V4 Pro": ("+23", 6, 3),
        "Kimi K2.6": ("+3", 4, 4),
        "Claude Opus 4.6": ("-8", 3, 5),
        "Gemini 3.1 Pro": ("0", 5, 6),
        "Kimi K2.5": ("+3", 6, 7),
        "Xiaomi MiMo V2.5 Pro": ("+3", 8, 8),
        "GLM 5.1": ("+3", 9, 9),
    }
    assert [(one.after.run.name.model, other.after.run.name.model) for one, other in found.reversed] == [
        ("Claude Opus 4.6", "Kimi K2.6"),
        ("Claude Opus 4.6", "DeepSeek V4 Pro"),
        ("Kimi K2.6", "DeepSeek V4 Pro"),
        ("Gemini 3.1 Pro", "DeepSeek V4 Pro"),
    ]
    assert (len(found.only_before), len(found.only_after)) == (0, 15)
    assert found.flips == ()  # the earlier edition was published without tiers


def test_the_inventory_spread_is_more_than_twice_that_of_the_index() -> None:
    found = against_index(inventory("absolute"), outside_index())
    assert (found.spread.value, found.index.spread.value) == (Fraction(190, 37), Fraction(53, 24))
    assert found.spread.value is not None and found.index.spread.value is not None
    assert (shown(found.spread.value, 1), shown(found.index.spread.value, 1)) == ("5.1", "2.2")


def outside_index() -> Index:
    return read_index((PUBLISHED / "inventory" / "index.csv").read_text(), "index.csv")


def test_kimi_and_codex_stand_the_other_way_round_in_the_index() -> None:
    found = against_index(inventory("absolute"), outside_index())
    assert [(one.model, one.rank, one.index_rank, one.places) for one in found.compared] == [
        ("Claude Opus 4.6", 1, 1, 0),
        ("GLM 5", 2, 2, 0),
        ("Kimi 2.5", 3, 4, 1),
        ("Codex 5.3 High", 4, 3, -1),
    ]
    assert [(one.ahead_here.model, one.ahead_there.model) for one in found.reversed] == [("Kimi 2.5", "Codex 5.3 High")]
    assert (coefficient_shown(found.agreement.tau_b), coefficient_shown(found.agreement.rho)) == ("0.67", "0.80")
    assert found.only_here == ("Nvidia Nemotron 3", "GPT OSS 120B")
    assert found.only_there == ("lowest of the index (whose it is: not published)",)


def test_the_relative_rubric_reverses_the_first_two_as_well() -> None:
    found = against_index(inventory("relative"), outside_index())
    assert [(one.ahead_here.model, one.ahead_there.model) for one in found.reversed] == [
        ("GLM 5", "Claude Opus 4.6"),
        ("Kimi 2.5", "Codex 5.3 High"),
    ]
    assert (coefficient_shown(found.agreement.tau_b), coefficient_shown(found.agreement.rho)) == ("0.33", "0.60")


def test_the_two_inventory_rubrics_are_compared_out_of_100() -> None:
    found = side_by_side(inventory("absolute"), inventory("relative"))
    assert (found.scale.of, found.scale.is_converted) == (Fraction(100), True)
    assert {one.after.run.name.model: one.change for one in found.moved}["Claude Opus 4.6"] == Fraction("0.1")
    assert [(one.run, other.run) for one, other in found.reversed] == [
        ("inventory/claude-opus-4.6", "inventory/glm-5"),
    ]


@pytest.mark.parametrize("is_known", [True, False])
def test_a_working_inventory_run_costs_what_all_its_runs_cost_where_that_is_known(is_known: bool) -> None:
    asked = points(scale=200, more=WITH_GATE)
    runs = [one.run for one in inventory("absolute").ranked]
    starts = [True, True, True, True, False, False]
    works = {
        of.id: is_working(of, [card(asked, of, gates={"starts": holds})], named_gates(asked))
        for of, holds in zip(runs, starts, strict=True)
    }
    if is_known:
        paid = Cost(Basis.ESTIMATED, Decimal("1.10"))
        runs = [type(of)(of.name, type(of.figures)(cost=paid), None) for of in runs]
    found = {one.model: one.per_working_run for one in costs_per_working_run(runs, works)}
    assert found["GPT OSS 120B"] == found["Nvidia Nemotron 3"] == INFINITE
    for model in ("Claude Opus 4.6", "GLM 5", "Kimi 2.5", "Codex 5.3 High"):
        assert found[model].value == (Fraction(11, 10) if is_known else None)
        assert (found[model] == UNKNOWN) is not is_known


def test_perch_models_swing_from_task_to_task() -> None:
    found = across(perch())
    assert [(one.contender.model, one.rank, found.mean_shown(one), found.swing_shown(one)) for one in found.ranked] == [
        ("GPT-5.5-Codex", 1, "83.0", "2"),
        ("DeepSeek-V4-Flash", 2, "79.5", "13"),
        ("Kimi-K2.6", 3, "56.5", "53"),
    ]
    assert [(one.contender.model, one.consistency) for one in found.by_consistency] == [
        ("GPT-5.5-Codex", 1),
        ("DeepSeek-V4-Flash", 2),
        ("Kimi-K2.6", 3),
    ]
    kimi = found.ranked[2]
    assert (kimi.best_task, kimi.worst_task, kimi.weights) == ("perch-concept", "perch-build", "open")
    assert [(one.contender, one.missing, one.swing) for one in found.incomplete] == [
        (Contender("Opus 4.8"), ("perch-concept",), None)
    ]


def test_perch_groups_by_task_and_by_weights() -> None:
    tasks = grouped(perch(), By.TASK).groups
    assert [(one.name, one.mean, one.best, one.worst) for one in tasks] == [
        ("perch-build", *exact(65, 82, 30)),
        ("perch-concept", *exact("253/3", 86, 83)),
    ]
    weights = grouped(perch(), By.WEIGHTS).groups
    assert [(one.name, one.mean, one.spread.value) for one in weights] == [
        ("closed", Fraction(241, 3), Fraction(84, 75)),
        ("open", 68, Fraction(86, 30)),
    ]

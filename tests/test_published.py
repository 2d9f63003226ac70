"""The study of `sidegrade demo --published`: what was published of three evaluations follows from what ships, fact by fact."""

from collections.abc import Iterator
from fractions import Fraction
from importlib.resources import files
from pathlib import Path

import pytest

from grading.errors import StudyError
from grading.report.claims import Checked, Verdict
from grading.report.groups import By
from grading.report.index import AgainstIndex
from grading.report.standings import Ground, Standings
from grading.rubric.arithmetic import shown
from grading.rubric.file import rubric_from_toml
from grading.rubric.lint import Level, lint
from grading.runs.model import Basis
from grading.study import Study
from tui.commands.tour_study import EVALUATIONS, make_published

SHIPPED = Path(str(files("sample_runs"))) / "published"


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    with make_published(tmp_path_factory.mktemp("published") / "study") as made:
        yield made


def table(study: Study, task: str, rubric: str) -> Standings:
    return study.reports.standings(task, study.find_rubric(task, rubric))


def rails(study: Study, edition: str = "2026-05") -> Standings:
    return table(study, "rails-chat", f"rails-chat-totals@{edition}")


def perch(study: Study) -> list[Standings]:
    return [table(study, task, "perch-totals") for task in ("perch-build", "perch-concept")]


def verified(study: Study, folder: str) -> list[Checked]:
    path = study.root / folder / "claims.csv"
    return study.reports.verified(path.read_text(), path.name)


# The study


def test_the_study_is_whole_and_says_what_its_tasks_are(study: Study) -> None:
    assert study.check_up().damage == ()
    assert {one.key: one.title for one in study.tasks()} == {
        key: title for evaluation in EVALUATIONS for key, title in evaluation.tasks.items()
    }
    assert len(study.runs()) == 30 + 3 + 6 + 4 + 3
    assert [run.id for run in study.runs() if run.snapshot is not None] == []


def test_what_ships_lies_beside_it_unchanged(study: Study) -> None:
    for evaluation in EVALUATIONS:
        shipped = {path.name: path.read_bytes() for path in (SHIPPED / evaluation.folder).iterdir()}
        copied = {path.name: path.read_bytes() for path in (study.root / evaluation.folder).iterdir()}
        assert copied == shipped
        assert {"figures.csv", "claims.csv", *evaluation.marks, *evaluation.rubrics} <= set(shipped)


def test_nothing_that_is_in_the_way_is_written_over(tmp_path: Path) -> None:
    mine = tmp_path / "inventory" / "index.csv"
    mine.parent.mkdir()
    mine.write_text("mine")
    with pytest.raises(StudyError, match="is there already"):
        make_published(tmp_path)
    assert mine.read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["inventory"]


# Rails chat


def test_rails_ranks_24_and_ties_two_pairs(study: Study) -> None:
    found = rails(study).ranked
    assert [one.rank for one in found] == [1, 1, *range(3, 8), 8, 8, *range(10, 25)]
    assert {one.run.name.model for one in found if one.rank == 1} == {"Claude Opus 4.7", "GPT 5.4 xHigh"}
    assert {one.run.name.model for one in found if one.rank == 8} == {"Claude Sonnet 4.6", "DeepSeek V4 Flash"}


def test_rails_knows_which_orders_are_noise(study: Study) -> None:
    near = [(one.run.name.model, one.total) for one in rails(study).ranked if one.is_near_next]
    assert near == [
        ("Claude Opus 4.7", "97"),
        ("GPT 5.4 xHigh", "97"),
        ("Claude Opus 4.6", "83"),
        ("Claude Sonnet 4.6", "78"),
        ("Grok 4.3", "72"),
        ("Step 3.5 Flash", "56"),
    ]


def test_rails_has_four_tiers(study: Study) -> None:
    tiers = [one.tier.name for one in rails(study).ranked if one.tier]
    assert "".join(tiers) == "A" * 7 + "B" * 7 + "C" * 6 + "D" * 4


def test_rails_costs_are_estimates_or_unknown_and_never_nothing(study: Study) -> None:
    costs = [one.run.figures.cost for one in rails(study).ranked]
    assert [cost.basis for cost in costs].count(Basis.ESTIMATED) == 18
    assert [cost.basis for cost in costs].count(Basis.UNKNOWN) == 5
    assert [cost.basis for cost in costs].count(Basis.SUBSCRIPTION) == 1
    assert [cost for cost in costs if cost.usd == 0] == []


def test_rails_lists_six_unfinished_runs_apart_and_two_with_a_total(study: Study) -> None:
    found = rails(study)
    assert {ground: len(ones) for ground, ones in found.apart_by_ground.items()} == {Ground.NO_MARKS: 6}
    assert [(one.run.name.model, one.rank) for one in found.ranked if one.run.figures.state.value == "unfinished"] == [
        ("GLM 4.7 Flash bf16", 17),
        ("GPT OSS 20B", 24),
    ]


def test_one_model_in_three_set_ups(study: Study) -> None:
    found = table(study, "rails-chat-variants", "rails-chat-totals")
    assert [(one.run.name.harness, one.run.name.condition, one.total) for one in found.ranked] == [
        ("claude-code via shim", "delegate registered", "89"),
        ("claude-code via shim", "solo", "84"),
    ]
    assert [(one.ground, one.total) for one in found.apart] == [(Ground.UNMEASURABLE, "69")]


def test_the_later_edition_moves_runs_and_flips_a_tier(study: Study) -> None:
    found = study.reports.side_by_side(rails(study, "earlier-in-tiers"), rails(study))
    changes = {one.after.run.name.model: found.change_shown(one) for one in found.moved}
    assert [changes[model] for model in ("DeepSeek V4 Pro", "Claude Opus 4.6", "Gemini 3.1 Pro")] == ["+23", "-8", "0"]
    assert sorted(changes.values()) == ["+23", *["+3"] * 6, "-8", "0"]
    assert [
        (one.after.run.name.model, one.before.tier and one.before.tier.name, one.after.tier and one.after.tier.name)
        for one in found.flips
    ] == [("DeepSeek V4 Pro", "B", "A")]
    passed = {one.after.run.name.model for one, other in found.reversed if "deepseek" in other.run}
    assert passed == {"Claude Opus 4.6", "Kimi K2.6", "Gemini 3.1 Pro"}


def test_the_lent_tiers_change_no_total_and_are_the_later_ones(study: Study) -> None:
    published, lent = rails(study, "earlier"), rails(study, "earlier-in-tiers")
    assert [(one.run.id, one.exact) for one in published.ranked] == [(one.run.id, one.exact) for one in lent.ranked]
    assert (published.rubric.tiers, lent.rubric.tiers) == ((), rails(study).rubric.tiers)


def test_a_rails_run_with_a_right_api_call_has_a_price_where_its_cost_is_known(study: Study) -> None:
    found = study.reports.working_costs(table(study, "rails-chat", "rails-chat-api"), ["api"])
    prices = {one.model: one.per_working_run.value for one in found if one.per_working_run.value is not None}
    assert list(prices.items())[:2] == [("DeepSeek V4 Flash", Fraction(1, 100)), ("Kimi K2.5", Fraction(1, 10))]
    assert (len(prices), list(prices.items())[-1]) == (14, ("GPT 5.4 xHigh", Fraction(16)))
    assert len([one for one in found if one.per_working_run.is_infinite]) == 12
    assert {one.model: one.why_unknown for one in found if one.why_unknown} == {
        "GLM 4.7 Flash bf16": "the cost of 1 run of 1 is unknown",
        "Qwen 3.5 35B": "the cost of 1 run of 1 is unknown",
        "Step 3.5 Flash": "the gates of 1 run of 1 are not answered",
    }


def test_the_gate_of_rails_changes_no_published_total(study: Study) -> None:
    gated = {one.run.id: one.exact for one in table(study, "rails-chat", "rails-chat-api").ranked}
    plain = {one.run.id: one.exact for one in rails(study).ranked}
    assert plain == gated | {"rails-chat/step-3.5-flash": Fraction(56)}


# Inventory


def test_the_two_inventory_rubrics_have_another_first(study: Study) -> None:
    absolute, relative = (table(study, "inventory", f"inventory-{kind}-totals") for kind in ("absolute", "relative"))
    found = study.reports.side_by_side(absolute, relative)
    assert [(one.after.run.name.model, other.after.run.name.model) for one, other in found.reversed] == [
        ("Claude Opus 4.6", "GLM 5")
    ]
    assert [one.total for one in absolute.ranked[:2]] == ["190.0", "188.0"]
    assert [one.total for one in relative.ranked[:2]] == ["9.52", "9.51"]


def against(study: Study) -> AgainstIndex:
    path = study.root / "inventory" / "index.csv"
    return study.reports.against(table(study, "inventory", "inventory-absolute-totals"), path.read_text(), path.name)


def test_the_inventory_spread_is_5_1_and_that_of_the_index_2_2(study: Study) -> None:
    found = against(study)
    spreads = found.spread.value, found.index.spread.value
    assert spreads == (Fraction(190, 37), Fraction(53, 24))
    assert [shown(one, 1) for one in spreads if one is not None] == ["5.1", "2.2"]


def test_one_pair_is_reversed_in_the_index(study: Study) -> None:
    found = against(study)
    assert [(one.ahead_here.model, one.ahead_there.model) for one in found.reversed] == [("Kimi 2.5", "Codex 5.3 High")]
    assert found.only_there == ("lowest of the index (whose it is: not published)",)


def test_a_working_run_is_beyond_price_where_none_starts_and_unknown_where_no_cost_is(study: Study) -> None:
    found = study.reports.working_costs(table(study, "inventory", "inventory-started"), ["starts"])
    assert {one.model for one in found if one.per_working_run.is_infinite} == {"Nvidia Nemotron 3", "GPT OSS 120B"}
    unknown = {one.model: one.why_unknown for one in found if not one.per_working_run.is_known}
    assert set(unknown) == {"Claude Opus 4.6", "GLM 5", "Kimi 2.5", "Codex 5.3 High"}
    assert set(unknown.values()) == {"the cost of 1 run of 1 is unknown"}


def test_the_gate_of_the_inventory_changes_no_published_total(study: Study) -> None:
    plain, gated = (table(study, "inventory", f"inventory-{name}") for name in ("absolute-totals", "started"))
    assert [(one.run.id, one.exact) for one in plain.ranked] == [(one.run.id, one.exact) for one in gated.ranked]


# Perch


def test_kimi_swings_by_53_points_in_perch(study: Study) -> None:
    found = study.reports.across(perch(study))
    assert [
        (one.contender.model, one.rank, found.mean_shown(one), found.swing_shown(one), one.consistency)
        for one in found.ranked
    ] == [
        ("GPT-5.5-Codex", 1, "83.0", "2", 1),
        ("DeepSeek-V4-Flash", 2, "79.5", "13", 2),
        ("Kimi-K2.6", 3, "56.5", "53", 3),
    ]
    assert [(one.contender.model, one.missing) for one in found.incomplete] == [("Opus 4.8", ("perch-concept",))]


def test_perch_tells_open_weights_from_closed_ones(study: Study) -> None:
    found = study.reports.grouped(perch(study), By.WEIGHTS).groups
    assert [(one.name, {entry.run.name.model for entry in one.ranked}) for one in found] == [
        ("closed", {"GPT-5.5-Codex", "Opus 4.8"}),
        ("open", {"DeepSeek-V4-Flash", "Kimi-K2.6"}),
    ]


# What was claimed


@pytest.mark.parametrize(("folder", "number"), [("rails-chat", 86), ("inventory", 18), ("perch", 10)])
def test_every_published_number_that_can_be_checked_holds(folder: str, number: int, study: Study) -> None:
    found = [one for one in verified(study, folder) if one.verdict is not Verdict.UNKNOWN]
    assert len(found) == number
    assert [one for one in found if one.verdict is Verdict.FAILS] == []


def test_the_total_of_a_run_that_cannot_be_measured_cannot_be_checked(study: Study) -> None:
    every = [one for folder in ("rails-chat", "inventory", "perch") for one in verified(study, folder)]
    (found,) = [one for one in every if one.verdict is Verdict.UNKNOWN]
    assert (found.claim.run, found.claim.published, found.computed) == ("deepseek-v4-pro@opencode", "69", "")
    assert "unmeasurable: mixed authorship" in found.why


def test_the_rails_claims_are_the_whole_table(study: Study) -> None:
    claims = [one.claim for one in verified(study, "rails-chat") if one.claim.rubric.endswith("2026-05")]
    of_table = [(one.kind.value, one.run) for one in claims if one.task == "rails-chat" and one.run and not one.other]
    ids = [one.run.id.split("/", 1)[1] for one in rails(study).ranked]
    assert sorted(of_table) == sorted((kind, run) for kind in ("total", "rank", "tier") for run in ids)


@pytest.mark.parametrize(("name", "errors"), [("absolute", 2), ("relative", 6)])
def test_where_a_rubric_contradicts_itself_both_numbers_are_said(name: str, errors: int) -> None:
    path = SHIPPED / "inventory" / f"{name}-as-published.toml"
    found = [one.what for one in lint(rubric_from_toml(path.read_text(), path.name)) if one.level is Level.ERROR]
    assert len(found) == errors
    totals = {
        "absolute": "add up to 199.5, but the rubric declares 200",
        "relative": "add up to 140, but the rubric declares 100",
    }
    assert found[-1].endswith(totals[name])


# What is installed


def test_the_package_holds_every_file_of_the_tour() -> None:
    from hatchling.builders.wheel import WheelBuilder

    root = Path(__file__).parents[1]
    packed = {one.distribution_path for one in WheelBuilder(str(root)).recurse_included_files()}
    shipped = {str(path.relative_to(root)) for path in SHIPPED.rglob("*") if path.is_file()}
    assert len(shipped) > 20
    assert shipped <= packed

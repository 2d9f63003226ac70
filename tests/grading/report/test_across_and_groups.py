"""Several tasks: means, swings, consistency, groups, and totals of rubrics with scales of their own."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grading.errors import StudyError
from grading.report.across import Contender, across, one_of_each_task
from grading.report.groups import By, grouped
from grading.report.ratios import UNKNOWN
from grading.report.scales import Scale, common_scale
from grading.runs.model import Basis
from tests.grading.report.tables import card, exact, points, run, table, totals_table


def by_task(one: int, two: int) -> dict[str, Fraction]:
    return {"one": Fraction(one), "two": Fraction(two)}


def test_means_are_shown_with_one_more_decimal_and_rank_as_they_are_shown() -> None:
    found = across(
        [
            totals_table({"amber": "80", "cobalt": "80", "dune": "81"}, task="one"),
            totals_table({"amber": "70", "cobalt": "70", "dune": "69"}, task="two"),
            totals_table({"amber": "60", "cobalt": "60", "dune": "61"}, task="three"),
        ]
    )
    assert [(one.rank, one.contender.model, found.mean_shown(one)) for one in found.ranked] == [
        (1, "dune", "70.3"),
        (2, "amber", "70.0"),
        (2, "cobalt", "70.0"),
    ]
    assert [one.consistency for one in found.ranked] == [1, 1, 1]
    assert [one.contender.model for one in found.by_consistency] == ["dune", "amber", "cobalt"]


def test_a_model_is_the_same_whatever_its_case_and_is_called_as_the_first_task_has_it() -> None:
    tables = [totals_table({"Amber 2": "90"}, task="one"), totals_table({"amber-2": "60"}, task="two")]
    found = across(tables)
    assert [(one.contender.model, one.totals) for one in found.ranked] == [("Amber 2", by_task(90, 60))]


def test_the_steadiest_is_first_in_consistency_however_low_it_is() -> None:
    one, two = ({"amber": "90", "cobalt": "40"}, {"amber": "60", "cobalt": "41"})
    found = across([totals_table(one, task="one"), totals_table(two, task="two")])
    assert [each.contender.model for each in found.ranked] == ["amber", "cobalt"]
    assert [(each.contender.model, each.swing, each.consistency) for each in found.by_consistency] == [
        ("cobalt", Fraction(1), 1),
        ("amber", Fraction(30), 2),
    ]


def test_a_swing_is_that_of_the_totals_as_shown_and_a_mean_that_of_the_exact_ones() -> None:
    asked = points(decimals=1)
    one, two = ({"birch": "60.95", "cedar": "60.54"}, {"birch": "88.54", "cedar": "88.04"})
    found = across([totals_table(one, asked, task="one"), totals_table(two, asked, task="two")])
    assert [(each.contender.model, found.mean_shown(each), found.swing_shown(each)) for each in found.ranked] == [
        ("birch", "74.75", "27.5"),  # 88.5 less 61.0
        ("cedar", "74.29", "27.5"),
    ]
    assert [(each.swing, each.consistency) for each in found.ranked] == [(Fraction("27.59"), 1), (Fraction("27.5"), 1)]


def test_one_task_alone_swings_nowhere() -> None:
    found = across([totals_table({"amber": "90", "cobalt": "40"})])
    assert [(one.rank, one.swing, one.consistency, found.swing_shown(one)) for one in found.ranked] == [
        (1, None, None, ""),
        (2, None, None, ""),
    ]
    assert found.mean_shown(found.ranked[0]) == "90"


def test_attempts_are_taken_together_and_harnesses_and_conditions_are_not() -> None:
    asked = points()
    tables = []
    for task, totals in (("one", ("60", "80", "10", "30")), ("two", ("50", "50", "20", "40"))):
        runs = [
            run("amber", task),
            run("amber", task, attempt=2),
            run("amber", task, harness="loop"),
            run("amber", task, condition="solo"),
        ]
        tables.append(
            table(asked, runs, [card(asked, of, build=total) for of, total in zip(runs, totals, strict=True)])
        )
    found = across(tables)
    assert [(one.contender, one.totals, one.mean) for one in found.ranked] == [
        (Contender("amber"), by_task(70, 50), Fraction(60)),
        (Contender("amber", "", "solo"), by_task(30, 40), Fraction(35)),
        (Contender("amber", "loop"), by_task(10, 20), Fraction(15)),
    ]


def test_who_is_not_ranked_everywhere_has_no_place() -> None:
    tables = [totals_table({"amber": "90", "cobalt": "40"}, task="one"), totals_table({"cobalt": "50"}, task="two")]
    found = across(tables)
    assert [(one.rank, one.contender.model) for one in found.ranked] == [(1, "cobalt")]
    assert [(one.contender.model, one.rank, one.consistency, one.missing) for one in found.incomplete] == [
        ("amber", None, None, ("two",))
    ]


def test_a_task_whose_runs_are_all_void_counts_for_nobody() -> None:
    void = run("amber", "two", state="void", reason="added by mistake")
    mistaken = table(points(), [void], [])
    assert mistaken.is_void
    assert not table(points(), [void, run("cobalt", "two")], []).is_void
    assert not table(points(), [run("amber", "two", state="unmeasurable", reason="no log")], []).is_void
    found = across([totals_table({"amber": "90"}, task="one"), mistaken])
    assert (found.tasks, [one.contender.model for one in found.ranked], found.incomplete) == (("one",), ["amber"], ())


def test_a_task_under_two_rubrics_is_refused() -> None:
    both = [totals_table({"amber": "1"}), totals_table({"amber": "2"}, points("2"))]
    with pytest.raises(StudyError, match="the task service is there under two rubrics"):
        across(both)


@pytest.mark.parametrize(
    ("editions", "taken"),
    [
        ({"one": "1 2 3", "two": "1 2"}, "2 2"),
        ({"one": "1 2 3", "two": "3"}, "3 3"),
        ({"one": "1", "two": "2 3"}, "1 3"),
        ({}, ""),
    ],
)
def test_tasks_are_measured_by_the_newest_edition_that_all_have_else_each_by_its_last(
    editions: dict[str, str], taken: str
) -> None:
    asked = {name: points(edition=name) for name in "123"}
    tables = [
        totals_table({"amber": "50"}, asked[name], task=task)
        for task, names in editions.items()
        for name in names.split()
    ]
    assert [one.rubric.edition for one in one_of_each_task(tables)] == taken.split()


def test_no_tasks_make_an_empty_table() -> None:
    found = across([])
    assert (found.tasks, found.ranked, found.incomplete) == ((), (), ())


def test_totals_of_different_scales_are_taken_out_of_100() -> None:
    tables = [
        totals_table({"amber": "150"}, points(scale=200), task="one"),
        totals_table({"amber": "5"}, points(scale=10), task="two"),
    ]
    found = across(tables)
    assert (found.scale, found.decimals) == (Scale(Fraction(100), 1, is_converted=True), 2)
    assert (found.ranked[0].totals, found.ranked[0].swing) == (by_task(75, 50), Fraction(25))


def test_totals_of_one_scale_stay_as_they_are() -> None:
    scale = common_scale([points(scale=200), points("2", scale=200, decimals=2)])
    assert scale == Scale(Fraction(200), 2, is_converted=False)
    assert scale.convert(Fraction(7), points(scale=200)) == 7
    assert common_scale([]) == Scale(Fraction(100), 1, is_converted=False)


def test_weights_are_told_only_where_they_are_the_same_everywhere() -> None:
    asked = points()
    tables = []
    for task, weights in (("one", "open"), ("two", "closed")):
        runs = [run("amber", task, weights=weights), run("cobalt", task, weights="open")]
        tables.append(table(asked, runs, [card(asked, of, build="5") for of in runs]))
    assert [one.weights for one in across(tables).ranked] == ["", "open"]


def test_groups_hold_all_their_runs_and_all_their_money() -> None:
    asked = points()
    runs = [
        run("amber", weights="open", cost_usd="1.10"),
        run("cobalt", weights="open", cost_usd="~2", state="void", reason="it saw the answers"),
        run("dune", weights="closed"),
        run("ecru"),
        run("fawn", weights="open", cost_usd="3"),
    ]
    found = table(asked, runs, [card(asked, of, build="40") for of in runs[:3]] + [card(asked, runs[4], build="80")])
    closed, opened, unsaid = grouped([found], By.WEIGHTS).groups
    assert (opened.name, opened.totals, [one.name.model for one in opened.not_ranked]) == (
        "open",
        exact(80, 40),
        ["cobalt"],
    )
    assert (opened.mean, opened.best, opened.worst, opened.spread.value) == exact(60, 80, 40, 2)
    assert (opened.spent.basis, opened.spent.usd) == (Basis.ESTIMATED, Fraction("6.10"))
    assert (closed.name, closed.spent.usd) == ("closed", None)
    assert (unsaid.name, unsaid.mean, unsaid.best, unsaid.worst, unsaid.spread) == ("", None, None, None, UNKNOWN)
    assert [one.name.model for one in unsaid.not_ranked] == ["ecru"]


def test_a_run_under_two_rubrics_was_paid_for_once() -> None:
    of = run("amber", condition="solo", cost_usd="5")
    tables = [table(asked, [of], [card(asked, of, build="4")]) for asked in (points(), points("2", scale=10))]
    (group,) = grouped(tables, By.CONDITION).groups
    assert (group.name, group.totals, group.spent.usd) == ("solo", exact(4, 40), Fraction(5))


@pytest.mark.parametrize(
    ("by", "name"), [(By.TASK, "service"), (By.HARNESS, "loop"), (By.CONDITION, "solo"), (By.WEIGHTS, "open")]
)
def test_a_group_is_named_after_what_its_runs_have_in_common(by: By, name: str) -> None:
    of = run("amber", harness="loop", condition="solo", weights="open")
    asked = points()
    assert [one.name for one in grouped([table(asked, [of], [card(asked, of, build="1")])], by).groups] == [name]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)), min_size=1, max_size=6))
def test_a_mean_lies_between_the_worst_and_the_best_task(drawn: list[tuple[int, int]]) -> None:
    tables = [
        totals_table({f"m{place}": str(totals[side]) for place, totals in enumerate(drawn)}, task=f"t{side}")
        for side in (0, 1)
    ]
    found = across(tables)
    assert len(found.ranked) == len(drawn)
    for one in found.ranked:
        assert one.totals[one.worst_task] <= one.mean <= one.totals[one.best_task]
        assert one.swing == abs(one.totals["t0"] - one.totals["t1"])
    assert [one.swing for one in found.by_consistency] == sorted(abs(one - other) for one, other in drawn)

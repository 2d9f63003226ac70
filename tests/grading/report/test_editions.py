"""Two standings side by side: who moves, by how much, whose tier flips."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grading.report.editions import side_by_side
from tests.grading.report.tables import TIERS, points, totals_table


def test_who_moves_by_how_much_and_whose_tier_flips() -> None:
    before = totals_table({"amber": "85", "cobalt": "79", "dune": "70"}, points("1", more=TIERS))
    after = totals_table({"amber": "79.4", "cobalt": "80", "dune": "70"}, points("2", more=TIERS))
    found = side_by_side(before, after)
    assert [
        (one.run, one.rank_before, one.rank_after, one.places, found.change_shown(one), one.flips)
        for one in found.moved
    ] == [
        ("service/cobalt", 2, 1, 1, "+1", True),
        ("service/amber", 1, 2, -1, "-6", True),
        ("service/dune", 3, 3, 0, "0", False),
    ]
    assert [one.run for one in found.flips] == ["service/cobalt", "service/amber"]
    assert [(ahead.run, behind.run) for ahead, behind in found.reversed] == [("service/amber", "service/cobalt")]
    assert found.moved[1].change == Fraction("-5.6")
    assert found.agreement.tau_b == pytest.approx(1 / 3)


def test_places_are_counted_among_the_runs_that_both_rank() -> None:
    before = totals_table({"amber": "50", "cobalt": "40"})
    after = totals_table({"dune": "99", "cobalt": "60", "ecru": "55", "amber": "50"}, points("2"))
    found = side_by_side(before, after)
    assert [(one.run, one.after.rank, one.rank_before, one.rank_after) for one in found.moved] == [
        ("service/cobalt", 2, 2, 1),
        ("service/amber", 4, 1, 2),
    ]
    assert [one.run.name.model for one in found.only_after] == ["dune", "ecru"]
    assert [one.run.name.model for one in side_by_side(after, before).only_before] == ["dune", "ecru"]


def test_without_tiers_on_both_sides_none_flips() -> None:
    before, after = totals_table({"amber": "85"}, points(more=TIERS)), totals_table({"amber": "10"}, points("2"))
    assert side_by_side(before, after).flips == side_by_side(after, before).flips == ()


def test_a_change_that_is_too_small_to_be_shown_has_no_sign() -> None:
    found = side_by_side(totals_table({"amber": "10"}), totals_table({"amber": "10.4"}, points("2")))
    assert [(one.change, found.change_shown(one)) for one in found.moved] == [(Fraction("0.4"), "0")]


def test_scales_that_differ_are_compared_out_of_100() -> None:
    found = side_by_side(
        totals_table({"amber": "190"}, points(scale=200)), totals_table({"amber": "9"}, points("2", scale=10))
    )
    assert [(one.change, found.change_shown(one)) for one in found.moved] == [(Fraction(-5), "-5.0")]


def test_standings_without_a_run_in_common_have_nothing_to_say() -> None:
    found = side_by_side(totals_table({"amber": "1"}), totals_table({"cobalt": "1"}))
    assert (found.moved, found.reversed, found.agreement.number) == ((), (), 0)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)), max_size=7))
def test_looking_from_the_other_side_turns_everything_round(drawn: list[tuple[int, int]]) -> None:
    one, other = (
        totals_table(
            {f"m{place}": str(totals[side]) for place, totals in enumerate(drawn)}, points(str(side), more=TIERS)
        )
        for side in (0, 1)
    )
    there, back = side_by_side(one, other), side_by_side(other, one)
    turned = {each.run: (-each.places, -each.change, each.flips) for each in back.moved}
    assert {each.run: (each.places, each.change, each.flips) for each in there.moved} == turned
    assert {(a.run, b.run) for a, b in there.reversed} == {(b.run, a.run) for a, b in back.reversed}
    assert all(each.places == 0 and each.change == 0 for each in side_by_side(one, one).moved)

"""Standings: places on totals as shown, ties, several reviewers, what is common, and who stands apart."""

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grading.report.reviewers import reviewed
from grading.report.standings import Ground, Standings, standings
from tests.builders import rubric
from tests.grading.report.tables import TIERS, WITH_GATE, card, points, run, table, totals_table

always = settings(max_examples=100, deadline=None, derandomize=True)

TWO = """
format = 1
key = "two"
edition = "1"
title = "Two dimensions"
scale = 100

[[dimension]]
key = "api"
title = "Interface"
max = 10
weight = 3

[[dimension]]
key = "tests"
title = "Tests"
max = 20
weight = 1
"""


def seen(found: Standings) -> list[tuple[int, str, str, str]]:
    near = {True: "≈", False: ""}
    return [(one.rank, one.run.name.model, one.total, near[one.is_near_next]) for one in found.ranked]


def test_places_follow_totals_as_they_are_shown() -> None:
    found = totals_table({"amber": "80.4", "cobalt": "79.5", "dune": "79.49", "ecru": "80.5"})
    assert seen(found) == [
        (1, "ecru", "81", ""),
        (2, "amber", "80", "≈"),
        (2, "cobalt", "80", ""),
        (4, "dune", "79", ""),
    ]
    assert [one.exact for one in found.ranked][1:3] == [Fraction("80.4"), Fraction("79.5")]


@pytest.mark.parametrize(("band", "near"), [(0, ["", "≈", "", ""]), (1, ["≈", "≈", "", ""]), (3, ["≈", "≈", "≈", ""])])
def test_neighbours_within_the_tie_band_are_near(band: int, near: list[str]) -> None:
    found = totals_table({"amber": "90", "cobalt": "89", "dune": "89", "ecru": "86"}, points(band=band))
    assert [row[3] for row in seen(found)] == near


def test_a_tier_is_that_of_the_total_as_shown_and_comes_with_its_meaning() -> None:
    found = totals_table({"amber": "79.5", "cobalt": "79.4"}, points(more=TIERS))
    assert [(one.tier.name, one.tier.means) for one in found.ranked if one.tier] == [("A", "ships"), ("B", "does not")]


def test_without_tiers_there_is_none() -> None:
    assert [one.tier for one in totals_table({"amber": "50"}).ranked] == [None]


def test_several_reviewers_give_their_mean_their_spread_and_their_number() -> None:
    asked, of = points(decimals=1), run("amber")
    cards = [card(asked, of, name, build=total) for name, total in [("noor", "70"), ("mia", "75"), ("per", "60")]]
    (found,) = table(asked, [of], cards).ranked
    assert (found.total, found.exact, found.cards) == ("68.3", Fraction(205, 3), 3)
    assert [one.reviewer for one in found.reviewed.totals] == ["mia", "noor", "per"]
    assert found.reviewed.spread == 15
    assert (found.reviewed.lowest.reviewer, found.reviewed.highest.reviewer) == ("per", "mia")


def test_two_reviewers_who_agree_have_a_spread_of_nothing() -> None:
    asked, of = points(), run("amber")
    (found,) = table(asked, [of], [card(asked, of, name, build="70") for name in ("mia", "noor")]).ranked
    assert (found.cards, found.reviewed.spread) == (2, Fraction(0))


def test_one_reviewer_alone_has_no_spread() -> None:
    (found,) = totals_table({"amber": "50"}).ranked
    assert (found.cards, found.reviewed.spread) == (1, None)


def test_a_card_with_open_cells_counts_for_nothing_beside_a_complete_one() -> None:
    asked, of = rubric(TWO), run("amber")
    found = table(asked, [of], [card(asked, of, api="10", tests="0"), card(asked, of, "noor", api="1")])
    assert [(one.total, one.cards) for one in found.ranked] == [("75", 1)]
    assert found.partial == ()


def test_a_run_with_nothing_but_open_cards_is_never_ranked() -> None:
    asked, of = rubric(TWO), run("amber")
    found = table(asked, [of], [card(asked, of, api="9"), card(asked, of, "noor")])
    assert found.ranked == ()
    assert [(one.total, one.of, one.missing) for one in found.partial] == [("68", "75", 1)]


def test_each_dimension_has_the_mean_of_those_who_found_it_attempted() -> None:
    asked, of = rubric(TWO), run("amber")
    cards = [card(asked, of, api="9", tests="x"), card(asked, of, "noor", api="6", tests="x"), card(asked, of, "per")]
    (found,) = table(asked, [of], cards).ranked
    assert [(one.key, one.points, one.of, one.share) for one in found.dimensions] == [
        ("api", Fraction(15, 2), Fraction(10), Fraction(3, 4)),
        ("tests", None, Fraction(20), None),
    ]


def test_common_counts_only_what_every_complete_card_attempted() -> None:
    asked = rubric(TWO)
    amber, cobalt = run("amber"), run("cobalt")
    cards = [card(asked, amber, api="8", tests="20"), card(asked, cobalt, api="9", tests="x")]
    by_run = {amber.id: cards[:1], cobalt.id: cards[1:]}
    whole, common = (
        standings("service", asked, [amber, cobalt], by_run),
        standings("service", asked, [amber, cobalt], by_run, common=True),
    )
    assert (whole.common, seen(whole)) == (None, [(1, "cobalt", "90", ""), (2, "amber", "85", "")])
    assert (common.common, seen(common)) == (("api",), [(1, "cobalt", "90", ""), (2, "amber", "80", "")])


def test_where_nothing_is_common_every_run_says_so() -> None:
    asked = rubric(TWO)
    amber, cobalt = run("amber"), run("cobalt")
    cards = [card(asked, amber, api="8", tests="x"), card(asked, cobalt, api="x", tests="5")]
    found = table(asked, [amber, cobalt], cards, common=True)
    assert (found.common, found.ranked) == ((), ())
    assert [(one.run.name.model, one.why) for one in found.apart_by_ground[Ground.NOTHING_COMMON]] == [
        ("amber", "no dimension was attempted by all"),
        ("cobalt", "no dimension was attempted by all"),
    ]


def test_a_common_dimension_that_weighs_nothing_ranks_nobody() -> None:
    docs = '[[dimension]]\nkey = "docs"\ntitle = "Manual"\nmax = 5\n'
    asked = rubric(TWO.replace("weight = 3", "weight = 0") + docs)
    amber, cobalt = run("amber"), run("cobalt")
    cards = [card(asked, amber, api="8", tests="5", docs="x"), card(asked, cobalt, api="9", tests="x", docs="4")]
    assert seen(table(asked, [amber, cobalt], cards)) == [(1, "cobalt", "80", ""), (2, "amber", "25", "")]
    found = table(asked, [amber, cobalt], cards, common=True)
    assert (found.common, found.ranked) == (("api",), ())
    assert [one.ground for one in found.apart] == [Ground.NOTHING_COMMON] * 2


@pytest.mark.parametrize(
    ("state", "reason", "ground", "why"),
    [
        ("void", "it saw the answers", Ground.VOID, "void: it saw the answers"),
        ("unmeasurable", "mixed authorship", Ground.UNMEASURABLE, "unmeasurable: mixed authorship"),
        ("infrastructure", "the disk was full", Ground.INFRASTRUCTURE, "infrastructure: the disk was full"),
    ],
)
def test_what_says_nothing_about_the_model_is_never_ranked_whatever_its_total(
    state: str, reason: str, ground: Ground, why: str
) -> None:
    asked = points()
    amber, cobalt = run("amber", state=state, reason=reason), run("cobalt")
    found = table(asked, [amber, cobalt], [card(asked, amber, build="99"), card(asked, cobalt, build="50")])
    assert seen(found) == [(1, "cobalt", "50", "")]
    assert [(one.ground, one.why, one.total) for one in found.apart] == [(ground, why, "99")]


@pytest.mark.parametrize(
    ("state", "ground", "why"),
    [
        ("complete", Ground.NO_MARKS, "no marks yet"),
        ("provisional", Ground.NO_MARKS, "no marks yet"),
        ("unfinished", Ground.NO_MARKS, "no marks yet"),
        ("void", Ground.VOID, "void: it stalled"),
    ],
)
def test_a_run_without_marks_stands_apart(state: str, ground: Ground, why: str) -> None:
    reason = "" if state == "complete" else "it stalled"
    found = table(points(), [run("amber", state=state, reason=reason)], [])
    ended = f"{state}: it stalled" if state in ("provisional", "unfinished") else ""
    assert [(one.ground, one.why, one.state, one.total) for one in found.apart] == [(ground, why, ended, "")]


def test_what_was_not_attempted_at_all_is_not_awaited() -> None:
    asked, of = points(), run("amber")
    found = table(asked, [of], [card(asked, of, build="x")])
    assert [(one.ground, one.why) for one in found.apart] == [(Ground.NOTHING_ATTEMPTED, "nothing was attempted")]


def test_what_was_not_attempted_is_awaited_while_a_gate_is_open() -> None:
    asked, of = points(more=WITH_GATE), run("amber")
    found = table(asked, [of], [card(asked, of, build="x")])
    assert [(one.total, one.of, one.missing) for one in found.partial] == [("0", "0", 1)]
    assert found.apart == ()


def test_a_finished_grade_of_an_unfinished_run_is_ranked() -> None:
    asked, of = points(), run("amber", state="unfinished", reason="it stalled")
    assert seen(table(asked, [of], [card(asked, of, build="30")])) == [(1, "amber", "30", "")]


def test_an_open_gate_keeps_a_card_open() -> None:
    asked, of = points(more=WITH_GATE), run("amber")
    assert table(asked, [of], [card(asked, of, build="30")]).ranked == ()
    assert seen(table(asked, [of], [card(asked, of, build="30", gates={"starts": False})])) == [(1, "amber", "30", "")]


def test_a_card_that_somebody_has_begun_is_named_beside_the_complete_ones() -> None:
    asked, amber, dune = rubric(TWO), run("amber"), run("dune")
    whole = [card(asked, of, "otto", api="3", tests="4") for of in (amber, dune)]
    found = table(asked, [amber, dune], [*whole, card(asked, amber, "karla", api="3"), card(asked, amber, "nina")])
    assert [(one.run.id, [each.words for each in one.begun]) for one in found.ranked] == [
        ("service/amber", ["karla 1 of 2 cells"]),
        ("service/dune", []),
    ]


def test_no_complete_card_is_no_review() -> None:
    asked, of = rubric(TWO), run("amber")
    assert reviewed([card(asked, of, api="3")]) is None
    assert reviewed([card(asked, of, api="3", tests="x")], ("tests",)) is None


STATES = st.sampled_from(["complete", "unfinished", "void", "provisional"])
MARKS = st.dictionaries(st.sampled_from(["api", "tests"]), st.sampled_from(["0", "3", "4", "10", "x"]))
RUNS = st.lists(st.tuples(STATES, st.lists(MARKS, max_size=3)), max_size=7)


@always
@given(RUNS, st.booleans(), st.randoms())
def test_every_run_is_in_one_place_and_the_order_of_adding_says_nothing(
    drawn: list[tuple[str, list[dict[str, str]]]], common: bool, chance: Random
) -> None:
    asked = rubric(TWO)
    runs = [run(f"m{place}", state=state, reason="so") for place, (state, _) in enumerate(drawn)]
    cards = [
        card(asked, of, f"r{number}", given)
        for of, (_, rows) in zip(runs, drawn, strict=True)
        for number, given in enumerate(rows)
    ]
    found = table(asked, runs, cards, common=common)
    assert sorted(one.id for one in found.runs) == sorted(one.id for one in runs)
    totals = [int(one.total) for one in found.ranked]
    assert totals == sorted(totals, reverse=True)
    assert [one.rank for one in found.ranked] == [1 + sum(other > mine for other in totals) for mine in totals]
    assert all(one.reviewed.lowest.total <= one.exact <= one.reviewed.highest.total for one in found.ranked)
    shuffled = list(runs)
    chance.shuffle(shuffled)
    assert table(asked, shuffled, cards, common=common).ranked == found.ranked

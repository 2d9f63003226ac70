"""What points and working runs cost: exact, estimated, a subscription, unknown, infinite; never 0 by default."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grading.errors import RubricError
from grading.report.costs import cost_per_point, costs_per_working_run, is_working, named_gates, spent, working_costs
from grading.report.formats.figures import spent_words
from grading.report.ratios import INFINITE, UNKNOWN, Ratio
from grading.runs.figures import cost_from
from grading.runs.model import Basis, Cost
from tests.builders import rubric
from tests.grading.report.tables import WITH_GATE, card, points, run

TWO_GATES = WITH_GATE + WITH_GATE.replace("starts", "stays")


@pytest.mark.parametrize(
    ("costs", "basis", "usd", "known", "without"),
    [
        ([], Basis.EXACT, 0, 0, 0),
        (["1.10", "0"], Basis.EXACT, "1.10", "1.10", 0),
        (["1.10", "~2"], Basis.ESTIMATED, "3.10", "3.10", 0),
        (["~2", "subscription"], Basis.SUBSCRIPTION, None, 2, 1),
        (["subscription", "unknown", "0.1", "0.2"], Basis.UNKNOWN, None, "0.3", 2),
    ],
)
def test_a_sum_is_as_well_known_as_the_least_known_cost(
    costs: list[str], basis: Basis, usd: str | None, known: str, without: int
) -> None:
    found = spent(cost_from(one) for one in costs)
    assert (found.basis, found.without_amount) == (basis, without)
    assert found.usd == (None if usd is None else Fraction(usd))
    assert found.known == Fraction(known)


@pytest.mark.parametrize(
    ("costs", "known", "said"),
    [
        (["1.10", "~0.42", "subscription"], Basis.ESTIMATED, "~$1.52 + 1 run by subscription"),
        (["~0.42", "unknown", "subscription"], Basis.ESTIMATED, "~$0.42 + 2 runs unknown"),
        (["1.10", "0.42", "subscription"], Basis.EXACT, "$1.52 + 1 run by subscription"),
        (["1.10", "unknown"], Basis.EXACT, "$1.10 + 1 run unknown"),
        (["1.10", "~0.42"], Basis.ESTIMATED, "~$1.52"),
        (["subscription"], Basis.EXACT, "subscription"),
        (["unknown", "subscription"], Basis.EXACT, "–"),
    ],
)
def test_a_part_of_a_sum_is_an_estimate_where_one_of_its_amounts_is(costs: list[str], known: Basis, said: str) -> None:
    found = spent(cost_from(one) for one in costs)
    assert (found.known_basis, spent_words(found)) == (known, said)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.lists(st.decimals(0, 10**12, allow_nan=False, places=9), max_size=20))
def test_a_sum_loses_nothing_however_many_digits_it_has(amounts: list[Decimal]) -> None:
    found = spent(Cost(Basis.EXACT, one) for one in amounts)
    assert found.usd == Fraction(sum(int(one * 10**9) for one in amounts), 10**9)


@pytest.mark.parametrize(
    ("cost", "total", "expected"),
    [
        ("1.50", 75, Ratio(Fraction(1, 50))),
        ("~1", 3, Ratio(Fraction(1, 3))),
        ("0", 50, Ratio(Fraction(0))),
        ("1", 0, INFINITE),
        ("0", 0, UNKNOWN),
        ("subscription", 50, UNKNOWN),
        ("unknown", 50, UNKNOWN),
    ],
)
def test_a_point_costs_what_is_known_and_infinitely_much_where_there_is_none(
    cost: str, total: int, expected: Ratio
) -> None:
    assert cost_per_point(cost_from(cost), Fraction(total)) == expected


def test_gates_are_all_of_the_rubric_or_those_that_are_named() -> None:
    asked = points(more=TWO_GATES)
    assert named_gates(asked) == ("starts", "stays")
    assert named_gates(asked, ["stays"]) == ("stays",)
    assert named_gates(points()) == ()
    with pytest.raises(RubricError, match='points@1 has no gate "flies"; its gates are: starts, stays'):
        named_gates(asked, ["starts", "flies"])


@pytest.mark.parametrize(
    ("state", "answers", "expected"),
    [
        ("complete", [{"starts": True, "stays": True}], True),
        ("complete", [{"starts": True}, {"stays": True}], True),
        ("complete", [{"starts": True, "stays": True}, {"stays": False}], False),
        ("complete", [{"starts": True}], None),
        ("complete", [{"starts": False}], False),
        ("complete", [], None),
        ("provisional", [], None),
        ("unfinished", [], False),
        ("unfinished", [{"starts": True, "stays": True}], True),
        ("void", [{"starts": True, "stays": True}], False),
        ("infrastructure", [], False),
        ("unmeasurable", [{"starts": True, "stays": True}], False),
    ],
)
def test_a_run_works_where_every_gate_holds_and_nobody_saw_one_fail(
    state: str, answers: list[dict[str, bool]], expected: bool | None
) -> None:
    asked = points(more=TWO_GATES)
    of = run("amber", state=state, reason="so it was")
    cards = [card(asked, of, f"r{place}", gates=said) for place, said in enumerate(answers)]
    assert is_working(of, cards, named_gates(asked)) is expected
    assert is_working(of, cards, ()) is None


def test_all_money_spent_on_a_model_is_divided_by_its_runs_that_work() -> None:
    runs = [
        run("amber", cost_usd="1.50"),
        run("amber", attempt=2, cost_usd="~0.50"),
        run("amber", attempt=3, cost_usd="1", state="void", reason="it saw the answers"),
        run("cobalt", cost_usd="0.25"),
        run("dune", cost_usd="9"),
        run("ecru", cost_usd="2"),
        run("ecru", attempt=2, cost_usd="subscription"),
        run("fawn"),
        run("grey", cost_usd="4"),
    ]
    works = dict(zip([one.id for one in runs], [True, True, False, True, False, True, True, False, None], strict=True))
    found = costs_per_working_run(reversed(runs), works)
    assert [(one.model, one.working, one.runs, one.per_working_run.value) for one in found] == [
        ("cobalt", 1, 1, Fraction(1, 4)),
        ("amber", 2, 2, Fraction(3, 2)),
        ("dune", 0, 1, None),
        ("fawn", 0, 1, None),
        ("ecru", 2, 2, None),
        ("grey", 0, 1, None),
    ]
    assert [one.per_working_run.is_infinite for one in found] == [False, False, True, True, False, False]
    assert [one.why_unknown for one in found] == [
        *[""] * 4,
        "the cost of 1 run of 2 is a subscription",
        "the gates of 1 run of 1 are not answered",
    ]
    assert found[1].spent.basis is Basis.ESTIMATED


def test_the_gates_that_are_named_decide_what_works() -> None:
    asked, of = points(more=TWO_GATES), run("amber", cost_usd="3")
    cards = {of.id: [card(asked, of, gates={"starts": True, "stays": False})]}
    assert [one.per_working_run for one in working_costs(asked, [of], cards)] == [INFINITE]
    assert [one.per_working_run.value for one in working_costs(asked, [of], cards, ["starts"])] == [3]
    assert [one.unjudged for one in working_costs(points(), [of], {})] == [1]


def test_a_run_that_nobody_answered_for_is_not_taken_for_one_that_fails() -> None:
    (found,) = costs_per_working_run([run("amber", cost_usd="1"), run("amber", attempt=2)], {"service/amber": True})
    assert (found.per_working_run, found.unjudged) == (UNKNOWN, 1)
    assert found.why_unknown == "the gates of 1 run of 2 are not answered"


@pytest.mark.parametrize(
    ("states", "said", "per_run"),
    [
        (["void"], (0, 0, "its only run is void"), UNKNOWN),
        (["void", "void"], (0, 0, "all 2 runs are void"), UNKNOWN),
        (["complete", "void"], (1, 0, ""), INFINITE),
    ],
)
def test_what_was_added_by_mistake_is_no_attempt_that_failed(
    states: list[str], said: tuple[int, int, str], per_run: Ratio
) -> None:
    runs = [run("amber", attempt=at, state=one, reason="so it was") for at, one in enumerate(states, 1)]
    (found,) = costs_per_working_run(runs, {one.id: False for one in runs})
    assert (found.runs, found.working, found.why_unknown) == said
    assert found.per_working_run == per_run


def test_the_unknown_cost_of_a_void_run_is_named_as_that() -> None:
    runs = [run("amber", cost_usd="1"), run("amber", attempt=2, state="void", reason="so it was")]
    (found,) = costs_per_working_run(runs, {runs[0].id: True, runs[1].id: False})
    assert (found.runs, found.void, found.per_working_run) == (1, 1, UNKNOWN)
    assert found.why_unknown == "the cost of 1 run of 2, 1 of them void, is unknown"


def test_the_cost_of_no_run_is_named_as_unknown() -> None:
    runs = [run("amber"), run("amber", attempt=2)]
    (found,) = costs_per_working_run(runs, {one.id: True for one in runs})
    assert found.why_unknown == "the cost of 2 runs of 2 is unknown"


def test_working_runs_that_cost_nothing_cost_nothing() -> None:
    of = run("amber", cost_usd="0")
    (found,) = costs_per_working_run([of], {of.id: True})
    assert found.per_working_run == Ratio(Fraction(0))


def test_the_gates_of_a_real_rubric_are_found() -> None:
    assert named_gates(rubric()) == ("starts",)

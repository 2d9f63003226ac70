"""What to grade next, and who stands where."""

from collections import Counter
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from grading.marks.queue import Draw, in_order, sides
from grading.sides import Pair

RUNS = ["t/amber", "t/cobalt", "t/jade", "t/onyx"]


def drawn(*pairs: str) -> list[Draw]:
    """Draws told as `a-b`, one that was handed to later with a star."""
    return [
        Draw(Pair(*(f"t/{name}" for name in pair.removesuffix("*").split("-"))), pair.endswith("*")) for pair in pairs
    ]


def test_every_run_stands_once_in_the_first_pairs() -> None:
    first, second, *rest = in_order(RUNS, {}, [], "mia")
    assert first | second == set(RUNS)
    assert len(rest) == 4


def test_runs_with_the_fewest_cards_come_first() -> None:
    first, *_ = in_order(RUNS, {"t/amber": 2, "t/jade": 2, "t/cobalt": 1}, [], "mia")
    assert first == {"t/onyx", "t/cobalt"}


def test_of_an_odd_number_the_last_one_stands_beside_one_that_was_seen() -> None:
    first, second, third = in_order(RUNS[:3], {}, [], "mia")
    assert first | second == set(RUNS[:3])
    assert len(first & second) == 1
    assert third not in (first, second)


def test_what_was_drawn_stays_where_it_is() -> None:
    draws = drawn("amber-jade", "cobalt-jade")
    order = in_order(RUNS, {"t/amber": 5}, draws, "mia")
    assert order[:2] == [{"t/amber", "t/jade"}, {"t/cobalt", "t/jade"}]
    assert "t/onyx" in order[2]


def test_a_pair_that_was_handed_to_later_stands_at_the_end() -> None:
    order = in_order(RUNS, {}, drawn("amber-jade", "amber-jade*"), "mia")
    assert order[-1] == {"t/amber", "t/jade"}
    assert len(order) == 6


def test_of_pairs_that_were_handed_over_several_times_the_last_time_counts() -> None:
    order = in_order(RUNS, {}, drawn("amber-jade", "amber-jade*", "onyx-jade*", "amber-jade*"), "mia")
    assert order[-2:] == [{"t/onyx", "t/jade"}, {"t/amber", "t/jade"}]
    order = in_order(RUNS, {}, drawn("onyx-jade", "amber-jade*", "amber-jade"), "mia")
    assert order[:2] == [{"t/onyx", "t/jade"}, {"t/amber", "t/jade"}]


def test_runs_that_the_reviewer_has_finished_need_no_pair() -> None:
    assert {*in_order(RUNS, {}, [], "mia", ["t/amber", "t/jade"]).first} == {frozenset({"t/cobalt", "t/onyx"})}


def test_a_run_that_is_gone_is_in_no_pair() -> None:
    assert [*in_order(RUNS[:2], {}, drawn("amber-jade"), "mia")] == [{"t/amber", "t/cobalt"}]


def test_one_run_alone_makes_no_pair() -> None:
    assert [*in_order(RUNS[:1], {}, [], "mia")] == [*in_order([], {}, [], "mia")] == []


def test_reviewers_see_different_orders() -> None:
    assert len({tuple(in_order(RUNS, {}, [], f"reviewer {number}")) for number in range(20)}) > 1


def test_sides_once_drawn_stay() -> None:
    for toss in (True, False):
        assert sides({"t/amber", "t/jade"}, drawn("jade-amber"), toss) == Pair("t/jade", "t/amber")


def test_who_stood_on_a_more_often_stands_on_b() -> None:
    for toss in (True, False):
        assert sides({"t/amber", "t/onyx"}, drawn("amber-jade"), toss) == Pair("t/onyx", "t/amber")


@given(st.integers(2, 9), st.lists(st.booleans(), min_size=36, max_size=36))
def test_nobody_stands_on_one_side_much_more_often_than_on_the_other(count: int, tosses: list[bool]) -> None:
    draws: list[Draw] = []
    for pair, toss in zip(combinations([f"t/{number}" for number in range(count)], 2), tosses, strict=False):
        draws.append(Draw(sides(pair, draws, toss)))
    leaning: Counter[str] = Counter()
    for one in draws:
        leaning[one.runs.a] += 1
        leaning[one.runs.b] -= 1
    assert max(map(abs, leaning.values())) <= 2


@given(st.integers(0, 8), st.data())
def test_every_pair_is_in_the_queue_once(count: int, data: st.DataObject) -> None:
    runs = [f"t/{number}" for number in range(count)]
    pairs = [*combinations(runs, 2)]
    draws = [
        Draw(Pair(*data.draw(st.sampled_from(pairs))), data.draw(st.booleans()))
        for _ in range(data.draw(st.integers(0, 6)) if pairs else 0)
    ]
    order = in_order(runs, {}, draws, "mia")
    assert sorted(map(sorted, order)) == sorted(map(sorted, pairs))

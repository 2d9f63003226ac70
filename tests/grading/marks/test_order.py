"""Every pair of some runs in an order."""

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.marks.order import Order, Rounds


def runs(count: int) -> list[str]:
    return [f"t/{number}" for number in range(count)]


@given(st.integers(0, 12))
def test_every_pair_stands_in_one_place(count: int) -> None:
    rounds = Rounds(runs(count))
    found = [rounds.pair(place) for place in range(len(rounds))]
    assert sorted(map(sorted, found)) == sorted(map(sorted, combinations(runs(count), 2)))
    assert [rounds.place(pair) for pair in found] == list(range(len(rounds)))


@given(st.integers(2, 12), st.integers(0, 70))
def test_at_any_time_every_run_stood_in_about_as_many_pairs_as_any_other(count: int, until: int) -> None:
    rounds = Rounds(runs(count))
    stood = Counter(run for place in range(min(until, len(rounds))) for run in rounds.pair(place))
    assert max(stood[run] for run in runs(count)) - min(stood[run] for run in runs(count)) <= 2


@given(st.integers(2, 9), st.data())
def test_what_comes_first_and_last_stands_there_and_nowhere_else(count: int, data: st.DataObject) -> None:
    pairs = [*map(frozenset, combinations(runs(count), 2))]
    chosen = data.draw(st.lists(st.sampled_from(pairs), unique=True))
    split = data.draw(st.integers(0, len(chosen)))
    order = Order(chosen[:split], Rounds(runs(count)), chosen[split:])
    found = [*order]
    assert found[:split] == chosen[:split]
    assert found[len(pairs) - len(chosen) + split :] == chosen[split:]
    assert set(found) == set(pairs)
    assert len(found) == len(order) == len(pairs)
    assert [order.place(pair) for pair in found] == list(range(len(pairs)))
    assert order[1:3] == found[1:3]
    assert order[-1] == found[-1]


def test_beyond_the_end_there_is_no_pair() -> None:
    order = Order([], Rounds(runs(3)), [])
    for place in (3, -4):
        with pytest.raises(IndexError):
            order[place]


def test_of_very_many_runs_a_pair_is_found_without_making_all() -> None:
    order = Order([], Rounds(runs(100_001)), [])
    assert len(order) == 100_001 * 100_000 // 2
    assert order.place(order[3_000_000_000]) == 3_000_000_000

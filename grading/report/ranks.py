"""Places of values: equal values share a place, and the next one counts all before it (1, 1, 3)."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from typing import TypeVar

Key = TypeVar("Key")


def competition_ranks(values: Sequence[Fraction], *, lowest_first: bool = False) -> list[int]:
    """The place of each value, the highest being first."""
    places: dict[Fraction, int] = {}
    for place, value in enumerate(sorted(values, reverse=not lowest_first), 1):
        places.setdefault(value, place)
    return [places[value] for value in values]


def ranks_by_key(values: Mapping[Key, Fraction]) -> dict[Key, int]:
    """The place of each key by its value, the highest being first."""
    return dict(zip(values, competition_ranks(list(values.values())), strict=True))


def reversed_pairs(first: Mapping[Key, int], second: Mapping[Key, int]) -> list[tuple[Key, Key]]:
    """Every two keys that `first` has in this order and `second` in the other one; what is equal in either is in none.

    Both name the same keys. The pairs come in the order of `first`, so that a list of them is always the same.
    """
    ordered = sorted(first, key=lambda key: first[key])
    return [
        (high, low)
        for high, low in combinations(ordered, 2)
        if first[high] != first[low] and second[high] > second[low]
    ]

"""Every pair of some runs in an order, worked out only where somebody looks: 500 runs make 124,750 pairs."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import overload


class Rounds:
    """Every pair of some runs, round by round as in a tournament: in each round, every run stands in one pair."""

    def __init__(self, runs: Sequence[str]) -> None:
        self._runs = runs
        self._places = {run: place for place, run in enumerate(runs)}
        self._is_odd = len(runs) % 2 == 1
        self._rounds = len(runs) - (not self._is_odd)
        """One run stays where it is, and the others go round it; of an odd number, one has nobody beside it."""
        self._pairs = len(runs) // 2

    def __len__(self) -> int:
        return self._rounds * self._pairs

    def pair(self, place: int) -> frozenset[str]:
        """The pair that stands there."""
        turn, seat = divmod(place, self._pairs)
        if not self._is_odd and seat == 0:
            return frozenset((self._runs[-1], self._runs[turn]))
        away = seat + self._is_odd
        return frozenset((self._runs[(turn + away) % self._rounds], self._runs[(turn - away) % self._rounds]))

    def place(self, pair: frozenset[str]) -> int:
        """Where a pair stands."""
        first, second = sorted(self._places[run] for run in pair)
        if second == self._rounds:  # the run that stays
            return first * self._pairs
        # Halving, where everything is counted round and round: the number of rounds is odd.
        turn = (first + second) * ((self._rounds + 1) // 2) % self._rounds
        away = (first - turn) % self._rounds
        return turn * self._pairs + min(away, self._rounds - away) - self._is_odd


class Order(Sequence[frozenset[str]]):
    """Pairs that come first, then all others round by round, then pairs that come last."""

    def __init__(self, first: Sequence[frozenset[str]], rounds: Rounds, last: Sequence[frozenset[str]]) -> None:
        self.first = first
        self.last = last
        self._rounds = rounds
        taken = sorted(rounds.place(pair) for pair in (*first, *last))
        self._taken = taken
        self._passed = [place - count for count, place in enumerate(taken)]
        """For each pair that is taken out of the rounds, how many before it are not."""
        self._ahead = {pair: place for place, pair in enumerate(first)}
        begin = len(rounds) - len(last)
        self._behind = {pair: begin + place for place, pair in enumerate(last)}

    def __len__(self) -> int:
        return len(self._rounds)

    @overload
    def __getitem__(self, index: int) -> frozenset[str]: ...
    @overload
    def __getitem__(self, index: slice) -> list[frozenset[str]]: ...
    def __getitem__(self, index: int | slice) -> frozenset[str] | list[frozenset[str]]:
        if isinstance(index, slice):
            return [self[one] for one in range(*index.indices(len(self)))]
        if not -len(self) <= index < len(self):
            raise IndexError(index)
        index %= len(self)
        if index < len(self.first):
            return self.first[index]
        left = index - (len(self) - len(self.last))
        if left >= 0:
            return self.last[left]
        place = index - len(self.first)
        return self._rounds.pair(place + bisect_right(self._passed, place))

    def place(self, pair: frozenset[str]) -> int:
        """Where a pair of these runs stands."""
        if pair in self._ahead:
            return self._ahead[pair]
        if pair in self._behind:
            return self._behind[pair]
        place = self._rounds.place(pair)
        return len(self.first) + place - bisect_left(self._taken, place)

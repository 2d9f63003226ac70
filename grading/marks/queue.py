"""What to grade next, and which run stands on which side. Pure: what was drawn before comes in, what to draw comes out.

Every run needs a card, so the first pairs of a queue name each run once, those with the fewest cards first; the pairs
after them are there to compare what is graded. What was drawn keeps its place and its sides for ever.
"""

import random
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from msgspec import Struct

from grading.marks.order import Order, Rounds
from grading.sides import Pair


class Draw(Struct, frozen=True):
    """Two runs that stood before a reviewer as A and B, or that the reviewer handed to later."""

    runs: Pair[str]
    is_later: bool = False

    @property
    def key(self) -> frozenset[str]:
        """The pair, whichever side each stands on."""
        return frozenset(self.runs)


def in_order(
    runs: Sequence[str],
    cards: Mapping[str, int],
    draws: Sequence[Draw],
    seed: str,
    graded: Collection[str] = (),
) -> Order:
    """Every pair of runs: those drawn already as they were drawn, then those to grade, then those to compare.

    `cards` says how many finished cards each run has from anybody, `graded` which runs this reviewer has finished. A
    pair that was handed to later stands at the end.
    """
    here = set(runs)
    stands = {one.key: one for one in draws if one.key <= here}
    seen = {run for pair in stands for run in pair}
    fresh = _to_grade(runs, cards, seen.union(graded), seed)
    later = [one.key for one in draws if one.is_later and one.key in stands and stands[one.key].is_later]
    # Of a pair that was handed over several times, the last time counts.
    last = [*dict.fromkeys(reversed(later))][::-1]
    handed = set(last)
    first = [pair for pair in dict.fromkeys((*stands, *fresh)) if pair not in handed]
    chance = random.Random(f"{seed} rest")
    return Order(first, Rounds(chance.sample(list(runs), len(runs))), last)


def _to_grade(runs: Sequence[str], cards: Mapping[str, int], seen: set[str], seed: str) -> list[frozenset[str]]:
    """The runs that nobody stood before this reviewer, two at a time; an odd one stands beside one that was seen."""
    chance = random.Random(seed)
    shuffled = chance.sample(list(runs), len(runs))
    waiting = sorted((run for run in shuffled if run not in seen), key=lambda run: cards.get(run, 0))
    if len(waiting) % 2:
        others = [run for run in shuffled if run not in waiting] or waiting[:1]
        waiting.append(min(others, key=lambda run: cards.get(run, 0)))
    pairs = zip(waiting[::2], waiting[1::2], strict=True)
    return [frozenset(pair) for pair in pairs if len(set(pair)) == 2]


def sides(pair: Iterable[str], draws: Sequence[Draw], toss: bool) -> Pair[str]:
    """Which of two runs stands on which side: as drawn before, else so that each stands as often on A as on B.

    Where that does not decide, `toss` does.
    """
    first, second = sorted(pair)
    for one in draws:
        if one.key == {first, second}:
            return one.runs
    leaning: Counter[str] = Counter()
    for runs in dict.fromkeys(draw.runs for draw in draws):
        leaning[runs.a] += 1
        leaning[runs.b] -= 1
    difference = leaning[first] - leaning[second]
    is_first_on_a = toss if difference == 0 else difference < 0
    return Pair(first, second) if is_first_on_a else Pair(second, first)

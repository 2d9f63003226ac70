"""Attacks of one kind, many times: two at once, and told together by what each met."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final, NamedTuple, TypeVar

from tests.hostile.results import Tried

SHARES: Final = 2
"""As many attacks go on at once; two cores are what most machines have."""
_One = TypeVar("_One")
_TOLD: Final = 2
_LONGEST: Final = 500


class Seen(NamedTuple):
    """What one attack met, and what was wrong then."""

    kind: str
    fault: str = ""


def by_shares(work: Callable[[int], Iterable[_One]]) -> list[_One]:
    """What came of every share, told by its number."""
    with ThreadPoolExecutor(SHARES) as threads:
        return [one for share in threads.map(work, range(SHARES)) for one in share]


def together(tried: str, seen: Sequence[Seen], fine: str = "") -> Tried:
    """How many met what; `fine` says what that means where nothing was wrong."""
    kinds = Counter(one.kind for one in seen)
    wrong = [one.fault for one in seen if one.fault]
    told = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
    more = f" · {len(wrong)} wrong: {'; '.join(wrong[:_TOLD])[:_LONGEST]}" if wrong else fine
    return Tried(tried, told + more, not wrong)

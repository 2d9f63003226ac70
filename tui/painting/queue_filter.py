"""Which pairs of a queue are shown. Numbers are looked at one by one, everything else only where somebody has been."""

from collections.abc import Sequence

from msgspec import Struct

from grading.review.stand import Stand
from grading.review.task_queue import TaskQueue
from tui.painting.queue_words import ANSWERS, run_names


class Sought(Struct, frozen=True):
    """What a reviewer wants to see."""

    typed: str = ""
    is_only_open: bool = False
    is_only_unsure: bool = False

    @property
    def is_all(self) -> bool:
        """Whether nothing is left out."""
        return not (self.words or self.is_only_open or self.is_only_unsure)

    @property
    def words(self) -> list[str]:
        """What is typed, without what every row says."""
        return [word for word in self.typed.lower().replace(",", "").split() if word not in ("pair", "run")]


def places(queue: TaskQueue, sought: Sought, called: str, *, is_open: bool) -> Sequence[int]:
    """The places of the pairs that are sought, in their order; `called` is what the task is called."""
    # A number is that of a pair, even where the task's name has one too.
    words = [word for word in sought.words if word.isdecimal() or word not in called.lower()]
    if not (sought.is_only_open or sought.is_only_unsure):
        if not words:
            return range(len(queue))
        if all(map(str.isdecimal, words)):
            return _with_numbers(len(queue), words)
    return [
        one.number - 1
        for one in queue.likely
        if (one.is_open or not sought.is_only_open)
        and (one.unsure or not sought.is_only_unsure)
        and _is_meant(one, words, is_open=is_open)
    ]


def _with_numbers(count: int, words: Sequence[str]) -> Sequence[int]:
    found: Sequence[int] = range(count)
    for word in words:
        found = [place for place in found if word in str(place + 1)]
    return found


def _is_meant(stand: Stand, words: Sequence[str], *, is_open: bool) -> bool:
    said = " ".join(_said(stand, is_open=is_open)).lower()
    return all(word in str(stand.number) if word.isdecimal() else word in said for word in words)


def _said(stand: Stand, *, is_open: bool) -> list[str]:
    """What the row of a pair says besides its number."""
    found = [stand.state.value, *stand.others, *run_names(stand, is_open=is_open)]
    found += ["unsure"] if stand.unsure else []
    found += ["later"] if stand.is_later else []
    found += [ANSWERS[stand.answer]] if stand.answer else []
    return found

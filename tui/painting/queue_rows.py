"""The rows of the queue, each worked out only when somebody looks at it: a hundred thousand pairs are a few ranges."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from enum import Enum
from itertools import accumulate
from typing import Final, NamedTuple

from msgspec import Struct

from grading.review.attention import Attention
from grading.review.queue import Queue
from grading.review.stand import Stand
from tui.painting.queue_filter import Sought, places

_FEW: Final = 10
"""So many pairs that are only there to be compared are shown unasked."""
_FEW_NEEDS: Final = 4


class Kind(Enum):
    """What a row is."""

    GAP = "gap"
    TITLE = "title"
    """Says that the next rows need attention."""
    NEED = "need"
    MORE = "more"
    """How many more need attention."""
    TASK = "task"
    PAIR = "pair"
    REST = "rest"
    """How many pairs are only there to be compared."""
    UNREADY = "unready"
    NOTHING = "nothing"
    """Nothing is to be shown."""


_PASSED: Final = (Kind.GAP, Kind.TITLE, Kind.NOTHING)


class Row(NamedTuple):
    """A row by what it shows."""

    kind: Kind
    task: int = 0
    """Which of the queue's tasks."""
    place: int = 0
    """Which of its pairs; which need; which task that is not ready."""

    @property
    def can_be_stood_on(self) -> bool:
        """Whether the cursor stops there."""
        return self.kind not in _PASSED


_EVERYTHING: Final = Sought()


class Shape(Struct, frozen=True):
    """What a reviewer opened, folded, and looks for."""

    sought: Sought = _EVERYTHING
    folded: frozenset[int] = frozenset()
    """The tasks of which only the title is shown."""
    rests: frozenset[int] = frozenset()
    """The tasks of which all pairs are shown, those too that are only there to be compared."""
    are_all_needs: bool = False


class _Part(NamedTuple):
    kind: Kind
    task: int
    places: Sequence[int]


class QueueRows:
    """All rows."""

    def __init__(self, queue: Queue, shape: Shape, titles: Sequence[str], *, is_open: bool) -> None:
        """`titles` are what the tasks are called."""
        self.queue = queue
        self.shape = shape
        self.titles = titles
        self._is_open = is_open
        self.pairs = 0
        """How many pairs are sought, folded ones as well."""
        self._parts: list[_Part] = []
        self._lay()
        self._ends = list(accumulate(len(part.places) for part in self._parts))

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def __getitem__(self, row: int) -> Row:
        number = bisect_right(self._ends, row)
        part = self._parts[number]
        return Row(part.kind, part.task, part.places[row - self._ends[number]])

    def stand(self, row: Row) -> Stand:
        """The pair that a row shows."""
        return self.queue.tasks[row.task][row.place]

    def stand_of(self, need: Attention) -> Stand:
        """The pair that what needs attention is about."""
        tasks = (one for one in self.queue.tasks if (one.task, one.rubric.id) == (need.task, need.rubric))
        return next(tasks).stand(need.runs)

    def find(self, wanted: Row) -> int | None:
        """Where a row is, if it is shown."""
        for part, end in zip(self._parts, self._ends, strict=True):
            if (part.kind, part.task) == (wanted.kind, wanted.task):
                place = bisect_left(part.places, wanted.place)
                if place < len(part.places) and part.places[place] == wanted.place:
                    return end - len(part.places) + place
        return None

    def row_of(self, stand: Stand) -> Row | None:
        """The row of a pair, shown or not; none where the queue does not have it any more."""
        for number, one in enumerate(self.queue.tasks):
            if (one.task, one.rubric.id) == (stand.task, stand.rubric):
                is_here = stand.runs <= set(one.runs) and (len(stand.runs) == 2) != one.is_single
                return Row(Kind.PAIR, number, one.stand(stand.runs).number - 1) if is_here else None
        return None

    def step(self, row: int, steps: int) -> int:
        """The row so many rows on that can be stood on, as far as they go."""
        last = len(self) - 1
        wanted = max(0, min(row + steps, last))
        ahead = range(wanted, last + 1) if steps >= 0 else range(wanted, -1, -1)
        behind = range(wanted, -1, -1) if steps >= 0 else range(wanted, last + 1)
        return next((one for way in (ahead, behind) for one in way if self[one].can_be_stood_on), 0)

    def _lay(self) -> None:
        is_all = self.shape.sought.is_all
        if is_all:
            self._lay_needs()
        for number in range(len(self.queue.tasks)):
            self._lay_task(number)
        if is_all and self.queue.unready:
            self._gap()
            self._add(Kind.UNREADY, 0, range(len(self.queue.unready)))
        if not self._parts:
            self._add(Kind.NOTHING)

    def _add(self, kind: Kind, task: int = 0, rows: Sequence[int] = (0,)) -> None:
        if rows:
            self._parts.append(_Part(kind, task, rows))

    def _gap(self) -> None:
        if self._parts:
            self._add(Kind.GAP)

    def _lay_needs(self) -> None:
        count = len(self.queue.attention)
        if not count:
            return
        shown = count if self.shape.are_all_needs or count <= _FEW_NEEDS + 1 else _FEW_NEEDS
        self._add(Kind.TITLE)
        self._add(Kind.NEED, 0, range(shown))
        if shown < count:
            self._add(Kind.MORE, 0, (count - shown,))

    def _lay_task(self, number: int) -> None:
        one, sought = self.queue.tasks[number], self.shape.sought
        called = f"{one.task} {one.rubric.key} {self.titles[number]}"
        found = places(one, sought, called, is_open=self._is_open)
        if not found:
            return
        self.pairs += len(found)
        self._gap()
        self._add(Kind.TASK, number)
        if number in self.shape.folded:
            return
        first, end = self._rest(number)
        if not sought.is_all or end - first <= _FEW:
            self._add(Kind.PAIR, number, found)
            return
        self._add(Kind.PAIR, number, range(first))
        self._add(Kind.REST, number, (end - first,))
        if number in self.shape.rests:
            self._add(Kind.PAIR, number, range(first, end))
        self._add(Kind.PAIR, number, range(end, len(one)))

    def _rest(self, number: int) -> tuple[int, int]:
        """From where to where the pairs stand that nobody needs and nobody drew."""
        one = self.queue.tasks[number]
        return (1, 1) if one.is_single else (len(one.order.first), len(one) - len(one.order.last))

    def shape_with(self, row: Row) -> Shape | None:
        """How the queue looks once a pair can be seen that is folded away; none where it would not be anyway."""
        if not self.shape.sought.is_all:
            return None
        first, end = self._rest(row.task)
        rests: Collection[int] = {row.task} if first <= row.place < end else ()
        return Shape(
            self.shape.sought,
            self.shape.folded - {row.task},
            self.shape.rests.union(rests),
            self.shape.are_all_needs,
        )

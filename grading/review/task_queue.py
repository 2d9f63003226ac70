"""The pairs of one task, as one reviewer sees them.

One card for each run is all that standings need, so the pairs that name a run for the first time come first; all others
are there to compare what is graded. Nothing is worked out for a pair until somebody looks at it.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain

from msgspec import Struct

from grading.marks.events import Answer
from grading.marks.order import Order
from grading.marks.queue import Draw, in_order
from grading.marks.tally import Tally
from grading.review.stand import Progress, Stand, State
from grading.rubric.model import Rubric
from grading.sides import Pair


# no slots: what is worked out is kept
class TaskQueue(Struct, frozen=True, dict=True):
    """The pairs of one task under one rubric."""

    task: str
    rubric: Rubric
    runs: Sequence[str]
    draws: Sequence[Draw]
    mine: Mapping[str, Tally]
    """The reviewer's own cards by run."""
    others: Mapping[str, Sequence[Tally]]
    """Everybody else's by run."""
    preferences: Mapping[frozenset[str], tuple[str, Answer]]
    """What was said last of a pair, and which run stood on A then."""
    seed: str

    @cached_property
    def order(self) -> Order:
        """Every pair in its place."""
        return in_order(
            self.runs,
            {run: sum(map(_is_complete, self._cards(run))) for run in self.runs},
            self.draws,
            self.seed,
            [run for run, tally in self.mine.items() if tally.is_complete],
        )

    def _cards(self, run: str) -> Iterator[Tally]:
        yield from self.others.get(run, ())
        if run in self.mine:
            yield self.mine[run]

    @cached_property
    def _drawn(self) -> Mapping[frozenset[str], Draw]:
        """The sides are those of the first draw, and whether it is for later says the last one."""
        found: dict[frozenset[str], Draw] = {}
        for one in self.draws:
            found[one.key] = Draw(found.get(one.key, one).runs, one.is_later)
        return found

    @cached_property
    def _needed(self) -> frozenset[frozenset[str]]:
        """The pairs that name a run for the first time."""
        seen: set[str] = set()
        found = set()
        # Of those that are drawn the earliest counts, even where it was handed to later.
        for pair in dict.fromkeys((*self._drawn, *self.order.first)):
            if not pair <= seen:
                found.add(pair)
                seen |= pair
        return frozenset(found)

    @property
    def is_single(self) -> bool:
        """Whether the task has one run, which is graded alone."""
        return len(self.runs) == 1

    def lists(self, runs: frozenset[str]) -> bool:
        """Whether these runs are a line of this queue: a pair of it, or its only run."""
        return runs == frozenset(self.runs) if self.is_single else len(runs) == 2 and runs <= set(self.runs)

    def __len__(self) -> int:
        return 1 if self.is_single else len(self.order)

    def __getitem__(self, place: int) -> Stand:
        """The pair at this place, from 0."""
        return self.stand(frozenset(self.runs) if self.is_single else self.order[place])

    def __iter__(self) -> Iterator[Stand]:
        return (self[place] for place in range(len(self)))

    @property
    def likely(self) -> Iterator[Stand]:
        """Every pair but those that nobody drew and nobody needs."""
        if self.is_single:
            return iter(self)
        return map(self.stand, (*self.order.first, *self.order.last))

    def stand(self, runs: frozenset[str]) -> Stand:
        """How a pair of this task, or one run of it, stands."""
        tallies = [self.mine[run] for run in runs if run in self.mine]
        drawn = self._drawn.get(runs)
        answer = self._answer(drawn.runs) if drawn else None
        decided, of = sum(one.decided for one in tallies), len(runs) * len(self.rubric.open_cells)
        is_needed = runs in self._needed or len(runs) == 1
        return Stand(
            task=self.task,
            rubric=self.rubric.id,
            number=self.order.place(runs) + 1 if len(runs) == 2 and self.lists(runs) else 1,
            runs=runs,
            sides=drawn.runs if drawn else None,
            state=_state(tallies, len(runs), answer, decided, of, is_needed=is_needed),
            decided=decided,
            of=of,
            unsure=sum(one.unsure for one in tallies),
            answer=answer,
            is_later=drawn is not None and drawn.is_later,
            is_revealed=len(tallies) == len(runs) and all(one.is_revealed for one in tallies),
            is_locked=len(tallies) == len(runs) and all(one.is_locked for one in tallies),
            is_needed=is_needed,
            others=tuple(sorted({one.reviewer for run in runs for one in self.others.get(run, ())})),
        )

    def _answer(self, runs: Pair[str]) -> Answer | None:
        if frozenset(runs) not in self.preferences:
            return None
        run, said = self.preferences[frozenset(runs)]
        return said if run == runs.a else said.turned

    def pair_of(self, run: str) -> frozenset[str]:
        """The pair that a run is graded in; the run alone where there is none."""
        pairs = chain(self._drawn, self.order.first)
        return next((pair for pair in pairs if run in pair), frozenset({run}))

    def beside(self, stand: Stand, steps: int) -> Stand | None:
        """The pair so many places further on."""
        place = stand.number - 1 + steps
        return self[place] if 0 <= place < len(self) else None

    @property
    def progress(self) -> Progress:
        """How far the reviewer is with this task."""
        tallies = [self.mine[run] for run in self.runs if run in self.mine]
        cells = len(self.rubric.open_cells) * len(self.runs)
        return Progress(sum(one.decided for one in tallies), cells, sum(map(_is_complete, tallies)), len(self.runs))


def _is_complete(tally: Tally) -> bool:
    return tally.is_complete


def _state(
    tallies: Sequence[Tally], runs: int, answer: Answer | None, decided: int, of: int, *, is_needed: bool
) -> State:
    if decided < of:
        return State.STARTED if decided else State.NEW
    if not is_needed:
        return State.COMPARED if answer else State.TO_COMPARE
    return State.LOCKED if all(one.is_locked for one in tallies) else State.GRADED

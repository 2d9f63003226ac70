"""What a reviewer should look at again: doubts, marks on an older snapshot or edition, cards that are not locked."""

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum

from msgspec import Struct

from grading.marks.tally import Tally
from grading.review.stand import State
from grading.review.task_queue import TaskQueue
from grading.study import Study


class Need(Enum):
    """Why something needs attention."""

    UNSURE = "unsure"
    """A cell was flagged."""
    CHANGED = "changed"
    """Marks rest on another snapshot than the run has now."""
    EDITION = "edition"
    """Marks were given under an earlier edition of the rubric, and none under this one."""
    UNLOCKED = "unlocked"
    """A pair is graded and not locked."""


class Attention(Struct, frozen=True):
    """One thing to look at again, and what to open for it."""

    need: Need
    task: str
    rubric: str
    """The rubric's id."""
    runs: frozenset[str]
    """The pair to open, or the run alone that was graded so."""
    run: str = ""
    """Which of them it is about; empty for all."""
    cell: str = ""
    count: int = 1
    """How many marks it is about."""


def attention(
    study: Study, reviewer: str, queues: Sequence[TaskQueue], counted: Mapping[str, Sequence[Tally]]
) -> tuple[Attention, ...]:
    """Everything to look at again, what was flagged first."""
    found = [*_doubts(study, reviewer, queues), *_changed(study, reviewer, queues)]
    found += (one for queue in queues for one in _under_earlier_editions(study, reviewer, queue, counted))
    for queue in queues:
        found += (
            Attention(Need.UNLOCKED, one.task, one.rubric, one.runs)
            for one in queue.likely
            if one.state is State.GRADED
        )
    return tuple(found)


def _doubts(study: Study, reviewer: str, queues: Iterable[TaskQueue]) -> Iterable[Attention]:
    places = _places(queues)
    for one in study.doubts(reviewer):
        queue = places.get((one.run, one.rubric))
        if queue is not None:
            runs = queue.pair_of(one.run)
            yield Attention(Need.UNSURE, queue.task, one.rubric, runs, one.run, one.cell)


def _changed(study: Study, reviewer: str, queues: Iterable[TaskQueue]) -> Iterable[Attention]:
    places = _places(queues)
    for (run, rubric), count in study.outdated(reviewer).items():
        queue = places.get((run, rubric))
        if queue is not None:
            yield Attention(Need.CHANGED, queue.task, rubric, queue.pair_of(run), run, count=count)


def _places(queues: Iterable[TaskQueue]) -> Mapping[tuple[str, str], TaskQueue]:
    return {(run, queue.rubric.id): queue for queue in queues for run in queue.runs}


def _under_earlier_editions(
    study: Study, reviewer: str, queue: TaskQueue, counted: Mapping[str, Sequence[Tally]]
) -> Iterable[Attention]:
    here = set(queue.runs).difference(run for run, one in queue.mine.items() if one.decided)
    earlier = [one.id for one in study.rubrics() if one.key == queue.rubric.key and one.id != queue.rubric.id]
    for ident in earlier:
        for one in counted[ident]:
            if one.reviewer == reviewer and one.run in here and one.decided:
                runs = queue.pair_of(one.run)
                yield Attention(Need.EDITION, queue.task, queue.rubric.id, runs, one.run, count=one.decided)

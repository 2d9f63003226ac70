"""What there is to grade, as one reviewer sees it: every task's pairs in order, what is next, what needs attention."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property

from msgspec import Struct

from grading.errors import StudyError
from grading.finding import called
from grading.marks.tally import Tally
from grading.review.attention import Attention, attention
from grading.review.stand import Progress, Stand, State
from grading.review.task_queue import TaskQueue
from grading.rubric.model import Rubric
from grading.study import Study
from grading.visible import visible


class Unready(Struct, frozen=True):
    """A task that cannot be graded yet, and why."""

    task: str
    why: str
    do: str


# no slots: what is worked out is kept
class Queue(Struct, frozen=True, dict=True):
    """Everything that waits for a reviewer."""

    reviewer: str
    tasks: Sequence[TaskQueue]
    """One for every task and rubric."""
    unready: Sequence[Unready] = ()
    attention: Sequence[Attention] = ()

    @cached_property
    def progress(self) -> Progress:
        """How far the reviewer is with the whole study."""
        return sum((one.progress for one in self.tasks), Progress())

    @property
    def only(self) -> Stand | None:
        """The one pair of a study that has no other."""
        stands = [one for queue in self.tasks if len(queue) for one in (queue[0],)]
        return stands[0] if len(stands) == 1 and len(self) == 1 else None

    def __len__(self) -> int:
        return sum(map(len, self.tasks))

    def of(self, stand: Stand) -> TaskQueue:
        """The queue that a pair stands in."""
        return next(one for one in self.tasks if (one.task, one.rubric.id) == (stand.task, stand.rubric))

    def next(self, after: Stand | None = None) -> Stand | None:
        """What to grade next: an open pair of the same task, else of any; what was handed to later comes last."""
        waiting = [one for one in self.open() if after is None or not one.is_same(after)]
        places = [one for one in waiting if after and one.task == after.task] + waiting
        return next((one for one in places if not one.is_later), waiting[0] if waiting else None)

    def open(self, task: str = "") -> Iterator[Stand]:
        """Every pair with something left to grade, in the order of the queue."""
        return (one for one in self._likely(task) if one.is_open)

    def unsure(self, task: str = "") -> Iterator[Stand]:
        """Every pair with a cell that its reviewer is unsure of."""
        return (one for one in self._likely(task) if one.unsure)

    def to_lock(self, task: str = "") -> Iterator[Stand]:
        """Every pair that is graded and not locked."""
        return (one for one in self._likely(task) if one.state is State.GRADED)

    def _likely(self, task: str) -> Iterator[Stand]:
        return (stand for one in self.tasks if task in ("", one.task) for stand in one.likely)


def queue(study: Study, reviewer: str, rubric: str = "") -> Queue:
    """The queue as it is now; of the rubric that is asked for, where one is."""
    bound, rubrics = study.tasks_of_rubric(), study.rubrics()
    wanted = called(rubrics, rubric) if rubric else rubrics
    if rubric and not wanted:
        raise StudyError(f'there is no rubric "{visible(rubric)}"', do="`sidegrade rubrics` lists them")
    counted = {one.id: study.tallies(one) for one in rubrics}
    found: list[TaskQueue] = []
    unready: list[Unready] = []
    for task, runs in study.run_ids(with_void=False).items():
        asked = {one.key: one for one in wanted if task in bound.get(one.id, [task])}  # the last edition of each
        if not runs:
            why = "no run that is not void" if study.run_ids()[task] else "no runs yet"
            unready.append(Unready(task, why, "add some with `sidegrade add`"))
        elif not asked and not rubric:
            unready.append(Unready(task, "no rubric yet", "add one with `sidegrade rubric add FILE`"))
        else:
            found += (_task_queue(study, task, runs, one, counted[one.id], reviewer=reviewer) for one in asked.values())
    return Queue(reviewer, found, unready, attention(study, reviewer, found, counted))


def _task_queue(
    study: Study, task: str, runs: Sequence[str], rubric: Rubric, tallies: Iterable[Tally], *, reviewer: str
) -> TaskQueue:
    here = set(runs)
    others: defaultdict[str, list[Tally]] = defaultdict(list)
    mine: dict[str, Tally] = {}
    for one in tallies:
        if one.run in here:
            if one.reviewer == reviewer:
                mine[one.run] = one
            elif one.decided:
                others[one.run].append(one)
    draws = [one for one in study.draws(task, reviewer) if one.key <= here]
    preferences = {frozenset(key): (key[0], said) for key, said in study.preferences(rubric, reviewer).items()}
    return TaskQueue(task, rubric, runs, draws, mine, others, preferences, f"{reviewer} {task}")


def across(study: Study, tasks: TaskQueue, reviewer: str, cells: Collection[str], after: Stand | None) -> Stand | None:
    """The next pair in which one of these cells is open: a dimension is graded on all runs before the next one is."""
    decided = study.decided(tasks.rubric, reviewer, cells)
    done = {run for run, count in decided.items() if count == len(cells)}
    stands = [one for one in tasks.likely if one.is_needed]
    place = next((place for place, one in enumerate(stands, 1) if after and one.runs == after.runs), 0)
    return next((one for one in (*stands[place:], *stands[:place]) if not one.runs <= done), None)
